import { type Words, words } from '../../platform/language.ts'
import { formatNumber, rateUnit } from '../../tfp/index.ts'
import { type ChartLook, type StackFill, stackedChart } from '../../ui/index.ts'
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

/** Sectors are no factors: none of their colours is that of capital, labour or TFP. */
const sectorFills: readonly StackFill[] = [
  'violet',
  'violetDots',
  'plumSlanted',
  'tealDown',
  'plumAcross',
  'tealMesh',
]

/** Sectors and reallocation stacked, TFP of all sectors as a line; null without TFP by sector. */
export function sectorsChart({ sectors, method }: StoredResult, look: ChartLook): string | null {
  if (sectors === undefined || sectors.growth === null) return null
  const { years, mean, from, to } = sectors.growth
  const parts = sectorPieces(sectors)
  const moved = ({ reallocation: { capital, labour, output } }: typeof mean) => capital + labour + output
  const again: Words = words('Tái phân bổ', 'Reallocation')
  const show = (value: number) => formatNumber(value, 2, look.language)
  const most = look.size === 'wide' ? 30 : 38
  return stackedChart(look, {
    title: `${sectorsTitle[look.language]} (${rateUnit(method).points[look.language]})`,
    description: `${from}–${to}: ${[...parts, { name: again, mean: moved(mean) }]
      .map((part) => `${part.name[look.language]} ${show(part.mean)}`)
      .join('; ')}; TFP ${show(mean.gTFP)}.`,
    years: years.map(({ year }) => year),
    pieces: [
      ...parts.map(({ name, points }, place) => ({
        words: { vi: briefly(name.vi, most), en: briefly(name.en, most) },
        points,
        fill: sectorFills[place % sectorFills.length] ?? 'violet',
      })),
      { words: again, points: years.map(moved), fill: 'grey' },
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
  return stackedChart(look, {
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
        fill: 'violet',
      },
      {
        words: words('Dịch chuyển lao động', 'Between sectors'),
        points: years.map((year) => year.between),
        fill: 'plumSlanted',
      },
      {
        words: words('Tương tác', 'Interaction'),
        points: years.map((year) => year.interaction),
        fill: 'grey',
      },
    ],
    total: {
      words: words('Năng suất lao động', 'Labour productivity'),
      points: years.map(({ growth }) => growth),
    },
  })
}
