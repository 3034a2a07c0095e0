import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { fundingKinds, isLevel } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { dongOut } from '../platform/fields.ts'
import { EvidenceFile } from './evidence.ts'

/*
 * The figures of a report, whole. They are read in one statement, so that all of them are of one moment; a sealed report
 * keeps them as they were, and the comparison reads them again by the same statement.
 */

const Target = z.object({
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  unitEn: z.string(),
  parent: z.string().nullable(),
  firstYear: z.int(),
  lastYear: z.int(),
  bound: z.enum(['exactly', 'about', 'atLeast', 'atMost', 'range']),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  result: z.number().nullable(),
  cumulative: z.number().nullable(),
  /** A rate or state, whose years are not added up. Not in reports sealed before there were such indicators. */
  level: z.boolean().optional(),
  /** What the budget table has beside it; null: nothing else. Not in reports sealed before tables were read for it. */
  table: z
    .object({ lines: z.string().optional(), tableNumber: z.number(), decision: z.string().optional() })
    .nullable()
    .optional(),
})

const amounts = { allocated: dongOut(), committed: dongOut(), disbursed: dongOut(), remaining: dongOut() }

/** Money of the provincial budget on one line in one year, its sub-lines' included; đồng. */
const BudgetRow = z.object({
  code: z.string(),
  parent: z.string().nullable(),
  title: z.string(),
  titleEn: z.string(),
  estimate: dongOut(),
  ...amounts,
})

const SourceRow = z.object({
  ...{ key: z.string(), name: z.string(), nameEn: z.string() },
  /** What the plan estimates from it, where it is one of the plan's sources; in all where it is not spread over the years. */
  estimate: dongOut().optional(),
  /** What kind of source it is; not in reports made before sources had kinds. */
  kind: fundingKinds.schema.optional(),
  ...amounts,
})

const Turn = z.object({
  id: z.int(),
  enterprise: z.string(),
  content: z.string(),
  state: z.string(),
  decidedOn: z.string(),
  finishedOn: z.string().nullable(),
  committed: dongOut(),
  disbursed: dongOut(),
})

const Certificate = z.object({
  id: z.int(),
  enterprise: z.string(),
  kind: z.string(),
  standard: z.string(),
  product: z.string().nullable(),
  body: z.string(),
  number: z.string(),
  issuedOn: z.string(),
  expiresOn: z.string().nullable(),
})

const Event = z.object({
  id: z.int(),
  kind: z.string(),
  title: z.string(),
  place: z.string(),
  heldOn: z.string(),
  participants: z.int(),
  experts: z.int(),
})

/** A TFP study that was published in the year and counts; rates in % a year, means of its years (geometric of a method in logarithms). */
const Study = z.object({
  id: z.int(),
  title: z.string(),
  firstYear: z.int(),
  lastYear: z.int(),
  growth: z.number(),
  tfpGrowth: z.number(),
  /** TFP in percent of growth; null where growth is near zero. */
  tfpPercent: z.number().nullable(),
  /** Why a result outside what is usual was published; not there in reports made before it was asked. */
  reason: z.string().nullable().optional(),
  publishedOn: z.string(),
})

const ObstacleRow = z.object({
  id: z.int(),
  reporter: z.string().nullable(),
  text: z.string(),
  proposal: z.string(),
  reportedOn: z.string(),
  resolvedOn: z.string().nullable(),
  resolution: z.string().nullable(),
})

/** A fact that is counted, and the SHA-256 of the file that proves it: in reports sealed before the list was a file of its own. */
const Evidence = z.object({
  factId: z.int(),
  kind: z.string(),
  year: z.int(),
  subject: z.string(),
  quantity: z.number(),
  occurredOn: z.string(),
  label: z.string(),
  fileId: z.int(),
  sha256: z.string(),
})

