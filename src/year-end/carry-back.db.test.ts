import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { listCommitments } from '../budget/commitment-queries.ts'
import { allocate, commitDirectly } from '../budget/index.ts'
import { pay } from '../budget/testing.ts'
import { moneyTotals } from '../money-view/queries.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { approveYearEnd, proposeYearEnd } from './carry.ts'
import { takeBackYearEnd } from './carry-back.ts'
import { showLeft, showYearEnd } from './carry-queries.ts'

/* A carry-over of 2025 that was booked wrongly: 60 million of a contract and 20 million that are free, on line III.1. */

const nscl = await testSystem()
const { db } = nscl.system
let coordinator: Someone
let finance: Someone
let leader: Someone
let fileId: number
let commitment: number
const source = 'provincial_st'
const year = 2025

beforeAll(async () => {
  coordinator = await nscl.as('coordinator')
  finance = await nscl.as('finance')
  leader = await nscl.as('leader')
  fileId = await nscl.evidence()
  await finance.run(allocate, {
    ...{ line: 'III.1', source, year, amount: 120_000_000n, documentNumber: '1/QĐ', fileId },
    documentDate: '2025-01-15',
  })
  const made = await coordinator.run(commitDirectly, {
    ...{ line: 'III.1', source, year, amount: 100_000_000n, purpose: 'Hội nghị', documentNumber: '1/HĐ' },
    ...{ documentDate: '2025-06-01', fileId },
  })
  commitment = made.commitmentId
  await pay(finance, coordinator, { id: commitment, amount: 40_000_000n, fileId, on: '2025-12-31' })
})

const balances = async () => {
  const { rows } = await sql<{ text: string }>`
    SELECT concat_ws(' ', year, kind, balance) AS text FROM ledger_account WHERE balance <> 0 ORDER BY year, kind`.execute(
    db,
  )
  return rows.map(({ text }) => text)
}
const paper = (documentNumber: string) => ({ documentNumber, documentDate: '2026-02-10', fileId })
async function carried() {
  const { rows, grounds } = await coordinator.run(showLeft, { year })
  const ground = grounds.find(({ needs }) => needs === 'paper')?.id
  const lines = rows.map(({ line, amount, commitmentId }) => ({
    ...{ line, source, amount, ground, commitment: commitmentId ?? undefined },
  }))
  const { id } = await coordinator.run(proposeYearEnd, { kind: 'carry', year, reason: 'Chuyển', lines })
  await leader.run(approveYearEnd, { id, ...paper('2/QĐ') })
  return id
}
const takenBack = (who: Someone, id: number) =>
  who.run(takeBackYearEnd, { id, reason: 'Nhầm nguồn', ...paper('3/QĐ') })

test('it is taken back by another person, by entries that reverse it, and the year stands as before', async () => {
  const before = await balances()
  const figures = () => coordinator.run(moneyTotals, { year: String(year) })
  const stood = await figures()
  const id = await carried()
  expect(await balances()).not.toEqual(before)
  expect((await problemOf(takenBack(leader, id))).code).toBe('controls.samePerson')
  expect((await problemOf(takenBack(coordinator, id))).status).toBe(403)
  await takenBack(finance, id)
  expect(await balances()).toEqual(before)
  expect(await figures()).toEqual(stood)
  const shown = await coordinator.run(showYearEnd, { id })
  expect(shown).toMatchObject({ state: 'taken_back', back: { reason: 'Nhầm nguồn', number: '3/QĐ' } })
  expect(shown.lines.every(({ inBackId, outBackId }) => inBackId !== null && outBackId !== null)).toBe(true)
  // the commitment is one of its own year again
  const { rows } = await coordinator.run(listCommitments, {})
  expect(rows.find(({ id: one }) => one === commitment)).toMatchObject({ carriedTo: year, rest: 60_000_000n })
  expect((await problemOf(takenBack(finance, id))).code).toBe('yearEnd.notBooked')
})

test('once a part of it is used it stays', async () => {
  const id = await carried()
  await pay(finance, coordinator, {
    ...{ id: commitment, amount: 1n, fileId, on: '2026-03-01', documentNumber: 'UNC-2' },
  })
  const used = await problemOf(takenBack(finance, id))
  expect(used).toMatchObject({ code: 'yearEnd.used' })
  expect(used.words.vi).toContain('59.999.999')
})

test('whoever writes SQL: an entry that takes back is one of a decision that is taken back whole', async () => {
  const bare = db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: number }>`
      INSERT INTO ledger_entry (kind, line_id, year, source_id, commitment_id, amount, occurred_on, document_number)
      SELECT 'commitment_in_back', line_id, 2026, source_id, id, 5, '2026-03-01', 'x' FROM commitment WHERE id = ${commitment} RETURNING id`.execute(
      transaction,
    )
    await sql`INSERT INTO ledger_posting SELECT ${rows[0]?.id}, a.id, CASE a.kind WHEN 'committed' THEN -5 ELSE 5 END
      FROM commitment c JOIN ledger_account a ON (a.line_id, a.source_id, a.year) = (c.line_id, c.source_id, 2026)
     WHERE c.id = ${commitment} AND (a.kind = 'carried_in' OR (a.kind = 'committed' AND a.commitment_id = c.id))`.execute(
      transaction,
    )
  })
  await expect(bare).rejects.toMatchObject({ constraint: 'year_end_whole' })
})
