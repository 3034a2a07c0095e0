import { noticeKind, type Thing, tell, tellTogether, togetherFields } from '../../notices/index.ts'
import type { Db } from '../../platform/database.ts'
import { addDays, formatDate } from '../../platform/dates.ts'
import { follow } from '../../platform/follow.ts'
import { type Words, words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { decideSending, nominate, passCallOn, reportReturn } from './commands.ts'

const agencies = [
  ...(['coordinator', 'finance', 'home_affairs', 'statistics', 'agency', 'association'] as const),
]
const title = words('Tên sự kiện', 'Name of the event')

const called = noticeKind({
  key: 'events.called',
  label: words('Có khóa do tổ chức khác mở', 'A course that others hold'),
  for: agencies,
  way: 'mail',
  subject: words('Giới thiệu người đi học: {title}', 'Name persons for a course: {title}'),
  body: words(
    '{title}, do {organiser} mở. Giới thiệu trước hết ngày {day}.',
    '{title}, held by {organiser}. Names until the end of {day}.',
  ),
  fields: {
    title,
    organiser: words('Tổ chức mở khóa', 'Who holds the course'),
    day: words('Hạn giới thiệu người học', 'Names until'),
  },
})
follow(passCallOn, async (context, input, { id }) => {
  const event = await context.db
    .selectFrom('plannedEvent')
    .select('title')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, called, {
    to: { roles: ['finance', 'home_affairs', 'statistics', 'agency', 'association'] },
    occurrence: `${id}`,
    values: { title: event.title, organiser: input.organiser, day: formatDate(input.nominateBy) },
    href: `/events/${id}`,
  })
})

const moved = noticeKind({
  key: 'events.nominee',
  label: words('Giới thiệu, cử người đi học, báo cáo khi về', 'Persons named, sent, and their reports'),
  for: agencies,
  way: 'mail',
  subject: words('{title}: {what}', '{title}: {what}'),
  body: words('{title}: {what}. {day}', '{title}: {what}. {day}'),
  fields: {
    title,
    what: words('Việc đã ghi', 'What was recorded'),
    day: words('Hạn báo cáo khi về', 'Report on return by'),
  },
})
const titleOf = (db: Db, nominee: number) =>
  db
    .selectFrom('eventNominee as n')
    .innerJoin('plannedEvent as e', 'e.id', 'n.eventId')
    .select('e.title')
    .where('n.id', '=', nominee)
    .executeTakeFirstOrThrow()
async function tellOffice(
  context: Context,
  { id, version }: { readonly id: number; readonly version: number },
  what: Words,
): Promise<void> {
  await tell(context, moved, {
    to: { roles: ['coordinator'] },
    occurrence: `${id}:${version}`,
    values: { ...(await titleOf(context.db, id)), what, day: '' },
    href: `/event-nominees/${id}`,
  })
}
follow(nominate, (context, _input, nominee) =>
  tellOffice(context, nominee, words('có người được giới thiệu', 'somebody is named')),
)
follow(reportReturn, (context, _input, nominee) =>
  tellOffice(context, nominee, words('có báo cáo khi về', 'a report has come in')),
)
follow(decideSending, async (context, input, { id, version }) => {
  const rows = await context.db
    .selectFrom('eventNominee as n')
    .innerJoin('plannedEvent as e', 'e.id', 'n.eventId')
    .select(['n.agencyId', 'e.title'])
    .where('n.eventId', '=', id)
    .execute()
  const [first] = rows
  if (first === undefined) return
  await tell(context, moved, {
    to: { agencyIds: [...new Set(rows.map(({ agencyId }) => agencyId))] },
    occurrence: `call:${id}:${version}`,
    values: {
      ...{ title: first.title, what: words('đã quyết định cử', 'who is sent is decided') },
      day: formatDate(input.reportBy),
    },
    href: `/event-nominees?eventId=${id}`,
  })
})

const due = noticeKind({
  key: 'events.reportsDue',
  label: words('Báo cáo khi đi học về đến hạn, quá hạn', 'Reports on return due or overdue'),
  for: agencies,
  way: 'mail',
  subject: words('Báo cáo khi đi học về: {count}', 'Reports on return: {count}'),
  body: words('Báo cáo đến hạn hoặc quá hạn:\n{list}', 'Reports that are due or overdue:\n{list}'),
  fields: togetherFields,
})

/** Days before the last one on which the agency is told. */
const before = 7

/** Tells the agency a week before a report on return is due, and it and the coordinator once it is overdue. */
export async function tellOfReturns(at: { db: Db; now: Date; today: string }): Promise<void> {
  const { db, now, today } = at
  const rows = await db
    .selectFrom('eventNominee as n')
    .innerJoin('eventCall as c', 'c.id', 'n.eventId')
    .innerJoin('plannedEvent as e', 'e.id', 'n.eventId')
    .select(['n.id', 'n.agencyId', 'n.name', 'e.title', 'c.reportBy'])
    .where('n.state', '=', 'sent')
    .where('c.reportBy', '<=', addDays(today, before))
    .orderBy('c.reportBy')
    .orderBy('n.id')
    .execute()
  for (const [agencyId, own] of Map.groupBy(rows, (row) => row.agencyId)) {
    const isLate = ({ reportBy }: (typeof own)[number]) => reportBy !== null && reportBy < today
    const things = own.map((row): Thing<never> => {
      const on = row.reportBy === null ? '' : formatDate(row.reportBy)
      const line = `${row.title}: ${row.name}`
      return {
        occurrence: `${row.id}:${isLate(row) ? 'late' : 'due'}`,
        line: words(`${line} (hạn ${on})`, `${line} (by ${on})`),
        values: {},
      }
    })
    await db.transaction().execute((transaction) =>
      tellTogether({ db: transaction, now }, due, {
        to: { agencyIds: [agencyId], roles: own.some(isLate) ? ['coordinator'] : [] },
        day: today,
        things,
        href: '/event-nominees?state=sent',
      }),
    )
  }
}
