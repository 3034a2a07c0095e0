import { type RawBuilder, sql } from 'kysely'
import { timeZone } from './dates.ts'

/** The day on the programme's clock of a moment in SQL: a column, or what is worked out there. */
export const localDay = (moment: string | RawBuilder<unknown>) =>
  sql<string>`(${typeof moment === 'string' ? sql.ref(moment) : moment} AT TIME ZONE ${sql.lit(timeZone)})::date`
