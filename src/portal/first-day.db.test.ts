import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listDuties, remindDuties } from '../duties/index.ts'
import { today } from '../platform/dates.ts'
import { dueReports } from '../reports/queries.ts'
import { testSystem } from '../testing/system.ts'
import { dashboard } from './queries.ts'

const { system, as } = await testSystem()
const coordinator = await as('coordinator')

/** Makes the installation one that begins on this day, as its first start would. */
const begins = (day: string) =>
  system.db.connection().execute(async (db) => {
    await sql`ALTER TABLE installation DISABLE TRIGGER ALL`.execute(db)
    await sql`UPDATE installation SET first_day = ${day}`.execute(db)
    await sql`ALTER TABLE installation ENABLE TRIGGER ALL`.execute(db)
  })

test('a new installation has nothing overdue: what was due before its first day is history', async () => {
  await begins('2024-01-01')
  const kept = await coordinator.run(dashboard, {})
  expect(kept.lateCount).toBeGreaterThan(0)
  expect(kept.reports.some(({ late }) => late)).toBe(true)

  await begins(today(system.now()))
  const { lateCount, reports, due } = await coordinator.run(dashboard, {})
  expect([lateCount, due.filter(({ late }) => late), reports.filter(({ late }) => late)]).toEqual([0, [], []])
  expect((await coordinator.run(remindDuties, {})).counts.late).toBe(0)
  const { years } = await coordinator.run(dueReports, {})
  expect(years.map(({ late }) => late)).toEqual([false, false])
  const late = await coordinator.run(listDuties, { state: 'late' })
  const history = await coordinator.run(listDuties, { state: 'history', limit: 1000 })
  expect([late.total, history.total]).toEqual([0, kept.lateCount])
  expect(history.rows.every(({ left, reminder }) => left === null && reminder === null)).toBe(true)
})

test('a day that lies after the first day counts as ever', async () => {
  await begins('2025-06-01')
  const late = await coordinator.run(listDuties, { state: 'late', limit: 1000 })
  expect(late.rows.length).toBeGreaterThan(0)
  expect(late.rows.every(({ dueOn }) => dueOn >= '2025-06-01')).toBe(true)
})
