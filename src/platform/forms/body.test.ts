import fc from 'fast-check'
import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../problem.ts'
import { mostPatience, patienceFor, readBody, readForm } from './body.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const app = new Hono()
app.post('/form', async (c) => c.json(await readForm(c, 1000)))
app.post('/rest', async (c) => c.text(await readBody(c, 1000, () => c.req.text())))
app.onError((error, c) =>
  error instanceof Problem ? c.text(error.code, error.status as 408 | 413) : c.text(String(error), 500),
)

/** Sends the first bytes, and never the rest. */
async function stalled(path: string, headers: Record<string, string>): Promise<Response> {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('a=1')),
  })
  return app.request(path, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
}

const form = 'application/x-www-form-urlencoded'

test.each([
  ['/form', { 'content-type': form, 'content-length': '900' }],
  ['/form', { 'content-type': form, 'transfer-encoding': 'chunked' }],
  ['/form', { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '900' }],
  ['/rest', { 'content-type': 'application/json', 'content-length': '900' }],
  ['/rest', { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }],
])('A body that does not come is no longer waited for after its time: %s %o', async (path, headers) => {
  let status = 0
  const answer = stalled(path, headers).then((said) => {
    status = said.status
    return said
  })
  await vi.advanceTimersByTimeAsync(patienceFor(1000) - 1)
  expect(status).toBe(0)
  await vi.advanceTimersByTimeAsync(2)
  const said = await answer
  expect(said.status).toBe(408)
  expect(await said.text()).toBe('body.tooSlow')
  expect(said.headers.get('connection')).toBe('close')
})

test('A body that has come is read, and nothing waits after it', async () => {
  const said = await app.request('/form', { method: 'POST', headers: { 'content-type': form }, body: 'a=1' })
  expect(await said.json()).toEqual({ values: { a: '1' }, files: [] })
  expect(vi.getTimerCount()).toBe(0)
})

test('A larger body may take longer, and none for ever', () => {
  const size = fc.integer({ min: 0, max: 2 ** 31 })
  fc.assert(
    fc.property(size, size, (one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)]
      expect(patienceFor(less)).toBeLessThanOrEqual(patienceFor(more))
      expect(patienceFor(more)).toBeLessThanOrEqual(mostPatience)
    }),
  )
  // A photograph of 5 MB by 64 KB a second is 80 s.
  expect(patienceFor(5 * 1024 * 1024)).toBeGreaterThan(80_000)
})
