import { sql } from 'kysely'
import { noticeKind, type Thing, tell, tellTogether, togetherFields } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { answerFinding, closeFinding, recordFinding, returnFinding } from './commands.ts'
import { findingStates } from './fields.ts'

const fields = {
  number: words('Số kết luận', 'Number of the conclusion'),
  content: words('Nội dung kiến nghị', 'What is found and asked'),
}
const agencies = ['coordinator', 'finance', 'home_affairs', 'statistics', 'agency'] as const

const put = noticeKind({
  key: 'findings.put',
  label: words('Có kiến nghị phải trả lời', 'A finding to be answered'),
  for: agencies,
  way: 'mail',
  subject: words('Kiến nghị của kết luận {number}: {state}', 'Finding of conclusion {number}: {state}'),
  body: words('{content}\nHạn trả lời: {day}. {remark}', '{content}\nTo be answered by {day}. {remark}'),
  fields: {
    ...fields,
    state: words('Tình trạng', 'State'),
    day: words('Hạn trả lời kiến nghị', 'To be answered by'),
    remark: words('Điều còn thiếu', 'What is missing'),
  },
})

const moved = noticeKind({
  key: 'findings.moved',
  label: words('Kiến nghị được trả lời, kết thúc', 'A finding is answered or closed'),
  for: ['auditor', ...agencies],
  way: 'mail',
  subject: words('Kiến nghị của kết luận {number}: {state}', 'Finding of conclusion {number}: {state}'),
  body: words('{content}\n{state}.', '{content}\n{state}.'),
  fields: { ...fields, state: words('Tình trạng', 'State') },
})

async function about(db: Db, id: number) {
  const row = await db
    .selectFrom('finding')
    .select(['documentNumber', 'content', 'state', 'version', 'agencyId', 'dueOn', 'remark'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    ...row,
    href: `/findings/${id}`,
    occurrence: `${id}:${row.version}`,
    values: {
      number: row.documentNumber,
      content: row.content.slice(0, 400),
      state: findingStates.wordsOf(row.state),
    },
  }
}

async function tellPut(context: Context, id: number): Promise<void> {
  const { agencyId, href, occurrence, values, dueOn, remark } = await about(context.db, id)
  await tell(context, put, {
    to: { agencyIds: [agencyId] },
    values: { ...values, day: formatDate(dueOn), remark: remark ?? '' },
    ...{ href, occurrence },
  })
}
follow(recordFinding, (context, _input, { id }) => tellPut(context, id))
follow(returnFinding, (context, _input, { id }) => tellPut(context, id))

follow(answerFinding, async (context, _input, { id }) => {
  const { href, occurrence, values } = await about(context.db, id)
  await tell(context, moved, { to: { roles: ['auditor', 'coordinator'] }, href, occurrence, values })
})
follow(closeFinding, async (context, _input, { id }) => {
  const { agencyId, href, occurrence, values } = await about(context.db, id)
  await tell(context, moved, {
    to: { agencyIds: [agencyId], roles: ['coordinator'] },
    href,
    occurrence,
    values,
  })
})

const due = noticeKind({
  key: 'findings.due',
  label: words('Kiến nghị đến hạn, quá hạn trả lời', 'Findings due or overdue'),
  for: agencies,
  way: 'mail',
  subject: words('Kiến nghị phải trả lời: {count}', 'Findings to be answered: {count}'),
  body: words('Kiến nghị đến hạn hoặc quá hạn:\n{list}', 'Findings that are due or overdue:\n{list}'),
  fields: togetherFields,
})

/** Days before the last one on which the agency is told. */
const before = 7

/** Tells the agency a week before a finding is to be answered, and it and the coordinator once it is overdue. */
export async function tellOfFindings(at: { db: Db; now: Date; today: string }): Promise<void> {
  const { db, now, today } = at
  const { rows } = await sql<{
    id: number
    agencyId: number
    number: string
    content: string
    dueOn: string
    late: boolean
    version: number
  }>`
    SELECT id, agency_id, document_number AS number, left(content, 200) AS content, due_on, due_on < ${today}::date AS late, version
      FROM finding WHERE state IN ('open', 'returned') AND due_on <= ${today}::date + ${before}::int ORDER BY due_on, id`.execute(
    db,
  )
  for (const [agencyId, own] of Map.groupBy(rows, (row) => row.agencyId)) {
    const things = own.map(
      (row): Thing<never> => ({
        occurrence: `${row.id}:${row.version}:${row.late ? 'late' : 'due'}`,
        line: words(
          `${row.number}: ${row.content} (${row.late ? 'quá hạn từ' : 'hạn'} ${formatDate(row.dueOn)})`,
          `${row.number}: ${row.content} (${row.late ? 'overdue since' : 'by'} ${formatDate(row.dueOn)})`,
        ),
        values: {},
      }),
    )
    await db.transaction().execute((transaction) =>
      tellTogether({ db: transaction, now }, due, {
        to: { agencyIds: [agencyId], roles: own.some(({ late }) => late) ? ['coordinator'] : [] },
        day: today,
        things,
        href: '/findings?state=late',
      }),
    )
  }
}
