import { type Language, type Words, words } from '../platform/language.ts'
import { formatNumber, percentText as roundedPercent } from '../platform/numbers.ts'

/*
 * The targets of the next period, as a plan asks for them: "Định hướng mục tiêu giai đoạn 2026 - 2030 tăng khoảng 10% - 15% so với
 * kết quả thực hiện của giai đoạn 2021 - 2025 ở tất cả các nội dung."
 */

/** A percentage in hundredths of a per cent, so that 12,5 % is exact: 1250n. */
export function hundredths(percent: number): bigint {
  return BigInt(Math.round(percent * 100))
}

/** `12,5%`; at most two decimals. */
export const percentText = (percent: number, language: Language) => roundedPercent(percent, language, 2)

/** `1,12` for 12 per cent. */
export function factorText(percent: number, language: Language): string {
  return formatNumber((10_000 + Math.round(percent * 100)) / 10_000, language, 4)
}

/** a ÷ b rounded half up. Both not negative, b above zero. */
export function divideHalfUp(a: bigint, b: bigint): bigint {
  return (2n * a + b) / (2n * b)
}

const ceiling = (a: bigint, b: bigint): bigint => (a + b - 1n) / b
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** How the chosen number came about; `none`: there is no result to start from and nobody gave a number. */
/** Whether a text names a mid-term or a final review of a programme: "sơ kết", "tổng kết". */
export const namesReview = (vi: string): boolean => /(?<!\p{L})(?:sơ|tổng) kết(?!\p{L})/iu.test(vi)

export type Rounding = 'inside' | 'raised' | 'lowered' | 'above' | 'outside' | 'given' | 'none'

export interface TargetInput {
  /** What was reached in the base years, counted once. */
  readonly result: number
  /** The least and the most rise that the plan names, in per cent. */
  readonly minimumPercent: number
  readonly maximumPercent: number
  /** The rise that is chosen. */
  readonly percent: number
  /** The officer's own number where there is no result to start from. */
  readonly given?: number | null
  readonly unit?: Words
  /** The results of each base year, for the words. */
  readonly years?: readonly { readonly year: number; readonly result: number }[]
  /** Years of the base of which nothing is known: named with the years, never as nought. */
  readonly unknown?: readonly number[]
  /** How many were counted in two years: once in the period. */
  readonly repeated?: number
}

export interface NextTarget {
  /** A whole number; null when an officer must say it. */
  readonly value: number | null
  readonly rounding: Rounding
  /** The whole calculation. */
  readonly words: Words
}

/**
 * The target that follows from a result and a rise. A count cannot be a fraction: rounded half up, but never under the
 * plan's least rise, and where a whole number lies between the least and the most rise, one inside is taken. Where none
 * does, the next above the least is taken and the words say by how much it goes over. A rise that was chosen outside the
 * plan's range is only rounded. A result of zero gives no number: whoever drafts must say one.
 * @param input.result not negative; at most two decimals
 */
export function nextTarget(input: TargetInput): NextTarget {
  const { result, minimumPercent, maximumPercent, percent } = input
  if (result <= 0) return withoutBase(input)
  const base = hundredths(result)
  const raised = (by: number) => base * (10_000n + hundredths(by))
  const one = 1_000_000n
  const rounded = divideHalfUp(raised(percent), one)
  if (percent < minimumPercent || percent > maximumPercent) return told(input, rounded, rounded, 'outside')
  const least = ceiling(raised(minimumPercent), one)
  const most = raised(maximumPercent) / one
  if (least > most) return told(input, least, rounded, 'above')
  const value = smaller(larger(rounded, least), most)
  const rounding = value === rounded ? 'inside' : value > rounded ? 'raised' : 'lowered'
  return told(input, value, rounded, rounding)
}

/**
 * The target of a rate or state (a share, a growth, a stock): the latest year's value raised, to one decimal. Years of such figures
 * are not added up.
 */
