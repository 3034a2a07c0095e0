import type { Words } from '../platform/language.ts'
import { formatFixed } from '../platform/numbers.ts'
import {
  besideLine,
  type ChartLook,
  escapeXml,
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
  widths,
} from './chart.ts'
import { yearLabels } from './chart-lines.ts'

/**
 * The looks of pieces, told apart without their colours by their lines and dots. Blue is capital, brown labour, green TFP, in every
 * chart; what is no factor of growth (sectors, parts of productivity) has colours that mean none of them; what is left over is grey.
 */
const looks = {
  capital: [ink.capital, ink.capital, ''],
  across: [ink.capital, '#e2ecf6', stroked('M0 3.5H7', ink.capital)],
  down: [ink.capital, '#e2ecf6', stroked('M3.5 0V7', ink.capital)],
  mesh: [ink.capital, '#e2ecf6', stroked('M0 3.5H7M3.5 0V7', ink.capital)],
  labour: [ink.labour, '#fbeedd', stroked('M-1 8L8 -1M-1 1L1 -1M6 8L8 6', ink.labour)],
  quality: [
    ink.labour,
    '#fbeedd',
    stroked('M-1 -1L8 8M6 -1L8 1M-1 6L1 8M-1 8L8 -1M-1 1L1 -1M6 8L8 6', ink.labour),
  ],
  tfp: [ink.tfp, '#d6eddf', dotted(1.5, ink.tfp)],
  violet: ['#5b3f8c', '#5b3f8c', ''],
  violetDots: ['#5b3f8c', '#ece6f6', dotted(1.5, '#5b3f8c')],
  plumSlanted: ['#8c2f63', '#f8e6f0', stroked('M-1 8L8 -1M-1 1L1 -1M6 8L8 6', '#8c2f63')],
  plumAcross: ['#8c2f63', '#f8e6f0', stroked('M0 3.5H7', '#8c2f63')],
  tealDown: ['#0d6470', '#def0f2', stroked('M3.5 0V7', '#0d6470')],
  tealMesh: ['#0d6470', '#def0f2', stroked('M0 3.5H7M3.5 0V7', '#0d6470')],
  grey: [ink.hint, '#ffffff', dotted(0.9, ink.hint)],
} as const satisfies Readonly<Record<string, readonly [edge: string, ground: string, pattern: string]>>

/** How a piece is filled. */
export type StackFill = keyof typeof looks

function stroked(path: string, color: string): string {
  return `<path d="${path}" stroke="${color}" stroke-width="1.6"/>`
}

function dotted(radius: number, color: string): string {
  return `<circle cx="3.5" cy="3.5" r="${radius}" fill="${color}"/>`
}

/** One piece of every year's bar. */
export interface StackPiece {
  readonly words: Words
  /** Its height in each year; null where it is not known. */
  readonly points: readonly (number | null)[]
  readonly fill: StackFill
}

/** What a stacked chart shows: pieces of each year, and their sum. */
export interface Stack {
  readonly title: string
  readonly description: string
  readonly years: readonly number[]
  readonly pieces: readonly StackPiece[]
  readonly total: { readonly words: Words; readonly points: readonly number[] }
}

/**
 * Pieces of each year on each other, negative ones below the axis, their sum as a line over them. Pure: the same bytes each time.
 */
export function stackedChart(look: ChartLook, stack: Stack): string {
  const { language, size, id } = look
  const { years, total } = stack
  const across = columnsOf(stack, look)
  const rows = Math.ceil((stack.pieces.length + 1) / across)
  // A phone has few signs a line: the picture grows by them, where a document's keeps its height.
  const extra = size === 'wide' ? 0 : 22 * Math.max(0, rows - 2)
  const ends = years.flatMap((_, t) => [...heightsOf(stack, t), total.points[t] ?? 0])
  const plot = plotOf(
    size,
    20 + 22 * rows - extra,
    Math.min(0, ...ends),
    Math.max(0, ...ends),
    size === 'wide' ? 14 : 8,
  )
  const band = (plot.right - plot.left) / Math.max(1, years.length)
  const middle = (place: number) => plot.left + band * (place + 0.5)
  return picture(
    { width: plot.width, height: plot.height + extra },
    look,
    stack.title,
    stack.description,
    patterns(stack, id) +
      legend(stack, look, across) +
      `<g transform="translate(0 ${extra})">` +
      gridOf(plot, language, null) +
      years.map((_, t) => barOf(stack, t, look, plot, middle(t), Math.min(46, band * 0.62))).join('') +
      line(plot.left, plot.y(0), plot.right, plot.y(0), ink.text, ' stroke-width="1.2"') +
      totalLine(stack, look, plot, middle, band) +
      yearLabels(plot, years, middle, band) +
      '</g>',
  )
}

