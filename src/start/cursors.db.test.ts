import { expect, test } from 'vitest'
import { z } from 'zod'
import { roles } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import type { Query } from '../platform/operation.ts'
import { Problem } from '../platform/problem.ts'
import { everyOf, fewOf } from '../testing/long.ts'
import { testSystem } from '../testing/system.ts'
import { capabilities } from './capabilities.ts'

const { system, as } = await testSystem()

const Sorts = z.object({ properties: z.object({ sort: z.object({ enum: z.array(z.string()) }) }) })
const lists = capabilities.operations.flatMap((operation) => {
  if (operation.kind !== 'query' || !('cursor' in operation.input.shape)) return []
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' })
  return [{ operation: operation as unknown as Query, sorts: Sorts.parse(schema).properties.sort.enum }]
})

const values = ['x', '', '\u0000', '2026-99-99', -1.5, 1e300, 9e15, '-1', "'; SELECT 1"]
const ids = [1, 'x', 9_007_199_254_740_991, '']
/** All for each order in the long suite, in `npm test` three of them in turn. */
const cases = values.flatMap((value) => ids.map((id) => ({ value, id })))

test('a cursor that somebody made up is a page that there is not, on every list and for every order', async () => {
  expect(lists.length).toBeGreaterThan(15)
  const people = await Promise.all(
    roles.filter((role) => role !== 'enterprise').map((role) => as(role, { admin: true })),
  )
  let tried = 0
  for (const { operation, sorts } of lists) {
    const someone = people.find(({ actor }) => operation.may.some((grant) => actor.grants.has(grant)))
    if (someone === undefined) continue
    for (const sort of sorts) {
      tried += 1
      for (const { value, id } of everyOf(12, cases, tried)) {
        const made = { sort, direction: 'asc', way: 'after', value, id, ...(id === 1 ? { total: 3 } : {}) }
        const cursor = Buffer.from(JSON.stringify(made)).toString('base64url')
        const answer = await execute(
          system,
          operation,
          someone.actor,
          { id: 1, sort, direction: 'asc', cursor },
          { via: 'api' },
        ).catch((error: unknown) => error)
        const wrong = answer instanceof Error && !(answer instanceof Problem)
        expect(wrong, `${operation.name} ${JSON.stringify(made)}: ${String(answer)}`).toBe(false)
      }
    }
  }
})

test('a page by its number behind the end is empty and no fault, on every list', async () => {
  const people = await Promise.all(
    roles.filter((role) => role !== 'enterprise').map((role) => as(role, { admin: true })),
  )
  for (const { operation } of lists) {
    const may = people.filter(({ actor }) => operation.may.some((grant) => actor.grants.has(grant)))
    for (const someone of fewOf(2, may)) {
      const answer = await execute(
        system,
        operation,
        someone.actor,
        { id: 1, page: 400, limit: 20 },
        { via: 'api' },
      ).catch((error: unknown) => error)
      if (answer instanceof Problem) continue
      expect(answer, `${operation.name} as ${someone.actor.role}`).toMatchObject({
        // The catalogue of places is longer.
        rows: operation.name === 'places.list' ? expect.any(Array) : [],
      })
    }
  }
})
