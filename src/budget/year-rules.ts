import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import type { EntryKind } from './rules.ts'

/** Until when vouchers of a budget year may be dated: `MM-DD`, `adjustUntil` in the year after. */
export interface FiscalTerm {
  readonly spendUntil: string
  readonly adjustUntil: string
  readonly source: string
}

/** The last day of a year's adjusting period; the last day of the year where its term is not known. */
export function lastBudgetDay(year: number, term: FiscalTerm | null): string {
  return term === null ? `${year}-12-31` : `${year + 1}-${term.adjustUntil}`
}

/**
 * Why a voucher of this day cannot be booked into the budget year, or null. An allocation or its withdrawal may be decided from the year before
 * (the People's Council decides in December) until the adjusting period ends; a commitment is of the year itself. Payments on
 * it and what comes back may come later, as carried over (Law 89/2025/QH15, art. 66.3): the year takes them until it is closed.
 */
export function wrongBudgetDay(
  kind: EntryKind,
  year: number,
  on: string,
  term: FiscalTerm | null,
): Words | null {
  const first = kind === 'allocation' || kind === 'withdrawal' ? `${year - 1}-01-01` : `${year}-01-01`
  if (on < first) {
    return words(
      `Ngân sách năm ${year} không nhận chứng từ trước ngày ${formatDate(first)}.`,
      `The budget year ${year} takes no voucher from before ${formatDate(first)}.`,
    )
  }
  if (kind !== 'allocation' && kind !== 'withdrawal' && kind !== 'commitment') return null
  const last = kind === 'commitment' ? `${year}-${term?.spendUntil ?? '12-31'}` : lastBudgetDay(year, term)
  if (on <= last) return null
  return words(
    `Ngân sách năm ${year} chỉ nhận chứng từ đến ngày ${formatDate(last)}${term === null ? '' : ` (${term.source})`}. Sau ngày đó cần điều chỉnh được duyệt.`,
    `The budget year ${year} takes vouchers until ${formatDate(last)}${term === null ? '' : ` (${term.source})`}. Later ones need an approved correction.`,
  )
}
