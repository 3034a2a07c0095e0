import { sql } from 'kysely'
import { localDay } from '../platform/local-day.ts'
import { type Aggregate, counted, type Of, within } from './figure-sql.ts'

/* Records that a report names or counts, each as a select. */

export const studyRows = (planId: number, of: Of): Aggregate => sql`
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
export const obstacleRows = (planId: number, of: Of): Aggregate => sql`
  SELECT o.id, coalesce(e.name, a.name) AS reporter, o.text, o.proposal, o.reported_on AS "reportedOn",
         o.resolved_on AS "resolvedOn", o.resolution, (SELECT c.name FROM agency c WHERE c.id = o.charge_id) AS charge, o.due_on AS "dueOn",
         (SELECT w.passed_number FROM obstacle_passing w WHERE w.obstacle_id = o.id ORDER BY w.id DESC LIMIT 1) AS passed
    FROM obstacle o LEFT JOIN enterprise e ON e.id = o.enterprise_id LEFT JOIN agency a ON a.id = o.agency_id
   WHERE o.plan_id = ${planId}::int AND o.withdrawn_on IS NULL AND o.reported_on <= ${of.last}::date
     AND (o.resolved_on IS NULL OR o.resolved_on >= ${of.first}::date)
   ORDER BY o.reported_on, o.id`

/** Findings of audit and inspection of conclusions until the end of the year that were not closed in it. */
export const findingRows = (planId: number, of: Of): Aggregate => sql`
  SELECT f.id, f.issuer, f.document_number AS "documentNumber", f.document_date AS "documentDate", f.content, a.name AS agency,
         f.due_on AS "dueOn", f.state = 'answered' AS answered
    FROM finding f JOIN budget_line l ON l.id = f.line_id JOIN agency a ON a.id = f.agency_id
   WHERE l.plan_id = ${planId}::int AND f.document_date <= ${of.last}::date
     AND (f.closed_on IS NULL OR f.closed_on > ${of.last}::date)
   ORDER BY f.document_date, f.id`

/** Askings about turns that fell due in the year, what became of them by its end, and what was answered. */
export const followUpCounts = (planId: number, of: Of): Aggregate => sql`
  (SELECT jsonb_build_object('asked', count(*), 'answered', count(*) FILTER (WHERE u.state = 'answered'),
          'silent', count(*) FILTER (WHERE u.state = 'silent'), 'points', coalesce(sum(a.points), 0), 'scales', coalesce(sum(a.scales), 0),
          'kept', count(*) FILTER (WHERE a.kept = 1), 'partly', count(*) FILTER (WHERE a.kept = 2), 'gone', count(*) FILTER (WHERE a.kept = 3))
     FROM support_follow_up u JOIN support_turn t ON t.id = u.turn_id
     LEFT JOIN LATERAL (SELECT sum(s.value) FILTER (WHERE q.kind = 'scale') AS points, count(*) FILTER (WHERE q.kind = 'scale') AS scales,
                               max(s.value) FILTER (WHERE q.kind = 'kept') AS kept
                          FROM support_follow_up_answer s JOIN follow_up_question q ON q.id = s.question_id WHERE s.follow_up_id = u.id) a ON true
    WHERE t.plan_id = ${planId}::int AND ${within(of, sql`u.asked_on`)})`

/** Confirmed figures of the turns of the year by field, and the lots of these turns that are open to the public; in other days what was confirmed and opened in them. */
export const contentSums = (planId: number, of: Of): Aggregate => sql`
  (SELECT jsonb_build_object(
     'sums', coalesce((SELECT jsonb_agg(s ORDER BY s.name, s."fieldId") FROM (
        SELECT d.id AS "fieldId", d.name, d.unit, count(DISTINCT t.id) AS turns, sum(v.amount) AS sum
          FROM content_value v JOIN content_field d ON d.id = v.field_id JOIN support_turn t ON t.id = v.turn_id
         WHERE v.state = 'confirmed' AND v.moment = 'end' AND d.type IN ('number', 'area') AND t.state <> 'cancelled'
           AND t.plan_id = ${planId}::int AND ${counted(of, 't.year', 'v.confirmed_on')} GROUP BY d.id) s), '[]'),
     'lots', (SELECT count(*) FROM trace_lot l JOIN support_turn t ON t.id = l.turn_id
               WHERE l.state = 'published' AND t.plan_id = ${planId}::int AND ${counted(of, 't.year', 'l.published_on')})))`

/** Visits of the year to turns, what they found, and what of that was put right in it. */
export const visitCounts = (planId: number, of: Of): Aggregate => sql`
  (SELECT jsonb_build_object('made', count(DISTINCT v.id), 'found', count(f.id),
          'remedied', count(f.id) FILTER (WHERE f.closed_on <= ${of.last}::date))
     FROM visit v JOIN support_turn t ON t.id = v.turn_id LEFT JOIN visit_finding f ON f.visit_id = v.id
    WHERE t.plan_id = ${planId}::int AND v.visited_on >= ${of.first}::date AND v.visited_on <= ${of.last}::date)`

/** Conclusions of events that were held until the end of the year: open then, or carried out in it. */
export const conclusionRows = (planId: number, of: Of): Aggregate => sql`
  SELECT c.id, y.title AS event, c.content, a.name AS agency, c.due_on AS "dueOn", c.done_on AS "doneOn"
    FROM event_conclusion c JOIN planned_event y ON y.id = c.event_id JOIN agency a ON a.id = c.agency_id
   WHERE y.plan_id = ${planId}::int AND y.starts_on <= ${of.last}::date AND c.state <> 'dropped'
     AND (c.done_on IS NULL OR c.done_on >= ${of.first}::date)
   ORDER BY c.due_on, c.id`

export const advanceRows = (planId: number, of: Of): Aggregate => sql`
  SELECT a.id, o.document_number AS number, coalesce(n.name, k.host_name, '') AS beneficiary, (a.amount - coalesce(p.settled, 0))::bigint AS rest,
         a.due_on AS "dueOn", a.due_on <= ${of.last}::date AS late
    FROM advance a JOIN payment_order o ON o.id = a.order_id JOIN ledger_entry e ON e.id = o.entry_id JOIN budget_line l ON l.id = e.line_id
    LEFT JOIN support_turn t ON t.commitment_id = o.commitment_id LEFT JOIN enterprise n ON n.id = t.enterprise_id
    LEFT JOIN science_task_content c ON c.id = o.task_content_id LEFT JOIN science_task k ON k.id = c.task_id
    LEFT JOIN LATERAL (SELECT sum(m.amount) AS settled FROM advance_move m
      WHERE m.record_id = a.id AND m.kind = 'advance_settled' AND m.on_day <= ${of.last}::date) p ON true
   WHERE l.plan_id = ${planId}::int AND e.occurred_on <= ${of.last}::date AND a.amount > coalesce(p.settled, 0)
   ORDER BY a.due_on, a.id`

export const communicationRows = (planId: number, of: Of): Aggregate => sql`
  SELECT k.id, c.origin = 'press' AS press, k.name AS channel, k.unit, sum(c.number)::int AS number
    FROM communication c JOIN communication_channel k ON k.id = c.channel_id
   WHERE c.plan_id = ${planId}::int AND c.state = 'confirmed' AND ${within(of, sql`c.held_on`)}
   GROUP BY k.id, c.origin ORDER BY c.origin, k.id`

/** Integrated money is known by its year alone. */
export const outreachCounts = (planId: number, of: Of): Aggregate => sql`
  (SELECT jsonb_build_object('acts', count(*), 'agencies', coalesce(jsonb_agg(DISTINCT o.agency_id), '[]'),
     'enterprises', coalesce(sum(o.enterprises), 0),
     'brought', coalesce(sum((SELECT count(*) FROM introduction i WHERE i.outreach_id = o.id)), 0),
     'integrated', (SELECT coalesce(sum(g.amount), 0)::text FROM integration g
       WHERE g.plan_id = ${planId}::int AND ${of.span === undefined ? sql`g.year = ${of.year}::int` : sql`false`} AND g.state = 'confirmed'))
     FROM outreach o WHERE o.plan_id = ${planId}::int AND o.state = 'confirmed' AND ${within(of, sql`o.held_on`)})`

/** Articles bear no plan: what everybody could read first in the year. */
export const articlesOf = (of: Of): Aggregate => sql`
  (SELECT count(*)::int FROM news_article n WHERE n.published_at IS NOT NULL
      AND ${within(of, localDay('n.published_at'))})`

/** Turns that were decided; money and end of each as they stood on the last day. */
export const turnRows = (planId: number, of: Of): Aggregate => sql`
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

export const certificateRows = (planId: number, of: Of): Aggregate => sql`
  SELECT c.id, e.name AS enterprise, c.kind, c.standard, p.name AS product, c.body, c.number,
         c.issued_on AS "issuedOn", c.expires_on AS "expiresOn"
    FROM fact f
    JOIN certificate c ON c.id = f.record_id
    JOIN enterprise e ON e.id = c.enterprise_id
    LEFT JOIN product p ON p.id = c.product_id
   WHERE f.record_type = 'certificate' AND f.plan_id = ${planId}::int AND ${counted(of, 'f.year', 'f.occurred_on')} AND f.retracted_at IS NULL
   ORDER BY c.issued_on, c.id`

/** Those of one enterprise among the rows of a table. */
export const ofEnterprise = (
  table: 'support_turn' | 'certificate' | 'obstacle',
  select: Aggregate,
  id: number,
) =>
  sql`SELECT r.* FROM (${select}) r JOIN ${sql.table(table)} x ON x.id = r.id WHERE x.enterprise_id = ${id}::int`
