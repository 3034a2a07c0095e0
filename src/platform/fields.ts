import { z } from 'zod'
import { parseDate } from './dates.ts'
import { type Words, words } from './language.ts'
import { parseMoney } from './money.ts'
import { decimalNumber, formatNumber, wholeNumber } from './numbers.ts'
import type { FieldProblem } from './problem.ts'
import { nfc } from './text.ts'

/*
 * The kinds of field that inputs are made of. Each takes what a form sends (strings, as people type them), what JSON
 * sends, and typed values, so that one schema serves every face.
 */

const blankToUndefined = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? undefined : value
const trimmed = (value: unknown) => (typeof value === 'string' ? blankToUndefined(nfc(value)) : value)
/** Keeps line breaks; a text area sends CRLF. */
const trimmedLines = (value: unknown) =>
  typeof value === 'string'
    ? blankToUndefined(value.replace(/\r\n?/g, '\n').split('\n').map(nfc).join('\n').trim())
    : value

/** One line of text, NFC, trimmed; must not be empty. */
export const text = (maximum = 300) => z.preprocess(trimmed, z.string().min(1).max(maximum))
/** One line of text or nothing. */
export const optionalText = (maximum = 300) => z.preprocess(trimmed, z.string().max(maximum).optional())
/** Several lines; must not be empty. */
export const longText = (maximum = 10_000) => z.preprocess(trimmedLines, z.string().min(1).max(maximum))
/** Several lines or nothing. */
export const optionalLongText = (maximum = 10_000) =>
  z.preprocess(trimmedLines, z.string().max(maximum).optional())

/** The key of a row. */
export const id = () => z.preprocess(numeric, z.int().min(1).max(2_147_483_647))
/** The key of a row, or nothing. */
export const optionalId = () => z.preprocess(numeric, z.int().min(1).max(2_147_483_647).optional())

function numeric(value: unknown): unknown {
  const given = blankToUndefined(value)
  if (typeof given !== 'string') return given
  return wholeNumber(given) ?? given
}

/** What numbers are of, said with the bounds: `persons`, `days`. */
const units = {
  persons: words('người', 'persons'),
  days: words('ngày', 'days'),
  years: words('năm', 'years'),
} as const
type Unit = keyof typeof units

/** The message of a bound carries the unit to `boundWords`: an issue has no other place for it. */
const inUnit = (unit: Unit | undefined) => (unit === undefined ? undefined : `unit:${unit}`)
const unitIn = (message: string): Words | null => {
  const unit = /^unit:(\w+)$/.exec(message)?.[1]
  return unit !== undefined && unit in units ? units[unit as Unit] : null
}

const bounded = (minimum: number, maximum: number, unit?: Unit) =>
  z.int().min(minimum, inUnit(unit)).max(maximum, inUnit(unit))

/** A whole number between the bounds. */
export const whole = (minimum = 0, maximum = 1_000_000_000, unit?: Unit) =>
  z.preprocess(numeric, bounded(minimum, maximum, unit))
/** A whole number or nothing. */
export const optionalWhole = (minimum = 0, maximum = 1_000_000_000, unit?: Unit) =>
  z.preprocess(numeric, bounded(minimum, maximum, unit).optional())
/** A number that may have decimals; one separator alone is the decimal one unless three digits follow a point (`1.500` is 1500). */
export const decimal = (minimum = -1e12, maximum = 1e12) =>
  z.preprocess(decimalOf, z.number().min(minimum).max(maximum))

/** A number that may have decimals, or nothing. */
export const optionalDecimal = (minimum = -1e12, maximum = 1e12) =>
  z.preprocess(decimalOf, z.number().min(minimum).max(maximum).optional())

/** A share in percent, from a thousandth up to 100, or nothing; `33,5` and `33,5 %` are understood. */
export const optionalPercent = () => z.preprocess(decimalOf, z.number().min(0.001).max(100).optional())

