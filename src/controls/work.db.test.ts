import { expect, test } from 'vitest'
import { testSystem } from '../testing/system.ts'
import { listWork } from '../work/index.ts'
import { sayPerson } from './commands.ts'

const { system, as } = await testSystem()

test('two accounts of one name in one agency are the administrator’s work until it is said what they are', async () => {
  const admin = await as('coordinator', { admin: true })
  const [one, other] = [await as('finance'), await as('leader')]
  const ids = [one, other].map(({ actor }) => actor.userId ?? '')
  const doubles = async () => (await admin.run(listWork, { kind: 'controls.doubles' })).rows
  expect(await doubles()).toEqual([])
  await system.db.updateTable('account').set({ name: 'Trần Thị Bình' }).where('id', 'in', ids).execute()
  const [row, ...more] = await doubles()
  expect(more).toEqual([])
  expect(row).toMatchObject({ href: '/controls#persons', subject: { vi: 'Trần Thị Bình' } })
  await admin.run(sayPerson, { accountId: ids[0], personId: ids[1] })
  expect(await doubles()).toEqual([])
})
