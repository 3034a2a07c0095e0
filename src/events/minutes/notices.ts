import { noticeKind, type Thing, tell, tellTogether, togetherFields } from '../../notices/index.ts'
import type { Db } from '../../platform/database.ts'
import { addDays, formatDate } from '../../platform/dates.ts'
import { follow } from '../../platform/follow.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { addConclusion, editConclusion, fulfilConclusion, reopenConclusion } from './commands.ts'
import { conclusionStates } from './fields.ts'

const agencies = ['coordinator', 'finance', 'home_affairs', 'statistics', 'agency'] as const

const put = noticeKind({
  key: 'events.conclusionPut',
  label: words('Có kết luận của hội nghị phải thực hiện', 'A conclusion of a conference to be carried out'),
  for: agencies,
  way: 'mail',
  subject: words('Kết luận của {event}: {state}', 'Conclusion of {event}: {state}'),
  body: words('{content}\nHạn: {day}. {remark}', '{content}\nBy {day}. {remark}'),
  fields: {
    event: words('Tên sự kiện', 'Name of the event'),
    state: words('Tình trạng', 'State'),
    content: words('Nội dung kết luận', 'What was concluded'),
    day: words('Hạn thực hiện kết luận', 'To be carried out by'),
    remark: words('Điều còn thiếu', 'What is missing'),
  },
})

async function tellOf(context: Context, id: number, whom: 'agency' | 'office'): Promise<void> {
  const row = await context.db
    .selectFrom('eventConclusion as c')
    .innerJoin('plannedEvent as e', 'e.id', 'c.eventId')
    .select(['c.agencyId', 'c.content', 'c.state', 'c.dueOn', 'c.remark', 'c.version', 'e.title'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, put, {
    to: whom === 'agency' ? { agencyIds: [row.agencyId] } : { roles: ['coordinator'] },
    occurrence: `${id}:${row.version}`,
    values: {
      ...{ event: row.title, state: conclusionStates.wordsOf(row.state), day: formatDate(row.dueOn) },
      ...{ content: row.content.slice(0, 400), remark: row.remark ?? '' },
    },
    href: `/event-conclusions/${id}`,
  })
}
follow(addConclusion, (context, _input, { id }) => tellOf(context, id, 'agency'))
follow(editConclusion, (context, _input, { id }) => tellOf(context, id, 'agency'))
follow(reopenConclusion, (context, _input, { id }) => tellOf(context, id, 'agency'))
follow(fulfilConclusion, (context, _input, { id }) => tellOf(context, id, 'office'))

const due = noticeKind({
  key: 'events.conclusionsDue',
  label: words('Kết luận của hội nghị đến hạn, quá hạn', 'Conclusions of conferences due or overdue'),
  for: agencies,
  way: 'mail',
  subject: words('Kết luận phải thực hiện: {count}', 'Conclusions to be carried out: {count}'),
  body: words('Kết luận đến hạn hoặc quá hạn:\n{list}', 'Conclusions that are due or overdue:\n{list}'),
  fields: togetherFields,
})

/** Days before the last one on which the agency is told. */
const before = 7

/** Tells the agency a week before a conclusion is to be carried out, and it and the coordinator once it is overdue. */
export async function tellOfConclusions(at: { db: Db; now: Date; today: string }): Promise<void> {
  const { db, now, today } = at
  const rows = await db
    .selectFrom('eventConclusion as c')
    .innerJoin('plannedEvent as e', 'e.id', 'c.eventId')
    .select(['c.id', 'c.agencyId', 'c.content', 'c.dueOn', 'c.version', 'e.title'])
    .where('c.state', '=', 'open')
    .where('c.dueOn', '<=', addDays(today, before))
    .orderBy('c.dueOn')
    .orderBy('c.id')
    .execute()
  for (const [agencyId, own] of Map.groupBy(rows, (row) => row.agencyId)) {
    const isLate = (row: (typeof own)[number]) => row.dueOn < today
    const things = own.map((row): Thing<never> => {
      const line = `${row.title}: ${row.content.slice(0, 200)}`
      const on = formatDate(row.dueOn)
      return {
        occurrence: `${row.id}:${row.version}:${isLate(row) ? 'late' : 'due'}`,
        line: words(
          `${line} (${isLate(row) ? 'quá hạn từ' : 'hạn'} ${on})`,
          `${line} (${isLate(row) ? 'overdue since' : 'by'} ${on})`,
        ),
        values: {},
      }
    })
    await db.transaction().execute((transaction) =>
      tellTogether({ db: transaction, now }, due, {
        to: { agencyIds: [agencyId], roles: own.some(isLate) ? ['coordinator'] : [] },
        day: today,
        things,
        href: '/event-conclusions?state=open',
      }),
    )
  }
}
