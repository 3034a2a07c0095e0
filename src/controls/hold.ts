import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import type { Words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
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

/**
 * Whether the one who acts now counts as a person whom an account counted as at a moment: its own person (or the one that an administrator
 * has said it to be), and those that it stood in for.
 */
const isSame = (
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  account: RawBuilder<unknown>,
  at: RawBuilder<unknown>,
) => sql<boolean>`(persons_of(${account}, ${at}) && persons_of(${actor.userId}::text, ${now}::timestamptz))`

/**
 * Refuses the act when the same person has done one of the earlier ones on this record, as the audit trail tells. Persons
 * count, not roles or accounts; a deputy counts as himself and as whom he stands in for. The program itself (the command line on the server) is nobody.
 * @param earlier the record as the audit files it (`application:5`), and the commands whose doer is kept out
 * @param did what that person has done, for the sentence
 * @throws Problem 409 `controls.samePerson`
 */
export async function holdApart(
  context: Pick<Context, 'db' | 'actor' | 'now'>,
  control: ControlKey,
  earlier: { readonly subject: string; readonly commands: readonly string[] },
  did: Words,
): Promise<void> {
  const { db, actor } = context
  if (actor.userId === null || (await isRelaxed(db, control))) return
  const { rows } = await sql<{ name: string }>`
    SELECT actor AS name FROM audit
    WHERE subject = ${earlier.subject} AND command = ANY(${[...earlier.commands]}) AND user_id IS NOT NULL
      AND ${isSame(context, sql.ref('audit.userId'), sql.ref('audit.at'))}
    LIMIT 1`.execute(db)
  if (rows.length > 0) throw samePerson(control, did)
}

/**
 * Refuses the act when the account that did the earlier one counted as the same person.
 * @param by the account of the earlier act and when it acted; null when it is not known
 * @throws Problem 409 `controls.samePerson`
 */
export async function holdPersonsApart(
  context: Pick<Context, 'db' | 'actor' | 'now'>,
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

function samePerson(control: ControlKey, did: Words) {
  return conflict('controls.samePerson', {
    vi: `${did.vi} nên việc này do người khác làm. ${controls[control].vi}`,
    en: `${did.en}, so somebody else does this. ${controls[control].en}`,
  })
}
