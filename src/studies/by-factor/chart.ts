import { type Words, words } from '../../platform/language.ts'
import { formatNumber, rateUnit } from '../../tfp/index.ts'
import { type ChartLook, type StackFill, type StackPiece, stackedChart } from '../../ui/index.ts'
import type { StoredResult } from '../result.ts'
import { inOrder } from './choices.ts'
import { short } from './tables.ts'

interface Piece extends StackPiece {
  readonly key: string
}

/** Assets in lines along the axes, where there are several of them. */
const assetFills: readonly StackFill[] = ['capital', 'across', 'down', 'mesh']

/** The pieces of growth in their order: assets (or capital), persons and quality (or labour), TFP. */
function piecesOf(result: StoredResult, names: NonNullable<ChartLook['names']>): Piece[] {
  const { services, labour, years } = inOrder(result, names)
  const factor = (key: 'capital' | 'labour' | 'tfp', name: Words): Piece => ({
    key,
    words: name,
    points: years.map(({ contributions }) => contributions.points[key]),
    fill: key,
  })
  const capital: Piece[] | undefined = services?.assets.map(({ key }, place) => {
    const name = names[key] ?? { vi: key, en: key }
    return {
      key,
      words: { vi: short(name.vi), en: short(name.en) },
      points: services.years.map(({ points }) => points[key] ?? null),
      fill: assetFills[place % assetFills.length] ?? 'capital',
    }
  })
  const part = (key: 'persons' | 'quality', name: Words, fill: StackFill): Piece => ({
    key,
    words: name,
    points: labour?.years.map(({ points }) => points[key]) ?? [],
    fill,
  })
  return [
    ...(capital ?? [factor('capital', words('Vốn', 'Capital'))]),
    ...(labour === undefined
      ? [factor('labour', words('Lao động', 'Labour'))]
      : [
          part('persons', words('Số lao động', 'Persons employed'), 'labour'),
          part('quality', words('Chất lượng lao động', 'Quality of labour'), 'quality'),
        ]),
    factor('tfp', words('TFP', 'TFP')),
  ]
}

/**
 * Contributions of each year with capital split by asset and labour into persons and quality, stacked, growth as a line over
 * them; null for a study without parts. Pure: the same study gives the same bytes.
 */
export function partsChart(result: StoredResult, look: ChartLook): string | null {
  if (result.services === undefined && result.labour === undefined) return null
  const { language, names = {} } = look
  const pieces = piecesOf(result, names)
  const means = meansOf(result)
  return stackedChart(look, {
    title: `${partsTitle[language]} (${rateUnit(result.method).points[language]})`,
    description: pieces
      .map(({ key, words }) => {
        const mean = means[key] ?? null
        return `${words[language]}: ${mean === null ? '–' : formatNumber(mean, 2, language)}`
      })
      .join('; '),
    years: result.years.map(({ year }) => year),
    pieces,
    total: { words: growthWords, points: result.years.map(({ gY }) => gY) },
  })
}

/** What the line over the pieces is. */
export const growthWords: Words = words('Tăng trưởng', 'Growth')

export const partsTitle: Words = words(
  'Đóng góp chia theo loại tài sản, số lao động và chất lượng lao động',
  'Contributions by type of asset, persons and quality of labour',
)

/** The mean contribution of each piece by its key. */
function meansOf({ averages, services, labour }: StoredResult): Readonly<Record<string, number | null>> {
  return { ...averages.arithmetic.contributions.points, ...services?.mean.points, ...labour?.mean.points }
}
