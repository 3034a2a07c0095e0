import { expect, test } from 'vitest'
import { givePassword, personsOf } from '../accounts/testing/browser.ts'
import { fileApplication } from '../applications/file.ts'
import { ownFiling } from '../applications/testing.ts'
import { makeEnterprise } from '../support/testing.ts'
import { testSystem } from '../testing/system.ts'
import { listGuide } from './public-queries.ts'

const house = await testSystem()
const { system, as } = house
const password = 'chín con nghé đi cày'
const { signIn } = personsOf(house, password)

test('a filed application leads to the entry of its content, and a content stays chosen while an owner of several says for which enterprise', async () => {
  const first = await makeEnterprise(system)
  const second = await makeEnterprise(system)
  const owner = await as('enterprise', { enterpriseId: first })
  const userId = owner.actor.userId ?? ''
  const filing = await ownFiling(house, first)
  const { id } = await owner.run(fileApplication, filing)
  await system.db
    .insertInto('accountRole')
    .values({
      ...{ accountId: userId, role: 'enterprise', enterpriseId: second },
      ...{ reason: 'Chủ hai doanh nghiệp', setAt: system.now() },
    })
    .execute()
  await givePassword(system, userId, password)
  const { browser } = await signIn(`${userId}@example.vn`)
  const { contentId } = await system.db
    .selectFrom('application')
    .select('contentId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const [entry] = (await (await as('public')).run(listGuide, { contentId })).rows
  expect(await (await browser.get(`/applications/${id}`)).text()).toContain(`href="/guide/${entry?.id}"`)
  const asked = await (await browser.get(`/applications/writing/new?contentId=${contentId}`)).text()
  expect(asked).toContain(`/applications/writing/new?contentId=${contentId}&amp;enterpriseId=${second}`)
  const chosen = await browser.get(`/applications/writing/new?contentId=${contentId}&enterpriseId=${second}`)
  expect(await chosen.text()).toMatch(new RegExp(`<option value="${contentId}" selected`))
})
