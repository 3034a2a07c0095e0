import { type Words, words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/** How final a published figure is, from least to most. */
export const statuses = states({
  estimate: { vi: 'Ước tính', en: 'Estimated', tone: 'warning' },
  preliminary: { vi: 'Sơ bộ', en: 'Preliminary', tone: 'info' },
  official: { vi: 'Chính thức', en: 'Official', tone: 'success' },
})
export type Status = StateOf<typeof statuses>

/** How the program came to a value that nobody entered. */
export const methods = states({
  splice: words('Đã nối chuỗi', 'Linked'),
  rebase: words('Đổi gốc giá', 'Rebased'),
})
export type Method = StateOf<typeof methods>

/** The price base of constant prices until a new one is decreed (2010: Thông tư 02/2012/TT-BKHĐT). */
export const usualBaseYear = 2010

/** What tells one series of a territory from another. */
export interface SeriesKey {
  readonly measure: string
  readonly sector: string
  /** Year whose prices it is in; null for current prices and for what is no money. */
  readonly baseYear: number | null
  /** '' is the edition in use. */
  readonly edition: string
}

/** A series key as one word: `grdp_constant:total:2010:`. */
export function seriesWord({ measure, sector, baseYear, edition }: SeriesKey): string {
  return `${measure}:${sector}:${baseYear ?? ''}:${edition}`
}

/** A measure's name with words about its prices before what part it is: "Vốn đầu tư theo giá so sánh 2010: máy móc". */
export function withPrices(name: string, prices: string): string {
  const [whole = '', ...part] = name.split(': ')
  return [whole + prices, ...part].join(': ')
}

/** Values by year. */
export type YearValues = ReadonlyMap<number, number>

const sorted = (values: Iterable<readonly [number, number]>): YearValues =>
  new Map([...values].sort(([one], [other]) => one - other))

/** A calculation that these values do not allow. */
export class SeriesError extends Error {
  readonly words: Words
  constructor(words: Words) {
    super(words.en)
    this.name = 'SeriesError'
    this.words = words
  }
}

/**
 * Links an old series to a new one: the old years before the new series begins are moved to its level by the ratio of
 * the two in the overlap, so that the old growth rates stand and only the joint changes level. With several overlap years
 * the ratio is that of their sums. (IMF, Quarterly National Accounts Manual 2017, chapter 8, "annual overlap"; OECD,
 * Handbook on backcasting 2018, "proportional splicing".)
 * @param overlap years that both series have, used for the ratio
 * @returns the linked series: the new values as they are, and before them the old ones × ratio
 * @throws SeriesError for an overlap year that either lacks, or whose sums are not positive
 */
export function splice(
  old: YearValues,
  newer: YearValues,
  overlap: readonly number[],
): { values: YearValues; ratio: number } {
  let below = 0
  let above = 0
  for (const year of overlap) {
    const [before, after] = [old.get(year), newer.get(year)]
    if (before === undefined || after === undefined) {
      throw new SeriesError(
        words(`Năm ${year} phải có số liệu ở cả hai chuỗi.`, `Both series need a value in ${year}.`),
      )
    }
    below += before
    above += after
  }
  if (!(below > 0 && above > 0)) {
    throw new SeriesError({
      vi: 'Năm gối đầu phải có giá trị dương ở cả hai chuỗi.',
      en: 'The overlap needs positive values in both series.',
    })
  }
  const ratio = above / below
  const first = Math.min(...newer.keys())
  const earlier = [...old]
    .filter(([year]) => year < first)
    .map(([year, value]) => [year, value * ratio] as const)
  return { values: sorted([...earlier, ...newer]), ratio }
}

/**
 * Moves a series at constant prices to the prices of `toYear`: every year × (current ÷ constant) of `toYear`, the deflator
 * of that year, so that all growth rates stand and the new base year equals current prices. Moving there and back gives the
 * same series. (SNA 2008, 15.99-15.102, fixed-base volumes.)
 * @throws SeriesError where `toYear` is missing or not positive in either
 */
export function rebase(
  constant: YearValues,
  current: YearValues,
  toYear: number,
): { values: YearValues; ratio: number } {
  const [volume, price] = [constant.get(toYear), current.get(toYear)]
  if (volume === undefined || price === undefined || !(volume > 0 && price > 0)) {
    throw new SeriesError({
      vi: `Năm ${toYear} phải có giá trị dương theo cả giá so sánh và giá hiện hành.`,
      en: `${toYear} needs a positive value at both constant and current prices.`,
    })
  }
  const ratio = price / volume
  return { values: sorted([...constant].map(([year, value]) => [year, value * ratio])), ratio }
}

/**
 * Values of a merged territory for years before its own: the sum of its parts, for years where every part has a value and
 * the territory itself has none.
 * @returns the territory's own values with the summed ones, and the years that were summed
 */
export function aggregateTerritories(
  own: YearValues,
  parts: readonly YearValues[],
): { values: YearValues; derived: number[] } {
  const [first, ...rest] = parts
  if (first === undefined) return { values: sorted(own), derived: [] }
  const added = [...first].flatMap(([year, value]): (readonly [number, number])[] => {
    if (own.has(year)) return []
    let sum = value
    for (const part of rest) {
      const other = part.get(year)
      if (other === undefined) return []
      sum += other
    }
    return [[year, sum]]
  })
  return { values: sorted([...own, ...added]), derived: added.map(([year]) => year).sort((a, b) => a - b) }
}

/** Whether a territory may have a figure of a year, given the last day that it was one. */
export function yearInTerritory(year: number, validTo: string | null): boolean {
  return validTo === null || year <= Number(validTo.slice(0, 4))
}

/** Whether a measure is the sum of its parts: of sectors, territories, groups. A share and average pay are not. */
export function isAdditive(measure: string): boolean {
  return measure !== 'labour_share' && measure !== 'pay' && !measure.startsWith('pay_')
}
