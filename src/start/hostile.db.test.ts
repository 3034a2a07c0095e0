import { expect, test } from 'vitest'
import { hostileRequests } from '../testing/hostile-requests.ts'
import { capabilities } from './capabilities.ts'

// Five thousand and more: `npm run test:long`.
test('no hostile request brings the program to a fault of its own', async () => {
  const tally = await hostileRequests(181, capabilities.operations.length)
  expect(tally.faults).toEqual([])
  expect(tally.operations).toBe(capabilities.operations.length)
})
