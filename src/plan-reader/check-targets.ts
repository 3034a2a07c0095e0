import { finding } from './findings.ts'
import { quantitiesOfLines } from './line-quantities.ts'
import { indicatorOf } from './quantities.ts'
import type {
  BudgetLine,
  Finding,
  IndicatorKey,
  LineQuantity,
  Objective,
  PlanDocument,
  Quantity,
  Span,
} from './schema.ts'
import { foldSameLength } from './text.ts'

/* Quantities: the appendix against the targets of the text, a group against its lines, reviews against their years. */

const names: Readonly<Record<IndicatorKey, { vi: string; en: string }>> = {
  conferences: { vi: 'Hội nghị, hội thảo', en: 'Conferences or workshops' },
  courses: { vi: 'Khóa đào tạo, tập huấn', en: 'Training courses' },
  experts: { vi: 'Chuyên gia được đào tạo', en: 'Experts trained' },
  trainees: { vi: 'Người được đào tạo', en: 'Persons trained' },
  supportTurns: { vi: 'Lượt doanh nghiệp được hỗ trợ', en: 'Turns of enterprises supported' },
  systemCertificates: {
    vi: 'Doanh nghiệp được chứng nhận hệ thống',
    en: 'Enterprises with a certified system',
  },
  productCertificates: { vi: 'Sản phẩm, hàng hóa được chứng nhận', en: 'Certified products' },
  traceability: { vi: 'Truy xuất nguồn gốc', en: 'Traceability' },
  models: { vi: 'Mô hình', en: 'Models' },
  outreach: { vi: 'Tin bài, phóng sự', en: 'News and features' },
  awards: { vi: 'Giải thưởng Chất lượng Quốc gia', en: 'National Quality Award' },
  reviews: { vi: 'Hội nghị sơ kết, tổng kết', en: 'Review conferences' },
  tfp: { vi: 'Đóng góp của TFP', en: 'Contribution of TFP' },
  tfpStudies: { vi: 'Tính toán đóng góp của TFP', en: 'Studies of TFP' },
  growth: { vi: 'Mức tăng', en: 'Rate of rise' },
}

interface Counted {
  quantity: number
  readonly span: Span
}

/** What the appendix counts of each indicator. */
function countedIn(lines: readonly BudgetLine[]): Map<IndicatorKey, Counted> {
  const counted = new Map<IndicatorKey, Counted>()
  for (const { quantity, number, indicator } of quantitiesOfLines(lines)) {
    if (indicator === null) continue
    const known = counted.get(indicator)
    if (known === undefined) counted.set(indicator, { quantity: number, span: quantity.span })
    else known.quantity += number
  }
  return counted
}

/** The targets of an indicator for the time of the budget: those of the whole period, or else of its years together. */
function targetsOf(plan: PlanDocument, indicator: IndicatorKey): Objective[] {
  const main = plan.periods.find(({ kind }) => kind === 'main')
  const targets = plan.objectives.filter((objective) => {
    if (objective.indicator !== indicator || objective.quantity === null || objective.unit === '%')
      return false
    if (objective.partOf !== null && plan.objectives[objective.partOf]?.indicator === indicator) return false
    const { period } = objective
    if (period === null || main === undefined) return true
    return period.to <= main.to && (main.from === null || period.to >= main.from)
  })
  const whole = targets.filter(
    ({ period }) => period === null || period.from !== period.to || main?.from === main?.to,
  )
  return whole.length > 0 ? whole : targets
}

function meets(quantity: number, target: Quantity): boolean {
  const slack = target.approximate && target.bound !== 'range' ? 0.1 : 0
  if (
    target.min !== null &&
    (target.exclusive ? quantity <= target.min : quantity < target.min * (1 - slack))
  )
    return false
  return (
    target.max === null || (target.exclusive ? quantity < target.max : quantity <= target.max * (1 + slack))
  )
}

function add(one: Quantity, other: Quantity): Quantity {
  return {
    ...one,
    min: one.min === null || other.min === null ? null : one.min + other.min,
    max: one.max === null || other.max === null ? null : one.max + other.max,
    approximate: one.approximate || other.approximate,
  }
}

function times(quantity: Quantity, years: number): Quantity {
  const { min, max } = quantity
  return { ...quantity, min: min === null ? null : min * years, max: max === null ? null : max * years }
}

/** Targets of the same indicator together; one of each year as often as there are years. */
function together(targets: readonly Objective[], years: number): Quantity | null {
  let sum: Quantity | null = null
  for (const target of targets) {
    if (target.quantity === null) continue
    const quantity = target.perYear ? times(target.quantity, years) : target.quantity
    if (sum === null) sum = quantity
    else {
      sum = add(sum, quantity)
    }
  }
  return sum
}

function wordsOf(quantity: Quantity): { vi: string; en: string } {
  const { min, max } = quantity
  if (min !== null && max !== null && min !== max)
    return { vi: `từ ${min} đến ${max}`, en: `${min} to ${max}` }
  if (max === null)
    return {
      vi: `${quantity.exclusive ? 'trên' : 'ít nhất'} ${min}`,
      en: `${quantity.exclusive ? 'over' : 'at least'} ${min}`,
    }
  if (min === null)
    return {
      vi: `${quantity.exclusive ? 'dưới' : 'không quá'} ${max}`,
      en: `${quantity.exclusive ? 'under' : 'at most'} ${max}`,
    }
  return quantity.approximate
    ? { vi: `khoảng ${min}`, en: `about ${min}` }
    : { vi: String(min), en: String(min) }
}

