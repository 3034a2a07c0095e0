import type { Language } from '../platform/language.ts'
import { formatFixed } from '../platform/numbers.ts'
import {
  besideLine,
  type ChartLook,
  everyNth,
  gridOf,
  ink,
  label,
  line,
  marker,
  type Plot,
  pathOf,
  picture,
  plotOf,
  px,
} from './chart.ts'

/** Years under an axis, as many as fit. @param room how far apart they stand */
export function yearLabels(
  plot: Plot,
  years: readonly number[],
  middle: (place: number) => number,
  room: number,
): string {
  const nth = everyNth(room, 36)
  return years
    .map((year, place) =>
      place % nth === 0
        ? label(middle(place), plot.bottom + 18, String(year), { anchor: 'middle', fill: ink.hint })
        : '',
    )
    .join('')
}

interface Line {
  readonly name: string
  /** A word or letter for it, beside its last value. */
  readonly short?: string
  readonly points: readonly { readonly year: number; readonly value: number | null }[]
  readonly color: string
  readonly shape: 'circle' | 'square'
  readonly dashed?: boolean
}

/** A range behind the lines, with its middle as a thin line; years that it lacks break it. */
interface Band {
  readonly name: string
  readonly points: readonly {
    readonly year: number
    readonly low: number
    readonly middle: number
    readonly high: number
  }[]
}

export interface LineSet {
  readonly title: string
  readonly description: string
  readonly lines: readonly Line[]
  readonly band?: Band
  /** A level drawn as an axis: 100 of an index, 0 of a growth. */
  readonly base: number
  readonly digits: number
}

/** Lines over years, each with its own sign, dash and name at the top. */
export function lineChart(look: ChartLook, set: LineSet): string {
  const { language, size } = look
  const years = [
    ...new Set([
      ...set.lines.flatMap(({ points }) => points.map(({ year }) => year)),
      ...(set.band?.points ?? []).map(({ year }) => year),
    ]),
  ].sort((a, b) => a - b)
  const values = [
    ...set.lines.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value]))),
    ...(set.band?.points ?? []).flatMap(({ low, high }) => [low, high]),
  ]
  const rows = set.lines.length + (set.band === undefined ? 0 : 1)
  const many = rows > 1
  const top = many ? 22 + 22 * rows : 26
  const plot = plotOf(
    size,
    top,
    Math.min(set.base, ...values),
    Math.max(set.base, ...values),
    many ? endRoom(set, look) : 22,
  )
  // The figures of one line stand over its ends too: half of the longest has room there.
  const longest = Math.max(...values.map((value) => formatFixed(value, set.digits, language).length))
  const inset = many ? 12 : Math.max(12, 3.7 * longest - 4)
  const step = (plot.right - plot.left - 12 - inset) / Math.max(1, years.length - 1)
  const at = (place: number) => plot.left + inset + step * place
  const place = new Map(years.map((year, index) => [year, index]))
  const x = (year: number) => at(place.get(year) ?? 0)
  const drawn = set.lines.map(({ points, color, shape, dashed }) => {
    const known = new Map(points.map(({ year, value }) => [year, value]))
    const spots = years.map((year, index) => {
      const value = known.get(year)
      return value === null || value === undefined ? null : ([at(index), plot.y(value)] as const)
    })
    const signs = spots.map((spot) => (spot === null ? '' : marker(shape, spot[0], spot[1], color))).join('')
    return (
      `<path d="${pathOf(spots)}" fill="none" stroke="${color}" stroke-width="2.2"${dashed ? ' stroke-dasharray="6 4"' : ''}/>` +
      signs
    )
  })
  const last = years.at(-1)
  return picture(
    plot,
    look,
    set.title,
    set.description,
    (many ? legendOf(set, size === 'wide' ? 90 : 36) : '') +
      (set.band === undefined ? '' : bandOf(set.band, years, x, plot, step)) +
      gridOf(plot, language, null) +
      line(
        plot.left,
        plot.y(set.base),
        plot.right,
        plot.y(set.base),
        ink.text,
        ' stroke-width="1.2" stroke-dasharray="2 3"',
      ) +
      drawn.join('') +
      // Of several lines only the ends are labelled: the table has the rest.
      (many
        ? endsOf(set, last, plot, look).join('')
        : set.lines.map((one) => valuesOf(one, years, at, plot, set.digits, language)).join('')) +
      yearLabels(plot, years, at, step),
  )
}

/** The values over a line, as many as stand beside each other, the last one always. */
function valuesOf(
  { points, color }: Line,
  years: readonly number[],
  at: (place: number) => number,
  plot: Plot,
  digits: number,
  language: Language,
): string {
  const widest = Math.max(
    ...points.map(({ value }) => (value === null ? 0 : formatFixed(value, digits, language).length)),
  )
  const nth = everyNth(at(1) - at(0), Math.max(44, 7 * widest + 8))
  const known = new Map(points.map(({ year, value }) => [year, value]))
  return points
    .map(({ year, value }) => {
      const index = years.indexOf(year)
      const wanted = index === years.length - 1 || (index % nth === 0 && years.length - 1 - index >= nth)
      if (value === null || !wanted) return ''
      const next = (other: number) => {
        const neighbour = known.get(years[other] ?? 0)
        return neighbour === null || neighbour === undefined ? undefined : plot.y(neighbour)
      }
      const place = besideLine([at(index), plot.y(value)], next(index - 1), next(index + 1), at(1) - at(0))
      return label(place.x, place.y, formatFixed(value, digits, language), {
        anchor: 'middle',
        bold: true,
        halo: true,
        fill: color,
      })
    })
    .join('')
}

