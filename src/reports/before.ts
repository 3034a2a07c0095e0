import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { addDays, daysBetween, yearOf } from '../platform/dates.ts'
import { dongOut } from '../platform/fields.ts'
import {
  type CutOff,
  calendarDays,
  isCalendar,
  isReview,
  partsOf,
  periodRules,
  type Span,
} from './periods.ts'

/* The period before the one that is reported on: of the same kind, in the same plan or in the one that ran before it. */

/** Over what a report is. */
export interface Period {
  readonly year: number
  readonly span?: Span | undefined
}
interface Years {
  readonly firstYear: number
  readonly lastYear: number
}

/** The same kind of period just before this one; of a review of a plan, as many days of the plan before it. */
export function periodBefore(
  { year, span }: Period,
  cutOff: CutOff,
  planBefore: Years | null,
): Period | null {
  if (span === undefined) return { year: year - 1 }
  const { rule, part } = span
  if (isReview(rule)) {
    if (planBefore === null) return null
    const [from, end] = [`${planBefore.firstYear}-01-01`, `${planBefore.lastYear}-12-31`]
    const as = addDays(from, daysBetween(span.from, span.to))
    const to = rule === 'final' || as > end ? end : as
    return { year: yearOf(to), span: { ...span, from, to, firstYear: planBefore.firstYear } }
  }
  if (isCalendar(rule)) {
    const first = (part ?? 1) === 1
    const [ofYear, ofPart] = first ? [year - 1, partsOf(rule)] : [year, (part ?? 1) - 1]
    const days = calendarDays(rule, ofYear, ofPart, cutOff)
    return { year: ofYear, span: { rule, part: part === null ? null : ofPart, ...days, firstYear: ofYear } }
  }
  const to = addDays(span.from, -1)
  const from = addDays(to, -daysBetween(span.from, span.to))
  return { year: yearOf(to), span: { ...span, from, to, firstYear: yearOf(from) } }
}

/** Which figures stand beside those of a plan: of which plan, over what; null where nothing was before. */
export interface Compared {
  readonly planId: number
  readonly number: string
  readonly of: Period
}

/** What each of these plans is compared with, in their order. */
export async function comparedWith(
  db: Db,
  planIds: readonly number[],
  reported: Period,
  cutOff: CutOff,
): Promise<(Compared | null)[]> {
  const { rows } = await sql<{
    id: number
    number: string
    firstYear: number
    before: (Years & { id: number; number: string }) | null
  }>`
    SELECT p.id, p.number, extract(year FROM p.starts_on)::int AS first_year,
           (SELECT jsonb_build_object('id', b.id, 'number', b.number, 'firstYear', extract(year FROM b.starts_on)::int,
                                      'lastYear', extract(year FROM b.ends_on)::int)
              FROM plan b WHERE b.province = p.province AND b.ends_on < p.starts_on AND b.state <> 'draft'
             ORDER BY b.ends_on DESC, b.id DESC LIMIT 1) AS before
      FROM plan p WHERE p.id = ANY (${planIds}::int[])`.execute(db)
  return planIds.map((planId) => {
    const plan = rows.find(({ id }) => id === planId)
    const of = plan === undefined ? null : periodBefore(reported, cutOff, plan.before)
    if (plan === undefined || of === null) return null
    const last = of.span?.to ?? `${of.year}-12-31`
    const review = reported.span !== undefined && isReview(reported.span.rule)
    if (!review && last >= `${plan.firstYear}-01-01`) return { planId, number: plan.number, of }
    const { before } = plan
    if (before === null || (!review && of.year < before.firstYear)) return null
    return { planId: before.id, number: before.number, of }
  })
}

const money = {
  estimate: dongOut(),
  allocated: dongOut(),
  committed: dongOut(),
  disbursed: dongOut(),
  remaining: dongOut(),
}

/** Over which days, where it is not over a year of the plan. */
export const SpanShape = z.object({
  rule: periodRules.schema.exclude(['planYear']),
  part: z.int().nullable(),
  from: z.iso.date(),
  to: z.iso.date(),
  firstYear: z.int(),
})

/** The figures of the period before, plan by plan; of a plan without one nothing. */
export const Before = z.object({
  year: z.int(),
  span: SpanShape.optional(),
  plans: z.array(
    z.object({
      /** The plan that is reported on. */
      of: z.int(),
      /** Whose figures these are: of the same plan, or of the one that ran before it. */
      id: z.int(),
      number: z.string(),
      targets: z.array(z.object({ key: z.string(), result: z.number().nullable() })),
      /** By line where the plan is the same: another plan has other lines. */
      budget: z.array(z.object({ code: z.string(), parent: z.string().nullable(), ...money })),
    }),
  ),
})
export type Before = z.output<typeof Before>
