import type { PageRequest } from '../platform/page.ts'
import type { Choice } from '../ui/index.ts'
import { applicationYears } from './year-queries.ts'

/** The years of the plan to work in as choices, or of the plan that an application is under. */
export async function yearChoices(request: PageRequest, planId?: number): Promise<Choice[]> {
  const { years } = await request.execute(applicationYears, { planId })
  return years.map((year) => ({ value: year, label: String(year) }))
}
