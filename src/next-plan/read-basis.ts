import { sql } from 'kysely'
import { ceilingUnits } from '../norms/index.ts'
import { activePlan, isLevel, ofPlans, type Plan, PlanDocument } from '../plan/index.ts'
import { resultsByYear } from '../plan-versions/index.ts'
import type { Db } from '../platform/database.ts'
import type { Context } from '../platform/operation.ts'
import {
  basePlans,
  baseSources,
  type KnownYear,
  keptYears,
  reportedYears,
  withoutPlan,
} from './base-plans.ts'
import type { Basis, NormRow } from './basis.ts'
import type { Agency } from './duties.ts'
import type { Instrument, Orientation } from './input.ts'

/** Reads the basis of the plan that is worked in. @throws Problem 404 when there is no plan */
export async function readBasis(context: Pick<Context, 'db' | 'planId' | 'today'>): Promise<Basis> {
  const { db, today } = context
  const plan = await activePlan(context)
  const row = await db
    .selectFrom('plan')
    .select('document')
    .where('id', '=', plan.id)
    .executeTakeFirstOrThrow()
  const document = PlanDocument.parse(row.document)
  const orientation = orientationOf(document, plan)
  const { baseFirstYear, baseLastYear } = orientation
  const bases = await basePlans(db, plan, `${orientation.firstYear}-01-01`)
  const execution = await executionOf(db, plan, baseFirstYear, baseLastYear)
  const paid = new Set(execution.filter((cell) => cell.disbursed > 0n).map((cell) => cell.year))
  return {
    plan,
    document,
    orientation,
    orientationWords: document.orientation,
    bases,
    withoutPlan: await withoutPlan(db, plan, `${orientation.firstYear}-01-01`, bases),
    results: await resultsOf(db, document, bases, baseFirstYear, baseLastYear),
    execution,
    dataYears: [...paid].sort((one, other) => one - other),
    norms: await normsOn(db, today),
    agencies: await agenciesOf(db),
    instruments: await instrumentsOf(db),
    tfpIndicator:
      (await db.selectFrom('indicator').select('id').where('key', '=', 'tfpStudies').executeTakeFirst()) !==
      undefined,
    openDraft: await openDraft(db, plan.id),
  }
}

/** The plan's own orientation; without one the next five years over the plan's own years, with no rise to hold to. */
function orientationOf(document: PlanDocument, plan: Plan): Orientation {
  return (
    document.orientation ?? {
      firstYear: plan.lastYear + 1,
      lastYear: plan.lastYear + 5,
      baseFirstYear: plan.firstYear,
      baseLastYear: plan.lastYear,
      minimumPercent: 0,
      maximumPercent: 0,
    }
  )
}

/** The words of the article on the next period, without its numbers, which stand apart. */
export function sayingOf({ vi, en, article }: NonNullable<Basis['orientationWords']>) {
  return article === undefined ? { vi, en } : { vi, en, article }
}

/** Results of the base years under the plans that the next one succeeds, added up; counted from the facts as `indicator_result` counts. */
async function resultsOf(
  db: Db,
  document: PlanDocument,
  bases: readonly Plan[],
  first: number,
  last: number,
): Promise<Basis['results']> {
  const indicators = await db
    .selectFrom('indicator')
    .select(['key', 'name', 'nameEn', 'unit', 'unitEn', 'factKinds'])
    .select(isLevel('indicator').as('level'))
    .execute()
  const ids = bases.map(({ id }) => id)
  const rows = (await resultsByYear(db, { firstYear: first, lastYear: last })).filter((row) =>
    ids.includes(row.planId),
  )
  const repeats = await repeatedSubjects(db, ids, first, last)
  const reported = await reportedYears(db, bases)
  const kept = await keptYears(db, bases)
  const years = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  return document.targets.flatMap(({ indicator }) => {
    const known = indicators.find((row) => row.key === indicator)
    if (known === undefined) return []
    const own = rows.filter((row) => row.indicatorKey === indicator)
    const told = reported.filter((row) => row.indicator === indicator)
    const sources = baseSources(bases, years, { results: own, reported: told, kept })
    const missing = years.filter((year) => sources.some((source) => source.missing.includes(year)))
    const unknown = years.filter((year) => sources.every((source) => source.missing.includes(year)))
    const inYear = (year: number) =>
      own.filter((row) => row.year === year).reduce((sum, row) => sum + row.result, 0)
    return [
      {
        indicator,
        name: { vi: known.name, en: known.nameEn },
        unit: { vi: known.unit, en: known.unitEn },
        kinds: known.factKinds,
        // A rate has no value in a year without one; what is counted was nought then, where the year is known.
        years: years
          .filter((year) => (known.level ? own.some((row) => row.year === year) : !unknown.includes(year)))
          .map((year) => ({ year, result: inYear(year) })),
        level: known.level,
        repeated: repeats.get(indicator) ?? 0,
        rows: own.map(({ planId, year, result }) => ({ planId, year, result })),
        sources,
        missing,
        unknown,
        reported: [...Map.groupBy(told, ({ year }) => year)]
          .filter(([year]) => years.includes(year))
          .map(([year, of]) => ({ year, amount: sumOf(of) })),
      },
    ]
  })
}

