import { sql } from 'kysely'
import { filedKey, metCodes } from '../applications/index.ts'
import { normBook } from '../norms/index.ts'
import type { Db } from '../platform/database.ts'
import type { RehearsalCase, RehearsalInput } from './rules.ts'

/** An application of the run with what a page and a document show of it. */
export interface KnownCase extends RehearsalCase {
  readonly enterprise: string
  readonly content: string
  readonly contentEn: string
  readonly state: string
  /** What was decided in fact, in đồng; null: nothing was accepted. */
  readonly decided: bigint | null
}

/**
 * The applications of a plan that a rule can be rehearsed on, with the norms in force for each: all but those that were withdrawn or refused,
 * since why they fell does not depend on order, norm and threshold alone. Criteria and size are those known today.
 */
export async function rehearsalCases(
  db: Db,
  planId: number,
  day: string,
): Promise<Omit<RehearsalInput, 'criteria' | 'money'> & { cases: KnownCase[] }> {
  const rows = await db
    .selectFrom('application as a')
    .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
    .innerJoin('adminUnit as u', 'u.id', 'e.adminUnitId')
    .innerJoin('supportContent as c', 'c.id', 'a.contentId')
    .select([
      'a.id',
      'a.enterpriseId',
      'a.contentId',
      'a.year',
      'a.filedOn',
      'a.requested',
      'a.ownFunds',
      'a.state',
    ])
    .select([
      'a.normUnits as units',
      'e.name as enterprise',
      'e.sectorGroup',
      'c.name as content',
      'c.nameEn as contentEn',
    ])
    .select(['u.province', 'u.validFrom', 'u.formerProvince'])
    .select([filedKey.as('filedAt'), metCodes(day).as('met')])
    .select(
      sql<RehearsalCase['sizeClass']>`coalesce((SELECT y.size_class FROM enterprise_year y
        WHERE y.enterprise_id = a.enterprise_id ORDER BY y.year DESC LIMIT 1), 'unknown')`.as('sizeClass'),
    )
    .select(sql<number | null>`extract(year FROM age(a.filed_on, e.founded_on))::int`.as('age'))
    .select(sql<bigint | null>`CASE WHEN a.state = 'accepted' THEN a.appraised_amount END`.as('decided'))
    .where('a.planId', '=', planId)
    .where('a.state', 'not in', ['withdrawn', 'refused'])
    .execute()
  const before = await earlierSupport(db, planId)
  const norms = await normBook(db)
  const asked = new Map(
    rows.map(({ id, contentId, filedOn: day, province, validFrom, formerProvince }) => [
      id,
      { contentId, day, unit: { province, validFrom, formerProvince } },
    ]),
  )
  return {
    cases: rows.map(
      ({ filedOn: _day, province: _in, validFrom: _since, formerProvince: _former, ...row }) => ({
        ...row,
        before: before.get(row.enterpriseId) ?? [],
      }),
    ),
    normsOf: ({ id }) => {
      const question = asked.get(id)
      return question === undefined ? [] : norms(question)
    },
  }
}

/** Support under other plans, by enterprise: it counts against the norms, and no case of the run stands for it. */
async function earlierSupport(db: Db, planId: number) {
  const { rows } = await sql<{ enterpriseId: number; contentId: number; year: number; amount: bigint }>`
    SELECT t.enterprise_id AS "enterpriseId", t.content_id AS "contentId", t.year, coalesce(a.appraised_amount, 0)::bigint AS amount
      FROM support_turn t JOIN application a ON a.id = t.application_id
     WHERE t.plan_id <> ${planId} AND t.state <> 'cancelled'
       AND EXISTS (SELECT FROM application o WHERE o.plan_id = ${planId} AND o.enterprise_id = t.enterprise_id)
     ORDER BY t.year, t.id`.execute(db)
  const found = new Map<number, { contentId: number; year: number; amount: bigint }[]>()
  for (const { enterpriseId, ...support } of rows)
    found.set(enterpriseId, [...(found.get(enterpriseId) ?? []), support])
  return found
}

/** What the line that pays was given for each year; where nothing was given yet, what the plan sets down for it. In đồng. */
export async function moneyByYear(
  db: Db,
  plan: { id: number; supportLine: string | null; budgetSource: string },
): Promise<ReadonlyMap<number, bigint>> {
  if (plan.supportLine === null) return new Map()
  const { rows } = await sql<{ year: number; amount: bigint }>`
    WITH RECURSIVE part AS (
      SELECT id FROM budget_line WHERE plan_id = ${plan.id} AND code = ${plan.supportLine}
      UNION ALL
      SELECT l.id FROM part JOIN budget_line l ON l.parent_id = part.id),
    given AS (
      SELECT p.year, sum(p.allocated)::bigint AS amount
        FROM part JOIN budget_position p ON p.line_id = part.id JOIN funding_source s ON s.id = p.source_id AND s.key = ${plan.budgetSource}
       GROUP BY p.year)
    SELECT year, coalesce(g.amount, y.estimate)::bigint AS amount
      FROM (SELECT e.year, e.estimate FROM budget_estimate e
              JOIN budget_line l ON l.id = e.line_id AND l.plan_id = ${plan.id} AND l.code = ${plan.supportLine}
              JOIN funding_source s ON s.id = e.source_id AND s.key = ${plan.budgetSource}
             WHERE e.year IS NOT NULL) y
      FULL JOIN (SELECT * FROM given WHERE amount > 0) g USING (year)`.execute(db)
  return new Map(rows.map(({ year, amount }) => [year, amount]))
}
