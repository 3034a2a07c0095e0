import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makeEnterprise } from '../support/testing.ts'
import { testSystem } from '../testing/system.ts'
import { workRecords } from './kinds.ts'
import { waitingFor } from './waiting.ts'

const { system, as } = await testSystem()

/** Tables whose column `state` is no state that somebody moves on from. */
const aside = new Map([
  ['support_step', 'The steps that a turn has taken; the turn has the state.'],
  ['recovery_correction', 'Corrections are approved as work of their recovery.'],
  ['recovery_payment', 'Deposits are confirmed as work of their recovery.'],
  ['advance_part', 'Parts are confirmed as work of their advance.'],
  ['advance_prolongation', 'Later days are approved as work of their advance.'],
  ['report_extension', 'Wishes for more time are settled as work of their report.'],
  ['news_subscriber', 'Subscribers confirm themselves; nobody of the programme acts on one.'],
  ['event_registration', 'Registrations are answered as work of their event.'],
  [
    'treasury_batch_order',
    'The rows of a list for the Treasury; the list and its differences have the work.',
  ],
  ['application_stage', 'The states that an application came into; the application has the state.'],
])

test('each table of the database that has a state is declared, with all the states that the database takes', async () => {
  const { rows } = await sql<{ name: string; definition: string | null }>`
    SELECT c.relname AS name, (SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
        WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum] AND pg_get_constraintdef(k.oid) LIKE '%ARRAY[%'
        LIMIT 1) AS definition
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'state' AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname`.execute(system.db)
  expect(rows.length).toBeGreaterThan(8)
  for (const { name, definition } of rows) {
    if (aside.has(name)) continue
    const declared = workRecords.find(({ table }) => table === name)
    const taken = [...(definition ?? '').matchAll(/'(\w+)'::text/g)].map(([, state]) => state ?? '')
    expect(declared?.states.toSorted(), name).toEqual(taken.toSorted())
  }
})

test('the rows of every kind can be read by every role, whichever work is asked for', async () => {
  const enterpriseId = await makeEnterprise(system)
  for (const role of ['coordinator', 'leader', 'finance', 'statistics', 'agency', 'enterprise'] as const) {
    const { actor } = await as(role, role === 'enterprise' ? { enterpriseId } : {})
    for (const whose of ['open', 'mine', 'agency'] as const) {
      const context = {
        db: system.db,
        actor,
        files: system.files,
        erasures: system.erasures,
        businessRegister: null,
        now: system.now(),
        today: '2025-06-02',
        planId: null,
      }
      const waiting = await waitingFor(context, whose)
      const { rows } = await sql`${waiting.select()}`.execute(system.db)
      expect(Array.isArray(rows), `${role} ${whose}`).toBe(true)
      const described = waiting.kinds.map(({ kind }) => ({ kind, recordId: 1 }))
      if (described.length > 0) await sql`${waiting.describe(described)}`.execute(system.db)
    }
  }
})
