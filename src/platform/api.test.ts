import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { queryInput } from './api.ts'
import { fileQuery } from './file-answer.ts'
import { openApi } from './openapi.ts'
import { query } from './operation.ts'

const read = (text: string) => queryInput(new URLSearchParams(text))

test('the parameters of an address are the input, members of an object in brackets', () => {
  expect(read('q=tôm&sort=name&q=cá')).toEqual({ q: 'tôm', sort: 'name' })
  expect(read('method=tornqvist&assetDeltas[machinery]=10&assetDeltas[transport]=18,5')).toEqual({
    method: 'tornqvist',
    assetDeltas: { machinery: '10', transport: '18,5' },
  })
  expect(read('a[b][c]=1&a[]=2')).toEqual({ 'a[b][c]': '1', 'a[]': '2' })
})

test('no address reaches the prototype of an input', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom('__proto__', 'constructor', 'a', '__proto__[x]', 'a[__proto__]'),
          fc.string(),
        ),
      ),
      (pairs) => {
        const input = queryInput(new URLSearchParams(pairs))
        expect(Object.getPrototypeOf(input)).toBe(Object.prototype)
        expect(({} as Record<string, unknown>).x).toBeUndefined()
      },
    ),
  )
})

test('OpenAPI says how an object stands in an address', () => {
  const operation = query({
    name: 'try.show',
    summary: { vi: 'Thử', en: 'Try' },
    route: 'GET /try',
    input: z.object({ deltas: z.record(z.string(), z.string()).optional(), year: z.string() }),
    output: z.object({}),
    may: ['public'],
    run: async () => ({}),
  })
  expect(openApi([operation], 'http://localhost')).toMatchObject({
    paths: {
      '/try': {
        get: {
          parameters: [
            { name: 'deltas', in: 'query', style: 'deepObject', explode: true },
            { name: 'year', in: 'query', required: true },
          ],
        },
      },
    },
  })
})

test('OpenAPI names the media type of a query that answers a file', () => {
  const operation = fileQuery({
    name: 'try.file',
    summary: { vi: 'Thử', en: 'Try' },
    route: 'GET /try/file',
    input: z.object({}),
    file: 'application/zip',
    may: ['public'],
    run: async () => ({ name: 'thu.zip', type: 'application/zip', body: '' }),
  })
  expect(openApi([operation], 'http://localhost')).toMatchObject({
    paths: {
      '/try/file': {
        get: {
          responses: {
            200: { content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } },
          },
        },
      },
    },
  })
})
