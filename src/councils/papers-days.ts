import { addWorkingDays, type Holidays } from '../calendar/index.ts'
import { addDays } from '../platform/dates.ts'

/** How long before it meets the papers are with the members of a council, as its rule says. */
export interface PapersDays {
  /** null: nothing is laid down. */
  readonly papersDays: number | null
  /** Counted in working days. */
  readonly papersWorking: boolean
}

/** The first day on which a council may meet whose members have had the papers since a day. Pure. */
export function firstMeeting(
  { papersDays, papersWorking }: PapersDays,
  papersOn: string,
  holidays: Holidays,
): string {
  if (papersDays === null) return papersOn
  return papersWorking ? addWorkingDays(papersOn, papersDays, holidays) : addDays(papersOn, papersDays)
}
