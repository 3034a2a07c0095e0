import { z } from 'zod'
import { SectorRule, sectorBases } from '../legal/index.ts'
import { addDays, yearOf } from '../platform/dates.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { formatDong, formatMillions } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type StateOf, states } from '../platform/states.ts'

export const sectorGroups = states({
  production: words(
    'Nông, lâm nghiệp, thủy sản, công nghiệp, xây dựng',
    'Agriculture, forestry, fishery, industry, construction',
  ),
  trade_services: words('Thương mại, dịch vụ', 'Trade, services'),
})
export type SectorGroup = StateOf<typeof sectorGroups>

/** What an enterprise is in law. */
export const legalForms = states({
  company: words('Công ty, doanh nghiệp tư nhân', 'Company'),
  cooperative: words('Hợp tác xã, liên hiệp hợp tác xã', 'Cooperative'),
  household: words('Hộ kinh doanh', 'Household business'),
  craft_village: words('Cơ sở làng nghề', 'Craft village establishment'),
})
export type LegalForm = StateOf<typeof legalForms>

const classes = {
  micro: { vi: 'Siêu nhỏ', en: 'Micro', tone: 'success' },
  small: { vi: 'Nhỏ', en: 'Small', tone: 'success' },
  medium: { vi: 'Vừa', en: 'Medium', tone: 'success' },
  large: words('Lớn', 'Large'),
} as const
/** What an enterprise may declare itself to be (Decree 80/2021/NĐ-CP, art. 10). */
export const declaredClasses = states(classes)
export const sizeClasses = states({
  ...classes,
  unknown: { vi: 'Chưa rõ', en: 'Not known', tone: 'warning' },
})
export type SizeClass = StateOf<typeof sizeClasses>

const setByHand = {
  active: { vi: 'Đang hoạt động', en: 'Active', tone: 'success' },
  suspended: { vi: 'Tạm ngừng', en: 'Suspended', tone: 'warning' },
  dissolved: { vi: 'Đã giải thể', en: 'Dissolved', tone: 'error' },
} as const
/** The states that an officer sets by hand. */
export const ownStates = states(setByHand)
/** A record is merged by naming the one that it goes into. */
export const enterpriseStates = states({ ...setByHand, merged: { vi: 'Đã gộp', en: 'Merged' } })

// ── Size class ──────────────────────────────────────────────────────────────────────────────────────────────────────

const limit = z.preprocess(
  (value) => (typeof value === 'number' ? BigInt(value) : value),
  z.bigint().nonnegative(),
)
const Band = z.object({
  class: z.enum(['micro', 'small', 'medium']),
  labour: z.int().nonnegative(),
  revenue: limit,
  capital: limit,
})
const Bands = z
  .array(Band)
  .min(1)
  .refine(
    (bands) => bands.every((band, place) => isAbove(band, bands[place - 1])),
    'bands must go from the smallest class to the largest',
  )
const RuleValue = z.object({ groups: z.object({ production: Bands, trade_services: Bands }) })

function isAbove(band: z.output<typeof Band>, below: z.output<typeof Band> | undefined): boolean {
  if (below === undefined) return true
  return (
    sizeClasses.keys.indexOf(band.class) > sizeClasses.keys.indexOf(below.class) &&
    band.labour >= below.labour &&
    band.revenue >= below.revenue &&
    band.capital >= below.capital
  )
}

const SectorBasis = z.object({
  basis: sectorBases.schema,
  instrument: z.string(),
  article: z.string(),
})
type SectorBasis = z.infer<typeof SectorBasis>

/** The limits of the classes, in persons and đồng, and where they are written. */
export interface Thresholds {
  readonly groups: z.output<typeof RuleValue>['groups']
  readonly rule: { readonly id: number; readonly instrument: string; readonly article: string }
  /** What the sector of an enterprise with several lines goes by; null when no rule says it. */
  readonly sector: SectorBasis | null
}

interface RuleInForce {
  readonly id: number
  readonly instrument: string
  readonly article: string
  readonly value: unknown
}

