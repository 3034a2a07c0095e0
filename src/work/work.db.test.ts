import { expect, test } from 'vitest'
import { fileApplication } from '../applications/index.ts'
import { filing } from '../applications/testing.ts'
import { makeEnterprise } from '../support/testing.ts'
import { testSystem } from '../testing/system.ts'
import { countWork, listWork } from './queries.ts'

const nscl = await testSystem()
const { system } = nscl
const coordinator = await nscl.as('coordinator')

test('a filed application waits to be checked', async () => {
  const id = await makeEnterprise(system)
  const filed = await coordinator.run(fileApplication, await filing(nscl, id))
  const { rows } = await coordinator.run(listWork, { kind: 'applications.check' })
  expect(rows.map(({ recordId }) => recordId)).toEqual([filed.id])
  console.log(JSON.stringify(await coordinator.run(countWork, {}), null, 1))
  console.log(JSON.stringify((await coordinator.run(listWork, {})).rows.slice(0, 6), null, 1))
})
