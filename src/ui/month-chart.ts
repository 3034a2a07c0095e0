import { formatNumber } from '../platform/numbers.ts'
import {
  type ChartLook,
  escapeXml,
  gridOf,
  ink,
  label,
  line,
  marker,
  pathOf,
  picture,
  plotOf,
  px,
} from './chart.ts'

export interface MonthSet {
  readonly title: string
  readonly description: string
  /** What was spent in January, February, …; null in months to come. */
  readonly months: readonly (number | null)[]
  /** What the year's plan comes to, reached evenly from month to month. */
  readonly plan: number
  readonly names: { readonly month: string; readonly sum: string; readonly plan: string }
}

/** A year's months as columns, their running sum as a line, and the year's plan as the line that it would take evenly. */
export function monthChart(look: ChartLook, set: MonthSet): string {
  const { language, size } = look
  const sums = runningSums(set.months)
  const last = sums.findLastIndex((sum) => sum !== null)
  const known = sums.filter((sum) => sum !== null)
  const low = Math.min(0, ...known, ...set.months.map((month) => month ?? 0))
  const plot = plotOf(size, 84, low, Math.max(set.plan, ...known, 1), 16)
  const band = (plot.right - plot.left) / 12
  const middle = (place: number) => plot.left + band * (place + 0.5)
  const write = (value: number) => formatNumber(value, language, 1)
  const columns = set.months.map((value, place) => {
    if (value === null || value === 0) return ''
    const [top, bottom] = [plot.y(Math.max(0, value)), plot.y(Math.min(0, value))]
    return (
      `<rect x="${px(middle(place) - band * 0.32)}" y="${px(top)}" width="${px(band * 0.64)}" height="${px(bottom - top)}" fill="#e2ecf6" stroke="${ink.capital}">` +
      `<title>${escapeXml(`${place + 1}: ${write(value)}`)}</title></rect>`
    )
  })
  const spots = sums.map((sum, place) => (sum === null ? null : ([middle(place), plot.y(sum)] as const)))
  const end = last < 0 ? null : ([middle(last), plot.y(sums[last] ?? 0)] as const)
  return picture(
    plot,
    look,
    set.title,
    set.description,
    keyOf(set, plot.left) +
      gridOf(plot, language, 0) +
      columns.join('') +
      line(
        plot.left,
        plot.y(0),
        middle(11) + band / 2,
        plot.y(set.plan),
        ink.labour,
        ' stroke-width="2.2" stroke-dasharray="6 4"',
      ) +
      `<path d="${pathOf(spots)}" fill="none" stroke="${ink.capital}" stroke-width="2.2"/>` +
      spots.map((spot) => (spot === null ? '' : marker('circle', spot[0], spot[1], ink.capital))).join('') +
      (end === null
        ? ''
        : label(end[0], end[1] - 10, write(sums[last] ?? 0), {
            anchor: 'middle',
            bold: true,
            halo: true,
            fill: ink.capital,
          })) +
      set.months
        .map((_, place) =>
          label(middle(place), plot.bottom + 18, String(place + 1), { anchor: 'middle', fill: ink.hint }),
        )
        .join(''),
  )
}

/** The sum up to each month; null from the first month to come. */
export function runningSums(months: readonly (number | null)[]): (number | null)[] {
  let sum = 0
  return months.map((month) => {
    if (month === null) return null
    sum += month
    return sum
  })
}

function keyOf({ names }: MonthSet, left: number): string {
  const at = (row: number) => 16 + 22 * row
  return (
    `<rect x="${left}" y="${at(0) - 10}" width="22" height="12" fill="#e2ecf6" stroke="${ink.capital}"/>` +
    label(left + 30, at(0), names.month, { size: 13 }) +
    line(left, at(1) - 4, left + 22, at(1) - 4, ink.capital, ' stroke-width="2.2"') +
    marker('circle', left + 11, at(1) - 4, ink.capital) +
    label(left + 30, at(1), names.sum, { size: 13 }) +
    line(left, at(2) - 4, left + 22, at(2) - 4, ink.labour, ' stroke-width="2.2" stroke-dasharray="6 4"') +
    label(left + 30, at(2), names.plan, { size: 13 })
  )
}
