import { type Words, words } from '../platform/language.ts'

/** A value as far as it can be judged without the values that are there. */
export interface TypedValue {
  readonly year: number
  readonly value: number
  readonly estimate: boolean
}

/** The years that a plan's values may be of: its own, and the one before from which growth is reckoned. */
export const valueYears = ({ firstYear, lastYear }: { firstYear: number; lastYear: number }) => ({
  first: firstYear - 1,
  last: lastYear,
})

/** Why a year takes no result, or no estimate, or null. @param present the year of today */
export function yearProblem(
  { year, estimate }: Pick<TypedValue, 'year' | 'estimate'>,
  plan: { readonly firstYear: number; readonly lastYear: number },
  present: number,
): { readonly field: 'year' | 'estimate'; readonly words: Words } | null {
  const { first, last } = valueYears(plan)
  if (year < first || year > last)
    return {
      field: 'year',
      words: words(`Năm phải từ ${first} đến ${last}.`, `A year from ${first} to ${last}.`),
    }
  if (estimate ? year >= present : year <= present) return null
  return estimate
    ? {
        field: 'estimate',
        words: words(
          'Năm đã hết thì nhập kết quả, không nhập ước thực hiện.',
          'A year that has ended has a result, no estimate.',
        ),
      }
    : {
        field: 'year',
        words: words('Năm chưa đến chưa có kết quả.', 'A year that has not come has no result.'),
      }
}

/** Why a number cannot be of this unit, or null. */
export function amountProblem(value: number, unit: string): Words | null {
  if (!unit.startsWith('%') || Math.abs(value) <= 1000) return null
  return words(
    'Tỷ lệ quá lớn; xin xem lại số và đơn vị.',
    'The rate is too large; please look at the number and its unit.',
  )
}
