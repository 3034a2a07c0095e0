import type { Inside } from '../agencies/index.ts'
import { type LegalForm, legalForms } from '../enterprises/index.ts'
import { type NormVerdict, verdictWords } from '../norms/index.ts'
import { citedPlan, type PlanArticles } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatPercent } from '../platform/numbers.ts'
import { type Elsewhere, otherProgrammes } from './elsewhere.ts'
import type { Finding } from './finding.ts'

export { type Finding, type Outcome, outcomes } from './finding.ts'

/** What a plan grants to a legal form, and where it says so. */
export interface FormGrant {
  readonly legalForm: LegalForm
  readonly granted: 'supported' | 'not_supported'
  readonly note: string | null
  readonly article: string
}

/** Everything that the conditions look at. */
export interface EligibilityInput {
  readonly plan: {
    readonly number: string
    readonly province: string
    readonly articles: PlanArticles
    readonly firstYear: number
    readonly lastYear: number
    /** What the plan grants to each legal form; none where its document says nothing of them. */
    readonly forms: readonly FormGrant[]
  }
  readonly enterprise: {
    /** null when not known. */
    readonly legalForm: LegalForm | null
    readonly state: 'active' | 'suspended' | 'dissolved' | 'merged'
    readonly province: string
    readonly unit: string
    /** Where the unit's area lay before its province was enlarged; null or left out where that is not known. */
    readonly formerProvince?: string | null
    /** Whether its unit lies in the plan's territory on the day of filing. */
    readonly inside: Inside
    /** ISO day; null when not known. */
    readonly foundedOn: string | null
  }
  readonly content: {
    readonly name: string
    readonly nameEn: string
    readonly kind: string
    readonly active: boolean
    readonly source: string
  }
  readonly year: number
  /** ISO day. */
  readonly filedOn: string
  readonly requested: bigint
  readonly ownFunds: bigint
  /** What another programme of the State gave for the same, as the enterprise says; left out where it is not asked. */
  readonly elsewhere?: Elsewhere
  /** Support already given to this enterprise for this content under this plan; cancelled turns left out. */
  readonly earlier: readonly { readonly turnId: number; readonly year: number }[]
  /** The state money that is held against the norms: what was appraised, before that what was asked for. */
  readonly amount: bigint
  readonly norms: readonly NormVerdict[]
}

/**
 * Holds an application against every condition of the plan. All rules are reported, also those that are met.
 * @returns one finding for each rule, in a fixed order
 */
export function findings(input: EligibilityInput): Finding[] {
  return [
    established(input),
    active(input),
    ...legalForm(input),
    contentOfPlan(input),
    yearOfPlan(input),
    notYetSupported(input),
    withinNorm(input),
    ownFunds(input),
    ...otherProgrammes(input.elsewhere, input.amount),
  ]
}

/** Whether no rule says that it cannot be supported. Open findings are for a person to judge. */
export function isEligible(list: readonly Finding[]): boolean {
  return list.every(({ outcome }) => outcome !== 'failed')
}

/** The section on who is supported. */
const onBeneficiaries = ({ number, articles }: EligibilityInput['plan']) =>
  citedPlan(number, articles.beneficiaries)
/** The section whose target counts support turns. */
const onTurns = ({ number, articles }: EligibilityInput['plan']) =>
  citedPlan(number, articles.targets.supportTurns)

function established({ plan, enterprise, filedOn }: EligibilityInput): Finding {
  const about = {
    rule: 'established',
    name: words('Thành lập, tổ chức trên địa bàn tỉnh', 'Established in the province'),
    source: onBeneficiaries(plan),
  }
  if (enterprise.inside === 'outside') {
    return {
      ...about,
      outcome: 'failed',
      words: words(
        `Trụ sở tại ${enterprise.unit}, ${enterprise.province}, ngoài địa bàn ${plan.province}.`,
        `Its seat is in ${enterprise.unit}, ${enterprise.province}, outside ${plan.province}.`,
      ),
    }
  }
  const merged = enterprise.province !== plan.province
  if (enterprise.inside === 'unknown') {
    return {
      ...about,
      outcome: 'open',
      words: words(
        `Trụ sở tại ${enterprise.unit}, ${enterprise.province}; cần đối chiếu xã, phường có thuộc địa bàn ${plan.province} trước sáp nhập.`,
        `Its seat is in ${enterprise.unit}, ${enterprise.province}; to be checked whether its commune lies in ${plan.province} as it was before the merger.`,
      ),
    }
  }
  const before = enterprise.formerProvince === plan.province
  const seat =
    merged && before
      ? words(
          `Trụ sở tại ${enterprise.unit}, ${enterprise.province}, trước sáp nhập thuộc ${plan.province}`,
          `Its seat is in ${enterprise.unit}, ${enterprise.province}, part of ${plan.province} before the merger`,
        )
      : merged
        ? words(
            `Trụ sở tại ${enterprise.unit}, ${enterprise.province}, nay thuộc ${plan.province}`,
            `Its seat is in ${enterprise.unit}, ${enterprise.province}, now part of ${plan.province}`,
          )
        : words(
            `Trụ sở tại ${enterprise.unit}, ${plan.province}`,
            `Its seat is in ${enterprise.unit}, ${plan.province}`,
          )
  if (enterprise.foundedOn === null) {
    return {
      ...about,
      outcome: 'open',
      words: words(
        `${seat.vi}; chưa có ngày thành lập, cần đối chiếu.`,
        `${seat.en}; its founding day is not recorded, to be checked.`,
      ),
    }
  }
  const founded = formatDate(enterprise.foundedOn)
  if (enterprise.foundedOn > filedOn) {
    return {
      ...about,
      outcome: 'failed',
      words: words(
        `Thành lập ngày ${founded}, sau ngày nộp hồ sơ ${formatDate(filedOn)}.`,
        `Founded on ${founded}, after the filing on ${formatDate(filedOn)}.`,
      ),
    }
  }
  return {
    ...about,
    outcome: 'met',
    words: words(`${seat.vi}; thành lập ngày ${founded}.`, `${seat.en}; founded on ${founded}.`),
  }
}

