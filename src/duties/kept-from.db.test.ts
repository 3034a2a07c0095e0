import { beforeAll, expect, test } from 'vitest'
import { acceptMadeUp } from '../plan-drafts/testing.ts'
import { dueReports } from '../reports/queries.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { listDuties } from './queries.ts'

/* A neighbour's plan is entered in the middle of its period: what was due under it before was done, or not, without this program. */

const place = await testSystem()
const year = place.system.now().getFullYear()
let coordinator: Someone
let planId: number

beforeAll(async () => {
  coordinator = await place.as('coordinator')
  planId = await acceptMadeUp(place, coordinator, {
    number: '61/KH-UBND',
    province: 'Hậu Giang',
    issuedOn: `${year - 2}-03-15`,
    firstYear: year - 2,
    lastYear: year + 2,
  })
})

const total = async (state: string, plan = planId) =>
  (await coordinator.run(listDuties, { state, plan: String(plan) })).total

test('nothing of before is late, and it may be entered as history', async () => {
  expect(await total('late')).toBe(0)
  expect(await total('history')).toBeGreaterThan(0)
  expect(await total('open')).toBeGreaterThan(0)
})

test('the reports of the years before are asked for by nobody', async () => {
  const { years } = await coordinator.run(dueReports, { plan: String(planId) })
  expect(years.filter(({ late }) => late)).toEqual([])
  expect(years.length).toBeGreaterThan(0)
})

test('the plan that came with the installation keeps the day of the installation', async () => {
  const [own, other] = await place.system.db
    .selectFrom('plan')
    .select(['id', 'keptFrom'])
    .orderBy('id')
    .execute()
  expect([own?.keptFrom, typeof other?.keptFrom]).toEqual([null, 'string'])
})
