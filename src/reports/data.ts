import { sql } from 'kysely'
import { z } from 'zod'
import { isLevel } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { notFound } from '../platform/problem.ts'
import { aboutEnterprise } from './about-enterprise.ts'
import { aboutTask } from './about-task.ts'
import { agenciesDone } from './agency-acts.ts'
import { type Before, type Compared, comparedWith, type Period } from './before.ts'
import { briefOf } from './brief.ts'
import { executionOf } from './execution.ts'
import { type Aggregate, counted, type Of, ofDays, rows, within } from './figure-sql.ts'
import { BudgetRow, parseReportData, type ReportData, Target, withMoney } from './figures.ts'
import { type CutOff, isReview } from './periods.ts'
import type { About } from './record-lists.ts'
import {
  advanceRows,
  articlesOf,
  certificateRows,
  communicationRows,
  conclusionRows,
  contentSums,
  findingRows,
  followUpCounts,
  obstacleRows,
  outreachCounts,
  studyRows,
  turnRows,
  visitCounts,
} from './record-rows.ts'
import { sumOfPlans } from './several-plans.ts'

/*
 * The figures of a report, whole. They are read in one statement, so that all of them are of one moment; a sealed report
 * keeps them as they were, and the comparison reads them again by the same statement.
 */

/** What figures are of: a year of the plan, or the days of another report, named by its last year; and what stands beside them. */
export interface Reported extends Period {
  /** How the kind closes its periods, where the figures of the period before stand beside. */
  readonly compare?: CutOff | undefined
  /** Whether what each agency did stands beside. */
  readonly agencies?: boolean | undefined
  /** The one record that it is about: its figures are those of that record alone. */
  readonly about?: About | undefined
  /** Whether what is due, late and to be decided stands beside. */
  readonly brief?: boolean | undefined
  /** Whether money by line, year and source stands beside. */
  readonly execution?: boolean | undefined
}

/** Money by line and source: of a year of the plan as it stands, of other days as it stood at their end. */
const positions = (planId: number, of: Of): Aggregate =>
  of.span === undefined
    ? sql`(SELECT * FROM budget_position WHERE year = ${of.year}::int)`
    : sql`budget_position_on(${planId}::int, ${of.span.firstYear}::int, ${of.year}::int, ${of.last}::date)`

/**
 * What the target `t` comes to in the days that are reported on, and up to their last. A review holds each target against its own years: when it
 * closes with a year they count as in that year's report, else by the day.
 */
function reached({ year, span, first, last }: Of): Aggregate {
  if (span === undefined)
    return sql`indicator_result(t.plan_id, t.indicator_id, ${year}::int, ${year}::int) AS result,
           indicator_result(t.plan_id, t.indicator_id, t.first_year, ${year}::int) AS cumulative`
  const begins = sql`make_date(t.first_year, 1, 1)`
  if (!isReview(span.rule))
    return sql`indicator_result_days(t.plan_id, t.indicator_id, ${first}::date, ${last}::date) AS result,
           indicator_result_days(t.plan_id, t.indicator_id, least(${begins}, ${first}::date), ${last}::date) AS cumulative`
  const figure = last.endsWith('-12-31')
    ? sql`indicator_result(t.plan_id, t.indicator_id, t.first_year, least(t.last_year, ${year}::int))`
    : sql`indicator_result_days(t.plan_id, t.indicator_id, ${begins}, least(make_date(t.last_year, 12, 31), ${last}::date))`
  return sql`${figure} AS result, ${figure} AS cumulative`
}

/** Each target of the years that are reported on, with what was reached in them and up to their end. */
function targetRows(planId: number, of: Of): Aggregate {
  const { year, span } = of
  return sql`
    SELECT i.key, i.name, i.name_en AS "nameEn", i.unit, i.unit_en AS "unitEn", above.key AS parent,
           t.first_year AS "firstYear", t.last_year AS "lastYear", t.bound, t.minimum, t.maximum,
           ${isLevel('i')} AS level, i.report_part AS part, i.report_phrase AS phrase,
           ${reached(of)},
           (SELECT jsonb_strip_nulls(jsonb_build_object('lines', w -> 'lines', 'tableNumber', w -> 'tableNumber', 'decision', w -> 'decision'))
              FROM plan p CROSS JOIN jsonb_array_elements(p.document -> 'targets') AS w
             WHERE p.id = t.plan_id AND w ->> 'indicator' = i.key AND jsonb_typeof(w -> 'tableNumber') = 'number') AS "table"
      FROM target t
      JOIN indicator i ON i.id = t.indicator_id
      LEFT JOIN target pt ON pt.id = t.parent_id
      LEFT JOIN indicator above ON above.id = pt.indicator_id
     WHERE t.plan_id = ${planId}::int AND t.last_year >= ${span?.firstYear ?? year}::int AND t.first_year <= ${year}::int
     ORDER BY t.ord, t.id`
}

