import { type RawBuilder, sql } from 'kysely'
import { type Actor, holds, mayRun, officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readsEvery } from '../platform/sight.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { rooms } from '../portal/index.ts'

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
  await kind.show.run(context, { id: recordId })
  return threadFor(context.db, kind, recordId)
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

/** The kind and number that a subject of the trail names; null where such records have no thread. */
export function subjectOf(subject: string): { kind: ThreadKind; recordId: number } | null {
  const [name = '', number = ''] = subject.split(':')
  const kind = threadKinds.find(({ subjects }) => subjects.includes(name))
  return kind === undefined || !/^\d{1,9}$/.test(number) ? null : { kind, recordId: Number(number) }
}

const pages = threadKinds.map((kind) => ({ kind, start: kind.address.slice(0, -'{id}'.length) }))

/** The record whose page has this path; null where none has that people talk on. */
export function threadAt(path: string): { record: string; recordId: number } | null {
  const [, start = '', number = ''] = /^(.*\/)(\d{1,9})$/.exec(path) ?? []
  const kind = pages.find((page) => page.start === start)?.kind
  return kind === undefined ? null : { record: kind.record, recordId: Number(number) }
}

/**
 * The accounts that read a thread on this day, as a condition on `account a`: the officers whose role reads such records, and the accounts of the
 * enterprise that it is of, or of its agency.
 */
export function readersOf({ kind, enterpriseId, agencyId }: Thread, day: string) {
  const roles = kind.readers.filter((grant) => kind.show.may.includes(grant))
  const inside = roles.filter((grant) => grant !== 'enterprise' && grant !== 'association')
  return sql<boolean>`(NOT a.disabled AND ${holding(
    day,
    sql`coalesce(h.acts_as, h.role) = ANY (${inside}::text[])
    OR h.acts_as = 'enterprise' AND 'enterprise' = ANY (${roles}::text[]) AND h.enterprise_id = ${enterpriseId}::integer
    OR h.acts_as = 'association' AND 'association' = ANY (${roles}::text[]) AND h.agency_id = ${agencyId}::integer`,
  )})`
}

/** Whether `account a` holds a role `h` on this day that is not for one matter alone. */
export const holding = (day: string, role: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`EXISTS (SELECT FROM held_roles(${day}::date) h
    WHERE h.account_id = a.id AND h.record IS NULL AND (${role}))`

/** Who reads notes, as a condition on `account a`. */
export const officersOnly = (day: string): RawBuilder<boolean> =>
  holding(day, sql`coalesce(h.acts_as, h.role) = ANY (${[...officers]}::text[])`)
