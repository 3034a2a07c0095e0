import { sql } from 'kysely'
import { communesOfCommittee } from '../agencies/index.ts'
import { itemStates } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind, WorkRows, WorkScope } from '../platform/work.ts'
import { completeDuty } from './commands.ts'
import { handOn } from './heirs.ts'
import { dutyItems, toDo } from './queries.ts'
import { requestDuty } from './requests.ts'

/** Planned work waits from this many days before its last day on, when the first reminder comes; what was asked for waits at once. */
const aheadDays = 30

/** Open dated work that has come near, with the agency that carries it today. */
function near({ db, today }: WorkScope, further = sql`true`): WorkRows {
  const items = dutyItems(db, today).where(toDo)
  return {
    from: sql`(${items}) w
      WHERE (w.requested_on IS NOT NULL OR w.last_on <= ${today}::date + ${aheadDays}::int) AND ${further}`,
    id: sql`w.id`,
    since: sql`coalesce(w.requested_on, w.last_on - ${aheadDays}::int)`,
    due: sql`w.last_on`,
    agencyId: sql`w.agency_id`,
    planId: sql`w.plan_id`,
    subject: sql`concat_ws(': ', nullif(w.code, ''), w.text)`,
    subjectEn: sql`concat_ws(': ', nullif(w.code, ''), w.text_en)`,
    group: {
      key: sql`concat_ws('/', w.plan_id, w.code, md5(w.text), w.last_on)`,
      label: sql`concat_ws(': ', nullif(w.code, ''), w.text)`,
      labelEn: sql`concat_ws(': ', nullif(w.code, ''), w.text_en)`,
    },
  }
}

const kinds: readonly WorkKind[] = [
  {
    kind: 'duties.complete',
    label: words('Thực hiện nhiệm vụ của cơ quan', 'Carry out a duty of the agency'),
    counted: words('cơ quan', 'agencies'),
    record: 'duty_item',
    states: ['open', 'late'],
    by: completeDuty,
    whose: 'agency',
    address: '/duties/{id}',
    rows: (scope) => near(scope),
  },
  {
    kind: 'duties.chase',
    label: words('Đôn đốc nhiệm vụ quá hạn', 'Follow up overdue duties'),
    counted: words('cơ quan', 'agencies'),
    record: 'duty_item',
    states: ['late'],
    by: requestDuty,
    whose: 'office',
    address: '/duties/{id}',
    // Of the coordinator's own agency, and of one without an account, the work itself is on the list.
    rows: (scope) =>
      near(
        scope,
        sql`w.last_on < ${scope.today}::date
          AND w.agency_id NOT IN (SELECT id FROM agency WHERE kind IN ('coordinator', 'leader'))
          AND EXISTS (SELECT FROM held_roles(${scope.today}::date) h WHERE h.agency_id = w.agency_id AND h.acts_as IS NOT NULL)`,
      ),
  },
  {
    kind: 'duties.handOn',
    label: words('Giao việc của cấp đã kết thúc', 'Hand work of an ended committee on'),
    counted: words('cơ quan', 'agencies'),
    record: 'duty_item',
    states: [],
    by: handOn,
    whose: 'office',
    address: '/duties/{id}?do=handOn',
    // Its unit became several communes: which of their committees carries it on is asked until an officer has said.
    rows: (scope) =>
      near(
        scope,
        sql`EXISTS (SELECT FROM duty_item i JOIN agency a ON a.id = i.agency_id AND a.valid_to < ${scope.today}::date
             WHERE i.id = w.id AND (SELECT count(*) FROM ${communesOfCommittee(sql`a.name`, scope.today)} AS c) > 1)`,
      ),
  },
]

export const dutyWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'duty_item',
      table: 'duty_item',
      states: itemStates.keys,
      settled: {
        done: words('Đã hoàn thành.', 'Done.'),
        history: words('Trước ngày dùng chương trình.', 'Before the program came.'),
        passed: words('Thuộc các năm của kế hoạch sau.', 'Of the years of the next plan.'),
      },
    },
  ],
}
