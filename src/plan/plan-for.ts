import { insideProvince, provinceMergers } from '../agencies/index.ts'
import { words } from '../platform/language.ts'
import type { Context, Rule } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { invalidField } from '../platform/problem.ts'
import type { Choice } from '../ui/index.ts'
import { activePlan, type Plan, plansOf } from './active.ts'
import { planNames } from './plan-filter.ts'
import { outsidePlan } from './rules.ts'

/**
 * The plan that something new is recorded under: the one that an officer names, else the one chosen to work in, else the plan of its
 * place and day, of several the latest, else the plan in force.
 * @param of.named the plan that the officer names
 * @param of.unit where it is; left out: anywhere
 * @throws Problem 422 on `planId` when there is no such plan
 */
export async function planFor(
  context: Pick<Context, 'db' | 'planId'>,
  of: {
    readonly named?: number | undefined
    readonly day: string
    readonly unit?: {
      readonly province: string
      readonly validFrom: string | null
      readonly formerProvince?: string | null
    }
  },
): Promise<Plan> {
  const { db } = context
  if (of.named !== undefined) {
    const [named] = await plansOf(db, [of.named])
    if (named !== undefined) return named
    throw invalidField('planId', words('Không có kế hoạch này.', 'There is no such plan.'))
  }
  if (context.planId !== null) return activePlan(context)
  const { unit, day } = of
  const running = (await plansOf(db, null)).filter(
    (plan) => plan.startsOn <= day && (day <= plan.endsOn || !plan.replaced),
  )
  if (running.length < 2 && unit === undefined) return running[0] ?? activePlan(context)
  const mergers = unit === undefined ? [] : await provinceMergers(db)
  const closeness = (plan: Plan): number => {
    const inside =
      unit === undefined
        ? 'inside'
        : insideProvince(unit, { province: plan.province, since: plan.startsOn }, day, mergers)
    const place = inside === 'inside' ? 4 : inside === 'unknown' ? 2 : 0
    return place + (day <= plan.endsOn ? 1 : 0)
  }
  // the latest period stands first, and a stable sort leaves it there
  return running.toSorted((one, other) => closeness(other) - closeness(one))[0] ?? activePlan(context)
}

/** The plans that an officer may name for something new; none while one plan runs and has not ended. */
export async function planChoices(request: PageRequest): Promise<Choice[]> {
  const { plans } = await request.execute(planNames, {})
  const year = request.system.now().getFullYear()
  if (plans.length === 1 && plans.every(({ lastYear }) => lastYear >= year)) return []
  return plans.map(({ id, number, firstYear, lastYear }) => ({
    value: id,
    label: `${number} (${firstYear} - ${lastYear})`,
  }))
}

/** Rule: the plan is there, and the year is one of its years. */
export const yearOfPlan: Rule<{ readonly planId: number; readonly year: number }> = {
  of: ['planId', 'year'],
  judge: async ({ planId, year }, { db }) => {
    const [plan] = await plansOf(db, [planId])
    if (plan === undefined)
      return { field: 'planId', words: words('Không có kế hoạch này.', 'There is no such plan.') }
    if (year >= plan.firstYear && year <= plan.lastYear) return null
    return {
      field: 'year',
      words: words(
        `Kế hoạch ${plan.number} có các năm từ ${plan.firstYear} đến ${plan.lastYear}.`,
        `Plan ${plan.number} runs from ${plan.firstYear} to ${plan.lastYear}.`,
      ),
    }
  },
}

/** Rule: a day that has come is of the plan whose years hold it. */
export const dayOfPlan = <K extends string>(field: K): Rule<{ readonly [key in K]: string }> => ({
  of: [field],
  judge: async (input, context) => {
    const day: string = input[field]
    if (day > context.today) return null
    const outside = outsidePlan(day, await planFor(context, { day }))
    return outside === null ? null : { field, words: outside }
  },
})
