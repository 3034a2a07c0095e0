import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { allocate, commitDirectly } from '../budget/index.ts'
import { pay } from '../budget/testing.ts'
import { listNotices } from '../notices/index.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { tellOfUnderSpending } from './notices.ts'
import { endThreshold, listThresholds, setThreshold } from './thresholds.ts'
import { answerUnderSpent, listUnderSpent } from './under-spending.ts'

/* The alarm of under-spending: by its rows, from July on and never before. */

const nscl = await testSystem()
const { db } = nscl.system
const coordinator = await nscl.as('coordinator')
const finance = await nscl.as('finance')
const fileId = await nscl.evidence()
const source = 'provincial_st'
const year = 2025

/** The lines for which the alarm rings on a day. */
async function ringing(day: string) {
  const { rows } = await sql<{ code: string; leastPercent: number; given: bigint; paid: bigint }>`
    SELECT b.code, u.least_percent, u.given, u.paid FROM under_spent(${day}::date) u JOIN budget_line b ON b.id = u.line_id ORDER BY b.code`.execute(
    db,
  )
  return rows.map(({ code }) => code)
}
const threshold = {
  fromMonth: 7,
  leastPercent: 40,
  validFrom: '2025-01-01',
  reason: 'Theo chỉ đạo của UBND tỉnh',
}

test('without a row it never rings; with one it rings from its month on, in the budget year alone', async () => {
  for (const [line, amount] of [
    ['II.1', 30_000_000n],
    ['III.1', 100_000_000n],
  ] as const)
    await finance.run(allocate, {
      ...{ line, source, year, amount, documentNumber: `${line}/QĐ`, documentDate: '2025-01-15', fileId },
    })
  const { commitmentId } = await coordinator.run(commitDirectly, {
    ...{ line: 'III.1', source, year, amount: 60_000_000n, purpose: 'Đào tạo chuyên gia' },
    ...{ documentNumber: '3/HĐ', documentDate: '2025-03-01', fileId },
  })
  await pay(finance, coordinator, { id: commitmentId, amount: 40_000_000n, fileId, on: '2025-06-20' })
  expect(await ringing('2025-09-15')).toEqual([])
  await finance.run(setThreshold, threshold)
  await finance.run(setThreshold, { ...threshold, fromMonth: 10, leastPercent: 70 })
  expect(await ringing('2025-07-01')).toEqual(['II.1'])
  expect(await ringing('2025-09-30')).toEqual(['II.1'])
  expect(await ringing('2025-10-01')).toEqual(['II.1', 'III.1'])
  expect(await ringing('2026-08-01')).toEqual([])
})

test('never before July, whatever is set: no row of an earlier month is kept, and no day before July rings', async () => {
  const early = await problemOf(finance.run(setThreshold, { ...threshold, fromMonth: 6 }))
  expect(early.fields.map(({ field }) => field)).toEqual(['fromMonth'])
  await expect(
    sql`INSERT INTO spending_threshold (from_month, least_percent, valid_from, reason, set_at) VALUES (6, 99, '2025-01-01', 'x', now())`.execute(
      db,
    ),
  ).rejects.toThrow(/spending_threshold_july/)
  for (let month = 1; month <= 6; month++)
    for (const day of [1, 28]) {
      const on = `2025-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
      expect([on, await ringing(on)]).toEqual([on, []])
    }
})

test('it rings exactly for what is paid less of than the percent of the month, at random figures', async () => {
  const { rows } = await sql<{ wrong: number; all: number }>`
    SELECT count(*)::int AS all, count(*) FILTER (WHERE (p.disbursed * 100 < (p.allocated + p.carried_in - p.carried_out - p.cancelled) * 40)
             <> EXISTS (SELECT FROM under_spent('2025-08-31') u WHERE (u.line_id, u.year, u.source_id) = (p.line_id, p.year, p.source_id)))::int AS wrong
      FROM budget_position p WHERE p.year = 2025 AND p.allocated > 0`.execute(db)
  expect(rows).toEqual([{ all: 2, wrong: 0 }])
})

test('the coordinator, the finance office and the agency that spends are told once a month, with the lines', async () => {
  const told = async () =>
    (await coordinator.run(listNotices, { limit: 100 })).rows.filter(({ subject }) =>
      subject.vi.startsWith('Cảnh báo chi chậm'),
    )
  const at = (today: string) => ({ db, now: new Date(`${today}T03:00:00Z`), today })
  await tellOfUnderSpending(at('2025-06-30'))
  expect(await told()).toHaveLength(0)
  await tellOfUnderSpending(at('2025-07-01'))
  await tellOfUnderSpending(at('2025-07-02'))
  const first = await told()
  expect(first).toHaveLength(1)
  expect(first[0]?.subject.vi).toBe('Cảnh báo chi chậm: 1 mục')
  await tellOfUnderSpending(at('2025-10-01'))
  expect((await told()).map(({ subject }) => subject.vi)).toContain('Cảnh báo chi chậm: 2 mục')
})

test('a threshold is set anew from a later day or ended; the statistics office sets none', async () => {
  const before = await problemOf(finance.run(setThreshold, threshold))
  expect(before.code).toBe('moneyView.thresholdBefore')
  await finance.run(setThreshold, { ...threshold, leastPercent: 10, validFrom: '2025-09-01' })
  expect(await ringing('2025-08-31')).toEqual(['II.1'])
  const rows = await coordinator.run(listThresholds, {})
  expect(rows.map(({ fromMonth, leastPercent, validTo }) => [fromMonth, leastPercent, validTo])).toEqual([
    [7, 10, null],
    [7, 40, '2025-08-31'],
    [10, 70, null],
  ])
  await finance.run(endThreshold, { id: rows[2]?.id })
  expect((await problemOf(finance.run(endThreshold, { id: rows[2]?.id }))).status).toBe(404)
  const statistics = await nscl.as('statistics')
  expect((await problemOf(statistics.run(setThreshold, threshold))).status).toBe(403)
})

test('for a line that does not ring nothing is answered', async () => {
  const { rows } = await coordinator.run(listUnderSpent, {})
  expect(rows.every(({ paid, given, leastPercent }) => paid * 100n < given * BigInt(leastPercent))).toBe(true)
  const wrong = await problemOf(
    coordinator.run(answerUnderSpent, { place: '0-0', reason: 'Chậm đấu thầu', measure: 'Xong trong tháng' }),
  )
  expect(wrong.code).toBe('moneyView.notUnderSpent')
})