/** A line's short name beside its last value, where it has room. */
const shortName = (short: string | undefined, { size }: ChartLook): string =>
  short === undefined || (size === 'narrow' && short.length > 1) ? '' : short

const figureWidth = (figure: string) => 7.2 * figure.length + 4

/** Room at the right for the longest last value with its name. */
function endRoom(set: LineSet, look: ChartLook): number {
  const widths = set.lines.flatMap(({ points, short }) =>
    points.flatMap(({ value }) =>
      value === null
        ? []
        : [figureWidth(formatFixed(value, set.digits, look.language)) + 6.6 * shortName(short, look).length],
    ),
  )
  return Math.max(56, ...widths)
}

/** The lines' last values at their right ends, moved apart where they would touch. */
function endsOf(set: LineSet, last: number | undefined, plot: Plot, look: ChartLook): string[] {
  const ends = set.lines
    .flatMap(({ points, color, short }) =>
      points.flatMap(({ year, value }) =>
        year === last && value !== null ? [{ value, color, short, at: plot.y(value) + 4 }] : [],
      ),
    )
    .sort((one, other) => one.at - other.at)
  let free = Number.NEGATIVE_INFINITY
  return ends.map(({ value, color, short, at }) => {
    const y = Math.max(at, free)
    free = y + 14
    const figure = formatFixed(value, set.digits, look.language)
    const name = shortName(short, look)
    return (
      label(plot.right - 4, y, figure, { bold: true, fill: color }) +
      (name === '' ? '' : label(plot.right - 4 + figureWidth(figure), y, name, { fill: color }))
    )
  })
}

const bandFill = '#5b6b7c'

/** A run of years as an area, a year alone as a bar. @param x from a year to where it stands */
function bandOf(
  { points }: Band,
  years: readonly number[],
  x: (year: number) => number,
  plot: Plot,
  step: number,
): string {
  const known = new Map(points.map((point) => [point.year, point]))
  const runs: Band['points'][number][][] = []
  for (const [index, year] of years.entries()) {
    const point = known.get(year)
    if (point === undefined) continue
    const before = years[index - 1]
    const run = before !== undefined && known.has(before) ? runs.at(-1) : undefined
    if (run === undefined) runs.push([point])
    else run.push(point)
  }
  const look = `fill="${bandFill}" fill-opacity="0.18"`
  return runs
    .map((run) => {
      const [first] = run
      if (first !== undefined && run.length === 1) {
        const width = Math.min(24, step)
        const [high, low] = [plot.y(first.high), plot.y(first.low)]
        return (
          `<rect x="${px(x(first.year) - width / 2)}" y="${px(high)}" width="${px(width)}" height="${px(low - high)}" ${look}/>` +
          line(
            x(first.year) - width / 2,
            plot.y(first.middle),
            x(first.year) + width / 2,
            plot.y(first.middle),
            bandFill,
          )
        )
      }
      const edge = (value: (point: Band['points'][number]) => number) =>
        run.map((point) => [x(point.year), plot.y(value(point))] as const)
      return (
        `<path d="${pathOf([...edge(({ high }) => high), ...edge(({ low }) => low).reverse()])}Z" ${look}/>` +
        `<path d="${pathOf(edge(({ middle }) => middle))}" fill="none" stroke="${bandFill}" stroke-width="1.6" stroke-dasharray="2 3"/>`
      )
    })
    .join('')
}

function legendOf({ lines, band }: LineSet, most: number): string {
  const named = (name: string, row: number, sign: string) =>
    sign + label(84, 20 + row * 22, shortened(name, most), { size: 13 })
  return (
    lines
      .map(({ name, color, shape, dashed }, row) => {
        const y = 16 + row * 22
        const dash = dashed ? ' stroke-dasharray="6 4"' : ''
        return named(
          name,
          row,
          line(46, y, 76, y, color, ` stroke-width="2.2"${dash}`) + marker(shape, 61, y, color),
        )
      })
      .join('') +
    (band === undefined
      ? ''
      : named(
          band.name,
          lines.length,
          `<rect x="46" y="${9 + lines.length * 22}" width="30" height="14" fill="${bandFill}" fill-opacity="0.18"/>` +
            line(
              46,
              16 + lines.length * 22,
              76,
              16 + lines.length * 22,
              bandFill,
              ' stroke-width="1.6" stroke-dasharray="2 3"',
            ),
        ))
  )
}

const shortened = (text: string, most: number) =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`
