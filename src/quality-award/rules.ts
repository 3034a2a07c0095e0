import { type Words, words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

/* What may enter the award by a year's rules, which step comes next, and which prize points allow. Pure. */

export const entryStates = states({
  draft: { vi: 'Hồ sơ dự giải đang lập', en: 'Entry being drawn up', tone: 'warning' },
  submitted: { vi: 'Hồ sơ dự giải chờ kiểm tra', en: 'Entry to be checked', tone: 'info' },
  returned: { vi: 'Hồ sơ dự giải phải bổ sung', en: 'Entry to be completed', tone: 'error' },
  checked: { vi: 'Hồ sơ dự giải đã kiểm tra', en: 'Entry checked', tone: 'info' },
  opined: { vi: 'Đã có ý kiến về hồ sơ dự giải', en: 'Opinion on the entry given', tone: 'info' },
  sent: { vi: 'Đã gửi Bộ', en: 'Sent to the ministry', tone: 'info' },
  won: { vi: 'Đạt giải', en: 'Award won', tone: 'success' },
  lost: { vi: 'Không đạt giải', en: 'No award', tone: 'neutral' },
  refused: { vi: 'Không được đề nghị xét giải', en: 'Not put forward', tone: 'neutral' },
  withdrawn: { vi: 'Đã rút hồ sơ dự giải', en: 'Entry withdrawn', tone: 'neutral' },
  revoked: { vi: 'Giải đã bị thu hồi', en: 'Award revoked', tone: 'error' },
})
export type EntryState = (typeof entryStates.keys)[number]

export const opinionGivers = states({
  local_council: words('Hội đồng sơ tuyển của tỉnh', 'The local preliminary council'),
  peoples_committee: words('Ủy ban nhân dân tỉnh', "The provincial People's Committee"),
})
export type OpinionGiver = (typeof opinionGivers.keys)[number]

export type Step = 'check' | 'opine' | 'send' | 'decide'

/** States in which a step is due: a local council speaks before an entry goes to the ministry, the People's Committee when the ministry asks it. */
export const dueIn: Readonly<Record<OpinionGiver, Readonly<Record<Step, EntryState>>>> = {
  local_council: { check: 'submitted', opine: 'checked', send: 'opined', decide: 'sent' },
  peoples_committee: { check: 'submitted', send: 'checked', opine: 'sent', decide: 'opined' },
}
export const isDue = (step: Step, state: EntryState, by: OpinionGiver): boolean => dueIn[by][step] === state

/** What an opinion makes of an entry: an unfavourable one of a local council ends it; the ministry weighs that of the People's Committee. */
export const afterOpinion = (by: OpinionGiver, agrees: boolean): 'opined' | 'refused' =>
  by === 'local_council' && !agrees ? 'refused' : 'opined'

/** Whole months from one day to another, as `YYYY-MM-DD`. */
export function monthsBetween(from: string, to: string): number {
  const [years = 0, months = 0, days = 0] = from.split('-').map(Number)
  const [toYears = 0, toMonths = 0, toDays = 0] = to.split('-').map(Number)
  return (toYears - years) * 12 + (toMonths - months) - (toDays < days ? 1 : 0)
}

export interface Conditions {
  readonly entrant: 'enterprise' | 'product'
  readonly operatingMonths: number | null
  readonly marketMonths: number | null
}
export interface Entering {
  readonly productId?: number | undefined
  readonly operatingSince: string
  readonly marketedSince?: string | undefined
}
export interface Unmet {
  readonly field: 'productId' | 'operatingSince' | 'marketedSince'
  readonly words: Words
}

/** Which conditions an entry does not meet on the day on which it registers. */
export function unmet(rule: Conditions, of: Entering, day: string): Unmet[] {
  const found: Unmet[] = []
  if (rule.entrant === 'product' && of.productId === undefined)
    found.push({
      field: 'productId',
      words: words(
        'Theo quy định của năm, sản phẩm dự giải: xin chọn sản phẩm.',
        'By the rules of the year a product enters: choose it.',
      ),
    })
  if (rule.entrant === 'enterprise' && of.productId !== undefined)
    found.push({
      field: 'productId',
      words: words(
        'Theo quy định của năm, doanh nghiệp dự giải, không phải sản phẩm.',
        'By the rules of the year the enterprise enters, not a product.',
      ),
    })
  const { operatingMonths, marketMonths } = rule
  if (operatingMonths !== null && monthsBetween(of.operatingSince, day) < operatingMonths)
    found.push({
      field: 'operatingSince',
      words: words(
        `Phải hoạt động liên tục ít nhất ${operatingMonths} tháng đến ngày đăng ký.`,
        `At least ${operatingMonths} months of uninterrupted work by the day of registration.`,
      ),
    })
  if (marketMonths !== null && of.marketedSince === undefined)
    found.push({
      field: 'marketedSince',
      words: words(
        'Xin ghi ngày sản phẩm có trên thị trường.',
        'Give the day since when it is on the market.',
      ),
    })
  else if (
    marketMonths !== null &&
    of.marketedSince !== undefined &&
    monthsBetween(of.marketedSince, day) < marketMonths
  )
    found.push({
      field: 'marketedSince',
      words: words(
        `Sản phẩm phải có trên thị trường ít nhất ${marketMonths} tháng đến ngày đăng ký.`,
        `The product must be on the market for at least ${marketMonths} months by the day of registration.`,
      ),
    })
  return found
}

/** Whether who won gold in a year may enter again. */
export const goldMayReturn = (wonIn: number, year: number, wait: number | null): boolean =>
  wait === null || year - wonIn >= wait

/** Why points do not allow a prize; null where they do, or where the rules or the decision name none. */
export function prizeFault(
  prize: 'gold' | 'silver' | 'none',
  score: number | undefined,
  rule: {
    readonly goldPoints: number | null
    readonly silverPoints: number | null
    readonly mostPoints: number | null
  },
): Words | null {
  if (score === undefined) return null
  if (rule.mostPoints !== null && score > rule.mostPoints)
    return words(`Không quá ${rule.mostPoints} điểm.`, `At most ${rule.mostPoints} points.`)
  const least = prize === 'gold' ? rule.goldPoints : prize === 'silver' ? rule.silverPoints : null
  return least !== null && score < least
    ? words(`Giải này cần từ ${least} điểm.`, `This award takes ${least} points or more.`)
    : null
}

/** Why what an enterprise gives itself does not fit a criterion: points only where the text gives the criterion points. */
export function pointsFault(points: number | undefined, most: number | null): Words | null {
  if (points === undefined)
    return most === null
      ? null
      : words('Xin ghi điểm tự đánh giá.', 'Give the points of the self-assessment.')
  if (most === null)
    return words(
      'Văn bản chưa quy định điểm của tiêu chí này: chỉ ghi bằng lời.',
      'The text gives this criterion no points: say it in words.',
    )
  return points > most ? words(`Không quá ${most} điểm.`, `At most ${most} points.`) : null
}
