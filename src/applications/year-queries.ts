import { z } from 'zod'
import { pastBudgetYear } from '../budget/index.ts'
import { activePlan, lastYearOf } from '../plan/index.ts'
import { signedIn } from '../platform/actor.ts'
import { yearOf } from '../platform/dates.ts'
import { optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { yearInPlan } from './years.ts'

/** The years that applications filed today can be for, and the one that a page starts with. */
export const applicationYears = query({
  name: 'applications.years',
  summary: words('Các năm của kế hoạch', 'Years of the plan'),
  route: 'GET /applications/years',
  /** Of an application that is there its own plan; left out: the plan to work in. */
  input: z.object({ planId: optionalId() }),
  /** `open`: the plan has a budget line for support, so that applications are taken. */
  output: z.object({
    years: z.array(z.int()),
    current: z.int(),
    open: z.boolean(),
  }),
  may: signedIn,
  async run({ db, today, planId, actor }, input) {
    const plan = await activePlan({ db, planId: input.planId ?? planId })
    const last = lastYearOf(plan, yearOf(today))
    const { lastDay } = await pastBudgetYear(db, yearOf(today) - 1)
    // an enterprise files today; the office also enters papers of years that are over
    const begins =
      input.planId === undefined && actor.enterpriseId !== null
        ? Math.max(plan.firstYear, today <= lastDay ? yearOf(today) - 1 : yearOf(today))
        : plan.firstYear
    const years = Array.from({ length: Math.max(0, last - begins + 1) }, (_, index) => begins + index)
    return {
      years,
      current: yearInPlan({ ...plan, lastYear: last }, today),
      open: plan.supportLine !== null,
    }
  },
})
