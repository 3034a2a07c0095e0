import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { publicActor } from '../platform/actor.ts'
import { recordEvent } from '../platform/events.ts'
import { execute } from '../platform/execute.ts'
import { toJson } from '../platform/json.ts'
import { routeParts } from '../platform/openapi.ts'
import type { Query } from '../platform/operation.ts'
import { verifyInstallation } from '../platform/verification.ts'
import { carryOutErasure, columnsOf, keptTables, proposeErasure, settleTrailMarks } from '../privacy/index.ts'
import { readersOf } from '../testing/links.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { capabilities } from './capabilities.ts'

const made = await testSystem({ sample: true })
const { system, as } = made
const readers = await readersOf(made)

const person = { name: 'Thạch Thị Sà Rêm', email: 'sa.rem@co-so.example', phone: '0977 123 456' }
const traces = [/Thạch Thị Sà Rêm/iu, /sa\.rem@co-so/i, /0977[ .]?123[ .]?456/]
const tells = (text: string) => traces.some((trace) => trace.test(text))

/** The columns of texts that may name anybody, of tables whose data do not stay by law. */
async function texts(): Promise<{ table: string; column: string; type: string }[]> {
  const { rows } = await sql<{ place: string; type: string }>`
    SELECT table_name || '.' || column_name AS place, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND is_generated = 'NEVER'`.execute(system.db)
  const types = new Map(rows.map(({ place, type }) => [place.replaceAll('_', '').toLowerCase(), type]))
  return [...columnsOf('freeText'), ...columnsOf('file'), ...columnsOf('staged')].flatMap((place) => {
    const [table = '', column = ''] = place.split('.')
    const type = types.get(place.toLowerCase())
    return type === undefined || table in keptTables ? [] : [{ table, column, type }]
  })
}

const queries = capabilities.operations.filter(({ kind }) => kind === 'query') as unknown as Query<
  z.ZodObject,
  z.ZodType
>[]

/** Names the person in every text of the programme's records that may name anybody, and as the contact of an enterprise. */
async function write(passage: string): Promise<number> {
  let written = 0
  const event = { name: 'test.written', via: 'system', subject: 'enterprise:1' } as const
  const actor = { userId: null, name: 'nscl' }
  await recordEvent(system, { ...event, actor, facts: { said: passage } }, async (db) => {
    const { representative, ...reach } = {
      representative: person.name,
      email: person.email,
      phone: person.phone,
    }
    await db
      .updateTable('enterprise')
      .set({ representative, ...reach })
      .where('id', '=', 1)
      .execute()
    for (const { table, column, type } of await texts()) {
      const value =
        type === 'jsonb'
          ? sql`${JSON.stringify([passage])}::jsonb`
          : type === 'ARRAY'
            ? sql`ARRAY[${passage}]`
            : sql`${passage}`
      await sql`SAVEPOINT one`.execute(db)
      try {
        const done = await sql`
          UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${value}
           WHERE ctid IN (SELECT ctid FROM ${sql.table(table)} WHERE ${sql.ref(column)} IS NOT NULL LIMIT 2)`.execute(
          db,
        )
        written += Number(done.numAffectedRows ?? 0n)
      } catch {
        // A guard of the table, or another shape than a sentence.
        await sql`ROLLBACK TO SAVEPOINT one`.execute(db)
      }
    }
    return true
  })
  return written
}

/** Every answer of REST that reads, for one who asks for the first records of each kind. */
async function answers(someone: Someone): Promise<string[]> {
  const found: string[] = []
  for (const operation of queries) {
    const { parameters } = routeParts(operation.route)
    for (const at of parameters.length === 0 ? [1] : [1, 2, 3]) {
      const input = Object.fromEntries(parameters.map((name) => [name, String(at)]))
      const search = /privacy\.(held|export)$/.test(operation.name) ? { q: person.email } : {}
      try {
        const answer = await execute(
          system,
          operation,
          someone.actor,
          { ...input, ...search, limit: 100 },
          { via: 'api' },
        )
        // Who was asked for is told back.
        const { person: _asked, ...told } = answer as { person?: unknown }
        if (tells(toJson(told))) found.push(`${someone.actor.role} ${operation.name} ${at}`)
      } catch {
        // No such record, or not for this one.
      }
    }
  }
  return found
}

async function walked(...roles: readonly string[]): Promise<string[]> {
  const told: string[] = []
  for (const reader of readers.filter(({ role }) => roles.includes(role))) {
    const seen = await reader.walk(1)
    told.push(...seen.filter(({ html }) => tells(html)).map(({ path }) => `${reader.role} ${path}`))
  }
  return told
}

test('after an erasure no page, no answer of REST and no table tells of the person, written before values were sealed or since', async () => {
  const admin = await as('coordinator', { admin: true })
  const asked = [
    admin,
    await as('auditor'),
    await as('leader'),
    await as('finance'),
    { ...admin, actor: publicActor },
  ]
  // As an older program wrote: nothing sealed.
  await sql`DELETE FROM personal_mark`.execute(system.db)
  expect(
    await write(`Gặp ${person.name.toUpperCase()}, ${person.phone}, ${person.email} (trước)`),
  ).toBeGreaterThan(40)
  await settleTrailMarks(system.db)
  await write(`Gặp ${person.name}, ${person.phone}, ${person.email}`)
  const before = [...(await answers(asked[1] as Someone)), ...(await walked('auditor'))]
  expect(before.length).toBeGreaterThan(20)

  for (const q of [person.email, person.name, person.phone]) {
    const { id } = await admin.run(proposeErasure, { q, reason: 'Yêu cầu của người ấy' })
    await (await as('leader')).run(carryOutErasure, { id })
  }
  const after = await walked('auditor', 'coordinator')
  for (const someone of asked) after.push(...(await answers(someone)))
  expect(after).toEqual([])
  const { rows: tables } = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('audit', 'change')`.execute(
    system.db,
  )
  const left: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{
      body: string
    }>`SELECT to_jsonb(t)::text AS body FROM ${sql.table(name)} t`.execute(system.db)
    if (rows.some(({ body }) => tells(body))) left.push(name)
  }
  expect(left).toEqual([])
  const { rows: trail } = await sql<{ body: string }>`
    SELECT input_read(id, input, user_id, true)::text AS body FROM audit
     UNION ALL SELECT change_read(id, table_name, after, true)::text FROM change WHERE after IS NOT NULL`.execute(
    system.db,
  )
  expect(trail.filter(({ body }) => tells(body))).toEqual([])
  // The readers' one-time passwords were passed over by hand.
  const { findings } = await verifyInstallation(system)
  expect(findings.filter(({ where, detail }) => !/^account /.test(where) || !/outside/.test(detail))).toEqual(
    [],
  )
})
