import type { Language, Words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { SeriesKey, Status } from './rules.ts'

/* What the checks say of one value, and the numbers that they say it with. */

export const problemCodes = [
  'unitSlip',
  'jump',
  'sign',
  'share',
  'sum',
  'parts',
  'missingPart',
  'baseYear',
  'deflator',
  'employees',
  'compensation',
  'capital',
  'gap',
  'order',
  'territory',
] as const
export type ProblemCode = (typeof problemCodes)[number]

export interface SeriesProblem extends SeriesKey {
  readonly code: ProblemCode
  /** `error`: cannot be right. `warning`: may be right, look again. */
  readonly severity: 'error' | 'warning'
  readonly year: number
  readonly found: number | null
  /** What it should be near; null where no one number can be said. */
  readonly expected: number | null
  readonly words: Words
}

export interface CheckedSeries extends SeriesKey {
  readonly values: ReadonlyMap<number, { readonly value: number; readonly status: Status }>
}

/** A value as findings say it. */
export const shown = (value: number, language: Language) => formatNumber(value, language, 3)

/** One finding. */
export function problem(
  series: SeriesKey,
  year: number,
  code: ProblemCode,
  severity: SeriesProblem['severity'],
  found: number | null,
  expected: number | null,
  words: Words,
): SeriesProblem {
  const { measure, sector, baseYear, edition } = series
  return { measure, sector, baseYear, edition, year, code, severity, found, expected, words }
}

/** The place of a number's last digit that is not zero: 12,34 → 2, 1200 → −2; at most 9. */
export function lastPlace(value: number): number {
  const [digits = '', exponent = '0'] = value.toExponential(11).split('e')
  const significant = digits
    .replace(/^-/, '')
    .replace(/\.?0+$/, '')
    .replace('.', '').length
  return Math.min(9, significant - 1 - Number(exponent))
}

type Values = ReadonlyMap<number, { readonly value: number }> | undefined

/**
 * How far a sum of figures may be from the whole by rounding alone. All were rounded to the finest place that any of them
 * shows in any year: one year's may end in zeros by chance.
 * @returns room for a sum of `parts` figures against a whole of `value`
 */
export function roundingRoom(series: readonly Values[]): (parts: number, value: number) => number {
  const figures = series.flatMap((values) => [...(values?.values() ?? [])])
  const place = figures.reduce(
    (finest, { value }) => (value === 0 ? finest : Math.max(finest, lastPlace(value))),
    -6,
  )
  return (parts, value) => ((parts + 1) / 2) * 10 ** -place + 1e-9 * Math.abs(value)
}
