import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { afterAll, afterEach, describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { givePassword, openBrowser } from '../accounts/testing/browser.ts'
import { createApp } from '../start/app.tsx'
import { barePage } from '../start/bare-page.tsx'
import { errorView } from '../start/shell.tsx'
import { fewOf } from '../testing/long.ts'
import { problemOf } from '../testing/problem.ts'
import { breakingProxy } from '../testing/proxy.ts'
import { testSystem } from '../testing/system.ts'
import { publicActor } from './actor.ts'
import { mountApi } from './api.ts'
import { openDatabase, openPool } from './database.ts'
import { execute } from './execute.ts'
import { words } from './language.ts'
import { command } from './operation.ts'
import { page } from './page.ts'
import { mountPages } from './pages.ts'
import { numberRequests } from './request.ts'

const { system, as, databaseUrl } = await testSystem()
const password = 'mười con cá rô đồng'
await sql`CREATE TABLE try_note (text text)`.execute(system.db)

/** Writes a line into a table of its own, and meets in the middle of it what the test wants. */
const note = command({
  name: 'try.note',
  summary: words('Ghi một dòng', 'Write a line'),
  route: 'POST /try',
  input: z.object({ text: z.string() }),
  output: z.object({ text: z.string() }),
  may: ['public'],
  async run({ db }, { text }) {
    await sql`INSERT INTO try_note VALUES (${text})`.execute(db)
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(db)
    await meanwhile(rows[0]?.pid ?? 0)
    await sql`SELECT 1`.execute(db)
    return { text }
  },
})
let meanwhile: (backend: number) => Promise<unknown> | undefined = () => undefined
afterEach(() => {
  meanwhile = () => undefined
})

const run = (text: string, on = system) => execute(on, note, publicActor, { text }, { via: 'page' })

async function lines(text: string): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`SELECT count(*) AS n FROM try_note WHERE text = ${text}`.execute(
    system.db,
  )
  return Number(rows[0]?.n)
}

describe('a connection that ends in the middle of a command', () => {
  it('is an error of that command alone, whenever it ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('pg_terminate_backend', 'pg_cancel_backend'),
        fc.integer({ min: 0, max: 20 }),
        fc.uuid(),
        async (end, pause, text) => {
          meanwhile = async (pid) => {
            await sql`SELECT ${sql.raw(end)}(${pid}::int)`.execute(system.db)
            await wait(pause)
          }
          const outcome = await problemOf(run(text)).then(
            ({ status }) => status,
            // A cancellation that comes between two statements cancels nothing.
            () => 'done' as const,
          )
          expect([503, 'done']).toContain(outcome)
          expect(await lines(text)).toBe(outcome === 'done' ? 1 : 0)
          meanwhile = () => undefined
          await run(`${text} again`)
          expect(await lines(`${text} again`)).toBe(1)
        },
      ),
      { numRuns: 15 },
    )
  })

  it('says that nothing was written, in both languages', async () => {
    meanwhile = async (pid) => {
      await sql`SELECT pg_terminate_backend(${pid}::int)`.execute(system.db)
      await wait(50)
    }
    const problem = await problemOf(run('cut off'))
    expect([problem.code, problem.status]).toEqual(['database.unavailable', 503])
    expect(problem.words.vi).toContain('chưa được ghi')
    expect(problem.words.en).toContain('was not written')
    expect(await lines('cut off')).toBe(0)
  })
})

describe('a connection that ends while the database commits', async () => {
  const proxy = await breakingProxy(databaseUrl)
  const pool = openPool(proxy.url)
  const far = { ...system, db: openDatabase(pool) }
  afterAll(async () => {
    await pool.end()
    await proxy.close()
  })

  it('counts as done when the database says that it has committed', async () => {
    proxy.breakAtCommit('after')
    expect(await run('committed unheard', far)).toEqual({ text: 'committed unheard' })
    expect(await lines('committed unheard')).toBe(1)
  })

  it('counts as not written when the database says that it has not', async () => {
    proxy.breakAtCommit('before')
    const problem = await problemOf(run('never heard of', far))
    expect(problem.code).toBe('database.unavailable')
    expect(await lines('never heard of')).toBe(0)
  })

  it.each(
    fewOf(1, [
      ['page', 'once page', 'after', 'gửi lại đúng biểu mẫu này'],
      ['page', 'once page too', 'before', 'gửi lại đúng biểu mẫu này'],
      ['api', 'once api', 'after', 'cùng Idempotency-Key'],
      ['page', undefined, 'after', 'xem đã ghi chưa'],
    ] as const),
  )(
    'is said to be unknown when nobody can tell, with the way to find out (by %s, key: %s, broken %s)',
    async (via, once, when, way) => {
      const text = `unknown ${via} ${once}`
      const send = () => execute(far, note, publicActor, { text }, { via, once })
      proxy.breakAtCommit(when, true)
      const problem = await problemOf(send())
      proxy.mend()
      expect([problem.code, problem.status]).toEqual(['commit.unknown', 503])
      expect(problem.words.vi).toContain(way)
      expect(problem.words.vi).not.toMatch(/chưa được ghi\.|không có gì được ghi/)
      expect(problem.words.en).not.toMatch(/nothing was written|was not written/)
      if (once === undefined) return
      await send()
      await send()
      expect(await lines(text)).toBe(1)
    },
  )
})

