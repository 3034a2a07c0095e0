import { type Language, type Words, words } from '../platform/language.ts'
import { formatFixed, formatNumber } from '../platform/numbers.ts'

import {
  type ChartLook,
  gridOf,
  ink,
  label,
  line,
  lineChart,
  marker,
  pathOf,
  picture,
  plotOf,
} from '../ui/index.ts'
import type { Between } from './effect.ts'
import type { AccountsYear } from './queries.ts'

/* The charts of one enterprise over its years. Pure: the same accounts give the same bytes. */

/** A chart to be drawn in any size; null where fewer than two years have the figure. */
export interface Drawable {
  readonly title: Words
  readonly draw: (look: ChartLook) => string
}

type Figures = Pick<AccountsYear, 'year' | 'valueAdded' | 'perPerson' | 'priceIndex' | 'tfp' | 'place'>

/** At the prices of the base year of the enterprise's own index. */
export const atConstantPrices = (value: number | null, { priceIndex }: Pick<Figures, 'priceIndex'>) =>
  value === null ? null : (value * 100) / priceIndex

const current: Words = words('Giá hiện hành', 'Current prices')
const comparable: Words = words('Giá so sánh', 'Constant prices')

function pointsOf(years: readonly Figures[], value: (year: Figures) => number | null, divisor = 1) {
  return years.map((year) => {
    const found = value(year)
    return { year: year.year, value: found === null ? null : found / divisor }
  })
}
const known = (points: readonly { value: number | null }[]) =>
  points.filter(({ value }) => value !== null).length

/** From the first year with a value to the last: `2021: 95,2; 2024: 120,4`. */
function ends(points: readonly { year: number; value: number | null }[], language: Language): string {
  const there = points.filter(({ value }) => value !== null)
  return [there.at(0), there.at(-1)]
    .map((point) => `${point?.year}: ${formatNumber(point?.value ?? 0, language, 1)}`)
    .join('; ')
}

/** A line at current prices and, where some year has a price index, one at constant prices. */
function pricesOf(years: readonly Figures[], value: (year: Figures) => number | null, divisor: number) {
  const points = pointsOf(years, value, divisor)
  const indexed = years.some(({ priceIndex }) => priceIndex !== 100)
  const real = pointsOf(years, (year) => atConstantPrices(value(year), year), divisor)
  const lines = (language: Language) => [
    // Colours of no factor: blue and brown are capital and labour in other charts.
    {
      name: current[language],
      ...(indexed ? { short: { vi: 'hiện hành', en: 'current' }[language] } : {}),
      points,
      color: ink.text,
      shape: 'circle' as const,
    },
    ...(indexed
      ? [
          {
            name: comparable[language],
            short: { vi: 'so sánh', en: 'constant' }[language],
            points: real,
            color: ink.hint,
            shape: 'square' as const,
            dashed: true,
          },
        ]
      : []),
  ]
  return { points, lines }
}

/**
 * Labour productivity in triệu đồng a person, over the band between the sector's lower and upper quartile with its median. A year
 * whose cell is too small to be shown has no band (`placeByQuarters`).
 */
export function productivityChart(years: readonly Figures[]): Drawable | null {
  const { points, lines } = pricesOf(years, ({ perPerson }) => perPerson, 1e6)
  if (known(points) < 2) return null
  const band = years.flatMap(({ year, place }) =>
    place?.shown === true
      ? [
          {
            year,
            low: place.bounds.q1 / 1e6,
            middle: place.bounds.median / 1e6,
            high: place.bounds.q3 / 1e6,
          },
        ]
      : [],
  )
  const title = words('Năng suất lao động (triệu đồng/người)', 'Labour productivity (million đồng a person)')
  const among = words('Ngành: mốc 25–75% và trung vị', 'Sector: quartiles and median')
  return {
    title,
    draw: (look) =>
      lineChart(look, {
        title: title[look.language],
        description: ends(points, look.language),
        lines: lines(look.language),
        ...(band.length === 0 ? {} : { band: { name: among[look.language], points: band } }),
        base: 0,
        digits: 1,
      }),
  }
}

/** Value added, in tỷ đồng where it comes to 10 tỷ and more, else in triệu đồng. */
export function valueAddedChart(years: readonly Figures[]): Drawable | null {
  const value = ({ valueAdded }: Figures) => (valueAdded === null ? null : Number(valueAdded))
  const large = years.some((year) => Math.abs(value(year) ?? 0) >= 1e10)
  const { points, lines } = pricesOf(years, value, large ? 1e9 : 1e6)
  if (known(points) < 2) return null
  const title = large
    ? words('Giá trị tăng thêm (tỷ đồng)', 'Value added (billion đồng)')
    : words('Giá trị tăng thêm (triệu đồng)', 'Value added (million đồng)')
  return {
    title,
    draw: (look) =>
      lineChart(look, {
        title: title[look.language],
        description: ends(points, look.language),
        lines: lines(look.language),
        base: 0,
        digits: large ? 2 : 1,
      }),
  }
}

