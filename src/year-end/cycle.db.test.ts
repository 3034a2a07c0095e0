import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { budgetOverview, closeYear } from '../budget/index.ts'
import { returnPayment } from '../budget/payments.ts'
import { activePlan } from '../plan/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { isLong } from '../testing/long.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { approveYearEnd, proposeYearEnd, refuseYearEnd } from './carry.ts'
import { showLeft } from './carry-queries.ts'
import { agreeSettlement, drawUpSettlement, enterTreasury } from './settlement.ts'
import { showYear } from './settlement-queries.ts'

/*
 * The money of a year from its first allocation to its closing, moved by several clients at once that are killed again and again. A model in
 * memory knows what each step was to write; what was acknowledged stands whole in the ledger, what was refused left nothing, and what a kill cut
 * off is there whole or not at all. The balances are then what the model sums.
 */

const nscl = await testSystem()
const { db } = nscl.system
const source = 'provincial_st'
let coordinator: Someone
let finance: Someone
let leader: Someone
let fileId: number
let lines: string[]

beforeAll(async () => {
  coordinator = await nscl.as('coordinator')
  finance = await nscl.as('finance')
  leader = await nscl.as('leader')
  fileId = await nscl.evidence()
  const plan = await activePlan({ db, planId: null })
  const overview = await coordinator.run(budgetOverview, { year: 2025, source })
  lines = overview.lines
    .filter((line) => !line.group && line.code !== plan.supportLine)
    .slice(0, 3)
    .map(({ code }) => code)
})

const Line = z.object({
  line: z.string(),
  amount: z.string().transform(BigInt),
  commitment: z.int().optional(),
})
const Step = z.object({
  n: z.int(),
  kind: z.enum([
    'allocation',
    'shift',
    'withdrawal',
    'commit',
    'pay',
    'refund',
    'release',
    'carry',
    'cancel',
  ]),
  line: z.string().optional(),
  commitment: z.int().optional(),
  amount: z.string().transform(BigInt).optional(),
  lines: z.array(Line).optional(),
})
type Step = z.infer<typeof Step>
const Outcome = z.object({ n: z.int(), ok: z.boolean(), commitment: z.int().optional() })

/** An entry of the ledger as the model knows it; the commitment of a new one is not known before it is acknowledged. */
interface Entry {
  readonly kind: string
  readonly line: string
  readonly year: number
  readonly commitment: number | null
  readonly amount: bigint
}

/** The line of each commitment, by its id. */
const lineOf = new Map<number, string>()
/** Everything that the model holds to have happened, by the number of the step. */
const happened: Entry[] = []
const steps = new Map<number, Step>()
const outcomes = new Map<number, z.infer<typeof Outcome>>()

const said = ({ kind, line, year, commitment, amount }: Entry) =>
  `${kind} ${line} ${year} ${commitment ?? ''} ${amount}`

/** Whether entries are what a step was to write. What goes to or comes from a commitment stands in the year in which it stood just then. */
function isWhole(step: Step, found: readonly Entry[]): boolean {
  const moved = (step.lines ?? []).flatMap(({ line, amount, commitment = null }): Entry[] => {
    const entry = (kind: string, year: number) => ({
      ...{ kind, line, year, commitment, amount: amount < 0n ? -amount : amount },
    })
    if (step.kind === 'cancel') return [entry('cancellation', 2025)]
    if (step.kind !== 'carry') return [entry(amount < 0n ? 'withdrawal' : 'allocation', 2025)]
    const name = commitment === null ? 'carry' : 'commitment'
    return [entry(`${name}_out`, 2025), entry(`${name}_in`, 2026)]
  })
  if (step.lines !== undefined)
    return moved.map(said).toSorted().join('\n') === found.map(said).toSorted().join('\n')
  const kinds = { commit: 'commitment', pay: 'disbursement', refund: 'refund', release: 'release' }
  const kind = kinds[step.kind as keyof typeof kinds]
  const ofOne = found.every(
    (entry) =>
      entry.kind === kind &&
      (step.kind === 'commit'
        ? entry.line === step.line && entry.year === 2025
        : entry.commitment === step.commitment && entry.line === lineOf.get(step.commitment ?? 0)),
  )
  // What is left of a commitment may stand in the year and, carried over, in the next.
  if (step.kind === 'release') return ofOne && found.length >= 1 && found.length <= 2
  return ofOne && found.length === 1 && found[0]?.amount === step.amount
}

