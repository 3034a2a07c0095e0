import { sql } from 'kysely'
import { provinceMergers, wholeProvince } from '../agencies/index.ts'
import { ofPlans, type Plan, plansOf } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'

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
  readonly indicator: string
  readonly year: number
  /** đồng that old reports name for it. */
  readonly amount: bigint | null
}

/** For each indicator the years of which something was reported under these plans: also a zero, and money. */
export async function reportedYears(db: Db, plans: readonly Plan[]): Promise<KnownYear[]> {
  if (plans.length === 0) return []
  const { rows } = await sql<KnownYear>`
    SELECT i.key AS indicator, r.year, sum(r.amount)::bigint AS amount
      FROM past_result r JOIN indicator i ON i.id = r.indicator_id
     WHERE r.retracted_on IS NULL AND ${ofPlans(
       'r.planId',
       plans.map(({ id }) => id),
     )}
     GROUP BY i.key, r.year ORDER BY i.key, r.year`.execute(db)
  return rows
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

/** The years that plans ran while this program kept their work. */
export async function keptYears(db: Db, plans: readonly Plan[]): Promise<number[]> {
  const begun = await db.selectFrom('installation').select('firstDay').executeTakeFirst()
  const first = begun?.firstDay ?? null
  const years = plans.flatMap(({ firstYear, lastYear, replaced }) =>
    // what is entered of a replaced plan are results of before the program
    replaced && first === null
      ? []
      : Array.from({ length: Math.max(0, lastYear - firstYear + 1) }, (_, at) => firstYear + at),
  )
  return [...new Set(years)].filter((year) => first === null || `${year}-12-31` >= first)
}
