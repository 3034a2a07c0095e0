import { sql } from 'kysely'
import { z } from 'zod'
import { activePlan } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, optionalYear } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { type Context, query } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { type StateOf, states } from '../platform/states.ts'

/** The steps from an application to its end, in their order. */
export const funnelSteps = states({
  filed: words('Đã nộp hồ sơ', 'Application filed'),
  checked: words('Hồ sơ đủ điều kiện kiểm tra', 'Application checked'),
  appraised: words('Hồ sơ đã thẩm định', 'Application appraised'),
  accepted: words('Được quyết định hỗ trợ', 'Support decided'),
  contracted: words('Đã ký hợp đồng hỗ trợ', 'Support contracted'),
  finished: words('Hoàn thành hỗ trợ', 'Support finished'),
})
export type FunnelStep = StateOf<typeof funnelSteps>

/** What the charts of the dashboard are drawn from: money by month beside the year's plan, and how far applications came. */
export const dashboardCharts = query({
  name: 'portal.charts',
  summary: words('Số liệu của các biểu đồ', 'What the charts are drawn from'),
  route: 'GET /dashboard/charts',
  input: z.object({ year: optionalYear() }),
  output: z.object({
    /** The year of the money. */
    year: z.int(),
    estimate: dongOut(),
    allocated: dongOut(),
    /** January to December: disbursed less refunded; what is booked on the year outside it counts in its first or last month. Null in months to come. */
    months: z.array(dongOut().nullable()),
    /** Applications of the plan that came at least as far as each step. */
    funnel: z.array(z.object({ step: funnelSteps.schema, count: z.int() })),
  }),
  may: staff,
  async run(context, input) {
    const { db, today, planId } = context
    const plan = await activePlan({ db, planId })
    const thisYear = Number(today.slice(0, 4))
    const year = input.year ?? Math.max(plan.firstYear, Math.min(plan.lastYear, thisYear))
    const months = await spentByMonth(db, plan, year)
    const gone = year < thisYear ? 12 : year > thisYear ? 0 : Number(today.slice(5, 7))
    return {
      year,
      ...(await yearOfPlan(db, plan, year)),
      months: months.map((spent, place) => (place < gone || spent !== 0n ? spent : null)),
      funnel: await funnelOf(context, plan.id),
    }
  },
})

interface OfPlan {
  readonly id: number
  readonly budgetSource: string
}

async function spentByMonth(db: Db, plan: OfPlan, year: number): Promise<bigint[]> {
  const { rows } = await sql<{ month: number; spent: bigint }>`
    SELECT CASE WHEN e.occurred_on < make_date(${year}, 1, 1) THEN 1
                WHEN e.occurred_on > make_date(${year}, 12, 31) THEN 12
                ELSE extract(month FROM e.occurred_on)::int END AS month,
           sum(CASE e.kind WHEN 'disbursement' THEN e.amount ELSE -e.amount END)::bigint AS spent
      FROM ledger_entry e
      JOIN budget_line l ON l.id = e.line_id AND l.plan_id = ${plan.id}
      JOIN funding_source s ON s.id = e.source_id AND s.key = ${plan.budgetSource}
     WHERE e.year = ${year} AND e.kind IN ('disbursement', 'refund')
     GROUP BY 1`.execute(db)
  const byMonth = new Map(rows.map(({ month, spent }) => [month, spent]))
  return Array.from({ length: 12 }, (_, place) => byMonth.get(place + 1) ?? 0n)
}

async function yearOfPlan(db: Db, plan: OfPlan, year: number) {
  const { rows } = await sql<{ estimate: bigint; allocated: bigint }>`
    SELECT coalesce((SELECT sum(e.estimate) FROM budget_estimate e JOIN budget_line l ON l.id = e.line_id
                       JOIN funding_source s ON s.id = e.source_id AND s.key = ${plan.budgetSource}
                      WHERE l.plan_id = ${plan.id} AND l.parent_id IS NULL AND e.year = ${year}), 0)::bigint AS estimate,
           coalesce((SELECT sum(p.allocated) FROM budget_position p JOIN budget_line l ON l.id = p.line_id
                       JOIN funding_source s ON s.id = p.source_id AND s.key = ${plan.budgetSource}
                      WHERE l.plan_id = ${plan.id} AND p.year = ${year}), 0)::bigint AS allocated`.execute(db)
  return rows[0] ?? { estimate: 0n, allocated: 0n }
}

/** How many applications of a plan came at least so far; one that was refused or given up counts in the steps it had reached. */
async function funnelOf({ db, actor }: Pick<Context, 'db' | 'actor'>, planId: number) {
  const { rows } = await sql<Record<FunnelStep, bigint>>`
    SELECT count(*) AS filed,
           count(*) FILTER (WHERE reached >= 1) AS checked, count(*) FILTER (WHERE reached >= 2) AS appraised,
           count(*) FILTER (WHERE reached >= 3) AS accepted, count(*) FILTER (WHERE reached >= 4) AS contracted,
           count(*) FILTER (WHERE reached >= 5) AS finished
      FROM (SELECT greatest(
                CASE a.state WHEN 'checked' THEN 1 WHEN 'appraised' THEN 2 WHEN 'waiting' THEN 2 WHEN 'accepted' THEN 3 ELSE 0 END,
                (SELECT max(CASE g.state WHEN 'checked' THEN 1 WHEN 'appraised' THEN 2 WHEN 'waiting' THEN 2
                                         WHEN 'accepted' THEN 3 ELSE 0 END)
                   FROM application_stage g WHERE g.application_id = a.id),
                (SELECT CASE t.state WHEN 'finished' THEN 5 WHEN 'decided' THEN 3 WHEN 'cancelled' THEN 3 ELSE 4 END
                   FROM support_turn t WHERE t.application_id = a.id)) AS reached
              FROM application a WHERE a.plan_id = ${planId} AND ${readableBy(actor, 'a.enterpriseId')}) AS seen`.execute(
    db,
  )
  return funnelSteps.keys.map((step) => ({ step, count: Number(rows[0]?.[step] ?? 0) }))
}

/** What a chart of months says to those who do not see it. */
export function spendingWords(sum: Words, plan: Words): Words {
  return words(
    `Chi lũy kế ${sum.vi} triệu đồng so với dự toán năm ${plan.vi} triệu đồng; từng tháng có trong bảng.`,
    `${sum.en} million đồng spent so far against ${plan.en} million đồng planned for the year; the table has each month.`,
  )
}
