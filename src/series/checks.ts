import { words } from '../platform/language.ts'
import { formatPercent } from '../platform/numbers.ts'
import { partProblems } from './component-checks.ts'
import { type CheckedSeries, lastPlace, problem, roundingRoom, type SeriesProblem, shown } from './finding.ts'
import type { MeasurePart } from './measure-components.ts'
import { isAdditive, type SeriesKey, seriesWord, statuses } from './rules.ts'

/*
 * What is suspicious about the figures of one territory. Nothing is corrected: each finding says where it is, what was
 * found and what was expected, and people decide.
 */

/** A sector and the one that it is part of. */
export interface SectorPlace {
  readonly key: string
  readonly parent: string | null
}

export interface CheckOptions {
  readonly sectors: readonly SectorPlace[]
  /** Measures that are parts of others; none when left out. */
  readonly parts?: readonly MeasurePart[] | undefined
  /** Last day of the territory, ISO; null while it stands. */
  readonly validTo: string | null
  /** Yearly change above which a value is a jump, as a share; default by measure, see `jumpOf`. */
  readonly jump?: number | undefined
}

/** Change a year, as a share, above which a value is pointed at; wide enough that ordinary years pass, narrow enough for a changed boundary. */
function jumpOf(measure: string): number {
  if (measure === 'employed' || measure === 'employees' || measure === 'hours') return 0.2
  if (measure === 'grdp_constant' || measure === 'labour_share') return 0.25
  if (measure.startsWith('capital_stock')) return 0.25
  if (measure.startsWith('investment')) return 0.6
  return 0.4
}

/** Yearly change of the GRDP deflator that is plausible: −10% to +30% (Viet Nam's highest since 2000 was 22,7% in 2008). */
const deflatorBounds = { low: -0.1, high: 0.3 }

/** Sectors that tables leave out where there is nothing: households as employers (T); product taxes outside GRDP. */
function mayLack(measure: string, sector: string): boolean {
  return sector === 'vsic-t' || (sector === 'product_tax' && !measure.startsWith('grdp'))
}

/**
 * Checks all series of one territory, each alone and against each other: slips of unit, jumps, signs, gaps, the order of
 * final and preliminary years, sectors against their total, constant against current prices, labour against income,
 * investment against capital, years after the territory's end.
 * @returns findings in the order of the series and years given
 */
export function checkSeries(list: readonly CheckedSeries[], options: CheckOptions): SeriesProblem[] {
  const found: SeriesProblem[] = []
  for (const series of list) {
    found.push(...ownProblems(series, options))
  }
  const byWord = new Map(list.map((series) => [seriesWord(series), series]))
  const beside = (series: SeriesKey, changes: Partial<SeriesKey>) =>
    byWord.get(seriesWord({ ...series, ...changes }))
  for (const series of list) {
    found.push(...sumProblems(series, beside, options.sectors))
    found.push(...partProblems(series, beside, options.parts ?? []))
    if (/^(grdp|investment)_constant(_|$)/.test(series.measure)) {
      const current = series.measure.replace('constant', 'current')
      found.push(...priceProblems(series, beside(series, { measure: current, baseYear: null })))
    }
    if (series.measure === 'employees') {
      found.push(...within(series, beside(series, { measure: 'employed' }), 'employees'))
    }
    if (series.measure === 'compensation' || series.measure === 'mixed_income') {
      found.push(...within(series, beside(series, { measure: 'grdp_current' }), 'compensation'))
    }
    if (series.measure.startsWith('investment_constant')) {
      const stock = series.measure.replace('investment_constant', 'capital_stock')
      found.push(...within(series, beside(series, { measure: stock }), 'capital'))
    }
  }
  return found
}

