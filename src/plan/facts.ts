import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'

/** The kinds of fact that indicators count. */
export const factKinds = [
  'conference.held',
  'course.held',
  'expert.trained',
  'support.finished',
  'certificate.system',
  'certificate.product',
  'tfp.study',
  'communication.done',
  'outreach.done',
  'outreach.reached',
  'award.won',
  'content.value',
  'value.entered',
] as const
export type FactKind = (typeof factKinds)[number]

/** The kinds that come of records; an entered value counts for its own indicator alone. */
export const countedKinds = factKinds.filter((kind) => kind !== 'value.entered')

export const factKindNames: Readonly<Record<FactKind, Words>> = {
  'conference.held': words('Hội nghị, hội thảo đã tổ chức', 'Conference or workshop held'),
  'course.held': words('Khóa đào tạo, tập huấn đã tổ chức', 'Course held'),
  'expert.trained': words('Chuyên gia được đào tạo', 'Experts trained'),
  'support.finished': words('Lượt hỗ trợ đã hoàn thành', 'Support turn finished'),
  'certificate.system': words('Chứng nhận hệ thống', 'System certificate'),
  'certificate.product': words('Chứng nhận sản phẩm', 'Product certificate'),
  'tfp.study': words('Báo cáo TFP được công bố', 'TFP study published'),
  'communication.done': words('Truyền thông đã thực hiện (số lượng)', 'Communication done (quantity)'),
  'outreach.done': words('Việc cơ quan, hội đã làm (số việc)', 'Outreach done (number)'),
  'outreach.reached': words(
    'Hội viên, doanh nghiệp được cơ quan, hội tiếp cận (số lượng)',
    'Enterprises reached by outreach (number)',
  ),
  'award.won': words('Đạt Giải thưởng chất lượng quốc gia', 'National Quality Award won'),
  'content.value': words('Số liệu theo nội dung của lượt hoàn thành', 'Figures by content of finished turns'),
  'value.entered': words('Số cơ quan nhập, đã xác nhận', 'Value entered by an agency, confirmed'),
}

export interface Fact {
  readonly planId: number
  readonly kind: FactKind
  /** The plan year that it counts for; may differ from the year of `occurredOn` when a turn of 2025 ends in 2026. */
  readonly year: number
  readonly occurredOn: string
  /** What a sum adds up (experts); 1 when left out. */
  readonly quantity?: number
  /** What a distinct count counts: `turn:7`, `product:3`. */
  readonly subject: string
  readonly recordType:
    | 'support_turn'
    | 'certificate'
    | 'training_event'
    | 'past_result'
    | 'tfp_study'
    | 'communication'
    | 'outreach'
    | 'award_entry'
    | 'content_value'
    | 'indicator_value'
  readonly recordId: number
  readonly enterpriseId?: number | null
  /** One line that a reader knows it by. */
  readonly label: string
  /** The evidence. There is no fact without it. */
  readonly fileId: number
}

/** Records what happened, with its evidence. The same record gives one fact of a kind (unique index `fact_once`). */
export async function recordFact(db: Db, fact: Fact): Promise<void> {
  await db
    .insertInto('fact')
    .values({ quantity: 1, ...fact })
    .execute()
}

/** Takes a fact back: it stays, with the reason and the time, and counts no more. */
export async function retractFact(
  db: Db,
  fact: { kind: FactKind; recordType: Fact['recordType']; recordId: number; reason: string },
): Promise<void> {
  await db
    .updateTable('fact')
    .set({ retractedAt: new Date(), retraction: fact.reason })
    .where('kind', '=', fact.kind)
    .where('recordType', '=', fact.recordType)
    .where('recordId', '=', fact.recordId)
    .where('retractedAt', 'is', null)
    .execute()
}