/** Each budget line with the money of the provincial budget, sub-lines added in; amounts as text. @param of null: all years */
function budgetRows(planId: number, of: Of | null): Aggregate {
  const years =
    of === null ? sql`true` : sql`y.year BETWEEN ${of.span?.firstYear ?? of.year}::int AND ${of.year}::int`
  return sql`
    WITH RECURSIVE tree AS (
      SELECT l.id AS line_id, l.id AS part_id FROM budget_line l WHERE l.plan_id = ${planId}::int
      UNION ALL
      SELECT tree.line_id, child.id FROM tree JOIN budget_line child ON child.parent_id = tree.part_id)
    SELECT l.code, above.code AS parent, l.title, l.title_en AS "titleEn",
           coalesce((SELECT sum(y.estimate) FROM budget_line_year y
                      WHERE y.line_id = l.id AND ${years}), 0)::text AS estimate,
           coalesce(sum(p.allocated), 0)::text AS allocated, coalesce(sum(p.committed), 0)::text AS committed,
           coalesce(sum(p.disbursed), 0)::text AS disbursed, coalesce(sum(p.remaining), 0)::text AS remaining
      FROM tree
      JOIN budget_line l ON l.id = tree.line_id
      LEFT JOIN budget_line above ON above.id = l.parent_id
      LEFT JOIN ${of === null ? sql`budget_position` : positions(planId, of)} p ON p.line_id = tree.part_id
            AND p.source_id = (SELECT s.id FROM funding_source s JOIN plan ON plan.budget_source = s.key WHERE plan.id = ${planId}::int)
     GROUP BY l.id, above.code
     ORDER BY l.ord, l.id`
}

/**
 * Other sources than the plan's own: those of its budget with their estimate, and those that money came from besides. A source of
 * which the plan says nothing has no estimate at all, as in the reports that were sealed before plans had several.
 */
const sourceRows = (planId: number, of: Of): Aggregate => sql`
  SELECT s.key, s.name, s.name_en AS "nameEn", coalesce(sum(p.allocated), 0)::text AS allocated,
         coalesce(sum(p.committed), 0)::text AS committed, coalesce(sum(p.disbursed), 0)::text AS disbursed,
         coalesce(sum(p.remaining), 0)::text AS remaining, e.estimate::text AS estimate,
         CASE WHEN e.estimate IS NULL THEN NULL ELSE s.kind END AS kind
    FROM funding_source s
    JOIN plan ON plan.id = ${planId}::int AND plan.budget_source <> s.key
    LEFT JOIN (${positions(planId, of)} p JOIN budget_line l ON l.id = p.line_id AND l.plan_id = ${planId}::int)
      ON p.source_id = s.id
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(e.estimate) FILTER (WHERE e.year BETWEEN ${of.span?.firstYear ?? of.year}::int AND ${of.year}::int),
                      CASE WHEN count(e.year) = 0 THEN sum(e.estimate) ELSE 0 END) AS estimate
        FROM budget_line top JOIN budget_estimate e ON e.line_id = top.id AND e.source_id = s.id
       WHERE top.plan_id = ${planId}::int AND top.parent_id IS NULL HAVING count(*) > 0) e ON true
   WHERE p.line_id IS NOT NULL OR e.estimate IS NOT NULL
   GROUP BY s.id, e.estimate ORDER BY s.ord`

/** What enterprises put in themselves by their applications of the year. */
const ownFunds = (planId: number, year: number): Aggregate => sql`(
  SELECT jsonb_build_object('turns', coalesce(sum(turns), 0), 'open', coalesce(sum(open), 0),
           'promised', coalesce(sum(promised), 0)::text, 'support', coalesce(sum(support), 0)::text,
           'offered', coalesce(sum(offered), 0)::text, 'paid', coalesce(sum(paid), 0)::text,
           'paidIn', coalesce(sum(paid_in), 0)::text, 'proven', coalesce(sum(proven), 0)::text, 'settled', coalesce(sum(settled), 0)::text)
    FROM own_funds WHERE plan_id = ${planId}::int AND year = ${year}::int)`