function ownProblems(series: CheckedSeries, options: CheckOptions): SeriesProblem[] {
  const found: SeriesProblem[] = []
  const points = [...series.values]
    .map(([year, { value, status }]) => ({ year, value, status }))
    .sort((a, b) => a.year - b.year)
  const limit = options.jump ?? jumpOf(series.measure)
  const slips = slippedYears(points, series)
  for (const [place, { year, value, status }] of points.entries()) {
    const before = points[place - 1]
    if (series.measure === 'labour_share') {
      if (value < 0 || value > 1) {
        found.push(
          problem(series, year, 'share', 'error', value, null, {
            vi: `Tỷ trọng lao động ${shown(value, 'vi')} nằm ngoài khoảng từ 0 đến 1${value > 1 && value <= 100 ? '; có thể đã nhập theo phần trăm' : ''}.`,
            en: `The labour share ${shown(value, 'en')} lies outside 0 to 1${value > 1 && value <= 100 ? '; it may have been typed in percent' : ''}.`,
          }),
        )
      }
    } else if (value < 0 && series.sector !== 'product_tax') {
      found.push(
        problem(
          series,
          year,
          'sign',
          'error',
          value,
          null,
          words(`Giá trị âm (${shown(value, 'vi')}).`, `The value is negative (${shown(value, 'en')}).`),
        ),
      )
    }
    const usual = slips.get(year)
    if (usual !== undefined) {
      const factor = value > usual ? 1 / 1000 : 1000
      found.push(
        problem(series, year, 'unitSlip', 'error', value, value * factor, {
          vi: `Có thể sai đơn vị nghìn lần: ${shown(value, 'vi')} trong khi các năm bên cạnh khoảng ${shown(usual, 'vi')}; có phải là ${shown(value * factor, 'vi')}?`,
          en: `Perhaps a slip of unit by a thousand: ${shown(value, 'en')} while the years beside it are about ${shown(usual, 'en')}; is it ${shown(value * factor, 'en')}?`,
        }),
      )
    }
    if (before !== undefined && before.year === year - 1 && !slips.has(year) && !slips.has(before.year)) {
      const change = value / before.value - 1
      if (before.value > 0 && value >= 0 && Math.abs(change) > limit) {
        found.push(
          problem(series, year, 'jump', 'warning', value, before.value, {
            vi: `Thay đổi ${formatPercent(change, 'vi')} so với năm ${before.year} (${shown(before.value, 'vi')} → ${shown(value, 'vi')}), vượt ngưỡng ${formatPercent(limit, 'vi')}; kiểm tra địa giới, gốc giá, phạm vi thống kê.`,
            en: `Changes by ${formatPercent(change, 'en')} from ${before.year} (${shown(before.value, 'en')} → ${shown(value, 'en')}), beyond ${formatPercent(limit, 'en')}; check boundary, price base, coverage.`,
          }),
        )
      }
    }
    if (before !== undefined && before.year < year - 1) {
      found.push(
        problem(series, year, 'gap', 'warning', null, null, {
          vi: `Thiếu số liệu ${before.year + 1 === year - 1 ? `năm ${year - 1}` : `các năm ${before.year + 1} đến ${year - 1}`}.`,
          en: `No value for ${before.year + 1 === year - 1 ? String(year - 1) : `${before.year + 1} to ${year - 1}`}.`,
        }),
      )
    }
    if (before !== undefined && statuses.keys.indexOf(before.status) < statuses.keys.indexOf(status)) {
      found.push(
        problem(series, before.year, 'order', 'warning', before.value, null, {
          vi: `Năm ${before.year} chưa có số cuối cùng trong khi năm ${year} sau đó đã có; kiểm tra số chính thức đã công bố chưa.`,
          en: `${before.year} is less final than ${year} after it; check whether its official figure is out.`,
        }),
      )
    }
    if (options.validTo !== null && year >= Number(options.validTo.slice(0, 4))) {
      found.push(territoryProblem(series, year, value, options.validTo))
    }
  }
  return found
}

function territoryProblem(series: SeriesKey, year: number, value: number, validTo: string): SeriesProblem {
  const [y, m, d] = validTo.split('-')
  const after = year > Number(y)
  return problem(series, year, 'territory', after ? 'error' : 'warning', value, null, {
    vi: `Địa bàn này chỉ có đến ${d}/${m}/${y}: ${after ? 'năm sau đó phải nhập vào địa bàn mới' : `số cả năm ${year} thường được công bố cho địa bàn mới`}.`,
    en: `This territory ended on ${d}/${m}/${y}: ${after ? 'later years belong to its successor' : `figures of the whole of ${year} are usually published for its successor`}.`,
  })
}

interface Point {
  readonly year: number
  readonly value: number
}

/** Years whose value is about a thousand times, or a thousandth of, the median of up to two years either side. */
function slippedYears(points: readonly Point[], series: SeriesKey): Map<number, number> {
  const slips = new Map<number, number>()
  if (series.measure === 'labour_share' || series.sector === 'product_tax') return slips
  for (const [place, { year, value }] of points.entries()) {
    const beside = [...points.slice(Math.max(0, place - 2), place), ...points.slice(place + 1, place + 3)]
      .filter((point) => Math.abs(point.year - year) <= 4 && point.value > 0)
      .map((point) => point.value)
      .sort((a, b) => a - b)
    // With one neighbour it cannot be told which of the two slipped.
    if (beside.length < 2 || value <= 0) continue
    const middle = beside[Math.floor((beside.length - 1) / 2)] ?? 0
    const top = beside[Math.ceil((beside.length - 1) / 2)] ?? 0
    const median = (middle + top) / 2
    // Neighbours that differ a hundredfold have slipped themselves.
    if ((beside.at(-1) ?? 0) > 100 * (beside[0] ?? 0)) continue
    const ratio = value / median
    if ((ratio > 300 && ratio < 3000) || (ratio < 1 / 300 && ratio > 1 / 3000)) slips.set(year, median)
  }
  return slips
}

