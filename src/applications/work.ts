import { sql } from 'kysely'
import { calledRow } from '../outgoing/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind, WorkRows } from '../platform/work.ts'
import { closeDecision, decisionStates } from './close-decision.ts'
import { appraiseApplication, checkApplication } from './commands.ts'
import { decidedApart } from './controls.ts'
import { decideApplication } from './decide.ts'
import { editApplication } from './file.ts'
import { issueLetter } from './letter-commands.ts'
import { answerObjection, objectionStates } from './objections.ts'
import { applicationStates } from './states.ts'
import { couldMoveUp } from './waiting.ts'
import { sendApplication } from './writing.ts'

/** Open applications in one state, since they came into it; what was never written down waits since its filing. */
function inState(state: string): WorkRows {
  return {
    from: sql`application a
      LEFT JOIN enterprise e ON e.id = a.enterprise_id LEFT JOIN support_content c ON c.id = a.content_id
      LEFT JOIN LATERAL (SELECT since FROM application_stage s WHERE s.application_id = a.id ORDER BY s.place DESC LIMIT 1) at ON true
      WHERE a.state = ${state}`,
    id: sql`a.id`,
    since: sql`coalesce(at.since, a.filed_on)`,
    enterpriseId: sql`a.enterprise_id`,
    subject: sql`e.name || ': ' || c.name`,
    subjectEn: sql`e.name || ': ' || c.name_en`,
  }
}

/** The waiting list: those whose money and place are there now, or the others. */
async function inLine(db: Db, today: string, moves: boolean): Promise<WorkRows> {
  const ids = (await couldMoveUp(db, today)).map(({ id }) => id)
  const rows = inState('waiting')
  const among = sql`a.id = ANY (${ids}::int[])`
  return { ...rows, from: sql`${rows.from} AND ${moves ? among : sql`NOT (${among})`}` }
}

/** The days in which an application lay with its enterprise to be completed. */
const returnedDays = sql`SELECT s.application_id AS id, s.since AS from_day, n.since AS to_day FROM application_stage s
  JOIN application_stage n ON n.application_id = s.application_id AND n.place = s.place + 1 WHERE s.state = 'returned'`

/** Its call lets two officers or a council appraise it, and they have not concluded. */
const isWithOthers = sql`EXISTS (SELECT FROM call k WHERE k.id = a.call_id AND k.appraised_by <> 'officer'
  AND NOT EXISTS (SELECT FROM appraisal y WHERE y.record = 'application' AND y.record_id = a.id AND y.state = 'concluded'))`

/** A council concluded that it does not pass. */
const isNotPassed = sql`EXISTS (SELECT FROM appraisal y WHERE y.record = 'application' AND y.record_id = a.id
  AND y.state = 'concluded' AND NOT y.passes)`

const common = { record: 'application', address: '/applications/{id}' } as const