/** The command by REST and as a page, dressed as the program dresses its errors. */
const app = new Hono()
app.use(numberRequests())
mountApi(app, system, [note])
const pages = [
  page({
    route: 'POST /try',
    may: ['public'],
    run: async (request) => {
      await request.execute(note, { text: 'by page' })
      throw new TypeError('after it was written')
    },
  }),
]
mountPages(app, system, pages, {
  shell: (_request, { title, body }) => (
    <>
      {title}
      {body}
    </>
  ),
  error: errorView,
  bare: barePage,
})
const whole = createApp(system)
const post = (path: string) =>
  app.request(path, { method: 'POST', body: '{"text":"a"}', headers: { 'content-type': 'application/json' } })

test.each([
  ['53100', 507, 'disk.full', 'Đĩa'],
  ['53200', 503, 'database.busy', 'quá tải'],
  ['53300', 503, 'database.busy', 'quá tải'],
  ['53400', 503, 'database.busy', 'quá tải'],
  ['55P03', 503, 'database.busy', 'quá tải'],
  ['57014', 503, 'database.tooLong', 'quá nhiều thời gian'],
  ['25006', 503, 'database.readOnly', 'chỉ đọc'],
])('PostgreSQL’s %s is answered %i and named, by REST and on pages', async (code, status, name, word) => {
  meanwhile = async () => {
    throw Object.assign(new Error('could not extend file "base/5/16384"'), { code })
  }
  const answer = await post('/api/v1/try?lang=en')
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({
    status,
    code: name,
    requestId: answer.headers.get('x-request-id'),
  })
  const seen = await post('/try')
  expect(seen.status).toBe(status)
  expect(await seen.text()).toContain(word)
  const ready = await whole.request('/ready')
  expect(ready.status).toBe(name === 'disk.full' ? 503 : 200)
  expect((await whole.request('/health')).status).toBe(200)
  meanwhile = () => undefined
  await run('a write that went well')
  expect((await whole.request('/ready')).status).toBe(200)
})

test('a fault after a command was committed does not say that nothing was written', async () => {
  const failed = await post('/try')
  const text = await failed.text()
  expect(failed.status).toBe(500)
  expect(text).toContain('sau khi đã ghi: Ghi một dòng')
  expect(text).not.toContain('không có gì được ghi')
  expect(text).toContain(failed.headers.get('x-request-id') ?? 'a number')
})

test('a fault before anything was committed says that nothing was written', async () => {
  meanwhile = async () => {
    throw new TypeError('before')
  }
  expect(await (await post('/try')).text()).toContain('không có gì được ghi')
})

test('without a database the program is alive and not ready, and each page says so with the number of the request', async () => {
  const proxy = await breakingProxy(databaseUrl)
  const pool = openPool(proxy.url)
  const lost = createApp({ ...system, db: openDatabase(pool) })
  try {
    expect((await lost.request('/ready')).status).toBe(200)
    proxy.cut()
    expect((await lost.request('/health')).status).toBe(200)
    const ready = await lost.request('/ready')
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({ reasons: [{ code: 'database' }] })
    const seen = await lost.request('/', { headers: { 'x-request-id': 'proxy-12345678' } })
    expect(seen.status).toBe(503)
    const text = await seen.text()
    expect(text).toContain('Cơ sở dữ liệu tạm thời không trả lời')
    expect(text).toContain('proxy-12345678')
    proxy.mend()
    expect((await lost.request('/ready')).status).toBe(200)
  } finally {
    await pool.end()
    await proxy.close()
  }
})

test.each(['account_session', 'audit'])(
  'a full disk is named wherever a row is written, by a command or beside one: %s',
  async (table) => {
    const { actor } = await as('coordinator')
    await givePassword(system, actor.userId ?? '', password)
    const fails = sql.raw(`$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`)
    await sql`CREATE OR REPLACE FUNCTION try_full() RETURNS trigger LANGUAGE plpgsql AS ${fails}`.execute(
      system.db,
    )
    await sql`CREATE TRIGGER try_full BEFORE INSERT ON ${sql.table(table)} EXECUTE FUNCTION try_full()`.execute(
      system.db,
    )
    try {
      const answer = await openBrowser(system).post('/sign-in', {
        email: `${actor.userId}@example.vn`,
        password,
      })
      expect(answer.status).toBe(507)
      expect(await answer.text()).toContain('Đĩa của máy chủ')
      expect((await whole.request('/ready')).status).toBe(503)
    } finally {
      await sql`DROP TRIGGER try_full ON ${sql.table(table)}`.execute(system.db)
    }
    await run('a write that went well')
    expect((await whole.request('/ready')).status).toBe(200)
  },
)
