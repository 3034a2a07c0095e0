import { type RawBuilder, sql } from 'kysely'
import type { Span } from './periods.ts'

/* What the selects of a report's figures are made of. */

export type Aggregate = RawBuilder<unknown>

/** Over what figures are, with its first and last day. */
export interface Of {
  readonly year: number
  readonly span?: Span | undefined
  readonly first: string
  readonly last: string
}
export const ofDays = ({ year, span }: { readonly year: number; readonly span?: Span | undefined }): Of => ({
  year,
  span,
  first: span?.from ?? `${year}-01-01`,
  last: span?.to ?? `${year}-12-31`,
})

/** What counts in a year of the plan by its own year counts by its day in any other report. */
export const counted = (
  { year, span, first, last }: Of,
  byYear: string,
  byDay: string,
): RawBuilder<boolean> =>
  span === undefined
    ? sql<boolean>`${sql.ref(byYear)} = ${year}::int`
    : sql<boolean>`${sql.ref(byDay)} BETWEEN ${first}::date AND ${last}::date`

/** Whether a day is one of those reported on. */
export const within = ({ first, last }: Pick<Of, 'first' | 'last'>, day: Aggregate): RawBuilder<boolean> =>
  sql<boolean>`${day} BETWEEN ${first}::date AND ${last}::date`

/** `[{…}, …]` of a select, in the order it gives. @param known leaves out what is null */
export const rows = (select: Aggregate, known = false) =>
  sql`(SELECT coalesce(jsonb_agg(${known ? sql`jsonb_strip_nulls(to_jsonb(r))` : sql`to_jsonb(r)`}), '[]') FROM (${select}) AS r)`