/** The TFP index, its first year 100. */
export function tfpChart(years: readonly Figures[]): Drawable | null {
  const points = pointsOf(years, ({ tfp }) => tfp)
  if (known(points) < 2) return null
  const first = points.find(({ value }) => value !== null)?.year
  const title = words(`Chỉ số TFP (năm ${first} = 100)`, `TFP index (${first} = 100)`)
  return {
    title,
    draw: (look) =>
      lineChart(look, {
        title: title[look.language],
        description: ends(points, look.language),
        lines: [{ name: 'TFP', points, color: ink.tfp, shape: 'circle' }],
        base: 100,
        digits: 1,
      }),
  }
}

/** Quarters of labour productivity by year: the median over the band from the lower to the upper quartile. */
export function distributionChart(
  years: readonly { year: number; quarters: { q1: number; median: number; q3: number } | null }[],
): Drawable | null {
  const shown = years.flatMap(({ year, quarters }) => (quarters === null ? [] : [{ year, ...quarters }]))
  if (shown.length === 0) return null
  const title = words(
    'Năng suất lao động theo năm (triệu đồng/người, giá hiện hành)',
    'Labour productivity by year (million đồng a person, current prices)',
  )
  const median = words('Trung vị', 'Median')
  const middle = words('Một nửa ở giữa: mốc 25–75%', 'The middle half: 25% to 75%')
  const points = shown.map(({ year, median }) => ({ year, value: median / 1e6 }))
  return {
    title,
    draw: (look) =>
      lineChart(look, {
        title: title[look.language],
        description: ends(points, look.language),
        lines: [{ name: median[look.language], points, color: ink.capital, shape: 'circle' }],
        band: {
          name: middle[look.language],
          points: shown.map(({ year, q1, median, q3 }) => ({
            year,
            low: q1 / 1e6,
            middle: median / 1e6,
            high: q3 / 1e6,
          })),
        },
        base: 0,
        digits: 1,
      }),
  }
}

export const groupNames = {
  supported: words('Được hỗ trợ', 'Supported'),
  controls: words('Đối chứng', 'Control group'),
} as const satisfies Record<string, Words>

/** Mean labour productivity of supported enterprises and their controls before and after, each with its interval. */
export function effectChart(
  groups: Readonly<Record<keyof typeof groupNames, { before: Between; after: Between }>>,
  before: number,
  after: number,
): Drawable {
  const title = words(
    'Năng suất lao động bình quân (triệu đồng/người, giá so sánh) và khoảng tin cậy 95%',
    'Mean labour productivity (million đồng a person, constant prices) with 95% intervals',
  )
  const looks = {
    supported: { color: ink.capital, shape: 'circle', aside: -9, dash: '' },
    controls: { color: ink.labour, shape: 'square', aside: 9, dash: ' stroke-dasharray="6 4"' },
  } as const
  const kinds = ['supported', 'controls'] as const
  const all = kinds.flatMap((kind) => [groups[kind].before, groups[kind].after])
  return {
    title,
    draw: (look) => {
      const { language, size } = look
      const million = (value: number) => value / 1e6
      const text = (value: number) => formatFixed(million(value), 1, language)
      const plot = plotOf(
        size,
        70,
        million(Math.min(...all.map(({ low }) => low))),
        million(Math.max(...all.map(({ high }) => high))),
        22,
      )
      const at = [0.28, 0.72].map((share) => plot.left + (plot.right - plot.left) * share)
      const drawn = kinds.map((kind, row) => {
        const { color, shape, aside, dash } = looks[kind]
        const spots = ([groups[kind].before, groups[kind].after] as const).map((mean, place) => ({
          mean,
          x: (at[place] ?? 0) + aside,
          y: plot.y(million(mean.value)),
        }))
        const whiskers = spots.map(({ mean, x, y }, place) => {
          const [top, bottom] = [plot.y(million(mean.high)), plot.y(million(mean.low))]
          const [anchor, side] = place === 0 ? (['end', -16] as const) : (['start', 16] as const)
          return (
            line(x, top, x, bottom, color, ' stroke-width="1.6"') +
            line(x - 5, top, x + 5, top, color, ' stroke-width="1.6"') +
            line(x - 5, bottom, x + 5, bottom, color, ' stroke-width="1.6"') +
            marker(shape, x, y, color) +
            label((at[place] ?? 0) + side * 1.4, y + (aside < 0 ? -4 : 12), text(mean.value), {
              anchor,
              bold: true,
              halo: true,
              fill: color,
            })
          )
        })
        const legend = 20 + row * 22
        return (
          `<path d="${pathOf(spots.map(({ x, y }) => [x, y] as const))}" fill="none" stroke="${color}" stroke-width="2.2"${dash}/>` +
          whiskers.join('') +
          line(46, legend - 4, 76, legend - 4, color, ` stroke-width="2.2"${dash}`) +
          marker(shape, 61, legend - 4, color) +
          label(84, legend, groupNames[kind][language], { size: 13 })
        )
      })
      const years = [before, after].map((year, place) =>
        label(at[place] ?? 0, plot.bottom + 18, String(year), { anchor: 'middle', fill: ink.hint }),
      )
      const said = kinds.map(
        (kind) =>
          `${groupNames[kind][language]}: ${before} ${text(groups[kind].before.value)}, ${after} ${text(groups[kind].after.value)}`,
      )
      return picture(
        plot,
        look,
        title[language],
        `${said.join('; ')}.`,
        gridOf(plot, language, null) + drawn.join('') + years.join(''),
      )
    },
  }
}