function decimalOf(value: unknown): unknown {
  const given = blankToUndefined(value)
  if (typeof given !== 'string') return given
  return decimalNumber(given.replace(/\s*%$/, ''), { point: 'groups', comma: 'decimal' }) ?? given
}

/** A calendar year. */
export const year = () => z.preprocess(numeric, z.int().min(1986).max(2100))
/** A calendar year or nothing. */
export const optionalYear = () => z.preprocess(numeric, z.int().min(1986).max(2100).optional())

/** The highest amount that a field takes: a million tỷ đồng, above the national budget. */
const mostMoney = 1_000_000_000_000_000n

function money(value: unknown): unknown {
  const given = blankToUndefined(value)
  if (typeof given === 'number' && Number.isSafeInteger(given)) return BigInt(given)
  if (typeof given !== 'string') return given
  const parsed = parseMoney(given, { unit: 'dong' })
  return parsed.ok ? parsed.value : given
}

const dongSchema = (minimum: bigint) =>
  z
    .bigint({ error: 'money' })
    .min(minimum)
    .max(mostMoney)
    .meta({ type: 'integer', format: 'int64', description: 'đồng' })

/** Whole đồng; "1.500.000", "1,5 tỷ" and "30 triệu" are understood. */
export const dong = (minimum = 0n) => z.preprocess(money, dongSchema(minimum))
/** Whole đồng or nothing. */
export const optionalDong = (minimum = 0n) => z.preprocess(money, dongSchema(minimum).optional())
/** Whole đồng in an output. */
export const dongOut = () => z.bigint().meta({ type: 'integer', format: 'int64', description: 'đồng' })

function date(value: unknown): unknown {
  const given = blankToUndefined(value)
  if (typeof given !== 'string') return given
  const parsed = parseDate(given)
  return parsed.ok ? parsed.value : given
}

const notADay = words('Ngày viết dạng 23/11/2026 và phải có thật.', 'Write a real date as 23/11/2026.')
/** A day of the years that the program reckons in, 1900 to 2199: however it is written, another is none. */
const realDay = () =>
  z.iso.date().refine((given) => parseDate(given).ok, { params: { words: notADay }, abort: true })

/** A day; 23/11/2026 and 2026-11-23 are understood. */
export const day = () => z.preprocess(date, realDay())
/** A day or nothing. */
export const optionalDay = () => z.preprocess(date, realDay().optional())

/** Whether a value of a form ticks a check box. */
export const isTicked = (value: string): boolean => ['on', 'true', '1', 'yes'].includes(value)

/** A check box: left out, it is not ticked. */
export const flag = () =>
  z.preprocess(
    (value) => (typeof value === 'string' ? isTicked(value) : (value ?? false)),
    z.boolean().default(false),
  )

/** One of the values. */
export const choice = <const T extends readonly string[]>(values: T) =>
  z.preprocess(blankToUndefined, z.enum(values))
/** One of the values or nothing. */
export const optionalChoice = <const T extends readonly string[]>(values: T) =>
  z.preprocess(blankToUndefined, z.enum(values).optional())

/** Texts typed in one field, separated by semicolons; JSON gives them as a list. */
export const listedTexts = (most = 20) =>
  z
    .preprocess(
      (value) =>
        typeof value === 'string'
          ? value
              .split(';')
              .map(nfc)
              .filter((part) => part !== '')
          : value,
      z.array(z.string().max(200)).max(most).optional(),
    )
    .transform((value) => value ?? [])

/** Check boxes of one name: none, one or several. */
export const several = <S extends z.ZodType>(each: S) =>
  z
    .preprocess(
      (value) => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(each).max(200).optional(),
    )
    .transform((values) => values ?? [])

