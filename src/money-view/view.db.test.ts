import { beforeAll, describe, expect, test } from 'vitest'
import { allocate } from '../budget/index.ts'
import { sampleSystem } from '../testing/sample-system.ts'
import type { Someone } from '../testing/system.ts'
import { columns, dimensionsOf, groupings } from './columns.ts'
import { listMoves, moneyTotals, moneyView, type Row } from './queries.ts'

/* The view over the sample's money: each figure is the sum of the list that it opens, whatever it is grouped by and on whatever day. */

const nscl = await sampleSystem()
const { db } = nscl.system
let auditor: Someone
const days = ['2024-12-31', '2025-06-30', '2026-02-28', undefined]

beforeAll(async () => {
  auditor = await nscl.as('auditor')
})

const rowsOf = async (by: string, more: object = {}) =>
  (await auditor.run(moneyView, { by, limit: 1000, ...more })).rows

/** Where a row's figures open, as the page asks for it. */
const placeOf = (by: string, row: Row) =>
  Object.fromEntries(dimensionsOf(by).map((dimension) => [dimension, row[dimension] ?? 'none']))

async function sumOfMoves(asked: object): Promise<bigint> {
  let sum = 0n
  let cursor: string | undefined
  do {
    const page = await auditor.run(listMoves, { ...asked, limit: 1000, cursor })
    sum += page.rows.reduce((total, { amount }) => total + amount, 0n)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return sum
}

test('the sample shows money in the columns of the whole way', async () => {
  const { figures } = await auditor.run(moneyTotals, {})
  // Shifts and settlements are those of `money.db.test.ts`.
  for (const column of columns.filter((one) => !['adjusted', 'settled'].includes(one)))
    expect([column, figures[column] > 0n]).toEqual([column, true])
})

describe.each(columns)('%s', (column) => {
  test('each figure is the sum of the list that it opens, by line, year, source and task', async () => {
    const by = 'line.year.source.task'
    for (const row of await rowsOf(by)) {
      if (row[column] === 0n) continue
      expect(await sumOfMoves({ column, ...placeOf(by, row) })).toBe(row[column])
    }
  })

  test('and on every day, of each line and of all together', async () => {
    for (const on of days) {
      const { figures } = await auditor.run(moneyTotals, { on })
      expect(await sumOfMoves({ column, on })).toBe(figures[column])
      for (const row of await rowsOf('line', { on }))
        if (row[column] !== 0n)
          expect(await sumOfMoves({ column, on, ...placeOf('line', row) })).toBe(row[column])
    }
  })
})

test('whatever it is grouped by, the rows come to the totals, and no place stands twice', async () => {
  for (const on of days) {
    const { figures } = await auditor.run(moneyTotals, { on })
    for (const by of groupings) {
      const rows = await rowsOf(by, { on })
      expect(new Set(rows.map((row) => JSON.stringify(placeOf(by, row)))).size).toBe(rows.length)
      for (const column of columns)
        expect(rows.reduce((sum, row) => sum + row[column], 0n)).toBe(figures[column])
    }
  }
})

test('today it is what the accounts of the ledger hold', async () => {
  const positions = await db
    .selectFrom('budgetPosition as p')
    .innerJoin('budgetLine as l', 'l.id', 'p.lineId')
    .innerJoin('fundingSource as s', 's.id', 'p.sourceId')
    .selectAll('p')
    .select(['l.code', 's.key'])
    .where('l.planId', '=', (await auditor.run(moneyTotals, {})).planId)
    .execute()
  expect(positions.length).toBeGreaterThan(0)
  const rows = await rowsOf('line.year.source')
  for (const place of positions) {
    const row = rows.find(
      ({ line, year, source }) => line === place.code && year === place.year && source === place.key,
    )
    expect({
      allocated: (row?.allocated ?? 0n) + (row?.adjusted ?? 0n),
      committed: row?.committed ?? 0n,
      paid: row?.paid ?? 0n,
      remaining: row?.remaining ?? 0n,
      carriedIn: row?.carriedIn ?? 0n,
      carriedOut: row?.carriedOut ?? 0n,
      cancelled: row?.cancelled ?? 0n,
    }).toEqual({
      allocated: place.allocated,
      committed: place.committed,
      paid: place.disbursed,
      remaining: place.remaining,
      carriedIn: place.carriedIn,
      carriedOut: place.carriedOut,
      cancelled: place.cancelled,
    })
  }
})

test('a past day is not changed by what is booked after it', async () => {
  const by = 'line.year.source.task'
  const finance = await nscl.as('finance')
  const free = (await rowsOf(by)).find(({ allocated, year }) => allocated > 0n && year === 2025)
  if (free === undefined) throw new Error('the sample has no estimate')
  const before = await rowsOf(by, { on: '2025-06-30' })
  const { figures } = await auditor.run(moneyTotals, {})
  await finance.run(allocate, {
    ...{ line: free.line, source: free.source, year: free.year, amount: 1_000_000n, overEstimate: true },
    ...{
      documentNumber: '77/QĐ',
      documentDate: '2025-12-30',
      fileId: await nscl.evidence(),
      note: 'Bổ sung',
    },
  })
  expect(await rowsOf(by, { on: '2025-06-30' })).toEqual(before)
  const after = await auditor.run(moneyTotals, {})
  expect(after.figures.allocated - figures.allocated).toBe(1_000_000n)
  expect(after.figures.remaining - figures.remaining).toBe(1_000_000n)
})

test('a line of sub-lines, a year, a source and what is of no task are filters that add up', async () => {
  const { figures: all } = await auditor.run(moneyTotals, {})
  const tasks = await rowsOf('task')
  const none = await auditor.run(moneyTotals, { task: 'none' })
  const withTask = tasks.filter(({ task }) => task !== null)
  expect(withTask.length).toBeGreaterThan(0)
  for (const column of columns)
    expect(withTask.reduce((sum, row) => sum + row[column], none.figures[column])).toBe(all[column])
  const group = await db
    .selectFrom('budgetLine as l')
    .select('l.code')
    .where((eb) =>
      eb.exists(eb.selectFrom('budgetLine as c').select('c.id').whereRef('c.parentId', '=', 'l.id')),
    )
    .executeTakeFirstOrThrow()
  const under = await rowsOf('line', { line: group.code })
  expect(under.length).toBeGreaterThan(0)
  const { figures } = await auditor.run(moneyTotals, { line: group.code })
  expect(under.reduce((sum, row) => sum + row.plan, 0n)).toBe(figures.plan)
})