/** By its legal form, where the plan says which it supports. */
function legalForm({ plan, enterprise }: EligibilityInput): Finding[] {
  if (plan.forms.length === 0) return []
  const row = plan.forms.find((one) => one.legalForm === enterprise.legalForm)
  const about = {
    rule: 'legalForm',
    name: words('Loại hình được hỗ trợ', 'Legal forms that are supported'),
    source: row === undefined ? onBeneficiaries(plan) : citedPlan(plan.number, row.article),
  }
  if (enterprise.legalForm === null)
    return [
      {
        ...about,
        outcome: 'open',
        words: words('Chưa ghi loại hình, cần bổ sung.', 'Its legal form is not recorded, to be added.'),
      },
    ]
  const { vi, en } = legalForms.names[enterprise.legalForm]
  if (row === undefined)
    return [
      {
        ...about,
        outcome: 'open',
        words: words(`${vi}: Kế hoạch không nêu loại hình này.`, `${en}: the plan does not name this form.`),
      },
    ]
  const note = row.note === null ? '' : `: ${row.note}`
  return [
    row.granted === 'supported'
      ? {
          ...about,
          outcome: 'met',
          words: words(`${vi} được hỗ trợ${note}.`, `${en}: supported${note}.`),
        }
      : {
          ...about,
          outcome: 'failed',
          words: words(`${vi} không được hỗ trợ${note}.`, `${en}: not supported${note}.`),
        },
  ]
}

function active({ plan, enterprise }: EligibilityInput): Finding {
  const words: Record<typeof enterprise.state, Words> = {
    active: { vi: 'Doanh nghiệp đang hoạt động.', en: 'The enterprise is active.' },
    suspended: {
      vi: 'Doanh nghiệp đang tạm ngừng hoạt động.',
      en: 'The enterprise has suspended its operation.',
    },
    dissolved: { vi: 'Doanh nghiệp đã giải thể.', en: 'The enterprise is dissolved.' },
    merged: {
      vi: 'Doanh nghiệp đã gộp vào doanh nghiệp khác.',
      en: 'The enterprise was merged into another.',
    },
  }
  return {
    rule: 'active',
    name: { vi: 'Đang hoạt động', en: 'Active' },
    source: onBeneficiaries(plan),
    outcome: enterprise.state === 'active' ? 'met' : 'failed',
    words: words[enterprise.state],
  }
}

function contentOfPlan({ plan, content }: EligibilityInput): Finding {
  return {
    rule: 'content',
    name: words('Nội dung thuộc Kế hoạch', 'The content belongs to the plan'),
    source: { vi: content.source, en: content.source },
    outcome: content.active ? 'met' : 'failed',
    words: content.active
      ? words(
          `“${content.name}” có trong danh mục nội dung hỗ trợ của Kế hoạch ${plan.number}.`,
          `“${content.nameEn}” is in the catalogue of contents of plan ${plan.number}.`,
        )
      : words(`“${content.name}” đã thôi được hỗ trợ.`, `“${content.nameEn}” is no longer supported.`),
  }
}

function yearOfPlan({ plan, year }: EligibilityInput): Finding {
  const within = year >= plan.firstYear && year <= plan.lastYear
  return {
    rule: 'year',
    name: words('Năm thuộc giai đoạn của Kế hoạch', 'The year lies within the plan'),
    source: onTurns(plan),
    outcome: within ? 'met' : 'failed',
    words: words(
      `Năm đề nghị ${year} ${within ? 'thuộc' : 'ngoài'} giai đoạn ${plan.firstYear} - ${plan.lastYear}.`,
      `The year ${year} lies ${within ? 'within' : 'outside'} ${plan.firstYear} - ${plan.lastYear}.`,
    ),
  }
}

