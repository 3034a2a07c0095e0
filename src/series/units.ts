import { type Language, type Words, words } from '../platform/language.ts'
import { formatNumber, parseNumber } from '../platform/numbers.ts'

/*
 * Values are kept in one unit for each dimension, whatever they were typed in: tỷ đồng (10⁹ đồng), nghìn người (10³ persons),
 * triệu giờ (10⁶ hours), a share of 1, nghìn đồng a person a month.
 */

export const dimensions = ['money', 'persons', 'hours', 'share', 'pay'] as const
export type Dimension = (typeof dimensions)[number]

export const unitKeys = [
  'billion',
  'million',
  'thousandBillion',
  'thousandDong',
  'dong',
  'thousandPersons',
  'persons',
  'millionPersons',
  'millionHours',
  'thousandHours',
  'hours',
  'share',
  'percent',
  'thousandPay',
  'millionPay',
  'dongPay',
] as const
export type UnitKey = (typeof unitKeys)[number]

interface Unit {
  readonly dimension: Dimension
  /** Units that one kept unit has: a value typed in this unit is divided by it. */
  readonly perKept: number
  readonly words: Words
}

export const units: Readonly<Record<UnitKey, Unit>> = {
  billion: { dimension: 'money', perKept: 1, words: words('tỷ đồng', 'billion đồng') },
  million: { dimension: 'money', perKept: 1e3, words: words('triệu đồng', 'million đồng') },
  thousandBillion: {
    dimension: 'money',
    perKept: 1e-3,
    words: words('nghìn tỷ đồng', 'thousand billion đồng'),
  },
  thousandDong: { dimension: 'money', perKept: 1e6, words: words('nghìn đồng', 'thousand đồng') },
  dong: { dimension: 'money', perKept: 1e9, words: words('đồng', 'đồng') },
  thousandPersons: {
    dimension: 'persons',
    perKept: 1,
    words: words('nghìn người', 'thousand persons'),
  },
  persons: { dimension: 'persons', perKept: 1e3, words: words('người', 'persons') },
  millionPersons: {
    dimension: 'persons',
    perKept: 1e-3,
    words: words('triệu người', 'million persons'),
  },
  millionHours: { dimension: 'hours', perKept: 1, words: words('triệu giờ', 'million hours') },
  thousandHours: { dimension: 'hours', perKept: 1e3, words: words('nghìn giờ', 'thousand hours') },
  hours: { dimension: 'hours', perKept: 1e6, words: words('giờ', 'hours') },
  share: { dimension: 'share', perKept: 1, words: words('từ 0 đến 1', 'from 0 to 1') },
  percent: { dimension: 'share', perKept: 100, words: words('%', '%') },
  thousandPay: {
    dimension: 'pay',
    perKept: 1,
    words: words('nghìn đồng/người/tháng', 'thousand đồng a person a month'),
  },
  millionPay: {
    dimension: 'pay',
    perKept: 1e-3,
    words: words('triệu đồng/người/tháng', 'million đồng a person a month'),
  },
  dongPay: { dimension: 'pay', perKept: 1e3, words: words('đồng/người/tháng', 'đồng a person a month') },
}

/** The unit that values of a dimension are kept and shown in. */
export const keptUnit: Readonly<Record<Dimension, UnitKey>> = {
  money: 'billion',
  persons: 'thousandPersons',
  hours: 'millionHours',
  share: 'share',
  pay: 'thousandPay',
}

/** The same words mean one thing of a total and another of pay: "triệu đồng" of a table of pay is a month's pay of one person. */
const ofPay: Readonly<Partial<Record<UnitKey, UnitKey>>> = {
  million: 'millionPay',
  thousandDong: 'thousandPay',
  dong: 'dongPay',
}

/** A stated unit as one of this dimension; null where it is of another. */
export function unitAs(unit: UnitKey | null, dimension: Dimension): UnitKey | null {
  const meant = unit !== null && dimension === 'pay' ? (ofPay[unit] ?? unit) : unit
  return meant !== null && units[meant].dimension === dimension ? meant : null
}

/** Units that values of a dimension may be typed in, the kept one first. */
export function unitsOf(dimension: Dimension): UnitKey[] {
  return unitKeys.filter((key) => units[key].dimension === dimension)
}

/** A value typed in `unit` in the kept unit of its dimension: 1.234,5 triệu đồng → 1,2345. Rounded to the 15 digits of a spreadsheet. */
export function toKept(value: number, unit: UnitKey): number {
  return Number((value / units[unit].perKept).toPrecision(15))
}

/** A kept value in `unit`; the inverse of `toKept`. */
export function fromKept(value: number, unit: UnitKey): number {
  return Number((value * units[unit].perKept).toPrecision(15))
}

/** A kept value as a cell of the grid shows it: in `unit`, ungrouped decimals as the language writes them, at most nine. */
export function cellText(value: number, unit: UnitKey, language: Language): string {
  return formatNumber(fromKept(value, unit), language, 9)
}

/** A number as typed into one cell: by the language's form, or by the other where only that fits (12.5 on a Vietnamese page). */
export function cellNumber(text: string, language: Language): number | null {
  return parseNumber(text, language) ?? parseNumber(text, language === 'vi' ? 'en' : 'vi')
}