/** Both sides of the tasks of the year that have own money. */
const taskFunds = (planId: number, year: number): Aggregate => sql`(
  SELECT jsonb_build_object('tasks', count(*), 'agreed', coalesce(sum(k.state_agreed), 0)::text, 'paid', coalesce(sum(k.paid), 0)::text,
           'promised', coalesce(sum(k.own_agreed), 0)::text, 'paidIn', coalesce(sum(k.paid_in), 0)::text,
           'proven', coalesce(sum(k.proven), 0)::text, 'settled', coalesce(sum(k.settled), 0)::text)
    FROM counterpart_task k WHERE k.plan_id = ${planId}::int AND k.year = ${year}::int AND k.agreed_on IS NOT NULL AND k.own_agreed > 0)`

/** Events of one kind that a report names one by one; of more it says how many there are. */
const namedEvents = 100
/** What an event of each kind is counted as (`factOf` of training). */
const eventFacts = sql`(VALUES ('conference', 'conference.held'), ('course', 'course.held'), ('expert_training', 'expert.trained'))
  AS k (event, fact)`

const eventRows = (planId: number, of: Of): Aggregate => sql`
  SELECT v.* FROM ${eventFacts}
   CROSS JOIN LATERAL (
     SELECT v.id, v.kind, v.title, v.place, v.held_on AS "heldOn", v.participants, v.experts
       FROM training_event v
      WHERE v.plan_id = ${planId}::int AND v.kind = k.event AND v.retracted_on IS NULL
        AND ${within(of, sql`v.held_on`)}
        AND EXISTS (SELECT FROM fact f WHERE f.record_type = 'training_event' AND f.record_id = v.id
                       AND f.kind = k.fact AND f.retracted_at IS NULL)
      ORDER BY v.held_on, v.id LIMIT ${sql.lit(namedEvents)}) v
   ORDER BY v."heldOn", v.id`

const eventCounts = (planId: number, of: Of): Aggregate =>
  of.span === undefined
    ? sql`
  (SELECT coalesce(jsonb_object_agg(k.event, t.facts), '{}') FROM ${eventFacts}
     JOIN fact_tally t ON t.kind = k.fact AND t.plan_id = ${planId}::int AND t.year = ${of.year}::int AND NOT t.past AND t.facts > 0)`
    : sql`
  (SELECT coalesce(jsonb_object_agg(t.event, t.facts), '{}') FROM (
     SELECT k.event, count(*) AS facts FROM ${eventFacts} JOIN fact f ON f.kind = k.fact AND f.record_type = 'training_event'
      WHERE f.plan_id = ${planId}::int AND f.retracted_at IS NULL AND ${within(of, sql`f.occurred_on`)} GROUP BY k.event) t)`

/**
 * The figures of a year of one plan, or of several as one, or of other days, as they are now, all of one moment.
 * @param planIds the leading plan first
 */
export async function readReportData(
  db: Db,
  planIds: readonly number[],
  reported: Reported,
): Promise<ReportData> {
  const of = ofDays(reported)
  if (reported.about !== undefined) return recordFigures(db, planIds[0] ?? 0, of, reported.about)
  const compared =
    reported.compare === undefined ? null : await comparedWith(db, planIds, reported, reported.compare)
  const besides: Record<string, Aggregate> = {
    ...(compared === null
      ? {}
      : { before: sql`jsonb_build_array(${sql.join(compared.map(figuresBefore))})` }),
    ...(reported.agencies === true ? { agencies: agenciesDone(planIds, of) } : {}),
    ...(reported.brief === true ? { brief: briefOf(planIds, of) } : {}),
    ...(reported.execution === true ? { execution: await executionOf(db, planIds, of) } : {}),
  }
  const beside = Object.entries(besides).flatMap(([name, select]) => [sql`${sql.lit(name)}::text`, select])
  const { rows: found } = await sql<{ data: unknown[]; beside: { before?: unknown[] } }>`
    SELECT jsonb_build_array(${sql.join(planIds.map((planId) => planFigures(planId, of)))}) AS data,
           ${beside.length === 0 ? sql`'{}'::jsonb` : sql`jsonb_build_object(${sql.join(beside)})`} AS beside`.execute(
    db,
  )
  const [first, ...others] = (found[0]?.data ?? []).map((raw, place) => ({
    id: planIds[place] ?? 0,
    figures: parseReportData(raw),
  }))
  if (first === undefined) throw new Error('A report is of at least one plan')
  const data = sumOfPlans(first, others)
  if (beside.length === 0) return data
  const { before = [], ...rest } = found[0]?.beside ?? {}
  return parseReportData({
    ...data,
    ...rest,
    ...(compared === null ? {} : { before: beforeOf(planIds, compared, before) }),
  })
}