/**
 * A support turn is one enterprise that applies one system or tool once (what the plan counts are turns), so the same content is
 * not given twice. Product certification may come again for other products: a person must compare them.
 */
function notYetSupported({ plan, content, earlier }: EligibilityInput): Finding {
  const about = {
    rule: 'once',
    name: words('Chưa được hỗ trợ cùng nội dung', 'Not yet supported for this content'),
    source: words(
      `${onTurns(plan).vi}: một lượt là một doanh nghiệp áp dụng một hệ thống, công cụ một lần`,
      `${onTurns(plan).en}: a turn is one enterprise applying one system or tool once`,
    ),
  }
  if (earlier.length === 0) {
    return {
      ...about,
      outcome: 'met',
      words: words('Chưa có lượt hỗ trợ nào cho nội dung này.', 'No support turn for this content so far.'),
    }
  }
  const turns = {
    vi: earlier.map(({ turnId, year }) => `lượt số ${turnId} (năm ${year})`).join(', '),
    en: earlier.map(({ turnId, year }) => `turn ${turnId} (${year})`).join(', '),
  }
  if (content.kind === 'product_certification') {
    return {
      ...about,
      outcome: 'open',
      words: words(
        `Đã được hỗ trợ chứng nhận sản phẩm: ${turns.vi}. Chỉ hỗ trợ tiếp cho sản phẩm khác, cần đối chiếu.`,
        `Already supported: ${turns.en}. Only other products may be supported, to be compared.`,
      ),
    }
  }
  return {
    ...about,
    outcome: 'failed',
    words: words(
      `Đã được hỗ trợ cho nội dung này: ${turns.vi}.`,
      `Already supported for this content: ${turns.en}.`,
    ),
  }
}

/** Above a norm is not a refusal: the appraisal may propose less. What it proposes is held against the norms again. */
function withinNorm({ norms, amount }: EligibilityInput): Finding {
  const name = words('Số tiền so với định mức', 'The amount against the norms')
  const asked = words(`${formatDong(amount, 'vi')} đồng`, `${formatDong(amount, 'en')} đồng`)
  if (norms.length === 0) {
    return {
      rule: 'norm',
      name,
      source: words(
        'Nghị quyết quy định mức chi của Hội đồng nhân dân tỉnh',
        "The resolution of the province's People's Council on spending norms",
      ),
      outcome: 'open',
      words: words(
        `Số tiền ${asked.vi}. Chưa có định mức được nhập cho nội dung này nên chưa so được.`,
        `${asked.en}. No norm has been entered for this content, so there is nothing to compare with.`,
      ),
    }
  }
  const sources = [...new Set(norms.map(({ norm }) => `${norm.instrument}, ${norm.article}`))].join('; ')
  const judged = norms.filter(({ norm }) => norm.condition === null)
  const met = judged.length > 0 && judged.every(({ outcome }) => outcome === 'within')
  const each = norms.map(verdictWords)
  return {
    rule: 'norm',
    name,
    source: words(sources, sources),
    outcome: met ? 'met' : 'open',
    words: words(
      `Số tiền ${asked.vi}. ${each.map(({ vi }) => vi).join('. ')}.`,
      `${asked.en}. ${each.map(({ en }) => en).join('. ')}.`,
    ),
  }
}

/** A plan names the enterprises' own money as a source but sets no share: none at all is for a person to judge. */
function ownFunds({ plan, requested, ownFunds: own }: EligibilityInput): Finding {
  const about = {
    rule: 'ownFunds',
    name: words('Kinh phí của doanh nghiệp', 'Own funds of the enterprise'),
    source: citedPlan(plan.number, plan.articles.funding),
  }
  if (own === 0n) {
    return {
      ...about,
      outcome: 'open',
      words: words(
        'Hồ sơ không có kinh phí của doanh nghiệp; Kế hoạch nêu nguồn này nhưng không quy định tỷ lệ, cần xem xét.',
        'No own funds; the plan names this source without setting a share, to be judged.',
      ),
    }
  }
  const share = Number((own * 1000n) / (own + requested)) / 1000
  return {
    ...about,
    outcome: 'met',
    words: words(
      `Doanh nghiệp bỏ ra ${formatDong(own, 'vi')} đồng, ${formatPercent(share, 'vi')} tổng kinh phí.`,
      `The enterprise puts in ${formatDong(own, 'en')} đồng, ${formatPercent(share, 'en')} of the whole.`,
    ),
  }
}