export function nextLevel(input: TargetInput): NextTarget {
  const { percent, given, unit, years = [] } = input
  const last = years.at(-1)
  if (last === undefined || last.result === 0) return withoutBase(input)
  if (given !== undefined && given !== null) {
    return {
      value: given,
      rounding: 'given',
      words: words(
        `Số năm ${last.year}: ${formatNumber(last.result, 'vi', 2)}. Số ${formatNumber(given, 'vi')} do người lập xác định.`,
        `In ${last.year}: ${formatNumber(last.result, 'en', 2)}. The number ${formatNumber(given, 'en')} was set by whoever drafted.`,
      ),
    }
  }
  const value = Math.round(last.result * (1000 + percent * 10)) / 1000
  const rounded = Math.round(value * 10) / 10
  const said = (language: Language) =>
    `${formatNumber(last.result, language, 2)} × ${factorText(percent, language)} = ${formatNumber(value, language, 3)} ≈ ${formatNumber(rounded, language)}${unit === undefined ? '' : ` ${unit[language]}`}`
  return {
    value: rounded,
    rounding: 'inside',
    words: words(
      `Số năm mới nhất (${last.year}): ${said('vi')}. Là tỷ lệ hoặc mức nên không cộng các năm.`,
      `Latest year (${last.year}): ${said('en')}. A rate or level, so its years are not added up.`,
    ),
  }
}

function withoutBase({ given, unit, years, unknown = [] }: TargetInput): NextTarget {
  const period = yearsText(years)
  const gap = gapText(unknown)
  const of = (language: Language) => (unit === undefined ? '' : ` ${unit[language]}`)
  if (given === undefined || given === null) {
    return {
      value: null,
      rounding: 'none',
      words: words(
        `${noneText(years, period.vi, of('vi'), 'vi')}${gap.vi} Không có kết quả làm căn cứ để nhân tỷ lệ tăng: người lập phải tự xác định con số.`,
        `${noneText(years, period.en, of('en'), 'en')}${gap.en} There is no result to raise: whoever drafts must set the number.`,
      ),
    }
  }
  return {
    value: given,
    rounding: 'given',
    words: words(
      `${noneText(years, period.vi, of('vi'), 'vi')}${gap.vi} Không có căn cứ để nhân tỷ lệ tăng. Số ${formatNumber(given, 'vi')}${of('vi')} do người lập xác định.`,
      `${noneText(years, period.en, of('en'), 'en')}${gap.en} There is nothing to raise. The number ${formatNumber(given, 'en')}${of('en')} was set by whoever drafted.`,
    ),
  }
}

/** `Kết quả 2021-2025: 0 lớp.`; of a base of which no year is known, that there is no result. */
function noneText(years: TargetInput['years'], period: string, unit: string, language: Language): string {
  if (years !== undefined && years.length === 0)
    return language === 'vi' ? 'Chưa có kết quả nào.' : 'There are no results.'
  return language === 'vi' ? `Kết quả${period}: 0${unit}.` : `Results${period}: 0${unit}.`
}

/** ` Chưa rõ kết quả năm 2021, 2022.`; nothing where each year is known. */
function gapText(unknown: readonly number[]): Words {
  if (unknown.length === 0) return words('', '')
  return words(
    ` Chưa rõ kết quả năm ${unknown.join(', ')}.`,
    ` The results of ${unknown.join(', ')} are not known.`,
  )
}

function yearsText(years: TargetInput['years']): Words {
  const first = years?.[0]?.year
  const last = years?.at(-1)?.year
  if (first === undefined || last === undefined) return words('', '')
  return words(` ${first}-${last}`, ` of ${first}-${last}`)
}

