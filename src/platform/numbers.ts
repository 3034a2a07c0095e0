import type { Language } from './language.ts'
import { visible } from './text.ts'

/* How numbers are written and read: 1.234,5 in Vietnamese, 1,234.5 in English. tfp and plan-reader stand alone and keep their own. */

/** A number's digits as written, exactly: nothing here passes through a floating-point number. */
export interface WrittenNumber {
  readonly negative: boolean
  readonly whole: string
  /** Without the decimal sign; empty for a whole number. */
  readonly decimals: string
}

const forms: Readonly<Record<Language, RegExp>> = {
  vi: /^([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/,
  en: /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/,
}

/** Drops blanks that group digits (1 234 567) and turns the long minus of typeset tables into a hyphen. */
function bare(text: string): string {
  const plain = visible(text)
    .normalize('NFKC')
    .trim()
    .replace(/^[−–—]/, '-')
  return /^[+-]?\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?$/.test(plain) ? plain.replace(/\s/g, '') : plain
}

/** Reads a number written in one form; null when it is not written so. */
export function readNumber(text: string, form: Language): WrittenNumber | null {
  const match = forms[form].exec(bare(text))
  if (match === null) return null
  const [, sign, whole = '', decimals = ''] = match
  return { negative: sign === '-', whole: whole.replace(/[.,]/g, ''), decimals }
}

/** What one separator before exactly three digits is: `1.234`, `1,234`. */
export interface LoneSeparator {
  readonly point: 'groups' | 'decimal'
  readonly comma: 'groups' | 'decimal' | 'unclear'
}
const grouping: LoneSeparator = { point: 'groups', comma: 'groups' }

/**
 * Reads a number as people type it, in either form: where both separators stand, the last is the decimal one; a separator that
 * repeats groups digits; one alone is decimal unless three digits follow it, then `lone` decides. Null when it is no number.
 */
export function readTyped(text: string, lone: LoneSeparator = grouping): WrittenNumber | null {
  const plain = bare(text)
  const separator = /^[+-]?\d{1,3}([.,])\d{3}$/.exec(plain)?.[1]
  if (separator !== undefined) {
    const means = separator === '.' ? lone.point : lone.comma
    if (means === 'unclear') return null
    return readNumber(plain, (separator === '.') === (means === 'groups') ? 'vi' : 'en')
  }
  return readNumber(plain, 'vi') ?? readNumber(plain, 'en')
}

/** The number that the digits mean. */
export function numberFrom({ negative, whole, decimals }: WrittenNumber): number {
  return Number(`${negative ? '-' : ''}${whole}.${decimals === '' ? '0' : decimals}`)
}

/** The number that a text means in one form; null when it is not written so. `45,5%` is 0.455. */
export function parseNumber(text: string, form: Language): number | null {
  const digits = text.trim().replace(/\s*%$/, '')
  const read = readNumber(digits, form)
  if (read === null) return null
  return digits === text.trim() ? numberFrom(read) : numberFrom(read) / 100
}

/** The whole number that a text means, with groups of either form; null where it has decimals or is no number. */
export function wholeNumber(text: string): number | null {
  const read = readTyped(text)
  return read === null || read.decimals !== '' ? null : numberFrom(read)
}

/** A rate or quantity that seldom has four digits: one separator alone is the decimal one (`103,500` is 103.5); null when it is no number. */
export function decimalNumber(
  text: string,
  lone: LoneSeparator = { point: 'decimal', comma: 'decimal' },
): number | null {
  const read = readTyped(text, lone)
  return read === null ? null : numberFrom(read)
}

/** The one form that numbers written as texts are in, as far as those tell that fit one form alone; null where none does or both do. */
export function formOf(texts: Iterable<string>): Language | null {
  const told = { vi: false, en: false }
  for (const text of texts) {
    const [vi, en] = [readNumber(text, 'vi') !== null, readNumber(text, 'en') !== null]
    if (vi !== en) told[vi ? 'vi' : 'en'] = true
  }
  if (told.vi === told.en) return null
  return told.vi ? 'vi' : 'en'
}

const localeOf = (language: Language) => (language === 'vi' ? 'vi-VN' : 'en-US')

/** Kept, since making one costs more than a hundred uses; there are as many as languages times digits. */
const formats = new Map<string, Intl.NumberFormat>()

/** `1234567.89` → `1.234.567,89` (vi) or `1,234,567.89` (en); at most `digits` decimals. */
export function formatNumber(value: number | bigint, language: Language, digits = 6): string {
  const key = `${language}${digits}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits })
    formats.set(key, format)
  }
  return format.format(value)
}

/** An answer whose numbers are written as each language writes them. */
export type Written<T> = Record<Language, { readonly [K in keyof T]: T[K] extends number ? string : T[K] }>

/** The numbers of an answer as they stand in a sentence: `15.003` (vi), `15,003` (en). */
export function written<T extends object>(answer: T): Written<T> {
  const inLanguage = (language: Language) =>
    Object.fromEntries(
      Object.entries(answer).map(([key, value]) => [
        key,
        typeof value === 'number' ? formatNumber(value, language) : value,
      ]),
    ) as Written<T>[Language]
  return { vi: inLanguage('vi'), en: inLanguage('en') }
}

/**
 * A number as a form shows it: without groups, since one separator before three digits is read in one way alone, and so that every
 * reader of numbers gives it back, whatever the language of the form.
 */
export function typedNumber(value: number, language: Language): string {
  const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 15, useGrouping: false }).format(
    value,
  )
  if (language === 'vi') return plain.replace('.', ',')
  return /^-?\d{1,3}\.\d{3}$/.test(plain) ? `${plain}0` : plain
}

/** A number with just so many decimals (1.234,50 or 1,234.50), with a true minus sign only where it rounds below zero. */
export function formatFixed(value: number, digits: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'negative',
  }).format(value)
}

/** A number of per cent with at most `digits` decimals: `93.33` → `93,3%`. */
export function percentText(percent: number, language: Language, digits = 1): string {
  return `${formatNumber(percent, language, digits)}%`
}

/** A share of 1 as a percentage with at most one decimal: `0.056` → `5,6%`. */
export function formatPercent(share: number, language: Language): string {
  return percentText(share * 100, language)
}

/** Drops what floating point adds to a decimal quantity. */
const tidy = (value: number) => Number(value.toFixed(6))

/**
 * How much of what was asked is done, in per cent rounded to one decimal; but 99,96% never reads as done, nor 100,04% as just
 * done: what lies beside 100 stays beside it. Zero asked for is done.
 */
export function percentReached(result: number, asked: number): number {
  if (asked <= 0) return 100
  const rounded = Math.round(tidy((result * 1000) / asked)) / 10
  if (rounded !== 100 || result === asked) return rounded
  return result < asked ? 99.9 : 100.1
}
