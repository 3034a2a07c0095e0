import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, mayRun } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, id, optionalLongText, optionalText, several, text } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { conflict, forbidden, invalidField, notFound } from '../platform/problem.ts'
import type { WorkKind } from '../platform/work.ts'
import { ableBy } from './able.ts'
import { isCharged, workKinds, workRecords } from './kinds.ts'
import { subjectsOf } from './waiting.ts'

/*
 * The officer in charge of a record: one account at a time, whose list of work it then stands on. The rows of `work_assignment` are the
 * history. The coordinator gives work to anybody who may do it; an officer takes what nobody is in charge of, and hands over his own.
 */

const byRecord = Map.groupBy(workKinds.filter(isCharged), ({ record }) => record)
export const chargedRecords = [...byRecord.keys()]

/** The kinds of an office's work on a record; none of a record that has no officer in charge. */
export const kindsOfRecord = (record: string): readonly WorkKind[] => byRecord.get(record) ?? []

/** Who may give, take and hand over: whoever has work of an office. */
const may = ['coordinator', 'leader', 'finance', 'statistics', 'admin'] as const
const readers = [...may, 'auditor'] as const

const Officer = z.object({ id: z.string(), name: z.string() })

/** Whether the actor may do some of the work on such a record. */
const worksOn = (actor: Actor, record: string) => kindsOfRecord(record).some(({ by }) => mayRun(actor, by))
/** Whether the actor is told who is in charge of such a record. */
export const seesOfficer = (actor: Actor, record: string) =>
  actor.grants.has('auditor') || worksOn(actor, record)
const givesAll = ({ grants }: Actor) => grants.has('coordinator') || grants.has('system')

/** The accounts that may do some of the work on a record. */
const ableAccounts = ({ db, today: day }: Pick<Context, 'db' | 'today'>, record: string) => {
  const able = kindsOfRecord(record).map(({ by }) => ableBy(by, day, 'a'))
  return db
    .selectFrom('account as a')
    .select(['a.id', 'a.name'])
    .where('a.disabled', '=', false)
    .where(
      sql<boolean>`EXISTS (SELECT FROM held_roles(${day}::date) h WHERE h.account_id = a.id AND h.enterprise_id IS NULL
        AND (${sql.join(able, sql` OR `)}))`,
    )
}

const pages = [...byRecord].flatMap(([record, kinds]) =>
  [...new Set(kinds.map(({ address }) => address))]
    .filter((address) => address.endsWith('/{id}'))
    .map((address) => ({ record, start: address.slice(0, -'{id}'.length) })),
)

/** The record whose page has this path; null where none has that an officer is in charge of. */
export function recordAt(path: string): { record: string; recordId: number } | null {
  const [, start = '', number = ''] = /^(.*\/)(\d{1,9})$/.exec(path) ?? []
  const record = pages.find((page) => page.start === start)?.record
  return record === undefined ? null : { record, recordId: Number(number) }
}

/** Why the actor does not put this account in charge of a record; null when nothing is against it. */
function refusal(
  { actor }: Pick<Context, 'actor'>,
  now: { readonly officerId: string | null },
  accountId: string | null,
): Words | null {
  if (givesAll(actor)) return null
  if (now.officerId === actor.userId) return null
  if (now.officerId === null && accountId === actor.userId) return null
  return words(
    'Chỉ cơ quan điều hành giao việc của người khác; bạn nhận việc chưa có người phụ trách hoặc chuyển việc mình phụ trách.',
    'Only the coordinator gives others’ work; you take what nobody is in charge of, or hand over your own.',
  )
}

interface Target {
  readonly record: string
  readonly recordId: number
}
interface Found extends Target {
  readonly there: boolean
  readonly officerId: string | null
  readonly officer: string | null
}

/** The records with who is in charge of each, in the order given. */
async function standingOfRecords(db: Db, targets: readonly Target[]): Promise<Found[]> {
  const parts = [...Map.groupBy(targets, ({ record }) => record)].map(([record, of]) => {
    const table = workRecords.find((one) => one.record === record)?.table ?? record
    return sql`SELECT ${record}::text AS record, r.id AS record_id, w.account_id AS officer_id, a.name AS officer
      FROM ${sql.table(table)} r LEFT JOIN work_assignment w ON w.record = ${record} AND w.record_id = r.id AND w.ended_at IS NULL
      LEFT JOIN account a ON a.id = w.account_id WHERE r.id = ANY (${of.map(({ recordId }) => recordId)}::int[])`
  })
  if (parts.length === 0) return []
  const { rows } = await sql<Omit<Found, 'there'>>`${sql.join(parts, sql` UNION ALL `)}`.execute(db)
  return targets.map((target) => {
    const row = rows.find(({ record, recordId }) => record === target.record && recordId === target.recordId)
    return { officerId: null, officer: null, ...target, ...row, there: row !== undefined }
  })
}