/** Writes the calculation down, from the result of each year to the number. */
function told(input: TargetInput, value: bigint, rounded: bigint, rounding: Rounding): NextTarget {
  const { result, minimumPercent, maximumPercent, percent, years = [], repeated = 0 } = input
  const product = (by: number, language: Language) =>
    formatNumber((Math.round(result * 100) * (10_000 + Math.round(by * 100))) / 1_000_000, language, 4)
  const rise = (Number(value) / result - 1) * 100
  const say = (language: Language) => ({
    unit: input.unit === undefined ? '' : ` ${input.unit[language]}`,
    list:
      years.length === 0
        ? ''
        : ` (${years.map((row) => `${row.year}: ${formatNumber(row.result, language)}`).join('; ')})`,
    result: formatNumber(result, language),
    value: formatNumber(value, language),
    rounded: formatNumber(rounded, language),
    percent: percentText(percent, language),
    factor: factorText(percent, language),
    product: product(percent, language),
    rise: percentText(rise, language),
    least: product(minimumPercent, language),
    most: product(maximumPercent, language),
    range: `${percentText(minimumPercent, language)} - ${percentText(maximumPercent, language)}`,
    maximum: percentText(maximumPercent, language),
    over: formatNumber(rise - maximumPercent, language, 2),
  })
  const vi = say('vi')
  const en = say('en')
  const period = yearsText(input.years)
  const gap = gapText(input.unknown ?? [])
  const start: Words = words(
    `Kết quả${period.vi}: ${vi.result}${vi.unit}${vi.list}.${gap.vi}${repeated === 0 ? '' : ` Có ${formatNumber(repeated, 'vi')} được tính ở hai năm, cả giai đoạn chỉ tính một lần.`} Tăng ${vi.percent}: ${vi.result} × ${vi.factor} = ${vi.product}`,
    `Results${period.en}: ${en.result}${en.unit}${en.list}.${gap.en}${repeated === 0 ? '' : ` ${formatNumber(repeated, 'en')} counted in two years count once in the period.`} Plus ${en.percent}: ${en.result} × ${en.factor} = ${en.product}`,
  )
  const end = endWords(rounding, vi, en)
  return { value: Number(value), rounding, words: { vi: start.vi + end.vi, en: start.en + end.en } }
}

type Said = Readonly<
  Record<'value' | 'rounded' | 'rise' | 'range' | 'least' | 'most' | 'maximum' | 'over', string>
>

function endWords(rounding: Rounding, vi: Said, en: Said): Words {
  switch (rounding) {
    case 'raised':
      return words(
        `; làm tròn thành ${vi.rounded} thì thấp hơn khung ${vi.range} (${vi.least} - ${vi.most}) nên lấy ${vi.value} (tăng ${vi.rise}).`,
        `; rounded to ${en.rounded} it would lie under ${en.range} (${en.least} - ${en.most}), so ${en.value} is taken (a rise of ${en.rise}).`,
      )
    case 'lowered':
      return words(
        `; làm tròn thành ${vi.rounded} thì cao hơn khung ${vi.range} (${vi.least} - ${vi.most}) nên lấy ${vi.value} (tăng ${vi.rise}).`,
        `; rounded to ${en.rounded} it would lie over ${en.range} (${en.least} - ${en.most}), so ${en.value} is taken (a rise of ${en.rise}).`,
      )
    case 'above':
      return words(
        `; không có số nguyên nào trong khung ${vi.range} (${vi.least} - ${vi.most}) nên làm tròn lên ${vi.value} (tăng ${vi.rise}, cao hơn mức ${vi.maximum} là ${vi.over} điểm phần trăm).`,
        `; no whole number lies within ${en.range} (${en.least} - ${en.most}), so it is rounded up to ${en.value} (a rise of ${en.rise}, ${en.over} percentage points over ${en.maximum}).`,
      )
    case 'outside':
      return words(
        ` → làm tròn ${vi.value} (tăng ${vi.rise}, ngoài khung ${vi.range} của kế hoạch).`,
        ` → rounded ${en.value} (a rise of ${en.rise}, outside the plan's ${en.range}).`,
      )
    default:
      return words(
        ` → làm tròn ${vi.value} (tăng ${vi.rise}, trong khung ${vi.range}: ${vi.least} - ${vi.most}).`,
        ` → rounded ${en.value} (a rise of ${en.rise}, within ${en.range}: ${en.least} - ${en.most}).`,
      )
  }
}

/** The rise that is proposed: the middle of the plan's range, in whole per cent (10-15 → 12). */
export function middlePercent(minimumPercent: number, maximumPercent: number): number {
  const middle = Math.round((minimumPercent + maximumPercent) * 50) / 100
  const whole = Math.floor(middle)
  return whole >= minimumPercent ? whole : middle
}

/**
 * Spreads whole units evenly; what does not divide goes to the last year.
 * @param total a multiple of `unit`
 */
export function spread(total: bigint, years: readonly number[], unit: bigint): Map<number, bigint> {
  const each = (total / unit / BigInt(years.length)) * unit
  const last = years.at(-1)
  return new Map(years.map((year) => [year, year === last ? total - each * BigInt(years.length - 1) : each]))
}
