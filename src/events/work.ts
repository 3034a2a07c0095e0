import { type RawBuilder, sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork, WorkKind, WorkRows } from '../platform/work.ts'
import { closeEvent, markHeld, markInvited } from './commands.ts'
import { proposeCosts, proposedApart, settleCosts } from './costs/commands.ts'
import { settlementStates } from './costs/fields.ts'
import { fulfilConclusion } from './minutes/commands.ts'
import { conclusionStates } from './minutes/fields.ts'
import { acceptRegistration } from './registration/commands.ts'
import { eventStates } from './rules.ts'
import { applyClasses } from './schools/import.ts'
import { decideSending, reportReturn, teachOn } from './sendings/commands.ts'
import { callStates, nomineeStates } from './sendings/fields.ts'
import { closeSheet, openSheet } from './sheets/commands.ts'
import { sheetStates } from './sheets/fields.ts'

/** An event that is being prepared waits to be invited to from this many days before it begins on. */
const aheadDays = 30

const rowsOf = (
  where: RawBuilder<unknown>,
  since: RawBuilder<unknown>,
  due?: RawBuilder<unknown>,
): WorkRows => ({
  from: sql`planned_event y WHERE ${where}`,
  id: sql`y.id`,
  since,
  ...(due === undefined ? {} : { due }),
  planId: sql`y.plan_id`,
  subject: sql`y.title`,
})

const common = { record: 'planned_event', address: '/events/{id}', whose: 'office' } as const

const settlementRows = (where: RawBuilder<unknown>): WorkRows => ({
  from: sql`event_settlement s JOIN planned_event y ON y.id = s.id WHERE ${where}`,
  id: sql`s.id`,
  since: sql`s.proposed_on`,
  planId: sql`y.plan_id`,
  subject: sql`y.title`,
})

/** How many days after an event its sheets may still be answered before somebody is to close them. */
const sheetDays = 14

const sheetRows = (where: RawBuilder<unknown>, since: RawBuilder<unknown>): WorkRows => ({
  from: sql`event_sheet s JOIN planned_event y ON y.id = s.event_id WHERE ${where}`,
  id: sql`s.id`,
  since,
  planId: sql`y.plan_id`,
  subject: sql`y.title || ': ' || s.title`,
})