/** Ends who is in charge and puts another in charge, or nobody. */
async function write(
  { db, actor, now }: Context,
  { record, recordId }: Target,
  accountId: string | null,
  reason: string | undefined,
): Promise<number | null> {
  await db
    .updateTable('workAssignment')
    .set({ endedAt: now })
    .where('record', '=', record)
    .where('recordId', '=', recordId)
    .where('endedAt', 'is', null)
    .execute()
  if (accountId === null) return null
  const { id } = await db
    .insertInto('workAssignment')
    .values({ record, recordId, accountId, reason: reason ?? null, setBy: actor.userId, setAt: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** @throws Problem 422 when the account does none of the work on such a record */
async function requireAble(
  context: Pick<Context, 'db' | 'today'>,
  record: string,
  accountId: string,
): Promise<void> {
  const able = await ableAccounts(context, record).where('a.id', '=', accountId).executeTakeFirst()
  if (able !== undefined) return
  throw invalidField(
    'accountId',
    words(
      'Người này không làm được việc nào của hồ sơ loại này.',
      'This person does none of the work on such a record.',
    ),
  )
}

const record = () => choice(chargedRecords as [string, ...string[]])

/** Puts somebody in charge of a record, in place of whoever was; without `accountId` nobody is in charge any more. */
export const assignWork = command({
  name: 'work.assign',
  summary: words('Giao người phụ trách', 'Put somebody in charge'),
  route: 'PUT /work-officers/{record}/{recordId}',
  input: z.object({
    record: record(),
    recordId: id(),
    accountId: optionalText(100),
    reason: optionalLongText(1000),
  }),
  output: z.object({ record: z.string(), recordId: z.int(), assignmentId: z.int().nullable() }),
  may,
  rules: [
    {
      of: ['record', 'accountId'],
      check: async ({ record, accountId }, context) => {
        if (accountId !== undefined) await requireAble(context, record, accountId)
      },
    },
  ],
  subject: ({ record, recordId }) => `${record}:${recordId}`,
  async run(context, { accountId = null, reason, ...target }) {
    await sql`SELECT pg_advisory_xact_lock(hashtext('work_assignment'))`.execute(context.db)
    const [now] = await standingOfRecords(context.db, [target])
    if (now === undefined || !now.there || !worksOn(context.actor, target.record)) throw notFound(noRecord)
    if (accountId !== null) await requireAble(context, target.record, accountId)
    const against = refusal(context, now, accountId)
    if (against !== null) throw forbidden(against)
    if (now.officerId === accountId) throw conflict('work.inCharge', already)
    return { ...target, assignmentId: await write(context, target, accountId, reason) }
  },
})

const noRecord = words('hồ sơ', 'Record')
const already = words('Người này đang phụ trách rồi.', 'This is how it stands already.')

/** Records as check boxes and addresses name them: `application:7`. */
const recordKey = () =>
  text(60).refine((key) => chargedRecords.includes(targetOf(key).record) && targetOf(key).recordId > 0, {
    params: {
      words: words('Hồ sơ loại này không có người phụ trách.', 'Such a record has no officer in charge.'),
    },
  })

function targetOf(key: string): Target {
  const [record = '', number = ''] = key.split(':')
  return { record, recordId: /^\d{1,9}$/.test(number) ? Number(number) : 0 }
}

const Planned = z.object({
  key: z.string(),
  subject: z.object({ vi: z.string(), en: z.string() }),
  /** Who is in charge now; null for nobody. */
  now: Officer.nullable(),
  /** Why it will not be done; null when it will. */
  refused: z.object({ vi: z.string(), en: z.string() }).nullable(),
})

/** What putting somebody in charge of several records would do to each, and why not. */
async function planOf(context: Context, keys: readonly string[], accountId: string) {
  const targets = [...new Set(keys)].map(targetOf)
  const { db, actor } = context
  const found = await standingOfRecords(db, targets)
  const subjects = await subjectsOf(context, targets)
  const able = new Map<string, boolean>()
  for (const record of new Set(targets.map((target) => target.record))) {
    const one = await ableAccounts(context, record).where('a.id', '=', accountId).executeTakeFirst()
    able.set(record, one !== undefined)
  }
  return found.map((now) => {
    const key = `${now.record}:${now.recordId}`
    const refused =
      !now.there || !worksOn(actor, now.record)
        ? words('Không có hồ sơ này.', 'There is no such record.')
        : able.get(now.record) !== true
          ? words('Người này không làm việc của hồ sơ loại này.', 'This person does none of the work on it.')
          : now.officerId === accountId
            ? already
            : refusal(context, now, accountId)
    return {
      target: { record: now.record, recordId: now.recordId },
      row: {
        key,
        subject: subjects.get(key) ?? { vi: key, en: key },
        now: now.officerId === null ? null : { id: now.officerId, name: now.officer ?? now.officerId },
        refused: refused === null ? null : { vi: refused.vi, en: refused.en },
      },
    }
  })
}

const batch = () => several(recordKey())

/** What `work.assignMany` would do, row by row. */
export const previewAssignment = query({
  name: 'work.previewAssignment',
  summary: words('Xem trước khi giao nhiều việc', 'Preview of giving several pieces of work'),
  route: 'GET /work-assignment-preview',
  input: z.object({ records: batch(), accountId: text(100) }),
  output: z.object({ rows: z.array(Planned) }),
  may: readers,
  run: async (context, { records, accountId }) => ({
    rows: (await planOf(context, records, accountId)).map(({ row }) => row),
  }),
})

/** Puts somebody in charge of several records at once; what cannot be done is left as it is and told. */
export const assignMany = command({
  name: 'work.assignMany',
  summary: words('Giao nhiều việc cho một người', 'Put somebody in charge of several records'),
  route: 'POST /work-officers',
  input: z.object({
    records: batch().refine((keys) => keys.length > 0, {
      params: { words: words('Xin chọn ít nhất một việc.', 'Choose at least one piece of work.') },
    }),
    accountId: text(100),
    reason: optionalLongText(1000),
  }),
  output: z.object({ given: z.int(), left: z.array(Planned), assignmentIds: z.array(z.int()) }),
  may,
  subject: ({ accountId }) => `account:${accountId}`,
  async run(context, { records, accountId, reason }) {
    await sql`SELECT pg_advisory_xact_lock(hashtext('work_assignment'))`.execute(context.db)
    const planned = await planOf(context, records, accountId)
    const assignmentIds: number[] = []
    for (const { target, row } of planned) {
      if (row.refused !== null) continue
      const made = await write(context, target, accountId, reason)
      if (made !== null) assignmentIds.push(made)
    }
    return {
      given: assignmentIds.length,
      left: planned.flatMap(({ row }) => (row.refused === null ? [] : [row])),
      assignmentIds,
    }
  },
})

/** Who is in charge of a record, who was, and who could be. */
export const showOfficer = query({
  name: 'work.officer',
  summary: words('Người phụ trách một hồ sơ', 'Officer in charge of a record'),
  route: 'GET /work-officers/{record}/{recordId}',
  input: z.object({ record: record(), recordId: id() }),
  output: z.object({
    subject: z.object({ vi: z.string(), en: z.string() }),
    officer: Officer.nullable(),
    history: z.array(
      z.object({
        name: z.string(),
        since: z.iso.datetime(),
        until: z.iso.datetime().nullable(),
        by: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    candidates: z.array(Officer),
  }),
  may: readers,
  async run(context, target) {
    const { db, actor } = context
    const [now] = await standingOfRecords(db, [target])
    if (now === undefined || !now.there || !seesOfficer(actor, target.record)) throw notFound(noRecord)
    const key = `${target.record}:${target.recordId}`
    const [subjects, history, candidates] = await Promise.all([
      subjectsOf(context, [target]),
      db
        .selectFrom('workAssignment as w')
        .innerJoin('account as a', 'a.id', 'w.accountId')
        .leftJoin('account as b', 'b.id', 'w.setBy')
        .select(['a.name', 'w.setAt', 'w.endedAt', 'b.name as by', 'w.reason'])
        .where('w.record', '=', target.record)
        .where('w.recordId', '=', target.recordId)
        .orderBy('w.id', 'desc')
        .limit(50)
        .execute(),
      candidatesFor(context, target.record),
    ])
    return {
      subject: subjects.get(key) ?? { vi: key, en: key },
      officer: now.officerId === null ? null : { id: now.officerId, name: now.officer ?? now.officerId },
      history: history.map(({ name, setAt, endedAt, by, reason }) => ({
        name,
        since: setAt.toISOString(),
        until: endedAt?.toISOString() ?? null,
        by,
        reason,
      })),
      candidates,
    }
  },
})

/** Whom the actor can put in charge of such a record. */
async function candidatesFor(context: Context, record: string) {
  return context.db
    .with('able', () => ableAccounts(context, record))
    .selectFrom('able')
    .selectAll()
    .orderBy(sql`name COLLATE "vi-x-icu"`)
    .orderBy('id')
    .execute()
}

/** Whom work on these kinds of record can be given to. */
export const listCandidates = query({
  name: 'work.candidates',
  summary: words('Người có thể phụ trách', 'Who can be in charge'),
  route: 'GET /work-officer-candidates/{record}',
  input: z.object({ record: record() }),
  output: z.object({ candidates: z.array(Officer) }),
  may: readers,
  run: async (context, { record }) => ({ candidates: await candidatesFor(context, record) }),
})
