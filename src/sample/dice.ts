import { addDays } from '../platform/dates.ts'
import { seededRandom } from '../tfp/index.ts'

/** Choices that a seed determines: the same seed gives the same sample on every machine. */
export interface Dice {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  chance(share: number): boolean
  pick<T>(values: readonly T[]): T
  /** Whole đồng between the bounds, to the đồng: such amounts show whether anything rounds. */
  dong(least: number, most: number): bigint
  /** A day from the first to the last, both included; the first where the last is before it. */
  day(first: string, last: string): string
  /** A day so many days after `day`. */
  after(day: string, least: number, most: number): string
}

/** @param seed a whole number */
export function diceOf(seed: number): Dice {
  const random = seededRandom(seed)
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  return {
    whole,
    chance: (share) => random() < share,
    pick(values) {
      const value = values[whole(0, values.length - 1)]
      if (value === undefined) throw new RangeError('Nothing to pick from')
      return value
    },
    dong: (least, most) => BigInt(whole(Math.round(least), Math.round(most))),
    day: (first, last) =>
      addDays(first, whole(0, Math.max(0, Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000)))),
    after: (day, least, most) => addDays(day, whole(least, most)),
  }
}
