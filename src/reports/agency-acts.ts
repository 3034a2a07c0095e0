import { sql } from 'kysely'
import { z } from 'zod'
import { dongOut } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { type Aggregate, type Of, rows, within } from './figure-sql.ts'

/* What each agency and association did over the days of a report, off its records: one list, counted in the report and shown record by record. */

/** What is counted, in the order of the table's columns. */
export const agencyActs = states({
  standing: words('Báo cáo nhiệm vụ thường xuyên', 'Reports on standing duties'),
  duty: words('Việc có thời hạn đã xong', 'Dated work done'),
  event: words('Hội nghị, sự kiện được mời', 'Events it was invited to'),
  communication: words('Hoạt động truyền thông', 'Communication'),
  outreach: words('Việc vận động', 'Outreach'),
  introduction: words('Doanh nghiệp giới thiệu', 'Enterprises introduced'),
  turn: words('Lượt hỗ trợ của doanh nghiệp giới thiệu', 'Turns of enterprises introduced'),
  conclusion: words('Kết luận hội nghị đã thực hiện', 'Conclusions carried out'),
  obstacle: words('Vướng mắc đã trả lời', 'Obstacles answered'),
  integration: words('Kế hoạch riêng có lồng ghép', 'Own plans with integrated money'),
})
export type AgencyAct = (typeof agencyActs.keys)[number]

/** The address of a record of each. */
export const actHref: Readonly<Record<AgencyAct, string>> = {
  standing: '/standing-reports/',
  duty: '/duties/',
  event: '/events/',
  communication: '/communication/',
  outreach: '/outreach/',
  introduction: '/introductions/',
  turn: '/support/',
  conclusion: '/event-conclusions/',
  obstacle: '/obstacles/',
  integration: '/integrations/',
}

/** Every record of an agency's doing: `(agency_id, act, id, label, on_day, amount)`. */
export const actRows = (planIds: readonly number[], of: Pick<Of, 'first' | 'last'>): Aggregate => {
  const plans = (column: string) => sql`${sql.ref(column)} = ANY (${planIds}::int[])`
  const on = (column: string) => within(of, sql.ref(column))
  return sql`
    SELECT s.agency_id, 'standing' AS act, s.id, coalesce(s.done, s.reason, '') AS label, s.reported_on AS on_day, NULL::bigint AS amount
      FROM standing_report s JOIN duty d ON d.id = s.duty_id
     WHERE s.state IN ('reported', 'accepted') AND ${plans('d.plan_id')} AND ${on('s.reported_on')}
    UNION ALL
    SELECT i.agency_id, 'duty', i.id, coalesce(i.title, d.text), i.done_on, NULL
      FROM duty_item i LEFT JOIN duty d ON d.id = i.duty_id
     WHERE coalesce(d.plan_id, i.plan_id) = ANY (${planIds}::int[]) AND ${on('i.done_on')}
    UNION ALL
    SELECT v.agency_id, 'event', y.id, y.title, y.starts_on, NULL
      FROM event_invitee v JOIN planned_event y ON y.id = v.event_id
     WHERE v.agency_id IS NOT NULL AND y.state IN ('held', 'closed') AND ${plans('y.plan_id')} AND ${on('y.starts_on')}
    UNION ALL
    SELECT c.agency_id, 'communication', c.id, c.title, c.held_on, NULL
      FROM communication c WHERE c.state = 'confirmed' AND ${plans('c.plan_id')} AND ${on('c.held_on')}
    UNION ALL
    SELECT o.agency_id, 'outreach', o.id, o.title, o.held_on, NULL
      FROM outreach o WHERE o.state = 'confirmed' AND ${plans('o.plan_id')} AND ${on('o.held_on')}
    UNION ALL
    SELECT n.agency_id, 'introduction', n.id, n.name, n.introduced_on, NULL
      FROM introduction n WHERE n.state NOT IN ('refused', 'withdrawn') AND ${on('n.introduced_on')}
    UNION ALL
    SELECT n.agency_id, 'turn', t.id, e.name, t.decided_on, NULL
      FROM support_turn t JOIN enterprise e ON e.id = t.enterprise_id
      JOIN (SELECT agency_id, enterprise_id, min(introduced_on) AS introduced_on FROM introduction
             WHERE state = 'consented' GROUP BY agency_id, enterprise_id) n
        ON n.enterprise_id = t.enterprise_id AND n.introduced_on <= t.decided_on
     WHERE t.state <> 'cancelled' AND ${plans('t.plan_id')} AND ${on('t.decided_on')}
    UNION ALL
    SELECT c.agency_id, 'conclusion', c.id, c.content, c.done_on, NULL
      FROM event_conclusion c JOIN planned_event y ON y.id = c.event_id
     WHERE c.state = 'done' AND ${plans('y.plan_id')} AND ${on('c.done_on')}
    UNION ALL
    SELECT o.charge_id, 'obstacle', o.id, o.text, o.resolved_on, NULL
      FROM obstacle o WHERE o.charge_id IS NOT NULL AND o.withdrawn_on IS NULL AND ${plans('o.plan_id')} AND ${on('o.resolved_on')}
    UNION ALL
    SELECT g.agency_id, 'integration', g.id, g.programme, g.confirmed_on, g.amount
      FROM integration g WHERE g.state = 'confirmed' AND ${plans('g.plan_id')} AND ${on('g.confirmed_on')}`
}

/** What agencies did, by the plans and days whose records these are. */
export const AgenciesDone = z.object({
  planIds: z.array(z.int()),
  from: z.iso.date(),
  to: z.iso.date(),
  rows: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      /** How many records of each; what has none is left out. */
      acts: z.partialRecord(agencyActs.schema, z.int()),
      integrated: dongOut(),
    }),
  ),
})
export type AgenciesDone = z.output<typeof AgenciesDone>

/** Every agency that is in force in these days or did something in them; one that did nothing stands with nothing. */
export const agenciesDone = (planIds: readonly number[], of: Of): Aggregate => sql`
  jsonb_build_object('planIds', ${planIds}::int[], 'from', ${of.first}::text, 'to', ${of.last}::text, 'rows', ${rows(sql`
    SELECT a.id, a.name, coalesce(jsonb_object_agg(d.act, d.n) FILTER (WHERE d.act IS NOT NULL), '{}') AS acts,
           coalesce(sum(d.amount), 0)::text AS integrated
      FROM agency a
      LEFT JOIN (SELECT r.agency_id, r.act, count(*) AS n, sum(r.amount) AS amount FROM (${actRows(planIds, of)}) r GROUP BY 1, 2) d
        ON d.agency_id = a.id
     WHERE d.act IS NOT NULL
        OR EXISTS (SELECT FROM duty WHERE duty.agency_id = a.id AND duty.plan_id = ANY (${planIds}::int[]))
     GROUP BY a.id ORDER BY a.name, a.id`)})`