export const ReportData = z.object({
  /** True when the database holds made-up data only. */
  sample: z.boolean(),
  plan: z.object({
    number: z.string(),
    issuedOn: z.string(),
    title: z.string(),
    issuer: z.string(),
    province: z.string(),
    firstYear: z.int(),
    lastYear: z.int(),
    /** Key of the source that the estimate is of; not in reports sealed before plans said it. */
    source: z.string().optional(),
  }),
  year: z.int(),
  targets: z.array(Target),
  budget: z.array(BudgetRow),
  /** What other lawful sources than the provincial budget gave in the year. */
  otherSources: z.array(SourceRow),
  turns: z.array(Turn),
  certificates: z.array(Certificate),
  /** The first of each kind; all of them in reports sealed before there was `eventCounts`. */
  events: z.array(Event),
  /** How many of each kind count in the year. */
  eventCounts: z.record(z.string(), z.int()).optional(),
  /** Not in reports sealed before studies stood in them. */
  studies: z.array(Study).optional(),
  /** Applications of the year by state. */
  applications: z.record(z.string(), z.int()),
  /** Dated work of all agencies in the year. */
  duties: z.object({ total: z.int(), done: z.int() }),
  obstacles: z.array(ObstacleRow),
  evidence: z.array(Evidence).optional(),
  /** The list of evidence; when sealed. */
  evidenceFile: EvidenceFile.optional(),
})
export type ReportData = z.output<typeof ReportData>
export type BudgetRow = z.output<typeof BudgetRow>

type Aggregate = RawBuilder<unknown>

/** `[{…}, …]` of a select, in the order it gives. @param known leaves out what is null */
const rows = (select: RawBuilder<unknown>, known = false) =>
  sql`(SELECT coalesce(jsonb_agg(${known ? sql`jsonb_strip_nulls(to_jsonb(r))` : sql`to_jsonb(r)`}), '[]') FROM (${select}) AS r)`

/** Each target whose years hold `year`, with what was reached in it and up to it. */
function targetRows(planId: number, year: number): Aggregate {
  return sql`
    SELECT i.key, i.name, i.name_en AS "nameEn", i.unit, i.unit_en AS "unitEn", above.key AS parent,
           t.first_year AS "firstYear", t.last_year AS "lastYear", t.bound, t.minimum, t.maximum,
           ${isLevel('i')} AS level,
           indicator_result(t.plan_id, t.indicator_id, ${year}::int, ${year}::int) AS result,
           indicator_result(t.plan_id, t.indicator_id, t.first_year, ${year}::int) AS cumulative,
           (SELECT jsonb_strip_nulls(jsonb_build_object('lines', w -> 'lines', 'tableNumber', w -> 'tableNumber', 'decision', w -> 'decision'))
              FROM plan p CROSS JOIN jsonb_array_elements(p.document -> 'targets') AS w
             WHERE p.id = t.plan_id AND w ->> 'indicator' = i.key AND jsonb_typeof(w -> 'tableNumber') = 'number') AS "table"
      FROM target t
      JOIN indicator i ON i.id = t.indicator_id
      LEFT JOIN target pt ON pt.id = t.parent_id
      LEFT JOIN indicator above ON above.id = pt.indicator_id
     WHERE t.plan_id = ${planId}::int AND ${year}::int BETWEEN t.first_year AND t.last_year
     ORDER BY t.ord, t.id`
}

