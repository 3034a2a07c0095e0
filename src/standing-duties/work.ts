import { type RawBuilder, sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind, WorkRows, WorkScope } from '../platform/work.ts'
import { acceptReport, reportApart, returnReport, sendReport } from './commands.ts'
import { applyAnswers } from './import.ts'
import { standingReports } from './queries.ts'
import { decideRecording } from './recordings.ts'
import { standingStates } from './rules.ts'
import { placeless } from './sentences.ts'

/** A report waits from this many days before it is due on, when the first reminder comes; one that was returned at once. */
const aheadDays = 30

function rowsOf(
  { db, today }: WorkScope,
  of: { where: RawBuilder<unknown>; since: RawBuilder<unknown> },
): WorkRows {
  return {
    from: sql`(${standingReports(db, today)}) w WHERE ${of.where}`,
    id: sql`w.id`,
    since: of.since,
    due: sql`w.due_on`,
    agencyId: sql`w.agency_id`,
    planId: sql`w.plan_id`,
    subject: sql`concat(w.code, ': ', w.text)`,
    subjectEn: sql`concat(w.code, ': ', w.text_en)`,
    group: {
      key: sql`concat_ws('/', w.plan_id, w.code, w.due_on)`,
      label: sql`concat(w.code, ': ', w.text)`,
      labelEn: sql`concat(w.code, ': ', w.text_en)`,
    },
  }
}

const common = { record: 'standing_report', address: '/standing-reports/{id}' } as const
const counted = words('bản báo cáo', 'reports')

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'standing.send',
    label: words('Viết báo cáo nhiệm vụ thường xuyên', 'Write the report on a standing duty'),
    counted,
    states: ['asked', 'returned'],
    by: sendReport,
    whose: 'agency',
    rows: (scope) =>
      rowsOf(scope, {
        where: sql`w.answer_id IS NULL AND (w.state = 'returned' OR (w.state = 'asked' AND w.due_on <= ${scope.today}::date + ${aheadDays}::int))`,
        since: sql`CASE w.state WHEN 'returned' THEN w.settled_on ELSE greatest(w.from_on, w.due_on - ${aheadDays}::int) END`,
      }),
  },
  {
    ...common,
    kind: 'standing.accept',
    label: words('Xem xét báo cáo nhiệm vụ thường xuyên', 'Look at a report on a standing duty'),
    counted,
    states: ['reported'],
    by: acceptReport,
    whose: 'office',
    apart: reportApart,
    rows: (scope) => {
      const { due: _due, ...rows } = rowsOf(scope, {
        where: sql`w.state = 'reported'`,
        since: sql`w.reported_on`,
      })
      return rows
    },
  },
  {
    ...common,
    kind: 'standing.chase',
    label: words(
      'Đôn đốc báo cáo nhiệm vụ thường xuyên quá hạn',
      'Follow up overdue reports on standing duties',
    ),
    counted,
    states: ['asked', 'returned'],
    by: returnReport,
    whose: 'office',
    // Of the coordinator's own agency, and of one without an account, the report itself is on the list.
    rows: (scope) =>
      rowsOf(scope, {
        where: sql`w.late AND w.agency_id NOT IN (SELECT id FROM agency WHERE kind IN ('coordinator', 'leader'))
          AND EXISTS (SELECT FROM held_roles(${scope.today}::date) h WHERE h.agency_id = w.agency_id AND h.acts_as IS NOT NULL)`,
        since: sql`w.due_on`,
      }),
  },
  {
    kind: 'standing.recording',
    label: words(
      'Chọn nơi ghi nhận nội dung của kế hoạch',
      'Choose where a sentence of the plan is recorded',
    ),
    counted: words('nội dung', 'sentences'),
    record: 'plan',
    states: [],
    by: decideRecording,
    whose: 'office',
    charged: false,
    address: '/plan-coverage?planId={id}',
    rows: () => ({
      from: sql`plan_sentence s JOIN plan p ON p.id = s.plan_id AND p.state = 'active' WHERE ${placeless}`,
      id: sql`s.plan_id`,
      since: sql`greatest(p.issued_on, p.kept_from)`,
      planId: sql`s.plan_id`,
      subject: sql`concat(s.code, ': ', s.vi)`,
      subjectEn: sql`concat(s.code, ': ', s.en)`,
      group: {
        key: sql`s.plan_id::text`,
        label: sql`p.number`,
        labelEn: sql`p.number`,
      },
    }),
  },
  stagedImports({
    kind: 'standing_report',
    by: applyAnswers,
    label: words('Gửi bảng trả lời đã kiểm tra', 'Send a checked table of answers'),
    address: '/standing-reports/imports/{id}',
  }),
]

export const standingWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'standing_report',
      table: 'standing_report',
      states: standingStates.keys,
      settled: { accepted: words('Đã được chấp nhận.', 'It was accepted.') },
    },
  ],
}
