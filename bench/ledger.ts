// The ledger at 1,000 and at 1,000,000 entries: entries a second and what a balance costs, each beside bare SQL in the same run; and the yearly
// grid of 500 lines. `npx tsx bench/ledger.ts` makes a database of its own; `-- --small` tries whether it runs, on 20,000 entries.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Pool } from 'pg'
import { allocate, commitDirectly, position } from '../src/budget/index.ts'
import { createEstimate, saveEstimateGrid } from '../src/estimates/index.ts'
import { systemActor } from '../src/platform/actor.ts'
import { readConfig } from '../src/platform/config.ts'
import { openPool } from '../src/platform/database.ts'
import { execute } from '../src/platform/execute.ts'
import { storeMade } from '../src/platform/files.ts'
import type { Command } from '../src/platform/operation.ts'
import type { System } from '../src/platform/system.ts'
import { openSystem } from '../src/start/open.ts'
import { medianOf } from './median.ts'
import type { BenchRow } from './tfp.ts'

const large = process.argv.includes('--small') ? 20_000 : 1_000_000
const small = 1_000
/** What each measure is asked for. */
const times = { balances: 300, entries: 200 }
const place = { line: 'III.1', source: 'provincial_st', year: 2025 }
const said = (count: number) => count.toLocaleString('en')

type Input = Readonly<Record<string, unknown>>
// biome-ignore lint/suspicious/noExplicitAny: the shapes of commands differ; each checks its own input.
type Any = Command<any, any>

/** The database with the ledger in it, and what statements name its place by. */
interface Bench {
  readonly system: System
  readonly pool: Pool
  readonly planId: number
  readonly fileId: number
  readonly lineId: number
  readonly sourceId: number
}

const run = ({ system }: Bench, command: Any, input: Input) =>
  execute(system, command, systemActor, input, { via: 'cli' })

async function begin(system: System, pool: Pool): Promise<Bench> {
  const bytes = new TextEncoder().encode('%PDF-1.4\n%%EOF\n')
  const of = { bytes, name: 'bench.pdf', mime: 'application/pdf', uploadedBy: null, enterpriseId: null }
  const { id: fileId } = await storeMade(system.db, system.files, of)
  const { rows } = await pool.query<{ planId: number; lineId: number; sourceId: number }>(
    `SELECT l.plan_id AS "planId", l.id AS "lineId", s.id AS "sourceId"
       FROM budget_line l, funding_source s WHERE l.code = $1 AND s.key = $2`,
    [place.line, place.source],
  )
  const [row] = rows
  if (row === undefined) throw new Error('The plan has no such line')
  return { system, pool, fileId, ...row }
}

let papers = 0
const commitment = (bench: Bench) => {
  const documentNumber = `${++papers}/HĐ-BENCH`
  return {
    ...place,
    amount: 1_000n,
    purpose: 'Bench',
    documentNumber,
    documentDate: '2025-06-01',
    fileId: bench.fileId,
  }
}

/** One commitment by bare SQL: the same rows in one transaction, held by the same triggers. */
async function bareEntry({ pool, lineId, sourceId, fileId }: Bench): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const key = [lineId, place.year, sourceId]
    const made = await client.query<{ id: number }>(
      `INSERT INTO commitment (line_id, year, source_id, purpose, document_number, document_date)
       VALUES ($1, $2, $3, 'Bench', $4, '2025-06-01') RETURNING id`,
      [...key, `${++papers}/HĐ-BARE`],
    )
    const id = made.rows[0]?.id
    const free = await client.query<{ id: number }>(
      `SELECT id FROM ledger_account WHERE line_id = $1 AND year = $2 AND source_id = $3 AND kind = 'available' FOR UPDATE`,
      key,
    )
    const own = await client.query<{ id: number; kind: string }>(
      `INSERT INTO ledger_account (line_id, year, source_id, kind, commitment_id)
       VALUES ($1, $2, $3, 'committed', $4), ($1, $2, $3, 'disbursed', $4) RETURNING id, kind`,
      [...key, id],
    )
    const entry = await client.query<{ id: number }>(
      `INSERT INTO ledger_entry (kind, line_id, year, source_id, commitment_id, amount, occurred_on, document_number, file_id)
       VALUES ('commitment', $1, $2, $3, $4, 1000, '2025-06-01', $5, $6) RETURNING id`,
      [...key, id, `${papers}/HĐ-BARE`, fileId],
    )
    await client.query(
      'INSERT INTO ledger_posting (entry_id, account_id, amount) VALUES ($1, $2, -1000), ($1, $3, 1000)',
      [entry.rows[0]?.id, free.rows[0]?.id, own.rows.find(({ kind }) => kind === 'committed')?.id],
    )
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}

