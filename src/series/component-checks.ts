import type { Language } from '../platform/language.ts'
import { type CheckedSeries, problem, roundingRoom, type SeriesProblem, shown } from './finding.ts'
import type { MeasurePart } from './measure-components.ts'
import { isAdditive, type SeriesKey } from './rules.ts'

type Beside = (series: SeriesKey, changes: Partial<SeriesKey>) => CheckedSeries | undefined

/**
 * A measure against its parts of the same territory, sector and prices: amounts and persons must sum to it within rounding,
 * average pay must lie between the lowest and the highest of its groups; a part that is missing beside the others is said.
 */
export function partProblems(
  whole: CheckedSeries,
  beside: Beside,
  parts: readonly MeasurePart[],
): SeriesProblem[] {
  const own = parts.filter((part) => part.whole === whole.measure)
  const kept = own.map(({ measure }) => beside(whole, { measure }))
  if (kept.every((part) => part === undefined || part.values.size === 0)) return []
  const room = roundingRoom([whole.values, ...kept.map((part) => part?.values)])
  const found: SeriesProblem[] = []
  let never = false
  for (const [year, { value }] of whole.values) {
    const numbers = kept.flatMap((part) => part?.values.get(year)?.value ?? [])
    if (numbers.length === 0) continue
    if (numbers.length < own.length) {
      const lacking = own.flatMap((part, place) => {
        const values = kept[place]?.values
        return values?.has(year) ? [] : [{ part, years: values?.size ?? 0 }]
      })
      // A part that is never there is said once.
      const always = lacking.every(({ years }) => years === 0)
      if (!(always && never))
        found.push(
          missing(
            whole,
            year,
            lacking.map(({ part }) => part),
          ),
        )
      never ||= always
      continue
    }
    found.push(...(isAdditive(whole.measure) ? sumOf : between)(whole, year, value, numbers, room))
  }
  return found
}

type Room = ReturnType<typeof roundingRoom>

function sumOf(
  whole: CheckedSeries,
  year: number,
  value: number,
  numbers: readonly number[],
  room: Room,
): SeriesProblem[] {
  const sum = numbers.reduce((one, other) => one + other, 0)
  const most = room(numbers.length, value)
  if (Math.abs(sum - value) <= most) return []
  return [
    problem(whole, year, 'parts', 'error', value, sum, {
      vi: `Tổng các phần ${shown(sum, 'vi')} khác số chung ${shown(value, 'vi')}: lệch ${shown(value - sum, 'vi')}, quá sai số làm tròn ${shown(most, 'vi')}.`,
      en: `Its groups sum to ${shown(sum, 'en')}, the whole says ${shown(value, 'en')}: a difference of ${shown(value - sum, 'en')}, more than rounding (${shown(most, 'en')}).`,
    }),
  ]
}

function between(
  whole: CheckedSeries,
  year: number,
  value: number,
  numbers: readonly number[],
): SeriesProblem[] {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  if (value >= low && value <= high) return []
  return [
    problem(whole, year, 'parts', 'error', value, value < low ? low : high, {
      vi: `Mức bình quân chung ${shown(value, 'vi')} phải nằm giữa nhóm thấp nhất (${shown(low, 'vi')}) và nhóm cao nhất (${shown(high, 'vi')}).`,
      en: `The average ${shown(value, 'en')} must lie between the lowest group (${shown(low, 'en')}) and the highest (${shown(high, 'en')}).`,
    }),
  ]
}

function missing(whole: CheckedSeries, year: number, lacking: readonly MeasurePart[]): SeriesProblem {
  const list = (language: Language) => lacking.map(({ name }) => name[language].toLowerCase()).join(', ')
  return problem(whole, year, 'missingPart', 'warning', null, null, {
    vi: `Có số của một số phần nhưng thiếu: ${list('vi')}.`,
    en: `Some of its groups have a value, but not: ${list('en')}.`,
  })
}
