import { sql } from 'kysely'
import { lastDayOf } from '../calendar/index.ts'
import { stagedImports } from '../imports/index.ts'
import { addDays } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind, WorkRows, WorkScope } from '../platform/work.ts'
import { draftReport, editReport } from './commands.ts'
import { beginAhead, kindsDue, toBeginNow } from './deadlines.ts'
import { acceptAnswer } from './obstacle-charge.ts'
import { applyObstacles } from './obstacle-import.ts'
import { answerByCommittee } from './obstacle-passing.ts'
import { obstacleOpen, obstacleStates, waitsForCommittee } from './obstacle-states.ts'
import { resolveObstacle } from './obstacles.ts'
import { reportingPlans, reportsDue } from './queries.ts'
import { reportedNumbers, reportTitle } from './report-row.ts'
import { reportStates } from './rules.ts'
import { sealedApart, sealReport } from './seal.ts'

/** A year's report is begun from this many days before its last day on. */
const aheadDays = 60

/** Reports that were not begun and whose day is near; the number stands for plan and year. */
async function toBegin({ db, today }: WorkScope): Promise<WorkRows> {
  const due = (await reportsDue(db, await reportingPlans(db, null), today)).filter((row) => {
    const last = lastDayOf({ on: row.dueOn, before: row.dueBefore })
    return row.reportId === null && (row.late || (last >= today && last <= addDays(today, aheadDays)))
  })
  const rows = due.map((row) => ({
    id: row.planId * 10_000 + row.year,
    year: row.year,
    plan_id: row.planId,
    plan: row.plan,
    last_on: lastDayOf({ on: row.dueOn, before: row.dueBefore }),
  }))
  return {
    from: sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS y (id int, year int, plan_id int, plan text, last_on date)`,
    id: sql`y.id`,
    since: sql`y.last_on - ${aheadDays}::int`,
    due: sql`y.last_on`,
    planId: sql`y.plan_id`,
    subject: sql`'Báo cáo năm ' || y.year || ' (Kế hoạch ' || y.plan || ')'`,
    subjectEn: sql`'Report on ' || y.year || ' (Plan ' || y.plan || ')'`,
  }
}

/** Periodic reports that were not begun and whose day is near; the number stands for kind, plan, year and part. */
async function kindsToBegin({ db, today }: WorkScope): Promise<WorkRows> {
  const due = toBeginNow(await kindsDue(db, await reportingPlans(db, null), today), today)
  const rows = due.map(({ kindId, planId, year, part, ...row }) => ({
    id: ((kindId * 1_000 + planId) * 200 + (year - 1986)) * 5 + (part ?? 0),
    plan_id: planId,
    subject: `${row.kind}, ${row.over.vi} (Kế hoạch ${row.plan})`,
    subject_en: `${row.kindEn}, ${row.over.en} (Plan ${row.plan})`,
    due_on: row.dueOn,
  }))
  return {
    from: sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS y (id int, plan_id int, subject text, subject_en text, due_on date)`,
    id: sql`y.id`,
    since: sql`y.due_on - ${beginAhead}::int`,
    due: sql`y.due_on`,
    planId: sql`y.plan_id`,
    subject: sql`y.subject`,
    subjectEn: sql`y.subject_en`,
  }
}

/** Drafts of reports; the first edition is due on its day, a later one has none. */
const drafts = (): WorkRows => ({
  from: sql`report r WHERE r.state = 'draft'`,
  id: sql`r.id`,
  since: sql`least(r.due_on - ${aheadDays}::int, current_date)`,
  due: sql`CASE WHEN r.edition = 1 THEN r.due_on - r.due_before::int END`,
  planId: sql`r.plan_id`,
  subject: sql`${reportTitle.vi} || ' (Kế hoạch ' || ${reportedNumbers} || ')'`,
  subjectEn: sql`${reportTitle.en} || ' (Plan ' || ${reportedNumbers} || ')'`,
})

/** Answered, and nobody has looked at it; of the row `o`. */
const answered = sql`o.resolved_on IS NOT NULL AND o.accepted_on IS NULL`

