import type { Parsed } from './dates.ts'
import type { Language } from './language.ts'
import { readTyped } from './numbers.ts'
import { visible } from './text.ts'

/* Money is whole đồng in bigint; nothing here goes through a floating-point number. */

export const million = 1_000_000n
export const billion = 1_000_000_000n

function grouped(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, separator)
}

/** `1234567n` → `1.234.567` (vi) or `1,234,567` (en), without the unit. */
export function formatDong(amount: bigint, language: Language): string {
  const sign = amount < 0n ? '-' : ''
  return sign + grouped((amount < 0n ? -amount : amount).toString(), language === 'vi' ? '.' : ',')
}

/** In triệu đồng without loss: `2662000000n` → `2.662`; `1500500n` → `1,5005`. */
export function formatMillions(amount: bigint, language: Language): string {
  const positive = amount < 0n ? -amount : amount
  const rest = (positive % million).toString().padStart(6, '0').replace(/0+$/, '')
  const point = language === 'vi' ? ',' : '.'
  return `${amount < 0n ? '-' : ''}${formatDong(positive / million, language)}${rest === '' ? '' : point + rest}`
}

/**
 * In triệu đồng with at most one decimal, as every page writes it: `1500500000n` → `1.500,5`. What would read as zero and is none
 * is told as less than a tenth: `<0,1`.
 */
export function roundedMillions(amount: bigint, language: Language): string {
  const positive = amount < 0n ? -amount : amount
  const tenths = (positive * 10n + million / 2n) / million
  if (tenths === 0n && amount !== 0n)
    return `${amount < 0n ? '>-' : '<'}${formatMillions(million / 10n, language)}`
  return formatMillions((amount < 0n ? -tenths : tenths) * (million / 10n), language)
}

/** Whether an amount is exact in triệu đồng with one decimal. */
const isInTenths = (amount: bigint) =>
  amount === 0n || (amount % (million / 10n) === 0n && (amount >= million || amount <= -million))

/** An exact amount in a sentence that counts in triệu đồng: `1.500,5` where one decimal says it, else `1.500.512.345 đồng`. */
export function exactMillions(amount: bigint, language: Language): string {
  return isInTenths(amount) ? formatMillions(amount, language) : `${formatDong(amount, language)} đồng`
}

/** An exact amount in a sentence, with its unit: `1.500,5 triệu đồng` where one decimal says it, else `1.500.512.345 đồng`. */
export function statedMoney(amount: bigint, language: Language): string {
  const unit = language === 'vi' ? 'triệu đồng' : 'million đồng'
  return exactMillions(amount, language) + (isInTenths(amount) ? ` ${unit}` : '')
}

const units: ReadonlyMap<string, bigint> = new Map([
  ['', 1n],
  ['nghìn', 1_000n],
  ['ngàn', 1_000n],
  ['triệu', million],
  ['tr', million],
  ['tỷ', billion],
  ['tỉ', billion],
])

/** `triệu đồng`, `tr.đ`, `trđ`, `₫`, `VNĐ`: the scale in đồng. */
function unitNamed(suffix: string): bigint | undefined {
  const name = suffix.replace(/[.\s]+/g, ' ').trim()
  return units.get(name.replace(/ ?(?:đồng|đ|₫|vnđ|vnd)$/, ''))
}

/**
 * An amount as people type it: `1.500.000`, `1500000 đ`, `1,5 tỷ`, `30 triệu`. A full stop or comma is a thousands
 * separator when three digits follow each, and a decimal sign otherwise. What would not be whole đồng is refused.
 * @param options.unit the unit of a bare number
 */
export function parseMoney(text: string, options: { unit: 'dong' | 'million' }): Parsed<bigint> {
  const match = /^(-?)([\d.,\s]+?)\s*((?:[a-zđỷỉôồìàệ₫][a-zđỷỉôồìàệ₫. ]*)?)$/i.exec(
    visible(text).normalize('NFC').trim().toLowerCase(),
  )
  if (match === null) return { ok: false }
  const [, sign = '', typed = '', suffix = ''] = match
  const bare = suffix.trim() === ''
  const unit = bare && options.unit === 'million' ? million : unitNamed(suffix)
  if (unit === undefined) return { ok: false }
  // `1,500 tỷ` may be one and a half or fifteen hundred: in a larger unit one group of three is not guessed at.
  const read = readTyped(typed, { point: 'groups', comma: unit === 1n ? 'groups' : 'unclear' })
  if (read === null) return { ok: false }
  const scale = 10n ** BigInt(read.decimals.length)
  const scaled = BigInt(read.whole + read.decimals) * unit
  if (scaled % scale !== 0n) return { ok: false }
  return { ok: true, value: (sign === '-' ? -1n : 1n) * (scaled / scale) }
}