function sumProblems(
  total: CheckedSeries,
  beside: (series: SeriesKey, changes: Partial<SeriesKey>) => CheckedSeries | undefined,
  sectors: readonly SectorPlace[],
): SeriesProblem[] {
  if (!isAdditive(total.measure)) return []
  const parts = sectors.filter((sector) => sector.parent === total.sector)
  if (parts.length < 2) return []
  const found: SeriesProblem[] = []
  const series = parts.map(({ key }) => ({ key, values: beside(total, { sector: key })?.values }))
  const room = roundingRoom([total.values, ...series.map(({ values }) => values)])
  for (const [year, { value }] of total.values) {
    const numbers: number[] = []
    const whole = series.every(({ key, values }) => {
      const part = values?.get(year)
      if (part !== undefined) numbers.push(part.value)
      return part !== undefined || mayLack(total.measure, key)
    })
    if (!whole) continue
    const sum = numbers.reduce((one, other) => one + other, 0)
    const most = room(numbers.length, value)
    if (Math.abs(sum - value) <= most) continue
    found.push(
      problem(total, year, 'sum', 'error', value, sum, {
        vi: `Tổng các khu vực ${shown(sum, 'vi')} khác số tổng ${shown(value, 'vi')}: lệch ${shown(value - sum, 'vi')}, quá sai số làm tròn ${shown(most, 'vi')}.`,
        en: `Its parts sum to ${shown(sum, 'en')}, the total says ${shown(value, 'en')}: a difference of ${shown(value - sum, 'en')}, more than rounding (${shown(most, 'en')}).`,
      }),
    )
  }
  return found
}

function priceProblems(constant: CheckedSeries, current: CheckedSeries | undefined): SeriesProblem[] {
  if (current === undefined) return []
  const found: SeriesProblem[] = []
  const years = [...constant.values.keys()].sort((a, b) => a - b)
  let before: { year: number; index: number } | null = null
  for (const year of years) {
    const volume = constant.values.get(year)?.value
    const price = current.values.get(year)?.value
    if (volume === undefined || price === undefined) continue
    if (year === constant.baseYear) {
      const digits = Math.max(lastPlace(volume), lastPlace(price))
      if (Math.abs(volume - price) > 10 ** -digits + 1e-9 * Math.abs(price)) {
        found.push(
          problem(constant, year, 'baseYear', 'error', volume, price, {
            vi: `Năm gốc ${year} giá so sánh (${shown(volume, 'vi')}) phải bằng giá hiện hành (${shown(price, 'vi')}).`,
            en: `In the base year ${year} constant prices (${shown(volume, 'en')}) must equal current prices (${shown(price, 'en')}).`,
          }),
        )
      }
    }
    if (!(volume > 0 && price > 0)) continue
    const index = price / volume
    if (before !== null && constant.measure === 'grdp_constant' && constant.sector !== 'product_tax') {
      const change = (index / before.index) ** (1 / (year - before.year)) - 1
      if (change < deflatorBounds.low || change > deflatorBounds.high) {
        found.push(
          problem(constant, year, 'deflator', 'warning', index, before.index, {
            vi: `Chỉ số giảm phát thay đổi ${formatPercent(change, 'vi')} một năm so với ${before.year}, ngoài khoảng ${formatPercent(deflatorBounds.low, 'vi')} đến ${formatPercent(deflatorBounds.high, 'vi')}; kiểm tra giá hiện hành và giá so sánh có cùng đơn vị, cùng phạm vi không.`,
            en: `The deflator changes by ${formatPercent(change, 'en')} a year from ${before.year}, outside ${formatPercent(deflatorBounds.low, 'en')} to ${formatPercent(deflatorBounds.high, 'en')}; check that current and constant prices have the same unit and coverage.`,
          }),
        )
      }
    }
    before = { year, index }
  }
  return found
}

const identities = {
  employees: {
    severity: 'error',
    vi: 'Lao động làm công hưởng lương nhiều hơn lao động có việc làm',
    en: 'More employees than employed persons',
  },
  compensation: {
    severity: 'error',
    vi: 'Thu nhập lớn hơn GRDP theo giá hiện hành',
    en: 'Income is above GRDP at current prices',
  },
  capital: {
    severity: 'warning',
    vi: 'Đầu tư trong năm lớn hơn vốn tích lũy',
    en: 'Investment of the year is above the capital stock',
  },
} as const

/** Years in which a series is above the one that it is a part of. */
function within(
  series: CheckedSeries,
  bound: CheckedSeries | undefined,
  code: keyof typeof identities,
): SeriesProblem[] {
  const { severity, vi, en } = identities[code]
  return [...series.values].flatMap(([year, { value }]) => {
    const most = bound?.values.get(year)?.value
    if (most === undefined || value <= most) return []
    return [
      problem(series, year, code, severity, value, most, {
        vi: `${vi}: ${shown(value, 'vi')} > ${shown(most, 'vi')}.`,
        en: `${en}: ${shown(value, 'en')} > ${shown(most, 'en')}.`,
      }),
    ]
  })
}
