import { daysBetween } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { decimalNumber, formatNumber, formatPercent, percentReached } from '../platform/numbers.ts'
import type { Tone } from '../platform/states.ts'
import type { PlanDocument } from './rules.ts'

/* What a target asks for, what the budget table says beside it, and where a result stands against it. */

export interface TargetNumbers {
  readonly bound: PlanDocument['targets'][number]['bound']
  readonly minimum: number | null
  readonly maximum: number | null
  /** Said of a rate: percentages have no zero before one digit. */
  readonly unit?: string | undefined
}

/** Milestones as they are typed: `2026: 40; 2027: 42,5`. @returns the value of each year, or null where a part is not so written */
export function milestonesOf(text: string): Record<string, number> | null {
  const found: Record<string, number> = {}
  for (const part of text.split(/[;\n]/).map((each) => each.trim())) {
    if (part === '') continue
    const [, year, number] = /^(?:năm\s+)?((?:19|20)\d\d)\s*[:=]\s*(.+)$/i.exec(part) ?? []
    const value = number === undefined ? null : decimalNumber(number, { point: 'groups', comma: 'decimal' })
    if (year === undefined || value === null || found[year] !== undefined) return null
    found[year] = value
  }
  return found
}

/** The budget lines that hold a quantity which no target counts, by the whole line: their groups are left out where they count themselves. */
export function uncountedQuantities(document: {
  readonly targets: readonly { readonly lines?: string | undefined }[]
  readonly budget: {
    readonly lines: readonly {
      readonly code: string
      readonly parent: string | null
      readonly quantity: Words | null
    }[]
  }
}): { readonly code: string; readonly quantity: Words }[] {
  const { lines } = document.budget
  const counted = new Set(document.targets.flatMap(linesOf))
  const counts = ({ quantity }: (typeof lines)[number]) => quantity !== null && /\d/.test(quantity.vi)
  const groups = new Set(lines.filter(counts).map(({ parent }) => parent))
  return lines.flatMap((line) =>
    line.quantity === null || !counts(line) || groups.has(line.code) || counted.has(line.code)
      ? []
      : [{ code: line.code, quantity: line.quantity }],
  )
}

/** The codes of the budget lines whose quantity a target is. */
export function linesOf({ lines = '' }: { readonly lines?: string | undefined }): string[] {
  return lines
    .split(/[,;]/)
    .map((code) => code.trim())
    .filter((code) => code !== '')
}

/** What the budget table says of a target beside its own number, and how it was decided between the two; null: nothing. */
export function tableWords(target: {
  readonly lines?: string | undefined
  readonly tableNumber?: number | null | undefined
  readonly decision?: string | undefined
}): Words | null {
  const { lines = '', tableNumber = null, decision = '' } = target
  if (tableNumber === null) return null
  const where = lines === '' ? words('', '') : words(` (mục ${lines})`, ` (line ${lines})`)
  const said = words(
    `bảng dự toán${where.vi} ghi ${formatNumber(tableNumber, 'vi')}`,
    `the budget table${where.en} has ${formatNumber(tableNumber, 'en')}`,
  )
  return decision === ''
    ? words(`${said.vi}, chưa quyết định`, `${said.en}, not decided`)
    : words(`${said.vi}; quyết định: ${decision}`, `${said.en}; decided: ${decision}`)
}

/** A target as the plan writes it: `khoảng 15`, `ít nhất 10`, `02` (Vietnamese offices write a zero before one digit of a count). */
export function targetWords(target: TargetNumbers): Words {
  const counts = target.unit === undefined || !target.unit.startsWith('%')
  const shown = (value: number | null): Words => ({
    vi:
      value === null
        ? ''
        : counts && Number.isInteger(value) && value >= 0 && value < 10
          ? `0${value}`
          : formatNumber(value, 'vi'),
    en: value === null ? '' : formatNumber(value, 'en'),
  })
  const low = shown(target.minimum)
  const high = shown(target.maximum)
  switch (target.bound) {
    case 'exactly':
      return target.minimum === null ? high : low
    case 'about':
      return words(`khoảng ${low.vi || high.vi}`, `about ${low.en || high.en}`)
    case 'atLeast':
      return words(`ít nhất ${low.vi}`, `at least ${low.en}`)
    case 'atMost':
      return words(`nhiều nhất ${high.vi}`, `at most ${high.en}`)
    case 'range':
      return words(`${low.vi} - ${high.vi}`, `${low.en}-${high.en}`)
  }
}

