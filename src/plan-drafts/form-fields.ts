import { formatDate, parseDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { formatMillions, parseMoney } from '../platform/money.ts'
import { decimalNumber } from '../platform/numbers.ts'
import { nfc } from '../platform/text.ts'

/* One value of a draft as a form shows and sends it. */

/** How a value is typed. `words` and its kin have a Vietnamese and an English field; `items` has one line for each item. */
export type FieldKind =
  | 'line'
  | 'words'
  | 'longWords'
  | 'optionalWords'
  | 'number'
  | 'whole'
  | 'day'
  | 'flag'
  | 'choice'
  | 'emptyChoice'
  | 'agencies'
  | 'items'
  | 'money'
  | 'years'

export interface FormField {
  /** The path within the row, group or document; '' for the row itself. */
  readonly name: string
  readonly kind: FieldKind
  readonly label: Words
  readonly hint?: Words
  readonly choices?: 'indicators' | 'bounds' | 'parents' | 'recurrences' | 'units' | 'sources' | 'lines'
  /** May stay empty in a plan. */
  readonly optional?: boolean
  /** What a new row has; it alone does not make the row worth keeping. */
  readonly fallback?: string
}

export interface FormGroup {
  readonly path: string
  readonly label: Words
  readonly fields: readonly FormField[]
}

export interface FormList extends FormGroup {
  readonly add: Words
}

export interface PartForm {
  readonly fields: readonly FormField[]
  /** Objects that a plan may do without: all fields empty means there is none. */
  readonly groups: readonly FormGroup[]
  readonly lists: readonly FormList[]
}

/** What was typed under one name. */
export type Typed = string | string[] | undefined

/** A value, or what is wrong with what was typed. */
export type Decoded =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly words: Words }

const known = (value: unknown): Decoded => ({ ok: true, value })

export function textOf(typed: Typed): string {
  return (Array.isArray(typed) ? typed.at(-1) : typed) ?? ''
}

function lines(typed: Typed): string {
  return textOf(typed).replace(/\r\n?/g, '\n').split('\n').map(nfc).join('\n').trim()
}

/** The suffixes of the fields that a kind has; '' for a single one. */
export function suffixesOf(kind: FieldKind): readonly string[] {
  return ['words', 'longWords', 'optionalWords', 'items'].includes(kind) ? ['.vi', '.en'] : ['']
}

function pair(value: unknown): { vi: string; en: string } {
  const words = typeof value === 'object' && value !== null ? value : {}
  const text = (key: string) => {
    const found: unknown = Reflect.get(words, key)
    return typeof found === 'string' ? found : ''
  }
  return { vi: text('vi'), en: text('en') }
}

/**
 * A value as it stands in a form.
 * @param unit what money is typed in, in đồng
 * @returns what stands in each field, by suffix
 */
export function shownValue(kind: FieldKind, value: unknown, unit: 1 | 1_000_000): Record<string, Typed> {
  switch (kind) {
    case 'words':
    case 'longWords':
    case 'optionalWords': {
      const { vi, en } = pair(value)
      return { '.vi': vi, '.en': en }
    }
    case 'items': {
      const pairs = Array.isArray(value) ? value.map(pair) : []
      const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ')
      return {
        '.vi': pairs.map(({ vi }) => oneLine(vi)).join('\n'),
        '.en': pairs.some(({ en }) => en !== '') ? pairs.map(({ en }) => oneLine(en)).join('\n') : '',
      }
    }
    case 'number':
    case 'whole':
      return { '': typeof value === 'number' ? String(value).replace('.', ',') : '' }
    case 'day':
      return { '': typeof value === 'string' && value !== '' ? formatDate(value) : '' }
    case 'flag':
      return { '': value === true ? 'true' : undefined }
    case 'agencies':
      return { '': Array.isArray(value) ? value.filter((key) => typeof key === 'string') : [] }
    case 'money':
      return { '': typeof value === 'number' ? moneyText(value, unit) : '' }
    case 'years':
      return { '': Array.isArray(value) ? value.join(', ') : '' }
    default:
      return { '': typeof value === 'string' ? value : '' }
  }
}

/** An amount as it is typed. Three decimals get a zero, or `1,234` might be read as a thousand and more. */
function moneyText(amount: number, unit: 1 | 1_000_000): string {
  if (!Number.isSafeInteger(amount)) return ''
  if (unit === 1) return String(amount)
  const text = formatMillions(BigInt(amount), 'vi')
  return /,\d{3}$/.test(text) ? `${text}0` : text
}