/** Each budget line with the money of the provincial budget, sub-lines added in; amounts as text. @param year null: all years */
function budgetRows(planId: number, year: number | null): Aggregate {
  return sql`
    WITH RECURSIVE tree AS (
      SELECT l.id AS line_id, l.id AS part_id FROM budget_line l WHERE l.plan_id = ${planId}::int
      UNION ALL
      SELECT tree.line_id, child.id FROM tree JOIN budget_line child ON child.parent_id = tree.part_id)
    SELECT l.code, above.code AS parent, l.title, l.title_en AS "titleEn",
           coalesce((SELECT sum(y.estimate) FROM budget_line_year y
                      WHERE y.line_id = l.id AND y.year = coalesce(${year}::int, y.year)), 0)::text AS estimate,
           coalesce(sum(p.allocated), 0)::text AS allocated, coalesce(sum(p.committed), 0)::text AS committed,
           coalesce(sum(p.disbursed), 0)::text AS disbursed, coalesce(sum(p.remaining), 0)::text AS remaining
      FROM tree
      JOIN budget_line l ON l.id = tree.line_id
      LEFT JOIN budget_line above ON above.id = l.parent_id
      LEFT JOIN budget_position p ON p.line_id = tree.part_id AND p.year = coalesce(${year}::int, p.year)
            AND p.source_id = (SELECT s.id FROM funding_source s JOIN plan ON plan.budget_source = s.key WHERE plan.id = ${planId}::int)
     GROUP BY l.id, above.code
     ORDER BY l.ord, l.id`
}

/**
 * Other sources than the plan's own: those of its budget with their estimate, and those that money came from besides. A source of
 * which the plan says nothing has no estimate at all, as in the reports that were sealed before plans had several.
 */
const sourceRows = (planId: number, year: number): Aggregate => sql`
  SELECT s.key, s.name, s.name_en AS "nameEn", coalesce(sum(p.allocated), 0)::text AS allocated,
         coalesce(sum(p.committed), 0)::text AS committed, coalesce(sum(p.disbursed), 0)::text AS disbursed,
         coalesce(sum(p.remaining), 0)::text AS remaining, e.estimate::text AS estimate,
         CASE WHEN e.estimate IS NULL THEN NULL ELSE s.kind END AS kind
    FROM funding_source s
    JOIN plan ON plan.id = ${planId}::int AND plan.budget_source <> s.key
    LEFT JOIN (budget_position p JOIN budget_line l ON l.id = p.line_id AND l.plan_id = ${planId}::int)
      ON p.source_id = s.id AND p.year = ${year}::int
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(e.estimate) FILTER (WHERE e.year = ${year}::int),
                      CASE WHEN count(e.year) = 0 THEN sum(e.estimate) ELSE 0 END) AS estimate
        FROM budget_line top JOIN budget_estimate e ON e.line_id = top.id AND e.source_id = s.id
       WHERE top.plan_id = ${planId}::int AND top.parent_id IS NULL HAVING count(*) > 0) e ON true
   WHERE p.line_id IS NOT NULL OR e.estimate IS NOT NULL
   GROUP BY s.id, e.estimate ORDER BY s.ord`

const turnRows = (planId: number, year: number): Aggregate => sql`
  SELECT t.id, e.name AS enterprise, c.name AS content, t.state, t.decided_on AS "decidedOn", t.finished_on AS "finishedOn",
         coalesce(sum(a.balance), 0)::text AS committed,
         coalesce(sum(a.balance) FILTER (WHERE a.kind = 'disbursed'), 0)::text AS disbursed
    FROM support_turn t
    JOIN enterprise e ON e.id = t.enterprise_id
    JOIN support_content c ON c.id = t.content_id
    LEFT JOIN ledger_account a ON a.commitment_id = t.commitment_id
   WHERE t.plan_id = ${planId}::int AND t.year = ${year}::int AND t.state <> 'cancelled'
   GROUP BY t.id, e.id, c.id
   ORDER BY t.decided_on, t.id`

const certificateRows = (planId: number, year: number): Aggregate => sql`
  SELECT c.id, e.name AS enterprise, c.kind, c.standard, p.name AS product, c.body, c.number,
         c.issued_on AS "issuedOn", c.expires_on AS "expiresOn"
    FROM fact f
    JOIN certificate c ON c.id = f.record_id
    JOIN enterprise e ON e.id = c.enterprise_id
    LEFT JOIN product p ON p.id = c.product_id
   WHERE f.record_type = 'certificate' AND f.plan_id = ${planId}::int AND f.year = ${year}::int AND f.retracted_at IS NULL
   ORDER BY c.issued_on, c.id`

