import { checkBudget } from './check-budget.ts'
import { checkParts } from './check-completeness.ts'
import { checkDates } from './check-dates.ts'
import { checkFunding } from './check-funding.ts'
import { checkTargets } from './check-targets.ts'
import type { Finding, PlanDocument } from './schema.ts'

/**
 * Holds a plan against itself, by arithmetic alone: lines against groups, groups against the total, years and sources
 * against totals, the total against the sum in the text, the quantities of the appendix against the targets, days and
 * years against the periods. Each finding names its place, what was expected and what stands there.
 */
export function check(plan: PlanDocument): Finding[] {
  return [checkBudget, checkFunding, checkTargets, checkDates, checkParts].flatMap((each) => each(plan))
}