/** The legal rules `sme.thresholds` and `sme.sector` as the sum needs them. Throws ZodError when a value has another shape. */
export function thresholdsOf(rule: RuleInForce, sector: RuleInForce | null = null): Thresholds {
  return {
    sector:
      sector === null
        ? null
        : SectorBasis.parse({
            ...SectorRule.parse(sector.value),
            instrument: sector.instrument,
            article: sector.article,
          }),
    groups: RuleValue.parse(rule.value).groups,
    rule: { id: rule.id, instrument: rule.instrument, article: rule.article },
  }
}

/** The figures of one year: yearly average of insured employees; revenue and total capital in đồng. null is "not known". */
export interface SizeInput {
  readonly sectorGroup: SectorGroup
  readonly employees: number | null
  readonly revenue: bigint | null
  readonly capital: bigint | null
  readonly operatingUnderOneYear: boolean
}

const figures = ['employees', 'revenue', 'capital'] as const
type Figure = (typeof figures)[number]

/** The shape of an explanation. @param amount how đồng stand in it */
const explanationOf = <A extends z.ZodType<bigint>>(amount: A) => {
  const money = z.object({ value: amount.nullable(), limit: amount, holds: z.boolean().nullable() })
  return z.object({
    sizeClass: sizeClasses.schema,
    /** The classes it may be: one when it is known. */
    possible: z.array(sizeClasses.schema),
    missing: z.array(z.enum(figures)),
    rule: z.object({ id: z.int(), instrument: z.string(), article: z.string() }).nullable(),
    sectorGroup: sectorGroups.schema,
    /** What the sector group goes by; null before there was a rule on it. */
    sectorRule: SectorBasis.nullable(),
    /** Why revenue was left out, if it was. */
    withoutRevenue: z.enum(['underOneYear', 'noRevenue']).nullable(),
    comparisons: z.array(
      z.object({
        class: z.enum(['micro', 'small', 'medium']),
        labour: z.object({ value: z.int().nullable(), limit: z.int(), holds: z.boolean().nullable() }),
        /** null when revenue does not count. */
        revenue: money.nullable(),
        capital: money,
        holds: z.boolean().nullable(),
      }),
    ),
  })
}

/** How a class came about: the rule and each comparison with its numbers and outcome (null: could not be told). */
export const SizeExplanation = explanationOf(
  z.bigint().meta({ type: 'integer', format: 'int64', description: 'đồng' }),
)
export type SizeExplanation = z.output<typeof SizeExplanation>
const StoredExplanation = explanationOf(
  z.preprocess((value) => (typeof value === 'number' ? BigInt(value) : value), z.bigint()),
)

/** An explanation as the database gave it back. Throws ZodError for anything else. */
export const readExplanation = (stored: unknown): SizeExplanation =>
  StoredExplanation.parse(
    // Explanations written before there was a rule on the sector have no word of it.
    typeof stored === 'object' ? { sectorRule: null, ...stored } : stored,
  )

type Truth = boolean | null
const both = (one: Truth, other: Truth): Truth =>
  one === false || other === false ? false : one === null || other === null ? null : true
const either = (one: Truth, other: Truth): Truth =>
  one === true || other === true ? true : one === null || other === null ? null : false
const within = <T extends number | bigint>(value: T | null, most: T) => ({
  value,
  limit: most,
  holds: value === null ? null : value <= most,
})

/**
 * The size class by Decree 80/2021/NĐ-CP, art. 5: a class holds when the labour limit holds and the revenue or the capital
 * limit does; the smallest that holds counts; none holds: large. Under a year of operation, or without revenue yet,
 * capital alone stands beside labour (art. 9). Missing figures give `unknown` unless those known settle it; nothing is guessed.
 */
