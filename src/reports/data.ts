import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { isLevel } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { localDay } from '../platform/local-day.ts'
import { BudgetRow, parseReportData, type ReportData, Target, withMoney } from './figures.ts'
import { isReview, type Span } from './periods.ts'
import { sumOfPlans } from './several-plans.ts'

/*
 * The figures of a report, whole. They are read in one statement, so that all of them are of one moment; a sealed report
 * keeps them as they were, and the comparison reads them again by the same statement.
 */

type Aggregate = RawBuilder<unknown>

/** What figures are of: a year of the plan, or the days of another report, named by its last year. */
export interface Reported {
  readonly year: number
  readonly span?: Span | undefined
}

/** What figures are of, with its first and last day. */
interface Of extends Reported {
  readonly first: string
  readonly last: string
}
const ofDays = ({ year, span }: Reported): Of => ({
  year,
  span,
  first: span?.from ?? `${year}-01-01`,
  last: span?.to ?? `${year}-12-31`,
})

/** What counts in a year of the plan by its own year counts by its day in any other report. */
const counted = ({ year, span, first, last }: Of, byYear: string, byDay: string): RawBuilder<boolean> =>
  span === undefined
    ? sql<boolean>`${sql.ref(byYear)} = ${year}::int`
    : sql<boolean>`${sql.ref(byDay)} BETWEEN ${first}::date AND ${last}::date`

