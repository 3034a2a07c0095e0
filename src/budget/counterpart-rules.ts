import type { ownWays } from '../legal/index.ts'
import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { states } from '../platform/states.ts'

/* State money in step with what enterprises put in themselves: Circular 35/2021/TT-BTC, art. 3.2. Pure; `counterpart_most` of migration 0121 says the same. */

/** Of one turn, content or task, in đồng. */
export interface Sides {
  readonly stateAgreed: bigint
  /** State money paid, less what came back. */
  readonly paid: bigint
  readonly ownAgreed: bigint
  /** Own money that is accepted as proven. */
  readonly proven: bigint
}

export interface StepRule {
  readonly way: (typeof ownWays.keys)[number]
  /** Of the state money agreed, what the first advance may be at most. */
  readonly advancePercent: number
}

const least = (one: bigint, other: bigint) => (one < other ? one : other)
const most = (one: bigint, other: bigint) => (one > other ? one : other)

/** State money that goes with the own money that is proven: all of it where none was promised. */
export const inStep = ({ stateAgreed, ownAgreed, proven }: Sides): bigint =>
  ownAgreed === 0n ? stateAgreed : (stateAgreed * least(proven, ownAgreed)) / ownAgreed

/**
 * How much state money may have been paid in all.
 * @param first nothing else was paid but on the day of the payment that is asked about: it is the first advance
 * @returns null where the rule sets no limit
 */
export function mostPaid(sides: Sides, rule: StepRule | null, first: boolean): bigint | null {
  if (rule === null || rule.way !== 'in_step') return null
  const advance = first ? (sides.stateAgreed * BigInt(rule.advancePercent)) / 100n : 0n
  return most(inStep(sides), advance)
}

/** State money that is paid ahead of own money. */
export const paidAhead = (sides: Sides): bigint => most(0n, sides.paid - inStep(sides))

/** Own money that is still to be proven for what is paid, rounded up. */
export function ownOwed(sides: Sides): bigint {
  const { stateAgreed, ownAgreed, proven, paid } = sides
  if (paidAhead(sides) === 0n || stateAgreed === 0n) return 0n
  const due = least(ownAgreed, (ownAgreed * paid + stateAgreed - 1n) / stateAgreed)
  return most(0n, due - proven)
}

/** Tenths of a percent of `of` that `part` is; null where nothing was agreed. */
export const perMille = (part: bigint, of: bigint): number | null =>
  of === 0n ? null : Number((part * 1000n) / of)

export const scopes = states({
  turn: words('lượt hỗ trợ', 'the support turn'),
  content: words('nội dung của nhiệm vụ', 'the content of the task'),
  task: words('nhiệm vụ', 'the task'),
})

/** Why a payment is refused, with the numbers. */
export function aheadWords(
  scope: (typeof scopes.keys)[number],
  { proven, ownAgreed, paid }: Sides,
  { limit, amount, source }: { limit: bigint; amount: bigint; source: string },
): Words {
  const left = most(0n, limit - paid)
  const vi = (sum: bigint) => formatDong(sum, 'vi')
  const en = (sum: bigint) => formatDong(sum, 'en')
  return words(
    `Vốn đối ứng của ${scopes.names[scope].vi} mới chứng minh ${vi(proven)} trên ${vi(ownAgreed)} đồng, nên ngân sách chỉ chi thêm được ${vi(left)} đồng; ${vi(amount)} đồng là chi trước vốn đối ứng (${source}).`,
    `Of the own money of ${scopes.names[scope].en} ${en(proven)} of ${en(ownAgreed)} đồng are proven, so that the State pays ${en(left)} đồng more at most; ${en(amount)} đồng would be ahead of it (${source}).`,
  )
}
