import { type RawBuilder, sql } from 'kysely'
import { optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { invalidField } from '../platform/problem.ts'

/*
 * Lists show the records of every plan: work that goes on when a next plan is accepted stays where it was. One plan, or some,
 * are asked for by `plan`.
 */

/** The part of a list's input that says of which plans: `7`, `7,9` or `all`; spread beside `listInput`. */
export const plansInput = { plan: optionalText(500) }

/**
 * The plans that a list asks for: those that it names, else the one that the user chose to work in, else every plan (null).
 * @param planId the chosen plan, as the context has it
 * @throws Problem 422 when `plan` is neither numbers nor `all`
 */
export function plansWanted(planId: number | null, wanted: string | undefined): readonly number[] | null {
  if (wanted === 'all') return null
  if (wanted === undefined) return planId === null ? null : [planId]
  const numbers = wanted.split(',').map((part) => part.trim())
  if (!numbers.every((part) => /^[1-9]\d{0,8}$/.test(part))) {
    throw invalidField(
      'plan',
      words(
        'Kế hoạch không đúng: xin ghi số, ví dụ 7 hoặc 7,9.',
        'Not a plan: give numbers, such as 7 or 7,9.',
      ),
    )
  }
  return [...new Set(numbers.map(Number))]
}

/** Whether the plan in `column` is one of those wanted. */
export function ofPlans(column: string, wanted: readonly number[] | null): RawBuilder<boolean> {
  if (wanted === null) return sql<boolean>`true`
  // one plan by equality, so that an index that begins with the plan gives the order too
  if (wanted.length === 1) return sql<boolean>`${sql.ref(column)} = ${wanted[0]}`
  return sql<boolean>`${sql.ref(column)} = ANY (${[...wanted]}::integer[])`
}
