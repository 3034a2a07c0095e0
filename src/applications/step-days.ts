import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { localDay } from '../platform/local-day.ts'

/** The days on which an application went on, where the trail tells of them: of work that was taken over it tells nothing. */
export const StepDays = z.object({
  checked: z.iso.date().nullable(),
  appraised: z.iso.date().nullable(),
  withdrawn: z.iso.date().nullable(),
})

/** The day of each step of an application, the latest time that it was taken. */
export async function stepDays(db: Db, applicationId: number): Promise<z.infer<typeof StepDays>> {
  const latest = (command: string) => sql<string | null>`(
    SELECT ${localDay('at')}::text FROM audit
     WHERE subject = ${`application:${applicationId}`} AND command = ${command} ORDER BY seq DESC LIMIT 1)`
  const { rows } = await sql<z.infer<typeof StepDays>>`
    SELECT ${latest('applications.check')} AS checked, ${latest('applications.appraise')} AS appraised,
           ${latest('applications.withdraw')} AS withdrawn`.execute(db)
  return rows[0] ?? { checked: null, appraised: null, withdrawn: null }
}
