import { type Words, words } from '../../platform/language.ts'
import { formatNumber, rateUnit } from '../../tfp/index.ts'
import {
  type ChartLook,
  escapeXml,
  everyNth,
  gridOf,
  ink,
  label,
  line,
  marker,
  pathOf,
  picture,
  plotOf,
  px,
  widths,
  yearLabels,
} from '../../ui/index.ts'
import type { StoredResult } from '../result.ts'
import { inOrder } from './choices.ts'

interface Piece {
  readonly key: string
  readonly words: Words
  /** Percentage points of each year of the result. */
  readonly points: readonly (number | null)[]
  readonly fill: string
  readonly stroke: string
}

const assetFills = ['solid', 'across', 'down', 'mesh'] as const

/** The pieces of growth in their order: assets (or capital), persons and quality (or labour), TFP. */
function piecesOf(result: StoredResult, { id, names = {} }: ChartLook): Piece[] {
  const url = (name: string) => `url(#${id}-${name})`
  const factor = (key: 'capital' | 'labour' | 'tfp') =>
    result.years.map(({ contributions }) => contributions.points[key])
  const short = (key: string): Words => {
    const name = names[key] ?? { vi: key, en: key }
    const bare = (text: string) => text.replace(/ \(.*\)$/, '')
    return { vi: bare(name.vi), en: bare(name.en) }
  }
  const { services, labour } = inOrder(result, names)
  const capital: Piece[] =
    services === undefined
      ? [
          {
            key: 'capital',
            words: words('Vốn', 'Capital'),
            points: factor('capital'),
            fill: ink.capital,
            stroke: ink.capital,
          },
        ]
      : services.assets.map(({ key }, place) => {
          const fill = assetFills[place % assetFills.length] ?? 'solid'
          return {
            key,
            words: short(key),
            points: services.years.map(({ points }) => points[key] ?? null),
            fill: fill === 'solid' ? ink.capital : url(fill),
            stroke: ink.capital,
          }
        })
  const work: Piece[] =
    labour === undefined
      ? [
          {
            key: 'labour',
            words: words('Lao động', 'Labour'),
            points: factor('labour'),
            fill: url('persons'),
            stroke: ink.labour,
          },
        ]
      : (['persons', 'quality'] as const).map((key) => ({
          key,
          words:
            key === 'persons'
              ? words('Số lao động', 'Persons employed')
              : words('Chất lượng lao động', 'Quality of labour'),
          points: labour.years.map(({ points }) => points[key]),
          fill: url(key),
          stroke: ink.labour,
        }))
  const tfp = {
    key: 'tfp',
    words: words('TFP', 'TFP'),
    points: factor('tfp'),
    fill: url('dots'),
    stroke: ink.tfp,
  }
  return [...capital, ...work, tfp]
}

/** Told apart without colours: capital in lines along the axes, labour in slanted ones, TFP in dots. */
function patterns(id: string): string {
  const [blue, brown, green] = ['#e2ecf6', '#fbeedd', '#d6eddf']
  const swatch = (name: string, ground: string, body: string) =>
    `<pattern id="${id}-${name}" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="${ground}"/>${body}</pattern>`
  const stroke = (path: string, color: string) => `<path d="${path}" stroke="${color}" stroke-width="1.6"/>`
  return (
    '<defs>' +
    swatch('across', blue, stroke('M0 3.5H7', ink.capital)) +
    swatch('down', blue, stroke('M3.5 0V7', ink.capital)) +
    swatch('mesh', blue, stroke('M0 3.5H7M3.5 0V7', ink.capital)) +
    swatch('persons', brown, stroke('M-1 8L8 -1M-1 1L1 -1M6 8L8 6', ink.labour)) +
    swatch('quality', brown, stroke('M-1 -1L8 8M6 -1L8 1M-1 6L1 8M-1 8L8 -1M-1 1L1 -1M6 8L8 6', ink.labour)) +
    swatch('dots', green, `<circle cx="3.5" cy="3.5" r="1.5" fill="${ink.tfp}"/>`) +
    '</defs>'
  )
}

/**
 * Contributions of each year with capital split by asset and labour into persons and quality, stacked, growth as a line over
 * them; null for a study without parts. Pure: the same study gives the same bytes.
 */
