import { formatNumber } from '../tfp/index.ts'
import {
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
} from './svg.ts'

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

export interface LineSet {
  readonly title: string
  readonly description: string
  readonly lines: readonly {
    readonly name: string
    readonly points: readonly { readonly year: number; readonly value: number | null }[]
    readonly color: string
    readonly shape: 'circle' | 'square'
    readonly dashed?: boolean
  }[]
  /** A level drawn as an axis: 100 of an index, 0 of a growth. */
  readonly base: number
  readonly digits: number
}

/** Lines over years, each with its own sign, dash and name at the top. */
export function lineChart(look: ChartLook, set: LineSet): string {
  const { language, size } = look
  const years = [...new Set(set.lines.flatMap(({ points }) => points.map(({ year }) => year)))].sort(
    (a, b) => a - b,
  )
  const values = set.lines.flatMap(({ points }) =>
    points.flatMap(({ value }) => (value === null ? [] : [value])),
  )
  const many = set.lines.length > 1
  const top = many ? 22 + 22 * set.lines.length : 26
  const plot = plotOf(size, top, Math.min(set.base, ...values), Math.max(set.base, ...values), many ? 56 : 22)
  const step = (plot.right - plot.left - 24) / Math.max(1, years.length - 1)
  const at = (place: number) => plot.left + 12 + step * place
  const place = new Map(years.map((year, index) => [year, index]))
  const nth = everyNth(step, 44)
  const drawn = set.lines.map(({ points, color, shape, dashed }) => {
    const known = new Map(points.map(({ year, value }) => [year, value]))
    const spots = years.map((year, index) => {
      const value = known.get(year)
      return value === null || value === undefined ? null : ([at(index), plot.y(value)] as const)
    })
    const signs = spots.map((spot) => (spot === null ? '' : marker(shape, spot[0], spot[1], color))).join('')
    const texts = points
      .map(({ year, value }) => {
        const index = place.get(year) ?? 0
        const end = index === years.length - 1
        // Of two lines only the ends are labelled: the table has the rest.
        const wanted = many ? end : end || (index % nth === 0 && years.length - 1 - index >= nth)
        if (value === null || !wanted) return ''
        const shown = formatNumber(value, set.digits, language)
        return many
          ? label(at(index) + 8, plot.y(value) + 4, shown, { bold: true, fill: color })
          : label(at(index), plot.y(value) - 10, shown, {
              anchor: 'middle',
              bold: true,
              halo: true,
              fill: color,
            })
      })
      .join('')
    return (
      `<path d="${pathOf(spots)}" fill="none" stroke="${color}" stroke-width="2.2"${dashed ? ' stroke-dasharray="6 4"' : ''}/>` +
      signs +
      texts
    )
  })
  const legend = many
    ? set.lines
        .map(({ name, color, shape, dashed }, row) => {
          const y = 20 + row * 22
          return (
            line(
              46,
              y - 4,
              76,
              y - 4,
              color,
              ` stroke-width="2.2"${dashed ? ' stroke-dasharray="6 4"' : ''}`,
            ) +
            marker(shape, 61, y - 4, color) +
            label(84, y, shortened(name, size === 'wide' ? 90 : 36), { size: 13 })
          )
        })
        .join('')
    : ''
  return picture(
    plot,
    look,
    set.title,
    set.description,
    legend +
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
      yearLabels(plot, years, at, step),
  )
}

const shortened = (text: string, most: number) =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`