/** Adds entries until there are so many: payments and refunds that undo each other, over the commitments that stand; past the triggers. */
async function grow({ pool, fileId }: Bench, to: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query("SET session_replication_role = 'replica'")
    await client.query('SET statement_timeout = 0')
    const { rows } = await client.query<{ n: number; last: number }>(
      'SELECT count(*)::int AS n, max(id)::int AS last FROM ledger_entry',
    )
    const missing = to - (rows[0]?.n ?? 0)
    const last = rows[0]?.last ?? 0
    if (missing <= 0) throw new Error(`There are more than ${to} entries already`)
    await client.query(
      `INSERT INTO ledger_entry (kind, line_id, year, source_id, commitment_id, amount, occurred_on, document_number, file_id)
       SELECT CASE g % 2 WHEN 0 THEN 'disbursement' ELSE 'refund' END, c.line_id, c.year, c.source_id, c.id, 100,
              date '2025-06-01' + (g % 200), 'UNC-' || g, $2
         FROM generate_series(1, $1::int) g
         JOIN (SELECT c.*, row_number() OVER (ORDER BY c.id) - 1 AS place, count(*) OVER () AS n FROM commitment c) c ON c.place = (g / 2) % c.n`,
      [missing, fileId],
    )
    await client.query(
      `INSERT INTO ledger_posting (entry_id, account_id, amount)
       SELECT e.id, a.id, CASE WHEN (e.kind = 'disbursement') = (a.kind = 'committed') THEN -e.amount ELSE e.amount END
         FROM ledger_entry e JOIN ledger_account a ON a.commitment_id = e.commitment_id WHERE e.id > $1`,
      [last],
    )
    await client.query('RESET statement_timeout')
    await client.query("SET session_replication_role = 'origin'")
    await client.query('ANALYZE ledger_entry, ledger_posting, ledger_account')
  } finally {
    client.release()
  }
}

/** Milliseconds of one turn, the middle of all; in turns with its peer, so that a slow minute is both their own. */
async function beside(
  turns: number,
  ours: () => Promise<unknown>,
  peer: () => Promise<unknown>,
): Promise<{ ours: number; peer: number }> {
  const took: [number[], number[]] = [[], []]
  for (let turn = -10; turn < turns; turn++)
    for (const [at, work] of [ours, peer].entries()) {
      const began = performance.now()
      await work()
      if (turn >= 0) took[at]?.push(performance.now() - began)
    }
  return { ours: medianOf(took[0]), peer: medianOf(took[1]) }
}

/** What a balance costs: of the same accounts, whatever the number of their entries. */
async function balanceAt(
  { system, pool, planId, lineId, sourceId }: Bench,
  count: number,
): Promise<BenchRow> {
  const took = await beside(
    times.balances,
    () => position(system.db, { planId, lineCode: place.line, year: place.year, sourceKey: place.source }),
    () =>
      pool.query(
        'SELECT kind, sum(balance) FROM ledger_account WHERE line_id = $1 AND year = $2 AND source_id = $3 GROUP BY kind',
        [lineId, place.year, sourceId],
      ),
  )
  const name = `a balance at ${said(count)} ledger entries`
  return {
    ...took,
    name,
    unit: 'ms',
    note: 'of a line, year and source with 500 commitments; peer: the sum of its accounts by SQL',
  }
}

async function entriesAt(bench: Bench, count: number): Promise<BenchRow> {
  const took = await beside(
    times.entries,
    () => run(bench, commitDirectly, commitment(bench)),
    () => bareEntry(bench),
  )
  const rates = { ours: 1000 / took.ours, peer: 1000 / took.peer }
  const note =
    'a commitment, one after the other, judged, with its audit record; peer: its rows by SQL, with the same triggers'
  return { ...rates, name: `entries booked at ${said(count)} ledger entries`, unit: '/s', note }
}

