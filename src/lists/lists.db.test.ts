import { expect, test } from 'vitest'
import { listSettings } from '../platform/list-settings.ts'
import { makeEnterprise } from '../support/testing.ts'
import { testSystem } from '../testing/system.ts'
import { chooseListLook, removeListView, saveListView, showListSettings } from './commands.ts'

const nscl = await testSystem()
const list = '/enterprises'
const colleagues = async (agencyId: number) => [
  await nscl.as('coordinator', { agencyId }),
  await nscl.as('coordinator', { agencyId }),
]
const agencies = await nscl.system.db.selectFrom('agency').select('id').orderBy('id').limit(2).execute()
const [first = { id: 0 }, second = { id: 0 }] = agencies

test('an account’s columns and rows are kept for it alone, and can be given up again', async () => {
  const [officer, other] = await colleagues(first.id)
  await officer?.run(chooseListLook, { list, columns: ['name', 'state'], compact: 'on' })
  expect(await officer?.run(showListSettings, { list })).toMatchObject({
    columns: ['name', 'state'],
    compact: true,
  })
  expect(await other?.run(showListSettings, { list })).toMatchObject({ columns: null, compact: false })
  await officer?.run(chooseListLook, { list })
  expect(await officer?.run(showListSettings, { list })).toMatchObject({ columns: null, compact: false })
})

test('a view is its account’s own until it is shared with the office, and is never another office’s', async () => {
  const [officer, colleague] = await colleagues(first.id)
  const [elsewhere] = await colleagues(second.id)
  const save = (name: string, shared: boolean) =>
    officer?.run(saveListView, { list, name, query: 'size=small&sort=name&cursor=abc&page=3', shared })
  await save('Của tôi', false)
  const shared = await save('Doanh nghiệp nhỏ', true)
  const names = async (who: typeof officer) =>
    (await who?.run(showListSettings, { list }))?.views.map(({ name }) => name)
  expect(await names(officer)).toEqual(['Của tôi', 'Doanh nghiệp nhỏ'])
  expect(await names(colleague)).toEqual(['Doanh nghiệp nhỏ'])
  expect(await names(elsewhere)).toEqual([])
  // Where in the list one was is no part of it.
  expect(
    (await listSettings(nscl.system.db, officer?.actor ?? { userId: null, agencyIds: [] }, list)).views[0]
      ?.query,
  ).toBe('size=small&sort=name')
  await expect(elsewhere?.run(removeListView, { id: shared?.id })).rejects.toMatchObject({ status: 404 })
  await officer?.run(removeListView, { id: shared?.id })
  expect(await names(colleague)).toEqual([])
})

test('a name that is saved again is the same view as it is now', async () => {
  const officer = await nscl.as('coordinator')
  const one = await officer.run(saveListView, { list, name: 'Đang chờ', query: 'state=active' })
  const two = await officer.run(saveListView, { list, name: 'Đang chờ', query: 'state=suspended' })
  expect(two.id).toBe(one.id)
  expect((await officer.run(showListSettings, { list })).views).toMatchObject([{ query: 'state=suspended' }])
})

test('a list is an address of the program, and a form about it leads nowhere else', async () => {
  const officer = await nscl.as('coordinator')
  for (const wrong of ['https://example.com', '//example.com', 'enterprises', '/a?b', '/', "/x'"])
    await expect(officer.run(chooseListLook, { list: wrong })).rejects.toMatchObject({ status: 422 })
  const { back } = await officer.run(chooseListLook, { list, back: '//example.com/?lang=en&size=small' })
  expect(back).toMatch(/^\/enterprises\?/)
})

test('who has no office shares with nobody', async () => {
  const owner = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(nscl.system) })
  await expect(
    owner.run(saveListView, { list: '/support', name: 'Của tôi', shared: true }),
  ).rejects.toMatchObject({ status: 409 })
})
