import { type Words, words } from '../platform/language.ts'
import { formatNumber, rateUnit } from '../tfp/index.ts'
import {
  type ChartLook,
  gridOf,
  ink,
  label,
  line,
  lineChart,
  marker,
  type Plot,
  pathOf,
  picture,
  plotOf,
  stackedChart,
} from '../ui/index.ts'
import { growthWords, partsChart, partsTitle } from './by-factor/chart.ts'
import { sectorsChart, sectorsTitle, shiftChart, shiftTitle } from './by-sector/chart.ts'
import { comparableYears, type StoredResult } from './result.ts'
import { columnWords, gridWords, ownColumn } from './sensitivity-grid.ts'

/** The charts of one study. */
export const chartNames = ['contributions', 'parts', 'index', 'sectors', 'shiftShare', 'sensitivity'] as const
export type ChartName = (typeof chartNames)[number]

export const chartTitles: Readonly<Record<ChartName | 'compareGrowth' | 'compareIndex', Words>> = {
  contributions: words(
    'Đóng góp của vốn, lao động và TFP vào tăng trưởng từng năm',
    'Contributions of capital, labour and TFP to growth by year',
  ),
  parts: partsTitle,
  index: words('Chỉ số TFP', 'TFP index'),
  sectors: sectorsTitle,
  shiftShare: shiftTitle,
  sensitivity: words(
    'Tốc độ tăng TFP bình quân khi đổi tỷ trọng vốn và giả định về vốn',
    'Mean TFP growth under other capital shares and capital assumptions',
  ),
  compareGrowth: words('Tốc độ tăng TFP từng năm của hai tính toán', 'TFP growth by year in both studies'),
  compareIndex: words('Chỉ số TFP của hai tính toán', 'TFP index of both studies'),
}

/** What each chart of a study shows, with its unit: points of percent or of logarithms, or a rate. */
export function chartTitle(name: ChartName, result: StoredResult): Words {
  const { vi, en } = chartTitles[name]
  const points = rateUnit(result.method).points
  const units: Partial<Record<ChartName, Words>> = {
    contributions: points,
    parts: points,
    sectors: points,
    shiftShare: rateUnit('official').points,
    sensitivity: gridWords(result).unit,
  }
  const { baseYear } = result.parameters
  if (name === 'index') return words(`${vi} (năm ${baseYear} = 100)`, `${en} (${baseYear} = 100)`)
  const unit = units[name]
  return unit === undefined
    ? chartTitles[name]
    : words(`${vi} (${unit.vi.trim()})`, `${en} (${unit.en.trim()})`)
}

const factors = [
  ['capital', words('Vốn', 'Capital')],
  ['labour', words('Lao động', 'Labour')],
  ['tfp', words('TFP', 'TFP')],
] as const
/** The charts that a study has. */
export function chartsOf(result: StoredResult): ChartName[] {
  const look = { language: 'vi', size: 'wide', id: 'c' } as const
  return chartNames.filter((name) => studyChart(name, result, look) !== null)
}

/** The chart of that name; null where the study has nothing for it. Pure: the same study gives the same bytes. */
export function studyChart(name: ChartName, result: StoredResult, look: ChartLook): string | null {
  if (name === 'contributions') return contributionsChart(result, look)
  if (name === 'index') return indexChart(result, look)
  if (name === 'parts') return partsChart(result, look)
  if (name === 'sectors') return sectorsChart(result, look)
  if (name === 'shiftShare') return shiftChart(result, look)
  return sensitivityChart(result, look)
}

/** Stacked contributions of each year, negative parts below the axis, growth as a line over them. */
export function contributionsChart(result: StoredResult, look: ChartLook): string {
  const { language } = look
  const { years } = result
  const show = (value: number) => formatNumber(value, 2, language)
  const { arithmetic } = result.averages
  const { capital, labour, tfp } = arithmetic.contributions.points
  const unit = rateUnit(result.method).points
  return stackedChart(look, {
    title: chartTitle('contributions', result)[language],
    description: {
      vi: `Bình quân ${arithmetic.from}–${arithmetic.to}: tăng trưởng ${show(arithmetic.gY)}, vốn ${show(capital)}, lao động ${show(labour)}, TFP ${show(tfp)} ${unit.vi}. Số liệu từng năm có trong bảng.`,
      en: `Mean of ${arithmetic.from}–${arithmetic.to}: growth ${show(arithmetic.gY)}, capital ${show(capital)}, labour ${show(labour)}, TFP ${show(tfp)} ${unit.en}. The table has every year.`,
    }[language],
    years: years.map(({ year }) => year),
    pieces: factors.map(([key, words]) => ({
      words,
      points: years.map(({ contributions }) => contributions.points[key]),
      fill: key,
    })),
    total: { words: growthWords, points: years.map(({ gY }) => gY) },
  })
}

/** The TFP index with its base year at 100; a gap in the series breaks the line. */
export function indexChart(result: StoredResult, look: ChartLook): string {
  const { language } = look
  const first = result.index.at(0)
  const last = result.index.at(-1)
  const show = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : formatNumber(value, 1, language)
  const title = chartTitle('index', result)[language]
  return lineChart(look, {
    title,
    description: `${first?.year}: ${show(first?.value)}; ${last?.year}: ${show(last?.value)}.`,
    lines: [{ name: 'TFP', points: result.index, color: ink.tfp, shape: 'circle' }],
    base: 100,
    digits: 1,
  })
}

