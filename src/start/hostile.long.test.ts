import { expect, test } from 'vitest'
import { hostileRequests, tallyText } from '../testing/hostile-requests.ts'
import { capabilities } from './capabilities.ts'

test('of more than five thousand hostile requests over all operations none brings the program to a fault of its own', async () => {
  const tally = await hostileRequests(1322, 6000)
  process.stdout.write(`${tallyText(tally)}\n`)
  expect(tally.faults).toEqual([])
  expect(tally.operations).toBe(capabilities.operations.length)
})
