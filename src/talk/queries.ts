import { sql } from 'kysely'
import { z } from 'zod'
import { withAccount } from '../platform/actor.ts'
import { correctionsOf } from '../platform/corrections.ts'
import type { Db } from '../platform/database.ts'
import { choice, id } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { actWords, type Context, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readableFile } from '../platform/sight.ts'
import { ownMessage, proposals } from './commands.ts'
import { sides } from './sides.ts'
import { isOfficer, recordHref, sidesFor, type Thread, threadOf, threadRecords, voiceOf } from './threads.ts'

const WordsShape = z.object({ vi: z.string(), en: z.string() })

const Entry = z.object({
  at: z.iso.datetime(),
  /** Who wrote it; null for an act of an office as somebody outside sees it. */
  by: z.string().nullable(),
  /** What was done to the record; null for what was written. */
  act: WordsShape.nullable(),
  /** The state that the act left the record in; null where it did not touch it. */
  state: WordsShape.nullable(),
  /** Of a correction: from what to what, and why. */
  corrected: z
    .object({
      changes: z.array(
        z.object({ label: WordsShape, before: WordsShape.nullable(), after: WordsShape.nullable() }),
      ),
      reason: z.string().nullable(),
    })
    .nullable(),
  /** The files that the act brought. */
  files: z.array(z.object({ id: z.int(), name: z.string() })),
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
      /** The question no longer waits for an answer. */
      settled: z.boolean(),
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
    /** To whom the account writes. */
    sides: z.array(sides.schema),
    entries: z.array(Entry),
    /** Who may be named. */
    people: z.array(z.object({ id: z.string(), name: z.string(), outside: z.boolean() })),
  }),
  may: withAccount,
  async run(context, { record, recordId }) {
    const thread = await threadOf(context, record, recordId)
    const { db, actor } = context
    const [messages, acts, people, follower] = await Promise.all([
      messagesOf(context, thread),
      actsOf(context, thread),
      // Of a note an enterprise is not named; who is proposed by mistake is refused.
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
      sides: [...sidesFor(actor, thread)],
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
  may: withAccount,
  async run(context, input) {
    const { id, body, seen, record, recordId } = await ownMessage(context, input.id)
    const thread = await threadOf(context, record, recordId)
    return { id, body, seen, title: thread.title, href: recordHref(thread) }
  },
})

/** Where the record of a message is, for somebody who reads the message. */
export const findMessage = query({
  name: 'talk.find',
  summary: words('Hồ sơ của một lời trao đổi', 'The record of a message'),
  route: 'GET /messages/{id}/record',
  input: z.object({ id: id() }),
  output: z.object({ record: z.string(), recordId: z.int(), href: z.string() }),
  may: withAccount,
  async run(context, input) {
    const row = await context.db
      .selectFrom('talkMessage')
      .select(['record', 'recordId', 'side'])
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('lời trao đổi', 'Message'))
    const thread = await threadOf(context, row.record, row.recordId)
    if (!sidesFor(context.actor, thread).some((side) => side === row.side))
      throw notFound(words('lời trao đổi', 'Message'))
    const { record, recordId } = row
    return { record, recordId, href: `${recordHref(thread)}#message-${input.id}` }
  },
})

async function messagesOf({ db, actor }: Context, thread: Thread): Promise<Entry[]> {
  const { kind, recordId } = thread
  const rows = db
    .selectFrom('talkMessage as m')
    .innerJoin('account as a', 'a.id', 'm.authorId')
    .leftJoin('file as f', 'f.id', 'm.fileId')
    .where('m.record', '=', kind.record)
    .where('m.recordId', '=', recordId)
    .where('m.side', 'in', sidesFor(actor, thread))
  const found = await rows
    .select(['m.id', 'm.at', 'm.side', 'm.outside', 'm.body', 'm.asks', 'm.answeredBy', 'm.settledAt'])
    .select('m.editedAt')
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
      state: null,
      corrected: null,
      files: [],
      message: {
        ...{ id, outside, asks, withdrawn, corrects },
        side: sides.schema.parse(side),
        mine: row.authorId === actor.userId,
        body: withdrawn ? '' : row.body,
        file: withdrawn || fileId === null ? null : { id: fileId, name: file ?? '' },
        mentions: withdrawn ? [] : row.mentions,
        answered: row.answeredBy !== null,
        settled: row.settledAt !== null,
        edited: row.editedAt !== null,
      },
    }
  })
}

/** An act on a record, as the trail has it. */
interface Done {
  readonly id: bigint
  readonly at: Date
  readonly command: string
  readonly name: string | null
  readonly enterpriseId: number | null
  readonly agencyId: number | null
  /** It is filed under this record; else it wrote its row beside others. */
  readonly filed: boolean
}

/**
 * The newest acts on a record: those that the trail files under it, and those that wrote its row. Somebody outside is told of the acts of
 * its own room, and of whatever moved the record.
 */