/** An address in the web, as a browser opens it, or nothing. */
export const optionalSite = () =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.trim() || undefined : (value ?? undefined)),
    z
      .string()
      .max(1000)
      .regex(/^https?:\/\/[^\s<>"]+$/)
      .optional(),
  )

/** An electronic mail address, lower case. */
export const email = () =>
  z.preprocess(
    (value) => (typeof value === 'string' ? blankToUndefined(nfc(value).toLowerCase()) : value),
    z.email().max(200),
  )
/** An electronic mail address or nothing. */
export const optionalEmail = () =>
  z.preprocess(
    (value) => (typeof value === 'string' ? blankToUndefined(nfc(value).toLowerCase()) : value),
    z.email().max(200).optional(),
  )

/** A check that a schema makes with words of its own: `z.string().superRefine(reason(...))` via `ctx.addIssue({ code: 'custom', params: { words } })`. */
function wordsOf(issue: z.core.$ZodIssue): Words {
  if (issue.code === 'custom') {
    const words = (issue.params as { words?: Words } | undefined)?.words
    if (words !== undefined) return words
    return { vi: 'Giá trị không hợp lệ.', en: 'The value is not valid.' }
  }
  const missing = 'input' in issue && (issue.input === undefined || issue.input === null)
  if (missing) return words('Xin điền mục này.', 'Please fill this in.')
  if (issue.code === 'invalid_value')
    return words('Xin chọn một giá trị trong danh sách.', 'Please choose one of the listed values.')
  if (issue.code === 'too_small' || issue.code === 'too_big') return boundWords(issue)
  if (issue.code === 'unrecognized_keys')
    return words(`Không có mục ${issue.keys.join(', ')}.`, `Unknown: ${issue.keys.join(', ')}.`)
  if (issue.code === 'invalid_format' && issue.format === 'date') {
    return notADay
  }
  if (issue.code === 'invalid_format' && issue.format === 'email') {
    return words('Địa chỉ thư điện tử viết dạng ten@coquan.vn.', 'Write an address such as name@office.vn.')
  }
  if (issue.code === 'invalid_type' && issue.expected === 'bigint') {
    return words(
      'Số tiền là số đồng nguyên, ví dụ 1.500.000 hoặc 1,5 tỷ.',
      'An amount is whole đồng, such as 1,500,000.',
    )
  }
  if (issue.code === 'invalid_type' && (issue.expected === 'number' || issue.expected === 'int')) {
    return words('Xin viết một số nguyên.', 'Please write a whole number.')
  }
  return words('Giá trị không đúng kiểu.', 'The value has the wrong form.')
}

function boundWords(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Words {
  const small = issue.code === 'too_small'
  const bound = small ? issue.minimum : issue.maximum
  if (issue.origin === 'string') {
    return small
      ? words('Xin điền mục này.', 'Please fill this in.')
      : words(`Nhiều nhất ${bound} ký tự.`, `At most ${bound} characters.`)
  }
  if (issue.origin === 'array') {
    return small
      ? words(`Xin chọn ít nhất ${bound}.`, `Choose at least ${bound}.`)
      : words(`Nhiều nhất ${bound}.`, `At most ${bound}.`)
  }
  const unit = issue.origin === 'bigint' ? words('đồng', 'đồng') : unitIn(issue.message)
  const of = unit === null ? words('', '') : words(` ${unit.vi}`, ` ${unit.en}`)
  const shown = { vi: formatNumber(bound, 'vi') + of.vi, en: formatNumber(bound, 'en') + of.en }
  return small
    ? words(`Không được nhỏ hơn ${shown.vi}.`, `Not less than ${shown.en}.`)
    : words(`Không được lớn hơn ${shown.vi}.`, `Not more than ${shown.en}.`)
}

/** One problem for each field of a failed parse, the first reason of each. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  const problems = new Map<string, FieldProblem>()
  for (const issue of error.issues) {
    const field = issue.path.map(String).join('.')
    if (!problems.has(field)) problems.set(field, { field, words: wordsOf(issue) })
  }
  return [...problems.values()]
}