/** Quantities that differ between the text and the appendix, or within the appendix. */
export function checkTargets(plan: PlanDocument): Finding[] {
  const lines = plan.budget?.lines ?? []
  const findings: Finding[] = []
  const counted = countedIn(lines)
  const main = plan.periods.find(({ kind }) => kind === 'main')
  const years = main === undefined || main.from === null ? 1 : Math.max(1, main.to - main.from + 1)
  for (const [indicator, { quantity, span }] of counted) {
    if (indicator === 'reviews') continue
    const target = together(targetsOf(plan, indicator), years)
    if (target === null || meets(quantity, target)) continue
    // Certificates are won by supported enterprises: a table may count the two apart where the text counts them together.
    const certified = counted.get('systemCertificates')?.quantity ?? 0
    if (indicator === 'supportTurns' && meets(quantity + certified, target)) continue
    const wanted = wordsOf(target)
    findings.push(
      finding(
        'quantity.differs',
        'warning',
        span,
        {
          vi: `${names[indicator].vi}: mục tiêu trong phần lời là ${wanted.vi}, phụ lục tính ${quantity}.`,
          en: `${names[indicator].en}: the target in the text is ${wanted.en}, the appendix counts ${quantity}.`,
        },
        target.min === target.max ? target.min : wanted.vi,
        quantity,
      ),
    )
  }
  return [...findings, ...groupQuantities(lines), ...reviews(plan, lines)]
}

function exact(quantity: readonly LineQuantity[]): LineQuantity | null {
  const [one] = quantity
  return quantity.length === 1 && one !== undefined && one.min !== null && one.min === one.max ? one : null
}

/** A group that counts as one what all of its lines count. */
function groupQuantities(lines: readonly BudgetLine[]): Finding[] {
  const children = Map.groupBy(lines, ({ parent }) => parent)
  return lines.flatMap((line) => {
    const own = exact(line.quantity)
    const parts = (children.get(line.code) ?? []).map(({ quantity }) => exact(quantity))
    if (own?.min === undefined || own.min === null || parts.length === 0) return []
    let sum = 0
    for (const part of parts) {
      if (part?.min === undefined || part.min === null || (part.unit ?? '') !== (own.unit ?? '')) return []
      sum += part.min
    }
    if (sum === own.min) return []
    return [
      finding(
        'quantity.linesVsGroup',
        'warning',
        own.span,
        {
          vi: `Nhóm ${line.code}: số lượng các dòng cộng lại là ${sum}, nhóm ghi ${own.min}.`,
          en: `Group ${line.code}: the quantities of its lines make ${sum}, the group says ${own.min}.`,
        },
        sum,
        own.min,
      ),
    ]
  })
}

/** Mid-term and final reviews: the appendix pays for as many as the text orders. */
function reviews(plan: PlanDocument, lines: readonly BudgetLine[]): Finding[] {
  return lines.flatMap((line) => {
    const title = foldSameLength(line.title)
    const own = exact(line.quantity)
    if (own?.min === undefined || own.min === null || indicatorOf(null, title) !== 'reviews') return []
    const ordered = ['so ket', 'tong ket']
      .filter((kind) => title.includes(kind))
      .map((kind) => orderedReviews(plan, kind))
    const expected = ordered.reduce((sum, each) => sum + each.length, 0)
    if (expected === 0 || ordered.some((each) => each.length === 0) || expected === own.min) return []
    const years = ordered.flat().filter((year) => year !== '')
    const vi = years.length > 0 ? ` (${years.join(', ')})` : ''
    return [
      finding(
        'quantity.reviews',
        'warning',
        own.span,
        {
          vi: `"${line.title}": phần lời giao ${expected} lần${vi}, phụ lục tính ${own.min}.`,
          en: `"${line.title}": the text orders ${expected}${vi}, the appendix counts ${own.min}.`,
        },
        expected,
        own.min,
      ),
    ]
  })
}

/** The years in which the duties order a review; every year of the period for a yearly one; `''` when no year is named. */
function orderedReviews(plan: PlanDocument, kind: string): string[] {
  const years = new Set<string>()
  const main = plan.periods.find((period) => period.kind === 'main')
  for (const duty of plan.duties) {
    for (const sentence of afterMention(foldSameLength(duty.text), kind)) {
      const named = [...sentence.matchAll(/(?:\bnam |\d\/)(20\d\d)\b(?! ?-)/g)].map((match) => match[1] ?? '')
      if (named.length > 0) for (const year of named) years.add(year)
      else if (duty.recurrence === 'yearly' && main?.from) {
        for (let year = main.from; year <= Math.min(main.to, main.from + 20); year++) years.add(String(year))
      } else years.add('')
    }
  }
  return [...years]
}

/** The words from each mention of a review to the next mention of either. */
function afterMention(folded: string, kind: string): string[] {
  const mentions = [...folded.matchAll(/\b(?:so ket|tong ket)\b/g)]
  return mentions.flatMap((match, index) => {
    if (match[0] !== kind) return []
    return [folded.slice(match.index, mentions[index + 1]?.index ?? folded.length).split('. ')[0] ?? '']
  })
}
