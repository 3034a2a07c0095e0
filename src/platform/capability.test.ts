import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { bySpecificity, capability } from './capability.ts'
import { words } from './language.ts'
import { query } from './operation.ts'
import { page } from './page.ts'

const part = fc.oneof(fc.constantFrom('new', 'years', 'export'), fc.constantFrom('{id}', '{year}'))
const route = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `GET /${parts.join('/')}`)

/** The first address that takes a path, as the router looks for it. */
const taken = (routes: readonly string[], path: string) =>
  routes.find((each) => new RegExp(`^${each.replace(/\{\w+\}/g, '[^/]+')}$`).test(path))

test('an address with fixed parts is answered by its own page, in whatever order the rooms name them', () => {
  fc.assert(
    fc.property(fc.uniqueArray(route, { minLength: 1, maxLength: 12 }), (routes) => {
      const sorted = routes.toSorted(bySpecificity)
      const fixed = routes.filter((each) => !each.includes('{'))
      for (const each of fixed) expect(taken(sorted, each)).toBe(each)
      expect(routes.toReversed().toSorted(bySpecificity).map(shape)).toEqual(sorted.map(shape))
    }),
  )
})
const shape = (each: string) => each.replace(/\{\w+\}/g, '{}')

test.each([
  ['GET /enterprises/new', 'GET /enterprises/{id}'],
  ['GET /enterprises/{id}', 'GET /enterprises/{id}/edit'],
  ['GET /productivity/import/{id}', 'GET /productivity/{year}/{id}'],
  ['GET /accounts', 'POST /accounts'],
])('%s is tried before %s', (one, other) => {
  expect([other, one].toSorted(bySpecificity)).toEqual([one, other])
})

test('a manifest holds what its modules export, however it is wrapped, and each once', () => {
  const shown = query({
    name: 'made.show',
    summary: words('Xem', 'Show'),
    route: 'GET /made/{id}',
    input: z.object({}),
    output: z.object({}),
    may: ['public'],
    run: async () => ({}),
  })
  const first = page({ route: 'GET /made', may: ['public'], run: async () => ({ title: '', body: '' }) })
  const second = page({ route: 'POST /made', may: ['public'], run: async () => ({ title: '', body: '' }) })
  const made = capability({
    modules: [
      { shown, limit: 3, first },
      { again: shown, form: { pages: [first, second] }, none: null },
    ],
  })
  expect(made.operations).toEqual([shown])
  expect(made.pages).toEqual([first, second])
  expect(made.news).toEqual([])
})
