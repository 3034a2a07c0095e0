import { expect, test } from 'vitest'
import { testSystem } from '../testing/system.ts'
import { prolongDuties, prolongDuty, remindDutiesNow, remindDuty } from './pressing.ts'
import { showDuty } from './queries.ts'
import { requestDuty } from './requests.ts'

const nscl = await testSystem()
const { system } = nscl
const coordinator = await nscl.as('coordinator')
const { id: agencyId } = await system.db
  .selectFrom('agency')
  .select('id')
  .where('kind', '=', 'agency')
  .where('validTo', 'is', null)
  .limit(1)
  .executeTakeFirstOrThrow()
const agency = await nscl.as('agency', { agencyId })
const asked = async (title: string) => {
  const { ids } = await coordinator.run(requestDuty, { title, agencyIds: [agencyId], within: 10 })
  return ids[0] ?? 0
}
const noticesOf = async (kind: string) =>
  system.db
    .selectFrom('notice')
    .select(['accountId', 'href'])
    .where('kind', '=', kind)
    .where('accountId', '=', agency.actor.userId ?? '')
    .execute()

test('an agency is reminded of open work once a day, and who was not reminded is told to the office', async () => {
  const id = await asked('Báo cáo nhanh')
  expect(await coordinator.run(remindDuty, { id, message: 'Xin gấp' })).toEqual({ id, told: 1 })
  expect(await noticesOf('duties.reminded')).toEqual([
    { accountId: agency.actor.userId, href: `/duties/${id}` },
  ])
  await expect(coordinator.run(remindDuty, { id })).rejects.toMatchObject({ code: 'duties.nobodyReminded' })
  const other = await asked('Báo cáo khác')
  const many = await coordinator.run(remindDutiesNow, { ids: [id, other], preview: true })
  expect(many.rows.map(({ outcome }) => outcome)).toEqual(['left', 'possible'])
  expect(await noticesOf('duties.reminded')).toHaveLength(1)
})

test('a request gets another day, its agency is told, and a day that has gone by or is the same is refused', async () => {
  const id = await asked('Số liệu quý')
  await coordinator.run(prolongDuty, { id, dueOn: '2099-03-01', reason: 'Chờ số liệu' })
  expect(await coordinator.run(showDuty, { id })).toMatchObject({ dueOn: '2099-03-01', year: 2099 })
  expect(await noticesOf('duties.prolonged')).toHaveLength(1)
  const given = (dueOn: string) => coordinator.run(prolongDuty, { id, dueOn, reason: 'x' })
  await expect(given('2099-03-01')).rejects.toMatchObject({ code: 'duties.sameDay' })
  await expect(given('2020-01-01')).rejects.toMatchObject({ status: 422 })
})

test('the day that the plan sets is not changed with those of requests', async () => {
  const planned = await system.db
    .selectFrom('dutyItem')
    .select('id')
    .where('requestedBy', 'is', null)
    .where('doneOn', 'is', null)
    .orderBy('dueOn', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const id = await asked('Thêm')
  const done = await coordinator.run(prolongDuties, {
    ids: [planned.id, id],
    dueOn: '2099-06-30',
    reason: 'Lùi',
  })
  expect(done).toMatchObject({ done: 1, left: 1 })
  expect(done.rows[0]?.reason?.vi).toMatch(/kế hoạch định|không còn phải làm/)
})