/** Events of one kind that a report names one by one; of more it says how many there are. */
const namedEvents = 100
/** What an event of each kind is counted as (`factOf` of training). */
const eventFacts = sql`(VALUES ('conference', 'conference.held'), ('course', 'course.held'), ('expert_training', 'expert.trained'))
  AS k (event, fact)`

const eventRows = (planId: number, year: number): Aggregate => sql`
  SELECT v.* FROM ${eventFacts}
   CROSS JOIN LATERAL (
     SELECT v.id, v.kind, v.title, v.place, v.held_on AS "heldOn", v.participants, v.experts
       FROM training_event v
      WHERE v.plan_id = ${planId}::int AND v.kind = k.event AND v.retracted_on IS NULL
        AND v.held_on BETWEEN make_date(${year}::int, 1, 1) AND make_date(${year}::int, 12, 31)
        AND EXISTS (SELECT FROM fact f WHERE f.record_type = 'training_event' AND f.record_id = v.id
                       AND f.kind = k.fact AND f.retracted_at IS NULL)
      ORDER BY v.held_on, v.id LIMIT ${sql.lit(namedEvents)}) v
   ORDER BY v."heldOn", v.id`

const eventCounts = (planId: number, year: number): Aggregate => sql`
  (SELECT coalesce(jsonb_object_agg(k.event, t.facts), '{}') FROM ${eventFacts}
     JOIN fact_tally t ON t.kind = k.fact AND t.plan_id = ${planId}::int AND t.year = ${year}::int AND NOT t.past AND t.facts > 0)`

const studyRows = (planId: number, year: number): Aggregate => sql`
  SELECT s.id, s.title, s.first_year AS "firstYear", s.last_year AS "lastYear", mean.growth, s.tfp_growth AS "tfpGrowth",
         mean."tfpPercent", s.publication_reason AS reason, s.published_on AS "publishedOn"
    FROM fact f
    JOIN tfp_study s ON s.id = f.record_id
   CROSS JOIN LATERAL (
     SELECT (a ->> 'gY')::float8 AS growth, (a #>> '{contributions,percent,tfp}')::float8 AS "tfpPercent"
       FROM (SELECT s.result::jsonb #> ARRAY['averages', CASE s.method WHEN 'official' THEN 'arithmetic' ELSE 'geometric' END] AS a) AS averages) AS mean
   WHERE f.record_type = 'tfp_study' AND f.kind = 'tfp.study' AND f.plan_id = ${planId}::int AND f.year = ${year}::int
     AND f.retracted_at IS NULL
   ORDER BY s.published_on, s.id`

/** Reported in the year, or before it and then still open. */
const obstacleRows = (planId: number, year: number): Aggregate => sql`
  SELECT o.id, coalesce(e.name, a.name) AS reporter, o.text, o.proposal, o.reported_on AS "reportedOn",
         o.resolved_on AS "resolvedOn", o.resolution
    FROM obstacle o LEFT JOIN enterprise e ON e.id = o.enterprise_id LEFT JOIN agency a ON a.id = o.agency_id
   WHERE o.plan_id = ${planId}::int AND o.reported_on < make_date(${year}::int + 1, 1, 1)
     AND (o.resolved_on IS NULL OR o.resolved_on >= make_date(${year}::int, 1, 1))
   ORDER BY o.reported_on, o.id`

/** Money comes as text (JSON numbers would lose đồng above 2^53) or, from a sealed report, as a number. */
const whole = z.union([z.string(), z.number(), z.bigint()]).transform((value) => BigInt(value))
const moneyKeys: ReadonlySet<string> = new Set([
  'estimate',
  'allocated',
  'committed',
  'disbursed',
  'remaining',
])

/** Checks figures as the database or a sealed report gives them. Throws on anything else. */
export function parseReportData(raw: unknown): ReportData {
  return ReportData.parse(withMoney(raw))
}

