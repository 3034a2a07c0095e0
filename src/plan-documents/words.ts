import { targetWords, wholeTotal } from '../plan/index.ts'
import type { DraftDocument } from '../plan-drafts/index.ts'
import {
  foldSameLength,
  moneyInText,
  moneyUnits,
  plainOf,
  quantitiesIn,
  timesIn,
  yearsIn,
} from '../plan-reader/index.ts'
import { formatDong } from '../platform/money.ts'
import { lowerFirst, upperFirst } from '../platform/text.ts'

/* The words of a plan that its data does not hold as sentences: deadlines, targets, amounts, names of agencies. */

export type Duty = DraftDocument['duties'][number]
type Target = DraftDocument['targets'][number]

/** What the data holds only keys of. */
export interface Names {
  /** The name of each agency by its key. */
  readonly agencies: ReadonlyMap<string, string>
  /**
   * The heading of a section of duties by its code (`V.5` → "Các Sở, ban ngành và UBND các huyện, thị xã, thành phố"), where
   * the document calls several agencies by one name; else their names stand there.
   */
  readonly headings?: ReadonlyMap<string, string>
  /** Name and unit of each indicator by its key; needed where a target has no words of its own. */
  readonly indicators?: ReadonlyMap<string, { readonly name: string; readonly unit: string }>
  /** What sources of funds are called, by key; without it the keys stand. */
  readonly sources?: ReadonlyMap<string, string>
}

/** One line without white space at its ends. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** With the two years of a period kept on one line. */
export function tied(text: string): string {
  return text.replace(/(\d{4}) - (?=\d{4})/g, '$1\u00a0-\u00a0')
}

/** Without the signs at its end that part it from what follows; "…,..." stays. */
export function bare(text: string): string {
  return oneLine(text).replace(/(?:[\s;,]|(?<!\.)\.(?!\.))+$/, '')
}

/** A text with a full stop, unless it ends with a sign of its own. */
export function sentence(text: string): string {
  const line = oneLine(text)
  return line === '' || /[.:;!?…]$/.test(line) ? line : `${line}.`
}

/** The unit that a budget is written in: the document's, or đồng where that is none that documents use. In đồng. */
export function budgetUnit(document: DraftDocument): { readonly name: string; readonly dong: number } {
  const dong = document.budget.unit ?? 1_000_000
  return moneyUnits.find((unit) => unit.dong === dong) ?? { name: 'đồng', dong: 1 }
}

/**
 * Whole đồng in a unit, without loss: 2662000000 in triệu đồng → `2.662`, 1500500 → `1,5005`. Three decimals get a zero
 * behind them, for `1,500` may be read as fifteen hundred.
 * @param unit in đồng: 1, 1000, 1000000 or 1000000000
 */
export function amountText(amount: number | null, unit: number): string {
  if (amount === null) return ''
  const whole = BigInt(amount) / BigInt(unit)
  const places = moneyUnits.find(({ dong }) => dong === unit)?.places ?? 0
  const rest = String(BigInt(amount) % BigInt(unit))
    .padStart(places, '0')
    .replace(/0+$/, '')
  if (places === 0 || rest === '') return formatDong(whole, 'vi')
  return `${formatDong(whole, 'vi')},${rest.length === 3 && whole < 1000n ? `${rest}0` : rest}`
}

/** `giai đoạn 2024 - 2025`, `năm 2026`; empty where a draft does not know its period yet. */
export function periodWords(document: DraftDocument): string {
  const first = document.startsOn.slice(0, 4)
  const last = document.endsOn.slice(0, 4)
  if (first === '' || last === '') return ''
  return first === last ? `năm ${first}` : `giai đoạn ${first} - ${last}`
}

/** Whether a document names its budget's total in its words about funding; if not, a sentence must. */
export function namesTotal(document: DraftDocument): boolean {
  return document.funding.some(({ vi }) => moneyInText(foldSameLength(vi)).length > 0)
}

/** "Tổng kinh phí thực hiện Kế hoạch giai đoạn 2024 - 2025: 2.662 triệu đồng." */
export function totalSentence(document: DraftDocument): string {
  const { dong, name } = budgetUnit(document)
  // A sum of many decimals of a tỷ is easier read in triệu.
  const unit = dong === 1_000_000_000 ? { dong: 1_000_000, name: 'triệu đồng' } : { dong, name }
  const period = periodWords(document)
  return `Tổng kinh phí thực hiện Kế hoạch${period === '' ? '' : ` ${period}`}: ${amountText(wholeTotal(document.budget), unit.dong)} ${unit.name}.`
}

/** "Sở Tài chính" for "Sở Tài chính tỉnh Bến Tre": within its own plan a province is not named again. */
function shortName(name: string, province: string): string {
  if (/^(?:Ủy|Uỷ) ban nhân dân|^UBND/.test(name)) return name
  const end = [` tỉnh ${province}`, ` thành phố ${province}`].find((each) => name.endsWith(each))
  return end === undefined ? name : name.slice(0, -end.length)
}

export interface DutySection {
  /** `V.1` */
  readonly code: string
  readonly heading: string
  readonly duties: readonly Duty[]
}

