// Speed, size and memory of the program, each beside its bare limit in the same run. Prints the table of bench/README.md.
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import autocannon from 'autocannon'
import { createApp } from '../src/app.tsx'
import { openSystem } from '../src/open.ts'
import { readConfig } from '../src/platform/config.ts'
import { openPool } from '../src/platform/database.ts'
import { hashPassword } from '../src/platform/session.ts'
import { benchPdf } from './pdf.ts'
import { benchPlanRead } from './plan-read.ts'
import { benchTfp } from './tfp.ts'

const enterprises = 100_000
const seconds = 4

interface Row {
  readonly name: string
  readonly ours: string
  readonly limit: string
  readonly note: string
}
const rows: Row[] = []
const directory = await mkdtemp(join(tmpdir(), 'nscl-bench-'))

/** Starts `nscl start` as a user would; gives the time to its address and the memory of program and database. */
async function startUp(): Promise<{ ms: number; megabytes: number }> {
  const child = spawn(process.execPath, ['dist/cli.js', 'start'], {
    env: {
      ...process.env,
      PORT: '4990',
      NSCL_DATA: join(directory, 'start'),
      DATABASE_URL: '',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const began = performance.now()
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (part: Buffer) => {
      if (part.toString().includes('nscl: http')) resolve()
    })
  })
  const ms = performance.now() - began
  await fetch('http://127.0.0.1:4990/')
  const megabytes = await residentMegabytes(child.pid ?? 0, join(directory, 'start', 'pg', 'postmaster.pid'))
  const ended = new Promise((resolve) => child.on('exit', resolve))
  child.kill('SIGINT')
  await ended
  return { ms, megabytes }
}

/** Proportional set size (shared pages counted once) of the program and of every process of its database, in MB. */
async function residentMegabytes(pid: number, postmasterFile: string): Promise<number> {
  const postmaster = Number((await readFile(postmasterFile, 'utf8')).split('\n')[0])
  let kilobytes = 0
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '')
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? -1)
    if (Number(name) !== pid && Number(name) !== postmaster && parent !== postmaster) continue
    const rollup = await readFile(`/proc/${name}/smaps_rollup`, 'utf8').catch(() => '')
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
  }
  return Math.round(kilobytes / 1024)
}

async function load(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ rate: number; p99: number }> {
  await autocannon({ url, headers, connections: 4, duration: 1 })
  const result = await autocannon({ url, headers, connections: 4, duration: seconds })
  if (result.non2xx > 0) throw new Error(`${url}: ${result.non2xx} answers were no 200`)
  return { rate: result.requests.average, p99: result.latency.p99 }
}

const first = await startUp()
const later = await startUp()
rows.push({
  name: 'start, first (makes the database)',
  ours: `${Math.round(first.ms)} ms`,
  limit: '3,000 ms',
  note: 'aim',
})
rows.push({ name: 'start, later', ours: `${Math.round(later.ms)} ms`, limit: '1,000 ms', note: 'aim' })
rows.push({
  name: 'memory with PostgreSQL',
  ours: `${later.megabytes} MB`,
  limit: '250 MB',
  note: 'aim; PSS after one page',
})

const opened = await openSystem(
  readConfig({ NSCL_DATA: join(directory, 'load'), LOG_LEVEL: 'silent', PORT: '4991' }),
)
const { db } = opened.system
const pool = openPool(opened.databaseUrl, 8)
await pool.query(
  `
  INSERT INTO enterprise (tax_code, name, address, admin_unit_id, sector_group)
  SELECT lpad((2200000000 + n)::text, 10, '0'), 'Công ty ' || md5(n::text) || ' ' || n, 'Sóc Trăng', u.id, 'production'
    FROM generate_series(1, $1::int) n CROSS JOIN (SELECT id FROM admin_unit ORDER BY id LIMIT 1) u`,
  [enterprises],
)
await pool.query('ANALYZE')
await db
  .insertInto('account')
  .values({
    id: 'bench',
    name: 'Bench',
    email: 'bench@example.vn',
    role: 'coordinator',
    must_change_password: false,
  })
  .execute()
await db
  .insertInto('account_credential')
  .values({
    id: 'bench',
    account_id: 'bench',
    provider_id: 'credential',
    user_id: 'bench',
    password: await hashPassword('bench password'),
  })
  .execute()
const app = createApp(opened.system)
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 4991 })
const url = 'http://127.0.0.1:4991'
const signedIn = await app.request(`${url}/sign-in`, {
  method: 'POST',
  headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ email: 'bench@example.vn', password: 'bench password' }).toString(),
})
const cookie = signedIn.headers
  .getSetCookie()
  .map((item) => item.split(';')[0])
  .join('; ')

// The bare limit: the list's own SQL and its bounded count through `pg`, the session looked up, JSON.stringify.
const bare = createServer(async (_request, response) => {
  const [list, count] = await Promise.all([
    pool.query('SELECT * FROM enterprise ORDER BY name, id LIMIT 51'),
    pool.query('SELECT count(*)::int AS n FROM (SELECT 1 FROM enterprise LIMIT 10001) c'),
    pool.query('SELECT * FROM account_session JOIN account ON account.id = user_id LIMIT 1'),
  ])
  response.end(
    JSON.stringify({ rows: list.rows, total: count.rows[0] }, (_key, value: unknown) =>
      typeof value === 'bigint' ? Number(value) : value,
    ),
  )
})
await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve))
const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}`

const limit = await load(bareUrl)
const describe = (one: { rate: number; p99: number }) => `${Math.round(one.rate)}/s, p99 ${one.p99} ms`
for (const [name, path] of [
  ['list page, 50 rows of 100,000', '/enterprises'],
  ['list by REST, 50 rows of 100,000', '/api/v1/enterprises'],
  ['dashboard', '/'],
] as const) {
  const ours = await load(url + path, { cookie })
  rows.push({
    name,
    ours: describe(ours),
    limit: describe(limit),
    note: `${Math.round((ours.rate / limit.rate) * 100)} % of the bare limit`,
  })
}
const html = await (await fetch(url)).text()
const assets = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
let bytes = gzipSync(html).byteLength
for (const path of new Set(assets)) {
  const response = await fetch(url + path, { headers: { 'accept-encoding': 'br' } })
  bytes += Number(response.headers.get('content-length') ?? (await response.arrayBuffer()).byteLength)
}
rows.push({
  name: 'first visit, compressed, without fonts',
  ours: `${Math.round(bytes / 1024)} KB`,
  limit: '60 KB',
  note: 'aim; page by gzip, assets as sent',
})

for (const row of [...(await benchTfp()), ...benchPlanRead(), ...(await benchPdf())])
  rows.push({
    name: row.name,
    ours: `${Number(row.ours.toFixed(1))} ${row.unit}`,
    limit: `${Number(row.peer.toFixed(1))} ${row.unit}`,
    note: row.note,
  })

bare.close()
server.close()
await pool.end()
await opened.close()
await rm(directory, { recursive: true, force: true })
process.stdout.write('| what | nscl | beside it | |\n|---|---|---|---|\n')
for (const row of rows) process.stdout.write(`| ${row.name} | ${row.ours} | ${row.limit} | ${row.note} |\n`)
process.exit(0)