/** Whether a day is one of those reported on. */
const within = ({ first, last }: Of, day: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`${day} BETWEEN ${first}::date AND ${last}::date`

/** Money by line and source: of a year of the plan as it stands, of other days as it stood at their end. */
const positions = (planId: number, of: Of): Aggregate =>
  of.span === undefined
    ? sql`(SELECT * FROM budget_position WHERE year = ${of.year}::int)`
    : sql`budget_position_on(${planId}::int, ${of.span.firstYear}::int, ${of.year}::int, ${of.last}::date)`

/** `[{…}, …]` of a select, in the order it gives. @param known leaves out what is null */
const rows = (select: RawBuilder<unknown>, known = false) =>
  sql`(SELECT coalesce(jsonb_agg(${known ? sql`jsonb_strip_nulls(to_jsonb(r))` : sql`to_jsonb(r)`}), '[]') FROM (${select}) AS r)`

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

/** Turns that were decided; money and end of each as they stood on the last day. */
const turnRows = (planId: number, of: Of): Aggregate => sql`
  SELECT t.id, e.name AS enterprise, c.name AS content, t.decided_on AS "decidedOn",
         ${
           of.span === undefined
             ? sql`t.state, t.finished_on AS "finishedOn"`
             : sql`CASE WHEN t.finished_on > ${of.last}::date THEN 'in_progress' ELSE t.state END AS state,
                   CASE WHEN t.finished_on <= ${of.last}::date THEN t.finished_on END AS "finishedOn"`
         },
         coalesce(sum(a.balance), 0)::text AS committed,
         coalesce(sum(a.balance) FILTER (WHERE a.kind = 'disbursed'), 0)::text AS disbursed
    FROM support_turn t
    JOIN enterprise e ON e.id = t.enterprise_id
    JOIN support_content c ON c.id = t.content_id
    LEFT JOIN ${
      of.span === undefined
        ? sql`ledger_account a`
        : sql`(SELECT k.commitment_id, k.kind, sum(p.amount) AS balance
                 FROM ledger_account k JOIN ledger_posting p ON p.account_id = k.id JOIN ledger_entry e ON e.id = p.entry_id
                WHERE e.occurred_on <= ${of.last}::date GROUP BY k.commitment_id, k.kind) a`
    } ON a.commitment_id = t.commitment_id
   WHERE t.plan_id = ${planId}::int AND ${counted(of, 't.year', 't.decided_on')} AND t.state <> 'cancelled'
   GROUP BY t.id, e.id, c.id
   ORDER BY t.decided_on, t.id`

const certificateRows = (planId: number, of: Of): Aggregate => sql`
  SELECT c.id, e.name AS enterprise, c.kind, c.standard, p.name AS product, c.body, c.number,
         c.issued_on AS "issuedOn", c.expires_on AS "expiresOn"
    FROM fact f
    JOIN certificate c ON c.id = f.record_id
    JOIN enterprise e ON e.id = c.enterprise_id
    LEFT JOIN product p ON p.id = c.product_id
   WHERE f.record_type = 'certificate' AND f.plan_id = ${planId}::int AND ${counted(of, 'f.year', 'f.occurred_on')} AND f.retracted_at IS NULL
   ORDER BY c.issued_on, c.id`

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

const studyRows = (planId: number, of: Of): Aggregate => sql`
  SELECT s.id, s.title, s.first_year AS "firstYear", s.last_year AS "lastYear", mean.growth, s.tfp_growth AS "tfpGrowth",
         mean."tfpPercent", s.publication_reason AS reason, s.published_on AS "publishedOn"
    FROM fact f
    JOIN tfp_study s ON s.id = f.record_id
   CROSS JOIN LATERAL (
     SELECT (a ->> 'gY')::float8 AS growth, (a #>> '{contributions,percent,tfp}')::float8 AS "tfpPercent"
       FROM (SELECT s.result::jsonb #> ARRAY['averages', CASE s.method WHEN 'official' THEN 'arithmetic' ELSE 'geometric' END] AS a) AS averages) AS mean
   WHERE f.record_type = 'tfp_study' AND f.kind = 'tfp.study' AND f.plan_id = ${planId}::int AND ${counted(of, 'f.year', 'f.occurred_on')}
     AND f.retracted_at IS NULL
   ORDER BY s.published_on, s.id`

/** Reported in the year, or before it and then still open. */
const obstacleRows = (planId: number, of: Of): Aggregate => sql`
  SELECT o.id, coalesce(e.name, a.name) AS reporter, o.text, o.proposal, o.reported_on AS "reportedOn",
         o.resolved_on AS "resolvedOn", o.resolution, (SELECT c.name FROM agency c WHERE c.id = o.charge_id) AS charge, o.due_on AS "dueOn",
         (SELECT w.passed_number FROM obstacle_passing w WHERE w.obstacle_id = o.id ORDER BY w.id DESC LIMIT 1) AS passed
    FROM obstacle o LEFT JOIN enterprise e ON e.id = o.enterprise_id LEFT JOIN agency a ON a.id = o.agency_id
   WHERE o.plan_id = ${planId}::int AND o.withdrawn_on IS NULL AND o.reported_on <= ${of.last}::date
     AND (o.resolved_on IS NULL OR o.resolved_on >= ${of.first}::date)
   ORDER BY o.reported_on, o.id`

/** Findings of audit and inspection of conclusions until the end of the year that were not closed in it. */
const findingRows = (planId: number, of: Of): Aggregate => sql`
  SELECT f.id, f.issuer, f.document_number AS "documentNumber", f.document_date AS "documentDate", f.content, a.name AS agency,
         f.due_on AS "dueOn", f.state = 'answered' AS answered
    FROM finding f JOIN budget_line l ON l.id = f.line_id JOIN agency a ON a.id = f.agency_id
   WHERE l.plan_id = ${planId}::int AND f.document_date <= ${of.last}::date
     AND (f.closed_on IS NULL OR f.closed_on > ${of.last}::date)
   ORDER BY f.document_date, f.id`

/** Askings about turns that fell due in the year, what became of them by its end, and what was answered. */
const followUpCounts = (planId: number, of: Of): Aggregate => sql`
  (SELECT jsonb_build_object('asked', count(*), 'answered', count(*) FILTER (WHERE u.state = 'answered'),
          'silent', count(*) FILTER (WHERE u.state = 'silent'), 'points', coalesce(sum(a.points), 0), 'scales', coalesce(sum(a.scales), 0),
          'kept', count(*) FILTER (WHERE a.kept = 1), 'partly', count(*) FILTER (WHERE a.kept = 2), 'gone', count(*) FILTER (WHERE a.kept = 3))
     FROM support_follow_up u JOIN support_turn t ON t.id = u.turn_id
     LEFT JOIN LATERAL (SELECT sum(s.value) FILTER (WHERE q.kind = 'scale') AS points, count(*) FILTER (WHERE q.kind = 'scale') AS scales,
                               max(s.value) FILTER (WHERE q.kind = 'kept') AS kept
                          FROM support_follow_up_answer s JOIN follow_up_question q ON q.id = s.question_id WHERE s.follow_up_id = u.id) a ON true
    WHERE t.plan_id = ${planId}::int AND ${within(of, sql`u.asked_on`)})`

/** Confirmed figures of the turns of the year by field, and the lots of these turns that are open to the public; in other days what was confirmed and opened in them. */
const contentSums = (planId: number, of: Of): Aggregate => sql`
  (SELECT jsonb_build_object(
     'sums', coalesce((SELECT jsonb_agg(s ORDER BY s.name, s."fieldId") FROM (
        SELECT d.id AS "fieldId", d.name, d.unit, count(DISTINCT t.id) AS turns, sum(v.amount) AS sum
          FROM content_value v JOIN content_field d ON d.id = v.field_id JOIN support_turn t ON t.id = v.turn_id
         WHERE v.state = 'confirmed' AND v.moment = 'end' AND d.type IN ('number', 'area') AND t.state <> 'cancelled'
           AND t.plan_id = ${planId}::int AND ${counted(of, 't.year', 'v.confirmed_on')} GROUP BY d.id) s), '[]'),
     'lots', (SELECT count(*) FROM trace_lot l JOIN support_turn t ON t.id = l.turn_id
               WHERE l.state = 'published' AND t.plan_id = ${planId}::int AND ${counted(of, 't.year', 'l.published_on')})))`

/** Visits of the year to turns, what they found, and what of that was put right in it. */
const visitCounts = (planId: number, of: Of): Aggregate => sql`
  (SELECT jsonb_build_object('made', count(DISTINCT v.id), 'found', count(f.id),
          'remedied', count(f.id) FILTER (WHERE f.closed_on <= ${of.last}::date))
     FROM visit v JOIN support_turn t ON t.id = v.turn_id LEFT JOIN visit_finding f ON f.visit_id = v.id
    WHERE t.plan_id = ${planId}::int AND v.visited_on >= ${of.first}::date AND v.visited_on <= ${of.last}::date)`

/** Conclusions of events that were held until the end of the year: open then, or carried out in it. */
const conclusionRows = (planId: number, of: Of): Aggregate => sql`
  SELECT c.id, y.title AS event, c.content, a.name AS agency, c.due_on AS "dueOn", c.done_on AS "doneOn"
    FROM event_conclusion c JOIN planned_event y ON y.id = c.event_id JOIN agency a ON a.id = c.agency_id
   WHERE y.plan_id = ${planId}::int AND y.starts_on <= ${of.last}::date AND c.state <> 'dropped'
     AND (c.done_on IS NULL OR c.done_on >= ${of.first}::date)
   ORDER BY c.due_on, c.id`

const advanceRows = (planId: number, of: Of): Aggregate => sql`
  SELECT a.id, o.document_number AS number, coalesce(n.name, k.host_name, '') AS beneficiary, (a.amount - coalesce(p.settled, 0))::bigint AS rest,
         a.due_on AS "dueOn", a.due_on <= ${of.last}::date AS late
    FROM advance a JOIN payment_order o ON o.id = a.order_id JOIN ledger_entry e ON e.id = o.entry_id JOIN budget_line l ON l.id = e.line_id
    LEFT JOIN support_turn t ON t.commitment_id = o.commitment_id LEFT JOIN enterprise n ON n.id = t.enterprise_id
    LEFT JOIN science_task_content c ON c.id = o.task_content_id LEFT JOIN science_task k ON k.id = c.task_id
    LEFT JOIN LATERAL (SELECT sum(m.amount) AS settled FROM advance_move m
      WHERE m.record_id = a.id AND m.kind = 'advance_settled' AND m.on_day <= ${of.last}::date) p ON true
   WHERE l.plan_id = ${planId}::int AND e.occurred_on <= ${of.last}::date AND a.amount > coalesce(p.settled, 0)
   ORDER BY a.due_on, a.id`

const communicationRows = (planId: number, of: Of): Aggregate => sql`
  SELECT k.id, c.origin = 'press' AS press, k.name AS channel, k.unit, sum(c.number)::int AS number
    FROM communication c JOIN communication_channel k ON k.id = c.channel_id
   WHERE c.plan_id = ${planId}::int AND c.state = 'confirmed' AND ${within(of, sql`c.held_on`)}
   GROUP BY k.id, c.origin ORDER BY c.origin, k.id`

/** Integrated money is known by its year alone. */
const outreachCounts = (planId: number, of: Of): Aggregate => sql`
  (SELECT jsonb_build_object('acts', count(*), 'agencies', coalesce(jsonb_agg(DISTINCT o.agency_id), '[]'),
     'enterprises', coalesce(sum(o.enterprises), 0),
     'brought', coalesce(sum((SELECT count(*) FROM introduction i WHERE i.outreach_id = o.id)), 0),
     'integrated', (SELECT coalesce(sum(g.amount), 0)::text FROM integration g
       WHERE g.plan_id = ${planId}::int AND ${of.span === undefined ? sql`g.year = ${of.year}::int` : sql`false`} AND g.state = 'confirmed'))
     FROM outreach o WHERE o.plan_id = ${planId}::int AND o.state = 'confirmed' AND ${within(of, sql`o.held_on`)})`

/** Articles bear no plan: what everybody could read first in the year. */
const articlesOf = (of: Of): Aggregate => sql`
  (SELECT count(*)::int FROM news_article n WHERE n.published_at IS NOT NULL
      AND ${within(of, localDay('n.published_at'))})`

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
  const { rows: found } = await sql<{ data: unknown[] }>`
    SELECT jsonb_build_array(${sql.join(planIds.map((planId) => planFigures(planId, of)))}) AS data`.execute(
    db,
  )
  const [first, ...others] = (found[0]?.data ?? []).map((raw, place) => ({
    id: planIds[place] ?? 0,
    figures: parseReportData(raw),
  }))
  if (first === undefined) throw new Error('A report is of at least one plan')
  return sumOfPlans(first, others)
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

const planFigures = (planId: number, of: Of): Aggregate => sql`
    jsonb_build_object(
      'sample', coalesce((SELECT sample FROM installation), false),
      'plan', (SELECT jsonb_build_object('number', p.number, 'issuedOn', p.issued_on, 'title', p.title, 'issuer', p.issuer,
                 'province', p.province, 'budgetTotal', p.document #> '{budget,total}', 'source', p.budget_source,
                 'sourceName', (SELECT jsonb_build_object('vi', name, 'en', name_en) FROM funding_source WHERE key = p.budget_source), 'firstYear', extract(year FROM p.starts_on)::int, 'lastYear', extract(year FROM p.ends_on)::int)
                 FROM plan p WHERE p.id = ${planId}::int),
      'year', ${of.year}::int,
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
