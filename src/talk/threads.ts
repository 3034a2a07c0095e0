import { type RawBuilder, sql } from 'kysely'
import { type Actor, type Grant, holds, mayRun, officers, outsideRoles } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { noteShown, wasShown } from '../platform/request.ts'
import { readableBy, readsEvery } from '../platform/sight.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { rooms } from '../portal/index.ts'
import { type Side, sidesOf, type Voice } from './sides.ts'

/** The kinds of record that have a thread, as the manifests of the rooms declare them. */
export const threadKinds: readonly ThreadKind[] = rooms.flatMap(({ threads }) => threads)

const byRecord = new Map(threadKinds.map((kind) => [kind.record, kind]))

export const threadRecords = [...byRecord.keys()]

/** A record that people talk on. */
export interface Thread {
  readonly kind: ThreadKind
  readonly recordId: number
  readonly title: Words
  /** The enterprise on the other side; null where it is none's. */
  readonly enterpriseId: number | null
  /** The agency on the other side; null where it is none's. */
  readonly agencyId: number | null
}

/** Whether somebody writes and reads as an officer: notes are for them alone. */
export const isOfficer = (actor: Pick<Actor, 'userId' | 'grants'>): boolean => readsEvery(actor)

const isOutsideRole = (grant: Grant) => outsideRoles.some((role) => role === grant)

/** As whom the actor reads a thread that is theirs to read. */
export function voiceOf(actor: Actor, { kind, recordId }: Pick<Thread, 'kind' | 'recordId'>): Voice {
  if (isOfficer(actor)) return 'officer'
  const invited = actor.held.some(
    ({ matter }) => matter?.record === kind.record && matter.recordId === recordId,
  )
  return invited ? 'invited' : 'outside'
}

/** What the actor reads and writes on a record. */
export const sidesFor = (actor: Actor, thread: Pick<Thread, 'kind' | 'recordId'>): readonly Side[] =>
  sidesOf(voiceOf(actor, thread), thread.kind.readers.some(isOutsideRole))

const none = words('hồ sơ', 'Record')

/** The address of a record's page. */
export const recordHref = ({ kind, recordId }: Pick<Thread, 'kind' | 'recordId'>): string =>
  kind.address.replace('{id}', String(recordId))

/** The same, of what a command gave back. */
export const hrefOf = ({ record, recordId }: { record: string; recordId: number }): string =>
  byRecord.get(record)?.address.replace('{id}', String(recordId)) ?? '/'

/**
 * The thread of a record, for somebody who may read the record.
 * @throws Problem 404 when there is none, or it is not for this account: what is not seen is not told of
 */
export async function threadOf(context: Context, record: string, recordId: number): Promise<Thread> {
  const kind = byRecord.get(record)
  const { actor } = context
  if (kind === undefined || !holds(actor, kind.readers) || !mayRun(actor, kind.show)) throw notFound(none)
  // The page of the record has shown it already: below it the thread does not read it a second time.
  if (!wasShown(kind.show.name, recordId)) {
    await kind.show.run(context, { id: recordId })
    noteShown(kind.show.name, recordId)
  }
  const thread = await threadFor(context.db, kind, recordId)
  if (!(await isTheirs(context, thread))) throw notFound(none)
  return thread
}

/**
 * Whether what is said of a record is for the actor, too: a page may show some of an enterprise that is not the actor's, such as what
 * the register tells an association of one that is no member.
 */
async function isTheirs({ db, actor }: Context, thread: Thread): Promise<boolean> {
  const { enterpriseId, agencyId } = thread
  if (enterpriseId === null || voiceOf(actor, thread) !== 'outside') return true
  if (agencyId !== null && actor.agencyIds.includes(agencyId)) return true
  const { rows } = await sql<{ theirs: boolean }>`
    SELECT ${readableBy(actor, 'e.id')} AS theirs FROM enterprise e WHERE e.id = ${enterpriseId}`.execute(db)
  return rows[0]?.theirs === true
}

/** The thread of a record, whoever asks: for what the program itself tells of it. @throws Problem 404 */
export async function threadFor(db: Db, kind: ThreadKind, recordId: number): Promise<Thread> {
  const { rows } = await sql<{
    vi: string
    en: string | null
    enterpriseId: number | null
    agencyId: number | null
  }>`${kind.about(recordId)}`.execute(db)
  const [row] = rows
  if (row === undefined) throw notFound(none)
  const { vi, en, enterpriseId, agencyId } = row
  return { kind, recordId, title: words(vi, en ?? vi), enterpriseId, agencyId }
}

/** A record as people call it, and its page. */
interface NamedRecord {
  readonly record: string
  readonly recordId: number
  readonly title: Words
  readonly href: string
}