const kinds: readonly WorkKind[] = [
  {
    kind: 'reports.begin',
    label: words('Lập báo cáo năm', 'Begin the report of a year'),
    record: 'report',
    states: [],
    by: draftReport,
    whose: 'office',
    address: '/reports',
    rows: toBegin,
  },
  {
    kind: 'reports.beginKind',
    label: words('Lập báo cáo theo kỳ', 'Begin a periodic report'),
    record: 'report',
    states: [],
    by: draftReport,
    whose: 'office',
    address: '/reports',
    rows: kindsToBegin,
  },
  {
    kind: 'reports.edit',
    label: words('Hoàn thiện dự thảo báo cáo', 'Finish a draft report'),
    record: 'report',
    states: ['draft'],
    by: editReport,
    whose: 'office',
    ofDoer: sealedApart.commands,
    address: '/reports/{id}',
    rows: drafts,
  },
  {
    kind: 'reports.seal',
    label: words('Duyệt, chốt báo cáo', 'Approve and seal a report'),
    record: 'report',
    states: ['draft'],
    by: sealReport,
    whose: 'office',
    apart: sealedApart,
    address: '/reports/{id}',
    rows: drafts,
  },
  {
    kind: 'obstacles.answer',
    label: words('Trả lời khó khăn, vướng mắc được giao', 'Answer an obstacle that one is in charge of'),
    record: 'obstacle',
    states: ['open'],
    by: resolveObstacle,
    whose: 'agency',
    charged: false,
    address: '/obstacles/{id}',
    rows: () => ({
      from: sql`obstacle o WHERE ${obstacleOpen} AND o.charge_id IS NOT NULL AND NOT ${waitsForCommittee}`,
      id: sql`o.id`,
      since: sql`o.charged_on`,
      due: sql`o.due_on`,
      agencyId: sql`o.charge_id`,
      planId: sql`o.plan_id`,
      subject: sql`left(o.text, 160)`,
    }),
  },
  {
    kind: 'obstacles.acceptOwn',
    label: words(
      'Xem trả lời phản ánh của doanh nghiệp mình',
      'Look at the answer to what the enterprise reported',
    ),
    record: 'obstacle',
    states: ['resolved'],
    by: acceptAnswer,
    whose: 'enterprise',
    falls: false,
    charged: false,
    address: '/obstacles/{id}',
    rows: () => ({
      from: sql`obstacle o WHERE ${answered} AND o.enterprise_id IS NOT NULL`,
      id: sql`o.id`,
      since: sql`o.resolved_on`,
      enterpriseId: sql`o.enterprise_id`,
      planId: sql`o.plan_id`,
      subject: sql`left(o.text, 160)`,
    }),
  },
  {
    kind: 'obstacles.accept',
    label: words(
      'Xem trả lời phản ánh của cơ quan, hội mình',
      'Look at the answer to what the agency reported',
    ),
    record: 'obstacle',
    states: ['resolved'],
    by: acceptAnswer,
    whose: 'agency',
    falls: false,
    charged: false,
    address: '/obstacles/{id}',
    rows: () => ({
      from: sql`obstacle o WHERE ${answered} AND o.enterprise_id IS NULL AND o.agency_id IS NOT NULL`,
      id: sql`o.id`,
      since: sql`o.resolved_on`,
      agencyId: sql`o.agency_id`,
      planId: sql`o.plan_id`,
      subject: sql`left(o.text, 160)`,
    }),
  },
  {
    kind: 'obstacles.resolve',
    label: words('Trả lời khó khăn, vướng mắc', 'Answer an obstacle'),
    record: 'obstacle',
    states: ['open'],
    by: resolveObstacle,
    whose: 'office',
    address: '/obstacles/{id}',
    rows: () => ({
      from: sql`obstacle o LEFT JOIN enterprise e ON e.id = o.enterprise_id LEFT JOIN agency a ON a.id = o.agency_id
        WHERE ${obstacleOpen} AND o.charge_id IS NULL AND NOT ${waitsForCommittee}`,
      id: sql`o.id`,
      since: sql`o.reported_on`,
      subject: sql`concat_ws(': ', coalesce(e.name, a.name), left(o.text, 160))`,
      subjectEn: sql`concat_ws(': ', coalesce(e.name, a.name_en), left(o.text, 160))`,
    }),
  },
  {
    kind: 'obstacles.committee',
    label: words(
      'Ghi trả lời của UBND tỉnh về khó khăn, vướng mắc',
      "Record the People's Committee's answer to an obstacle",
    ),
    record: 'obstacle',
    states: ['open'],
    by: answerByCommittee,
    whose: 'office',
    address: '/obstacles/{id}',
    rows: () => ({
      from: sql`obstacle o JOIN obstacle_passing w ON w.obstacle_id = o.id AND w.answered_on IS NULL WHERE ${obstacleOpen}`,
      id: sql`o.id`,
      since: sql`w.passed_on`,
      planId: sql`o.plan_id`,
      subject: sql`w.passed_number || ': ' || left(o.text, 160)`,
    }),
  },
  stagedImports({
    kind: 'obstacle',
    by: applyObstacles,
    label: words('Ghi bảng khó khăn, vướng mắc đã kiểm tra', 'Write a checked table of obstacles'),
    address: '/obstacles/imports/{id}',
  }),
]

export const reportWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'report',
      table: 'report',
      states: reportStates.keys,
      settled: { sealed: words('Đã chốt.', 'Sealed.') },
    },
    {
      record: 'obstacle',
      table: 'obstacle',
      states: obstacleStates.keys,
      settled: {
        accepted: words('Trả lời đã được chấp nhận.', 'Its answer is accepted.'),
        withdrawn: words('Đã rút, có lý do.', 'Withdrawn, with the reason.'),
      },
    },
  ],
}
