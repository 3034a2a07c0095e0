import { formatDate } from '../platform/dates.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'

/** What can happen to money, in the order of its way. The same list stands in migration 0170. */
export const entryKinds = [
  'allocation',
  'withdrawal',
  'commitment',
  'release',
  'disbursement',
  'refund',
  'carry_out',
  'carry_in',
  'commitment_out',
  'commitment_in',
  'cancellation',
  'carry_out_back',
  'carry_in_back',
  'commitment_out_back',
  'commitment_in_back',
] as const
export type EntryKind = (typeof entryKinds)[number]

/**
 * Where money stands: its origin (goes negative), free, promised to a commitment, paid; and at the end of a year where it goes: into the
 * next (there it comes from `carried_in`, which goes negative too), or cancelled.
 */
export const accountKinds = [
  'funding',
  'available',
  'committed',
  'disbursed',
  'carried_in',
  'carried_out',
  'cancelled',
] as const
export type AccountKind = (typeof accountKinds)[number]

/** Balances in whole đồng; each entry moves an amount between two of them, so their sum is zero. */
export type Balances = Readonly<Record<AccountKind, bigint>>
export const noMoney: Balances = {
  ...{ funding: 0n, available: 0n, committed: 0n, disbursed: 0n },
  ...{ carried_in: 0n, carried_out: 0n, cancelled: 0n },
}

/** From which account to which an entry moves money; `ledger_way` of migration 0170 holds the database to the same. */
export const ways: Readonly<Record<EntryKind, { readonly from: AccountKind; readonly to: AccountKind }>> = {
  allocation: { from: 'funding', to: 'available' },
  withdrawal: { from: 'available', to: 'funding' },
  commitment: { from: 'available', to: 'committed' },
  release: { from: 'committed', to: 'available' },
  disbursement: { from: 'committed', to: 'disbursed' },
  refund: { from: 'disbursed', to: 'committed' },
  carry_out: { from: 'available', to: 'carried_out' },
  carry_in: { from: 'carried_in', to: 'available' },
  commitment_out: { from: 'committed', to: 'carried_out' },
  commitment_in: { from: 'carried_in', to: 'committed' },
  cancellation: { from: 'available', to: 'cancelled' },
  carry_out_back: { from: 'carried_out', to: 'available' },
  carry_in_back: { from: 'available', to: 'carried_in' },
  commitment_out_back: { from: 'carried_out', to: 'committed' },
  commitment_in_back: { from: 'committed', to: 'carried_in' },
}

/** The kinds that a decision on the end of a year books. */
type CarryKind = 'carry_out' | 'carry_in' | 'commitment_out' | 'commitment_in'
type YearEndKind = CarryKind | `${CarryKind}_back` | 'cancellation'

/** The kind of entry that moves the same money back; what a decision on the end of a year booked has none. */
export const opposites: Readonly<Record<Exclude<EntryKind, YearEndKind>, EntryKind>> &
  Readonly<Partial<Record<YearEndKind, EntryKind>>> = {
  allocation: 'withdrawal',
  withdrawal: 'allocation',
  commitment: 'release',
  release: 'commitment',
  disbursement: 'refund',
  refund: 'disbursement',
}

export const kindNames: Readonly<Record<EntryKind, Words>> = {
  allocation: words('Giao dự toán', 'Allocation'),
  withdrawal: words('Thu hồi dự toán', 'Withdrawal of funds'),
  commitment: words('Cam kết', 'Commitment'),
  release: words('Hủy phần cam kết còn lại', 'Release the rest of the commitment'),
  disbursement: words('Giải ngân', 'Disbursement'),
  refund: words('Thu hồi giải ngân', 'Refund'),
  carry_out: words('Chuyển nguồn sang năm sau', 'Carried over to the next year'),
  carry_in: words('Nhận chuyển nguồn từ năm trước', 'Carried over from the year before'),
  commitment_out: words('Chuyển cam kết sang năm sau', 'Commitment carried to the next year'),
  commitment_in: words('Nhận cam kết từ năm trước', 'Commitment carried from the year before'),
  cancellation: words('Hủy dự toán', 'Cancellation of the estimate'),
  carry_out_back: words('Rút chuyển nguồn: trả về năm trước', 'Carry-over taken back: into the year'),
  carry_in_back: words('Rút chuyển nguồn: ra khỏi năm sau', 'Carry-over taken back: out of the next year'),
  commitment_out_back: words(
    'Rút cam kết đã chuyển: trả về năm trước',
    'Carried commitment taken back: into the year',
  ),
  commitment_in_back: words(
    'Rút cam kết đã chuyển: ra khỏi năm sau',
    'Carried commitment taken back: out of the next year',
  ),
}

/** The figures of a budget line and how each kind of entry counts in them. */
export const figures = ['allocated', 'committed', 'disbursed', 'remaining'] as const
export type BudgetFigure = (typeof figures)[number]
const figureSigns: Readonly<Record<BudgetFigure, Readonly<Partial<Record<EntryKind, 1n | -1n>>>>> = {
  allocated: { allocation: 1n, withdrawal: -1n },
  committed: {
    ...{ commitment: 1n, release: -1n, commitment_out: -1n, commitment_in: 1n },
    ...{ commitment_out_back: 1n, commitment_in_back: -1n },
  },
  disbursed: { disbursement: 1n, refund: -1n },
  remaining: {
    ...{ allocation: 1n, withdrawal: -1n, commitment: -1n, release: 1n },
    ...{ carry_out: -1n, carry_in: 1n, cancellation: -1n, carry_out_back: 1n, carry_in_back: -1n },
  },
}

