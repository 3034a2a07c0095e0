import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Column, moneyRows } from '../money-view/index.ts'
import type { Db } from '../platform/database.ts'
import { dongOut } from '../platform/fields.ts'
import { type Of, rows } from './figure-sql.ts'

/* The execution of the budget: line, year and source with what became of the money, off the view of money. */

/** The figures of the view that the report has, in its order. */
export const executed = [
  'plan',
  'appraised',
  'allocated',
  'adjusted',
  'carriedIn',
  'committed',
  'advanced',
  'paid',
  'settled',
  'carriedOut',
  'cancelled',
  'remaining',
] as const satisfies readonly Column[]
export type Executed = (typeof executed)[number]

const amounts = Object.fromEntries(executed.map((column) => [column, dongOut()])) as Record<
  Executed,
  ReturnType<typeof dongOut>
>

/** A figure as the view gives it: money as text, which JSON would lose. */
const moneyIn = z.preprocess(
  (value) => (typeof value === 'bigint' ? value : BigInt(String(value))),
  dongOut(),
)

export const Execution = z.object({
  /** As it stood at the end of this day. */
  on: z.iso.date(),
  rows: z.array(
    z.object({
      plan: z.string(),
      line: z.string(),
      title: z.string(),
      /** Null of a source that is not spread over the years. */
      year: z.int().nullable(),
      source: z.string(),
      sourceName: z.string(),
      money: z.object(
        Object.fromEntries(executed.map((column) => [column, moneyIn])) as unknown as typeof amounts,
      ),
    }),
  ),
})
export type Execution = z.output<typeof Execution>

/** The money of these plans by line, year and source, of the budget years that are reported on. */
export async function executionOf(db: Db, planIds: readonly number[], of: Of): Promise<RawBuilder<unknown>> {
  const on = of.last
  const views = await Promise.all(
    planIds.map(async (planId) => ({
      planId,
      view: await moneyRows(db, planId, { by: 'line.year.source', on }, on),
    })),
  )
  const all = sql.join(
    views.map(
      ({ planId, view }) => sql`
        SELECT v.id AS place, p.number AS plan, v.line, v.line_title AS title, v.year, v.source, v.source_name AS "sourceName",
               jsonb_build_object(${sql.join(
                 executed.flatMap((column) => [
                   sql`${sql.lit(column)}::text`,
                   sql`v.${sql.ref(column)}::text`,
                 ]),
               )}) AS money
          FROM (${view}) v JOIN plan p ON p.id = ${planId}::int
         WHERE v.line IS NOT NULL
           AND (v.year IS NULL OR v.year BETWEEN ${of.span?.firstYear ?? of.year}::int AND ${of.year}::int)`,
    ),
    sql` UNION ALL `,
  )
  return sql`jsonb_build_object('on', ${on}::text, 'rows', ${rows(sql`
    SELECT e.plan, e.line, e.title, e.year, e.source, e."sourceName", e.money FROM (${all}) e
     ORDER BY e.plan, e.year NULLS LAST, e.source, e.place`)})`
}
