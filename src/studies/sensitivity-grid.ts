import { type Words, words } from '../platform/language.ts'
import { formatNumber, rateUnit } from '../tfp/index.ts'
import type { StoredResult } from './result.ts'

/* The columns of a study's sensitivity grid, in words. */

export type GridOver = NonNullable<StoredResult['sensitivity']>['over']

/** What the cells of the grid are: means of the study's own period in its own unit, or, in studies made before, of the whole series in logarithms. */
export function gridWords({ sensitivity, method }: StoredResult): { span: Words; unit: Words } {
  const own = sensitivity?.years !== undefined
  return {
    span: own ? words('kỳ', 'period') : words('cả chuỗi', 'whole series'),
    unit: rateUnit(own ? method : 'tornqvist').perYear,
  }
}

/** The column of a grid of steps that is the study's own; null for a grid of rates or lives. */
function middleColumn(over: GridOver): number | null {
  if (over === 'deltaShift') return 0
  return over === 'lifeFactor' ? 1 : null
}

/** A step of the grid in words: every depreciation moved by points, or every life by a factor. */
export function stepWords(over: 'deltaShift' | 'lifeFactor', step: number): Words {
  if (step === middleColumn(over)) return words('như đã chọn', 'as chosen')
  if (over === 'lifeFactor') {
    return words(`tuổi thọ × ${formatNumber(step, 1, 'vi')}`, `lives × ${formatNumber(step, 1, 'en')}`)
  }
  const [sign, points] = [step < 0 ? '−' : '+', Math.round(Math.abs(100 * step))]
  return words(`mọi δ ${sign} ${points} điểm`, `all δ ${sign} ${points} points`)
}

/** Which column of the grid is the study's own assumption. */
export function ownColumn({ sensitivity, parameters }: StoredResult): number {
  if (sensitivity === null || sensitivity.over === null) return 0
  const middle = middleColumn(sensitivity.over)
  if (middle !== null) return Math.max(0, sensitivity.columns.indexOf(middle))
  const { profile } = parameters
  const own = profile === null ? null : profile.kind === 'geometric' ? profile.delta : profile.life
  return Math.max(0, sensitivity.columns.indexOf(own))
}

/** A column of the grid in words: `δ 5%`, `20 năm`. */
export function columnWords(over: GridOver, column: number | null): Words {
  if (over === null || column === null) return words('vốn đã cho', 'given stock')
  if (over === 'deltaShift' || over === 'lifeFactor') return stepWords(over, column)
  if (over === 'life') return words(`${column} năm`, `${column} years`)
  return words(`δ ${formatNumber(100 * column, 1, 'vi')}%`, `δ ${formatNumber(100 * column, 1, 'en')}%`)
}
