import { type Language, type Words, words } from '../platform/language.ts'
import { runStudy, type SeriesRow, type StudyOptions } from '../tfp/index.ts'
import { thailand } from '../tfp/testing/reference.ts'
import { StoredResult, StudyData } from './result.ts'
import { type Choices, StoredChoices } from './rules.ts'

/** Fourteen made-up years, 2010 to 2023, for tests: 2% of technology a year, with a slump and a rebound. */
export const madeUpRows: readonly SeriesRow[] = Array.from({ length: 14 }, (_, t) => {
  const k = 60_000 * Math.exp(0.08 * t)
  const l = 640 * Math.exp(0.006 * t)
  const shock = t === 10 ? -0.035 : t === 11 ? -0.06 : 0
  const y = 20_000 * Math.exp(0.02 * t + shock) * (k / 60_000) ** 0.4 * (l / 640) ** 0.6
  return { year: 2010 + t, y: Math.round(y), k: Math.round(k), l: Math.round(l * 10) / 10, laborShare: 0.6 }
})

/** Rows of the Penn World Table as a study takes them: labour is persons × hours × human capital. */
export const pennRows: readonly SeriesRow[] = thailand.map(({ year, rgdpna, rkna, emp, avh, hc, labsh }) => ({
  year,
  y: rgdpna,
  k: rkna,
  l: emp * (avh ?? 1) * (hc ?? 1),
  laborShare: labsh,
}))

/** The choices of a study with the usual values where none are given. */
export function choicesOf(choices: Partial<Choices> = {}): Choices {
  return StoredChoices.parse({
    method: 'official',
    labour: 'persons',
    shareSource: 'auto',
    capital: 'auto',
    profile: 'geometric',
    initial: 'steadyState',
    firstYear: 'whole',
    trend: 'yes',
    differences: false,
    draws: 2000,
    seed: 181,
    ...choices,
  })
}

/** A result as it comes back from where it is kept. */
export function storedStudy(rows: readonly SeriesRow[], options: StudyOptions = {}) {
  return StoredResult.parse(JSON.parse(JSON.stringify(runStudy(rows, options))))
}

/** Data around the rows, with one preliminary year. */
export function dataOf(rows: readonly SeriesRow[]) {
  return StudyData.parse({
    rows,
    used: [
      {
        measure: 'grdp_constant',
        label: words('GRDP theo giá so sánh 2010', 'GRDP at constant 2010 prices'),
        unit: words('tỷ đồng', 'billion đồng'),
        sources: ['Niên giám thống kê (số liệu dựng để kiểm thử)'],
        preliminaryYears: [2023],
        summedYears: [],
        seriesIds: [],
      },
    ],
    baseYear: 2010,
    warnings: [],
  })
}

/** The lines of a language, one after the other, as one text. */
export function plainText(words: readonly Words[], language: Language): string {
  return words.map((each) => each[language]).join(' ')
}
