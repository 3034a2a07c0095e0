import { sql } from 'kysely'
import { checkApplication, editApplication } from '../applications/index.ts'
import { noticeKind, tell } from '../notices/index.ts'
import { type Actor, outsideRoles, roles } from '../platform/actor.ts'
import { follow, followEach } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { actWords, type Context } from '../platform/operation.ts'
import { answer, writeMessage } from './commands.ts'
import { actsSeenOutside } from './queries.ts'
import type { Side } from './sides.ts'
import {
  hearing,
  holding,
  invitedTo,
  isOfficer,
  officersOnly,
  readersOf,
  recordHref,
  subjectOf,
  type Thread,
  threadFor,
  threadOf,
} from './threads.ts'

const fields = {
  record: words('Tên hồ sơ', 'Name of the record'),
  by: words('Người viết', 'Written by'),
  text: words('Lời viết', 'What is written'),
}
const officers = roles.filter((role) => role !== 'enterprise' && role !== 'association')

const written = noticeKind({
  key: 'talk.message',
  label: words('Tin trao đổi mới', 'New message'),
  for: [...roles, ...outsideRoles],
  way: 'mail',
  subject: words('{record}: tin của {by}', '{record}: message of {by}'),
  body: words('{text}', '{text}'),
  fields,
})

const asked = noticeKind({
  key: 'talk.asked',
  label: words('Được yêu cầu bổ sung, trả lời', 'Asked for an addition or an answer'),
  for: [...roles, ...outsideRoles],
  way: 'mail',
  binding: words(
    'Yêu cầu bổ sung phải được báo cho bên được yêu cầu.',
    'Who is asked for an addition has to be told.',
  ),
  subject: words('{record}: cần bổ sung', '{record}: an addition is asked for'),
  body: words('{by} yêu cầu: {text}', '{by} asks: {text}'),
  fields,
})

const noted = noticeKind({
  key: 'talk.note',
  label: words('Ghi chú mới giữa cán bộ', 'New note among officers'),
  for: officers,
  way: 'program',
  subject: words('{record}: ghi chú của {by}', '{record}: note of {by}'),
  body: words('{text}', '{text}'),
  fields,
})

const named = noticeKind({
  key: 'talk.mentioned',
  label: words('Được nhắc tên', 'Named in a thread'),
  for: [...roles, ...outsideRoles],
  way: 'mail',
  subject: words('{by} nhắc bạn: {record}', '{by} named you: {record}'),
  body: words('{text}', '{text}'),
  fields,
})

const happened = noticeKind({
  key: 'talk.followed',
  label: words('Hồ sơ đang theo dõi có thay đổi', 'A record that I follow has moved'),
  for: [...roles, ...outsideRoles],
  way: 'program',
  subject: words('{record}: {act}', '{record}: {act}'),
  body: words('{record}: {act}', '{record}: {act}'),
  fields: { record: fields.record, act: words('Việc đã làm', 'What was done') },
})

/** Whom a message or note concerns: the other side, who is in charge, who wrote there before, and who follows; of them those who may read it. */
async function concerned(
  { db, today }: Context,
  thread: Thread,
  author: Actor,
  { side, mentions }: { side: Side; mentions: readonly string[] },
): Promise<string[]> {
  const { recordId, enterpriseId, agencyId } = thread
  const { record } = thread.kind
  const toOffice = !isOfficer(author) || (agencyId !== null && author.agencyIds.includes(agencyId))
  const here = sql`record = ${record} AND record_id = ${recordId}`
  const { rows } = await sql<{ id: string }>`
    SELECT a.id FROM account a
     WHERE ${readersOf(thread, today)} AND a.id <> ALL (${[...mentions]}::text[]) AND ${hearing(thread, side, today)}
       AND (${holding(today, sql`h.enterprise_id = ${enterpriseId}::integer`)} OR ${side !== 'message' || enterpriseId === null}::boolean AND ${invitedTo(thread, today)}
         OR NOT ${toOffice}::boolean AND ${holding(today, sql`h.agency_id = ${agencyId}::integer AND h.acts_as IS NOT NULL`)}
         OR a.id IN (SELECT account_id FROM work_assignment WHERE ${here} AND ended_at IS NULL)
         OR ${toOffice}::boolean AND ${holding(today, sql`h.acts_as = 'coordinator'`)}
            AND NOT EXISTS (SELECT FROM work_assignment WHERE ${here} AND ended_at IS NULL)
         OR a.id IN (SELECT author_id FROM talk_message WHERE ${here})
         OR a.id IN (SELECT account_id FROM record_follower WHERE ${here}))`.execute(db)
  return rows.map(({ id }) => id)
}

