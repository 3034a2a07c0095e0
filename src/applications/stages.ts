import { sql } from 'kysely'
import type { Context } from '../platform/operation.ts'

/** Writes down that an application came into a state. @param since the day, ISO; today when left out */
export async function enterStage(
  { db, today }: Pick<Context, 'db' | 'today'>,
  applicationId: number,
  state: string,
  since: string = today,
): Promise<void> {
  await sql`INSERT INTO application_stage (application_id, place, state, since)
    SELECT ${applicationId}, coalesce(max(place), 0) + 1, ${state}, ${since}::date
      FROM application_stage WHERE application_id = ${applicationId}`.execute(db)
}
