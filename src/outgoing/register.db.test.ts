import { beforeAll, expect, test } from 'vitest'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { cancelOutgoingNumber, takeOutgoingNumber } from './commands.ts'
import { listOutgoingNumbers, showOutgoingNumber } from './queries.ts'

const { system, as } = await testSystem()
let officer: Someone

beforeAll(async () => {
  officer = await as('coordinator')
})

const take = (change: Record<string, unknown> = {}) =>
  officer.run(takeOutgoingNumber, { kind: 'letter', issuedOn: '2025-02-03', subject: 'Mời họp', ...change })
const cancel = async (id: number) => {
  const { version } = await officer.run(showOutgoingNumber, { id })
  return officer.run(cancelOutgoingNumber, { id, version, reason: 'Lấy nhầm' })
}

test('twenty officers at once get twenty numbers without gap or double', async () => {
  const taken = await Promise.all(Array.from({ length: 20 }, () => take()))
  const numbers = taken.map(({ number }) => number).toSorted((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
})

test('a number that was not used in the end is not lost: the next one gets it', async () => {
  const before = await take({ kind: 'contract' })
  await expect(
    system.db.transaction().execute(async (db) => {
      const { issuerOn, takeNumber } = await import('./register.ts')
      const issuer = await issuerOn(db, 'contract', '2025-02-03')
      await takeNumber(db, { kind: 'contract', issuer, issuedOn: '2025-02-03', subject: 'Thử', record: null })
      throw new Error('given up')
    }),
  ).rejects.toThrow('given up')
  expect((await take({ kind: 'contract' })).number).toBe(before.number + 1)
})

test('each kind and each year has its own series; a typed number is held against doubles of it', async () => {
  expect((await take({ kind: 'decision' })).number).toBe(1)
  expect((await take({ issuedOn: '2024-05-06' })).number).toBe(1)
  expect((await take({ kind: 'decision', number: 30 })).number).toBe(30)
  const problem = await problemOf(take({ kind: 'decision', number: 30 }))
  expect([problem.status, problem.fields[0]?.field]).toEqual([422, 'number'])
  expect((await take({ kind: 'decision', number: 30, issuedOn: '2024-05-06' })).number).toBe(30)
  expect((await take({ kind: 'decision' })).number).toBe(31)
})

test('a typed number and a drawn one that meet do not get in each other’s way', async () => {
  const results = await Promise.allSettled([
    take({ kind: 'decision', issuedOn: '2023-03-03', number: 1 }),
    take({ kind: 'decision', issuedOn: '2023-03-03' }),
    take({ kind: 'decision', issuedOn: '2023-03-03' }),
  ])
  const taken = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.number] : []))
  expect(new Set(taken).size).toBe(taken.length)
  // only the typed one may find its number taken
  expect(results.slice(1).every(({ status }) => status === 'fulfilled')).toBe(true)
})

test('the next number does not go back in days; what was cancelled counts no more, and is never given again', async () => {
  const issuedOn = '2022-06-10'
  const first = await take({ issuedOn })
  const back = await problemOf(take({ issuedOn: '2022-06-09' }))
  expect([back.status, back.code]).toEqual([409, 'outgoing.day'])
  const wrong = await take({ issuedOn: '2022-12-31', number: 90 })
  await cancel(wrong.id)
  const next = await take({ issuedOn })
  expect(next.number).toBe(first.number + 1)
  await cancel(next.id)
  expect((await take({ issuedOn })).number).toBe(next.number + 1)
  const { rows } = await officer.run(listOutgoingNumbers, { year: 2022, state: 'cancelled', sort: 'number' })
  expect(rows.map(({ number, cancelReason }) => [number, cancelReason])).toEqual([
    [90, 'Lấy nhầm'],
    [2, 'Lấy nhầm'],
  ])
  expect((await problemOf(cancel(next.id))).code).toBe('outgoing.cancelled')
})

test('the register is kept by the database: a number is neither removed nor given another', async () => {
  const { id } = await take({ issuedOn: '2021-01-04' })
  for (const run of [
    () => system.db.deleteFrom('outgoingNumber').where('id', '=', id).execute(),
    () => system.db.updateTable('outgoingNumber').set({ number: 7 }).where('id', '=', id).execute(),
  ])
    await expect(run()).rejects.toMatchObject({ constraint: 'append_only' })
})

test('it is found by number, content, kind and year, and who reads it may not take from it', async () => {
  await take({ kind: 'contract', issuedOn: '2020-04-05', subject: 'Hợp đồng thuê hội trường' })
  const reader = await as('auditor')
  const found = await reader.run(listOutgoingNumbers, { q: 'hoi truong' })
  expect(found.rows).toMatchObject([{ number: 1, symbol: expect.stringMatching(/^HĐ-/), typed: false }])
  expect(
    (
      await problemOf(
        reader.run(takeOutgoingNumber, { kind: 'letter', issuedOn: '2025-02-03', subject: 'x' }),
      )
    ).status,
  ).toBe(403)
})
