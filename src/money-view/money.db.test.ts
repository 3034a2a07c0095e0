import { expect, test } from 'vitest'
import { allocate, commitDirectly, decide } from '../budget/index.ts'
import { pay } from '../budget/testing.ts'
import { testSystem } from '../testing/system.ts'
import {
  approveYearEnd,
  drawUpSettlement,
  enterTreasury,
  proposeYearEnd,
  showLeft,
} from '../year-end/index.ts'
import { agreeSettlement } from '../year-end/settlement.ts'
import { columns } from './columns.ts'
import { moneyForecast } from './forecast-queries.ts'
import { parts } from './forecast-rules.ts'
import { moneyMonths } from './month-queries.ts'
import { listMoves, moneyTotals, moneyView } from './queries.ts'

/* Months and quarters of a small ledger, to the đồng. */

const nscl = await testSystem()
const { db } = nscl.system
const source = 'provincial_st'
const year = 2025
const coordinator = await nscl.as('coordinator')
const finance = await nscl.as('finance')
const fileId = await nscl.evidence()

test('a year by month: what was given, committed and paid, with what was booked before it and after', async () => {
  await finance.run(allocate, {
    ...{
      line: 'III.1',
      source,
      year,
      amount: 120_000_000n,
      documentNumber: '1/QĐ',
      documentDate: '2024-12-20',
      fileId,
    },
  })
  const { commitmentId } = await coordinator.run(commitDirectly, {
    ...{ line: 'III.1', source, year, amount: 100_000_000n, purpose: 'Đào tạo chuyên gia' },
    ...{ documentNumber: '3/HĐ', documentDate: '2025-06-01', fileId },
  })
  await pay(finance, coordinator, { id: commitmentId, amount: 40_000_000n, fileId, on: '2025-09-01' })
  const { months, estimate } = await coordinator.run(moneyMonths, { year, line: 'III.1', source })
  expect([months.allocated[0], months.committed[6], months.paid[9]]).toEqual([
    120_000_000n,
    100_000_000n,
    40_000_000n,
  ])
  expect(months.paid.reduce((sum, amount) => sum + amount, 0n)).toBe(40_000_000n)
  const { figures } = await coordinator.run(moneyTotals, { year, line: 'III.1', source })
  expect(estimate).toBe(figures.plan + figures.adjusted)
})

test('the view on a past day is what stood then', async () => {
  const on = async (day: string) => {
    const { rows } = await coordinator.run(moneyView, { by: 'line', line: 'III.1', year, source, on: day })
    const [row] = rows
    return [row?.allocated ?? 0n, row?.committed ?? 0n, row?.paid ?? 0n, row?.remaining ?? 0n]
  }
  expect(await on('2024-12-19')).toEqual([0n, 0n, 0n, 0n])
  expect(await on('2024-12-20')).toEqual([120_000_000n, 0n, 0n, 120_000_000n])
  expect(await on('2025-08-31')).toEqual([120_000_000n, 100_000_000n, 0n, 20_000_000n])
  expect(await on('2025-09-01')).toEqual([120_000_000n, 100_000_000n, 40_000_000n, 20_000_000n])
})

test('the quarters and what no day is known of come to what commitments hold unpaid', async () => {
  const found = await coordinator.run(moneyForecast, {})
  const { balance } = await db
    .selectFrom('ledgerAccount')
    .select((eb) => eb.fn.sum<bigint>('balance').as('balance'))
    .where('kind', '=', 'committed')
    .executeTakeFirstOrThrow()
  const expected = [...found.quarters.map(({ amounts }) => amounts), found.unknown].reduce(
    (sum, amounts) => parts.keys.reduce((all, kind) => (kind === 'paid' ? all : all + amounts[kind]), sum),
    0n,
  )
  expect(expected).toBe(BigInt(balance))
  expect(found.open).toBe(60_000_000n)
  // the year 2025 is to be spent by its last day, which is past: it is due now
  expect(found.quarters.some(({ amounts }) => amounts.yearEnd === 60_000_000n)).toBe(true)
  expect(found.yearEnds.map(({ year: of }) => of)).toEqual([2025])
})