function withMoney(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMoney)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      moneyKeys.has(key) && (typeof item === 'string' || typeof item === 'number')
        ? whole.parse(item)
        : withMoney(item),
    ]),
  )
}

/** The figures of a plan's year as they are now, all of one moment. */
export async function readReportData(db: Db, planId: number, year: number): Promise<ReportData> {
  const { rows: found } = await sql<{ data: unknown }>`
    SELECT jsonb_build_object(
      'sample', coalesce((SELECT sample FROM installation), false),
      'plan', (SELECT jsonb_build_object('number', p.number, 'issuedOn', p.issued_on, 'title', p.title, 'issuer', p.issuer,
                 'province', p.province, 'source', p.budget_source, 'firstYear', extract(year FROM p.starts_on)::int, 'lastYear', extract(year FROM p.ends_on)::int)
                 FROM plan p WHERE p.id = ${planId}::int),
      'year', ${year}::int,
      'targets', ${rows(targetRows(planId, year))},
      'budget', ${rows(budgetRows(planId, year))},
      'otherSources', ${rows(sourceRows(planId, year), true)},
      'turns', ${rows(turnRows(planId, year))},
      'certificates', ${rows(certificateRows(planId, year))},
      'events', ${rows(eventRows(planId, year))},
      'eventCounts', ${eventCounts(planId, year)},
      'studies', ${rows(studyRows(planId, year))},
      'applications', (SELECT coalesce(jsonb_object_agg(a.state, a.n), '{}') FROM (
          SELECT state, count(*) AS n FROM application WHERE plan_id = ${planId}::int AND year = ${year}::int GROUP BY state) a),
      'duties', (SELECT jsonb_build_object('total', count(*), 'done', count(*) FILTER (WHERE d.done_on IS NOT NULL))
                   FROM duty_item d LEFT JOIN duty ON duty.id = d.duty_id
                  WHERE coalesce(duty.plan_id, d.plan_id) = ${planId}::int AND d.year = ${year}::int),
      'obstacles', ${rows(obstacleRows(planId, year))}) AS data`.execute(db)
  return parseReportData(found[0]?.data)
}

/** Targets and the provincial budget alone, for a dashboard. @param budgetYear null: all years of the plan */
export async function readProgress(
  db: Db,
  planId: number,
  year: number,
  budgetYear: number | null,
): Promise<{ targets: z.output<typeof Target>[]; budget: BudgetRow[] }> {
  const { rows: found } = await sql<{ targets: unknown; budget: unknown }>`
    SELECT ${rows(targetRows(planId, year))} AS targets, ${rows(budgetRows(planId, budgetYear))} AS budget`.execute(
    db,
  )
  return {
    targets: z.array(Target).parse(found[0]?.targets),
    budget: z.array(BudgetRow).parse(withMoney(found[0]?.budget)),
  }
}

export const ProgressTarget = Target
export const ProgressBudget = BudgetRow

/** How many events of these kinds count in the year, and how many of them are not named one by one. */
export function eventNumbers(
  { events, eventCounts }: Pick<ReportData, 'events' | 'eventCounts'>,
  kinds: readonly string[],
): { all: number; unnamed: number } {
  const named = events.filter(({ kind }) => kinds.includes(kind)).length
  const all =
    eventCounts === undefined ? named : kinds.reduce((sum, kind) => sum + (eventCounts[kind] ?? 0), 0)
  return { all, unnamed: Math.max(0, all - named) }
}

/** The lines at the top of the budget added up. */
export function budgetTotal(lines: readonly BudgetRow[]) {
  const top = lines.filter((line) => line.parent === null)
  const sum = (of: (line: BudgetRow) => bigint) => top.reduce((total, line) => total + of(line), 0n)
  return {
    estimate: sum((line) => line.estimate),
    allocated: sum((line) => line.allocated),
    committed: sum((line) => line.committed),
    disbursed: sum((line) => line.disbursed),
    remaining: sum((line) => line.remaining),
  }
}
