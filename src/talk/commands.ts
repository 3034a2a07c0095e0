import { sql } from 'kysely'
import { z } from 'zod'
import { outsideRoles, roles } from '../platform/actor.ts'
import { choice, flag, id, longText, optionalId, several, text } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, forbidden, invalidField, notFound } from '../platform/problem.ts'
import { namedIn } from './mentions.ts'
import { type Side, sides } from './sides.ts'
import {
  hearing,
  holding,
  invitedTo,
  isOfficer,
  officersOnly,
  readersOf,
  sidesFor,
  type Thread,
  threadOf,
  threadRecords,
} from './threads.ts'

/** Whoever has an account writes on what it reads, people from outside on their one matter; an auditor reads. */
const writers = [...roles.filter((role) => role !== 'auditor'), ...outsideRoles]
const record = () => choice(threadRecords as [string, ...string[]])
const Written = z.object({ id: z.int(), record: z.string(), recordId: z.int() })

const noAdvice = words(
  'Hồ sơ này không mời ai; hoặc bạn không được mời vào hồ sơ này.',
  'Nobody is invited to such a record, or you are not.',
)
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
  output: Written.extend({
    /** The accounts that it names, by the list or typed with `@`. */
    named: z.array(z.string()),
  }),
  may: writers,
  rules: [
    {
      of: ['record', 'recordId', 'side', 'mentions'],
      check: async ({ record, recordId, ...said }, context) =>
        mentioned(context, await threadOf(context, record, recordId), { ...said, body: '' }),
    },
    {
      of: ['record', 'recordId', 'side', 'body'],
      judge: async ({ record, recordId, side, body }, context) => {
        const people = await proposals(context, await threadOf(context, record, recordId), side)
        const [name] = namedIn(body, people).ambiguous
        return name === undefined ? null : { field: 'body', words: severalNamed(name) }
      },
    },
    {
      of: ['record', 'recordId', 'side'],
      judge: async ({ record, recordId, side }, context) => {
        if (side === 'message') return null
        const may = sidesFor(context.actor, await threadOf(context, record, recordId))
        if (may.includes(side)) return null
        return { field: 'side', words: side === 'note' ? outsideNote : noAdvice }
      },
    },
    {
      of: ['record', 'recordId', 'side', 'asks', 'mentions', 'body'],
      judge: async (said, context) => {
        if (!said.asks || said.side === 'note' || !isOfficer(context.actor)) return null
        const thread = await threadOf(context, said.record, said.recordId)
        const named = await namedBy(context, thread, said)
        if (named.length > 0 || (await isAnswerable(context, thread, said.side))) return null
        return {
          field: 'asks',
          words: words(
            'Hồ sơ này không có bên kia để hỏi: xin nhắc tên (@) người được hỏi.',
            'Nobody stands on the other side of this record: please name (@) whom you ask.',
          ),
        }
      },
    },
    {
      of: ['side', 'asks'],
      judge: ({ side, asks }, { actor }) =>
        asks && (side === 'note' || !isOfficer(actor))
          ? {
              field: 'asks',
              words: words(
                'Chỉ tin của cán bộ gửi bên kia hoặc người được mời mới yêu cầu bổ sung.',
                'Only a message of an officer to the other side, or to those invited, asks for an addition.',
              ),
            }
          : null,
    },
  ],
  subject: ({ record, recordId }) => `${record}:${recordId}`,
  async run(context, { record, recordId, mentions, fileId, ...said }) {
    const thread = await threadOf(context, record, recordId)
    const { db, actor, now } = context
    if (!sidesFor(actor, thread).includes(said.side)) throw forbidden(outsideNote)
    if (fileId !== undefined) await evidence(context, fileId)
    const named = await mentioned(context, thread, { ...said, mentions })
    const outside = !isOfficer(actor)
    const { id } = await db
      .insertInto('talkMessage')
      .values({
        ...said,
        record,
        recordId,
        enterpriseId: thread.enterpriseId,
        agencyId: thread.agencyId,
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
    await answer(context, { record, recordId }, id)
    return { id, record, recordId, named }
  },
})

/**
 * What was asked for is answered by what the one who was asked writes next, or by the next filing, whoever enters that.
 * @param isFiling it is what was asked for itself
 */
export async function answer(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  { record, recordId }: { record: string; recordId: number },
  messageId: number,
  isFiling = false,
): Promise<void> {
  const byInvited = actor.held.some(({ matter }) => matter?.record === record && matter.recordId === recordId)
  await db
    .updateTable('talkMessage as q')
    .set({ answeredBy: messageId })
    .where('q.record', '=', record)
    .where('q.recordId', '=', recordId)
    .where('q.asks', '=', true)
    .where('q.answeredBy', 'is', null)
    .where('q.settledAt', 'is', null)
    .where('q.withdrawnAt', 'is', null)
    .where(
      // Of an enterprise it is answered by whoever writes for it, its association too; of an agency by one of it; else by whom it names.
      sql<boolean>`(${isFiling}::boolean OR q.author_id <> ${actor.userId} AND (q.side = 'message' AND (q.enterprise_id IS NOT NULL AND ${!isOfficer(actor) && !byInvited}::boolean
          OR q.agency_id = ANY (${[...actor.agencyIds]}::integer[]))
        OR (q.side = 'advice' OR q.enterprise_id IS NULL AND q.agency_id IS NULL) AND ${byInvited}::boolean
        OR EXISTS (SELECT FROM talk_mention n WHERE n.message_id = q.id AND n.account_id = ${actor.userId})))`,
    )
    .execute()
}

