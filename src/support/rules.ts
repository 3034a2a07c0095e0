import { type Words, words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/** Where a support turn stands. */
export const turnStates = states({
  decided: { vi: 'Đã có quyết định', en: 'Decided', tone: 'info' },
  contracted: { vi: 'Đã ký hợp đồng', en: 'Contracted', tone: 'info' },
  in_progress: { vi: 'Đang thực hiện', en: 'Under way', tone: 'info' },
  accepted: { vi: 'Đã nghiệm thu', en: 'Result accepted', tone: 'info' },
  finished: { vi: 'Hoàn thành', en: 'Done', tone: 'success' },
  cancelled: words('Đã hủy', 'Cancelled'),
})
export type TurnState = StateOf<typeof turnStates>

/** The steps that a turn takes after its decision, in their order. */
export const turnSteps = ['contracted', 'in_progress', 'accepted', 'finished'] as const
export type TurnStep = (typeof turnSteps)[number]

/** For each state what may come next. A finished turn can still be cancelled: its money and its facts go back. */
const nextStates: Readonly<Record<TurnState, readonly TurnState[]>> = {
  decided: ['contracted', 'cancelled'],
  contracted: ['in_progress', 'cancelled'],
  in_progress: ['accepted', 'cancelled'],
  accepted: ['finished', 'cancelled'],
  finished: ['cancelled'],
  cancelled: [],
}

/** Whether a turn may go from one state to the other. */
export function mayFollow(from: TurnState, to: TurnState): boolean {
  return nextStates[from].includes(to)
}

/** The step that comes next, or null at the end of the way. */
export function nextStep(state: TurnState): TurnStep | null {
  return turnSteps.find((step) => nextStates[state].includes(step)) ?? null
}

/** Under way: a step is still to come. */
export const openTurnStates: readonly TurnState[] = turnStates.keys.filter(
  (state) => nextStep(state) !== null,
)

/**
 * Whether a step may carry this day: not before the step before it and not after today. ISO days.
 * @returns what is wrong, or null
 */
export function stepDayProblem(day: string, lastDay: string, today: string): 'before' | 'future' | null {
  if (day < lastDay) return 'before'
  if (day > today) return 'future'
  return null
}

/** A certificate is the work of a turn that has begun and was not cancelled. */
export function mayCertify(state: TurnState): boolean {
  return state !== 'decided' && state !== 'cancelled'
}

export const certificateKinds = states({
  food_safety: words('Hệ thống quản lý an toàn thực phẩm', 'Food safety management system'),
  environment: words('Hệ thống quản lý môi trường', 'Environmental management system'),
  energy: words('Hệ thống quản lý năng lượng', 'Energy management system'),
  occupational_health: words(
    'Hệ thống quản lý an toàn và sức khỏe nghề nghiệp',
    'Occupational health and safety management system',
  ),
  traceability: words('Hệ thống truy xuất nguồn gốc', 'Traceability system'),
  quality_management: words('Hệ thống quản lý chất lượng', 'Quality management system'),
  other_system: words('Hệ thống quản lý khác', 'Other management system'),
  product_tcvn: words('Sản phẩm phù hợp tiêu chuẩn quốc gia (TCVN)', 'Product to a national standard (TCVN)'),
  product_qcvn: words(
    'Sản phẩm phù hợp quy chuẩn kỹ thuật quốc gia (QCVN)',
    'Product to a national technical regulation (QCVN)',
  ),
  product_qcdp: words(
    'Sản phẩm phù hợp quy chuẩn kỹ thuật địa phương (QCĐP)',
    'Product to a local technical regulation (QCĐP)',
  ),
})
export type CertificateKind = StateOf<typeof certificateKinds>

/** Whether a certificate of this kind is given to a product (and must name it) rather than to a system. */
export function isProductKind(kind: CertificateKind): boolean {
  return kind === 'product_tcvn' || kind === 'product_qcvn' || kind === 'product_qcdp'
}

const countedSystems: readonly CertificateKind[] = [
  'food_safety',
  'environment',
  'energy',
  'occupational_health',
  'traceability',
]

/**
 * What a certificate counts for, by the words of plans under Decision 1322/QĐ-TTg: "có ít nhất … lượt doanh nghiệp được chứng nhận hệ
 * thống quản lý an toàn thực phẩm, môi trường, năng lượng, an toàn và sức khỏe nghề nghiệp và chứng nhận hệ thống truy
 * xuất nguồn gốc sản phẩm, hàng hóa phù hợp tiêu chuẩn quốc gia, tiêu chuẩn quốc tế,...". The systems are enumerated and
 * closed by "và"; the "..." goes on with the kinds of standard, not of system. So quality management (ISO 9001) and other
 * systems are recorded and shown but not counted. Products: "chứng nhận phù hợp tiêu chuẩn quốc gia; chứng nhận phù hợp
 * quy chuẩn kỹ thuật quốc gia, quy chuẩn kỹ thuật địa phương,...": all three kinds count.
 * @param article the section of the plan that the target stands in
 * @returns the kind of fact, or null when it counts for no target; and the reason in words
 */
export function countsFor(
  kind: CertificateKind,
  article: string | null = null,
): {
  readonly fact: 'certificate.system' | 'certificate.product' | null
  readonly reason: Words
} {
  const section =
    article === null
      ? words('Kế hoạch', 'the plan')
      : words(`mục ${article} của Kế hoạch`, `section ${article} of the plan`)
  if (isProductKind(kind)) {
    return {
      fact: 'certificate.product',
      reason: words(
        `Tính vào chỉ tiêu sản phẩm, hàng hóa được chứng nhận (${section.vi}).`,
        `Counts for the target of certified products (${section.en}).`,
      ),
    }
  }
  if (countedSystems.includes(kind)) {
    return {
      fact: 'certificate.system',
      reason: words(
        `Tính vào chỉ tiêu lượt doanh nghiệp được chứng nhận khi lượt hỗ trợ hoàn thành (${section.vi}).`,
        `Counts for the target of certified turns once the turn is finished (${section.en}).`,
      ),
    }
  }
  return {
    fact: null,
    reason: words(
      `Không tính vào chỉ tiêu: ${section.vi} chỉ kể an toàn thực phẩm, môi trường, năng lượng, an toàn và sức khỏe nghề nghiệp, truy xuất nguồn gốc.`,
      `Counts for no target: ${section.en} names food safety, environment, energy, occupational health and safety, and traceability only.`,
    ),
  }
}

export const validities = states({
  valid: { vi: 'Còn hiệu lực', en: 'Valid', tone: 'success' },
  suspended: { vi: 'Đang bị đình chỉ', en: 'Suspended for now', tone: 'error' },
  expired: { vi: 'Hết hiệu lực', en: 'Expired', tone: 'warning' },
  withdrawn: { vi: 'Đã thu hồi', en: 'Revoked', tone: 'error' },
})
export type Validity = StateOf<typeof validities>

/** Whether a certificate holds on a day. A certificate still holds on its last day. */
export function validity(
  certificate: {
    readonly expiresOn: string | null
    readonly withdrawnOn: string | null
    readonly suspendedOn?: string | null
  },
  day: string,
): Validity {
  if (certificate.withdrawnOn !== null && certificate.withdrawnOn <= day) return 'withdrawn'
  if (certificate.expiresOn !== null && certificate.expiresOn < day) return 'expired'
  if (certificate.suspendedOn != null && certificate.suspendedOn <= day) return 'suspended'
  return 'valid'
}

export const contentKinds = states({
  management_system: words('Hệ thống quản lý', 'Management system'),
  improvement_tool: words('Công cụ cải tiến năng suất chất lượng', 'Improvement tool'),
  traceability: words('Truy xuất nguồn gốc', 'Traceability'),
  good_practice: words('Thực hành tốt', 'Good practice'),
  smart_production: words('Sản xuất thông minh, dịch vụ thông minh', 'Smart production and services'),
  digital_management: words('Chuyển đổi số trong quản trị', 'Digital management'),
  product_certification: words('Chứng nhận sản phẩm, hàng hóa', 'Product certification'),
})
