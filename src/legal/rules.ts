import { z } from 'zod'
import { type Language, type Words, words } from '../platform/language.ts'
import { billion, formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import { states } from '../platform/states.ts'

/** A row of `instruments` in data/legal.json. */
const InstrumentData = z.object({
  number: z.string().min(1),
  title: z.string().min(1),
  titleEn: z.string().min(1),
  issuer: z.string().min(1),
  issuedOn: z.iso.date().nullable(),
  validFrom: z.iso.date().nullable(),
  validTo: z.iso.date().nullable(),
  toCheck: z.boolean(),
  note: z.string().nullable(),
  noteEn: z.string().nullable(),
})

/** A row of `rules` in data/legal.json; `instrument` is an instrument's number. */
const RuleData = z.object({
  key: z.string().min(1),
  instrument: z.string().min(1),
  article: z.string().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  value: z.unknown(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  toCheck: z.boolean(),
})

export const LegalData = z.object({ instruments: z.array(InstrumentData), rules: z.array(RuleData) })
export type LegalData = z.infer<typeof LegalData>

const Limit = z.object({
  class: z.enum(['micro', 'small', 'medium']),
  labour: z.int().min(0),
  /** In đồng. */
  revenue: z.int().min(0),
  /** In đồng. */
  capital: z.int().min(0),
})

/** The limits of one sector group: each class once, from the smallest up, no limit below that of the class before. */
const Limits = z
  .array(Limit)
  .min(1)
  .superRefine(
    (limits, context) => {
      for (const [place, limit] of limits.entries()) {
        const before = limits[place - 1]
        // A row that is wrong by itself is told by its own field; the others are still held against each other.
        if (!Limit.safeParse(limit).success || !Limit.safeParse(before).success || before === undefined)
          continue
        const order = ['micro', 'small', 'medium']
        if (
          order.indexOf(limit.class) <= order.indexOf(before.class) ||
          (['labour', 'revenue', 'capital'] as const).some((figure) => limit[figure] < before[figure])
        ) {
          context.addIssue({
            code: 'custom',
            path: [place],
            params: {
              words: words(
                `Lớp "${classNames[limit.class].vi}" phải đứng sau và có giới hạn không thấp hơn lớp "${classNames[before.class].vi}".`,
                `The class "${limit.class}" must come after "${before.class}" and have no lower limit.`,
              ),
            },
          })
        }
      }
    },
    { when: ({ value }) => Array.isArray(value) },
  )

/** The value of `sme.thresholds`: Decree 80/2021/NĐ-CP, art. 5; for each sector group the classes from the smallest up. */
export const SmeThresholds = z.object({
  groups: z.object({ production: Limits, trade_services: Limits }),
})
export type SmeThresholds = z.infer<typeof SmeThresholds>

/** The value of `plan.priority`: the codes of the plan's criteria, the first before all others. */
export const PriorityOrder = z.object({ order: z.array(z.string().min(1)).min(1) })
/** The value of `report.deadline`: a day of every year; `before`: that day is already late. */
export const Deadline = z.object({
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
  before: z.boolean(),
})
/**
 * The value of `sme.sector`: which line of business tells the sector of an enterprise with several. The main one registered
 * (Decree 80/2021/NĐ-CP, art. 6); the one of highest revenue, where there is none of most labour (Decree 39/2018/NĐ-CP before it).
 */
export const sectorBases = states({
  main_registered_line: words(
    'ngành, nghề kinh doanh chính đã đăng ký',
    'the main line of business registered',
  ),
  highest_revenue: words('lĩnh vực có doanh thu cao nhất', 'the sector with the highest revenue'),
})
export const SectorRule = z.object({ basis: sectorBases.schema })
export const termUnits = states({
  workingDays: words('ngày làm việc', 'working days'),
  days: words('ngày', 'days'),
  months: words('tháng', 'months'),
  years: words('năm', 'years'),
  percent: words('%', '%'),
  points: words('điểm', 'points'),
  dong: words('đồng', 'đồng'),
  times: words('lần', 'times'),
})
const Term = z
  .object({
    /** Where it stands; `–` where the text itself was not seen. */
    article: z.string().min(1),
    vi: z.string().min(1),
    en: z.string().min(1),
    count: z.int().min(0).nullable(),
    unit: termUnits.schema.nullable(),
  })
  .refine(({ count, unit }) => (count === null) === (unit === null), {
    path: ['unit'],
    params: { words: words('Số và đơn vị đi cùng nhau.', 'A number and its unit go together.') },
  })
/** The value of a rule whose key begins with `terms.`: what an instrument lays down of a procedure, term by term, score by score. */
export const LawTerms = z.object({ terms: z.array(Term).min(1) })

/** How state money goes with what enterprises and hosts put in themselves. */
export const ownWays = states({
  in_step: words('Chi theo tiến độ vốn đối ứng', 'Paid in step with own money'),
  owed: words('Được chi trước, ghi nợ vốn đối ứng', 'May be paid ahead, own money owed'),
  free: words('Không xét vốn đối ứng', 'Paid whatever the own money'),
})
/**
 * The value of `counterpart.turn`: how state money of a turn that is under no task goes with own money (Circular 35/2021/TT-BTC, art. 3.2),
 * and how much of it the first advance may be. What a kind of task lays down stands with the kind.
 */
export const OwnMoneyRule = z.object({
  way: ownWays.schema,
  advancePercent: z.int().min(0).max(100),
  advanceSource: z.string().min(1),
})

const shapes: Readonly<Record<string, z.ZodType>> = {
  'sme.thresholds': SmeThresholds,
  'sme.sector': SectorRule,
  'plan.priority': PriorityOrder,
  'report.deadline': Deadline,
  'counterpart.turn': OwnMoneyRule,
}

/** The shape that a rule's value must have; null for a key that no reader knows. */
export function shapeOf(key: string): z.ZodType | null {
  return shapes[key] ?? (isTerms(key) ? LawTerms : null)
}

/** Whether a rule holds the terms of a procedure, by its key. */
export const isTerms = (key: string) => /^terms\.\w+$/.test(key)

/** Keys of the rules that the program reads. */
export const ruleKeys: readonly string[] = Object.keys(shapes)

export const classNames = {
  micro: words('siêu nhỏ', 'micro'),
  small: words('nhỏ', 'small'),
  medium: words('vừa', 'medium'),
} as const satisfies Record<string, Words>
export const groupNames = {
  production: words(
    'Nông, lâm, thủy sản; công nghiệp, xây dựng',
    'Agriculture, forestry, fishery; industry, construction',
  ),
  trade_services: words('Thương mại, dịch vụ', 'Trade, services'),
} as const satisfies Record<string, Words>

/** A rule's value as sentences that an officer can hold against the article. Unknown shapes come as JSON. */
export function valueWords(key: string, value: unknown): Words[] {
  if (key === 'sme.thresholds') {
    const parsed = SmeThresholds.safeParse(value)
    if (parsed.success) return thresholdWords(parsed.data)
  }
  if (key === 'sme.sector') {
    const parsed = SectorRule.safeParse(value)
    if (parsed.success) {
      const { vi, en } = sectorBases.names[parsed.data.basis]
      return [words(`Lĩnh vực của doanh nghiệp xác định theo ${vi}.`, `The sector goes by ${en}.`)]
    }
  }
  if (key === 'plan.priority') {
    const parsed = PriorityOrder.safeParse(value)
    if (parsed.success) {
      const order = parsed.data.order
      return [words(`Thứ tự ưu tiên: ${order.join(', ')}.`, `In this order: ${order.join(', ')}.`)]
    }
  }
  if (key === 'report.deadline') {
    const parsed = Deadline.safeParse(value)
    if (parsed.success) {
      const { month, day, before } = parsed.data
      return [
        before
          ? words(`Trước ngày ${day} tháng ${month} hằng năm.`, `Before ${day}/${month} each year.`)
          : words(`Chậm nhất ngày ${day} tháng ${month} hằng năm.`, `By ${day}/${month} each year.`),
      ]
    }
  }
  if (key === 'counterpart.turn') {
    const parsed = OwnMoneyRule.safeParse(value)
    if (parsed.success) {
      const { way, advancePercent, advanceSource } = parsed.data
      return [
        words(`${ownWays.names[way].vi}.`, `${ownWays.names[way].en}.`),
        words(
          `Tạm ứng lần đầu không quá ${advancePercent} % kinh phí ngân sách được duyệt (${advanceSource}).`,
          `The first advance is at most ${advancePercent} % of the state money agreed (${advanceSource}).`,
        ),
      ]
    }
  }
  if (isTerms(key)) {
    const parsed = LawTerms.safeParse(value)
    if (parsed.success) return parsed.data.terms.map(termWords)
  }
  const json = JSON.stringify(value)
  return [{ vi: json, en: json }]
}

/** `Điều 9 khoản 1: Sàng lọc đề xuất sau khi hết hạn nhận: 7 ngày làm việc.` */
function termWords({ article, vi, en, count, unit }: z.infer<typeof Term>): Words {
  const of = (text: string, language: Language) => {
    const amount =
      count === null || unit === null
        ? ''
        : `: ${formatNumber(count, language)} ${termUnits.names[unit][language]}`
    return `${article === '–' ? '' : `${article}: `}${text}${amount}.`
  }
  return words(of(vi, 'vi'), of(en, 'en'))
}

/** One line for each class: `Thương mại, dịch vụ, nhỏ: lao động ≤ 50 và (doanh thu ≤ 100 tỷ đồng hoặc …)`. */
function thresholdWords(thresholds: SmeThresholds): Words[] {
  return (['production', 'trade_services'] as const).flatMap((group) =>
    thresholds.groups[group].map((limit) => {
      const of = (language: Language) => ({
        labour: formatNumber(limit.labour, language),
        revenue: inBillions(limit.revenue, language),
        capital: inBillions(limit.capital, language),
      })
      const [vi, en] = [of('vi'), of('en')]
      return words(
        `${groupNames[group].vi}, ${classNames[limit.class].vi}: lao động ≤ ${vi.labour} và (doanh thu ≤ ${vi.revenue} hoặc nguồn vốn ≤ ${vi.capital}).`,
        `${groupNames[group].en}, ${classNames[limit.class].en}: labour ≤ ${en.labour} and (revenue ≤ ${en.revenue} or capital ≤ ${en.capital}).`,
      )
    }),
  )
}

/** Whole tỷ đồng as the decree writes them; other amounts in đồng. */
function inBillions(amount: number, language: Language): string {
  const dong = BigInt(amount)
  if (dong % billion !== 0n) return `${formatDong(dong, language)} đồng`
  return `${formatDong(dong / billion, language)} ${language === 'vi' ? 'tỷ đồng' : 'billion đồng'}`
}
