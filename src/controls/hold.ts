import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import type { Words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { conflict, Problem } from '../platform/problem.ts'
import { type ControlKey, controls } from './rules.ts'

/** Whether an installation has relaxed this control in writing. */
export async function isRelaxed(db: Db, control: ControlKey): Promise<boolean> {
  const row = await db
    .selectFrom('controlRelaxation')
    .select('key')
    .where('key', '=', control)
    .executeTakeFirst()
  return row !== undefined
}

type Acting = Pick<Context, 'db' | 'actor' | 'now'>

/**
 * Whether the one who acts now counts as a person whom an account counted as at a moment: its own person (or the one that an administrator
 * has said it to be), and those that it stood in for.
 */
const isSame = (
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  account: RawBuilder<unknown>,
  at: RawBuilder<unknown>,
) => sql<boolean>`(persons_of(${account}, ${at}) && persons_of(${actor.userId}::text, ${now}::timestamptz))`

/** An act that is kept apart from earlier ones on the same record, as the audit trail tells of them. */
export interface Apart {
  readonly control: ControlKey
  /** The record as the audit files it (`application:5`). */
  readonly record: string
  /** The commands whose doer is kept out. */
  readonly commands: readonly string[]
  /** Who else had a hand in it, which the trail files under another record: a select of `account` and `at` by the record's number. */
  readonly others?: (recordId: RawBuilder<unknown>) => RawBuilder<unknown>
  /** What that person has done, for the sentence. */
  readonly did: Words
}

/**
 * Refuses the act when the same person has done one of the earlier ones on this record. Persons count, not roles or accounts; a deputy
 * counts as himself and as whom he stands in for. The program itself (the command line on the server) is nobody.
 * @throws Problem 409 `controls.samePerson`
 */
export async function holdApart(context: Acting, apart: Apart, recordId: number): Promise<void> {
  const { db, actor } = context
  const { control, record, commands, did } = apart
  if (actor.userId === null || (await isRelaxed(db, control))) return
  const others = apart.others === undefined ? sql`` : sql`UNION ALL ${apart.others(sql`${recordId}::int`)}`
  const { rows } = await sql`
    SELECT FROM (SELECT user_id AS account, at FROM audit
      WHERE subject = ${`${record}:${recordId}`} AND command = ANY(${[...commands]}) ${others}) x
    WHERE x.account IS NOT NULL AND ${isSame(context, sql`x.account`, sql`x.at`)}
    LIMIT 1`.execute(db)
  if (rows.length > 0) throw samePerson(control, did)
}

/** What a page says instead of an act that its reader is kept out of; null where it is his to do. */
export const whyApart = (
  { system, actor }: PageRequest,
  apart: Apart,
  recordId: number,
): Promise<Words | null> => whyKept({ db: system.db, actor, now: system.now() }, apart, recordId)

/** The same of whoever acts in a context. */
export async function whyKept(context: Acting, apart: Apart, recordId: number): Promise<Words | null> {
  try {
    await holdApart(context, apart, recordId)
    return null
  } catch (error) {
    if (error instanceof Problem && error.code === 'controls.samePerson') return error.words
    throw error
  }
}

/**
 * Refuses the act when the account that did the earlier one counted as the same person.
 * @param by the account of the earlier act and when it acted; null when it is not known
 * @throws Problem 409 `controls.samePerson`
 */
export async function holdPersonsApart(
  context: Acting,
  control: ControlKey,
  by: { readonly account: string | null; readonly at: Date },
  did: Words,
): Promise<void> {
  const { db, actor } = context
  if (actor.userId === null || by.account === null || (await isRelaxed(db, control))) return
  const { rows } = await sql<{ same: boolean }>`
    SELECT ${isSame(context, sql`${by.account}::text`, sql`${by.at}::timestamptz`)} AS same`.execute(db)
  if (rows[0]?.same === true) throw samePerson(control, did)
}

/** An earlier act that a table keeps with its record: which account did it and when. */
export interface EarlierAct {
  readonly table: string
  readonly by: string
  readonly at: string
  /** What that person has done, for the sentence. */
  readonly did: Words
}

/**
 * What a page says of each record instead of the act that its reader is kept out of, as `holdPersonsApart` would refuse it; null where it
 * is his to do. One question for all of them.
 */
export async function heldRows(
  { system, actor }: PageRequest,
  control: ControlKey,
  earlier: EarlierAct,
  ids: readonly number[],
): Promise<(id: number) => Words | null> {
  const { db } = system
  if (actor.userId === null || ids.length === 0 || (await isRelaxed(db, control))) return () => null
  const { rows } = await sql<{ id: number }>`
    SELECT r.id FROM ${sql.table(earlier.table)} r
    WHERE r.id = ANY(${[...ids]}) AND ${sql.ref(`r.${earlier.by}`)} IS NOT NULL
      AND ${isSame({ actor, now: system.now() }, sql.ref(`r.${earlier.by}`), sql.ref(`r.${earlier.at}`))}`.execute(
    db,
  )
  const held = new Set(rows.map((row) => row.id))
  return (id) => (held.has(id) ? samePerson(control, earlier.did).words : null)
}

function samePerson(control: ControlKey, did: Words) {
  return conflict('controls.samePerson', {
    vi: `${did.vi} nên việc này do người khác làm. ${controls[control].vi}`,
    en: `${did.en}, so somebody else does this. ${controls[control].en}`,
  })
}
