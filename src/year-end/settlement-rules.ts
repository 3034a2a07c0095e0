import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { states } from '../platform/states.ts'

export const settlementStates = states({
  drawn_up: { vi: 'Chờ thống nhất quyết toán', en: 'Settlement to be agreed', tone: 'warning' },
  agreed: { vi: 'Đã thống nhất quyết toán', en: 'Settlement agreed', tone: 'success' },
  returned: { vi: 'Quyết toán bị trả lại', en: 'Settlement returned', tone: 'neutral' },
})

/** What the ledger says of a line and source in a year, đồng. */
export interface Sums {
  readonly carriedIn: bigint
  /** What decisions gave and withdrew, without what they shifted. */
  readonly allocated: bigint
  readonly adjusted: bigint
  readonly paid: bigint
  readonly carriedOut: bigint
  readonly cancelled: bigint
  readonly left: bigint
}
export const sumNames: Readonly<Record<keyof Sums, Words>> = {
  carriedIn: words('Năm trước chuyển sang', 'Carried in'),
  allocated: words('Dự toán được giao', 'Estimate allocated'),
  adjusted: words('Điều chỉnh giữa các mục', 'Shift between lines'),
  paid: words('Đã chi', 'Paid'),
  carriedOut: words('Chuyển sang năm sau', 'Passed to the next year'),
  cancelled: words('Đã hủy', 'Cancelled'),
  left: words('Còn lại', 'Left'),
}
export const sumKeys = Object.keys(sumNames) as (keyof Sums)[]

/** What could be spent in the year: carried in, allocated, adjusted. */
export const given = ({ carriedIn, allocated, adjusted }: Sums): bigint => carriedIn + allocated + adjusted

/** Whether the figures of a line come to what is left of it. */
export const balances = (sums: Sums): boolean =>
  given(sums) === sums.paid + sums.carriedOut + sums.cancelled + sums.left

/** What the Treasury's statement says of the same; advances are those that are not cleared. */
export interface Treasury {
  readonly given: bigint
  readonly paid: bigint
  readonly advanced: bigint
  readonly leftOver: bigint
  readonly explanation: string | null
}

/** Where the Treasury's figures differ from the ledger's: what could be spent, what was paid (advances with it), what was left before it was carried over or cancelled. */
export function differences(sums: Sums, treasury: Treasury): { readonly of: Words; readonly by: bigint }[] {
  const rows = [
    { of: words('Dự toán được sử dụng', 'What could be spent'), by: treasury.given - given(sums) },
    { of: sumNames.paid, by: treasury.paid + treasury.advanced - sums.paid },
    {
      of: sumNames.left,
      by: treasury.leftOver - (sums.carriedOut + sums.cancelled + sums.left),
    },
  ]
  return rows.filter(({ by }) => by !== 0n)
}

/** What of a year stands in the way of its settlement, or of its closing. */
export interface Standing {
  readonly free: bigint
  readonly committed: bigint
  readonly paymentsWaiting: number
  readonly proposalsWaiting: number
  /** Lines and sources without the Treasury's figures; with some that differ and are not explained; with advances that are not cleared. */
  readonly unreconciled: number
  readonly unexplained: number
  readonly advanced: bigint
}

export type Bar =
  | 'payments'
  | 'committed'
  | 'proposals'
  | 'free'
  | 'unreconciled'
  | 'unexplained'
  | 'advanced'

/** What bars the settlement, in the order in which it is done away with. */
export function barsOf(of: Standing): { readonly bar: Bar; readonly words: Words }[] {
  const dong = (amount: bigint) => ({ vi: formatDong(amount, 'vi'), en: formatDong(amount, 'en') })
  const all: { bar: Bar; holds: boolean; words: Words }[] = [
    {
      bar: 'payments',
      holds: of.paymentsWaiting > 0,
      words: words(
        `${of.paymentsWaiting} chứng từ chi chờ duyệt`,
        `${of.paymentsWaiting} payments wait to be released`,
      ),
    },
    {
      bar: 'committed',
      holds: of.committed > 0n,
      words: words(
        `Còn ${dong(of.committed).vi} đồng đã cam kết, chưa chi: chi, chuyển nguồn hoặc hủy cam kết`,
        `${dong(of.committed).en} đồng are committed and not paid: pay, carry over or release`,
      ),
    },
    {
      bar: 'proposals',
      holds: of.proposalsWaiting > 0,
      words: words(
        `${of.proposalsWaiting} đề nghị chuyển nguồn, hủy dự toán chờ duyệt`,
        `${of.proposalsWaiting} proposals to carry over or cancel wait`,
      ),
    },
    {
      bar: 'free',
      holds: of.free > 0n,
      words: words(
        `Còn ${dong(of.free).vi} đồng dự toán chưa chuyển nguồn, chưa hủy`,
        `${dong(of.free).en} đồng are neither carried over nor cancelled`,
      ),
    },
    {
      bar: 'unreconciled',
      holds: of.unreconciled > 0,
      words: words(
        `${of.unreconciled} mục chưa có số liệu của Kho bạc`,
        `${of.unreconciled} lines have no figures of the Treasury`,
      ),
    },
    {
      bar: 'unexplained',
      holds: of.unexplained > 0,
      words: words(
        `${of.unexplained} mục lệch với Kho bạc chưa giải trình`,
        `${of.unexplained} lines differ from the Treasury and are not explained`,
      ),
    },
    {
      bar: 'advanced',
      holds: of.advanced > 0n,
      words: words(
        `Còn ${dong(of.advanced).vi} đồng tạm ứng chưa thanh toán theo số liệu của Kho bạc`,
        `${dong(of.advanced).en} đồng of advances are not cleared by the Treasury's figures`,
      ),
    },
  ]
  return all.filter(({ holds }) => holds).map(({ bar, words: said }) => ({ bar, words: said }))
}