/** The fan of mean TFP growth over α, from the lowest to the highest of the assumptions about capital. */
export function sensitivityChart(result: StoredResult, look: ChartLook): string | null {
  const grid = result.sensitivity
  if (grid === null || grid.alphas.length < 2) return null
  const { language, size } = look
  const values = grid.gTFP.flat().filter((value) => value !== null)
  if (values.length === 0) return null
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const plot = plotOf(size, 20, Math.min(0, low), Math.max(0, high), size === 'wide' ? 150 : 96, 46)
  const [from, to] = [grid.alphas[0] ?? 0, grid.alphas.at(-1) ?? 1]
  const x = (alpha: number) => plot.left + 22 + ((alpha - from) / (to - from)) * (plot.right - plot.left - 34)
  const spots = (column: number) =>
    grid.alphas.map((alpha, row) => {
      const value = grid.gTFP[row]?.[column]
      return value === null || value === undefined ? null : ([x(alpha), plot.y(value)] as const)
    })
  const edge = (pick: (...values: number[]) => number) =>
    grid.alphas.map((alpha, row) => {
      const known = (grid.gTFP[row] ?? []).filter((value) => value !== null)
      return [x(alpha), plot.y(pick(...known))] as const
    })
  const fan =
    grid.columns.length < 2
      ? ''
      : `<path d="${pathOf([...edge(Math.max), ...edge(Math.min).reverse()])}Z" fill="${ink.tfp}" fill-opacity="0.14"/>`
  const own = ownColumn(result)
  const lines = grid.columns
    .map((_, column) => {
      const middle = column === own
      const points = spots(column)
      return (
        `<path d="${pathOf(points)}" fill="none" stroke="${ink.tfp}" stroke-width="${middle ? 2.6 : 1.6}"${middle ? '' : ' stroke-dasharray="5 4"'}/>` +
        (middle
          ? points.map((spot) => (spot === null ? '' : marker('circle', spot[0], spot[1], ink.tfp))).join('')
          : '')
      )
    })
    .join('')
  const { unit } = gridWords(result)
  const digits = (value: number) => formatNumber(value, 2, language)
  const alphaText = (alpha: number) => formatNumber(alpha, 2, language)
  return picture(
    plot,
    look,
    chartTitle('sensitivity', result)[language],
    {
      vi: `TFP tăng từ ${digits(low)} đến ${digits(high)}${unit.vi} khi tỷ trọng vốn từ ${alphaText(from)} đến ${alphaText(to)}.`,
      en: `TFP grows by ${digits(low)} to ${digits(high)}${unit.en} for capital shares from ${alphaText(from)} to ${alphaText(to)}.`,
    }[language],
    gridOf(plot, language, null) +
      line(plot.left, plot.y(0), plot.right, plot.y(0), ink.text, ' stroke-width="1.2"') +
      fan +
      lines +
      endLabels(grid, own, plot, look) +
      grid.alphas
        .map((alpha) =>
          label(x(alpha), plot.bottom + 18, alphaText(alpha), { anchor: 'middle', fill: ink.hint }),
        )
        .join('') +
      label(
        (plot.left + plot.right) / 2,
        plot.bottom + 38,
        { vi: 'Tỷ trọng vốn α', en: 'Capital share α' }[language],
        { anchor: 'middle', size: 13 },
      ),
  )
}

/** The lines' names at their right ends, moved apart where they would touch. */
function endLabels(
  grid: NonNullable<StoredResult['sensitivity']>,
  own: number,
  plot: Plot,
  { language, size }: ChartLook,
): string {
  const last = grid.gTFP.at(-1) ?? []
  const ends = grid.columns
    .flatMap((column, place) => {
      const value = last[place]
      return value === null || value === undefined ? [] : [{ column, place, value, at: plot.y(value) }]
    })
    .sort((one, other) => one.at - other.at)
  let free = plot.top
  return ends
    .map(({ column, place, value, at }) => {
      const y = Math.min(Math.max(at, free), plot.bottom)
      free = y + 17
      const words = columnWords(grid.over, column)[language]
      const figure = formatNumber(value, 2, language)
      return label(plot.right + 4, y + 4, size === 'wide' ? `${words}: ${figure}` : words, {
        bold: place === own,
      })
    })
    .join('')
}

/** Two studies over each other: yearly TFP growth, or the index. */
export function compareChart(
  what: 'compareGrowth' | 'compareIndex',
  studies: readonly [{ title: string; result: StoredResult }, { title: string; result: StoredResult }],
  look: ChartLook,
): string {
  const looks = [
    // Colours of no factor: blue and brown are capital and labour in every other chart.
    { color: ink.text, shape: 'circle', dashed: false },
    { color: ink.hint, shape: 'square', dashed: true },
  ] as const
  const rates = comparableYears([studies[0].result, studies[1].result])
  const title = chartTitles[what][look.language]
  return lineChart(look, {
    title: what === 'compareGrowth' ? `${title} (${rates.unit[look.language].trim()})` : title,
    description: studies.map(({ title }, place) => `${'AB'.charAt(place)}: ${title}`).join('; '),
    lines: studies.map(({ title, result }, place) => ({
      ...(looks[place] ?? looks[0]),
      name: `${'AB'.charAt(place)}. ${title}`,
      short: 'AB'.charAt(place),
      points: what === 'compareIndex' ? result.index : (rates.years[place] ?? []),
    })),
    base: what === 'compareIndex' ? 100 : 0,
    digits: what === 'compareIndex' ? 1 : 2,
  })
}
