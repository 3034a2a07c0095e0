import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { notEnough, overEstimate } from './rules.ts'

/* What a decision may change, told without a database. Amounts are đồng; above nought gives, below takes. */

/** The kinds of decisions that are entered. */
export const decidedKinds = states({
  allocation: { vi: 'Giao dự toán', en: 'Allocation' },
  shift: { vi: 'Điều chỉnh giữa các mục', en: 'Shift between lines' },
  withdrawal: { vi: 'Thu hồi dự toán', en: 'Withdrawal of funds' },
})
export type DecidedKind = (typeof decidedKinds.keys)[number]

/** Every kind: what was decided, and what puts a decision right. */
export const decisionKinds = states({
  allocation: decidedKinds.names.allocation,
  shift: decidedKinds.names.shift,
  withdrawal: decidedKinds.names.withdrawal,
  correction: { vi: 'Đính chính quyết định', en: 'Correction of a decision' },
})

/** How a line stands under a source in the year, before the decision. */
export interface Standing {
  /** Allocated and not committed. */
  readonly available: bigint
  /** Allocated of what `estimate` is for: the year, or all years of a source that is not spread over them. */
  readonly allocated: bigint
  /** The plan's estimate with what shifts moved; null where the plan says nothing of the source. */
  readonly estimate: bigint | null
}

/** One entry of a decision as it was given. */
export interface Given {
  /** Its place in the input, for what is said of it. */
  readonly at: number
  readonly line: string
  readonly source: string
  /** In the sense of the kind: of a withdrawal either sign means money that is taken. */
  readonly amount: bigint
}

const abs = (amount: bigint) => (amount < 0n ? -amount : amount)

/** An amount as the ledger means it: what a withdrawal names is taken, however it was typed. */
export const meant = (kind: DecidedKind, amount: bigint): bigint =>
  kind === 'withdrawal' ? -abs(amount) : amount

/** The key of a line under a source. */
export const placeOf = (of: { readonly line: string; readonly source: string }): string =>
  `${of.line}|${of.source}`

/** What an entry says that no decision of its kind can, whatever stands on its line. */
export function formFaults(kind: DecidedKind, entries: readonly Given[]): FieldProblem[] {
  const found: FieldProblem[] = []
  if (entries.length === 0)
    found.push({
      field: 'entries',
      words: words(
        'Quyết định chưa có số tiền nào; xin điền ít nhất một ô.',
        'The decision has no amount yet; please fill in at least one field.',
      ),
    })
  const seen = new Set<string>()
  for (const entry of entries) {
    const say = (said: Words) => found.push({ field: `entries.${entry.at}.amount`, words: said })
    if (seen.has(placeOf(entry)))
      say(
        words(
          `Mục ${entry.line} có hai số ở cùng một nguồn.`,
          `Line ${entry.line} has two amounts of one source.`,
        ),
      )
    else if (kind === 'allocation' && entry.amount < 0n)
      say(
        words(
          'Quyết định giao chỉ có số lớn hơn 0; giảm thì chọn loại thu hồi hoặc điều chỉnh.',
          'An allocation has amounts above 0 alone; to take money choose a withdrawal or a shift.',
        ),
      )
    seen.add(placeOf(entry))
  }
  return found
}

/** What a shift leaves over, by source, where it does not come to nought. */
export function unbalanced(
  entries: readonly { readonly source: string; readonly amount: bigint }[],
): { source: string; over: bigint }[] {
  const sums = new Map<string, bigint>()
  for (const { source, amount } of entries) sums.set(source, (sums.get(source) ?? 0n) + amount)
  return [...sums].flatMap(([source, over]) => (over === 0n ? [] : [{ source, over }]))
}

/** Why a shift is none, for each source that does not come to nought. @param nameOf the source's name */
export function sumFaults(
  entries: readonly { readonly source: string; readonly amount: bigint }[],
  nameOf: (source: string) => Words,
): FieldProblem[] {
  return unbalanced(entries).map(({ source, over }) => {
    const { vi, en } = nameOf(source)
    const more = over > 0n
    return {
      field: 'entries',
      words: words(
        `${vi}: số tăng và số giảm phải bằng nhau; đang ${more ? 'tăng' : 'giảm'} nhiều hơn ${formatDong(abs(over), 'vi')} đồng.`,
        `${en}: what is given and what is taken must be equal; ${formatDong(abs(over), 'en')} đồng more ${more ? 'are given' : 'are taken'}.`,
      ),
    }
  })
}

/**
 * Why a change of a line cannot be: it would take what is committed, or give more than the estimate without saying so. Null when it can.
 * @param change what the entry changes, or with a correction the difference
 */
export function changeFault(
  kind: DecidedKind,
  change: bigint,
  standing: Standing,
  overAllowed: boolean,
): Words | null {
  if (change < 0n)
    return standing.available + change < 0n ? notEnough('withdrawal', standing.available, -change) : null
  // A shift brings its estimate with it.
  if (change === 0n || kind === 'shift' || overAllowed || standing.estimate === null) return null
  return overEstimate(standing.allocated, change, standing.estimate)
}

/** What has to change so that what stands becomes what is right: place by place, without what stays. */
export function difference(
  standing: ReadonlyMap<string, bigint>,
  right: ReadonlyMap<string, bigint>,
): Map<string, bigint> {
  const places = new Set([...standing.keys(), ...right.keys()])
  return new Map(
    [...places]
      .map((place) => [place, (right.get(place) ?? 0n) - (standing.get(place) ?? 0n)] as const)
      .filter(([, change]) => change !== 0n),
  )
}
