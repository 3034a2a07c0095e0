import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { execute } from '../platform/execute.ts'
import { translator } from '../platform/language.ts'
import type { Query } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { makeSample } from '../sample/commands.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { capabilities } from './capabilities.ts'

/*
 * Every list can be put in order by each of its columns, or says why not by one; and in each order its pages hold every row once.
 */

const { system, as } = await testSystem({ sample: true })
let people: readonly Someone[]
const lists = capabilities.pages.flatMap((page) =>
  page.list === undefined ? [] : [{ page, list: page.list }],
)

beforeAll(async () => {
  await makeSample(system, { enterprises: 25, facts: 0, years: { first: 2024, last: 2025 }, seed: 181 })
  const roles = ['coordinator', 'finance', 'statistics', 'leader', 'auditor'] as const
  people = await Promise.all(roles.map((role) => as(role, { admin: true })))
}, 600_000)

/** Whoever may open the list. */
const readerOf = (may: readonly string[]) =>
  people.find(({ actor }) => may.some((grant) => actor.grants.has(grant as never)))

function requestOf(path: string, { actor }: Someone): PageRequest {
  return {
    system,
    actor,
    language: 'vi',
    t: translator('vi'),
    url: new URL(`http://localhost${path}`),
    params: { id: '1', key: '1', year: '2025' },
    headers: new Headers(),
    planId: null,
    address: '127.0.0.1',
    execute: (operation, input) => execute(system, operation, actor, input, { via: 'page' }),
    mayOpen: () => true,
    maySend: () => true,
    form: async () => ({}),
  } as PageRequest
}

/** Reasons that hold for a column wherever it stands. */
const everywhere: Readonly<Record<string, string>> = {
  acts: 'what can be done with a row',
  plan: 'the list is filtered by it',
  pdf: 'a fingerprint',
  sha256: 'a fingerprint',
}

/** Columns by which their list cannot be put in order, with the reason. */
const otherwise: Readonly<Record<string, Readonly<Record<string, string>>>> = {}

describe('each list', () => {
  test.each(lists.map(({ page, list }) => [page.route, page, list] as const))(
    '%s',
    async (route, page, list) => {
      const someone = readerOf(page.may)
      if (someone === undefined) throw new Error(`Nobody of the test opens ${route}`)
      const columns = await list.columns(requestOf(route.slice(4).replace(/\{\w+\}/g, '1'), someone))
      const unsorted = columns
        .filter(
          ({ key, sort }) => sort === undefined && !(key in everywhere) && !(key in (otherwise[route] ?? {})),
        )
        .map(({ key }) => key)
      expect(unsorted, `${route}: order it, or say why not`).toEqual([])
    },
  )
})

const Sorts = z.object({ properties: z.object({ sort: z.object({ enum: z.array(z.string()) }) }) })
type Part = { rows: { id: unknown }[]; next: string | null }

describe('in each order the pages of a list hold every row once', () => {
  test.each(lists.map(({ page, list }) => [page.route, page, list] as const))(
    '%s',
    async (route, page, list) => {
      const someone = readerOf(page.may)
      if (someone === undefined) return
      const query = list.query as unknown as Query
      const schema = z.toJSONSchema(query.input, { io: 'input', unrepresentable: 'any' })
      const read = async (input: Record<string, unknown>) =>
        (await execute(system, query, someone.actor, { id: 1, ...input }, { via: 'page' }).catch(() => ({
          rows: [],
          next: null,
        }))) as Part
      for (const sort of Sorts.parse(schema).properties.sort.enum) {
        for (const direction of ['asc', 'desc'] as const) {
          const whole = await read({ sort, direction, limit: 1000 })
          const size = Math.max(2, Math.ceil(Math.min(whole.rows.length, 60) / 6))
          const found: unknown[] = []
          let cursor: string | null | undefined
          do {
            const part: Part = await read({
              sort,
              direction,
              limit: size,
              ...(cursor == null ? {} : { cursor }),
            })
            found.push(...part.rows.map(({ id }) => id))
            cursor = part.next
          } while (cursor !== null && found.length < 60)
          const wanted = whole.rows.slice(0, found.length).map(({ id }) => id)
          expect(found, `${route} by ${sort}, ${direction}`).toEqual(wanted)
          expect(new Set(found).size).toBe(found.length)
        }
      }
    },
  )
}, 600_000)
