import { expect, test } from 'vitest'
import { recordEvent } from '../platform/events.ts'
import { testSystem } from '../testing/system.ts'
import { personalColumns, personalTables } from './leads.ts'
import { heldOnPerson, myData } from './queries.ts'
import { insertMadeUp, madeUp, withoutConstraints } from './testing/made-up.ts'

const { system, as } = await testSystem()
const admin = await as('coordinator', { admin: true })
// Made while the triggers are on: the role that an account is made with is kept by one.
const someone = await as('finance')
await withoutConstraints(system)
await recordEvent(
  system,
  {
    name: 'test.madeUp',
    actor: { userId: madeUp.accountId, name: madeUp.name },
    via: 'system',
    subject: null,
    facts: { by: madeUp.name },
  },
  async (db) => {
    await insertMadeUp(db)
    return true
  },
)
const marks = personalTables.flatMap((table) =>
  personalColumns(table).map((column) => ({ ...column, table })),
)

test.each([
  ['the account', madeUp.accountId],
  ['the e-mail address', madeUp.email],
])('what is held on a person is found in every marked column, asked by %s', async (_by, q) => {
  const held = await admin.run(heldOnPerson, { q })
  const found = new Set(held.values.map(({ table, column }) => `${table}.${column}`))
  expect(
    marks
      .filter(({ table, column }) => !found.has(`${table}.${column}`))
      .map(({ table, column }) => `${table}.${column}`),
  ).toEqual([])
  expect(held.person.accounts.map(({ id }) => id)).toEqual([madeUp.accountId])
})

test('asked by name, what names the person is found; by telephone number, the contact', async () => {
  const byName = await admin.run(heldOnPerson, { q: 'nguyễn thị ánh' })
  const found = new Set(byName.values.map(({ table, column }) => `${table}.${column}`))
  const named = marks.filter(({ lead }) => lead === 'name' || lead === 'text')
  expect(named.filter(({ table, column }) => !found.has(`${table}.${column}`))).toEqual([])
  const byPhone = await admin.run(heldOnPerson, { q: '+84 912345678' })
  expect(byPhone.values.map(({ table, column }) => `${table}.${column}`)).toContain('enterprise.phone')
})

test('no secret is shown, and the trail and former states are part of it', async () => {
  const held = await admin.run(heldOnPerson, { q: madeUp.email })
  const secrets = held.values.filter(({ kind }) => kind === 'credential')
  expect(secrets.length).toBeGreaterThan(5)
  expect(secrets.map(({ value }) => value)).toEqual(secrets.map(() => null))
  expect(held.records).toContainEqual(
    expect.objectContaining({ command: 'test.madeUp', parts: ['actor', 'input'] }),
  )
  const tables = new Set(held.history.map(({ table }) => table))
  expect([...tables]).toEqual(
    expect.arrayContaining(['account', 'application', 'enterprise', 'file', 'payment_order']),
  )
})

test('nothing of others is found', async () => {
  const held = await admin.run(heldOnPerson, { q: 'khong-co@made-up.example' })
  expect([held.values, held.records, held.history]).toEqual([[], [], []])
})

test('somebody sees what is held on them, not on a namesake', async () => {
  const own = await someone.run(myData, {})
  expect(own.values.every(({ value }) => value === null || !value.includes(madeUp.accountId))).toBe(true)
  expect(own.values.map(({ table, column }) => `${table}.${column}`)).toEqual(
    expect.arrayContaining(['account.email', 'account.name']),
  )
})

test('only the administrator looks for others', async () => {
  for (const role of ['coordinator', 'leader', 'auditor', 'enterprise'] as const) {
    const options = role === 'enterprise' ? { enterpriseId: 1 } : {}
    await expect((await as(role, options)).run(heldOnPerson, { q: madeUp.email })).rejects.toMatchObject({
      status: 403,
    })
  }
})