/** The grid of a year with 500 lines: all of them new, then all of them changed. */
async function grid(bench: Bench): Promise<BenchRow[]> {
  const made = (await run(bench, createEstimate, {
    planId: bench.planId,
    year: place.year,
    title: 'Bench',
  })) as {
    id: number
  }
  const lines = Array.from({ length: 500 }, (_, at) => ({
    ...{ title: `Nội dung ${at + 1}`, line: place.line, source: place.source },
    ...{ quantity: 1 + (at % 9), unit: 'lớp', unitCost: String(1_000_000 + at) },
  }))
  const save = async (rows: readonly Input[]) => {
    const { rows: now } = await bench.pool.query<{ version: number }>(
      'SELECT version FROM estimate WHERE id = $1',
      [made.id],
    )
    const began = performance.now()
    await run(bench, saveEstimateGrid, { id: made.id, version: now[0]?.version, lines: rows })
    return performance.now() - began
  }
  const stored = async () =>
    (
      await bench.pool.query<{ id: number }>(
        'SELECT id FROM estimate_line WHERE estimate_id = $1 ORDER BY id',
        [made.id],
      )
    ).rows
  const bare = async () => {
    const began = performance.now()
    await bench.pool.query('UPDATE estimate_line SET unit_cost = unit_cost + 1 WHERE estimate_id = $1', [
      made.id,
    ])
    return performance.now() - began
  }
  const [added, changed, peer]: [number[], number[], number[]] = [[], [], []]
  for (let turn = 0; turn < 8; turn++) {
    added.push(await save(lines))
    for (let step = 1; step <= 2; step++) {
      const ids = await stored()
      const costs = (at: number) => String(1_000_000 + at + 1_000 * (turn + 1) + 100 * step)
      changed.push(await save(lines.map((line, at) => ({ ...line, id: ids[at]?.id, unitCost: costs(at) }))))
      peer.push(await bare())
    }
    await save((await stored()).map(({ id }) => ({ id, remove: true })))
  }
  const limit = 'aim below 150 ms; peer: the same rows changed by one UPDATE, with the same triggers'
  return [
    {
      name: 'yearly grid of 500 new lines saved',
      ours: medianOf(added.slice(1)),
      peer: medianOf(peer.slice(2)),
      unit: 'ms',
      note: limit,
    },
    {
      name: 'yearly grid, all 500 lines changed',
      ours: medianOf(changed.slice(2)),
      peer: medianOf(peer.slice(2)),
      unit: 'ms',
      note: limit,
    },
  ]
}

/** All of it, on a database of its own. */
export async function benchLedger(directory: string): Promise<BenchRow[]> {
  const opened = await openSystem(readConfig({ NSCL_DATA: directory, LOG_LEVEL: 'silent', PORT: '4992' }), {})
  const pool = openPool(opened.ownerUrl, 4)
  try {
    const bench = await begin(opened.system, pool)
    const { rows } = await pool.query<{ estimate: bigint }>(
      'SELECT estimate FROM budget_estimate WHERE line_id = $1 AND year = $2 AND source_id = $3',
      [bench.lineId, place.year, bench.sourceId],
    )
    const paper = { documentNumber: '1/QĐ-BENCH', documentDate: '2025-01-02', fileId: bench.fileId }
    await run(bench, allocate, { ...place, ...paper, amount: BigInt(rows[0]?.estimate ?? 100_000_000n) })
    for (let at = 0; at < 100; at++) await run(bench, commitDirectly, commitment(bench))
    // entries first, then the balance, and the other way round: both balances are of the same commitments
    const few = await entriesAt(bench, small)
    await grow(bench, small)
    const little = await balanceAt(bench, small)
    await grow(bench, large)
    const much = await balanceAt(bench, large)
    return [little, much, few, await entriesAt(bench, large), ...(await grid(bench))]
  } finally {
    await pool.end()
    await opened.close()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const directory = await mkdtemp(join(tmpdir(), 'nscl-ledger-'))
  console.table(await benchLedger(directory))
  await rm(directory, { recursive: true })
  process.exit(0)
}
