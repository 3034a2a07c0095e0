import { z } from 'zod'
import { noticeKind, tell } from '../notices/index.ts'
import { dueWords } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate, yearOf } from '../platform/dates.ts'
import { day, id, optionalLongText, text } from '../platform/fields.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { manyCommand } from '../platform/many.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { dutyDoers } from './commands.ts'
import { dutyItems } from './queries.ts'
import { dutyAskers } from './requests.ts'

/* What the office does about work that is not done yet: it reminds the agency now, or gives it more time. */

const fields = {
  title: words('Công việc', 'The work'),
  due: words('Ngày phải xong', 'Day it is due'),
}
const reminded = noticeKind({
  key: 'duties.reminded',
  label: words('Cơ quan điều hành nhắc việc', 'Reminder of the coordinator'),
  for: dutyDoers,
  way: 'mail',
  subject: words('Nhắc việc: {title}', 'Reminder: {title}'),
  body: words(
    'Cơ quan điều hành nhắc: {title}. Thời hạn: {due}.\n{message}',
    'The coordinator reminds you of: {title}. Due: {due}.\n{message}',
  ),
  fields: { ...fields, message: words('Lời nhắn', 'Message') },
})
const prolonged = noticeKind({
  key: 'duties.prolonged',
  label: words('Việc được yêu cầu đổi thời hạn', 'Work asked for has another due day'),
  for: dutyDoers,
  way: 'mail',
  subject: words('Gia hạn đến {due}: {title}', 'Due on {due} now: {title}'),
  body: words(
    'Việc "{title}" nay phải xong ngày {due}. Lý do: {reason}',
    '“{title}” is now due on {due}. Reason: {reason}',
  ),
  fields: { ...fields, reason: words('Lý do', 'Reason') },
})

/** @throws Problem 404 for none, 409 for work that is done or nobody's to do */
async function openItem({ db, today }: Context, itemId: number) {
  const locked = await db
    .selectFrom('dutyItem')
    .select('id')
    .where('id', '=', itemId)
    .forUpdate()
    .executeTakeFirst()
  if (locked === undefined) throw notFound(words('công việc', 'Work item'))
  const item = await dutyItems(db, today).where('w.id', '=', itemId).executeTakeFirstOrThrow()
  if (item.doneOn !== null)
    throw conflict('duties.done', words('Việc này đã hoàn thành.', 'This work is done.'))
  if (item.aside !== null) {
    throw conflict(
      'duties.aside',
      words('Việc này không còn phải làm.', 'Nobody has to do this work any more.'),
    )
  }
  return item
}

/** Reminds the agency that carries open work of it, now; once a day. */
export const remindDuty = command({
  name: 'duties.remindNow',
  summary: words('Nhắc cơ quan làm việc này', 'Remind the agency of this work'),
  route: 'POST /duties/{id}/reminder',
  input: z.object({ id: id(), message: optionalLongText(1000) }),
  output: z.object({ id: z.int(), told: z.int() }),
  may: dutyAskers,
  subject: (input) => `duty_item:${input.id}`,
  async run(context, { id: itemId, message }) {
    const item = await openItem(context, itemId)
    const due = dueWords({ on: item.dueOn, before: item.dueBefore })
    const told = await tell(context, reminded, {
      to: { agencyIds: [item.agencyId] },
      occurrence: `${itemId}:${context.today}`,
      values: { title: words(item.text, item.textEn), due, message: message ?? '' },
      href: `/duties/${itemId}`,
    })
    if (told > 0) return { id: itemId, told }
    throw conflict(
      'duties.nobodyReminded',
      words(
        'Không ai được nhắc: hôm nay đã nhắc rồi, hoặc cơ quan chưa có tài khoản nhận thông báo này.',
        'Nobody is reminded: they were today already, or the agency has no account that takes such notices.',
      ),
    )
  },
})

/** Gives more (or less) time for work that was asked for; the trail keeps the day that stood before. */
export const prolongDuty = command({
  name: 'duties.prolong',
  summary: words('Đổi thời hạn yêu cầu đột xuất', 'Change the due day of a request'),
  route: 'PUT /duties/{id}/due',
  input: z.object({ id: id(), dueOn: day(), reason: text(500) }),
  output: z.object({ id: z.int(), dueOn: z.iso.date() }),
  may: dutyAskers,
  rules: [
    {
      of: ['dueOn'],
      judge: ({ dueOn }, { today }) =>
        dueOn < today ? { field: 'dueOn', words: words('Ngày này đã qua.', 'This day has gone by.') } : null,
    },
  ],
  subject: (input) => `duty_item:${input.id}`,
  async run(context, { id: itemId, dueOn }) {
    const item = await openItem(context, itemId)
    if (item.requestedBy === null) {
      throw conflict(
        'duties.planned',
        words(
          'Thời hạn này do kế hoạch định; chỉ đổi được thời hạn của yêu cầu đột xuất.',
          'The plan sets this day; only that of a request can be changed.',
        ),
      )
    }
    if (item.dueOn === dueOn)
      throw conflict(
        'duties.sameDay',
        words('Thời hạn đã là ngày này.', 'It is due on this day already.'),
        'dueOn',
      )
    await context.db
      .updateTable('dutyItem')
      .set({ dueOn, year: yearOf(dueOn) })
      .where('id', '=', itemId)
      .execute()
    return { id: itemId, dueOn }
  },
})

follow(prolongDuty, async (context, { reason }, { id: itemId, dueOn }) => {
  const item = await context.db
    .selectFrom('dutyItem')
    .select(['agencyId', 'title'])
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow()
  await tell(context, prolonged, {
    to: { agencyIds: [item.agencyId] },
    occurrence: `${itemId}:${dueOn}:${context.now.toISOString()}`,
    values: { title: item.title ?? '', due: formatDate(dueOn), reason },
    href: `/duties/${itemId}`,
  })
})

const rows = async ({ db, today }: { readonly db: Db; readonly today: string }, ids: readonly number[]) => {
  const items = await dutyItems(db, today)
    .where('w.id', 'in', [...ids])
    .execute()
  return items.map(({ id: itemId, code, text: of, textEn, agency, agencyEn }) => {
    const section = code === '' ? '' : `${code}. `
    return {
      id: itemId,
      label: words(`${agency}: ${section}${of}`, `${agencyEn}: ${section}${textEn}`),
      input: { id: itemId },
    }
  })
}

/** Reminds of several pieces of work at once. */
export const remindDutiesNow = manyCommand({
  each: remindDuty,
  ...{ own: ['id'] as const, rows },
  name: 'duties.remindMany',
  summary: words('Nhắc nhiều việc', 'Remind of several pieces of work'),
  route: 'POST /duty-batches/reminder',
})

/** Gives several requests the same new day. */
export const prolongDuties = manyCommand({
  each: prolongDuty,
  ...{ own: ['id'] as const, rows },
  name: 'duties.prolongMany',
  summary: words('Đổi thời hạn nhiều yêu cầu đột xuất', 'Change the due day of several requests'),
  route: 'POST /duty-batches/due',
})