/** What was typed, as a value of the draft. `typed` gives the text under each suffix. */
export function typedValue(kind: FieldKind, typed: (suffix: string) => Typed, unit: 1 | 1_000_000): Decoded {
  const text = nfc(textOf(typed('')))
  switch (kind) {
    case 'words':
      return known({ vi: nfc(textOf(typed('.vi'))), en: nfc(textOf(typed('.en'))) })
    case 'longWords':
      return known({ vi: lines(typed('.vi')), en: lines(typed('.en')) })
    case 'optionalWords': {
      const words = { vi: nfc(textOf(typed('.vi'))), en: nfc(textOf(typed('.en'))) }
      return known(words.vi === '' && words.en === '' ? null : words)
    }
    case 'items':
      return itemsTyped(textOf(typed('.vi')), textOf(typed('.en')))
    case 'number':
    case 'whole':
      return numberTyped(kind, text)
    case 'day': {
      if (text === '') return known('')
      const day = parseDate(text)
      return day.ok
        ? known(day.value)
        : {
            ok: false,
            words: words('Ngày viết dạng 23/11/2026 và phải có thật.', 'Write a real date as 23/11/2026.'),
          }
    }
    case 'flag':
      return known(text === 'true')
    case 'emptyChoice':
      return known(text === '' ? null : text)
    case 'agencies': {
      const keys = typed('')
      const all = keys === undefined ? [] : Array.isArray(keys) ? keys : [keys]
      return known([...new Set(all.filter((key) => key !== ''))])
    }
    case 'money':
      return moneyTyped(text, unit)
    case 'years':
      return yearsTyped(text)
    default:
      return known(text)
  }
}

/** Line by line, the English beside the Vietnamese; a line that is empty in both is no item. */
function itemsTyped(vi: string, en: string): Decoded {
  const split = (text: string) => text.replace(/\r\n?/g, '\n').split('\n').map(nfc)
  const vietnamese = split(vi)
  const english = split(en)
  const beside = english.slice(vietnamese.length).filter((line) => line !== '')
  if (beside.length > 0) {
    return {
      ok: false,
      words: words(
        'Phần tiếng Anh có nhiều dòng hơn phần tiếng Việt.',
        'There are more lines of English than of Vietnamese.',
      ),
    }
  }
  return known(
    vietnamese
      .map((line, place) => ({ vi: line, en: english[place] ?? '' }))
      .filter((item) => item.vi !== '' || item.en !== ''),
  )
}

function numberTyped(kind: 'number' | 'whole', text: string): Decoded {
  if (text === '') return known(null)
  const number = decimalNumber(text.replace(/\s*%$/, ''), { point: 'groups', comma: 'decimal' })
  const fits = number !== null && number >= 0 && number < (kind === 'whole' ? 1e9 : 1e12)
  if (fits && (kind === 'number' || Number.isInteger(number))) return known(number)
  return {
    ok: false,
    words:
      kind === 'whole'
        ? words('Xin viết một số nguyên.', 'Please write a whole number.')
        : words('Xin viết một số, ví dụ 18 hoặc 2,5.', 'Please write a number, such as 18 or 2.5.'),
  }
}

const mostMoney = 1_000_000_000_000_000n

function moneyTyped(text: string, unit: 1 | 1_000_000): Decoded {
  if (text === '' || text === '-') return known(null)
  const amount = parseMoney(text, { unit: unit === 1 ? 'dong' : 'million' })
  if (amount.ok && amount.value >= 0n && amount.value <= mostMoney) return known(Number(amount.value))
  return {
    ok: false,
    words: words(
      'Số tiền không đọc được; viết ví dụ 2.662 hoặc 12,5.',
      'This amount cannot be read; write such as 2.662 (thousands) or 12,5 (decimals).',
    ),
  }
}

function yearsTyped(text: string): Decoded {
  const years = text.split(/[\s,;]+/).filter((part) => part !== '')
  const range = /^(\d{4})\s*[-–]\s*(\d{4})$/.exec(text)
  const first = Number(range?.[1])
  const last = Number(range?.[2])
  if (range !== null && first <= last && last - first < 30) {
    return known(Array.from({ length: last - first + 1 }, (_, index) => first + index))
  }
  if (years.every((year) => /^(?:19|20)\d{2}$/.test(year))) {
    return known([...new Set(years.map(Number))].sort((one, other) => one - other))
  }
  return {
    ok: false,
    words: words(
      'Viết các năm dạng 2026, 2027 hoặc 2026 - 2030.',
      'Write years as 2026, 2027 or 2026 - 2030.',
    ),
  }
}
