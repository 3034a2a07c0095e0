import { sql } from 'kysely'
import {
  noticeKind,
  type Thing,
  tell,
  tellOwners,
  tellTogether,
  togetherFields,
} from '../../notices/index.ts'
import type { Db } from '../../platform/database.ts'
import { formatDate } from '../../platform/dates.ts'
import { follow } from '../../platform/follow.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { callOffVisit, planVisit, recordVisit, scheduleVisit } from './commands.ts'
import { remedyStates, visitPlanStates, visitStates } from './fields.ts'
import { approveVisitPlan, drawAgain, drawVisitPlan, returnVisitPlan } from './plans/commands.ts'
import { addFound, answerRemedy, closeRemedy, returnRemedy } from './remedies.ts'

const listMoved = noticeKind({
  key: 'visits.list',
  label: words('Danh sách kiểm tra chờ duyệt, được duyệt', 'List of visits drawn, approved'),
  for: ['coordinator', 'leader'],
  way: 'mail',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words('{title}: {state}. {reason}', '{title}: {state}. {reason}'),
  fields: {
    title: words('Tên danh sách kiểm tra', 'Name of the list of visits'),
    state: words('Tình trạng', 'State'),
    reason: words('Lý do', 'Reason'),
  },
})

async function tellOfList(context: Context, _input: unknown, { id }: { readonly id: number }): Promise<void> {
  const row = await context.db
    .selectFrom('visitPlan')
    .select(['title', 'state', 'reason', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, listMoved, {
    to: { roles: ['coordinator', 'leader'] },
    occurrence: `${id}:${row.version}`,
    values: { title: row.title, state: visitPlanStates.wordsOf(row.state), reason: row.reason ?? '' },
    href: `/visits/plans/${id}`,
  })
}
follow(drawVisitPlan, tellOfList)
follow(drawAgain, tellOfList)
follow(returnVisitPlan, tellOfList)
follow(approveVisitPlan, tellOfList)

const visitMoved = noticeKind({
  key: 'visits.visit',
  label: words('Lần kiểm tra được báo trước, đã làm, thôi', 'A visit announced, made, called off'),
  for: ['enterprise'],
  way: 'mail',
  subject: words('Kiểm tra tại doanh nghiệp ngày {day}: {state}', 'Visit on {day}: {state}'),
  body: words(
    'Kiểm tra việc thực hiện {content}, ngày {day}: {state}.',
    'Visit to see the work on {content}, on {day}: {state}.',
  ),
  fields: {
    content: words('Nội dung hỗ trợ', 'Content of support'),
    day: words('Ngày kiểm tra', 'Day of the visit'),
    state: words('Tình trạng', 'State'),
  },
})

/** An enterprise is told of what it was told of beforehand, and of what was made. */
async function tellOfVisit(
  context: Context,
  _input: unknown,
  { id }: { readonly id: number },
): Promise<void> {
  const row = await context.db
    .selectFrom('visit as v')
    .innerJoin('supportTurn as t', 't.id', 'v.turnId')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .select(['v.enterpriseId', 'v.state', 'v.plannedOn', 'v.visitedOn', 'v.announced', 'v.version'])
    .select(['c.name', 'c.nameEn'])
    .where('v.id', '=', id)
    .executeTakeFirstOrThrow()
  if (!row.announced && row.state !== 'made') return
  await tell(context, visitMoved, {
    to: { enterpriseId: row.enterpriseId },
    occurrence: `${id}:${row.version}`,
    values: {
      content: words(row.name, row.nameEn),
      day: formatDate(row.visitedOn ?? row.plannedOn),
      state: visitStates.wordsOf(row.state),
    },
    href: row.state === 'cancelled' ? '/visits' : `/visits/${id}`,
  })
}
follow(planVisit, tellOfVisit)
follow(scheduleVisit, tellOfVisit)
follow(callOffVisit, tellOfVisit)
follow(recordVisit, tellOfVisit)

const remedyFields = {
  content: words('Điều phát hiện', 'What was found'),
  state: words('Tình trạng', 'State'),
  day: words('Hạn khắc phục', 'To be put right by'),
}

const remedyPut = noticeKind({
  key: 'visits.remedy',
  label: words('Điều phát hiện phải khắc phục', 'Something found is to be put right'),
  for: ['enterprise'],
  way: 'mail',
  subject: words('Điều phát hiện khi kiểm tra: {state}', 'Found by a visit: {state}'),
  body: words(
    '{content}\nPhải làm: {remedy}\nHạn {day}. {remark}',
    '{content}\nTo be done: {remedy}\nBy {day}. {remark}',
  ),
  fields: {
    ...remedyFields,
    remedy: words('Việc phải khắc phục', 'What is to be put right'),
    remark: words('Điều còn phải khắc phục', 'What is still to be put right'),
  },
})

const remedyAnswered = noticeKind({
  key: 'visits.answered',
  label: words('Doanh nghiệp báo đã khắc phục', 'An enterprise says that it is put right'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{enterprise} báo đã khắc phục', '{enterprise} says that it is put right'),
  body: words('{content}\n{state}.', '{content}\n{state}.'),
  fields: {
    content: remedyFields.content,
    state: remedyFields.state,
    enterprise: words('Doanh nghiệp', 'Enterprise'),
  },
})

async function aboutFound(db: Db, id: number) {
  const row = await db
    .selectFrom('visitFinding as f')
    .innerJoin('enterprise as e', 'e.id', 'f.enterpriseId')
    .select([
      'f.enterpriseId',
      'e.name',
      'f.content',
      'f.remedy',
      'f.dueOn',
      'f.state',
      'f.remark',
      'f.version',
    ])
    .where('f.id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    ...row,
    occurrence: `${id}:${row.version}`,
    href: `/visits/findings/${id}`,
    values: { content: row.content.slice(0, 400), state: remedyStates.wordsOf(row.state) },
  }
}

async function tellRemedy(context: Context, id: number): Promise<void> {
  const { enterpriseId, occurrence, href, values, remedy, dueOn, remark } = await aboutFound(context.db, id)
  await tell(context, remedyPut, {
    ...{ to: { enterpriseId }, occurrence, href },
    values: { ...values, remedy: remedy.slice(0, 400), day: formatDate(dueOn), remark: remark ?? '' },
  })
}
follow(addFound, (context, _input, { findingId }) => tellRemedy(context, findingId))
follow(returnRemedy, (context, _input, { id }) => tellRemedy(context, id))
follow(closeRemedy, (context, _input, { id }) => tellRemedy(context, id))
follow(answerRemedy, async (context, _input, { id }) => {
  const { occurrence, href, values, name } = await aboutFound(context.db, id)
  await tell(context, remedyAnswered, {
    ...{ to: { roles: ['coordinator'] }, occurrence, href },
    values: { ...values, enterprise: name },
  })
})

const remedyDue = noticeKind({
  key: 'visits.due',
  label: words('Việc khắc phục đến hạn, quá hạn', 'Remedies due or overdue'),
  for: ['enterprise', 'coordinator'],
  way: 'mail',
  subject: words('Việc khắc phục đến hạn: {count}', 'Remedies due: {count}'),
  body: words('Đến hạn hoặc quá hạn khắc phục:\n{list}', 'To be put right, due or overdue:\n{list}'),
  fields: togetherFields,
})

/** Days before the last one on which an enterprise is told. */
const before = 7

/** Tells enterprises a week before something is to be put right, and them and the coordinator once it is overdue. */
export async function tellOfRemedies(at: { db: Db; now: Date; today: string }): Promise<void> {
  const { db, now, today } = at
  const { rows } = await sql<{
    id: number
    enterpriseId: number
    enterprise: string
    content: string
    dueOn: string
    late: boolean
    version: number
  }>`
    SELECT f.id, f.enterprise_id, e.name AS enterprise, left(f.content, 160) AS content, f.due_on, f.due_on < ${today}::date AS late, f.version
      FROM visit_finding f JOIN enterprise e ON e.id = f.enterprise_id
     WHERE f.state IN ('open', 'returned') AND f.due_on <= ${today}::date + ${before}::int ORDER BY f.due_on, f.id`.execute(
    db,
  )
  const things = rows.map(
    (row): Thing<never> & { readonly enterpriseId: number; readonly late: boolean } => ({
      ...{ enterpriseId: row.enterpriseId, late: row.late, values: {} },
      occurrence: `${row.id}:${row.version}:${row.late ? 'late' : 'due'}`,
      line: words(
        `${row.enterprise}: ${row.content} (${row.late ? 'quá hạn từ' : 'hạn'} ${formatDate(row.dueOn)})`,
        `${row.enterprise}: ${row.content} (${row.late ? 'overdue since' : 'by'} ${formatDate(row.dueOn)})`,
      ),
    }),
  )
  const href = '/visits/findings?state=unclosed'
  await db.transaction().execute(async (transaction) => {
    const teller = { db: transaction, now }
    await tellOwners(teller, remedyDue, { day: today, things, hrefOf: () => href })
    await tellTogether(teller, remedyDue, {
      ...{ to: { roles: ['coordinator'] }, day: today, href },
      things: things.filter(({ late }) => late),
    })
  })
}