/** Runs the clients until so many steps are answered, and kills them. */
async function runAndKill(seed: number, answers: number): Promise<Step[]> {
  const first = Math.max(0, ...steps.keys()) + 1
  const asked = {
    ...{ seed, first, clients: 3, lines, source, fileId },
    ...{ coordinator: coordinator.actor.userId, finance: finance.actor.userId, leader: leader.actor.userId },
  }
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/testing/money-clients.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: nscl.databaseUrl,
      NSCL_DATA: nscl.system.config.dataDirectory,
      LOG_LEVEL: 'silent',
      NSCL_MONEY: JSON.stringify(asked),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString()
  })
  child.stderr.on('data', (part: Buffer) => {
    errors += part.toString()
  })
  const ended = once(child, 'exit')
  const answered = () => output.split('"ok":').length - 1
  while (answered() < answers) {
    if (child.exitCode !== null) throw new Error(`The clients ended: ${errors}`)
    await wait(5)
  }
  child.kill('SIGKILL')
  await ended
  await untilQuiet()
  const tried: Step[] = []
  for (const line of output.split('\n').slice(0, -1)) {
    const json: unknown = JSON.parse(line)
    const outcome = Outcome.safeParse(json)
    if (outcome.success) outcomes.set(outcome.data.n, outcome.data)
    else {
      const step = Step.parse(json)
      steps.set(step.n, step)
      tried.push(step)
    }
  }
  return tried
}

/** Until the database has noticed that the clients are gone: what they had sent whole is still carried out. */
async function untilQuiet(): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet += 1) {
    const { rows } = await sql<{ busy: number }>`
      SELECT count(*)::int AS busy FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`.execute(db)
    if (rows[0]?.busy !== 0) quiet = -1
    await wait(50)
  }
}

async function written(): Promise<Map<number, Entry[]>> {
  const { rows } = await sql<Entry & { step: number }>`
    SELECT substr(e.document_number, 2)::int AS step, e.kind, l.code AS line, e.year, e.commitment_id AS commitment, e.amount
      FROM ledger_entry e JOIN budget_line l ON l.id = e.line_id WHERE e.document_number ~ '^K[0-9]+$' ORDER BY e.id`.execute(
    db,
  )
  return Map.groupBy(rows, ({ step }) => step)
}

/** Holds the ledger against what the steps since the last kill were to write. @returns how many a kill had cut off */
async function compare(tried: readonly Step[]): Promise<{ done: number; refused: number; cut: number }> {
  const found = await written()
  const { rows } = await sql<{ id: number; line: string }>`
    SELECT c.id, l.code AS line FROM commitment c JOIN budget_line l ON l.id = c.line_id`.execute(db)
  for (const { id, line } of rows) lineOf.set(id, line)
  const sums = { done: 0, refused: 0, cut: 0 }
  for (const step of tried) {
    const outcome = outcomes.get(step.n)
    const entries = found.get(step.n) ?? []
    const shown = `${JSON.stringify({ ...step, amount: String(step.amount) }, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one))}: ${entries.map(said).join('; ')}`
    if (outcome?.ok === true) {
      sums.done += 1
      expect(isWhole(step, entries), shown).toBe(true)
      if (step.kind === 'commit') expect(entries[0]?.commitment).toBe(outcome.commitment)
    } else if (outcome?.ok === false) {
      sums.refused += 1
      expect(entries, shown).toEqual([])
    } else {
      sums.cut += 1
      expect(entries.length === 0 || isWhole(step, entries), shown).toBe(true)
    }
    happened.push(...entries)
  }
  expect([...found.values()].reduce((sum, { length }) => sum + length, 0)).toBe(happened.length)
  expect(await balances()).toEqual(modelled())
  return sums
}

/** What each account of the ledger holds; those with nothing left out. */
async function balances(): Promise<string[]> {
  const { rows } = await sql<{ key: string; balance: bigint }>`
    SELECT concat_ws(' ', l.code, a.year, a.kind, a.commitment_id) AS key, a.balance
      FROM ledger_account a JOIN budget_line l ON l.id = a.line_id WHERE a.balance <> 0`.execute(db)
  return rows.map(({ key, balance }) => `${key}: ${balance}`).toSorted()
}

/** The same by the model: each entry takes from one place and gives to another; nothing but the origin of money goes below nought. */
function modelled(): string[] {
  const ways: Record<string, readonly [string, string]> = {
    ...{ allocation: ['funding', 'available'], withdrawal: ['available', 'funding'] },
    ...{ commitment: ['available', 'committed'], release: ['committed', 'available'] },
    ...{ disbursement: ['committed', 'disbursed'], refund: ['disbursed', 'committed'] },
    ...{ carry_out: ['available', 'carried_out'], carry_in: ['carried_in', 'available'] },
    ...{ commitment_out: ['committed', 'carried_out'], commitment_in: ['carried_in', 'committed'] },
    cancellation: ['available', 'cancelled'],
  }
  const held = new Map<string, bigint>()
  for (const { kind, line, year, commitment, amount } of happened)
    for (const [at, place] of (ways[kind] ?? []).entries()) {
      const own = place === 'committed' || place === 'disbursed' ? [commitment] : []
      const key = [line, year, place, ...own].join(' ')
      held.set(key, (held.get(key) ?? 0n) + (at === 0 ? -amount : amount))
    }
  for (const [key, balance] of held)
    if (!/ (funding|carried_in)$/.test(key)) expect(balance >= 0n, `${key}: ${balance}`).toBe(true)
  return [...held]
    .filter(([, balance]) => balance !== 0n)
    .map(([key, balance]) => `${key}: ${balance}`)
    .toSorted()
}

