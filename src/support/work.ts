import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind, WorkRows } from '../platform/work.ts'
import { recordCertificate } from './certificate-commands.ts'
import { recordAudit, restoreCertificate } from './certificate-life.ts'
import { showCertificate } from './certificate-queries.ts'
import { type TurnState, turnStates, validities } from './rules.ts'
import { moveTurn } from './turn-commands.ts'

/** Turns in one state, since the step that brought them there. */
function turnsIn(state: TurnState): WorkRows {
  return {
    from: sql`support_turn t
      LEFT JOIN enterprise e ON e.id = t.enterprise_id LEFT JOIN support_content c ON c.id = t.content_id
      LEFT JOIN LATERAL (SELECT max(s.happened_on) AS day FROM support_step s WHERE s.turn_id = t.id) last ON true
      WHERE t.state = ${state} AND t.state NOT IN ('finished', 'cancelled')`,
    id: sql`t.id`,
    since: sql`coalesce(last.day, t.decided_on)`,
    enterpriseId: sql`t.enterprise_id`,
    subject: sql`e.name || ': ' || c.name`,
    subjectEn: sql`e.name || ': ' || c.name_en`,
  }
}

/** Certificates that end within 90 days or ended within the last 90, where the enterprise has none that was issued later. */
const warningDays = 90
const expiring = (today: string): WorkRows => ({
  from: sql`certificate c LEFT JOIN enterprise e ON e.id = c.enterprise_id
    WHERE c.withdrawn_on IS NULL AND c.expires_on BETWEEN ${today}::date - ${warningDays}::int AND ${today}::date + ${warningDays}::int
      AND NOT EXISTS (SELECT FROM certificate n WHERE n.enterprise_id = c.enterprise_id AND n.standard = c.standard
                         AND n.product_id IS NOT DISTINCT FROM c.product_id AND n.withdrawn_on IS NULL AND n.issued_on > c.issued_on)`,
  id: sql`c.id`,
  since: sql`c.expires_on - ${warningDays}::int`,
  due: sql`c.expires_on`,
  enterpriseId: sql`c.enterprise_id`,
  subject: sql`e.name || ': ' || c.number || ' (' || c.standard || ')'`,
})

/** Audits of certificates that are to be held within 90 days, or were and have no result. */
const auditsDue = (today: string): WorkRows => ({
  from: sql`certificate c JOIN certificate_audit a ON a.certificate_id = c.id LEFT JOIN enterprise e ON e.id = c.enterprise_id
    WHERE c.withdrawn_on IS NULL AND a.held_on IS NULL AND a.cancelled_on IS NULL AND a.planned_on <= ${today}::date + ${warningDays}::int
      AND NOT EXISTS (SELECT FROM certificate_audit b WHERE b.certificate_id = c.id AND b.held_on IS NULL AND b.cancelled_on IS NULL
                         AND (b.planned_on, b.id) < (a.planned_on, a.id))`,
  id: sql`c.id`,
  since: sql`a.planned_on - ${warningDays}::int`,
  due: sql`a.planned_on`,
  enterpriseId: sql`c.enterprise_id`,
  subject: sql`e.name || ': ' || c.number || ' (' || c.standard || ')'`,
})

const step = (state: TurnState, kind: string, vi: string, en: string): WorkKind => ({
  kind: `support.${kind}`,
  label: words(vi, en),
  record: 'support_turn',
  states: [state],
  by: moveTurn,
  whose: 'office',
  address: '/support/{id}',
  rows: () => turnsIn(state),
})

const kinds: readonly WorkKind[] = [
  step('decided', 'contract', 'Ký hợp đồng hỗ trợ', 'Sign the contract of support'),
  step('contracted', 'begin', 'Ghi bắt đầu thực hiện', 'Record that the work begins'),
  step('in_progress', 'accept', 'Nghiệm thu kết quả', 'Accept the result'),
  step('accepted', 'finish', 'Ghi chứng nhận, kết thúc lượt hỗ trợ', 'Record the certificate, end the turn'),
  {
    kind: 'certificates.follow',
    label: words('Theo dõi chứng nhận hết hiệu lực', 'Follow an expiring certificate'),
    record: 'certificate',
    states: ['valid', 'expired'],
    by: recordCertificate,
    whose: 'office',
    address: '/certificates/{id}',
    rows: ({ today }) => expiring(today),
  },
  {
    kind: 'certificates.renew',
    label: words('Gia hạn chứng nhận với tổ chức chứng nhận', 'Renew a certificate with its body'),
    record: 'certificate',
    states: ['valid', 'expired'],
    by: showCertificate,
    whose: 'enterprise',
    falls: false,
    address: '/certificates/{id}',
    rows: ({ today }) => expiring(today),
  },
  {
    kind: 'certificates.audit',
    label: words('Ghi kết quả đánh giá của chứng nhận', 'Record the result of an audit'),
    record: 'certificate',
    states: ['valid', 'suspended', 'expired'],
    by: recordAudit,
    whose: 'office',
    address: '/certificates/{id}',
    rows: ({ today }) => auditsDue(today),
  },
  {
    kind: 'certificates.restore',
    label: words('Theo dõi chứng nhận đang bị đình chỉ', 'Follow a suspended certificate'),
    record: 'certificate',
    states: ['suspended'],
    by: restoreCertificate,
    whose: 'office',
    address: '/certificates/{id}',
    rows: () => ({
      from: sql`certificate c LEFT JOIN enterprise e ON e.id = c.enterprise_id WHERE c.withdrawn_on IS NULL AND c.suspended_on IS NOT NULL`,
      id: sql`c.id`,
      since: sql`c.suspended_on`,
      enterpriseId: sql`c.enterprise_id`,
      subject: sql`e.name || ': ' || c.number || ' (' || c.standard || ')'`,
    }),
  },
]

export const supportWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'support_turn',
      table: 'support_turn',
      states: turnStates.keys,
      settled: {
        finished: words('Đã hoàn thành.', 'Done.'),
        cancelled: words('Đã hủy.', 'Cancelled.'),
      },
    },
    {
      record: 'certificate',
      table: 'certificate',
      states: validities.keys,
      settled: { withdrawn: words('Đã thu hồi.', 'Revoked.') },
    },
  ],
}
