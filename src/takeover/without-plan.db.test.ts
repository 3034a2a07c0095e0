import { expect, test } from 'vitest'
import { listEnterprises } from '../enterprises/index.ts'
import { chooseProvince } from '../setup/index.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { proposeTakeover, undoTakeover } from './batches.ts'
import { approveTakeover, checkTakeover, showTakeover } from './import.ts'
import { listBatches, takeoverSteps } from './queries.ts'
import { steps } from './steps.ts'

/* An office that has begun without a plan takes over what is of no plan, and is told what has to wait for one. */

const { system, as } = await testSystem({ clean: true })
const admin = await as('coordinator', { admin: true })
await admin.run(chooseProvince, { province: 'Đồng Nai' })
const coordinator = await as('coordinator')
const leader = await as('leader')
const unit = await system.db
  .selectFrom('adminUnit')
  .select('name')
  .where('validTo', 'is', null)
  .orderBy('id')
  .executeTakeFirstOrThrow()
const text = [
  'Mã số thuế,Tên doanh nghiệp,Địa chỉ,Địa bàn,Lĩnh vực',
  `2200108445,Công ty Mẫu,Số 1,"${unit.name}, Đồng Nai",Sản xuất`,
].join('\n')

test('the steps say which of them are of a plan: all but the enterprises', async () => {
  const shown = await coordinator.run(takeoverSteps, {})
  expect(shown.plan).toBe(null)
  expect(shown.steps.filter(({ ofPlan }) => !ofPlan).map(({ key }) => key)).toEqual(['enterprises'])
})

test('enterprises are taken over, approved and undone without a plan', async () => {
  const { id, added } = await coordinator.run(checkTakeover, { step: 'enterprises', text })
  expect(added).toBe(1)
  expect(await coordinator.run(showTakeover, { id })).toMatchObject({ planId: null, plan: null })
  await coordinator.run(proposeTakeover, { id, note: 'Sổ cũ' })
  expect(
    (await problemOf(coordinator.run(checkTakeover, { step: 'enterprises', text }))).fields[0]?.field,
  ).toBe('again')
  await leader.run(approveTakeover, { id })
  expect((await coordinator.run(listEnterprises, {})).rows.map(({ name }) => name)).toEqual(['Công ty Mẫu'])
  expect((await coordinator.run(listBatches, {})).rows).toMatchObject([{ id, plan: null, state: 'approved' }])
  expect((await coordinator.run(takeoverSteps, {})).steps[0]).toMatchObject({ approved: 1, rows: 1 })
  await leader.run(undoTakeover, { id, reason: 'Nhập nhầm' })
  expect((await coordinator.run(listEnterprises, {})).rows).toEqual([])
})

test.each(
  steps.filter(({ ofPlan }) => ofPlan !== false).map(({ key, takenBy }) => [key, takenBy[0]] as const),
)('the step %s is refused before there is a plan, at the plan', async (key, role) => {
  const someone = await as(role ?? 'coordinator')
  const problem = await problemOf(someone.run(checkTakeover, { step: key, text }))
  expect([problem.status, problem.fields[0]?.field]).toEqual([422, 'planId'])
})
