import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/* What a measure has become: the change between two of its values. Pure. */

/** Which way a measure is to go. */
export const betters = states({
  lower: words('Thấp hơn là tốt hơn', 'Lower is better'),
  higher: words('Cao hơn là tốt hơn', 'Higher is better'),
})
export type Better = StateOf<typeof betters>

export const outcomes = states({
  better: { vi: 'Tốt lên', en: 'Better', tone: 'success' },
  same: words('Không thay đổi', 'No change'),
  worse: { vi: 'Kém đi', en: 'Worse', tone: 'warning' },
  unknown: { vi: 'Chưa đủ số liệu', en: 'Values are missing', tone: 'info' },
})
export type Outcome = StateOf<typeof outcomes>

export interface Change {
  readonly outcome: Outcome
  /** After less before; null where either is missing. */
  readonly absolute: number | null
  /** Of the value before, per cent; null where it is zero or missing: nothing is a share of zero. */
  readonly percent: number | null
}

/** Drops what floating point adds to the difference of two decimal quantities. */
const tidy = (value: number) => Number(value.toPrecision(12))

/** How a measure has changed. */
export function changeOf(
  before: number | null | undefined,
  after: number | null | undefined,
  better: Better,
): Change {
  if (before == null || after == null) return { outcome: 'unknown', absolute: null, percent: null }
  const absolute = tidy(after - before)
  const percent = before === 0 ? null : tidy((absolute / Math.abs(before)) * 100)
  if (absolute === 0) return { outcome: 'same', absolute: 0, percent: percent === null ? null : 0 }
  const outcome = absolute > 0 === (better === 'higher') ? 'better' : 'worse'
  return { outcome, absolute, percent }
}

/** Whether a value has come up to what was wanted; null where either is missing. */
export function reached(
  target: number | null | undefined,
  after: number | null | undefined,
  better: Better,
): boolean | null {
  if (target == null || after == null) return null
  return better === 'lower' ? after <= target : after >= target
}
