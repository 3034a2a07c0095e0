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
import { briefly, sectorPieces } from './tables.ts'

export const sectorsTitle: Words = words(
  'Đóng góp của các ngành và của tái phân bổ vào tăng TFP từng năm',
  'What sectors and reallocation add to TFP growth by year',
)
export const shiftTitle: Words = words(
  'Tăng năng suất lao động từng năm: nội ngành, dịch chuyển, tương tác',
  'Growth of labour productivity by year: within, between, interaction',
)

interface Piece {
  readonly words: Words
  readonly points: readonly number[]
  readonly swatch: Swatch
}

/** Told apart without colours: solid, dots, slanted, crossed and straight lines; what moved between sectors is grey. */
const swatches = ['dots', 'solid', 'slanted', 'across', 'crossed', 'down', 'grey'] as const
type Swatch = (typeof swatches)[number]
const strokes: Readonly<Record<Swatch, string>> = {
  dots: ink.tfp,
  solid: ink.capital,
  slanted: ink.labour,
  across: ink.capital,
  crossed: ink.labour,
  down: ink.tfp,
  grey: ink.hint,
}

function patterns(id: string): string {
  const [blue, brown, green] = ['#e2ecf6', '#fbeedd', '#d6eddf']
  const swatch = (name: Swatch, ground: string, body: string) =>
    `<pattern id="${id}-${name}" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="${ground}"/>${body}</pattern>`
  const stroke = (path: string, name: Swatch) =>
    `<path d="${path}" stroke="${strokes[name]}" stroke-width="1.6"/>`
  return (
    '<defs>' +
    swatch('dots', green, `<circle cx="3.5" cy="3.5" r="1.5" fill="${ink.tfp}"/>`) +
    swatch('slanted', brown, stroke('M-1 8L8 -1M-1 1L1 -1M6 8L8 6', 'slanted')) +
    swatch('across', blue, stroke('M0 3.5H7', 'across')) +
    swatch('crossed', brown, stroke('M-1 -1L8 8M6 -1L8 1M-1 6L1 8M-1 8L8 -1M-1 1L1 -1M6 8L8 6', 'crossed')) +
    swatch('down', green, stroke('M3.5 0V7', 'down')) +
    swatch('grey', '#fff', `<circle cx="3.5" cy="3.5" r="0.9" fill="${ink.hint}"/>`) +
    '</defs>'
  )
}

/** Sectors and reallocation stacked, TFP of all sectors as a line; null without TFP by sector. */
export function sectorsChart({ sectors, method }: StoredResult, look: ChartLook): string | null {
  if (sectors === undefined || sectors.growth === null) return null
  const { years, mean, from, to } = sectors.growth
  const fills = swatches.filter((swatch) => swatch !== 'grey')
  const parts = sectorPieces(sectors)
  const moved = ({ reallocation: { capital, labour, output } }: typeof mean) => capital + labour + output
  const again: Words = words('Tái phân bổ', 'Reallocation')
  const show = (value: number) => formatNumber(value, 2, look.language)
  const most = look.size === 'wide' ? 30 : 38
  return stacked(look, {
    title: `${sectorsTitle[look.language]} (${rateUnit(method).points[look.language]})`,
    description: `${from}–${to}: ${[...parts, { name: again, mean: moved(mean) }]
      .map((part) => `${part.name[look.language]} ${show(part.mean)}`)
      .join('; ')}; TFP ${show(mean.gTFP)}.`,
    years: years.map(({ year }) => year),
    pieces: [
      ...parts.map(({ name, points }, place) => ({
        words: { vi: briefly(name.vi, most), en: briefly(name.en, most) },
        points,
        swatch: fills[place % fills.length] ?? 'solid',
      })),
      { words: again, points: years.map(moved), swatch: 'grey' },
    ],
    total: {
      words: words('TFP của tổng các ngành', 'TFP of all sectors'),
      points: years.map(({ gTFP }) => gTFP),
    },
  })
}