/** What records are called: by their kind and name; one that is gone, by its kind and number. */
export async function namedRecords(
  db: Db,
  records: readonly Pick<NamedRecord, 'record' | 'recordId'>[],
): Promise<NamedRecord[]> {
  const named: NamedRecord[] = []
  for (const { record, recordId } of records) {
    const kind = byRecord.get(record)
    const { rows } =
      kind === undefined
        ? { rows: [] }
        : await sql<{ vi: string; en: string | null }>`${kind.about(recordId)}`.execute(db)
    const [row] = rows
    const { vi, en } = kind?.label ?? none
    const title =
      row === undefined
        ? words(`${vi} ${recordId}`, `${en} ${recordId}`)
        : words(`${vi}: ${row.vi}`, `${en}: ${row.en ?? row.vi}`)
    named.push({ record, recordId, title, href: hrefOf({ record, recordId }) })
  }
  return named
}

/** The kind and number that a subject of the trail names; null where such records have no thread. */
export function subjectOf(subject: string): { kind: ThreadKind; recordId: number } | null {
  const [name = '', number = ''] = subject.split(':')
  const kind = threadKinds.find(({ subjects }) => subjects.includes(name))
  return kind === undefined || !/^\d{1,9}$/.test(number) ? null : { kind, recordId: Number(number) }
}

const pages = threadKinds.map((kind) => ({ kind, start: kind.address.slice(0, -'{id}'.length) }))

/** The record that a page of another address shows, such as the plan that one works in. */
export async function threadBeside(
  path: string,
  at: { readonly db: Db; readonly planId: number | null },
): Promise<{ record: string; recordId: number } | null> {
  const kind = threadKinds.find(({ also }) => also?.path === path)
  const recordId = (await kind?.also?.recordId(at)) ?? null
  return kind === undefined || recordId === null ? null : { record: kind.record, recordId }
}

/** The record whose page has this path; null where none has that people talk on. */
export function threadAt(path: string): { record: string; recordId: number } | null {
  const [, start = '', number = ''] = /^(.*\/)(\d{1,9})$/.exec(path) ?? []
  const kind = pages.find((page) => page.start === start)?.kind
  return kind === undefined ? null : { record: kind.record, recordId: Number(number) }
}

/**
 * The accounts that read a thread on this day, as a condition on `account a`: the officers whose role reads such records, the accounts of
 * the enterprise that it is of, of its association or of its agency, and those invited to the record.
 */
export function readersOf(thread: Thread, day: string) {
  const { kind, enterpriseId, agencyId } = thread
  const roles = kind.readers.filter((grant) => kind.show.may.includes(grant))
  const inside = roles.filter(
    (grant) => grant !== 'enterprise' && grant !== 'association' && !isOutsideRole(grant),
  )
  const member = sql`EXISTS (SELECT FROM association_member tie WHERE tie.enterprise_id = ${enterpriseId}::integer
    AND tie.ended_on IS NULL AND agency_on(tie.agency_id, ${day}::date) = agency_on(h.agency_id, ${day}::date))`
  return sql<boolean>`(NOT a.disabled AND (${holding(
    day,
    sql`coalesce(h.acts_as, h.role) = ANY (${inside}::text[])
    OR h.acts_as = 'enterprise' AND 'enterprise' = ANY (${roles}::text[]) AND h.enterprise_id = ${enterpriseId}::integer
    OR h.acts_as = 'association' AND 'association' = ANY (${roles}::text[]) AND (h.agency_id = ${agencyId}::integer OR ${member})`,
  )} OR ${invitedTo(thread, day)}))`
}

/** Whether `account a` is invited to the record on this day. */
export const invitedTo = ({ kind, recordId }: Pick<Thread, 'kind' | 'recordId'>, day: string) =>
  sql<boolean>`EXISTS (SELECT FROM held_roles(${day}::date) h WHERE h.account_id = a.id AND h.record = ${kind.record}
    AND h.record_id = ${recordId} AND h.role = ANY (${kind.readers.filter(isOutsideRole)}::text[]))`

/** Of those who read a thread, who reads what is said to this side, as a condition on `account a`. */
export function hearing(thread: Thread, side: Side, day: string): RawBuilder<boolean> {
  if (side === 'message') return sql<boolean>`true`
  if (side === 'note') return officersOnly(day)
  return sql<boolean>`(${officersOnly(day)} OR ${invitedTo(thread, day)})`
}

/** Whether `account a` holds a role `h` on this day that is not for one matter alone. */
export const holding = (day: string, role: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`EXISTS (SELECT FROM held_roles(${day}::date) h
    WHERE h.account_id = a.id AND h.record IS NULL AND (${role}))`

/** Who reads notes, as a condition on `account a`. */
export const officersOnly = (day: string): RawBuilder<boolean> =>
  holding(day, sql`coalesce(h.acts_as, h.role) = ANY (${[...officers]}::text[])`)
