import { expect, test } from 'vitest'
import { createApp } from '../start/app.tsx'
import { makeEnterprise } from '../support/testing.ts'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { testSystem } from '../testing/system.ts'
import { checkApplication } from './commands.ts'
import { editApplication, fileApplication } from './file.ts'
import { listApplications, showApplication } from './queries.ts'
import { filing, versionOf } from './testing.ts'

const nscl = await testSystem()
const coordinator = await nscl.as('coordinator')

test('each filing after a return is a round more; an edit before the check is not, and an unchanged one is told to the officer', async () => {
  const enterpriseId = await makeEnterprise(nscl.system)
  const enterprise = await nscl.as('enterprise', { enterpriseId })
  const said = await filing(nscl, enterpriseId)
  const { id } = await coordinator.run(fileApplication, said)
  const edit = async (change: object = {}) =>
    enterprise.run(editApplication, { ...said, ...change, id, version: await versionOf(enterprise, id) })
  const sendBack = async () =>
    coordinator.run(checkApplication, {
      id,
      version: await versionOf(coordinator, id),
      outcome: 'returned',
      note: 'Thiếu báo giá',
    })
  const rounds = async () =>
    (await coordinator.run(showApplication, { id })).filings.map(({ round, same, requested }) => [
      round,
      same,
      requested,
    ])
  expect(await rounds()).toEqual([[1, null, 90_000_000n]])
  await edit({ requested: '85 triệu' })
  expect(await rounds()).toEqual([[1, null, 85_000_000n]])
  await sendBack()
  await edit({ requested: '85 triệu' })
  expect(await rounds()).toEqual([
    [1, null, 85_000_000n],
    [2, true, 85_000_000n],
  ])
  const { userId } = coordinator.actor
  const browser = browserOn(createApp(nscl.system), nscl.system)
  await browser.post('/sign-in', { email: await letIn(nscl.system, userId ?? ''), password: testPassword })
  const page = async () => (await browser.get(`/applications/${id}`)).text
  expect(await page()).toContain('Nộp lại mà không thay đổi gì')
  await sendBack()
  await edit({ requested: '80 triệu', description: 'Bổ sung báo giá' })
  expect((await rounds()).at(-1)).toEqual([3, false, 80_000_000n])
  const shown = await page()
  expect(shown).not.toContain('Nộp lại mà không thay đổi gì')
  expect(shown).toContain('Lần nộp 3')
  expect(shown.match(/đã thay đổi/g)).toHaveLength(2)
  const list = await coordinator.run(listApplications, {})
  expect(list.rows.find((row) => row.id === id)?.round).toBe(3)
})