const nomineeRows = (where: RawBuilder<unknown>, since: RawBuilder<unknown>): WorkRows => ({
  from: sql`event_nominee n JOIN event_call c ON c.id = n.event_id JOIN planned_event y ON y.id = n.event_id WHERE ${where}`,
  id: sql`n.id`,
  since,
  agencyId: sql`n.agency_id`,
  planId: sql`y.plan_id`,
  subject: sql`y.title || ': ' || n.name`,
})

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'events.invite',
    label: words('Hoàn thiện chương trình, mời dự sự kiện', 'Finish the programme and invite to an event'),
    states: ['planned'],
    by: markInvited,
    rows: ({ today }) =>
      rowsOf(
        sql`y.state = 'planned' AND y.starts_on <= ${today}::date + ${aheadDays}::int AND coalesce(y.ends_on, y.starts_on) >= ${today}::date
          AND NOT EXISTS (SELECT FROM event_call c WHERE c.id = y.id)`,
        sql`greatest(y.begun_on, y.starts_on - ${aheadDays}::int)`,
        sql`y.starts_on`,
      ),
  },
  {
    ...common,
    kind: 'events.hold',
    label: words('Ghi sự kiện đã tổ chức hay không', 'Record whether an event was held'),
    states: ['planned', 'invited'],
    by: markHeld,
    rows: ({ today }) =>
      rowsOf(
        sql`y.state IN ('planned', 'invited') AND coalesce(y.ends_on, y.starts_on) < ${today}::date`,
        sql`coalesce(y.ends_on, y.starts_on) + 1`,
      ),
  },
  {
    ...common,
    kind: 'events.close',
    label: words('Ghi kết quả sự kiện đã tổ chức', 'Record the outcome of an event that was held'),
    states: ['held'],
    by: closeEvent,
    rows: () => rowsOf(sql`y.state = 'held'`, sql`y.held_on`),
  },
  {
    ...common,
    kind: 'events.seats',
    label: words('Trả lời người đăng ký dự sự kiện', 'Answer who registered for an event'),
    states: ['planned', 'invited'],
    by: acceptRegistration,
    rows: () =>
      rowsOf(
        sql`y.state IN ('planned', 'invited') AND EXISTS (SELECT FROM event_registration r WHERE r.event_id = y.id AND r.state = 'waits')`,
        sql`(SELECT ${localDay(sql`min(r.registered_at)`)} FROM event_registration r WHERE r.event_id = y.id AND r.state = 'waits')`,
        sql`y.starts_on`,
      ),
  },
  {
    record: 'event_conclusion',
    address: '/event-conclusions/{id}',
    whose: 'agency',
    kind: 'events.conclude',
    label: words('Thực hiện kết luận của hội nghị', 'Carry out a conclusion of a conference'),
    states: ['open'],
    by: fulfilConclusion,
    rows: () => ({
      from: sql`event_conclusion c JOIN planned_event y ON y.id = c.event_id WHERE c.state = 'open'`,
      id: sql`c.id`,
      since: sql`c.entered_on`,
      due: sql`c.due_on`,
      agencyId: sql`c.agency_id`,
      planId: sql`y.plan_id`,
      subject: sql`y.title || ': ' || left(c.content, 120)`,
    }),
  },
  {
    ...{ record: 'event_settlement', address: '/events/{id}/costs', whose: 'office', charged: false },
    kind: 'events.settleCosts',
    label: words('Duyệt quyết toán chi phí sự kiện', 'Settle the costs of an event'),
    states: ['proposed'],
    by: settleCosts,
    apart: { control: proposedApart.control, commands: proposedApart.commands },
    rows: () => settlementRows(sql`s.state = 'proposed'`),
  },
  {
    ...{ record: 'event_settlement', address: '/events/{id}/costs', whose: 'office', charged: false },
    kind: 'events.mendCosts',
    label: words('Sửa bảng kê chi phí sự kiện bị trả lại', 'Mend a statement of costs that was sent back'),
    states: ['returned'],
    by: proposeCosts,
    ofDoer: ['events.proposeCosts'],
    rows: () => settlementRows(sql`s.state = 'returned'`),
  },
  {
    ...{ record: 'event_sheet', address: '/event-sheets/{id}', whose: 'office' },
    kind: 'events.openSheet',
    label: words('Soạn xong và mở phiếu hỏi', 'Finish a sheet of questions and open it'),
    states: ['draft'],
    by: openSheet,
    rows: () => sheetRows(sql`s.state = 'draft' AND y.state <> 'cancelled'`, sql`s.begun_on`),
  },
  {
    ...{ record: 'event_sheet', address: '/event-sheets/{id}', whose: 'office' },
    kind: 'events.closeSheet',
    label: words('Đóng phiếu hỏi của sự kiện đã kết thúc', 'Close a sheet of an event that is over'),
    states: ['open'],
    by: closeSheet,
    rows: ({ today }) =>
      sheetRows(
        sql`s.state = 'open' AND coalesce(y.ends_on, y.starts_on) + ${sheetDays}::int < ${today}::date`,
        sql`coalesce(y.ends_on, y.starts_on) + ${sheetDays}::int`,
      ),
  },
  {
    ...{ record: 'event_call', address: '/events/{id}', whose: 'office', charged: false },
    kind: 'events.decideSending',
    label: words('Ghi quyết định cử người đi học', 'Record who is sent to a course'),
    states: ['open'],
    by: decideSending,
    rows: ({ today }) => ({
      from: sql`event_call c JOIN planned_event y ON y.id = c.id WHERE c.state = 'open' AND c.nominate_by < ${today}::date
        AND y.state IN ('planned', 'invited')`,
      id: sql`c.id`,
      since: sql`c.nominate_by`,
      due: sql`y.starts_on`,
      planId: sql`y.plan_id`,
      subject: sql`y.title`,
    }),
  },
  {
    ...{ record: 'event_nominee', address: '/event-nominees/{id}', whose: 'agency' },
    kind: 'events.reportReturn',
    label: words('Báo cáo khi đi học về', 'Report on return from a course'),
    states: ['sent'],
    by: reportReturn,
    rows: ({ today }) => ({
      ...nomineeRows(
        sql`n.state = 'sent' AND coalesce(y.ends_on, y.starts_on) < ${today}::date`,
        sql`coalesce(y.ends_on, y.starts_on)`,
      ),
      due: sql`c.report_by`,
    }),
  },
  {
    ...{ record: 'event_nominee', address: '/event-nominees/{id}', whose: 'agency' },
    kind: 'events.teachOn',
    label: words('Truyền đạt lại sau khóa học', 'Teach on after a course'),
    states: ['reported'],
    by: teachOn,
    rows: () => nomineeRows(sql`n.state = 'reported'`, sql`n.reported_on`),
  },
  stagedImports({
    kind: 'school_classes',
    by: applyClasses,
    label: words('Ghi bảng lớp học đã kiểm tra', 'Write a checked table of classes'),
    address: '/school-classes/imports/{id}',
  }),
]

export const eventWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'planned_event',
      table: 'planned_event',
      states: eventStates.keys,
      settled: {
        closed: words('Đã ghi kết quả.', 'The outcome is recorded.'),
        cancelled: words('Không tổ chức, có lý do.', 'It is not held, with the reason.'),
      },
    },
    {
      record: 'event_conclusion',
      table: 'event_conclusion',
      states: conclusionStates.keys,
      settled: {
        done: words('Đã thực hiện, có minh chứng.', 'It is carried out, with evidence.'),
        dropped: words('Không thực hiện nữa, có lý do.', 'It is given up, with the reason.'),
      },
    },
    {
      record: 'event_call',
      table: 'event_call',
      states: callStates.keys,
      settled: { decided: words('Đã quyết định cử.', 'Who is sent is decided.') },
    },
    {
      record: 'event_nominee',
      table: 'event_nominee',
      states: nomineeStates.keys,
      settled: {
        named: words('Chờ quyết định cử.', 'The decision to send is awaited.'),
        left: words('Không được cử.', 'Not sent.'),
        taught: words('Đã báo cáo và truyền đạt lại.', 'Has reported and taught on.'),
      },
    },
    {
      record: 'event_sheet',
      table: 'event_sheet',
      states: sheetStates.keys,
      settled: { closed: words('Phiếu đã đóng.', 'The sheet is closed.') },
    },
    {
      record: 'event_settlement',
      table: 'event_settlement',
      states: settlementStates.keys,
      settled: { settled: words('Đã quyết toán.', 'It is settled.') },
    },
  ],
}
