import type { EntryKind } from '../budget/index.ts'
import { type Words, words } from '../platform/language.ts'

/** The figures of the view of money, in the order of its columns: from what the plan estimates to what is left. */
export const columns = [
  'plan',
  'asked',
  'appraised',
  'allocated',
  'adjusted',
  'carriedIn',
  'committed',
  'advanced',
  'paid',
  'accepted',
  'settled',
  'carriedOut',
  'cancelled',
  'remaining',
] as const
export type Column = (typeof columns)[number]

export const columnNames: Readonly<Record<Column, Words>> = {
  plan: words('Dự toán của kế hoạch', "The plan's estimate"),
  asked: words('Dự toán gửi thẩm định', 'Estimate sent for appraisal'),
  appraised: words('Dự toán được thẩm định', 'Estimate appraised'),
  allocated: words('Dự toán được giao', 'Estimate allocated'),
  adjusted: words('Điều chỉnh giữa các mục', 'Shift between lines'),
  carriedIn: words('Năm trước chuyển sang', 'Carried in'),
  committed: words('Đã cam kết', 'Committed'),
  advanced: words('Tạm ứng chưa thanh toán', 'Advances not cleared'),
  paid: words('Đã chi', 'Paid'),
  accepted: words('Được chấp nhận thanh toán', 'Accepted for payment'),
  settled: words('Số đã quyết toán', 'Amount settled'),
  carriedOut: words('Chuyển sang năm sau', 'Passed to the next year'),
  cancelled: words('Đã hủy', 'Cancelled'),
  remaining: words('Còn được cam kết', 'Still free'),
}

/**
 * The kinds of move of the view `money_move` (migration 0148): the entries of the ledger, where a shift between lines is told from what is
 * given and withdrawn, and what stands outside it; of `advance_move` (0141) what is advanced and cleared.
 */
export type MoveKind =
  | EntryKind
  | 'shift_in'
  | 'shift_out'
  | 'planned'
  | 'asked'
  | 'replaced'
  | 'appraised'
  | 'claim_accepted'
  | 'settled'
  | 'advance'
  | 'advance_settled'

/**
 * In which figures a kind of move counts, and how: the one table that says so. A new kind of entry does not compile until it stands here.
 * What the ledger holds comes out: remaining = allocated + adjusted + carriedIn - committed - carriedOut - cancelled.
 */
export const counts: Readonly<Record<MoveKind, Readonly<Partial<Record<Column, 1 | -1>>>>> = {
  planned: { plan: 1 },
  asked: { asked: 1 },
  replaced: { asked: -1 },
  appraised: { appraised: 1 },
  allocation: { allocated: 1, remaining: 1 },
  withdrawal: { allocated: -1, remaining: -1 },
  shift_in: { adjusted: 1, remaining: 1 },
  shift_out: { adjusted: -1, remaining: -1 },
  carry_in: { carriedIn: 1, remaining: 1 },
  commitment_in: { carriedIn: 1, committed: 1 },
  commitment: { committed: 1, remaining: -1 },
  release: { committed: -1, remaining: 1 },
  commitment_out: { committed: -1, carriedOut: 1 },
  disbursement: { paid: 1 },
  refund: { paid: -1 },
  claim_accepted: { accepted: 1 },
  settled: { settled: 1 },
  advance: { advanced: 1 },
  advance_settled: { advanced: -1 },
  carry_out: { carriedOut: 1, remaining: -1 },
  cancellation: { cancelled: 1, remaining: -1 },
  carry_out_back: { carriedOut: -1, remaining: 1 },
  carry_in_back: { carriedIn: -1, remaining: -1 },
  commitment_out_back: { committed: 1, carriedOut: -1 },
  commitment_in_back: { carriedIn: -1, committed: -1 },
}

/** The names of the kinds that are no entries of the ledger. */
export const otherKindNames: Readonly<Record<Exclude<MoveKind, EntryKind>, Words>> = {
  planned: columnNames.plan,
  asked: columnNames.asked,
  replaced: words('Dự toán gửi lại thay lần trước', 'Sent anew in place of the time before'),
  appraised: columnNames.appraised,
  shift_in: words('Điều chỉnh tăng', 'Shifted to the line'),
  shift_out: words('Điều chỉnh giảm', 'Shifted away from the line'),
  claim_accepted: columnNames.accepted,
  settled: columnNames.settled,
  advance: words('Chi tạm ứng', 'Advance paid'),
  advance_settled: words('Hoàn, nộp trả tạm ứng', 'Advance cleared or paid back'),
}

/** The table `counts` as rows for SQL. */
export const countRows: readonly { readonly kind: string; readonly column: Column; readonly sign: number }[] =
  Object.entries(counts).flatMap(([kind, of]) =>
    columns.flatMap((column) => {
      const sign = of[column]
      return sign === undefined ? [] : [{ kind, column, sign }]
    }),
  )

/** What the view can be grouped by. */
export const dimensions = ['line', 'year', 'source', 'task'] as const
export type Dimension = (typeof dimensions)[number]
export const dimensionNames: Readonly<Record<Dimension, Words>> = {
  line: words('Mục', 'Line'),
  year: words('Năm dự toán', 'Budget year'),
  source: words('Nguồn', 'Source'),
  task: words('Nhiệm vụ khoa học và công nghệ', 'S&T task'),
}

/** Each choice of what to group by, in the order of `dimensions`: one of the four, two, three, all; as `line.year`. */
export const groupings: readonly string[] = Array.from(
  { length: 2 ** dimensions.length - 1 },
  (_, at) => at + 1,
)
  .map((bits) => dimensions.filter((_, place) => (bits >> place) % 2 === 1))
  .toSorted((one, other) => one.length - other.length)
  .map((chosen) => chosen.join('.'))

/** The dimensions of a grouping. */
export const dimensionsOf = (grouping: string): readonly Dimension[] =>
  dimensions.filter((dimension) => grouping.split('.').includes(dimension))