export function sizeClass(input: SizeInput, thresholds: Thresholds): SizeExplanation {
  const withoutRevenue = input.operatingUnderOneYear
    ? 'underOneYear'
    : input.revenue === 0n
      ? 'noRevenue'
      : null
  const comparisons: SizeExplanation['comparisons'] = []
  const possible: SizeClass[] = []
  let settled = false
  for (const band of thresholds.groups[input.sectorGroup]) {
    const labour = within(input.employees, band.labour)
    const capital = within(input.capital, band.capital)
    const revenue = withoutRevenue === null ? within(input.revenue, band.revenue) : null
    const holds = both(
      labour.holds,
      either(revenue?.holds ?? (revenue === null ? false : null), capital.holds),
    )
    comparisons.push({ class: band.class, labour, revenue, capital, holds })
    if (holds !== false) possible.push(band.class)
    if (holds === true) {
      settled = true
      break
    }
  }
  if (!settled) possible.push('large')
  const [first = 'large', ...others] = possible
  const open = comparisons.filter((comparison) => comparison.holds === null)
  return {
    sizeClass: others.length === 0 ? first : 'unknown',
    possible,
    missing: figures.filter((figure) => open.some((comparison) => isOpen(comparison, figure))),
    rule: { ...thresholds.rule },
    sectorGroup: input.sectorGroup,
    sectorRule: thresholds.sector,
    withoutRevenue,
    comparisons,
  }
}

function isOpen(comparison: SizeExplanation['comparisons'][number], figure: Figure): boolean {
  if (figure === 'employees') return comparison.labour.holds === null
  return comparison[figure]?.holds === null
}

/** What is said when no rule on size classes is in force on the day. */
export function withoutRule(sectorGroup: SectorGroup): SizeExplanation {
  return {
    sizeClass: 'unknown',
    possible: ['micro', 'small', 'medium', 'large'],
    missing: [],
    rule: null,
    sectorGroup,
    sectorRule: null,
    withoutRevenue: null,
    comparisons: [],
  }
}

/** Whether it is a small or medium enterprise (often the first criterion of a plan): null when the figures do not tell. */
export function isSme(explanation: Pick<SizeExplanation, 'possible'>): boolean | null {
  if (!explanation.possible.includes('large')) return true
  return explanation.possible.length === 1 ? false : null
}

/** The day that the figures of a year speak of: its last, or today while the year runs. ISO. */
export function dayOfFigures(year: number, today: string): string {
  const end = `${year}-12-31`
  return end < today ? end : today
}

/** Whether the enterprise had operated for less than a year on the day that the figures speak of. An unknown founding day gives false. */
export function isUnderOneYear(foundedOn: string | null, year: number, today: string): boolean {
  if (foundedOn === null) return false
  const firstYearEnds = addDays(`${yearOf(foundedOn) + 1}${foundedOn.slice(4)}`, -1) // 29 February runs over into March
  return dayOfFigures(year, today) < firstYearEnds
}

// ── In words ────────────────────────────────────────────────────────────────────────────────────────────────────────

const figureNames: Readonly<Record<Figure, Words>> = {
  employees: words('lao động bình quân năm', 'average employees'),
  revenue: words('doanh thu', 'revenue'),
  capital: words('tổng nguồn vốn', 'total capital'),
}

