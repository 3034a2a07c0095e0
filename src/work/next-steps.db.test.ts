import { expect, test } from 'vitest'
import { fileApplication } from '../applications/index.ts'
import { filing } from '../applications/testing.ts'
import { today } from '../platform/dates.ts'
import { contentId, makeEnterprise } from '../support/testing.ts'
import { testSystem } from '../testing/system.ts'
import { nextSteps, nextStepsOf, settledWords } from './next-steps.ts'
import { assignWork } from './officers.ts'

const nscl = await testSystem()
const { system } = nscl
const coordinator = await nscl.as('coordinator')
const of = async (who: typeof coordinator, record: string, recordId: number) =>
  (await who.run(nextSteps, { record, recordId })).steps

test('a filed application tells what comes next, whose it is and by when, to the office and to its enterprise', async () => {
  const enterpriseId = await makeEnterprise(system)
  const { id } = await coordinator.run(fileApplication, await filing(nscl, enterpriseId))
  const [step] = await of(coordinator, 'application', id)
  expect(step).toMatchObject({
    kind: 'applications.check',
    whose: { vi: 'Cơ quan điều hành', en: 'Coordinator' },
    mine: true,
    since: '2025-01-06',
    lastOn: '2025-01-13',
    late: true,
    href: `/applications/${id}`,
  })
  const owner = await nscl.as('enterprise', { enterpriseId })
  expect(await of(owner, 'application', id)).toMatchObject([
    { kind: 'applications.check', mine: false, officer: null },
  ])
  const other = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(system) })
  await expect(of(other, 'application', id)).rejects.toMatchObject({ status: 404 })
})

test('who is in charge is named to officers, and not to the enterprise', async () => {
  const enterpriseId = await makeEnterprise(system)
  const { id } = await coordinator.run(fileApplication, await filing(nscl, enterpriseId))
  const officer = await nscl.as('coordinator')
  await coordinator.run(assignWork, {
    record: 'application',
    recordId: id,
    accountId: officer.actor.userId ?? '',
  })
  expect(await of(coordinator, 'application', id)).toMatchObject([
    { officer: officer.actor.name, mine: false },
  ])
  expect(await of(officer, 'application', id)).toMatchObject([{ mine: true }])
  const owner = await nscl.as('enterprise', { enterpriseId })
  expect(await of(owner, 'application', id)).toMatchObject([{ officer: null }])
})

test('an enterprise’s page tells of all that waits in its matters, each kind once', async () => {
  const enterpriseId = await makeEnterprise(system)
  await coordinator.run(fileApplication, await filing(nscl, enterpriseId))
  await coordinator.run(
    fileApplication,
    await filing(nscl, enterpriseId, { contentId: await contentId(system, 'quality-management') }),
  )
  const { db } = system
  const steps = await nextStepsOf({ db, actor: coordinator.actor, today: today(system.now()) }, [
    { enterpriseId },
  ])
  expect(steps.filter(({ kind }) => kind === 'applications.check')).toMatchObject([{ count: 2 }])
})

test('a state in which nobody has to act says why', () => {
  expect(settledWords('application', 'withdrawn')?.vi).toBe('Doanh nghiệp đã rút.')
  expect(settledWords('application', 'filed')).toBeNull()
})