export const figureNames: Readonly<Record<BudgetFigure, Words>> = {
  allocated: words('Đã giao', 'Allocated'),
  committed: words('Đã cam kết', 'Committed'),
  disbursed: words('Đã giải ngân', 'Disbursed'),
  remaining: words('Còn được cam kết', 'Still free'),
}

/** The kinds of entry that a figure sums. */
export function kindsOf(figure: BudgetFigure): EntryKind[] {
  return entryKinds.filter((kind) => figureSigns[figure][kind] !== undefined)
}

/** What entries of these amounts add up to under a figure. @param sums for each kind the sum of its entries in đồng */
export function figureOf(figure: BudgetFigure, sums: Readonly<Partial<Record<EntryKind, bigint>>>): bigint {
  return entryKinds.reduce(
    (total, kind) => total + (figureSigns[figure][kind] ?? 0n) * (sums[kind] ?? 0n),
    0n,
  )
}

export type Moved =
  | { readonly ok: true; readonly balances: Balances }
  | { readonly ok: false; readonly words: Words }

/**
 * Moves an amount as an entry of this kind does, or says with the numbers why the account it comes from does not hold it.
 * Only `funding` and `carried_in` may go below zero: they are where allocated money and money of the year before come from.
 * @param amount đồng, above zero
 */
export function move(balances: Balances, kind: EntryKind, amount: bigint): Moved {
  const { from, to } = ways[kind]
  if (amount <= 0n) {
    return {
      ok: false,
      words: words('Số tiền phải lớn hơn 0 đồng.', 'The amount must be above 0 đồng.'),
    }
  }
  if (from !== 'funding' && from !== 'carried_in' && balances[from] < amount) {
    return { ok: false, words: notEnough(kind, balances[from], amount) }
  }
  return { ok: true, balances: { ...balances, [from]: balances[from] - amount, [to]: balances[to] + amount } }
}

/** Why `amount` cannot be taken where only `there` is, in the words of what was tried. */
export function notEnough(kind: EntryKind, there: bigint, amount: bigint): Words {
  const say = (language: Language) => ({
    there: formatDong(there, language),
    amount: formatDong(amount, language),
    short: formatDong(amount - there, language),
  })
  const vi = say('vi')
  const en = say('en')
  switch (kind) {
    case 'commitment':
      return words(
        `Dự toán đã giao chỉ còn ${vi.there} đồng chưa cam kết; cam kết ${vi.amount} đồng thì thiếu ${vi.short} đồng.`,
        `Only ${en.there} đồng of the allocation are free; a commitment of ${en.amount} đồng is ${en.short} đồng too much.`,
      )
    case 'withdrawal':
      return words(
        `Chỉ thu hồi được phần chưa cam kết là ${vi.there} đồng; ${vi.amount} đồng thì quá ${vi.short} đồng.`,
        `Only the free ${en.there} đồng can be withdrawn; ${en.amount} đồng is ${en.short} đồng too much.`,
      )
    case 'carry_out':
    case 'carry_in_back':
    case 'cancellation':
      return words(
        `Dự toán chỉ còn ${vi.there} đồng chưa cam kết; ${vi.amount} đồng thì quá ${vi.short} đồng.`,
        `Only ${en.there} đồng are left free; ${en.amount} đồng is ${en.short} đồng too much.`,
      )
    case 'refund':
      return words(
        `Mới giải ngân ${vi.there} đồng; thu hồi ${vi.amount} đồng thì quá ${vi.short} đồng.`,
        `Only ${en.there} đồng have been paid; a refund of ${en.amount} đồng is ${en.short} đồng too much.`,
      )
    default:
      return words(
        `Cam kết này chỉ còn ${vi.there} đồng chưa giải ngân; ${vi.amount} đồng thì quá ${vi.short} đồng.`,
        `Only ${en.there} đồng of this commitment are unpaid; ${en.amount} đồng is ${en.short} đồng too much.`,
      )
  }
}

/**
 * Why an allocation needs to be confirmed: with it the line would have more than the plan's estimate. Null when it fits.
 * @param allocated what the line has already, đồng
 */
export function overEstimate(allocated: bigint, amount: bigint, estimate: bigint): Words | null {
  const over = allocated + amount - estimate
  if (over <= 0n) return null
  return words(
    `Dự toán của kế hoạch là ${formatDong(estimate, 'vi')} đồng, đã giao ${formatDong(allocated, 'vi')} đồng; giao thêm ${formatDong(amount, 'vi')} đồng thì vượt ${formatDong(over, 'vi')} đồng. Nếu cấp có thẩm quyền đã duyệt điều chỉnh, xin đánh dấu xác nhận và ghi văn bản điều chỉnh.`,
    `The plan's estimate is ${formatDong(estimate, 'en')} đồng and ${formatDong(allocated, 'en')} đồng are allocated; ${formatDong(amount, 'en')} đồng more exceeds it by ${formatDong(over, 'en')} đồng. If the adjustment has been approved, confirm it and name its document.`,
  )
}

/** Why a day cannot stand on an entry, or null. @param earliest the day of the commitment that the entry belongs to */
export function wrongDay(day: string, today: string, earliest?: string): Words | null {
  if (day > today) {
    return words('Ngày này chưa đến.', 'This day has not come yet.')
  }
  if (earliest !== undefined && day < earliest) {
    return words(
      `Không được trước ngày cam kết ${formatDate(earliest)}.`,
      `Not before the day of the commitment, ${formatDate(earliest)}.`,
    )
  }
  return null
}
