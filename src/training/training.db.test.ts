import { expect, test } from 'vitest'
import { activePlan } from '../plan/queries.ts'
import { Problem } from '../platform/problem.ts'
import { testSystem } from '../testing/system.ts'
import { recordEvent, retractEvent } from './commands.ts'
import { listEvents } from './queries.ts'

const { system, as, evidence } = await testSystem()
const coordinator = await as('coordinator')
const plan = await activePlan(system.db)

async function result(indicator: string): Promise<number | undefined> {
  const rows = await system.db
    .selectFrom('target_result')
    .select('result')
    .where('plan_id', '=', plan.id)
    .where('indicator_key', '=', indicator)
    .where('year', 'is', null)
    .executeTakeFirst()
  return rows?.result ?? undefined
}

const event = async (kind: string, more: Record<string, unknown> = {}) => ({
  kind,
  title: 'Hội thảo năng suất chất lượng',
  heldOn: '15/05/2025',
  place: 'Sóc Trăng',
  participants: '60',
  fileId: await evidence(),
  ...more,
})

test('a course of 20 people that trains 8 experts counts 8 towards "khoảng 15 chuyên gia"', async () => {
  await coordinator.run(recordEvent, await event('expert_training', { participants: 20, experts: '8' }))
  expect(await result('experts')).toBe(8)
})

test('a conference counts once, and no more after it was retracted; the list still shows it', async () => {
  const { id } = await coordinator.run(recordEvent, await event('conference'))
  expect(await result('conferences')).toBe(1)
  await coordinator.run(retractEvent, { id, reason: 'Ghi trùng' })
  expect(await result('conferences')).toBe(0)
  const { rows } = await coordinator.run(listEvents, { state: 'retracted' })
  expect(rows.map((row) => [row.id, row.retraction])).toEqual([[id, 'Ghi trùng']])
})

test.each([
  ['heldOn', { heldOn: '01/01/2027' }],
  ['heldOn', { heldOn: '31/12/2023' }],
  ['endedOn', { endedOn: '14/05/2025' }],
  ['experts', { experts: '3' }],
  ['fileId', { fileId: '' }],
])('a wrong %s is named and nothing is counted', async (field, wrong) => {
  const before = await result('courses')
  const problem = await coordinator
    .run(recordEvent, await event('course', wrong))
    .catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(Problem)
  expect(problem instanceof Problem && problem.fields.map((each) => each.field)).toEqual([field])
  expect(await result('courses')).toBe(before)
})