const kinds: readonly WorkKind[] = [
  {
    kind: 'applications.write',
    label: words('Hoàn thiện, nộp hồ sơ đang soạn', 'Finish and file what is being written'),
    record: 'application-draft',
    states: [],
    by: sendApplication,
    whose: 'enterprise',
    // what nobody sent is nobody else's to send
    falls: false,
    charged: false,
    address: '/applications/writing/{id}',
    rows: () => ({
      from: sql`application_draft d LEFT JOIN enterprise e ON e.id = d.enterprise_id
        LEFT JOIN support_content c ON c.id = d.content_id LEFT JOIN call k ON k.id = d.call_id WHERE true`,
      id: sql`d.id`,
      since: sql`d.begun_on`,
      due: sql`k.closes_on`,
      enterpriseId: sql`d.enterprise_id`,
      subject: sql`e.name || ': ' || c.name`,
      subjectEn: sql`e.name || ': ' || c.name_en`,
    }),
  },
  {
    ...common,
    kind: 'applications.check',
    label: words('Kiểm tra hồ sơ', 'Check an application'),
    states: ['filed'],
    by: checkApplication,
    whose: 'office',
    rows: () => ({ ...inState('filed'), since: sql`a.filed_on`, pauses: returnedDays }),
  },
  {
    ...common,
    kind: 'applications.complete',
    label: words('Bổ sung hồ sơ được trả lại', 'Complete a returned application'),
    states: ['returned'],
    by: editApplication,
    whose: 'enterprise',
    rows: () => inState('returned'),
  },
  {
    ...common,
    kind: 'applications.appraise',
    label: words('Thẩm định hồ sơ', 'Appraise an application'),
    states: ['checked'],
    by: appraiseApplication,
    whose: 'office',
    rows: () => ({
      ...inState('checked'),
      from: sql`${inState('checked').from} AND NOT ${isWithOthers} AND NOT ${isNotPassed}`,
    }),
  },
  {
    ...common,
    kind: 'applications.decide',
    label: words('Quyết định hồ sơ', 'Decide an application'),
    states: ['appraised'],
    by: decideApplication,
    whose: 'office',
    apart: decidedApart,
    rows: () => inState('appraised'),
  },
  {
    ...common,
    kind: 'applications.refuse',
    label: words('Quyết định hồ sơ hội đồng kết luận không đạt', 'Decide what a council did not pass'),
    states: ['checked'],
    by: decideApplication,
    whose: 'office',
    apart: decidedApart,
    rows: () => ({ ...inState('checked'), from: sql`${inState('checked').from} AND ${isNotPassed}` }),
  },
  {
    ...common,
    kind: 'applications.wait',
    label: words('Quyết định lại khi có kinh phí', 'Decide again once there is money'),
    states: ['waiting'],
    by: decideApplication,
    whose: 'office',
    apart: decidedApart,
    rows: ({ db, today }) => inLine(db, today, false),
  },
  {
    ...common,
    kind: 'applications.moveUp',
    label: words(
      'Xét lên từ danh sách chờ: đã có kinh phí, suất',
      'Move up from the waiting list: money and place are there',
    ),
    states: ['waiting'],
    by: decideApplication,
    whose: 'office',
    apart: decidedApart,
    rows: ({ db, today }) => inLine(db, today, true),
  },
  {
    ...common,
    kind: 'applications.letter',
    label: words('Tạo và gửi thư báo', 'Make and send the letter'),
    states: [],
    by: issueLetter,
    whose: 'office',
    rows: () => ({
      from: sql`application a LEFT JOIN enterprise e ON e.id = a.enterprise_id LEFT JOIN support_content c ON c.id = a.content_id
        WHERE a.letter_due`,
      id: sql`a.id`,
      since: sql`coalesce((SELECT max(s.since) FROM application_stage s WHERE s.application_id = a.id), a.filed_on)`,
      enterpriseId: sql`a.enterprise_id`,
      planId: sql`a.plan_id`,
      subject: sql`e.name || ': ' || c.name`,
      subjectEn: sql`e.name || ': ' || c.name_en`,
    }),
  },
  {
    kind: 'applications.closeDecision',
    label: words('Nhận bản ký của quyết định', 'Take in the signed decision'),
    record: 'application_decision',
    states: ['issued'],
    by: closeDecision,
    whose: 'office',
    charged: false,
    address: '/applications/decisions/{id}',
    rows: () => ({
      from: sql`application_decision d JOIN outgoing_number n ON n.id = d.number_id WHERE d.closed_on IS NULL`,
      id: sql`d.id`,
      since: sql`d.decided_on`,
      enterpriseId: sql`NULL::int`,
      subject: sql`'Quyết định ' || ${calledRow}`,
      subjectEn: sql`'Decision ' || ${calledRow}`,
    }),
  },
  {
    kind: 'applications.answerObjection',
    label: words('Trả lời kiến nghị về quyết định', 'Answer an objection to a decision'),
    record: 'application-objection',
    states: ['open'],
    by: answerObjection,
    whose: 'office',
    charged: false,
    address: '/applications/{id}',
    rows: () => ({
      from: sql`application_objection o JOIN application a ON a.id = o.application_id
        LEFT JOIN enterprise e ON e.id = a.enterprise_id LEFT JOIN support_content c ON c.id = a.content_id
        WHERE o.state = 'open'`,
      id: sql`a.id`,
      since: sql`o.filed_on`,
      enterpriseId: sql`a.enterprise_id`,
      subject: sql`e.name || ': ' || c.name`,
      subjectEn: sql`e.name || ': ' || c.name_en`,
    }),
  },
]

export const applicationWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'application',
      table: 'application',
      states: applicationStates.keys,
      settled: {
        accepted: words('Lượt hỗ trợ đi tiếp.', 'Its support turn goes on.'),
        refused: words('Đã quyết định.', 'Decided.'),
        withdrawn: words('Doanh nghiệp đã rút.', 'The enterprise took it back.'),
      },
    },
    {
      record: 'application_decision',
      table: 'application_decision',
      states: decisionStates.keys,
      settled: { closed: words('Đã có bản ký.', 'The signed paper is there.') },
    },
    {
      record: 'application-objection',
      table: 'application_objection',
      states: objectionStates.keys,
      settled: {
        upheld: words('Hồ sơ được xét lại.', 'The application is judged anew.'),
        rejected: words('Đã trả lời, có lý do.', 'Answered with the reason.'),
        withdrawn: words('Doanh nghiệp đã rút.', 'The enterprise took it back.'),
      },
    },
  ],
}
