import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { actWords, type Context, query } from '../platform/operation.ts'
import { ownMessage, proposals } from './commands.ts'
import { sides } from './sides.ts'
import { isOfficer, recordHref, type Thread, threadOf, threadRecords } from './threads.ts'

const WordsShape = z.object({ vi: z.string(), en: z.string() })

const Entry = z.object({
  at: z.iso.datetime(),
  /** Who wrote it; null for an act of an office as somebody outside sees it. */
  by: z.string().nullable(),
  /** What was done to the record; null for what was written. */
  act: WordsShape.nullable(),
  message: z
    .object({
      id: z.int(),
      side: sides.schema,
      /** Written by the enterprise or association. */
      outside: z.boolean(),
      mine: z.boolean(),
      /** What was written; empty once it is withdrawn. */
      body: z.string(),
      file: z.object({ id: z.int(), name: z.string() }).nullable(),
      mentions: z.array(z.string()),
      asks: z.boolean(),
      answered: z.boolean(),
      edited: z.boolean(),
      withdrawn: z.boolean(),
      /** The message that this one puts right. */
      corrects: z.int().nullable(),
    })
    .nullable(),
})
export type Entry = z.infer<typeof Entry>

/** What of a thread and of a record's story is shown at most, the newest of each. */
const most = 300

/** The thread of a record: what was written by both sides, notes among officers for officers, and what was done to it; oldest first. */
export const showThread = query({
  name: 'talk.thread',
  summary: words('Trao đổi về một hồ sơ', 'The thread of a record'),
  route: 'GET /threads/{record}/{recordId}',
  input: z.object({ record: choice(threadRecords as [string, ...string[]]), recordId: id() }),
  output: z.object({
    record: z.string(),
    recordId: z.int(),
    title: WordsShape,
    /** The page of the record. */
    href: z.string(),
    /** Whether the account follows it. */
    follows: z.boolean(),
    /** Whether the account reads and writes notes. */
    officer: z.boolean(),
    entries: z.array(Entry),
    /** Who may be named. */
    people: z.array(z.object({ id: z.string(), name: z.string(), outside: z.boolean() })),
  }),
  may: signedIn,
  async run(context, { record, recordId }) {
    const thread = await threadOf(context, record, recordId)
    const { db, actor } = context
    const [messages, acts, people, follower] = await Promise.all([
      messagesOf(context, thread),
      actsOf(context, thread),
      proposals(context, thread),
      db
        .selectFrom('recordFollower')
        .select('since')
        .where('record', '=', record)
        .where('recordId', '=', recordId)
        .where('accountId', '=', actor.userId ?? '')
        .executeTakeFirst(),
    ])
    const entries = [...messages, ...acts].toSorted((one, other) => one.at.localeCompare(other.at))
    return {
      record,
      recordId,
      title: thread.title,
      href: recordHref(thread),
      follows: follower !== undefined,
      officer: isOfficer(actor),
      entries,
      people,
    }
  },
})

/** One of one's own messages, to be corrected. */
export const showMessage = query({
  name: 'talk.message',
  summary: words('Một lời trao đổi của tôi', 'A message of mine'),
  route: 'GET /messages/{id}',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    body: z.string(),
    /** Whether somebody else has read it. */
    seen: z.boolean(),
    title: WordsShape,
    href: z.string(),
  }),
  may: signedIn,
  async run(context, input) {
    const { id, body, seen, record, recordId } = await ownMessage(context, input.id)
    const thread = await threadOf(context, record, recordId)
    return { id, body, seen, title: thread.title, href: recordHref(thread) }
  },
})

async function messagesOf({ db, actor }: Context, { kind, recordId }: Thread): Promise<Entry[]> {
  let rows = db
    .selectFrom('talkMessage as m')
    .innerJoin('account as a', 'a.id', 'm.authorId')
    .leftJoin('file as f', 'f.id', 'm.fileId')
    .where('m.record', '=', kind.record)
    .where('m.recordId', '=', recordId)
  if (!isOfficer(actor)) rows = rows.where('m.side', '=', 'message')
  const found = await rows
    .select(['m.id', 'm.at', 'm.side', 'm.outside', 'm.body', 'm.asks', 'm.answeredBy', 'm.editedAt'])
    .select(['m.withdrawnAt', 'm.corrects', 'm.authorId', 'm.fileId', 'a.name as by', 'f.name as file'])
    .select(
      sql<string[]>`ARRAY(SELECT n.name FROM talk_mention t JOIN account n ON n.id = t.account_id
        WHERE t.message_id = m.id ORDER BY n.name)`.as('mentions'),
    )
    .orderBy('m.id', 'desc')
    .limit(most)
    .execute()
  return found.map((row) => {
    const withdrawn = row.withdrawnAt !== null
    const { id, side, outside, asks, corrects, fileId, file } = row
    return {
      at: row.at.toISOString(),
      by: row.by,
      act: null,
      message: {
        ...{ id, outside, asks, withdrawn, corrects },
        side: sides.schema.parse(side),
        mine: row.authorId === actor.userId,
        body: withdrawn ? '' : row.body,
        file: withdrawn || fileId === null ? null : { id: fileId, name: file ?? '' },
        mentions: withdrawn ? [] : row.mentions,
        answered: row.answeredBy !== null,
        edited: row.editedAt !== null,
      },
    }
  })
}

/** What was done to a record, as the trail has it. Somebody outside is told of the acts of its own room, and not which officer it was. */
async function actsOf({ db, actor }: Context, { kind, recordId }: Thread): Promise<Entry[]> {
  const subjects = kind.subjects.map((subject) => `${subject}:${recordId}`)
  let rows = db
    .selectFrom('audit as x')
    .leftJoin('account as a', 'a.id', 'x.userId')
    .select(['x.at', 'x.command', 'a.name', 'a.enterpriseId', 'a.agencyId'])
    .where('x.subject', 'in', subjects)
    .where('x.command', 'not like', 'talk.%')
  if (!isOfficer(actor)) rows = rows.where('x.command', 'like', `${actsSeenOutside(kind.show.name)}%`)
  const found = await rows.orderBy('x.seq', 'desc').limit(most).execute()
  return found.map(({ at, command, name, enterpriseId, agencyId }) => {
    const own =
      (enterpriseId !== null && enterpriseId === actor.enterpriseId) ||
      (agencyId !== null && agencyId === actor.agencyId)
    return {
      at: at.toISOString(),
      by: isOfficer(actor) || own ? (name ?? 'nscl') : null,
      act: actWords(command),
      message: null,
    }
  })
}

/** The acts on a record that somebody outside is told of: those of the room that shows it. */
export const actsSeenOutside = (show: string): string => show.slice(0, show.indexOf('.') + 1)

/** Notes that an account has seen a thread up to its last message: its author no longer edits what was read. */
export async function markSeen(
  db: Db,
  accountId: string,
  { record, recordId, entries }: { record: string; recordId: number; entries: readonly Entry[] },
): Promise<void> {
  const messageId = Math.max(0, ...entries.map(({ message }) => message?.id ?? 0))
  if (messageId === 0) return
  await db
    .insertInto('talkSeen')
    .values({ accountId, record, recordId, messageId })
    .onConflict((there) =>
      there
        .columns(['record', 'recordId', 'accountId'])
        .doUpdateSet({ messageId })
        .where('talkSeen.messageId', '<', messageId),
    )
    .execute()
}
