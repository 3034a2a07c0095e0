import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { systemActor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import type { ErasureEntry, ErasureJournal } from '../platform/erasures.ts'
import { recordEvent } from '../platform/events.ts'
import { longText, optionalChoice, text } from '../platform/fields.ts'
import { toJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { conflict, invalidField, notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import type { System } from '../platform/system.ts'
import { erasePerson, keptOf, recogniserOfEntry } from './erase.ts'
import { lengthOf, nameTrait, type Person, traitsOf } from './person.ts'
import { completed, personAsked } from './queries.ts'
import { searchEverywhere, searchOf } from './search.ts'

export const erasureStates = states({
  proposed: { vi: 'Đã đề xuất', en: 'Proposed', tone: 'warning' },
  done: { vi: 'Đã xóa', en: 'Erased', tone: 'success' },
  withdrawn: { vi: 'Đã rút', en: 'Withdrawn', tone: 'neutral' },
})

const Erasure = z.object({
  id: z.string(),
  state: erasureStates.schema,
  /** Whom, while it is proposed; null afterwards. */
  who: z.string().nullable(),
  reason: z.string(),
  proposedBy: z.string().nullable(),
  proposedAt: z.iso.datetime(),
  settledBy: z.string().nullable(),
  settledAt: z.iso.datetime().nullable(),
  /** Rows that the law keeps, by table; another person then carries it out than proposed it. */
  kept: z.record(z.string(), z.int()),
})

const asId = () => text(60)

/** Proposes that a person be erased; what the law keeps is counted now, and again when it is carried out. */
export const proposeErasure = command({
  name: 'privacy.proposeErasure',
  summary: words('Đề xuất xóa dữ liệu của một người', 'Propose that a person be erased'),
  route: 'POST /persons/erasures',
  input: z.object({ q: text(200), reason: longText(2000) }),
  output: z.object({ id: z.string(), kept: z.record(z.string(), z.int()) }),
  may: ['admin', 'system'],
  proof: 'session',
  subject: (_input, { id }) => `erasure:${id}`,
  async run({ db, actor, now }, { q, reason }) {
    const { person, accounts } = await completed(db, await personAsked(db, q))
    if (person.names.length + person.emails.length + person.phones.length === 0)
      throw invalidField('q', words('Xin cho biết là ai.', 'Say who it is.'))
    await keepAdministrator(db, person)
    const kept = await keptOf(db, searchOf(person))
    const id = randomUUID()
    await db
      .insertInto('erasure')
      .values({
        id,
        accountIds: accounts.map((account) => account.id),
        name: person.names[0] ?? null,
        email: person.emails[0] ?? null,
        phone: person.phones[0] ?? null,
        reason,
        kept: toJson(kept),
        proposedBy: actor.userId,
        proposedAt: now,
      })
      .execute()
    return { id, kept: kept as Record<string, number> }
  },
})

/** Somebody whose data are due by a rule of retention. */
export interface PersonDue {
  readonly accountIds: readonly string[]
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
}

/** Proposes everybody whom a rule of retention names, or who withdrew consent (`retention` null), inside the command of whoever said so. @returns how many */
export async function proposeErasures(
  db: Db,
  persons: readonly PersonDue[],
  by: { reason: string; retention: string | null; proposedBy: string | null; proposedAt: Date },
): Promise<number> {
  for (const { accountIds, name, email, phone } of persons) {
    const known = <T>(value: T | null) => (value === null ? [] : [value])
    const person = { accountIds, names: known(name), emails: known(email), phones: known(phone) }
    const kept = toJson(await keptOf(db, searchOf(person)))
    await db
      .insertInto('erasure')
      .values({ id: randomUUID(), accountIds: [...accountIds], name, email, phone, kept, ...by })
      .execute()
  }
  return persons.length
}

/** Nobody could make accounts any more. */
async function keepAdministrator(db: Db, person: Person): Promise<void> {
  const others = await db
    .selectFrom('account')
    .select('id')
    .where('admin', '=', true)
    .where('disabled', '=', false)
    .where('id', 'not in', [...person.accountIds, ''])
    .limit(1)
    .executeTakeFirst()
  if (others !== undefined) return
  throw conflict('privacy.lastAdministrator', {
    vi: 'Đây là quản trị viên duy nhất; xin tạo quản trị viên khác trước.',
    en: 'This is the only administrator; make another one first.',
  })
}

/** Erases the person of a proposal. Where the law keeps some of the data, or a rule of retention proposed it, by another person. */
export const carryOutErasure = command({
  name: 'privacy.erase',
  summary: words('Xóa dữ liệu của một người', 'Erase a person'),
  route: 'POST /persons/erasures/{id}/done',
  input: z.object({ id: asId() }),
  output: z.object({ id: z.string(), kept: z.record(z.string(), z.int()) }),
  may: ['admin', 'leader', 'system'],
  proof: 'session',
  subject: ({ id }) => `erasure:${id}`,
  async run(context, { id }) {
    const { db, actor, now, erasures } = context
    await sql`SET LOCAL statement_timeout = 0`.execute(db)
    const row = await lockProposed(db, id)
    const person: Person = {
      accountIds: row.accountIds,
      names: [row.name ?? []].flat(),
      emails: [row.email ?? []].flat(),
      phones: [row.phone ?? []].flat(),
    }
    await keepAdministrator(db, person)
    const search = searchOf(person)
    const kept = await keptOf(db, search)
    if (row.retention !== null || Object.keys(kept).length > 0)
      await holdProposerApart(context, row.proposedBy)
    await erasePerson(db, search)
    await db
      .updateTable('erasure')
      .set({
        state: 'done',
        name: null,
        email: null,
        phone: null,
        digests: traitsOf(person).map((trait) => erasures.digest(trait)),
        nameLengths: person.names.map((name) => lengthOf(nameTrait(name))),
        kept: toJson(kept),
        settledBy: actor.userId,
        settledAt: now,
      })
      .where('id', '=', id)
      .execute()
    return { id, kept: kept as Record<string, number> }
  },
  async after({ db, erasures }) {
    await keepApart(db, erasures)
  },
})

async function lockProposed(db: Db, id: string) {
  const row = await db.selectFrom('erasure').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw notFound(words('đề xuất xóa', 'Proposal'))
  if (row.state !== 'proposed') {
    throw conflict('privacy.settled', {
      vi: 'Đề xuất này đã được giải quyết.',
      en: 'This proposal has been settled.',
    })
  }
  return row
}

/** @throws Problem 409 when the same person, by whichever account, proposed it; no installation relaxes it */
async function holdProposerApart({ db, actor }: Context, proposedBy: string | null): Promise<void> {
  if (actor.userId === null || proposedBy === null) return
  const { rows } = await sql<{ same: boolean }>`
    SELECT coalesce((SELECT person_id FROM account_person WHERE account_id = ${actor.userId}), ${actor.userId})
         = coalesce((SELECT person_id FROM account_person WHERE account_id = ${proposedBy}), ${proposedBy}) AS same`.execute(
    db,
  )
  if (rows[0]?.same !== true) return
  throw conflict('privacy.samePerson', {
    vi: 'Pháp luật buộc giữ một phần dữ liệu của người này, hoặc việc xóa do hết thời hạn lưu, nên người khác với người đề xuất duyệt.',
    en: 'The law keeps some of this person’s data, or a period of retention is over, so somebody else than the proposer carries the erasure out.',
  })
}

/** Takes a proposal back. */
export const withdrawErasure = command({
  name: 'privacy.withdrawErasure',
  summary: words('Rút đề xuất xóa', 'Withdraw the proposal to erase'),
  route: 'POST /persons/erasures/{id}/withdrawn',
  input: z.object({ id: asId() }),
  output: z.object({ id: z.string() }),
  may: ['admin', 'leader', 'system'],
  proof: 'session',
  subject: ({ id }) => `erasure:${id}`,
  async run({ db, actor, now }, { id }) {
    await lockProposed(db, id)
    await db
      .updateTable('erasure')
      .set({
        state: 'withdrawn',
        name: null,
        email: null,
        phone: null,
        settledBy: actor.userId,
        settledAt: now,
      })
      .where('id', '=', id)
      .execute()
    return { id }
  },
})

/** The erasures, those that wait to be carried out first. */
export const listErasures = query({
  name: 'privacy.erasures',
  summary: words('Các lần xóa dữ liệu cá nhân', 'Erasures of persons'),
  route: 'GET /persons/erasures',
  input: z.object({ ...listInput(['proposedAt']), state: optionalChoice(erasureStates.keys) }),
  output: listOutput(Erasure),
  may: ['admin', 'leader', 'auditor', 'system'],
  proof: 'session',
  async run({ db }, input) {
    const name = (column: string) =>
      sql<string | null>`(SELECT a.name FROM account a WHERE a.id = ${sql.ref(column)})`
    let select = db
      .selectFrom('erasure as e')
      .select([
        'e.id',
        'e.state',
        sql<string | null>`coalesce(e.name, e.email, e.phone)`.as('who'),
        'e.reason',
        name('e.proposedBy').as('proposedBy'),
        sql<string>`to_char(e.proposed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as(
          'proposedAt',
        ),
        name('e.settledBy').as('settledBy'),
        sql<string | null>`to_char(e.settled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as(
          'settledAt',
        ),
        sql<Record<string, number>>`e.kept`.as('kept'),
      ])
    if (input.state !== undefined) select = select.where('e.state', '=', input.state)
    return pageOf(
      select,
      input,
      { proposedAt: { column: 'e.proposedAt', value: (row) => row.proposedAt, direction: 'desc' } },
      'e.id',
    )
  },
})

/** Puts the erasures that the journal outside the database does not have yet to its end. */
async function keepApart(db: Db, journal: ErasureJournal): Promise<void> {
  const done = await db
    .selectFrom('erasure')
    .select(['id', 'accountIds', 'digests', 'nameLengths'])
    .where('state', '=', 'done')
    .execute()
  if (done.length === 0) return
  const known = new Set((await journal.entries()).map(({ id }) => id))
  for (const entry of done) if (!known.has(entry.id)) await journal.append(entry)
}

/**
 * Makes database and journal agree at a start: what the journal has and this state of the database has not done is done again, as after
 * an older backup was put back; what the journal lacks goes to its end.
 * @returns how many persons were erased again
 */
export async function settleErasures(system: System): Promise<number> {
  const { db, erasures } = system
  await keepApart(db, erasures)
  const entries = await erasures.entries()
  if (entries.length === 0) return 0
  const done = await db.selectFrom('erasure').select('id').where('state', '=', 'done').execute()
  const known = new Set(done.map(({ id }) => id))
  const missing = [...new Map(entries.map((entry) => [entry.id, entry])).values()].filter(
    ({ id }) => !known.has(id),
  )
  for (const entry of missing) await eraseAgain(system, entry)
  return missing.length
}

async function eraseAgain(system: System, entry: ErasureEntry): Promise<void> {
  const event = {
    name: 'privacy.erasedAgain',
    actor: systemActor,
    via: 'system',
    subject: `erasure:${entry.id}`,
    facts: {},
  } as const
  await recordEvent(system, event, async (db) => {
    await sql`SELECT set_config('statement_timeout', '0', true), pg_advisory_xact_lock(${againLock})`.execute(
      db,
    )
    const before = await db
      .selectFrom('erasure')
      .select('state')
      .where('id', '=', entry.id)
      .executeTakeFirst()
    if (before?.state === 'done') return false
    const kept = await erasePerson(db, searchEverywhere(recogniserOfEntry(entry, system.erasures)))
    const now = system.now()
    const settled = {
      state: 'done',
      name: null,
      email: null,
      phone: null,
      kept: toJson(kept),
      settledAt: now,
    } as const
    const { id, accountIds, digests, nameLengths } = entry
    await db
      .insertInto('erasure')
      .values({
        id,
        accountIds,
        digests,
        nameLengths,
        reason: 'Xóa lại sau khi khôi phục bản sao lưu / erased again after a restore',
        proposedAt: now,
        ...settled,
      })
      .onConflict((on) => on.column('id').doUpdateSet({ ...settled, digests, nameLengths }))
      .execute()
    return true
  })
}

/** Any number that only this program uses: of two starts at once one does it. */
const againLock = 181_1325
