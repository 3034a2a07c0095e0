import { setThreshold } from '../money-view/index.ts'
import type { Scenario } from './scenario.ts'

/** The thresholds of under-spending of a sample, set when its first budget year begins: made up, as its reason says. */
export async function setThresholds({ system, plan, story, as }: Scenario): Promise<void> {
  const first = await system.db
    .selectFrom('budgetLineYear as y')
    .innerJoin('budgetLine as l', 'l.id', 'y.lineId')
    .select((eb) => eb.fn.min('y.year').as('year'))
    .where('l.planId', '=', plan.id)
    .executeTakeFirst()
  if (first?.year == null) return
  const validFrom = `${first.year}-01-05`
  story.on(validFrom, async () => {
    for (const [fromMonth, leastPercent] of [
      [7, 30],
      [10, 60],
    ] as const)
      await story.run(as('finance'), setThreshold, {
        ...{ fromMonth, leastPercent, validFrom, reason: 'Mức cảnh báo của dữ liệu mẫu' },
      })
  })
}
