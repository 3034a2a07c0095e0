import { type Words, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type Dimension, keptUnit, units } from './units.ts'

/**
 * The most that a province can have, in kept units: no figure of the whole country is near. A value above is a slip of units or of
 * digits, never a figure.
 */
const most: Readonly<Record<Dimension, number>> = {
  // tỷ đồng; the country's GDP of 2024 was 11.5 million
  money: 20_000_000,
  // nghìn người; the country has 101 million
  persons: 110_000,
  // triệu giờ: as many persons with 3,000 hours each
  hours: 330_000,
  share: 1,
  // nghìn đồng a person a month: a thousand million đồng
  pay: 1_000_000,
}

/** Taxes on products less subsidies are negative where subsidies are higher; a mixed income may be a loss. */
const mayBeNegative = (measure: string, sector: string) =>
  sector === 'product_tax' || measure === 'mixed_income'

/** Why a value cannot be of this measure; null where it can. @param value in the kept unit of its dimension */
export function valueProblem(
  measure: string,
  sector: string,
  dimension: Dimension,
  value: number,
): Words | null {
  const unit = units[keptUnit[dimension]].words
  const said = { vi: formatNumber(value, 'vi'), en: formatNumber(value, 'en') }
  if (value < 0 && !mayBeNegative(measure, sector)) {
    return words(
      `${said.vi} ${unit.vi}: chỉ tiêu này không thể âm.`,
      `${said.en} ${unit.en}: this measure cannot be negative.`,
    )
  }
  if (Math.abs(value) <= most[dimension]) return null
  return words(
    `${said.vi} ${unit.vi} lớn hơn mức có thể có. Xin xem lại đơn vị tính.`,
    `${said.en} ${unit.en} is more than there can be. Please look at the unit.`,
  )
}
