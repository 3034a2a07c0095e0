import { sql } from 'kysely'
import { z } from 'zod'
import {
  activePlan,
  FundingSource,
  findPlan,
  fundingSources,
  PlanDocument,
  planStates,
} from '../plan/index.ts'
import { holds, staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import type { Period } from './rules.ts'

const YearResult = z.object({
  indicatorKey: z.string(),
  year: z.int(),
  planId: z.int(),
  result: z.number(),
})
export type YearResult = z.infer<typeof YearResult>

/**
 * What each plan reached in each year for each indicator, whether or not it has a target for it; years without a result
 * are left out. A subject that counts in two years counts in both, so that the years of a distinct indicator need not
 * add up to its result of the period. Drafts of plans and years outside a plan's period count for nothing.
 */
export async function resultsByYear(
  db: Db,
  years: { firstYear: number; lastYear: number },
): Promise<YearResult[]> {
  const { rows } = await sql<YearResult>`
    SELECT i.key AS indicator_key, f.year, f.plan_id, indicator_result(f.plan_id, i.id, f.year, f.year) AS result
      FROM (SELECT DISTINCT i.id, f.year, f.plan_id
              FROM fact_tally f
              JOIN indicator i ON f.kind = ANY (i.fact_kinds)
              JOIN plan p ON p.id = f.plan_id AND p.state <> 'draft'
             WHERE f.facts > 0 AND f.year BETWEEN ${years.firstYear}::int AND ${years.lastYear}::int
               AND f.year BETWEEN extract(year FROM p.starts_on) AND extract(year FROM p.ends_on)) AS f
      JOIN indicator i USING (id)
    UNION ALL
    SELECT i.key, y.year, p.id, r.result
      FROM plan p
     CROSS JOIN LATERAL generate_series(greatest(${years.firstYear}::int, extract(year FROM p.starts_on)::int),
                                        least(${years.lastYear}::int, extract(year FROM p.ends_on)::int)) AS y (year)
     CROSS JOIN indicator i
     CROSS JOIN LATERAL indicator_result(p.id, i.id, y.year, y.year) AS r (result)
     WHERE p.state <> 'draft' AND i.way <> 'counted' AND r.result IS NOT NULL
     ORDER BY indicator_key, year, plan_id`.execute(db)
  return rows
}

const bounds = z.enum(['exactly', 'about', 'atLeast', 'atMost', 'range'])
const PlanRow = z.object({
  id: z.int(),
  number: z.string(),
  title: z.string(),
  titleEn: z.string(),
  issuedOn: z.iso.date(),
  firstYear: z.int(),
  lastYear: z.int(),
  state: planStates.schema,
  /** Whether it is the plan that the program works with unless another is chosen. */
  inForce: z.boolean(),
  version: z.int(),
  replacedBy: z.string().nullable(),
  /** The whole period's, of each indicator that has a target or a result. */
  results: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      nameEn: z.string(),
      result: z.number(),
      target: z
        .object({ bound: bounds, minimum: z.number().nullable(), maximum: z.number().nullable() })
        .nullable(),
    }),
  ),
})
export type PlanRow = z.infer<typeof PlanRow>

/** Every plan, the latest period first. Plans that are being prepared are the staff's alone. */
export const listPlans = query({
  name: 'plans.list',
  summary: words('Các kế hoạch', 'All plans'),
  route: 'GET /plans',
  input: z.object({}),
  output: z.object({
    /** The plan that is worked in. */
    /** The plan to work in; null while there is none. */
    current: z.int().nullable(),
    plans: z.array(PlanRow),
    /** Plans that a plan names as replaced by it and that are not entered. */
    missing: z.array(
      z.object({
        number: z.string(),
        issuedOn: z.iso.date(),
        issuer: z.string(),
        vi: z.string(),
        en: z.string(),
      }),
    ),
  }),
  may: ['public'],
  async run(context) {
    const { db, actor } = context
    const rows = await db
      .selectFrom('plan as p')
      .leftJoin('plan as r', 'r.id', 'p.replacedBy')
      .select([
        'p.id',
        'p.number',
        'p.title',
        'p.titleEn',
        'p.issuedOn',
        'p.startsOn',
        'p.endsOn',
        'p.state',
        'p.version',
        'p.document',
        'r.number as replacedBy',
      ])
      .where('p.state', 'in', holds(actor, staff) ? ['active', 'replaced', 'draft'] : ['active', 'replaced'])
      .orderBy('p.startsOn', 'desc')
      .orderBy('p.id', 'desc')
      .execute()
    const results = await periodResults(db)
    const inForce = await findPlan({ db, planId: null })
    const current = await findPlan(context)
    const numbers = new Set(rows.map((row) => row.number))
    return {
      current: current?.id ?? null,
      plans: rows.map(({ document: _document, startsOn, endsOn, state, ...row }) => ({
        ...row,
        firstYear: Number(startsOn.slice(0, 4)),
        lastYear: Number(endsOn.slice(0, 4)),
        state,
        inForce: row.id === inForce?.id,
        results: results.get(row.id) ?? [],
      })),
      missing: rows.flatMap(({ document }) => {
        const { replaces, issuer } = PlanDocument.parse(document)
        if (replaces === null || numbers.has(replaces.number)) return []
        return [{ ...replaces, issuer: issuer.vi }]
      }),
    }
  },
})