/** The three parts of productivity growth stacked, growth as a line; null without sectors. */
export function shiftChart({ sectors }: StoredResult, look: ChartLook): string | null {
  if (sectors === undefined || sectors.shiftShare.years.length === 0) return null
  const { years, period } = sectors.shiftShare
  const show = (value: number) => formatNumber(value, 2, look.language)
  const [within, between, interaction] = [period.within, period.between, period.interaction].map(show)
  return stacked(look, {
    title: `${shiftTitle[look.language]} (${rateUnit('official').points[look.language]})`,
    description: {
      vi: `${period.from}–${period.to}: năng suất tăng ${show(period.growth)}%, nội ngành ${within}, dịch chuyển ${between}, tương tác ${interaction} điểm phần trăm.`,
      en: `${period.from}–${period.to}: productivity grew by ${show(period.growth)}%, within ${within}, between ${between}, interaction ${interaction} percentage points.`,
    }[look.language],
    years: years.map(({ to }) => to),
    pieces: [
      {
        words: words('Nội ngành', 'Within sectors'),
        points: years.map((year) => year.within),
        swatch: 'solid',
      },
      {
        words: words('Dịch chuyển lao động', 'Between sectors'),
        points: years.map((year) => year.between),
        swatch: 'slanted',
      },
      {
        words: words('Tương tác', 'Interaction'),
        points: years.map((year) => year.interaction),
        swatch: 'grey',
      },
    ],
    total: {
      words: words('Năng suất lao động', 'Labour productivity'),
      points: years.map(({ growth }) => growth),
    },
  })
}

interface Stack {
  readonly title: string
  readonly description: string
  readonly years: readonly number[]
  readonly pieces: readonly Piece[]
  readonly total: { readonly words: Words; readonly points: readonly number[] }
}

/** Pieces of each year on each other, negative ones below the axis, their sum as a line. Pure: the same bytes each time. */
function stacked(look: ChartLook, { title, description, years, pieces, total }: Stack): string {
  const { language, size, id } = look
  const across = size === 'wide' ? 3 : 1
  const rows = Math.ceil((pieces.length + 1) / across)
  const ends = years.flatMap((_, t) => {
    const values = pieces.map(({ points }) => points[t] ?? 0)
    const sum = (keep: (value: number) => boolean) =>
      values.filter(keep).reduce((one, other) => one + other, 0)
    return [sum((value) => value > 0), sum((value) => value < 0), total.points[t] ?? 0]
  })
  const plot = plotOf(
    size,
    16 + 22 * rows,
    Math.min(0, ...ends),
    Math.max(0, ...ends),
    size === 'wide' ? 14 : 8,
  )
  const band = (plot.right - plot.left) / Math.max(1, years.length)
  const middle = (place: number) => plot.left + band * (place + 0.5)
  const width = Math.min(46, band * 0.62)
  const show = (value: number, digits = 2) => formatNumber(value, digits, language)
  const fill = (swatch: Swatch) => (swatch === 'solid' ? ink.capital : `url(#${id}-${swatch})`)
  const bars = years.map((year, t) => {
    let [up, down] = [0, 0]
    return pieces
      .map(({ words, points, swatch }) => {
        const value = points[t] ?? 0
        const from = value >= 0 ? up : down
        if (value >= 0) up += value
        else down += value
        const [top, bottom] = [plot.y(Math.max(from, from + value)), plot.y(Math.min(from, from + value))]
        return (
          `<rect x="${px(middle(t) - width / 2)}" y="${px(top)}" width="${px(width)}" height="${px(bottom - top)}" ` +
          `fill="${fill(swatch)}" stroke="${strokes[swatch]}" stroke-width="1">` +
          `<title>${escapeXml(`${year}, ${words[language]}: ${show(value)}`)}</title></rect>`
        )
      })
      .join('')
  })
  const spots = total.points.map((value, t) => [middle(t), plot.y(value)] as const)
  const nth = everyNth(band, 34)
  const sums =
    `<path d="${pathOf(spots)}" fill="none" stroke="${ink.text}" stroke-width="2"/>` +
    spots.map(([x, y]) => marker('circle', x, y, ink.text)).join('') +
    total.points
      .map((value, t) =>
        t % nth === 0
          ? label(middle(t), plot.y(value) - 9, show(value, 1), { anchor: 'middle', bold: true, halo: true })
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
          : `<rect x="${px(x)}" y="${px(y - 11)}" width="22" height="13" fill="${fill(piece.swatch)}" stroke="${strokes[piece.swatch]}"/>`
      return sign + label(x + 29, y, (piece?.words ?? total.words)[language], { size: 13 })
    })
    .join('')
  return picture(
    plot,
    look,
    title,
    description,
    patterns(id) +
      legend +
      gridOf(plot, language, null) +
      bars.join('') +
      line(plot.left, plot.y(0), plot.right, plot.y(0), ink.text, ' stroke-width="1.2"') +
      sums +
      yearLabels(plot, years, middle, band),
  )
}