const seed = Number(process.env.NSCL_SEED ?? '181')

test('clients that are killed while they move money leave what was acknowledged, whole, and nothing else', async () => {
  const sums = { done: 0, refused: 0, cut: 0 }
  const [rounds, least] = isLong ? [10, 250] : [1, 10]
  const kinds = () => new Set(happened.map(({ kind }) => kind)).size
  // Which steps stand in each other's way is chance: more rounds where the first ones tried too little.
  const isThin = () => sums.done <= least || sums.refused === 0 || sums.cut === 0 || (isLong && kinds() < 11)
  for (let round = 0; round < rounds || (isThin() && round < rounds * 5); round += 1) {
    const tried = await runAndKill(seed * 100 + round, (isLong ? 60 : 25) + ((seed + round * 7) % 11))
    const { done, refused, cut } = await compare(tried)
    sums.done += done
    sums.refused += refused
    sums.cut += cut
  }
  expect(sums.done).toBeGreaterThan(least)
  expect(sums.refused).toBeGreaterThan(0)
  expect(sums.cut).toBeGreaterThan(0)
  if (isLong) expect(kinds(), 'kinds of entries').toBe(11)
})

test('the year is settled to the đồng and closed; from then on the clients move nothing of it', async () => {
  for (const { id } of await db
    .selectFrom('paymentOrder')
    .select('id')
    .where('state', '=', 'drafted')
    .execute())
    await leader.run(returnPayment, { id, reason: 'Cuối năm' })
  for (const { id } of await db
    .selectFrom('yearEndDecision')
    .select('id')
    .where('state', '=', 'proposed')
    .execute())
    await coordinator.run(refuseYearEnd, { id, reason: 'Cuối năm' })
  for (const kind of ['carry', 'cancel'] as const) {
    const { rows, grounds } = await coordinator.run(showLeft, { year: 2025 })
    const ground = grounds.find(({ needs }) => needs === 'paper')?.id
    const asked = rows
      .filter(({ commitmentId }) => (commitmentId !== null) === (kind === 'carry'))
      .map(({ line, amount, commitmentId }) =>
        kind === 'carry'
          ? { line, source, amount, commitment: commitmentId ?? undefined, ground }
          : { line, source, amount },
      )
    if (asked.length === 0) continue
    const { id } = await coordinator.run(proposeYearEnd, { kind, year: 2025, reason: 'Hết', lines: asked })
    const n = Math.max(0, ...steps.keys()) + 1
    const step = Step.parse({ n, kind, lines: asked.map((one) => ({ ...one, amount: String(one.amount) })) })
    steps.set(n, step)
    outcomes.set(n, { n, ok: true })
    const paper = { documentNumber: `K${n}`, documentDate: '2026-02-05', fileId }
    await leader.run(approveYearEnd, { id, ...paper })
    await compare([step])
  }
  const { lines: figures } = await finance.run(showYear, { year: 2025 })
  await finance.run(enterTreasury, {
    ...{ year: 2025, documentNumber: '7/BBĐC', documentDate: '2026-02-09' },
    figures: figures.map((one) => ({
      ...{ line: one.line, source: one.source, paid: one.paid, advanced: 0n },
      given: one.carriedIn + one.allocated + one.adjusted,
      leftOver: one.carriedOut + one.cancelled,
    })),
  })
  const { id } = await finance.run(drawUpSettlement, { year: 2025 })
  await leader.run(agreeSettlement, { id, minutesNumber: '1/BBQT', minutesDate: '2026-02-20', fileId })
  await finance.run(closeYear, { year: 2025, documentNumber: '9/BB', closedOn: '2026-02-25', fileId })
  const before = (await balances()).filter((line) => line.includes(' 2025 '))
  const tried = await runAndKill(seed * 100 + 99, 25)
  const { refused } = await compare(tried)
  expect(refused).toBeGreaterThan(5)
  expect((await balances()).filter((line) => line.includes(' 2025 '))).toEqual(before)
  const { rows } = await sql<{ sum: bigint; wrong: number }>`
    SELECT (SELECT coalesce(sum(amount), 0)::bigint FROM ledger_posting) AS sum,
           (SELECT count(*)::int FROM ledger_account a
             WHERE a.balance <> (SELECT coalesce(sum(p.amount), 0) FROM ledger_posting p WHERE p.account_id = a.id)) AS wrong`.execute(
    db,
  )
  expect(rows).toEqual([{ sum: 0n, wrong: 0 }])
  // The test kept its evidence file by hand, outside a command: the one thing that the audit has to find.
  const { findings } = await verifyAudit(db, nscl.system.auditKey)
  expect(findings.map(({ where }) => where)).toEqual([`file ${fileId}`])
})
