import { formatDate } from '../platform/dates.ts'
import type { Words } from '../platform/language.ts'
import { formatDong, formatNumber, formatPercent } from '../platform/money.ts'

/** `met`; `failed`: it cannot be supported so; `open`: the rule cannot tell, a person must look. */
export const outcomes = ['met', 'failed', 'open'] as const
export type Outcome = (typeof outcomes)[number]

/** What one rule says of an application: the rule, where it stands, what it looked at and how it came out, in words. */
export interface Finding {
  readonly rule: string
  readonly name: Words
  /** The legal source. */
  readonly source: Words
  readonly outcome: Outcome
  /** The inputs and the outcome as a sentence. */
  readonly words: Words
}

/** A spending norm: at most `amount` đồng for one `unit` and at most `percent` of the whole cost. */
export interface Norm {
  readonly instrument: string
  readonly article: string
  readonly amount: bigint
  readonly unit: string
  readonly unitEn: string
  readonly percent: number | null
}

/** Everything that the conditions look at. */
export interface EligibilityInput {
  readonly plan: {
    readonly number: string
    readonly province: string
    readonly firstYear: number
    readonly lastYear: number
  }
  readonly enterprise: {
    readonly state: 'active' | 'suspended' | 'dissolved'
    readonly province: string
    readonly unit: string
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
  /** Support already given to this enterprise for this content under this plan; cancelled turns left out. */
  readonly earlier: readonly { readonly turnId: number; readonly year: number }[]
  readonly norm: Norm | null
}

/**
 * Holds an application against every condition of the plan. All rules are reported, also those that are met.
 * @returns one finding for each rule, in a fixed order
 */
export function findings(input: EligibilityInput): Finding[] {
  return [
    established(input),
    active(input),
    contentOfPlan(input),
    yearOfPlan(input),
    notYetSupported(input),
    withinNorm(input),
    ownFunds(input),
  ]
}

/** Whether no rule says that it cannot be supported. Open findings are for a person to judge. */
export function isEligible(list: readonly Finding[]): boolean {
  return list.every(({ outcome }) => outcome !== 'failed')
}

function planSource(plan: EligibilityInput['plan'], section: string): Words {
  return { vi: `Kế hoạch ${plan.number}, mục ${section}`, en: `Plan ${plan.number}, section ${section}` }
}

function established({ plan, enterprise, filedOn }: EligibilityInput): Finding {
  const about = {
    rule: 'established',
    name: { vi: 'Thành lập, tổ chức trên địa bàn tỉnh', en: 'Established in the province' },
    source: planSource(plan, 'II.2'),
  }
  if (enterprise.province !== plan.province) {
    return {
      ...about,
      outcome: 'failed',
      words: {
        vi: `Trụ sở tại ${enterprise.unit}, ${enterprise.province}, ngoài địa bàn ${plan.province}.`,
        en: `Its seat is in ${enterprise.unit}, ${enterprise.province}, outside ${plan.province}.`,
      },
    }
  }
  const seat = {
    vi: `Trụ sở tại ${enterprise.unit}, ${plan.province}`,
    en: `Its seat is in ${enterprise.unit}, ${plan.province}`,
  }
  if (enterprise.foundedOn === null) {
    return {
      ...about,
      outcome: 'open',
      words: {
        vi: `${seat.vi}; chưa có ngày thành lập, cần đối chiếu.`,
        en: `${seat.en}; its founding day is not recorded, to be checked.`,
      },
    }
  }
  const founded = formatDate(enterprise.foundedOn)
  if (enterprise.foundedOn > filedOn) {
    return {
      ...about,
      outcome: 'failed',
      words: {
        vi: `Thành lập ngày ${founded}, sau ngày nộp hồ sơ ${formatDate(filedOn)}.`,
        en: `Founded on ${founded}, after the filing on ${formatDate(filedOn)}.`,
      },
    }
  }
  return {
    ...about,
    outcome: 'met',
    words: { vi: `${seat.vi}; thành lập ngày ${founded}.`, en: `${seat.en}; founded on ${founded}.` },
  }
}

function active({ plan, enterprise }: EligibilityInput): Finding {
  const words: Record<typeof enterprise.state, Words> = {
    active: { vi: 'Doanh nghiệp đang hoạt động.', en: 'The enterprise is active.' },
    suspended: {
      vi: 'Doanh nghiệp đang tạm ngừng hoạt động.',
      en: 'The enterprise has suspended its operation.',
    },
    dissolved: { vi: 'Doanh nghiệp đã giải thể.', en: 'The enterprise is dissolved.' },
  }
  return {
    rule: 'active',
    name: { vi: 'Đang hoạt động', en: 'Active' },
    source: planSource(plan, 'II.2'),
    outcome: enterprise.state === 'active' ? 'met' : 'failed',
    words: words[enterprise.state],
  }
}

function contentOfPlan({ plan, content }: EligibilityInput): Finding {
  return {
    rule: 'content',
    name: { vi: 'Nội dung thuộc Kế hoạch', en: 'The content belongs to the plan' },
    source: { vi: content.source, en: content.source },
    outcome: content.active ? 'met' : 'failed',
    words: content.active
      ? {
          vi: `“${content.name}” có trong danh mục nội dung hỗ trợ của Kế hoạch ${plan.number}.`,
          en: `“${content.nameEn}” is in the catalogue of contents of plan ${plan.number}.`,
        }
      : {
          vi: `“${content.name}” đã thôi được hỗ trợ.`,
          en: `“${content.nameEn}” is no longer supported.`,
        },
  }
}

function yearOfPlan({ plan, year }: EligibilityInput): Finding {
  const within = year >= plan.firstYear && year <= plan.lastYear
  return {
    rule: 'year',
    name: { vi: 'Năm thuộc giai đoạn của Kế hoạch', en: 'The year lies within the plan' },
    source: planSource(plan, 'I.2.1'),
    outcome: within ? 'met' : 'failed',
    words: {
      vi: `Năm đề nghị ${year} ${within ? 'thuộc' : 'ngoài'} giai đoạn ${plan.firstYear} - ${plan.lastYear}.`,
      en: `The year ${year} lies ${within ? 'within' : 'outside'} ${plan.firstYear} - ${plan.lastYear}.`,
    },
  }
}

/**
 * A support turn is one enterprise that applies one system or tool once (I.2.1 counts turns), so the same content is
 * not given twice. Product certification may come again for other products: a person must compare them.
 */
function notYetSupported({ plan, content, earlier }: EligibilityInput): Finding {
  const about = {
    rule: 'once',
    name: { vi: 'Chưa được hỗ trợ cùng nội dung', en: 'Not yet supported for this content' },
    source: {
      vi: `Kế hoạch ${plan.number}, mục I.2.1: một lượt là một doanh nghiệp áp dụng một hệ thống, công cụ một lần`,
      en: `Plan ${plan.number}, section I.2.1: a turn is one enterprise applying one system or tool once`,
    },
  }
  if (earlier.length === 0) {
    return {
      ...about,
      outcome: 'met',
      words: {
        vi: 'Chưa có lượt hỗ trợ nào cho nội dung này.',
        en: 'No support turn for this content so far.',
      },
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
      words: {
        vi: `Đã được hỗ trợ chứng nhận sản phẩm: ${turns.vi}. Chỉ hỗ trợ tiếp cho sản phẩm khác, cần đối chiếu.`,
        en: `Already supported: ${turns.en}. Only other products may be supported, to be compared.`,
      },
    }
  }
  return {
    ...about,
    outcome: 'failed',
    words: {
      vi: `Đã được hỗ trợ cho nội dung này: ${turns.vi}.`,
      en: `Already supported for this content: ${turns.en}.`,
    },
  }
}

/** Above a norm is not a refusal: a request may be for several units, and the appraisal may propose less. */
function withinNorm({ norm, requested, ownFunds }: EligibilityInput): Finding {
  const name = { vi: 'Số tiền đề nghị so với định mức', en: 'Requested amount against the norm' }
  const asked = { vi: `${formatDong(requested, 'vi')} đồng`, en: `${formatDong(requested, 'en')} đồng` }
  if (norm === null) {
    return {
      rule: 'norm',
      name,
      source: {
        vi: 'Nghị quyết quy định mức chi của Hội đồng nhân dân tỉnh',
        en: "The resolution of the province's People's Council on spending norms",
      },
      outcome: 'open',
      words: {
        vi: `Đề nghị ${asked.vi}. Chưa có định mức được nhập cho nội dung này nên chưa so được.`,
        en: `${asked.en} requested. No norm has been entered for this content, so there is nothing to compare with.`,
      },
    }
  }
  // In thousandths of a percent, so that a norm of 33,5 % is compared without rounding.
  const withinShare =
    norm.percent === null ||
    requested * 100_000n <= BigInt(Math.round(norm.percent * 1000)) * (requested + ownFunds)
  const within = requested <= norm.amount && withinShare
  const limit = {
    vi: `${formatDong(norm.amount, 'vi')} đồng/${norm.unit}${norm.percent === null ? '' : ` và ${formatNumber(norm.percent, 'vi')}% chi phí`}`,
    en: `${formatDong(norm.amount, 'en')} đồng per ${norm.unitEn}${norm.percent === null ? '' : ` and ${formatNumber(norm.percent, 'en')}% of the cost`}`,
  }
  return {
    rule: 'norm',
    name,
    source: { vi: `${norm.instrument}, ${norm.article}`, en: `${norm.instrument}, ${norm.article}` },
    outcome: within ? 'met' : 'open',
    words: within
      ? {
          vi: `Đề nghị ${asked.vi}, không quá ${limit.vi}.`,
          en: `${asked.en} requested, within ${limit.en}.`,
        }
      : {
          vi: `Đề nghị ${asked.vi}, vượt mức ${limit.vi}: thẩm định theo số lượng và phần được phép.`,
          en: `${asked.en} requested, above ${limit.en}: to be cut to the number of units and the share allowed.`,
        },
  }
}

/** IV names the enterprises' own money as a source but sets no share: none at all is for a person to judge. */
function ownFunds({ plan, requested, ownFunds: own }: EligibilityInput): Finding {
  const about = {
    rule: 'ownFunds',
    name: { vi: 'Kinh phí của doanh nghiệp', en: "The enterprise's own funds" },
    source: planSource(plan, 'IV'),
  }
  if (own === 0n) {
    return {
      ...about,
      outcome: 'open',
      words: {
        vi: 'Hồ sơ không có kinh phí của doanh nghiệp; Kế hoạch nêu nguồn này nhưng không quy định tỷ lệ, cần xem xét.',
        en: 'No own funds; the plan names this source without setting a share, to be judged.',
      },
    }
  }
  const share = Number((own * 1000n) / (own + requested)) / 1000
  return {
    ...about,
    outcome: 'met',
    words: {
      vi: `Doanh nghiệp bỏ ra ${formatDong(own, 'vi')} đồng, ${formatPercent(share, 'vi')} tổng kinh phí.`,
      en: `The enterprise puts in ${formatDong(own, 'en')} đồng, ${formatPercent(share, 'en')} of the whole.`,
    },
  }
}

export const outcomeNames: Readonly<Record<Outcome, Words>> = {
  met: { vi: 'Đạt', en: 'Met' },
  failed: { vi: 'Không đạt', en: 'Not met' },
  open: { vi: 'Cần xem xét', en: 'To be judged' },
}
