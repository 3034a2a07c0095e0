import { expect, test } from 'vitest'
import { fileApplication } from '../applications/index.ts'
import { filing } from '../applications/testing.ts'
import { Problem } from '../platform/problem.ts'
import { makeEnterprise } from '../support/testing.ts'
import { testSystem } from '../testing/system.ts'
import {
  assignMany,
  assignWork,
  chargedRecords,
  previewAssignment,
  recordAt,
  showOfficer,
} from './officers.ts'
import { countWork, listWork } from './queries.ts'

const nscl = await testSystem()
const { system } = nscl
const coordinator = await nscl.as('coordinator')
const colleague = await nscl.as('coordinator')
type Who = typeof coordinator

const application = async () =>
  (await coordinator.run(fileApplication, await filing(nscl, await makeEnterprise(system)))).id
const idOf = ({ actor }: Who) => actor.userId ?? ''
const listed = async (who: Who, whose: string) =>
  (await who.run(listWork, { kind: 'applications.check', whose, limit: 1000 })).rows.map(
    ({ recordId }) => recordId,
  )

test('who is in charge has the work, others no longer find it on their list, and everybody finds it among colleagues’', async () => {
  const recordId = await application()
  expect(await listed(coordinator, 'nobody')).toContain(recordId)
  await coordinator.run(assignWork, { record: 'application', recordId, accountId: idOf(colleague) })
  expect(await listed(colleague, 'mine')).toContain(recordId)
  expect(await listed(colleague, 'open')).toContain(recordId)
  expect(await listed(coordinator, 'open')).not.toContain(recordId)
  expect(await listed(coordinator, 'nobody')).not.toContain(recordId)
  expect(await listed(coordinator, 'agency')).toContain(recordId)
  const { kinds } = await colleague.run(countWork, { whose: 'mine' })
  expect(kinds.map(({ kind }) => kind)).toEqual(['applications.check'])
})

test.each(chargedRecords)('a %s of a number that none has is not there, and no fault', async (record) => {
  const failed = await coordinator
    .run(showOfficer, { record, recordId: 1_413_641_637 })
    .catch((error) => error)
  expect(failed).toBeInstanceOf(Problem)
  expect(failed.status).toBe(404)
})

test('giving it to another ends the one before, with who gave it and why; the new officer is told', async () => {
  const recordId = await application()
  const target = { record: 'application', recordId }
  await coordinator.run(assignWork, { ...target, accountId: idOf(coordinator) })
  await coordinator.run(assignWork, { ...target, accountId: idOf(colleague), reason: 'Nghỉ phép' })
  const { officer, history, candidates } = await coordinator.run(showOfficer, target)
  expect(officer?.id).toBe(idOf(colleague))
  expect(history).toMatchObject([
    { name: colleague.actor.name, by: coordinator.actor.name, reason: 'Nghỉ phép', until: null },
    { name: coordinator.actor.name, until: expect.any(String) },
  ])
  expect(candidates.map(({ id }) => id)).toEqual(expect.arrayContaining([idOf(coordinator), idOf(colleague)]))
  const notices = await system.db
    .selectFrom('notice')
    .select(['kind', 'parameters'])
    .where('accountId', '=', idOf(colleague))
    .where('kind', '=', 'work.given')
    .execute()
  expect(JSON.stringify(notices)).toContain('Nghỉ phép')
  await coordinator.run(assignWork, target)
  expect((await coordinator.run(showOfficer, target)).officer).toBeNull()
})

test('only the coordinator gives others’ work; an officer takes what is nobody’s and hands over what is his', async () => {
  const leader = await nscl.as('leader')
  const other = await nscl.as('leader')
  const recordId = await application()
  const target = { record: 'application', recordId }
  await expect(leader.run(assignWork, { ...target, accountId: idOf(other) })).rejects.toMatchObject({
    status: 403,
  })
  await leader.run(assignWork, { ...target, accountId: idOf(leader) })
  await expect(other.run(assignWork, { ...target, accountId: idOf(other) })).rejects.toMatchObject({
    status: 403,
  })
  await leader.run(assignWork, { ...target, accountId: idOf(other) })
  expect((await other.run(showOfficer, target)).officer?.id).toBe(idOf(other))
})

test('somebody who does none of the work on a record is not put in charge of it', async () => {
  const finance = await nscl.as('finance')
  const recordId = await application()
  await expect(
    coordinator.run(assignWork, { record: 'application', recordId, accountId: idOf(finance) }),
  ).rejects.toMatchObject({ status: 422, fields: [{ field: 'accountId' }] })
  await expect(
    finance.run(assignWork, { record: 'application', recordId, accountId: idOf(finance) }),
  ).rejects.toMatchObject({ status: 422 })
  await expect(
    coordinator.run(assignWork, { record: 'application', recordId: 999_999, accountId: idOf(colleague) }),
  ).rejects.toMatchObject({ status: 404 })
})

test('several are given at once as the preview said, and what cannot be is left with its reason', async () => {
  const ids = [await application(), await application(), await application()]
  const records = [...ids.map((id) => `application:${id}`), 'application:999999']
  await coordinator.run(assignWork, { record: 'application', recordId: ids[0], accountId: idOf(colleague) })
  const { rows } = await coordinator.run(previewAssignment, { records, accountId: idOf(colleague) })
  expect(rows.map(({ refused }) => refused === null)).toEqual([false, true, true, false])
  expect(rows[1]?.subject.vi).toContain(':')
  const { given, left } = await coordinator.run(assignMany, { records, accountId: idOf(colleague) })
  expect(given).toBe(2)
  expect(left.map(({ key }) => key)).toEqual([`application:${ids[0]}`, 'application:999999'])
  expect(await listed(colleague, 'mine')).toEqual(expect.arrayContaining(ids))
  // One notice for all of them.
  const told = await system.db
    .selectFrom('notice')
    .select('parameters')
    .where('accountId', '=', idOf(colleague))
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(told.parameters)).toContain('2 việc')
  await expect(
    coordinator.run(assignMany, { records: [], accountId: idOf(colleague) }),
  ).rejects.toMatchObject({ status: 422 })
})

test('an account that was closed keeps nothing from the others', async () => {
  const recordId = await application()
  const gone = await nscl.as('coordinator')
  await coordinator.run(assignWork, { record: 'application', recordId, accountId: idOf(gone) })
  expect(await listed(coordinator, 'open')).not.toContain(recordId)
  await system.db.updateTable('account').set({ disabled: true }).where('id', '=', idOf(gone)).execute()
  expect(await listed(coordinator, 'open')).toContain(recordId)
})

test('the page of a record is known by its address', () => {
  expect(recordAt('/applications/7')).toEqual({ record: 'application', recordId: 7 })
  expect(recordAt('/support/12')).toEqual({ record: 'support_turn', recordId: 12 })
  for (const path of ['/applications', '/applications/7/edit', '/applications/new', '/enterprises/7', '/'])
    expect(recordAt(path)).toBeNull()
})