/** đồng of all that name any; null where none does. */
function sumOf(rows: readonly KnownYear[]): bigint | null {
  const known = rows.flatMap(({ amount }) => (amount === null ? [] : [amount]))
  return known.length === 0 ? null : known.reduce((sum, amount) => sum + amount, 0n)
}

/** For each indicator that counts subjects once: by how much the sum over years exceeds the count over the period. */
async function repeatedSubjects(
  db: Db,
  plans: readonly number[],
  first: number,
  last: number,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; repeated: number }>`
    SELECT key, (sum(times) - count(*))::int AS repeated
      FROM (SELECT i.key, f.subject, count(DISTINCT (f.year, f.plan_id)) AS times
              FROM indicator i
             CROSS JOIN LATERAL unnest(i.fact_kinds) AS kinds (kind)
              JOIN plan p ON p.state <> 'draft' AND ${ofPlans('p.id', plans)}
              JOIN fact f ON f.plan_id = p.id AND f.kind = kinds.kind AND f.retracted_at IS NULL AND fact_wanted(f, i)
                         AND f.year BETWEEN extract(year FROM p.starts_on)::int AND extract(year FROM p.ends_on)::int
             WHERE i.measure = 'distinct' AND f.record_type <> 'past_result' AND f.year BETWEEN ${first} AND ${last}
             GROUP BY i.key, f.subject) AS subject
     GROUP BY key`.execute(db)
  return new Map(rows.map((row) => [row.key, row.repeated]))
}

/** What was paid from the provincial budget and what was estimated, by line and year; groups are not listed. */
async function executionOf(db: Db, plan: Plan, first: number, last: number): Promise<Basis['execution']> {
  const { rows } = await sql<{ line: string; year: number; disbursed: bigint; estimate: bigint }>`
    SELECT l.code AS line, y.year, y.estimate, coalesce(sum(p.disbursed), 0)::bigint AS disbursed
      FROM budget_line l
      JOIN budget_line_year y ON y.line_id = l.id
      LEFT JOIN (budget_position p JOIN funding_source s ON s.id = p.source_id AND s.key = ${plan.budgetSource})
        ON p.line_id = l.id AND p.year = y.year
     WHERE l.plan_id = ${plan.id} AND y.year BETWEEN ${first} AND ${last}
       AND NOT EXISTS (SELECT FROM budget_line c WHERE c.parent_id = l.id)
     GROUP BY l.id, y.year, y.estimate
     ORDER BY l.ord, y.year`.execute(db)
  return rows
}

/** Norms with a ceiling, that may be multiplied by a quantity. */
async function normsOn(db: Db, day: string): Promise<NormRow[]> {
  const rows = await db
    .selectFrom('norm as n')
    .innerJoin('legalInstrument as i', 'i.id', 'n.instrumentId')
    .select(['n.id', 'n.name', 'n.nameEn', 'n.ceiling', 'n.ceilingUnit', 'n.contentId'])
    .select(['i.number as instrument', 'n.article'])
    .where('n.ceiling', 'is not', null)
    .where('n.validFrom', '<=', day)
    .where((where) => where.or([where('n.validTo', 'is', null), where('n.validTo', '>=', day)]))
    .orderBy('n.name')
    .orderBy('n.id')
    .execute()
  return rows.flatMap(({ id, ceiling, ceilingUnit, contentId, ...norm }) => {
    if (ceiling === null || ceilingUnit === null) return []
    const { vi, en } = ceilingUnits.names[ceilingUnit]
    return [{ ...norm, key: `n${id}`, unit: vi, unitEn: en, amount: ceiling, ofContent: contentId !== null }]
  })
}

async function agenciesOf(db: Db): Promise<Agency[]> {
  return db
    .selectFrom('agency')
    .select([
      'id',
      'key',
      'name',
      'nameEn',
      'kind',
      'validFrom',
      'validTo',
      'successorId',
      'toCheck',
      'source',
    ])
    .orderBy('id')
    .execute()
}

async function instrumentsOf(db: Db): Promise<Instrument[]> {
  return db
    .selectFrom('legalInstrument')
    .select(['number', 'title', 'titleEn', 'issuer', 'issuedOn', 'validTo'])
    .orderBy('number')
    .execute()
}

/** The draft of the next plan that is being worked on, when there is one. */
export async function openDraft(db: Db, planId: number): Promise<Basis['openDraft']> {
  const row = await db
    .selectFrom('planDraft')
    .select(['id', 'label'])
    .where('planId', '=', planId)
    .where('kind', '=', 'next')
    .where('state', '=', 'open')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row ?? null
}
