import { type RawBuilder, sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind, WorkRows, WorkScope } from '../platform/work.ts'
import { acceptReport, approveReport, beginReport, reportWritten, submitReport } from './answers.ts'
import { settleExtension } from './extensions.ts'
import { reports } from './queries.ts'
import { remindRequest } from './requests.ts'
import { answerStates, requestStates } from './rules.ts'
import { readsAll } from './sight.ts'

const common = { record: 'report_answer', address: '/report-answers/{id}' } as const
const counted = words('bản báo cáo', 'reports')

function rowsOf(
  { db, actor, today }: WorkScope,
  of: { where: RawBuilder<unknown>; since: RawBuilder<unknown>; own: boolean },
): WorkRows {
  const subject = sql`concat(w.title, ': ', w.recipient)`
  return {
    from: sql`(${reports(db, today).selectAll()}) w WHERE ${of.where}`,
    id: sql`w.id`,
    since: of.since,
    due: sql`w.due_on`,
    // On the page of the plan it is told to those who read every report, and so may follow its link.
    ...(readsAll(actor) ? { planId: sql`w.plan_id` } : {}),
    ...(of.own ? { agencyId: sql`w.agency_id`, enterpriseId: sql`w.enterprise_id` } : {}),
    subject,
    subjectEn: sql`concat(w.title, ': ', w.recipient_en)`,
  }
}

/** What a recipient does: once as work of an agency, once of an enterprise. */
const ofRecipient = (
  kind: string,
  of: Omit<WorkKind, 'kind' | 'record' | 'address' | 'whose' | 'rows'>,
  where: RawBuilder<unknown>,
  since: RawBuilder<unknown>,
): WorkKind[] =>
  (['agency', 'enterprise'] as const).map((whose) => ({
    ...{ ...common, ...of, whose, counted },
    kind: whose === 'agency' ? kind : `${kind}ByEnterprise`,
    rows: (scope) =>
      rowsOf(scope, {
        where: sql`${where} AND ${whose === 'agency' ? sql`w.agency_id` : sql`w.enterprise_id`} IS NOT NULL`,
        ...{ since, own: true },
      }),
  }))

const kinds: readonly WorkKind[] = [
  ...ofRecipient(
    'reportRequests.begin',
    { label: words('Bắt đầu soạn báo cáo', 'Begin a report'), states: ['asked'], by: beginReport },
    sql`w.state = 'asked'`,
    sql`(SELECT r.asked_on FROM report_request r WHERE r.id = w.request_id)`,
  ),
  ...ofRecipient(
    'reportRequests.write',
    {
      label: words('Điền và trình duyệt báo cáo', 'Fill in a report and have it approved'),
      states: ['begun', 'returned'],
      by: submitReport,
    },
    sql`w.state IN ('begun', 'returned')`,
    sql`CASE w.state WHEN 'returned' THEN w.settled_on ELSE w.begun_on END`,
  ),
  ...ofRecipient(
    'reportRequests.approve',
    {
      label: words('Duyệt và gửi báo cáo', 'Approve and send a report'),
      states: ['approving'],
      by: approveReport,
      apart: { control: reportWritten.control, commands: reportWritten.commands },
    },
    sql`w.state = 'approving'`,
    sql`w.submitted_on`,
  ),
  {
    ...common,
    kind: 'reportRequests.accept',
    label: words('Xem xét báo cáo của đơn vị', 'Look at the report of a recipient'),
    counted,
    states: ['sent'],
    by: acceptReport,
    whose: 'office',
    apart: { control: reportWritten.control, commands: reportWritten.commands },
    rows: (scope) => {
      const { due: _due, ...rows } = rowsOf(scope, {
        where: sql`w.state = 'sent'`,
        since: sql`w.sent_on`,
        own: false,
      })
      return rows
    },
  },
  {
    ...common,
    kind: 'reportRequests.extension',
    label: words('Trả lời đề nghị gia hạn báo cáo', 'Answer a wish for more time'),
    counted,
    states: ['asked', 'begun', 'approving', 'returned'],
    by: settleExtension,
    whose: 'office',
    rows: (scope) =>
      rowsOf(scope, {
        where: sql`w.wished`,
        since: sql`(SELECT max(t.asked_on) FROM report_extension t WHERE t.answer_id = w.id)`,
        own: false,
      }),
  },
  {
    record: 'report_request',
    address: '/report-requests/{id}',
    kind: 'reportRequests.chase',
    label: words('Đôn đốc nơi chưa gửi báo cáo', 'Follow up reports that are late'),
    states: ['open'],
    by: remindRequest,
    whose: 'office',
    rows: ({ db, today }) => ({
      from: sql`report_request r JOIN (
        SELECT w.request_id, count(*) AS late, min(w.due_on) AS due_on FROM (${reports(db, today).selectAll()}) w WHERE w.late
         GROUP BY w.request_id) l ON l.request_id = r.id WHERE r.state = 'open'`,
      id: sql`r.id`,
      since: sql`l.due_on`,
      due: sql`l.due_on`,
      planId: sql`r.plan_id`,
      subject: sql`r.title`,
    }),
  },
]

export const reportRequestWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'report_answer',
      table: 'report_answer',
      states: answerStates.keys,
      settled: {
        accepted: words('Đã được chấp nhận.', 'It was accepted.'),
        missing: words('Kết thúc mà không có báo cáo.', 'Ended without a report.'),
      },
    },
    {
      record: 'report_request',
      table: 'report_request',
      states: requestStates.keys,
      settled: { closed: words('Đã kết thúc.', 'It has ended.') },
    },
  ],
}
