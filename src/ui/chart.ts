import type { Language, Words } from '../platform/language.ts'
import { formatFixed } from '../platform/numbers.ts'
import { isSample, sampleWords } from '../platform/sample.ts'

/*
 * What the charts are drawn with: strings of SVG with presentation attributes only, which a page may hold under its
 * content security policy, and which are the same bytes whenever they are drawn.
 */

/** `wide` stands on a page or in a document, `narrow` on a phone, each drawn at the size that its letters are read at. */
export type ChartSize = 'wide' | 'narrow'

export interface ChartLook {
  readonly language: Language
  readonly size: ChartSize
  /** Begins the ids inside, so that several charts may stand on one page. */
  readonly id: string
  /** Font family; the page's own where not said. */
  readonly font?: string
  /** What its parts are called, by key. */
  readonly names?: Readonly<Record<string, Words>>
}

export const ink = {
  text: '#17212e',
  hint: '#45525f',
  grid: '#d3dae2',
  capital: '#0b4a7f',
  labour: '#8a4b00',
  tfp: '#17663a',
} as const

/** Text that is safe between tags and in attributes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** A coordinate with one decimal: enough for a screen, and the same text on every machine. */
export const px = (value: number): string => String(Math.round(value * 10) / 10)

/** Round steps that hold the values: 0, 2, 4, … @param most how many steps at most */
export function niceTicks(low: number, high: number, most = 6): number[] {
  const span = high - low || Math.abs(high) || 1
  const rough = span / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9))
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** A number on an axis: as many decimals as its step needs. */
function tickText(value: number, ticks: readonly number[], language: Language): string {
  const digits = Math.min(
    3,
    Math.max(...ticks.map((tick) => (String(Math.abs(tick)).split('.')[1] ?? '').length)),
  )
  return formatFixed(value, digits, language)
}

export interface TextLook {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly size?: number
  readonly fill?: string
  readonly bold?: boolean
  /** A white edge that keeps it legible over lines and bars. */
  readonly halo?: boolean
}

export function label(x: number, y: number, text: string, look: TextLook = {}): string {
  const halo = look.halo ? ' stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"' : ''
  return `<text x="${px(x)}" y="${px(y)}" text-anchor="${look.anchor ?? 'start'}" font-size="${look.size ?? 12}" fill="${look.fill ?? ink.text}"${look.bold ? ' font-weight="600"' : ''}${halo}>${escapeXml(text)}</text>`
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string, extra = ''): string {
  return `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" stroke="${stroke}"${extra}/>`
}

/** A path through the points; a null breaks it. */
export function pathOf(points: readonly (readonly [number, number] | null)[]): string {
  let pen = false
  return points
    .map((point) => {
      const command = point === null ? '' : `${pen ? 'L' : 'M'}${px(point[0])} ${px(point[1])}`
      pen = point !== null
      return command
    })
    .join('')
}

/** The signs on lines, told apart by shape. */
export function marker(shape: 'circle' | 'square', x: number, y: number, stroke: string): string {
  const look = `fill="#fff" stroke="${stroke}" stroke-width="2"`
  return shape === 'circle'
    ? `<circle cx="${px(x)}" cy="${px(y)}" r="3.5" ${look}/>`
    : `<rect x="${px(x - 3.5)}" y="${px(y - 3.5)}" width="7" height="7" ${look}/>`
}

/** Where a chart's own area lies, and the scales into it. */
export interface Plot {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly ticks: readonly number[]
  /** From a value to its height on the page. */
  readonly y: (value: number) => number
}

export const widths: Readonly<Record<ChartSize, number>> = { wide: 760, narrow: 352 }
export const heights: Readonly<Record<ChartSize, number>> = { wide: 380, narrow: 340 }

/** Lays out the area below `top` for values between low and high. @param right room at the right, for labels of lines */
export function plotOf(
  size: ChartSize,
  top: number,
  low: number,
  high: number,
  right: number,
  foot = 28,
): Plot {
  const width = widths[size]
  const height = heights[size]
  const ticks = niceTicks(low, high)
  const bottom = height - foot
  const [first, last] = [ticks[0] ?? 0, ticks.at(-1) ?? 1]
  const y = (value: number) => bottom - ((value - first) / (last - first)) * (bottom - top)
  // Room for the longest number on the axis: Vietnamese and English write them equally long.
  const widest = Math.max(...ticks.map((tick) => tickText(tick, ticks, 'vi').length))
  return { width, height, left: Math.max(46, 12 + 7 * widest), right: width - right, top, bottom, ticks, y }
}

/** Horizontal lines with their values; the line of `strong` is drawn as an axis. */
export function gridOf(plot: Plot, language: Language, strong: number | null): string {
  return plot.ticks
    .map((tick) => {
      const at = plot.y(tick)
      const axis = tick === strong
      return (
        line(
          plot.left,
          at,
          plot.right,
          at,
          axis ? ink.text : ink.grid,
          axis ? ' stroke-width="1.2"' : ' stroke-width="1"',
        ) +
        label(plot.left - 6, at + 4, tickText(tick, plot.ticks, language), { anchor: 'end', fill: ink.hint })
      )
    })
    .join('')
}

/** Every how many-th label fits when each stands `room` apart and is `need` wide. */
export const everyNth = (room: number, need: number): number =>
  Math.max(1, Math.ceil(need / Math.max(room, 0.1)))

/**
 * Where the figure of a point stands so that it does not lie on the line: above it; beside its higher neighbour's way where the line rises
 * or falls steeply, below it in a dip. Heights grow downwards.
 * @param step how far apart the points stand
 */
export function besideLine(
  [x, y]: readonly [number, number],
  before: number | undefined,
  after: number | undefined,
  step: number,
): { readonly x: number; readonly y: number; readonly below: boolean } {
  const steep = (neighbour: number | undefined) =>
    neighbour !== undefined && ((y - neighbour) * 16) / step > 5
  const [left, right] = [steep(before), steep(after)]
  if ((left || before === undefined) && (right || after === undefined) && (left || right)) {
    return { x, y: y + 18, below: true }
  }
  const aside = right === left ? 0 : right ? -10 : 10
  return { x: x + aside, y: y - 9, below: false }
}

/** Room that a picture of sample data has at its right for what it says of itself, so that no label touches it. */
const sampleRoom = 14

/** What a picture of sample data says of itself: up its right edge, in room of its own. */
function sampleNote(plot: Pick<Plot, 'width' | 'height'>, { language }: ChartLook): string {
  if (!isSample()) return ''
  const [x, y] = [plot.width + sampleRoom - 3, plot.height - 6]
  return `<text x="${x}" y="${y}" transform="rotate(-90 ${x} ${y})" font-size="10" font-weight="600" fill="#a00000">${sampleWords[language]}</text>`
}

/** The whole picture with its name and what it says, for those who do not see it. */
export function picture(
  plot: Pick<Plot, 'width' | 'height'>,
  look: ChartLook,
  title: string,
  description: string,
  body: string,
): string {
  const width = plot.width + (isSample() ? sampleRoom : 0)
  const font = look.font ?? "'Be Vietnam Pro', system-ui, sans-serif"
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${plot.height}" width="${width}" height="${plot.height}" ` +
    `role="img" aria-labelledby="${look.id}-t ${look.id}-d" font-family="${escapeXml(font)}">` +
    `<title id="${look.id}-t">${escapeXml(title)}</title><desc id="${look.id}-d">${escapeXml(description)}</desc>` +
    `<rect width="${width}" height="${plot.height}" fill="#fff"/>${body}${sampleNote(plot, look)}</svg>`
  )
}
