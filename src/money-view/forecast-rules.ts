import { states } from '../platform/states.ts'

/* The forecast of payments by quarter: each đồng that is committed and not paid stands in one quarter, or among those whose day nobody knows. */

/** Where a part of the forecast comes from, in the order in which it is certain. */
export const parts = states({
  paid: { vi: 'Đã chi trong quý', en: 'Paid in the quarter' },
  drafted: { vi: 'Chứng từ chi chờ duyệt', en: 'Payment orders to release' },
  claimed: { vi: 'Đề nghị thanh toán đang chờ', en: 'Claims that wait' },
  accepted: { vi: 'Lượt hỗ trợ đã nghiệm thu, chưa chi', en: 'Accepted turns, not paid' },
  task: { vi: 'Nội dung nhiệm vụ đến ngày kết thúc', en: 'Contents of tasks by their last day' },
  yearEnd: { vi: 'Cam kết khác, theo hạn chi của năm', en: 'Other commitments, by the end of the year' },
})
export type PartKind = (typeof parts.keys)[number]

/** A part of the forecast. `on` is the day on which it was or is to be paid; null when nobody knows it. */
export interface Part {
  readonly kind: PartKind
  readonly amount: bigint
  readonly on: string | null
}

type Amounts = Readonly<Record<PartKind, bigint>>
export interface Quarter {
  readonly year: number
  readonly quarter: number
  readonly amounts: Amounts
}
export interface Forecast {
  readonly quarters: readonly Quarter[]
  /** What no day is known of. */
  readonly unknown: Amounts
}

/** The quarters since the year 0, so that the next one is one more. */
const placeOf = (day: string): number =>
  Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3)

const nothing = (): Record<PartKind, bigint> => ({
  ...{ paid: 0n, drafted: 0n, claimed: 0n },
  ...{ accepted: 0n, task: 0n, yearEnd: 0n },
})

/**
 * The parts by quarter, from the first to the last without a gap, the present one among them. What was paid stands in the quarter of its
 * day; what is to be paid in the quarter of its day, and in the present one when that day is past.
 */
export function forecast(all: readonly Part[], today: string): Forecast {
  const unknown = nothing()
  const quarters = new Map<number, Record<PartKind, bigint>>([[placeOf(today), nothing()]])
  for (const { kind, amount, on } of all) {
    if (on === null) {
      unknown[kind] += amount
      continue
    }
    const place = placeOf(kind === 'paid' || on > today ? on : today)
    const amounts = quarters.get(place) ?? nothing()
    amounts[kind] += amount
    quarters.set(place, amounts)
  }
  const first = Math.min(...quarters.keys())
  const last = Math.max(...quarters.keys())
  return {
    quarters: Array.from({ length: last - first + 1 }, (_, at) => {
      const place = first + at
      return {
        ...{ year: Math.floor(place / 4), quarter: (place % 4) + 1 },
        amounts: quarters.get(place) ?? nothing(),
      }
    }),
    unknown,
  }
}

/** What a commitment holds unpaid, and what is known of when it is paid. */
export interface Open {
  readonly rest: bigint
  /** Payments drawn up, by the day of their voucher. */
  readonly drafted: readonly { readonly on: string; readonly amount: bigint }[]
  /** What claims ask for, beyond what payments are drawn up for. */
  readonly claimed: bigint
  /** Whether it is of a support turn that is accepted. */
  readonly accepted: boolean
  /** Of a task: what each content has left, and its last day. */
  readonly contents: readonly { readonly on: string | null; readonly amount: bigint }[]
  /** Until when money of its year is spent; null where no row says so. */
  readonly yearEnd: string | null
}

/**
 * The parts of one commitment, which come to what it holds: first the payments drawn up, then what claims ask for (now), then for an accepted
 * turn all that is left (now), for a task what each content has left by its last day, and whatever is left then by the end of its year.
 */
export function partsOf(open: Open, today: string): Part[] {
  let rest = open.rest
  const found: Part[] = []
  const take = (kind: PartKind, amount: bigint, on: string | null) => {
    const taken = amount < rest ? amount : rest
    if (taken <= 0n) return
    rest -= taken
    found.push({ kind, amount: taken, on })
  }
  for (const { amount, on } of open.drafted) take('drafted', amount, on)
  take('claimed', open.claimed, today)
  if (open.accepted) take('accepted', rest, today)
  for (const { amount, on } of open.contents) if (on !== null) take('task', amount, on)
  take('yearEnd', rest, open.yearEnd)
  return found
}