async function periodResults(db: Db): Promise<Map<number, PlanRow['results']>> {
  const { rows } = await sql<{
    planId: number
    key: string
    name: string
    nameEn: string
    bound: z.infer<typeof bounds> | null
    minimum: number | null
    maximum: number | null
    result: number
  }>`
    SELECT p.id AS plan_id, i.key, i.name, i.name_en, t.bound, t.minimum, t.maximum, r.result
      FROM plan p
     CROSS JOIN indicator i
      LEFT JOIN target t ON t.plan_id = p.id AND t.indicator_id = i.id
     CROSS JOIN LATERAL indicator_result(p.id, i.id, extract(year FROM p.starts_on)::int, extract(year FROM p.ends_on)::int) AS r (result)
     WHERE t.id IS NOT NULL OR r.result > 0
     ORDER BY p.id, coalesce(t.ord, 1000 + i.ord)`.execute(db)
  const results = new Map<number, PlanRow['results']>()
  for (const { planId, bound, minimum, maximum, ...row } of rows) {
    const target = bound === null ? null : { bound, minimum, maximum }
    results.set(planId, [...(results.get(planId) ?? []), { ...row, target }])
  }
  return results
}

const VersionRow = z.object({
  version: z.int(),
  number: z.string(),
  /** The instrument that made it; null for the plan as first issued, or for the mending of a misread text. */
  amendedBy: z.string().nullable(),
  amendedOn: z.iso.date().nullable(),
  /** Why it took the place of the one before; null for the first. */
  reason: z.string().nullable(),
  /** When it was put into the program; null where the program began with it. */
  enteredAt: z.iso.datetime().nullable(),
  enteredBy: z.string().nullable(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  source: z.string(),
  sha256: z.string(),
})
export type VersionRow = z.infer<typeof VersionRow>

/** The versions of the plan that is worked in, the latest first: who made each, when, why, by which document. */
export const planVersions = query({
  name: 'plan.versions',
  summary: words('Các lần điều chỉnh kế hoạch', 'Versions of the plan'),
  route: 'GET /plan/versions',
  input: z.object({}),
  output: z.object({ planId: z.int(), number: z.string(), versions: z.array(VersionRow) }),
  may: ['public'],
  async run(context) {
    const plan = await activePlan(context)
    const { rows } = await sql<
      Omit<VersionRow, 'file' | 'enteredAt'> & {
        enteredAt: Date | null
        fileId: number | null
        fileName: string | null
      }
    >`
      WITH v AS (
        SELECT version, document ->> 'number' AS number, amended_by, amended_on, file_id, source_file, source_sha256
          FROM plan_version WHERE plan_id = ${plan.id}
        UNION ALL
        SELECT version, number, amended_by, amended_on, file_id, source_file, source_sha256 FROM plan WHERE id = ${plan.id})
      SELECT v.version, v.number, v.amended_by, v.amended_on, before.reason,
             before.superseded_at AS entered_at, made.actor AS entered_by, f.id AS file_id, f.name AS file_name,
             v.source_file AS source, v.source_sha256 AS sha256
        FROM v
        LEFT JOIN plan_version before ON before.plan_id = ${plan.id} AND before.version = v.version - 1
        LEFT JOIN LATERAL (
          SELECT audit_actor(a.actor, a.user_id) AS actor FROM change c JOIN audit a ON a.id = c.audit_id
           WHERE c.table_name = 'plan_version' AND c.row_key = ${`${plan.id}/`} || before.version LIMIT 1) made ON true
        LEFT JOIN file f ON f.id = v.file_id
       ORDER BY v.version DESC`.execute(context.db)
    // The signed documents are public; who sat at the program, and the files, are the staff's.
    const inside = holds(context.actor, staff)
    return {
      planId: plan.id,
      number: plan.number,
      versions: rows.map(({ fileId, fileName, enteredAt, enteredBy, ...row }) => ({
        ...row,
        enteredAt: enteredAt?.toISOString() ?? null,
        enteredBy: inside ? enteredBy : null,
        file: !inside || fileId === null || fileName === null ? null : { id: fileId, name: fileName },
      })),
    }
  },
})

/** Two versions that follow each other, whole: one and what took its place. */
export const planVersion = query({
  name: 'plan.version',
  summary: words('Một phiên bản kế hoạch và phiên bản kế tiếp', 'A version of the plan and the next'),
  route: 'GET /plan/versions/{version}',
  input: z.object({ version: whole(1, 100_000) }),
  output: z.object({
    planId: z.int(),
    version: z.int(),
    reason: z.string(),
    before: PlanDocument,
    after: PlanDocument,
    /** What the plan has targets of today. */
    indicators: z.array(z.string()),
    /** The sources of funds that their budgets may name. */
    sources: z.array(FundingSource),
  }),
  may: ['public'],
  async run(context, { version }) {
    const { db } = context
    const plan = await activePlan(context)
    const before = await db
      .selectFrom('planVersion')
      .select(['document', 'reason'])
      .where('planId', '=', plan.id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (before === undefined) throw notFound(words('phiên bản kế hoạch', 'Version of the plan'))
    const next = await db
      .selectFrom('planVersion')
      .select('document')
      .where('planId', '=', plan.id)
      .where('version', '=', version + 1)
      .executeTakeFirst()
    const after =
      next ??
      (await db.selectFrom('plan').select('document').where('id', '=', plan.id).executeTakeFirstOrThrow())
    const targets = await db
      .selectFrom('target as t')
      .innerJoin('indicator as i', 'i.id', 't.indicatorId')
      .select('i.key')
      .where('t.planId', '=', plan.id)
      .execute()
    return {
      planId: plan.id,
      version,
      reason: before.reason,
      before: PlanDocument.parse(before.document),
      after: PlanDocument.parse(after.document),
      indicators: targets.map(({ key }) => key),
      sources: await fundingSources(db),
    }
  },
})

/** The names of agencies by their keys, for documents that name them by key. */
export const agencyNames = query({
  name: 'plan.agencyNames',
  summary: words('Tên các cơ quan theo mã', 'Names of agencies by key'),
  route: 'GET /plan/agencies',
  input: z.object({}),
  output: z.object({ names: z.record(z.string(), z.object({ vi: z.string(), en: z.string() })) }),
  may: ['public'],
  async run({ db }) {
    const rows = await db.selectFrom('agency').select(['key', 'name', 'nameEn']).execute()
    return { names: Object.fromEntries(rows.map((row) => [row.key, { vi: row.name, en: row.nameEn }])) }
  },
})

/** A plan by its id, without its text. @throws Problem 404 for a draft, or none */
export async function knownPlan(db: Db, planId: number) {
  const row = await db
    .selectFrom('plan')
    .select(['id', 'number', 'state', 'startsOn', 'endsOn', 'replacedBy'])
    .where('id', '=', planId)
    .where('state', '<>', 'draft')
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('kế hoạch', 'Plan'))
  const { startsOn, endsOn, ...plan } = row
  return { ...plan, firstYear: Number(startsOn.slice(0, 4)), lastYear: Number(endsOn.slice(0, 4)) }
}

/** The plans that take over years of this one: of its province, and the one that replaced it. */
export async function otherPlans(db: Db, plan: { id: number; replacedBy: number | null }): Promise<Period[]> {
  const rows = await db
    .selectFrom('plan')
    .select(['number', 'startsOn', 'endsOn'])
    .where('id', '<>', plan.id)
    .where('state', '<>', 'draft')
    .where((or) =>
      or.or([
        or('id', '=', plan.replacedBy ?? 0),
        or(
          'province',
          '=',
          or.selectFrom('plan as own').select('own.province').where('own.id', '=', plan.id),
        ),
      ]),
    )
    .execute()
  return rows.map((row) => ({
    number: row.number,
    firstYear: Number(row.startsOn.slice(0, 4)),
    lastYear: Number(row.endsOn.slice(0, 4)),
  }))
}