/** `none`: nothing yet; `under`: on the way; `met`; `over`: more than the plan asked for (at most: over the limit, not met). */
export type TargetState = 'none' | 'under' | 'met' | 'over'

/** The number that a result is held against: the lower bound, or the upper where the plan sets only that. */
export function goalNumber(target: TargetNumbers): number {
  return (
    (target.bound === 'atMost' ? target.maximum : target.minimum) ?? target.maximum ?? target.minimum ?? 0
  )
}

/**
 * Where a result stands against its target. A plain number ("18 lượt") and "about" are reached by that number or more:
 * the plan names no tolerance for "khoảng", so none is granted. `share` is of the minimum (of the limit for "at most"),
 * 1 = reached; null when that is zero.
 */
export function targetState(
  target: TargetNumbers,
  result: number,
): { state: TargetState; share: number | null } {
  const mark = goalNumber(target)
  const share = mark === 0 ? null : result / mark
  if (target.bound === 'atMost') return { state: result > mark ? 'over' : 'met', share }
  if (result === 0 && mark > 0) return { state: 'none', share }
  if (result < mark) return { state: 'under', share }
  const most = { exactly: mark, range: target.maximum, about: null, atLeast: null }[target.bound]
  return { state: most !== null && result > most ? 'over' : 'met', share }
}

/**
 * How much of a period of whole years has gone by on a day, as a share from 0 to 1.
 * @param day ISO
 */
export function timePassed(firstYear: number, lastYear: number, day: string): number {
  const whole = daysBetween(`${firstYear}-01-01`, `${lastYear + 1}-01-01`)
  return Math.max(0, Math.min(1, daysBetween(`${firstYear}-01-01`, day) / whole))
}

/** The time that has gone by, as it stands beside a progress; null where all of it has. */
export function timeWords(passed: number): Words | null {
  if (passed >= 1) return null
  return words(
    `đã qua ${formatPercent(passed, 'vi')} thời gian`,
    `${formatPercent(passed, 'en')} of the time has passed`,
  )
}

/** A target's state as every page, table and document says it. */
export interface Standing {
  readonly state: TargetState
  readonly words: Words
  readonly tone: Tone
  /** Of the number asked for, as `percentReached` rounds it; null where that is zero. */
  readonly percent: number | null
}

/**
 * How a result stands, in words and colour.
 * @param result null where there is no figure yet
 * @param ended whether the target's last year is over or being reported
 */
export function standing(target: TargetNumbers, result: number | null, ended: boolean): Standing {
  if (result === null)
    return { state: 'none', words: words('Chưa có số liệu', 'No figure yet'), tone: 'neutral', percent: null }
  const { state } = targetState(target, result)
  const mark = goalNumber(target)
  const percent = mark === 0 ? null : percentReached(result, mark)
  if (state === 'met') return { state, words: words('Đạt chỉ tiêu', 'Reached'), tone: 'success', percent }
  if (state === 'over') {
    return target.bound === 'exactly'
      ? { state, words: words('Vượt chỉ tiêu', 'Exceeded'), tone: 'success', percent }
      : { state, words: words('Vượt giới hạn', 'Over the limit'), tone: 'error', percent }
  }
  if (ended) return { state, words: words('Chưa đạt', 'Not reached'), tone: 'warning', percent }
  return state === 'none'
    ? { state, words: words('Chưa có', 'Nothing yet'), tone: 'neutral', percent }
    : { state, words: words('Đang thực hiện', 'Under way'), tone: 'info', percent }
}
