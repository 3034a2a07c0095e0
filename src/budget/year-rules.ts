import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'
import type { EntryKind } from './rules.ts'

/** What a day of a budget year is for. The same list stands in migration 0130. */
export const cutoffKinds = states({
  spend: words('Chi và tạm ứng trong năm', 'Spend and advance within the year'),
  treasury_papers: words('Gửi hồ sơ chi đến Kho bạc', 'Papers to the Treasury'),
  adjust: words(
    'Hết thời gian chỉnh lý, hủy số dư không được chuyển nguồn',
    'Adjusting ends; what is not carried over is cancelled',
  ),
  reconcile: words('Đối chiếu số liệu với Kho bạc', 'Reconcile with the Treasury'),
  advances_back: words(
    'Nộp lại tạm ứng không được chuyển nguồn',
    'Advances that are not carried over paid back',
  ),
  treasury_report: words('Kho bạc báo cáo số liệu', 'The Treasury reports'),
})
export type CutoffKind = StateOf<typeof cutoffKinds>

/** The kinds of entry that a day can bar. */
export const barredKinds = ['allocation', 'withdrawal', 'commitment', 'disbursement'] as const

/** A day of one budget year, with what is not booked by a voucher of a later day. */
export interface Cutoff {
  readonly kind: CutoffKind
  readonly on: string
  readonly bars: readonly string[]
  readonly article: string
}

/** The last day of a year's adjusting period; the last day of the year where no row says it. */
export const lastBudgetDay = (year: number, cutoffs: readonly Cutoff[]): string =>
  cutoffs.find(({ kind }) => kind === 'adjust')?.on ?? `${year}-12-31`

/** The first day that bars an entry of this kind, or null. */
function barring(
  kind: EntryKind,
  year: number,
  cutoffs: readonly Cutoff[],
): Omit<Cutoff, 'kind' | 'bars'> | null {
  const [first] = cutoffs.filter(({ bars }) => bars.includes(kind)).toSorted((a, b) => (a.on < b.on ? -1 : 1))
  if (first !== undefined) return first
  const ofItsYear = kind === 'allocation' || kind === 'withdrawal' || kind === 'commitment'
  return ofItsYear ? { on: `${year}-12-31`, article: '' } : null
}

/**
 * Why a voucher of this day cannot be booked into the budget year, or null. An allocation or its withdrawal may be decided from the year before
 * (the People's Council decides in December); until when is said by the rows of the year (Circular 26/2026/TT-BTC, arts 15, 19). Where no
 * row says it, what is decided or committed is of the year itself.
 */
export function wrongBudgetDay(
  kind: EntryKind,
  year: number,
  on: string,
  cutoffs: readonly Cutoff[],
): Words | null {
  const first = kind === 'allocation' || kind === 'withdrawal' ? `${year - 1}-01-01` : `${year}-01-01`
  if (on < first) {
    return words(
      `Ngân sách năm ${year} không nhận chứng từ trước ngày ${formatDate(first)}.`,
      `The budget year ${year} takes no voucher from before ${formatDate(first)}.`,
    )
  }
  const bar = barring(kind, year, cutoffs)
  if (bar === null || on <= bar.on) return null
  const source = bar.article === '' ? '' : ` (${bar.article})`
  return words(
    `Ngân sách năm ${year} chỉ nhận chứng từ đến ngày ${formatDate(bar.on)}${source}. Sau ngày đó cần điều chỉnh được duyệt.`,
    `The budget year ${year} takes vouchers until ${formatDate(bar.on)}${source}. Later ones need an approved correction.`,
  )
}
