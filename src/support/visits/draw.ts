import { createHash } from 'node:crypto'
import { type Words, words } from '../../platform/language.ts'
import { states } from '../../platform/states.ts'

/*
 * Whom a plan of visits picks: first by points of risk, then by lot among the rest. All of it follows from the seed, the weights and what was known of
 * each turn on the day, which are kept: whoever repeats the draw picks the same.
 */

/** What makes a visit to a turn more urgent, each told by what is on record. */
export const riskFactors = states({
  late: words(
    'Bước đang làm đã quá thời hạn của cơ quan',
    'The step under way is past the limit of the office',
  ),
  paid: words('Đã chi tiền mà chưa nghiệm thu', 'Money was paid and the result is not accepted'),
  large: words(
    'Kinh phí cam kết từ mức giữa của danh sách trở lên',
    'Committed money at or above the median of the list',
  ),
  blocked: words(
    'Doanh nghiệp còn khoản thu hồi hoặc tạm ứng quá hạn',
    'The enterprise has a recovery or an overdue advance',
  ),
  found: words('Lần kiểm tra trước có phát hiện', 'An earlier visit found something'),
  unseen: words('Doanh nghiệp chưa được kiểm tra lần nào', 'The enterprise was never visited'),
})
export type RiskFactor = (typeof riskFactors.keys)[number]
export type Weights = Readonly<Record<RiskFactor, number>>

/** A turn that may be picked, and what is known of it. */
export interface Candidate {
  readonly turnId: number
  readonly factors: readonly RiskFactor[]
}

interface Drawn extends Candidate {
  readonly points: number
  /** Its lot: SHA-256 of `seed:turn`, in hexadecimal. */
  readonly lot: string
  readonly picked: 'risk' | 'lot' | null
  /** Its place by points among all, or by lot among those that risk did not pick. */
  readonly place: number
}

/** The lot of a turn: whoever has the seed reckons it anew with any SHA-256. */
export const lotOf = (seed: string, turnId: number): string =>
  createHash('sha256').update(`${seed}:${turnId}`).digest('hex')

const inOrder = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/**
 * Draws: the `byRisk` turns with the most points (of equal points the smaller lot first), then of the rest the `byLot` smallest lots.
 * @returns all candidates: those by risk, those by lot, those that were not picked
 */
export function draw(
  candidates: readonly Candidate[],
  { seed, byRisk, byLot, weights }: { seed: string; byRisk: number; byLot: number; weights: Weights },
): Drawn[] {
  const known = candidates.map((candidate) => ({
    ...candidate,
    points: candidate.factors.reduce((sum, factor) => sum + weights[factor], 0),
    lot: lotOf(seed, candidate.turnId),
  }))
  const ranked = known.toSorted((a, b) => b.points - a.points || inOrder(a.lot, b.lot))
  const risky = ranked.slice(0, byRisk)
  const rest = ranked.slice(byRisk).toSorted((a, b) => inOrder(a.lot, b.lot))
  return [
    ...risky.map((one, at) => ({ ...one, picked: 'risk' as const, place: at + 1 })),
    ...rest.map((one, at) => ({ ...one, picked: at < byLot ? ('lot' as const) : null, place: at + 1 })),
  ]
}

/** The middle of amounts; of an even number the lower of the two in the middle. Zero for none. */
export function medianOf(amounts: readonly bigint[]): bigint {
  const sorted = amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0n
}

/** Why a turn was picked or not, in words. */
export function explained(one: {
  readonly points: number
  readonly factors: readonly RiskFactor[]
  readonly picked: 'risk' | 'lot' | null
  readonly place: number
  readonly lot: string
  readonly weights: Weights
}): Words {
  const because = (language: 'vi' | 'en') =>
    one.factors.map((key) => `${riskFactors.names[key][language]} (${one.weights[key]})`).join('; ')
  const lot = one.lot.slice(0, 8)
  if (one.picked === 'risk')
    return words(
      `Theo rủi ro: ${one.points} điểm, đứng thứ ${one.place}. ${because('vi')}`,
      `By risk: ${one.points} points, place ${one.place}. ${because('en')}`,
    )
  if (one.picked === 'lot')
    return words(
      `Theo bốc thăm: số thăm ${lot}…, nhỏ thứ ${one.place} trong số không chọn theo rủi ro.`,
      `By lot: lot ${lot}…, the smallest but ${one.place - 1} of those that risk did not pick.`,
    )
  return words(
    `Không chọn: ${one.points} điểm; số thăm ${lot}…, nhỏ thứ ${one.place}.`,
    `Not picked: ${one.points} points; lot ${lot}…, place ${one.place}.`,
  )
}
