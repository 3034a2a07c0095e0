import { cobbDouglas } from '../cobb-douglas.ts'
import type { GrowthYear } from '../growth.ts'
import { ratioInterval, yearsInterval } from '../intervals.ts'
import { normal, type Random, seededRandom } from '../random.ts'

/** How often an interval holds the truth in `runs` made-up samples; each run says whether its own did. */
export function coverage(runs: number, seed: number, holds: (random: Random) => boolean): number {
  const random = seededRandom(seed)
  let held = 0
  for (let run = 0; run < runs; run++) if (holds(random)) held++
  return held / runs
}

const year = (t: number, gY: number, gTFP: number): GrowthYear => ({
  year: 2000 + t,
  gY,
  gK: 0,
  gL: 0,
  gTFP,
  alpha: 0.4,
  beta: 0.6,
  contributions: { points: { capital: 0, labour: 0, tfp: gTFP }, percent: null },
})

/** Rates of TFP of mean 2 and deviation 2.5, of output of mean 6.5, half of whose ups and downs are those of TFP. */
export function yearsHold(rates: number, random: Random): { mean: boolean; ratio: boolean } {
  const years = Array.from({ length: rates }, (_, t) => {
    const shock = 2.5 * normal(random)
    return year(t, 6.5 + shock / 2 + normal(random), 2 + shock)
  })
  const found = yearsInterval(years)
  const ratio = ratioInterval(
    years.map(({ gTFP }) => gTFP),
    years.map(({ gY }) => gY),
  )
  return {
    mean: found !== null && found.gTFP.low <= 2 && 2 <= found.gTFP.high,
    // A set without ends holds every ratio.
    ratio: ratio === null || (ratio.low <= 2 / 6.5 && 2 / 6.5 <= ratio.high),
  }
}

/** A production function with α = 0.4, with errors that keep `rho` of themselves from year to year. */
export function shareHolds(years: number, rho: number, differences: boolean, random: Random): boolean {
  const state = { error: 0, k: 0, l: 0 }
  const series = Array.from({ length: years }, (_, t) => {
    state.error = rho * state.error + 0.02 * Math.sqrt(1 - rho * rho) * normal(random)
    state.k += 0.07 + 0.03 * normal(random)
    state.l += 0.01 + 0.015 * normal(random)
    const y = Math.exp(0.02 * t + state.error + 0.4 * state.k + 0.6 * state.l)
    return { year: 2000 + t, y, k: Math.exp(state.k), l: Math.exp(state.l), laborShare: 0.6 }
  })
  const { low, high } = cobbDouglas(series, { differences }).alpha.interval
  return low <= 0.4 && 0.4 <= high
}

/** Sample standard deviation, for what the tests compute by themselves. */
export function deviation(values: readonly number[]): number {
  const middle = values.reduce((total, value) => total + value, 0) / values.length
  const squares = values.reduce((total, value) => total + (value - middle) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1))
}
