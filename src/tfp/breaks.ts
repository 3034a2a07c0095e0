import { at } from './arrays.ts'

/** How far a step may be from the usual one before it counts as a break; both in 100·Δln. */
export interface BreakLimits {
  /** A change beyond this is a break whatever the others are. */
  readonly jump: number
  /**
   * A change further above the median change than `step`, or further below it than `fall`, is one where it is also beyond five
   * robust deviations. Falls have more room: slumps are real, while nothing grows by a fifth in one year and then goes on as before.
   */
  readonly step: number
  readonly fall: number
}

/** Limits for a whole economy: the slumps of 1998 and 2021 lie within, a step of 20% among years of 5% does not. */
export const ECONOMY_LIMITS: BreakLimits = { jump: 25, step: 12, fall: 16 }
/** Limits for one sector, where a single plant may open or close. */
export const SECTOR_LIMITS: BreakLimits = { jump: 40, step: 30, fall: 30 }

const DEVIATIONS = 5
/** Makes the median absolute deviation of normal numbers their standard deviation (Rousseeuw and Croux 1993). */
const MAD_TO_SD = 1.4826

/**
 * Which changes (100·Δln; NaN for one that could not be had) are breaks: a new price base, unit, boundary or coverage. The
 * usual change is the median and its spread the median absolute deviation, which the breaks themselves do not move.
 */
export function breaksOf(changes: ArrayLike<number>, { jump, step, fall }: BreakLimits): boolean[] {
  const all = Array.from(changes)
  const known = all.filter(Number.isFinite)
  const usual = median(known)
  const spread = MAD_TO_SD * median(known.map((change) => Math.abs(change - usual)))
  const odd = (change: number) =>
    Math.abs(change - usual) > Math.max(change > usual ? step : fall, DEVIATIONS * spread)
  return all.map((change) => Math.abs(change) > jump || (known.length >= 3 && odd(change)))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2
}

/** Mean yearly growth (0.05 is 5%) of values of consecutive years over the steps that are no breaks; 0 where there is none. */
export function meanGrowth(
  rows: readonly { readonly year: number; readonly value: number }[],
  limits: BreakLimits,
  confirmed: readonly number[],
): number {
  const steps = rows.slice(1).map((row, t) => {
    const before = rows[t]
    const next = before !== undefined && row.year === before.year + 1
    return { year: row.year, change: next ? Math.log(row.value / before.value) : Number.NaN }
  })
  const broken = breaksOf(
    steps.map(({ change }) => 100 * change),
    limits,
  )
  const usual = steps.filter(
    ({ year, change }, t) => Number.isFinite(change) && (!broken[t] || confirmed.includes(year)),
  )
  if (usual.length === 0) return 0
  return Math.expm1(usual.reduce((total, { change }) => total + change, 0) / usual.length)
}