test("a shift between lines is no allocation, the Treasury's advances are those of its statement alone, what is agreed is settled", async () => {
  const leader = await nscl.as('leader')
  const auditor = await nscl.as('auditor')
  const paper = { documentNumber: '5/QĐ', documentDate: '2025-10-01', fileId, reason: 'Điều chỉnh dự toán' }
  await finance.run(decide, {
    ...{ ...paper, kind: 'shift', year, issuer: 'UBND tỉnh', subject: 'Điều chỉnh dự toán' },
    entries: [
      { line: 'III.1', source, amount: -5_000_000n },
      { line: 'II.1', source, amount: 5_000_000n },
    ],
  })
  const of = async (line: string) => {
    const { figures } = await auditor.run(moneyTotals, { line, year, source })
    return [figures.allocated, figures.adjusted, figures.remaining]
  }
  expect(await of('III.1')).toEqual([120_000_000n, -5_000_000n, 15_000_000n])
  expect(await of('II.1')).toEqual([0n, 5_000_000n, 5_000_000n])
  const { rows, grounds } = await coordinator.run(showLeft, { year })
  const ground = grounds.find(({ needs }) => needs === 'committed_by')?.id
  const end = async (kind: 'carry' | 'cancel') => {
    const lines = rows
      .filter(({ commitmentId }) => (commitmentId !== null) === (kind === 'carry'))
      .map(({ line, amount, commitmentId }) =>
        kind === 'carry'
          ? { line, source, amount, commitment: commitmentId, ground }
          : { line, source, amount },
      )
    const { id } = await coordinator.run(proposeYearEnd, { kind, year, reason: 'Cuối năm', lines })
    await leader.run(approveYearEnd, { id, documentNumber: `${kind}/QĐ`, documentDate: '2026-02-05', fileId })
  }
  await end('carry')
  await end('cancel')
  const statement = { year, documentNumber: '7/BBĐC', documentDate: '2026-02-09' }
  const first = { line: 'II.1', source, given: 5_000_000n, paid: 0n, advanced: 0n, leftOver: 5_000_000n }
  const second = { line: 'III.1', source, given: 115_000_000n, leftOver: 75_000_000n }
  await finance.run(enterTreasury, {
    ...statement,
    figures: [first, { ...second, paid: 30_000_000n, advanced: 10_000_000n }],
  })
  const whole = { year, source }
  const total = async () => (await auditor.run(moneyTotals, whole)).figures
  expect((await total()).advanced).toBe(0n)
  await finance.run(enterTreasury, {
    ...statement,
    figures: [{ ...second, paid: 40_000_000n, advanced: 0n }],
  })
  const { id } = await finance.run(drawUpSettlement, { year })
  expect((await total()).settled).toBe(0n)
  await leader.run(agreeSettlement, { id, minutesNumber: '1/BBQT', minutesDate: '2026-02-20', fileId })
  expect(await total()).toMatchObject({
    ...{ advanced: 0n, settled: 40_000_000n, paid: 40_000_000n, committed: 40_000_000n },
    ...{
      carriedOut: 60_000_000n,
      cancelled: 20_000_000n,
      remaining: 0n,
      allocated: 120_000_000n,
      adjusted: 0n,
    },
  })
  expect((await auditor.run(moneyTotals, { ...whole, on: '2026-02-19' })).figures.settled).toBe(0n)
  for (const column of columns) {
    const list = await auditor.run(listMoves, { ...whole, column, limit: 1000 })
    expect(list.rows.reduce((sum, { amount }) => sum + amount, 0n)).toBe((await total())[column])
  }
  const next = (await auditor.run(moneyTotals, { ...whole, year: year + 1 })).figures
  expect([next.carriedIn, next.committed, next.remaining]).toEqual([60_000_000n, 60_000_000n, 0n])
})