/** The explanation in words: the conclusion first, then each comparison with its numbers. */
export function explain(explanation: SizeExplanation, language: Language): string[] {
  const say = (words: Words) => words[language]
  const { rule } = explanation
  if (rule === null) {
    return [
      say({
        vi: 'Chưa xác định được quy mô: không có quy định nào về quy mô doanh nghiệp có hiệu lực vào ngày của số liệu.',
        en: 'The size is not known: no rule on enterprise size was in force on the day of the figures.',
      }),
    ]
  }
  const source = articleOf(rule)
  const sector = {
    vi: lower(sectorGroups.names[explanation.sectorGroup].vi),
    en: lower(sectorGroups.names[explanation.sectorGroup].en),
  }
  const names = explanation.possible.map((name) => lower(sizeClasses.names[name][language]))
  const lines = [
    explanation.sizeClass === 'unknown'
      ? say({
          vi: `Chưa xác định được quy mô theo ${source.vi} (${sector.vi}): thiếu ${listed(explanation.missing, language)}. Có thể là ${names.join(' hoặc ')}.`,
          en: `The size by ${source.en} (${sector.en}) is not known: ${listed(explanation.missing, language)} missing. It may be ${names.join(' or ')}.`,
        })
      : say({
          vi: `Doanh nghiệp ${lower(sizeClasses.names[explanation.sizeClass].vi)} theo ${source.vi} (${sector.vi}).`,
          en: `A ${lower(sizeClasses.names[explanation.sizeClass].en)} enterprise by ${source.en} (${sector.en}).`,
        }),
  ]
  const { sectorRule } = explanation
  if (sectorRule !== null) {
    const basis = sectorBases.names[sectorRule.basis]
    const where = articleOf(sectorRule)
    lines.push(
      say({
        vi: `Lĩnh vực xác định theo ${basis.vi} (${where.vi}).`,
        en: `The sector goes by ${basis.en} (${where.en}).`,
      }),
    )
  }
  if (explanation.withoutRevenue === 'underOneYear') {
    lines.push(
      say({
        vi: 'Hoạt động dưới một năm: xét lao động và tổng nguồn vốn, không xét doanh thu.',
        en: 'Less than a year of operation: labour and capital count, revenue does not.',
      }),
    )
  }
  if (explanation.withoutRevenue === 'noRevenue') {
    lines.push(
      say({
        vi: 'Chưa phát sinh doanh thu: xét lao động và tổng nguồn vốn.',
        en: 'No revenue yet: labour and capital count.',
      }),
    )
  }
  return [...lines, ...explanation.comparisons.map((comparison) => comparisonInWords(comparison, language))]
}

/** `Điều 5 Nghị định số 80/2021/NĐ-CP`. */
function articleOf({ instrument, article }: { instrument: string; article: string }): Words {
  const decree = /NĐ-CP$/.test(instrument)
  return words(
    `${article} ${decree ? 'Nghị định' : 'văn bản'} số ${instrument}`,
    `${decree ? 'Decree' : 'instrument'} ${instrument}, ${article.replace(/^Điều/, 'article')}`,
  )
}

function listed(missing: readonly Figure[], language: Language): string {
  return missing.map((figure) => figureNames[figure][language]).join(language === 'vi' ? ' và ' : ' and ')
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function comparisonInWords(comparison: SizeExplanation['comparisons'][number], language: Language): string {
  const vi = language === 'vi'
  const outcome =
    comparison.holds === null
      ? vi
        ? 'chưa rõ'
        : 'not known'
      : comparison.holds
        ? vi
          ? 'đạt'
          : 'holds'
        : vi
          ? 'không đạt'
          : 'does not hold'
  const count = (value: number) => `${formatNumber(value, language)} ${vi ? 'người' : 'persons'}`
  const parts = [compared('employees', comparison.labour, count, language)]
  const money = (value: bigint) => moneyInWords(value, language)
  if (comparison.revenue !== null) parts.push(compared('revenue', comparison.revenue, money, language))
  parts.push(compared('capital', comparison.capital, money, language))
  return `${sizeClasses.names[comparison.class][language]} – ${outcome}: ${parts.join('; ')}.`
}

function compared<T>(
  figure: Figure,
  { value, limit: most, holds }: { value: T | null; limit: T; holds: Truth },
  write: (value: T) => string,
  language: Language,
): string {
  const name = figureNames[figure][language]
  if (value === null)
    return `${name} ${language === 'vi' ? 'chưa có số liệu, giới hạn' : 'not given, limit'} ${write(most)}`
  return `${name} ${write(value)} ${holds ? '≤' : '>'} ${write(most)}`
}

/** In tỷ đồng where one decimal says it, else in đồng: a figure beside its limit is exact. */
function moneyInWords(amount: bigint, language: Language): string {
  if (amount >= 1_000_000_000n && amount % 100_000_000n === 0n) {
    return `${formatMillions(amount / 1000n, language)} ${language === 'vi' ? 'tỷ đồng' : 'billion đồng'}`
  }
  return `${formatDong(amount, language)} đồng`
}
