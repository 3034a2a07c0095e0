import { addWorkingDays, type Holidays, readHolidays } from '../calendar/index.ts'
import type { Db } from '../platform/database.ts'
import type { TurnState } from './rules.ts'

/** The kind of work that takes a turn out of each state: what the office limits. */
const takenBy: Readonly<Partial<Record<TurnState, string>>> = {
  decided: 'support.contract',
  contracted: 'support.begin',
  in_progress: 'support.accept',
  accepted: 'support.finish',
}

/**
 * By when a turn is to leave its state, by the days that the office allows each step and the day in its contract, the earlier of both; null where
 * neither says.
 */
export function stepDue(
  turn: { readonly state: TurnState; readonly since: string; readonly dueOn: string | null },
  limits: ReadonlyMap<string, number>,
  holidays: Holidays,
): string | null {
  const days = limits.get(takenBy[turn.state] ?? '')
  const byLimit = days === undefined ? null : addWorkingDays(turn.since, days, holidays)
  const byContract = turn.state === 'contracted' || turn.state === 'in_progress' ? turn.dueOn : null
  const dues = [byLimit, byContract].filter((day) => day !== null).toSorted()
  return dues[0] ?? null
}

/** The same with what the office has set. */
export async function readStepDue(db: Db) {
  const limits = await db.selectFrom('workLimit').select(['key', 'days']).execute()
  const days = new Map(limits.map(({ key, days: most }) => [key, most]))
  const holidays = await readHolidays(db)
  return (turn: Parameters<typeof stepDue>[0]) => stepDue(turn, days, holidays)
}
