import { sql } from 'kysely'
import { provinceMergers, wholeProvince } from '../agencies/index.ts'
import { ofPlans, type Plan, plansOf } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { fold } from '../platform/text.ts'

/* Whose results the next plan is measured by, and for which year of which content there is none. */

/**
 * The plans that the next one succeeds: every plan of what the territory is on the new period's first day, so that of a province made of
 * three the results of all three are added up.
 * @param firstDay the first day of the new period, ISO
 */
export async function basePlans(db: Db, plan: Plan, firstDay: string): Promise<Plan[]> {
  const mergers = await provinceMergers(db)
  const whole = wholeProvince(plan.province, firstDay, mergers)
  return (await plansOf(db, null)).filter(
    (one) => one.startsOn < firstDay && wholeProvince(one.province, firstDay, mergers) === whole,
  )
}

export interface KnownYear {
  readonly planId: number
  readonly indicator: string
  readonly year: number
  /** đồng that old reports name for it. */
  readonly amount: bigint | null
}

/** For each indicator the years of which something was reported under these plans: also a zero, and money. */
export async function reportedYears(db: Db, plans: readonly Plan[]): Promise<KnownYear[]> {
  if (plans.length === 0) return []
  const { rows } = await sql<KnownYear>`
    SELECT r.plan_id, i.key AS indicator, r.year, sum(r.amount)::bigint AS amount
      FROM past_result r JOIN indicator i ON i.id = r.indicator_id
     WHERE r.retracted_on IS NULL AND ${ofPlans(
       'r.planId',
       plans.map(({ id }) => id),
     )}
     GROUP BY r.plan_id, i.key, r.year ORDER BY i.key, r.year, r.plan_id`.execute(db)
  return rows
}

/** What one old province gives to the base of one content, under which of its plans, and which base years of it nothing is known of. */
export interface BaseSource {
  readonly province: string
  readonly plans: readonly { readonly id: number; readonly number: string; readonly result: number }[]
  readonly missing: readonly number[]
}

/** What is known of the base years of one content. */
interface KnownBase {
  readonly results: readonly { readonly planId: number; readonly year: number; readonly result: number }[]
  readonly reported: readonly { readonly planId: number; readonly year: number }[]
  /** The years that were kept with the program, by plan. */
  readonly kept: ReadonlyMap<number, readonly number[]>
}

/**
 * The base of one content by the territory that its plans are of, in the order of their names. Plans of one territory follow each other
 * and fill each other's years; a neighbour's results fill none, so each territory is asked for its own.
 */
export function baseSources(
  plans: readonly Pick<Plan, 'id' | 'number' | 'province'>[],
  years: readonly number[],
  known: KnownBase,
): BaseSource[] {
  const territories = [...Map.groupBy(plans, ({ province }) => province)]
  return territories
    .map(([province, own]) => {
      const ids = new Set(own.map(({ id }) => id))
      const results = known.results.filter(({ planId }) => ids.has(planId))
      return {
        province,
        plans: own.map(({ id, number }) => ({
          id,
          number,
          result: results.reduce((sum, row) => sum + (row.planId === id ? row.result : 0), 0),
        })),
        missing: missingBase(years, {
          results,
          reported: known.reported.filter(({ planId }) => ids.has(planId)).map(({ year }) => year),
          kept: own.flatMap(({ id }) => known.kept.get(id) ?? []),
        }),
      }
    })
    .sort((one, other) => one.province.localeCompare(other.province, 'vi'))
}

/** The old provinces of the territory on the new period's first day that no plan is entered of: nothing of theirs is in the base. */
export async function withoutPlan(db: Db, plan: Plan, firstDay: string, bases: readonly Plan[]) {
  const mergers = await provinceMergers(db)
  const whole = wholeProvince(plan.province, firstDay, mergers)
  const had = new Set(bases.map(({ province }) => fold(province)))
  const parts = mergers.filter(({ successor, mergedOn }) => fold(successor) === whole && mergedOn <= firstDay)
  // The province that the others were merged into was one of the old ones itself, of less territory.
  const olds = new Set(parts.flatMap(({ province, successor }) => [province, successor]))
  return [...olds].filter((province) => !had.has(fold(province)))
}

/**
 * The base years of one content of which nothing is known: no result, no report of an old one, and no plan that this program kept. A
 * year that the program kept is known to be zero.
 * @param of.results the results by year
 * @param of.reported years of which an old report tells
 * @param of.kept years that were kept with the program
 */
export function missingBase(
  years: readonly number[],
  of: {
    readonly results: readonly { readonly year: number; readonly result: number }[]
    readonly reported: readonly number[]
    readonly kept: readonly number[]
  },
): number[] {
  return years.filter(
    (year) =>
      !of.reported.includes(year) &&
      !of.kept.includes(year) &&
      !of.results.some((own) => own.year === year && own.result > 0),
  )
}

/** The later of two days; null where there is neither. */
const later = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one

/** The years of each plan in which it ran while this program kept its work: not before the installation's first day, nor before the plan was accepted here. */
export async function keptYears(db: Db, plans: readonly Plan[]): Promise<Map<number, readonly number[]>> {
  const begun = await db.selectFrom('installation').select('firstDay').executeTakeFirst()
  const accepted = new Map(
    (
      await db
        .selectFrom('plan')
        .select(['id', 'keptFrom'])
        .where(
          ofPlans(
            'id',
            plans.map(({ id }) => id),
          ),
        )
        .execute()
    ).map(({ id, keptFrom }) => [id, keptFrom]),
  )
  return new Map(
    plans.map(({ id, firstYear, lastYear, replaced }) => {
      const first = later(begun?.firstDay ?? null, accepted.get(id) ?? null)
      const years =
        // what is entered of a replaced plan are results of before the program
        replaced && first === null
          ? []
          : Array.from({ length: Math.max(0, lastYear - firstYear + 1) }, (_, at) => firstYear + at)
      return [id, years.filter((year) => first === null || `${year}-12-31` >= first)]
    }),
  )
}
