import { type RawBuilder, sql } from 'kysely'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { sendClaim } from './claims.ts'
import { claimStates } from './fields.ts'
import { answerClaimLine, concludeClaim } from './judging.ts'
import { drawClaim } from './orders.ts'

const from = (
  state: string,
) => sql`payment_claim c LEFT JOIN support_turn t ON t.id = c.turn_id LEFT JOIN enterprise e ON e.id = t.enterprise_id
  LEFT JOIN science_task_content n ON n.id = c.content_id LEFT JOIN science_task k ON k.id = n.task_id WHERE c.state = ${sql.lit(state)}`
const claimant = sql`coalesce(e.name, k.host_name) || ': ' || c.id`
const common = { record: 'payment_claim', address: '/claims/{id}' } as const

const answering = {
  ...common,
  label: words('Trả lời câu hỏi về đề nghị thanh toán', 'Answer what is asked about a claim'),
  counted: words('lần đề nghị', 'claims'),
  states: ['asked'],
  by: answerClaimLine,
} as const

const asked = (condition: RawBuilder<unknown>) => ({
  from: sql`${from('asked')} AND ${condition}`,
  id: sql`c.id`,
  since: sql`coalesce((SELECT min(q.asked_on) FROM claim_question q JOIN claim_line l ON l.id = q.line_id
    WHERE l.claim_id = c.id AND q.answer IS NULL), c.sent_on)`,
  subject: claimant,
})

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'claims.finish',
    label: words('Hoàn thiện và gửi đề nghị thanh toán', 'Finish and send a claim'),
    counted: words('lần đề nghị', 'claims'),
    states: ['draft'],
    by: sendClaim,
    whose: 'person',
    rows: () => ({
      from: from('draft'),
      id: sql`c.id`,
      since: localDay('c.claimed_at'),
      personId: sql`c.claimed_by`,
      subject: claimant,
    }),
  },
  {
    ...common,
    kind: 'claims.judge',
    label: words('Xem xét đề nghị thanh toán', 'Judge a claim'),
    counted: words('lần đề nghị', 'claims'),
    states: ['sent'],
    by: concludeClaim,
    whose: 'office',
    apart: { control: 'payment' },
    rows: () => ({
      from: from('sent'),
      id: sql`c.id`,
      since: sql`c.sent_on`,
      apartFrom: sql`c.claimed_by`,
      subject: claimant,
    }),
  },
  {
    ...answering,
    kind: 'claims.answer',
    whose: 'enterprise',
    rows: () => ({ ...asked(sql`c.turn_id IS NOT NULL`), enterpriseId: sql`t.enterprise_id` }),
  },
  {
    ...answering,
    kind: 'claims.answerOfTask',
    whose: 'person',
    rows: () => ({ ...asked(sql`c.content_id IS NOT NULL`), personId: sql`c.claimed_by` }),
  },
  {
    ...common,
    kind: 'claims.draw',
    label: words('Lập chứng từ chi theo đề nghị thanh toán', 'Draw up the payment of a claim'),
    counted: words('lần đề nghị', 'claims'),
    states: ['accepted'],
    by: drawClaim,
    whose: 'office',
    // a source of it has no payment that is drawn up or released
    rows: () => ({
      from: sql`${from('accepted')} AND EXISTS (SELECT FROM claim_line l WHERE l.claim_id = c.id AND l.accepted > claim_line_cleared(l.id) AND NOT EXISTS (
        SELECT FROM payment_order o WHERE o.claim_id = c.id AND o.commitment_id = l.commitment_id AND o.state IN ('drafted', 'released')))`,
      id: sql`c.id`,
      since: sql`c.settled_on`,
      subject: claimant,
    }),
  },
]

export const claimWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'payment_claim',
      table: 'payment_claim',
      states: claimStates.keys,
      settled: {
        paid: words('Đã duyệt chi đủ.', 'Released in full.'),
        refused: words(
          'Không chấp nhận dòng nào; từng dòng có lý do và điều khoản.',
          'No line accepted; each has its reason and article.',
        ),
        withdrawn: words('Người đề nghị đã rút, có lý do.', 'Withdrawn by the claimant, with the reason.'),
      },
    },
  ],
}