export function partsChart(result: StoredResult, look: ChartLook): string | null {
  if (result.services === undefined && result.labour === undefined) return null
  const { language, size, id } = look
  const { years } = result
  const pieces = piecesOf(result, look)
  const across = size === 'wide' ? 3 : 1
  const rows = Math.ceil((pieces.length + 1) / across)
  const heights = years.flatMap(({ gY }, t) => {
    const values = pieces.flatMap(({ points }) => points[t] ?? [])
    const sum = (keep: (value: number) => boolean) =>
      values.filter(keep).reduce((one, other) => one + other, 0)
    return [sum((value) => value > 0), sum((value) => value < 0), gY]
  })
  // A phone has one sign a line: the picture grows by them, where a document's keeps its height.
  const extra = size === 'wide' ? 0 : 22 * (rows - 2)
  const plot = plotOf(
    size,
    16 + 22 * rows - extra,
    Math.min(0, ...heights),
    Math.max(0, ...heights),
    size === 'wide' ? 14 : 8,
  )
  const band = (plot.right - plot.left) / Math.max(1, years.length)
  const middle = (place: number) => plot.left + band * (place + 0.5)
  const show = (value: number, digits = 2) => formatNumber(value, digits, language)
  const width = Math.min(46, band * 0.62)
  const bars = years
    .map(({ year }, t) => {
      let [up, down] = [0, 0]
      return pieces
        .map(({ words, points, fill, stroke }) => {
          const value = points[t]
          if (value === null || value === undefined) return ''
          const from = value >= 0 ? up : down
          if (value >= 0) up += value
          else down += value
          const [top, bottom] = [plot.y(Math.max(from, from + value)), plot.y(Math.min(from, from + value))]
          return (
            `<rect x="${px(middle(t) - width / 2)}" y="${px(top)}" width="${px(width)}" height="${px(bottom - top)}" ` +
            `fill="${fill}" stroke="${stroke}" stroke-width="1">` +
            `<title>${escapeXml(`${year}, ${words[language]}: ${show(value)}`)}</title></rect>`
          )
        })
        .join('')
    })
    .join('')
  const spots = years.map(({ gY }, t) => [middle(t), plot.y(gY)] as const)
  const nth = everyNth(band, 34)
  const growth =
    `<path d="${pathOf(spots)}" fill="none" stroke="${ink.text}" stroke-width="2"/>` +
    spots.map(([x, y]) => marker('circle', x, y, ink.text)).join('') +
    years
      .map(({ gY }, t) =>
        t % nth === 0
          ? label(middle(t), plot.y(gY) - 9, show(gY, 1), { anchor: 'middle', bold: true, halo: true })
          : '',
      )
      .join('')
  const step = (widths[size] - 46) / across
  const legend = [...pieces, null]
    .map((piece, place) => {
      const [x, y] = [46 + (place % across) * step, 22 + Math.floor(place / across) * 22]
      const sign =
        piece === null
          ? line(x, y - 4, x + 22, y - 4, ink.text, ' stroke-width="2"') +
            marker('circle', x + 11, y - 4, ink.text)
          : `<rect x="${px(x)}" y="${px(y - 11)}" width="22" height="13" fill="${piece.fill}" stroke="${piece.stroke}"/>`
      const words = piece?.words ?? { vi: 'Tăng trưởng', en: 'Growth' }
      return sign + label(x + 29, y, words[language], { size: 13 })
    })
    .join('')
  return picture(
    { width: plot.width, height: plot.height + extra },
    look,
    `${partsTitle[language]} (${rateUnit(result.method).points[language]})`,
    meansOf(result, pieces)
      .map(({ words, mean }) => `${words[language]}: ${mean === null ? '–' : show(mean)}`)
      .join('; '),
    patterns(id) +
      legend +
      `<g transform="translate(0 ${extra})">` +
      gridOf(plot, language, null) +
      bars +
      line(plot.left, plot.y(0), plot.right, plot.y(0), ink.text, ' stroke-width="1.2"') +
      growth +
      yearLabels(
        plot,
        years.map(({ year }) => year),
        middle,
        band,
      ) +
      '</g>',
  )
}

export const partsTitle: Words = words(
  'Đóng góp chia theo loại tài sản, số lao động và chất lượng lao động',
  'Contributions by type of asset, persons and quality of labour',
)

function meansOf({ averages, services, labour }: StoredResult, pieces: readonly Piece[]) {
  const { points } = averages.arithmetic.contributions
  const known: Readonly<Record<string, number | null>> = {
    ...points,
    ...services?.mean.points,
    ...labour?.mean.points,
  }
  return pieces.map(({ key, words }) => ({ words, mean: known[key] ?? null }))
}