/** How high a year's bar goes above the axis, and how low below it. */
function heightsOf({ pieces }: Stack, t: number): [up: number, down: number] {
  const values = pieces.map(({ points }) => points[t] ?? 0)
  const sum = (keep: (value: number) => boolean) => values.filter(keep).reduce((one, other) => one + other, 0)
  return [sum((value) => value > 0), sum((value) => value < 0)]
}

const fillOf = (fill: StackFill, id: string) =>
  looks[fill][2] === '' ? looks[fill][1] : `url(#${id}-${fill})`

/** The patterns that the pieces are filled with, each once. */
function patterns({ pieces }: Stack, id: string): string {
  const drawn = [...new Set(pieces.map(({ fill }) => fill))].filter((fill) => looks[fill][2] !== '')
  const swatch = (fill: StackFill) =>
    `<pattern id="${id}-${fill}" width="7" height="7" patternUnits="userSpaceOnUse">` +
    `<rect width="7" height="7" fill="${looks[fill][1]}"/>${looks[fill][2]}</pattern>`
  return `<defs>${drawn.map(swatch).join('')}</defs>`
}

function barOf(
  { years, pieces }: Stack,
  t: number,
  { language, id }: ChartLook,
  plot: Plot,
  x: number,
  width: number,
): string {
  let [up, down] = [0, 0]
  return pieces
    .map(({ words, points, fill }) => {
      const value = points[t]
      if (value === null || value === undefined) return ''
      const from = value >= 0 ? up : down
      if (value >= 0) up += value
      else down += value
      const [top, bottom] = [plot.y(Math.max(from, from + value)), plot.y(Math.min(from, from + value))]
      return (
        `<rect x="${px(x - width / 2)}" y="${px(top)}" width="${px(width)}" height="${px(bottom - top)}" ` +
        `fill="${fillOf(fill, id)}" stroke="${looks[fill][0]}" stroke-width="1">` +
        `<title>${escapeXml(`${years[t]}, ${words[language]}: ${formatFixed(value, 2, language)}`)}</title></rect>`
      )
    })
    .join('')
}

/** The sum as a line, with its values beside it. */
function totalLine(
  { total }: Stack,
  { language }: ChartLook,
  plot: Plot,
  middle: (place: number) => number,
  band: number,
): string {
  const spots = total.points.map((value, t) => [middle(t), plot.y(value)] as const)
  const nth = everyNth(band, 34)
  return (
    `<path d="${pathOf(spots)}" fill="none" stroke="${ink.text}" stroke-width="2"/>` +
    spots.map(([x, y]) => marker('circle', x, y, ink.text)).join('') +
    spots
      .map(([x, y], t) => {
        if (t % nth !== 0) return ''
        const place = besideLine([x, y], spots[t - 1]?.[1], spots[t + 1]?.[1], band)
        const figure = formatFixed(total.points[t] ?? 0, 1, language)
        const width = 7 * figure.length + 4
        // On a bar the figure stands on white, or a stripe beside it reads as a minus.
        const plate = place.below
          ? `<rect x="${px(place.x - width / 2)}" y="${px(place.y - 11)}" width="${width}" height="14" rx="2" fill="#fff"/>`
          : ''
        return plate + label(place.x, place.y, figure, { anchor: 'middle', bold: true, halo: true })
      })
      .join('')
  )
}

/** How many names of pieces stand beside each other, so that the longest has its room. */
function columnsOf({ pieces, total }: Stack, { language, size }: ChartLook): number {
  const longest = Math.max(...[...pieces, total].map(({ words }) => words[language].length))
  const room = widths[size] - 46
  const fits = Math.floor(room / (36 + 7.5 * longest))
  return Math.max(1, Math.min(fits, size === 'wide' ? 4 : 2, pieces.length + 1))
}

function legend({ pieces, total }: Stack, { language, size, id }: ChartLook, across: number): string {
  const step = Math.min((widths[size] - 46) / across, 240)
  const at = (place: number) => [46 + (place % across) * step, 22 + Math.floor(place / across) * 22] as const
  const named = (words: Words, place: number, sign: string) => {
    const [x, y] = at(place)
    return sign + label(x + 29, y, words[language], { size: 13 })
  }
  const [x, y] = at(pieces.length)
  return (
    pieces
      .map(({ words, fill }, place) => {
        const [x, y] = at(place)
        return named(
          words,
          place,
          `<rect x="${px(x)}" y="${px(y - 11)}" width="22" height="13" fill="${fillOf(fill, id)}" stroke="${looks[fill][0]}"/>`,
        )
      })
      .join('') +
    named(
      total.words,
      pieces.length,
      line(x, y - 4, x + 22, y - 4, ink.text, ' stroke-width="2"') +
        marker('circle', x + 11, y - 4, ink.text),
    )
  )
}
