import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { holds, withAccount } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import type { DB } from '../platform/database-types.ts'
import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { personalKindKeys } from '../platform/personal.ts'
import { unauthenticated } from '../platform/problem.ts'
import { mask, mayReadBefore } from '../platform/written-before.ts'
import { type Held, heldRows, shownValues } from './held.ts'
import { personalTables } from './leads.ts'
import type { Person } from './person.ts'
import { personTyped, type Search, searchOf } from './search.ts'
import { trailRecords, trailRows } from './trail.ts'

/** How many rows of one table, and records of the trail, are shown; beyond them it is said that there are more. */
const most = 500

const Account = z.object({ id: z.string(), name: z.string(), email: z.string(), role: z.string() })

const HeldOnPerson = z.object({
  person: z.object({
    accounts: z.array(Account),
    names: z.array(z.string()),
    emails: z.array(z.string()),
    phones: z.array(z.string()),
  }),
  /** Each value that is held, by where it stands. A null value is one that nobody is shown (a secret, bytes). */
  values: z.array(
    z.object({
      kind: z.enum(personalKindKeys),
      table: z.string(),
      column: z.string(),
      key: z.string(),
      value: z.string().nullable(),
    }),
  ),
  /** Records of the audit trail: as who acted, as whom it was about, or named in what was sent. */
  records: z.array(
    z.object({
      seq: z.int(),
      at: z.iso.datetime(),
      command: z.string(),
      subject: z.string().nullable(),
      parts: z.array(z.enum(['actor', 'subject', 'input'])),
      passages: z.string(),
    }),
  ),
  /** Former states of rows, as the trail keeps them. `sealed`: under a key that an erasure destroys. */
  history: z.array(
    z.object({
      table: z.string(),
      key: z.string(),
      at: z.iso.datetime().nullable(),
      passages: z.string(),
      sealed: z.boolean(),
    }),
  ),
  /** Where there is more than is shown. */
  cutOff: z.array(z.string()),
})
export type HeldOnPerson = z.infer<typeof HeldOnPerson>

/** A person with the accounts that are known by the same address or name, so that both ways lead to the same data. */
export async function completed(
  db: Db,
  person: Person,
): Promise<{ person: Person; accounts: z.infer<typeof Account>[] }> {
  const accounts = await db
    .selectFrom('account')
    .select(['id', 'name', 'email', 'role'])
    .where((eb) =>
      eb.or([
        eb('id', 'in', [...person.accountIds, '']),
        eb(sql`lower(email)`, 'in', [...person.emails.map((email) => email.toLowerCase()), '']),
      ]),
    )
    .orderBy('id')
    .execute()
  const joined = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])]
  return {
    accounts,
    person: {
      ...person,
      accountIds: joined(
        person.accountIds,
        accounts.map(({ id }) => id),
      ),
      names: joined(
        person.names,
        accounts.map(({ name }) => name),
      ),
      emails: joined(
        person.emails,
        accounts.map(({ email }) => email),
      ),
    },
  }
}

/** The person that somebody typed: the number of an account, else an address, a telephone number or a name. */
export async function personAsked(db: Db, q: string): Promise<Person> {
  const account = await db.selectFrom('account').select('id').where('id', '=', q).executeTakeFirst()
  return account === undefined
    ? personTyped(q)
    : { accountIds: [account.id], names: [], emails: [], phones: [] }
}

/**
 * Everything that is held on a person, across all marked columns and the audit trail.
 * @param readsBefore whether what the trail holds unsealed, from before, is shown, and not masked
 */
async function heldOn(db: Db, search: Search, readsBefore: boolean): Promise<Omit<HeldOnPerson, 'person'>> {
  const cutOff: string[] = []
  const upTo = <T>(name: string, found: readonly T[]): readonly T[] => {
    if (found.length > most) cutOff.push(name)
    return found.slice(0, most)
  }
  const values: Held[] = []
  for (const table of personalTables) {
    const rows = upTo(table, await heldRows(db, table, search, most + 1))
    values.push(...rows.flatMap((row) => shownValues(row, search.recogniser)))
  }
  const records = upTo('audit', await trailRecords(db, search, most + 1))
  const history = upTo('change', await trailRows(db, search, most + 1))
  const shown = (passages: string, sealed: boolean) =>
    sealed || readsBefore || passages === '' ? passages : mask
  return {
    values,
    records: records.map(({ seq, at, command, subject, parts, passages, sealed }) => ({
      seq,
      at,
      command,
      subject,
      parts: [...parts],
      passages: shown(passages, sealed),
    })),
    history: history.map(({ table, key, at, passages, keyIds }) => ({
      table,
      key,
      at,
      passages: shown(passages, keyIds.length > 0),
      sealed: keyIds.length > 0,
    })),
    cutOff,
  }
}

/** Reads in one snapshot and without the limit of a page: every marked table is looked through. */
async function atOneMoment<T>(db: Db, read: (db: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return read(db)
  return (db as Kysely<DB>)
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      await sql`SET LOCAL statement_timeout = 0`.execute(snapshot)
      return read(snapshot)
    })
}

/** What is held on a person who is looked for by e-mail address, telephone number, name, or account. */
export const heldOnPerson = query({
  name: 'privacy.held',
  summary: words('Dữ liệu đang giữ về một người', 'What is held on a person'),
  route: 'GET /persons/held',
  input: z.object({ q: text(200) }),
  output: HeldOnPerson,
  may: ['admin', 'system'],
  proof: 'session',
  run: ({ db, actor }, { q }) =>
    atOneMoment(db, async (snapshot) => {
      const { person, accounts } = await completed(snapshot, await personAsked(snapshot, q))
      const { names, emails, phones } = person
      return {
        person: { accounts, names: [...names], emails: [...emails], phones: [...phones] },
        ...(await heldOn(snapshot, searchOf(person), holds(actor, mayReadBefore))),
      }
    }),
})

/** What is held on the person who asks: by account and e-mail address, not by name, which others may bear too. */
export const myData = query({
  name: 'privacy.mine',
  summary: words('Dữ liệu của tôi', 'My data'),
  route: 'GET /persons/me',
  input: z.object({}),
  output: HeldOnPerson,
  may: withAccount,
  proof: 'session',
  run: ({ db, actor }) =>
    atOneMoment(db, async (snapshot) => {
      if (actor.userId === null) throw unauthenticated()
      const { person, accounts } = await completed(snapshot, {
        accountIds: [actor.userId],
        names: [],
        emails: [],
        phones: [],
      })
      const own = { ...person, names: [] }
      return {
        person: { accounts, names: accounts.map(({ name }) => name), emails: [...own.emails], phones: [] },
        ...(await heldOn(snapshot, searchOf(own), true)),
      }
    }),
})
