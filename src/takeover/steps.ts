import { words } from '../platform/language.ts'
import { notFound } from '../platform/problem.ts'
import { allocations } from './allocations.ts'
import { applications } from './applications.ts'
import { certificates } from './certificates.ts'
import { contracts } from './contracts.ts'
import { courses } from './courses.ts'
import { enterprises } from './enterprises.ts'
import { payments } from './payments.ts'
import { persons } from './persons.ts'
import type { Step } from './step.ts'
import { turns } from './turns.ts'

/** The steps of a take-over in their order: each stands on those before it. */
export const steps: readonly Step[] = [
  enterprises,
  applications,
  turns,
  allocations,
  contracts,
  payments,
  certificates,
  courses,
  persons,
]

export const stepKeys = steps.map(({ key }) => key)

/** @throws Problem 404 */
export function stepOf(key: string): Step {
  const found = steps.find((step) => step.key === key)
  if (found === undefined) throw notFound(words('bước tiếp nhận', 'Step of the take-over'))
  return found
}