follow(writeMessage, async (context, { side, asks, body }, { id, record, recordId, named: mentions }) => {
  const { actor } = context
  const thread = await threadOf(context, record, recordId)
  const values = { record: thread.title, by: actor.name, text: body }
  const telling = { occurrence: String(id), values, href: `${recordHref(thread)}#talk` }
  await tell(context, named, { to: { accountIds: mentions }, ...telling })
  const accountIds = await concerned(context, thread, actor, { side, mentions })
  await tell(context, side === 'note' ? noted : asks ? asked : written, { to: { accountIds }, ...telling })
})

// An application that is returned asks for an addition, in its thread too; the next filing answers. Its own notice tells of it.
follow(checkApplication, async ({ db, actor, now }, { outcome, note }, { id }) => {
  if (outcome !== 'returned' || actor.userId === null) return
  const { enterpriseId } = await db
    .selectFrom('application')
    .select('enterpriseId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const said = { side: 'message', asks: true, outside: false, authorId: actor.userId } as const
  await db
    .insertInto('talkMessage')
    .values({ ...said, record: 'application', recordId: id, enterpriseId, body: note ?? '', at: now })
    .execute()
})
follow(editApplication, async ({ db, actor, now }, _input, { id }) => {
  const open = await db
    .selectFrom('talkMessage')
    .select('enterpriseId')
    .where('record', '=', 'application')
    .where('recordId', '=', id)
    .where('asks', '=', true)
    .where('answeredBy', 'is', null)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()
  if (open === undefined || actor.userId === null) return
  const made = await db
    .insertInto('talkMessage')
    .values({
      ...{ record: 'application', recordId: id, enterpriseId: open.enterpriseId, side: 'message' },
      outside: !isOfficer(actor),
      authorId: actor.userId,
      body: 'Đã sửa và nộp lại hồ sơ.',
      at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await answer({ db, actor }, { record: 'application', recordId: id }, made.id, true)
})

// Followers learn what is done to the record; who was told of the act by a notice of its own is not told twice.
followEach(async (context, operation, subject) => {
  if (operation.name.startsWith('talk.')) return
  const target = subjectOf(subject)
  if (target === null) return
  const { db, actor, now, today } = context
  const { record } = target.kind
  const { recordId } = target
  const followers = await db
    .selectFrom('recordFollower')
    .select('accountId')
    .where('record', '=', record)
    .where('recordId', '=', recordId)
    .execute()
  if (followers.length === 0) return
  const thread = await threadFor(db, target.kind, recordId)
  const ids = followers.map(({ accountId }) => accountId)
  const href = recordHref(thread)
  const openly = operation.name.startsWith(actsSeenOutside(target.kind.show.name))
  const { rows } = await sql<{ id: string }>`
    SELECT a.id FROM account a WHERE a.id = ANY (${ids}::text[]) AND ${readersOf(thread, today)} AND (${openly}::boolean OR ${officersOnly(today)})
       AND NOT EXISTS (SELECT FROM notice n WHERE n.account_id = a.id AND n.at = ${now} AND n.href = ${href})`.execute(
    db,
  )
  await tell({ db, now, actor }, happened, {
    to: { accountIds: rows.map(({ id }) => id) },
    occurrence: `${subject}:${operation.name}:${now.toISOString()}`,
    values: { record: thread.title, act: actWords(operation.name) },
    href,
  })
})
