import type { Language } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { changeOf } from './measure-change.ts'
import type { ShownProject } from './queries.ts'

type Told = Pick<ShownProject, 'method' | 'keep'> & {
  readonly chosen: readonly Pick<
    ShownProject['chosen'][number],
    'name' | 'nameEn' | 'unit' | 'unitEn' | 'better' | 'before' | 'after'
  >[]
}

/** A signed per cent with at most one decimal: `−25%`. */
export const signedPercent = (percent: number, language: Language) =>
  `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${formatNumber(Math.abs(percent), language, 1)}%`

/** What a project did and reached, as the draft of an example of the guide: the enterprise reads it before it agrees. */
export function storyOf({ method, keep, chosen }: Told, language: Language): string {
  const vi = language === 'vi'
  const lines = chosen.flatMap((one) => {
    if (one.before === null || one.after === null) return []
    const { percent } = changeOf(one.before, one.after, one.better)
    const [from, to] = [formatNumber(one.before, language), formatNumber(one.after, language)]
    const share = percent === null ? '' : ` (${signedPercent(percent, language)})`
    return vi
      ? [`- ${one.name}: từ ${from} đến ${to} ${one.unit}${share}`]
      : [`- ${one.nameEn}: from ${from} to ${to} ${one.unitEn}${share}`]
  })
  const kept = keep === null ? [] : [vi ? `Duy trì: ${keep}` : `Kept: ${keep}`]
  return [method, ...lines, ...kept].join('\n')
}
