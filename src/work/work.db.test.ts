import { expect, test } from 'vitest'
import { checkApplication, editApplication, fileApplication } from '../applications/index.ts'
import { appraised, filing, versionOf } from '../applications/testing.ts'
import { execute } from '../platform/execute.ts'
import { actorOfAccount } from '../platform/session.ts'
import { makeEnterprise } from '../support/testing.ts'
import { testSystem } from '../testing/system.ts'
import { listWorkLimits, setWorkLimit, workLimitHistory } from './limits.ts'
import { countWork, listWork } from './queries.ts'

const nscl = await testSystem()
const { system } = nscl
const coordinator = await nscl.as('coordinator')
const records = async (who: typeof coordinator, kind: string) =>
  (await who.run(listWork, { kind, limit: 1000 })).rows.map(({ recordId }) => recordId)

test('a filed application waits to be checked, with a limit in working days and its source', async () => {
  const filed = await coordinator.run(fileApplication, await filing(nscl, await makeEnterprise(system)))
  const { rows } = await coordinator.run(listWork, { kind: 'applications.check' })
  const row = rows.find(({ recordId }) => recordId === filed.id)
  // Filed on Monday 6 January 2025: five working days later is Monday 13 January.
  expect(row).toMatchObject({
    since: '2025-01-06',
    lastOn: '2025-01-13',
    due: 'late',
    href: `/applications/${filed.id}`,
  })
  expect(row?.limit?.days).toBe(5)
  expect((await coordinator.run(countWork, {})).kinds.map(({ kind }) => kind)).toContain('applications.check')
})

test('a returned application is its enterprise’s work, and the coordinator’s while the enterprise has no account', async () => {
  const enterpriseId = await makeEnterprise(system)
  const { id } = await coordinator.run(fileApplication, await filing(nscl, enterpriseId))
  await coordinator.run(checkApplication, {
    id,
    version: await versionOf(coordinator, id),
    outcome: 'returned',
    note: 'Thiếu tệp',
  })
  expect(await records(coordinator, 'applications.check')).not.toContain(id)
  expect(await records(coordinator, 'applications.complete')).toContain(id)
  const owner = await nscl.as('enterprise', { enterpriseId })
  expect(await records(owner, 'applications.complete')).toEqual([id])
  expect(await records(coordinator, 'applications.complete')).not.toContain(id)
  const { enterpriseId: _, filedOn: _on, ...body } = await filing(nscl, enterpriseId)
  await owner.run(editApplication, { ...body, id, version: await versionOf(owner, id) })
  expect(await records(owner, 'applications.complete')).toEqual([])
  expect(await records(coordinator, 'applications.check')).toContain(id)
})

test('who appraised an application does not find its decision on the list; others do', async () => {
  const officer = await nscl.as('coordinator')
  const { id } = await officer.run(fileApplication, await filing(nscl, await makeEnterprise(system)))
  await officer.run(checkApplication, { id, version: await versionOf(officer, id), outcome: 'checked' })
  expect(await records(officer, 'applications.appraise')).toContain(id)
  const other = await appraised(nscl, coordinator, await makeEnterprise(system))
  const leader = await nscl.as('leader')
  expect(await records(coordinator, 'applications.decide')).toContain(other)
  expect(await records(leader, 'applications.decide')).toContain(other)
  const { userId } = await system.db
    .selectFrom('audit')
    .select('userId')
    .where('subject', '=', `application:${other}`)
    .where('command', '=', 'applications.appraise')
    .executeTakeFirstOrThrow()
  const appraiser = await actorOfAccount(system.db, userId ?? '')
  if (appraiser === null) throw new Error('nobody appraised')
  const own = await execute(system, listWork, appraiser, { kind: 'applications.decide' }, { via: 'page' })
  expect(own.rows.map(({ recordId }) => recordId)).not.toContain(other)
})

test('the same duty of several agencies is one line, which opens into them', async () => {
  const { rows } = await coordinator.run(listWork, { kind: 'duties.complete', limit: 1000 })
  const group = rows.find(({ count }) => count > 1)
  expect(group?.recordId).toBeNull()
  const each = await coordinator.run(listWork, {
    kind: 'duties.complete',
    group: group?.group ?? '',
    limit: 1000,
  })
  expect(each.rows).toHaveLength(group?.count ?? 0)
  expect(each.rows.every(({ count, recordId }) => count === 1 && recordId !== null)).toBe(true)
})

test('the list turns its pages: due first, no row twice, none left out', async () => {
  const whole = await coordinator.run(listWork, { limit: 1000 })
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: typeof whole = await coordinator.run(listWork, {
      limit: 3,
      ...(cursor === null ? {} : { cursor }),
    })
    seen.push(...page.rows.map(({ id }) => id))
    cursor = page.next
  } while (cursor !== null)
  expect(seen).toEqual(whole.rows.map(({ id }) => id))
  const days = whole.rows.map(({ lastOn }) => lastOn ?? '9999')
  expect(days).toEqual(days.toSorted())
})

test('a limit is set by the coordinator with its basis, holds from then on, and its history is told', async () => {
  const kind = 'applications.check'
  const { days: before } =
    (await coordinator.run(listWorkLimits, {})).kinds.find((one) => one.kind === kind)?.limit ?? {}
  await coordinator.run(setWorkLimit, { kind, days: 7, source: 'Quyết định 12/QĐ-SKHCN' })
  await coordinator.run(setWorkLimit, { kind, days: 4, source: 'Quyết định 15/QĐ-SKHCN' })
  const { changes } = await coordinator.run(workLimitHistory, { kind })
  expect(changes.map(({ before: from, days, source, by }) => [from, days, source, by])).toEqual([
    [7, 4, 'Quyết định 15/QĐ-SKHCN', coordinator.actor.name],
    [before, 7, 'Quyết định 12/QĐ-SKHCN', coordinator.actor.name],
  ])
  const { kinds } = await (await nscl.as('leader')).run(listWorkLimits, {})
  expect(kinds.find((one) => one.kind === kind)?.limit).toMatchObject({ days: 4, toCheck: false })
  const agency = await nscl.as('agency')
  await expect(agency.run(setWorkLimit, { kind, days: 9, source: 'x' })).rejects.toMatchObject({
    status: 403,
  })
  await expect(coordinator.run(workLimitHistory, { kind: 'không có' })).rejects.toMatchObject({ status: 404 })
})
