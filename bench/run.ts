// Speed, size and memory of the program, each beside its bare limit in the same run. Prints the table of bench/README.md.

import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import autocannon from 'autocannon'
import { benchExport } from './export.ts'
import { medianOf } from './median.ts'
import { benchPdf } from './pdf.ts'
import { benchPlanRead } from './plan-read.ts'
import { benchRanking } from './ranking.ts'
import { benchSearch } from './search.ts'
import { serveSample } from './served.ts'
import { count, seconds, size } from './size.ts'
import { benchTfp } from './tfp.ts'

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

interface Rate {
  readonly rate: number
  readonly p99: number
}

async function load({ url, headers = {} }: { url: string; headers?: Record<string, string> }): Promise<Rate> {
  const result = await autocannon({ url, headers, connections: 4, duration: seconds })
  if (result.non2xx > 0) throw new Error(`${url}: ${result.non2xx} answers were no 200`)
  return { rate: result.requests.average, p99: result.latency.p99 }
}

const first = await startUp()
const again = [await startUp(), await startUp(), await startUp()].sort((one, other) => one.ms - other.ms)
const later = again[1] ?? first
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

const served = await serveSample(join(directory, 'load'), size)
const { url, cookie, pool } = served

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

// In turns, so that a slow minute of the machine is everybody's; the first turn only lets the engine compile what runs often.
const asked = [
  { name: 'bare', url: bareUrl },
  { name: `list page, 50 rows of ${count}`, url: `${url}/enterprises`, headers: { cookie } },
  { name: `list by REST, 50 rows of ${count}`, url: `${url}/api/v1/enterprises`, headers: { cookie } },
  { name: 'dashboard', url: `${url}/`, headers: { cookie } },
]
const turns: Rate[][] = []
for (let turn = 0; turn < 6; turn++) {
  const rates: Rate[] = []
  for (const one of asked) rates.push(await load(one))
  if (turn > 0) turns.push(rates)
}
const describe = (place: number) => {
  const rates = turns.flatMap((rates) => rates[place] ?? [])
  const rate = medianOf(rates.map(({ rate }) => rate))
  // Slower than a turn is long: no time of it is known.
  if (rate === 0) return `no answer in ${seconds} s`
  return `${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s, p99 ${medianOf(rates.map(({ p99 }) => p99))} ms`
}
for (const [place, { name }] of asked.entries()) {
  if (place === 0) continue
  const shares = turns.map((rates) => (rates[place]?.rate ?? 0) / (rates[0]?.rate ?? 1))
  rows.push({
    name,
    ours: describe(place),
    limit: describe(0),
    note: `${Math.round(medianOf(shares) * 100)} % of the bare limit, median of ${turns.length} turns`,
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

const search = await benchSearch(served)
rows.push({
  name: 'search over everything by REST',
  ours: `p95 ${Math.round(search.p95)} ms`,
  limit: '100 ms',
  note: `aim; 20 sorts of words, median ${Math.round(search.median)} ms`,
})

const parts = [await benchExport(served), await benchTfp(), benchRanking(), benchPlanRead(), await benchPdf()]
for (const row of parts.flat())
  rows.push({
    name: row.name,
    ours: `${Number(row.ours.toFixed(1))} ${row.unit}`,
    limit: `${Number(row.peer.toFixed(1))} ${row.unit}`,
    note: row.note,
  })

bare.close()
await served.close()
await rm(directory, { recursive: true, force: true })
process.stdout.write('| what | nscl | beside it | |\n|---|---|---|---|\n')
for (const row of rows) process.stdout.write(`| ${row.name} | ${row.ours} | ${row.limit} | ${row.note} |\n`)
process.exit(0)
