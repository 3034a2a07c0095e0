import { sql } from 'kysely'
import { z } from 'zod'
import { addDays } from '../platform/dates.ts'
import { dongOut } from '../platform/fields.ts'
import { type Aggregate, type Of, rows } from './figure-sql.ts'

/* What a brief for the leader tells of work: what is due and what is late on its day, the nearest and the oldest by name. */

/** How far ahead a brief looks, in days. */
export const aheadDays = 30
/** How many of each a brief names; of more it says how many there are. */
export const namedInBrief = 3

const Listed = z.object({
  total: z.int(),
  rows: z.array(z.object({ text: z.string(), on: z.iso.date(), href: z.string() })),
})
export const Brief = z.object({
  on: z.iso.date(),
  due: Listed,
  late: Listed,
  /** What waits for a decision, by the records that wait. */
  appraised: z.int(),
  passedObstacles: z.int(),
  lateAdvances: z.object({ count: z.int(), rest: dongOut() }),
})
export type Brief = z.output<typeof Brief>

/** Whatever has a day and is not done: `(text, on_day, href)`. */
const open = (planIds: readonly number[]): Aggregate => sql`
  SELECT coalesce(i.title, d.text) AS text, i.due_on - i.due_before::int AS on_day, '/duties/' || i.id AS href
    FROM duty_item i LEFT JOIN duty d ON d.id = i.duty_id JOIN plan p ON p.id = coalesce(d.plan_id, i.plan_id)
   WHERE p.id = ANY (${planIds}::int[]) AND i.done_on IS NULL
     AND coalesce(i.due_on >= greatest((SELECT first_day FROM installation), p.kept_from), true)
  UNION ALL
  SELECT f.content, f.due_on, '/findings/' || f.id
    FROM finding f JOIN budget_line l ON l.id = f.line_id
   WHERE l.plan_id = ANY (${planIds}::int[]) AND f.state IN ('open', 'returned')
  UNION ALL
  SELECT c.content, c.due_on, '/event-conclusions/' || c.id
    FROM event_conclusion c JOIN planned_event y ON y.id = c.event_id
   WHERE y.plan_id = ANY (${planIds}::int[]) AND c.state = 'open'
  UNION ALL
  SELECT o.text, o.due_on, '/obstacles/' || o.id
    FROM obstacle o
   WHERE o.plan_id = ANY (${planIds}::int[]) AND o.charge_id IS NOT NULL AND o.resolved_on IS NULL AND o.withdrawn_on IS NULL
  UNION ALL
  SELECT t.title, t.next_due, '/science-tasks/' || t.id
    FROM science_task t WHERE t.plan_id = ANY (${planIds}::int[]) AND t.next_due IS NOT NULL AND t.state NOT IN ('ended', 'dropped')`

const listed = (planIds: readonly number[], from: string | null, to: string): Aggregate => sql`(
  SELECT jsonb_build_object('total', count(*), 'rows', ${rows(sql`
      SELECT left(w.text, 300) AS text, w.on_day AS "on", w.href FROM (${open(planIds)}) w
       WHERE w.on_day <= ${to}::date AND (${from}::date IS NULL OR w.on_day >= ${from}::date)
       ORDER BY w.on_day, w.href LIMIT ${sql.lit(namedInBrief)}`)})
    FROM (${open(planIds)}) w WHERE w.on_day <= ${to}::date AND (${from}::date IS NULL OR w.on_day >= ${from}::date))`

/** The brief of these plans on the last day of what is reported on. */
export const briefOf = (planIds: readonly number[], { last }: Of): Aggregate => sql`
  jsonb_build_object('on', ${last}::text,
    'due', ${listed(planIds, last, addDays(last, aheadDays))},
    'late', ${listed(planIds, null, addDays(last, -1))},
    'appraised', (SELECT count(*) FROM application a WHERE a.plan_id = ANY (${planIds}::int[]) AND a.state IN ('appraised', 'waiting')),
    'passedObstacles', (SELECT count(*) FROM obstacle o JOIN obstacle_passing w ON w.obstacle_id = o.id AND w.answered_on IS NULL
                         WHERE o.plan_id = ANY (${planIds}::int[]) AND o.resolved_on IS NULL AND o.withdrawn_on IS NULL),
    'lateAdvances', (SELECT jsonb_build_object('count', count(*), 'rest', coalesce(sum(v.rest), 0)::text) FROM (
        SELECT a.amount - coalesce((SELECT sum(m.amount) FROM advance_move m
                 WHERE m.record_id = a.id AND m.kind = 'advance_settled' AND m.on_day <= ${last}::date), 0) AS rest
          FROM advance a JOIN payment_order o ON o.id = a.order_id JOIN ledger_entry e ON e.id = o.entry_id JOIN budget_line l ON l.id = e.line_id
         WHERE l.plan_id = ANY (${planIds}::int[]) AND a.due_on < ${last}::date) v WHERE v.rest > 0))`