/** The figures of a report about one record. @throws Problem 404 where it is not there */
async function recordFigures(db: Db, planId: number, of: Of, { about, id }: About): Promise<ReportData> {
  const record =
    about === 'enterprise' ? await aboutEnterprise(db, id, planId, of) : await aboutTask(db, id, of)
  if (record === null) throw notFound(words('hồ sơ được báo cáo', 'Record reported on'))
  const { rows: found } = await sql<{ head: object }>`
    SELECT jsonb_build_object(${headOf(planId, of)}) AS head`.execute(db)
  return parseReportData({
    ...found[0]?.head,
    ...nothing,
    ...(of.span === undefined ? {} : { span: of.span }),
    record,
  })
}

/** What a report about one record says of the programme. */
const nothing = {
  targets: [],
  budget: [],
  otherSources: [],
  turns: [],
  certificates: [],
  events: [],
  applications: {},
  duties: { total: 0, done: 0 },
  obstacles: [],
}

/** The results and money that a plan is compared with. */
const figuresBefore = (compared: Compared | null): Aggregate => {
  if (compared === null) return sql`NULL::jsonb`
  const of = ofDays(compared.of)
  return sql`jsonb_build_object('targets', ${rows(sql`SELECT t.key, t.result FROM (${targetRows(compared.planId, of)}) t`)},
    'budget', ${rows(sql`SELECT l.code, l.parent, l.estimate, l.allocated, l.committed, l.disbursed, l.remaining FROM (${budgetRows(compared.planId, of)}) l`)})`
}

/** Null where no plan had such a period before. */
function beforeOf(
  planIds: readonly number[],
  compared: readonly (Compared | null)[],
  found: readonly unknown[],
): z.input<typeof Before> | null {
  const of = compared.find((one) => one !== null)?.of
  if (of === undefined) return null
  return {
    ...of,
    plans: compared.flatMap((one, place) =>
      one === null
        ? []
        : [{ of: planIds[place] ?? 0, id: one.planId, number: one.number, ...(found[place] as object) }],
    ),
  } as z.input<typeof Before>
}

/** What is known by the year alone: a report over other days says nothing of it, but what it is over. */
const ofYear = (planId: number, { year, span }: Of): Aggregate =>
  span !== undefined
    ? sql`'span', ${JSON.stringify(span)}::jsonb,`
    : sql`'ownFunds', ${ownFunds(planId, year)},
      'taskFunds', ${taskFunds(planId, year)},
      'standing', (SELECT jsonb_build_object('asked', count(*), 'reported', count(*) FILTER (WHERE s.state IN ('reported', 'accepted')),
                          'nothing', count(*) FILTER (WHERE s.state IN ('reported', 'accepted') AND s.nothing))
                     FROM standing_report s JOIN duty ON duty.id = s.duty_id WHERE duty.plan_id = ${planId}::int AND s.year = ${year}::int),
      'awards', (SELECT jsonb_build_object('entered', count(*), 'gold', count(*) FILTER (WHERE x.state = 'won' AND x.prize = 'gold'),
                        'silver', count(*) FILTER (WHERE x.state = 'won' AND x.prize = 'silver'))
                   FROM award_entry x JOIN award_round r ON r.id = x.round_id
                  WHERE r.plan_id = ${planId}::int AND r.year = ${year}::int AND x.state NOT IN ('draft', 'withdrawn')),`

const headOf = (planId: number, of: Of): Aggregate => sql`
      'sample', coalesce((SELECT sample FROM installation), false),
      'plan', (SELECT jsonb_build_object('number', p.number, 'issuedOn', p.issued_on, 'title', p.title, 'issuer', p.issuer,
                 'province', p.province, 'budgetTotal', p.document #> '{budget,total}', 'source', p.budget_source,
                 'sourceName', (SELECT jsonb_build_object('vi', name, 'en', name_en) FROM funding_source WHERE key = p.budget_source), 'firstYear', extract(year FROM p.starts_on)::int, 'lastYear', extract(year FROM p.ends_on)::int)
                 FROM plan p WHERE p.id = ${planId}::int),
      'year', ${of.year}::int`

