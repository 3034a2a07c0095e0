import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { committeeName, communesAfter } from '../agencies/index.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { askStanding, askWhatStands } from './ask.ts'
import { addDeed, sendReport } from './commands.ts'
import { setPeriod } from './periods.ts'
import { listStanding, showStanding } from './queries.ts'

/* District committees ended on 30 June 2025: of what is asked about later, each commune that came of a district is asked. */

const { system, as } = await testSystem()
const { db } = system
const code = 'V.5.1'
const district = 'Ủy ban nhân dân huyện Trần Đề'
let officer: Someone
let planId: number
let communes: string[]

const on = (day: string): System => ({ ...system, now: () => new Date(`${day}T02:00:00Z`) })
const run = <I extends z.ZodObject, O extends z.ZodType>(
  day: string,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
) => execute(on(day), operation, officer.actor, input, { via: 'page' })

/** Who is asked on a day about the periods due on another, of the district and its communes. */
async function askedOf(dueOn: string, day: string): Promise<string[]> {
  const { rows } = await run(day, listStanding, { code, limit: 1000 })
  const names = rows.filter((row) => row.dueOn === dueOn).map(({ agency }) => agency)
  return names.filter((name) => name === district || communes.includes(name)).toSorted()
}

beforeAll(async () => {
  officer = await as('coordinator')
  await db.connection().execute(async (own) => {
    await sql`ALTER TABLE installation DISABLE TRIGGER ALL`.execute(own)
    await sql`UPDATE installation SET first_day = '2024-11-18'`.execute(own)
    await sql`ALTER TABLE installation ENABLE TRIGGER ALL`.execute(own)
  })
  await sql`UPDATE plan SET kept_from = '2024-11-18'`.execute(db)
  planId = (await db.selectFrom('plan').select('id').executeTakeFirstOrThrow()).id
  communes = (await communesAfter(db, district, '2025-12-20'))
    .map(({ name }) => committeeName(name))
    .toSorted()
  // a period of which the split is the middle
  await run('2025-06-01', setPeriod, { planId, code, recurrence: 'yearly', source: 'Công văn 12/SKHCN' })
  await run('2025-06-01', askStanding, {})
})

test('before the split the district is asked, and no commune', async () => {
  expect(communes.length).toBeGreaterThan(3)
  expect(await askedOf('2025-12-31', '2025-06-01')).toEqual([district])
})

test('the hour after the split asks each commune, once, and the district no more', async () => {
  await askWhatStands(on('2025-07-02'))
  expect(await askedOf('2025-12-31', '2025-07-02')).toEqual(communes)
  expect(await run('2025-07-02', askStanding, {})).toEqual({ asked: 0, dropped: 0 })
  // two districts shared no commune: each is asked once for the duty
  const { rows } = await run('2025-07-02', listStanding, { code, year: 2025, limit: 1000 })
  const dueLater = rows.filter(({ dueOn }) => dueOn === '2025-12-31').map(({ agencyId }) => agencyId)
  expect(new Set(dueLater).size).toBe(dueLater.length)
})

test('each commune answers for itself; one answer leaves the others open', async () => {
  const { rows } = await run('2025-12-20', listStanding, { code, year: 2025, limit: 1000 })
  const [first, second] = rows.filter(
    ({ agency, dueOn }) => communes.includes(agency) && dueOn === '2025-12-31',
  )
  await run('2025-12-20', sendReport, { id: first?.id, version: first?.version, done: 'Đã phổ biến' })
  expect(await run('2025-12-20', showStanding, { id: first?.id })).toMatchObject({
    ...{ state: 'reported', agency: first?.agency },
  })
  expect(await run('2025-12-20', showStanding, { id: second?.id })).toMatchObject({ state: 'asked' })
  await run('2026-01-02', askStanding, {})
  expect(await askedOf('2025-12-31', '2026-01-02')).toEqual(communes)
})

test('what was entered for the district before it ended stays, with whom the list of agencies names', async () => {
  const other = 'V.5.2'
  await sql`DELETE FROM standing_report WHERE duty_id IN (SELECT id FROM duty WHERE code = ${other})`.execute(
    db,
  )
  await run('2025-06-10', setPeriod, {
    ...{ planId, code: other, recurrence: 'yearly', source: 'Công văn 12/SKHCN' },
  })
  await run('2025-06-10', askStanding, {})
  const { rows } = await run('2025-06-10', listStanding, { code: other, year: 2025, limit: 1000 })
  const own = rows.find(({ agency }) => agency === district)
  await run('2025-06-10', addDeed, { id: own?.id, text: 'Hội nghị phổ biến', doneOn: '2025-05-02' })
  await run('2025-07-02', askStanding, {})
  expect(await run('2025-07-02', showStanding, { id: own?.id })).toMatchObject({
    ...{ agency: 'Sở Khoa học và Công nghệ thành phố Cần Thơ', deeds: 1 },
  })
  const later = await run('2025-07-02', listStanding, { code: other, year: 2025, limit: 1000 })
  expect(later.rows.map(({ agency }) => agency)).toEqual(expect.arrayContaining(communes))
})