async function doneTo(db: Db, { kind, recordId }: Thread, officer: boolean): Promise<readonly Done[]> {
  const subjects = kind.subjects.map((subject) => `${subject}:${recordId}`)
  const { rows } = await sql<Done>`
    WITH written AS (
      SELECT audit_id, bool_or(moved) AS moved FROM (
        SELECT audit_id, after->>'state' IS DISTINCT FROM lag(after->>'state') OVER (ORDER BY id) AS moved
          FROM change WHERE table_name = ${kind.table} AND row_key = ${String(recordId)}) c GROUP BY audit_id)
    SELECT x.id, x.at, x.command, a.name, a.enterprise_id, a.agency_id, x.subject = ANY (${subjects}::text[]) AS filed
      FROM audit x LEFT JOIN account a ON a.id = x.user_id LEFT JOIN written ON written.audit_id = x.id
     WHERE x.id IN (SELECT id FROM audit WHERE subject = ANY (${subjects}::text[]) UNION ALL SELECT audit_id FROM written)
       AND x.command NOT LIKE 'talk.%'
       AND (${officer}::boolean OR x.command LIKE ${`${actsSeenOutside(kind.show.name)}%`} OR written.moved)
     ORDER BY x.seq DESC LIMIT ${most}`.execute(db)
  return rows
}

/** What was done to a record, oldest last. Somebody outside is not told which officer it was. */
async function actsOf({ db, actor }: Context, thread: Thread): Promise<Entry[]> {
  const { kind, recordId } = thread
  const officer = voiceOf(actor, thread) === 'officer'
  const found = await doneTo(db, thread, officer)
  const [corrections, states, files] = await Promise.all([
    kind.corrected === undefined ? [] : correctionsOf({ db, actor }, kind.corrected, recordId),
    statesAfter(
      db,
      thread,
      found.map((row) => row.id),
    ),
    filesOf({ db, actor }, thread, found),
  ])
  const plain = (said: Words | null) => (said === null ? null : { vi: said.vi, en: said.en })
  const corrected = new Map(
    corrections.map(({ act, changes, reason }) => [
      act,
      {
        reason,
        changes: changes.map(({ label, before, after }) => ({
          label: { vi: label.vi, en: label.en },
          before: plain(before),
          after: plain(after),
        })),
      },
    ]),
  )
  return found.map(({ id: actId, at, command, name, enterpriseId, agencyId }) => {
    const own =
      (enterpriseId !== null && actor.enterpriseIds.includes(enterpriseId)) ||
      (agencyId !== null && actor.agencyIds.includes(agencyId))
    return {
      at: at.toISOString(),
      by: officer || own ? (name ?? 'nscl') : null,
      act: actWords(command),
      state: states.get(actId) ?? null,
      corrected: corrected.get(actId) ?? null,
      files: (files.get(actId) ?? []).map(({ id: fileId, name: fileName }) => ({
        id: fileId,
        name: fileName,
      })),
      message: null,
    }
  })
}

/** The states in which acts left the record, as the trail has the rows that they wrote; acts that left it as it was are not in it. */
async function statesAfter(
  db: Db,
  { kind: { states, table }, recordId }: Thread,
  acts: readonly bigint[],
): Promise<ReadonlyMap<bigint, z.infer<typeof WordsShape>>> {
  if (states === undefined || acts.length === 0) return new Map()
  const { rows } = await sql<{ auditId: bigint; state: string; former: string | null }>`
    SELECT audit_id, state, former FROM (
      SELECT audit_id, after->>'state' AS state, lag(after->>'state') OVER (ORDER BY id) AS former
        FROM change WHERE table_name = ${table} AND row_key = ${String(recordId)}) c
     WHERE state IS NOT NULL AND state IS DISTINCT FROM former AND audit_id = ANY (${[...acts]}::bigint[])`.execute(
    db,
  )
  return new Map(
    rows.map(({ auditId, state }) => {
      const { vi, en } = states(state)
      return [auditId, { vi, en }]
    }),
  )
}

/**
 * The files that acts brought, as the trail has the rows that they wrote, of those that the account may open. Of an act that is filed
 * elsewhere, such as a table that came in, those of the record's own row.
 */
async function filesOf(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  { kind, recordId }: Thread,
  acts: readonly Done[],
): Promise<ReadonlyMap<bigint, { id: number; name: string }[]>> {
  if (acts.length === 0) return new Map()
  const filed = acts.filter((act) => act.filed).map(({ id: act }) => act)
  const beside = acts.filter((act) => !act.filed).map(({ id: act }) => act)
  const { rows } = await sql<{ auditId: bigint; id: number; name: string }>`
    SELECT DISTINCT n.audit_id, file.id, file.name FROM (
      SELECT c.audit_id, named.value::int AS file_id FROM (
        SELECT * FROM change WHERE audit_id = ANY (${filed}::bigint[])
        UNION ALL SELECT * FROM change
         WHERE table_name = ${kind.table} AND row_key = ${String(recordId)} AND audit_id = ANY (${beside}::bigint[])) c
       CROSS JOIN LATERAL jsonb_each_text(c.after) AS named
       WHERE c.operation <> 'DELETE' AND named.key ~ '(^|_)file_id$' AND named.value ~ '^[0-9]+$'
         AND named.value IS DISTINCT FROM (SELECT p.after->>named.key FROM change p
           WHERE p.table_name = c.table_name AND p.row_key = c.row_key AND p.id < c.id ORDER BY p.id DESC LIMIT 1)) n
      JOIN file ON file.id = n.file_id WHERE ${readableFile(actor)} ORDER BY file.id`.execute(db)
  return Map.groupBy(rows, ({ auditId }) => auditId)
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
