import fc from 'fast-check'
import { Hono } from 'hono'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { words } from './language.ts'
import { faultWords, noteWritten, numberRequests, requestId } from './request.ts'

const app = new Hono()
app.use(numberRequests())
app.get('/number', async (c) => {
  await Promise.resolve()
  return c.text(requestId() ?? 'none')
})
app.get('/fault', () => {
  throw new Error('a fault')
})
app.onError((_error, c) => c.text('failed', 500))

const ask = (path: string, number?: string) =>
  app.request(path, number === undefined ? {} : { headers: { 'x-request-id': number } })

test('each request has a number of its own, and its answer bears it, a failed one too', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask('/number')))
  const numbers = await Promise.all(answers.map((answer) => answer.text()))
  expect(new Set(numbers).size).toBe(20)
  expect(answers.map((answer) => answer.headers.get('x-request-id'))).toEqual(numbers)
  expect((await ask('/fault')).headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
})

test('a number that a proxy gave goes on when it is short and plain', async () => {
  expect(await (await ask('/number', 'req-0123_abcd')).text()).toBe('req-0123_abcd')
})

test('no other text of a request gets into the log, pages or answers as its number', async () => {
  const header = fc
    .string({ unit: fc.constantFrom(...'abc019-_ <>"\'&;=%{}\\é\t'), maxLength: 200 })
    .filter((text) => !/^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/.test(text.trim()))
    .filter((text) => !/[^\x20-\x7e\t]/.test(text))
  await fc.assert(
    fc.asyncProperty(header, async (text) => {
      const answer = await ask('/number', text)
      expect(await answer.text()).toMatch(/^[0-9a-f-]{36}$/)
    }),
  )
})

test('every line of the log names the request that it belongs to', async () => {
  const lines: string[] = []
  const log = pino(
    { mixin: () => ({ requestId: requestId() ?? undefined }) },
    { write: (line: string) => void lines.push(line) },
  )
  const logging = new Hono()
  logging.use(numberRequests())
  logging.get('/', async (c) => {
    await Promise.resolve()
    log.warn('within')
    return c.text('')
  })
  const number = (await logging.request('/')).headers.get('x-request-id')
  log.info('outside')
  expect(lines.map((line) => JSON.parse(line).requestId)).toEqual([number, undefined])
})

test('a fault says what its own request has written, and nothing of another', async () => {
  const told = new Hono()
  told.use(numberRequests())
  told.get('/wrote', async (c) => {
    noteWritten(words('Ghi chi', 'Book a payment'))
    await Promise.resolve()
    return c.text(faultWords().en)
  })
  told.get('/read', (c) => c.text(faultWords().en))
  const [wrote, read] = await Promise.all([told.request('/wrote'), told.request('/read')])
  expect(await wrote.text()).toContain('after this was written: Book a payment')
  expect(await read.text()).toContain('nothing was written')
})