/** Whether somebody stands on the other side who could answer. */
async function isAnswerable({ db, today }: Context, thread: Thread, side: Side): Promise<boolean> {
  if (side === 'message' && (thread.enterpriseId !== null || thread.agencyId !== null)) return true
  const { rows } =
    await sql`SELECT FROM account a WHERE NOT a.disabled AND ${invitedTo(thread, today)} LIMIT 1`.execute(db)
  return rows.length > 0
}

interface Said {
  readonly side: Side
  readonly body: string
  readonly mentions: readonly string[]
}

/** The accounts that are named, by the list or typed with `@`, of those who may be. */
async function namedBy(context: Context, thread: Thread, { side, body, mentions }: Said): Promise<string[]> {
  if (mentions.length === 0 && !body.includes('@')) return []
  const people = await proposals(context, thread, side)
  const known = mentions.filter((wanted) => people.some(({ id }) => id === wanted))
  return [...new Set([...known, ...namedIn(body, people).ids])]
}

const severalNamed = (name: string) =>
  words(
    `Có nhiều người tên “${name}”: xin chọn ở “Nhắc tên” và bỏ dấu @.`,
    `Several people are called “${name}”: please choose in the list and leave the @ out.`,
  )

/** The accounts to be named. @throws Problem 422 for one that may not read this: it is refused like one that does not exist */
async function mentioned(context: Context, thread: Thread, said: Said): Promise<string[]> {
  const named = await namedBy(context, thread, said)
  if (said.mentions.every((wanted) => named.includes(wanted))) return named
  throw invalidField(
    'mentions',
    words(
      'Chỉ nhắc tên người được xem hồ sơ và lời này.',
      'Name only people who may see the record and these words.',
    ),
  )
}

/**
 * Who may be named on a record, in what is said to this side: those who may read it. Somebody outside is told of the own colleagues, and of officers who wrote to them
 * on it; nobody learns names here.
 */
export async function proposals(
  { db, actor, today }: Pick<Context, 'db' | 'actor' | 'today'>,
  thread: Thread,
  side: Side = 'message',
): Promise<{ id: string; name: string; outside: boolean }[]> {
  const { record } = thread.kind
  const known = isOfficer(actor)
    ? sql<boolean>`true`
    : sql<boolean>`(${holding(today, sql`h.enterprise_id = ANY (${[...actor.enterpriseIds]}::integer[]) OR h.agency_id = ANY (${[...actor.agencyIds]}::integer[])`)}
        OR EXISTS (SELECT FROM talk_message m WHERE m.record = ${record} AND m.record_id = ${thread.recordId}
                     AND m.author_id = a.id AND m.side = ANY (${[...sidesFor(actor, thread)]}::text[]) AND m.withdrawn_at IS NULL))`
  const { rows } = await sql<{ id: string; name: string; outside: boolean }>`
    SELECT a.id, a.name, NOT (${officersOnly(today)}) AS outside FROM account a
     WHERE ${readersOf(thread, today)} AND ${hearing(thread, side, today)} AND ${known} AND a.id IS DISTINCT FROM ${actor.userId}
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
    const { seen, id, record, recordId, side, enterpriseId, agencyId, authorId, outside } = await ownMessage(
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
        ...{ record, recordId, side, enterpriseId, agencyId, authorId, outside },
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

/** Says that a question no longer waits for an answer: it is nobody's work any more, and stays where it was asked. */
export const settleQuestion = command({
  name: 'talk.settle',
  summary: words('Thôi yêu cầu trả lời', 'Ask for an answer no longer'),
  route: 'POST /messages/{id}/settlement',
  input: z.object({ id: id() }),
  output: Written,
  may: roles.filter((role) => role !== 'auditor' && role !== 'enterprise' && role !== 'association'),
  subject: (_input, { record, recordId }) => `${record}:${recordId}`,
  async run(context, { id: messageId }) {
    const { db, actor, now } = context
    const row = await db
      .selectFrom('talkMessage')
      .select(['id', 'record', 'recordId', 'asks', 'answeredBy', 'settledAt', 'withdrawnAt'])
      .where('id', '=', messageId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('lời trao đổi', 'Message'))
    const { record, recordId } = row
    await threadOf(context, record, recordId)
    if (!row.asks || row.answeredBy !== null || row.settledAt !== null || row.withdrawnAt !== null)
      throw conflict(
        'talk.noQuestion',
        words('Lời này không còn chờ trả lời.', 'This does not wait for an answer.'),
      )
    await db
      .updateTable('talkMessage')
      .set({ settledAt: now, settledBy: actor.userId })
      .where('id', '=', messageId)
      .execute()
    return { id: messageId, record, recordId }
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
