import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansOf, plansWanted } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import { dongOut } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { yearsToEnter } from './past-recording.ts'

const Sum = z.object({
  planId: z.int(),
  indicator: z.string(),
  year: z.int(),
  quantity: z.int(),
  /** đồng of the provincial budget that the old reports name; null where they name none. */
  amount: dongOut().nullable(),
})

/**
 * What the past results of these plans add up to, by plan, indicator and year, and which years of which plan take results. The sum over
 * the plans is theirs to add: each province of a merged one counted its own.
 */
export const pastSums = query({
  name: 'results.sums',
  summary: words('Tổng kết quả các năm trước theo kế hoạch', 'Past results added up by plan'),
  route: 'GET /past-result-sums',
  input: z.object(plansInput),
  output: z.object({
    plans: z.array(
      z.object({
        id: z.int(),
        number: z.string(),
        province: z.string(),
        firstYear: z.int(),
        lastYear: z.int(),
        /** The years of it that can be entered. */
        years: z.array(z.int()),
      }),
    ),
    indicators: z.array(z.object({ key: z.string(), name: z.string(), nameEn: z.string() })),
    sums: z.array(Sum),
  }),
  may: staff,
  async run({ db, planId, today }, input) {
    const wanted = plansWanted(planId, input.plan)
    const plans = []
    for (const { id, number, province } of await plansOf(db, wanted)) {
      const { plan, years } = await yearsToEnter(db, id, today)
      plans.push({ id, number, province, firstYear: plan.firstYear, lastYear: plan.lastYear, years })
    }
    const indicators = await db
      .selectFrom('indicator')
      .select(['key', 'name', 'nameEn'])
      .orderBy('ord')
      .execute()
    const { rows: sums } = await sql<z.output<typeof Sum>>`
      SELECT r.plan_id, i.key AS indicator, r.year, sum(r.quantity)::int AS quantity,
             sum(r.amount)::bigint AS amount
        FROM past_result r JOIN indicator i ON i.id = r.indicator_id
       WHERE r.retracted_on IS NULL AND ${ofPlans('r.planId', wanted)}
       GROUP BY r.plan_id, i.id, r.year ORDER BY r.plan_id, i.ord, r.year`.execute(db)
    return { plans, indicators, sums }
  },
})