/** The duties under the headings that they are written below, in order: those of the same agencies in one section. */
export function dutySections(document: DraftDocument, names: Names): DutySection[] {
  const groups: { key: string; duties: Duty[] }[] = []
  for (const duty of document.duties) {
    const key = [duty.code.split('.').slice(0, 2).join('.'), ...duty.agencies].join(' ')
    const last = groups.at(-1)
    if (last?.key === key) last.duties.push(duty)
    else groups.push({ key, duties: [duty] })
  }
  return groups.map(({ duties }, place) => {
    const code = `V.${place + 1}`
    const keys = duties[0]?.agencies ?? []
    const own = keys.map((key) => shortName(names.agencies.get(key) ?? key, document.province))
    // A name with a comma ("Sở Văn hóa, Thể thao và Du lịch") is parted from the next by more than a comma.
    const joined = own.join(own.some((name) => name.includes(',')) ? '; ' : ', ')
    return { code, heading: bare(names.headings?.get(code) ?? joined), duties }
  })
}

const every: Readonly<Record<Duty['recurrence'], string>> = {
  continuous: '',
  once: '',
  yearly: 'hằng năm',
  halfYearly: 'sáu tháng một lần',
  quarterly: 'hằng quý',
  monthly: 'hằng tháng',
}

const dayOfPeriod: Readonly<Record<Duty['recurrence'], string>> = {
  continuous: '',
  once: '',
  yearly: ' tháng 12 hằng năm',
  halfYearly: ' tháng cuối kỳ',
  quarterly: ' tháng cuối quý',
  monthly: ' hằng tháng',
}

function dueWords(duty: Duty): string {
  const { recurrence, dueYear, dueBefore } = duty
  const dueMonth = recurrence === 'monthly' ? null : duty.dueMonth
  // "Before" a month or a year without a day is before its last day (`dueDates`).
  const isWhole = dueBefore && duty.dueDay === null && (recurrence === 'yearly' || recurrence === 'once')
  const lastDay = new Date(Date.UTC(dueYear ?? 2025, dueMonth ?? 12, 0)).getUTCDate()
  const dueDay = isWhole ? lastDay : duty.dueDay
  const by = dueBefore ? 'trước' : 'chậm nhất'
  const year = dueYear === null ? (recurrence === 'yearly' ? ' hằng năm' : '') : ` năm ${dueYear}`
  const day = dueDay === null ? '' : `${by} ngày ${String(dueDay).padStart(2, '0')}`
  if (day !== '' && dueMonth === null && recurrence !== 'once') return day + dayOfPeriod[recurrence]
  const month = dueMonth ?? (day === '' ? null : 12)
  if (month === null) return dueYear === null ? '' : `trong năm ${dueYear}`
  const monthText = `tháng ${month < 3 ? `0${month}` : month}${year}`
  return day === '' ? `${by} ${monthText}` : `${day} ${monthText}`
}

/** When a duty is due, in words that documents use: "hằng quý, trước ngày 15 tháng cuối quý"; empty for a continuous one. */
export function timingWords(duty: Duty): string {
  const due = duty.recurrence === 'continuous' ? '' : dueWords(duty)
  const often = duty.recurrence === 'yearly' && due !== '' ? '' : every[duty.recurrence]
  return [often, due, duty.onRequest === true ? 'đột xuất khi có yêu cầu' : '']
    .filter((part) => part !== '')
    .join(', ')
}

/**
 * A duty as it is written. A deadline that the data holds and the words do not say at all follows in brackets, so that the
 * document orders what the plan counts; words that say a time of their own stay as they are.
 */
export function dutyText(duty: Duty): string {
  const words = oneLine(duty.vi)
  const said = timesIn(plainOf(words, 0, words.length))
  const silent =
    said.recurrence === 'none' &&
    said.due.length === 0 &&
    !said.onRequest &&
    yearsIn(foldSameLength(words)).length === 0
  const timing = timingWords(duty)
  if (!silent || timing === '') return sentence(words)
  return words.endsWith(':') ? `${words.slice(0, -1)} (${timing}):` : `${bare(words)} (${timing}).`
}

/** A target as a clause: its own words where they say its number, else its indicator with bound, number and unit. */
function targetClause(target: Target, names: Names): string {
  const own = bare(target.vi)
  const wanted = { min: target.minimum, max: target.maximum }
  const read = quantitiesIn(foldSameLength(own))[0]?.quantity
  if (read !== undefined && read.bound === target.bound && read.min === wanted.min && read.max === wanted.max)
    return own
  const indicator = names.indicators?.get(target.indicator)
  const name = indicator?.name ?? own
  return `${name === '' ? '' : `${name}: `}${targetWords(target).vi} ${indicator?.unit ?? ''}`.trim()
}

/**
 * Sentences that state the targets, one for each target that is no part of another; its parts follow it after "trong đó".
 * For a document that holds targets without the sentences of the signed text.
 */
export function targetSentences(document: DraftDocument, names: Names): string[] {
  const { targets } = document
  const clause = (target: Target): string => {
    const parts = targets.filter(({ parent }) => parent !== null && parent === target.indicator)
    return [targetClause(target, names), ...parts.map((part) => `trong đó ${lowerFirst(clause(part))}`)].join(
      ', ',
    )
  }
  return targets.filter(({ parent }) => parent === null).map((target) => `${upperFirst(clause(target))}.`)
}