const planFigures = (planId: number, of: Of): Aggregate => sql`
    jsonb_build_object(
      ${headOf(planId, of)},
      'targets', ${rows(targetRows(planId, of))},
      'budget', ${rows(budgetRows(planId, of))},
      'otherSources', ${rows(sourceRows(planId, of), true)},
      ${ofYear(planId, of)}
      'turns', ${rows(turnRows(planId, of))},
      'certificates', ${rows(certificateRows(planId, of))},
      'events', ${rows(eventRows(planId, of))},
      'eventCounts', ${eventCounts(planId, of)},
      'studies', ${rows(studyRows(planId, of))},
      'applications', (SELECT coalesce(jsonb_object_agg(a.state, a.n), '{}') FROM (
          SELECT state, count(*) AS n FROM application WHERE plan_id = ${planId}::int AND ${counted(of, 'year', 'filed_on')} GROUP BY state) a),
      'duties', (SELECT jsonb_build_object('total', count(*), 'done', count(*) FILTER (WHERE ${of.span === undefined ? sql`d.done_on IS NOT NULL` : sql`d.done_on <= ${of.last}::date`}))
                   FROM duty_item d LEFT JOIN duty ON duty.id = d.duty_id
                  WHERE coalesce(duty.plan_id, d.plan_id) = ${planId}::int AND ${counted(of, 'd.year', 'd.due_on')}),
      'commendation', (SELECT jsonb_build_object('nominated', count(*) FILTER (WHERE n.state NOT IN ('draft', 'withdrawn')),
                            'groups', count(*) FILTER (WHERE n.kind = 'group' AND n.state = 'commended'),
                            'persons', count(*) FILTER (WHERE n.kind = 'person' AND n.state = 'commended'))
                         FROM nomination n JOIN commendation_call c ON c.id = n.call_id LEFT JOIN commendation_list l ON l.id = n.list_id
                        WHERE c.plan_id = ${planId}::int
                          AND ${within(of, sql`coalesce(CASE WHEN n.state = 'commended' THEN l.decided_on END, n.entered_on)`)}),
      'findings', ${rows(findingRows(planId, of))},
      'conclusions', ${rows(conclusionRows(planId, of))},
      'improvements', (SELECT jsonb_build_object('projects', count(DISTINCT i.id), 'enterprises', coalesce(jsonb_agg(DISTINCT i.enterprise_id), '[]'),
                          'effective', count(DISTINCT i.id) FILTER (WHERE i.verdict = 'effective'),
                          'partly', count(DISTINCT i.id) FILTER (WHERE i.verdict = 'partly'), 'measures', count(*),
                          'improved', count(*) FILTER (WHERE CASE r.better WHEN 'lower' THEN r.after < r.before ELSE r.after > r.before END))
                     FROM improvement_project i JOIN improvement_result r ON r.project_id = i.id
                    WHERE i.plan_id = ${planId}::int AND i.state = 'evaluated' AND ${within(of, sql`i.evaluated_on`)}),
      'advances', ${rows(advanceRows(planId, of))},
      'communication', ${rows(communicationRows(planId, of))},
      'articles', ${articlesOf(of)},
      'outreach', ${outreachCounts(planId, of)},
      'followUps', ${followUpCounts(planId, of)},
      'contents', ${contentSums(planId, of)},
      'visits', ${visitCounts(planId, of)},
      'obstacles', ${rows(obstacleRows(planId, of))})`

/** Targets and the provincial budget alone, for a dashboard. @param budgetYear null: all years of the plan */
export async function readProgress(
  db: Db,
  planId: number,
  year: number,
  budgetYear: number | null,
): Promise<{ targets: z.output<typeof Target>[]; budget: BudgetRow[] }> {
  const { rows: found } = await sql<{ targets: unknown; budget: unknown }>`
    SELECT ${rows(targetRows(planId, ofDays({ year })))} AS targets,
           ${rows(budgetRows(planId, budgetYear === null ? null : ofDays({ year: budgetYear })))} AS budget`.execute(
    db,
  )
  return {
    targets: z.array(Target).parse(found[0]?.targets),
    budget: z.array(BudgetRow).parse(withMoney(found[0]?.budget)),
  }
}
