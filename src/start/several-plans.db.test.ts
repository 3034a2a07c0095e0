import { expect, test } from 'vitest'
import { acceptMadeUp } from '../plan-drafts/testing.ts'
import { systemActor } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import type { Query } from '../platform/operation.ts'
import { Problem } from '../platform/problem.ts'
import { findEverything } from '../search/queries.ts'
import { testSystem } from '../testing/system.ts'
import { capabilities } from './capabilities.ts'

/* Three plans in force side by side, as after a merger of provinces, and none of them chosen. */

const nscl = await testSystem()
const coordinator = await nscl.as('coordinator')
const period = { firstYear: 2026, lastYear: 2030, issuedOn: '2026-01-05' }
for (const [number, province] of [
  ['11/KH-UBND', 'Bình Sơn'],
  ['12/KH-UBND', 'Hòa An'],
] as const) {
  await acceptMadeUp(nscl, coordinator, { ...period, number, province })
}

test('no question that the program answers breaks, whatever it is asked without naming a plan', async () => {
  const active = await nscl.system.db.selectFrom('plan').select('id').where('state', '=', 'active').execute()
  expect(active.length).toBeGreaterThanOrEqual(2)
  const queries = capabilities.operations.filter(
    ({ kind }) => kind === 'query',
  ) as unknown as readonly Query[]
  const faults: string[] = []
  for (const operation of queries) {
    for (const input of [
      {},
      { id: 1 },
      { key: 'conferences' },
      { q: 'kế hoạch' },
      { year: 2026 },
      { format: 'xlsx' },
    ]) {
      try {
        await execute(nscl.system, operation, { ...systemActor, userId: 'x' }, input, { via: 'cli' })
      } catch (error) {
        if (!(error instanceof Problem))
          faults.push(`${operation.name} ${JSON.stringify(input)}: ${String(error)}`)
      }
    }
  }
  expect(faults).toEqual([])
})

test('the search finds duties and lines of the plan that is worked in', async () => {
  const { groups } = await coordinator.run(findEverything, { q: 'kế hoạch' })
  expect(groups.map(({ kind }) => kind)).toContain('plan')
})
