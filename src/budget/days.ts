import { invalidField } from '../platform/problem.ts'
import { wrongDay } from './rules.ts'

/** Refuses a day in the future, or before the commitment that it belongs to. @throws Problem 422 on the field */
export function checkDay(field: string, on: string, today: string, earliest?: string): void {
  const wrong = wrongDay(on, today, earliest)
  if (wrong !== null) throw invalidField(field, wrong)
}
