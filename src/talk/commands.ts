import { sql } from 'kysely'
import { z } from 'zod'
import { roles } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, flag, id, longText, optionalId, several, text } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, forbidden, invalidField, notFound } from '../platform/problem.ts'
import { sides } from './sides.ts'
import {
  holding,
  isOfficer,
  officersOnly,
  readersOf,
  type Thread,
  threadOf,
  threadRecords,
} from './threads.ts'

/** Whoever has an account writes on what it reads; an auditor reads. */
const writers = roles.filter((role) => role !== 'auditor')
const record = () => choice(threadRecords as [string, ...string[]])
const Written = z.object({ id: z.int(), record: z.string(), recordId: z.int() })

const outsideNote = words(
  'Ghi chú nội bộ chỉ dành cho cán bộ. Xin gửi tin cho cơ quan.',
  'Notes are for officers only. Please write a message.',
)

/** Writes on a record: a message to the other side, or a note among officers. */
export const writeMessage = command({
  name: 'talk.write',
  summary: words('Viết trao đổi', 'Write on a record'),
  route: 'POST /threads/{record}/{recordId}/messages',
  input: z.object({
    record: record(),
    recordId: id(),
    side: choice(sides.keys),
    body: longText(5000),
    /** The other side is asked for an answer or an addition. */
    asks: flag(),
    fileId: optionalId(),
    /** The accounts that are named. */
    mentions: several(text(100)),
  }),
  output: Written,
  may: writers,
  rules: [
    {
      of: ['record', 'recordId', 'side', 'mentions'],
      check: async ({ record, recordId, side, mentions }, context) =>
        mentioned(context, await threadOf(context, record, recordId), side === 'note', mentions),
    },
    {
      of: ['side'],
      judge: ({ side }, { actor }) =>
        side === 'note' && !isOfficer(actor) ? { field: 'side', words: outsideNote } : null,
    },
    {
      of: ['side', 'asks'],
      judge: ({ side, asks }, { actor }) =>
        asks && (side === 'note' || !isOfficer(actor))
          ? {
              field: 'asks',
              words: words(
                'Chỉ tin của cán bộ gửi bên kia mới yêu cầu bổ sung.',
                'Only a message of an officer to the other side asks for an addition.',
              ),
            }
          : null,
    },
  ],
  subject: ({ record, recordId }) => `${record}:${recordId}`,
  async run(context, { record, recordId, mentions, fileId, ...said }) {
    const thread = await threadOf(context, record, recordId)
    const { db, actor, now } = context
    if (said.side === 'note' && !isOfficer(actor)) throw forbidden(outsideNote)
    if (fileId !== undefined) await evidence(context, fileId)
    const named = await mentioned(context, thread, said.side === 'note', mentions)
    const outside = !isOfficer(actor)
    const { id } = await db
      .insertInto('talkMessage')
      .values({
        ...said,
        record,
        recordId,
        enterpriseId: thread.enterpriseId,
        fileId: fileId ?? null,
        authorId: actor.userId ?? '',
        outside,
        at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (named.length > 0)
      await db
        .insertInto('talkMention')
        .values(named.map((accountId) => ({ messageId: id, accountId })))
        .execute()
    if (outside) await answer(db, { record, recordId }, id)
    return { id, record, recordId }
  },
})

/** What was asked for is answered by what the other side writes or files next. */
export async function answer(
  db: Db,
  { record, recordId }: { record: string; recordId: number },
  messageId: number,
): Promise<void> {
  await db
    .updateTable('talkMessage')
    .set({ answeredBy: messageId })
    .where('record', '=', record)
    .where('recordId', '=', recordId)
    .where('asks', '=', true)
    .where('answeredBy', 'is', null)
    .where('withdrawnAt', 'is', null)
    .execute()
}

/** The accounts to be named. @throws Problem 422 for one that may not read this: it is refused like one that does not exist */
async function mentioned(
  context: Context,
  thread: Thread,
  isNote: boolean,
  accountIds: readonly string[],
): Promise<string[]> {
  if (accountIds.length === 0) return []
  const people = await proposals(context, thread)
  const wanted = [...new Set(accountIds)]
  const found = people.filter(({ id, outside }) => wanted.includes(id) && !(isNote && outside))
  if (found.length === wanted.length) return wanted
  throw invalidField(
    'mentions',
    words(
      'Chỉ nhắc tên người được xem hồ sơ và lời này.',
      'Name only people who may see the record and these words.',
    ),
  )
}

/**
 * Who may be named on a record: those who may read it. Somebody outside is told of the own colleagues, and of officers who wrote to them
 * on it; nobody learns names here.
 */
export async function proposals(
  { db, actor, today }: Pick<Context, 'db' | 'actor' | 'today'>,
  thread: Thread,
): Promise<{ id: string; name: string; outside: boolean }[]> {
  const { record } = thread.kind
  const known = isOfficer(actor)
    ? sql<boolean>`true`
    : sql<boolean>`(${holding(today, sql`h.enterprise_id = ANY (${[...actor.enterpriseIds]}::integer[]) OR h.agency_id = ANY (${[...actor.agencyIds]}::integer[])`)}
        OR EXISTS (SELECT FROM talk_message m WHERE m.record = ${record} AND m.record_id = ${thread.recordId}
                     AND m.author_id = a.id AND m.side = 'message' AND m.withdrawn_at IS NULL))`
  const { rows } = await sql<{ id: string; name: string; outside: boolean }>`
    SELECT a.id, a.name, NOT (${officersOnly(today)}) AS outside FROM account a
     WHERE ${readersOf(thread, today)} AND ${known} AND a.id IS DISTINCT FROM ${actor.userId}
     ORDER BY a.name, a.id LIMIT 100`.execute(db)
  return rows
}

/** An own message with whether somebody has read it. @throws Problem 404 for another's, 409 for one that is withdrawn */
export async function ownMessage(context: Context, messageId: number) {
  const { db, actor } = context
  const row = await db
    .selectFrom('talkMessage as m')
    .selectAll('m')
    .select(
      sql<boolean>`EXISTS (SELECT FROM talk_seen s WHERE s.record = m.record AND s.record_id = m.record_id
        AND s.account_id <> m.author_id AND s.message_id >= m.id)`.as('seen'),
    )
    .where('m.id', '=', messageId)
    .where('m.authorId', '=', actor.userId ?? '')
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('lời của bạn', 'Message of yours'))
  await threadOf(context, row.record, row.recordId)
  if (row.withdrawnAt !== null)
    throw conflict('talk.withdrawn', words('Lời này đã được rút.', 'This message is withdrawn.'))
  return row
}

/** Puts an own message right: until somebody else has read it in place, afterwards by a correction that stands beside it. */
export const correctMessage = command({
  name: 'talk.correct',
  summary: words('Sửa, đính chính trao đổi', 'Correct a message'),
  route: 'PUT /messages/{id}',
  input: z.object({ id: id(), body: longText(5000) }),
  output: Written.extend({
    /** False: the message had been read, so that the correction stands beside it. */
    inPlace: z.boolean(),
  }),
  may: writers,
  subject: (_input, { record, recordId }) => `${record}:${recordId}`,
  async run(context, input) {
    const { db, now } = context
    const { seen, id, record, recordId, side, enterpriseId, authorId, outside } = await ownMessage(
      context,
      input.id,
    )
    if (!seen) {
      await db
        .updateTable('talkMessage')
        .set({ body: input.body, editedAt: now })
        .where('id', '=', id)
        .execute()
      return { id, record, recordId, inPlace: true }
    }
    const made = await db
      .insertInto('talkMessage')
      .values({
        ...{ record, recordId, side, enterpriseId, authorId, outside },
        body: input.body,
        corrects: id,
        at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: made.id, record, recordId, inPlace: false }
  },
})

/** Withdraws an own message that nobody else has read; that there was one stays. */
export const withdrawMessage = command({
  name: 'talk.withdraw',
  summary: words('Rút lời trao đổi', 'Withdraw a message'),
  route: 'POST /messages/{id}/withdrawal',
  input: z.object({ id: id() }),
  output: Written,
  may: writers,
  subject: (_input, { record, recordId }) => `${record}:${recordId}`,
  async run(context, input) {
    const { seen, id, record, recordId } = await ownMessage(context, input.id)
    if (seen)
      throw conflict(
        'talk.read',
        words('Đã có người đọc: xin đính chính thay cho rút.', 'It was read: please correct it instead.'),
      )
    await context.db
      .updateTable('talkMessage')
      .set({ withdrawnAt: context.now })
      .where('id', '=', id)
      .execute()
    return { id, record, recordId }
  },
})

/** Follows a record, or no longer: who follows is told what happens to it. */
export const followRecord = command({
  name: 'talk.follow',
  summary: words('Theo dõi, thôi theo dõi hồ sơ', 'Follow a record, or no longer'),
  route: 'PUT /threads/{record}/{recordId}/following',
  input: z.object({ record: record(), recordId: id(), follows: flag() }),
  output: z.object({ record: z.string(), recordId: z.int(), follows: z.boolean() }),
  may: writers,
  subject: ({ record, recordId }) => `${record}:${recordId}`,
  async run(context, { record, recordId, follows }) {
    await threadOf(context, record, recordId)
    const { db, actor, now } = context
    const accountId = actor.userId ?? ''
    if (follows)
      await db
        .insertInto('recordFollower')
        .values({ record, recordId, accountId, since: now })
        .onConflict((there) => there.doNothing())
        .execute()
    else
      await db
        .deleteFrom('recordFollower')
        .where('record', '=', record)
        .where('recordId', '=', recordId)
        .where('accountId', '=', accountId)
        .execute()
    return { record, recordId, follows }
  },
})
