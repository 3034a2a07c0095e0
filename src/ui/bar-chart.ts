import { type ChartLook, escapeXml, heights, ink, label, line, picture, px, widths } from './chart.ts'

/** One bar, lying under its name. */
export interface Bar {
  readonly name: string
  /** What stands at its end, with its unit. */
  readonly figure: string
  /** Its length: 1 is what was asked for, or the whole. */
  readonly share: number
  /** The share of the time that has gone by, marked on it. */
  readonly passed?: number
}

export interface BarSet {
  readonly title: string
  readonly description: string
  readonly bars: readonly Bar[]
  /** What the line at 1 is called; none where nothing was asked for. */
  readonly goal?: string
  /** What the mark of the time on a bar is called. */
  readonly time?: string
}

/** Bars are drawn to this many times of what was asked for; a longer one ends open, its figure says how long it is. */
const longest = 2

/** Bars one below the other, each with its name, its figure and, where there is one, the time that has gone by. */
export function barChart(look: ChartLook, set: BarSet): string {
  const width = widths[look.size]
  const figures = Math.max(...set.bars.map(({ figure }) => 7.2 * figure.length + 12), 40)
  const whole = Math.max(1, Math.min(longest, ...[Math.max(...set.bars.map(({ share }) => share))]))
  const room = width - figures - 8
  const x = (share: number) => 4 + (Math.max(0, Math.min(whole, share)) / whole) * room
  const keyed = set.goal !== undefined || set.time !== undefined
  const top = keyed ? 34 : 10
  const step = 42
  const height = Math.min(top + step * set.bars.length + 6, 4 * heights.wide)
  const most = Math.max(8, Math.floor(width / 7.4))
  const bars = set.bars.map((bar, place) => {
    const y = top + step * place
    const done = bar.share >= 1 && set.goal !== undefined
    const fill = done ? ink.tfp : ink.capital
    const end = x(bar.share)
    const name = bar.name.length > most ? `${bar.name.slice(0, most - 1)}…` : bar.name
    return (
      `<g><title>${escapeXml(`${bar.name}: ${bar.figure}`)}</title>` +
      label(4, y + 12, name, { size: 13 }) +
      `<rect x="4" y="${y + 18}" width="${px(room)}" height="14" fill="${ink.grid}" opacity="0.55"/>` +
      `<rect x="4" y="${y + 18}" width="${px(Math.max(1, end - 4))}" height="14" fill="${fill}"/>` +
      (bar.share > longest ? `<path d="M${px(end - 9)} ${y + 18}l6 7-6 7h4l6-7-6-7z" fill="#fff"/>` : '') +
      (set.goal !== undefined && whole > 1
        ? line(x(1), y + 15, x(1), y + 35, ink.text, ' stroke-width="1.2"')
        : '') +
      (bar.passed === undefined
        ? ''
        : line(x(bar.passed), y + 15, x(bar.passed), y + 35, ink.labour, ' stroke-width="2.6"')) +
      label(4 + room + 8, y + 30, bar.figure, { bold: true }) +
      '</g>'
    )
  })
  return picture({ width, height }, look, set.title, set.description, keyOf(set) + bars.join(''))
}

function keyOf({ goal, time }: BarSet): string {
  const second = goal === undefined ? 4 : 4 + 30 + 7 * goal.length
  return (
    (goal === undefined
      ? ''
      : line(10, 6, 10, 24, ink.text, ' stroke-width="1.2"') + label(18, 19, goal, { fill: ink.hint })) +
    (time === undefined
      ? ''
      : line(second + 6, 6, second + 6, 24, ink.labour, ' stroke-width="2.6"') +
        label(second + 14, 19, time, { fill: ink.hint }))
  )
}
