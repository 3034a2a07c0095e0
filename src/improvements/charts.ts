import { type Language, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { barChart, type ChartLook } from '../ui/index.ts'
import { changeOf } from './measure-change.ts'
import type { Chosen } from './queries.ts'
import { signedPercent } from './story.ts'

/* The measures of a project beside what they were before it. Pure: the same values give the same bytes. */

type Measured = Pick<Chosen, 'name' | 'nameEn' | 'unit' | 'unitEn' | 'better' | 'before' | 'after' | 'values'>

/** The last value of a measure that is known: after the project, else during it. */
export const latestOf = ({ after, values }: Pick<Measured, 'after' | 'values'>): number | null =>
  after ?? values.findLast(({ phase, struckOn }) => phase === 'during' && struckOn === null)?.value ?? null

/** Each measure that has grown or shrunk by a share of a value above zero, as a bar whose whole is the value before; null where none has. */
export function changeChart(measures: readonly Measured[]) {
  const shown = measures.flatMap((one) => {
    const latest = latestOf(one)
    return one.before === null || one.before <= 0 || latest === null || latest < 0
      ? []
      : [{ ...one, before: one.before, latest }]
  })
  if (shown.length === 0) return null
  const title = words('Chỉ số so với trước dự án', 'Measures against what they were before')
  const figure = ({ before, latest, better }: (typeof shown)[number], language: Language) => {
    const { percent } = changeOf(before, latest, better)
    return `${formatNumber(latest, language, 2)} (${percent === null ? '' : signedPercent(percent, language)})`
  }
  const bars = (language: Language) =>
    shown.map((one) => ({
      name: language === 'vi' ? `${one.name}, ${one.unit}` : `${one.nameEn}, ${one.unitEn}`,
      figure: figure(one, language),
      share: one.latest / one.before,
    }))
  return {
    title,
    /** How many measures it leaves out. */
    left: measures.length - shown.length,
    draw: (look: ChartLook) =>
      barChart(look, {
        title: title[look.language],
        description: bars(look.language)
          .map(({ name, figure }) => `${name}: ${figure}`)
          .join('; '),
        bars: bars(look.language),
        goal: words('trước dự án', 'before')[look.language],
      }),
  }
}
