import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { accepted, appraised, callFeeding } from '../applications/testing.ts'
import { budgetOverview, closeYear } from '../budget/index.ts'
import { returnPayment } from '../budget/payments.ts'
import { activePlan } from '../plan/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { showTask } from '../science-tasks/task-queries.ts'
import { provinceSource, runningTask } from '../science-tasks/testing.ts'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { isLong } from '../testing/long.ts'
import {
  balancesBy,
  type Done,
  type Entry,
  isNothing,
  isWhole,
  type Made,
  Outcome,
  Step,
  standingsBy,
} from '../testing/money-model.ts'
import { drawnOver, paidAhead, type Sided } from '../testing/money-replay.ts'
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
const turns: Sided[] = []
const applications: number[] = []
let task: number
let content: number
let taskSource: number
let byHand: string[]

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
  await allocate(nscl.system, 2025, 2_000_000_000n)
  for (let at = 0; at < (isLong ? 4 : 2); at += 1) turns.push(await turnAgreed())
  task = await runningTask(nscl, coordinator, leader)
  taskSource = await provinceSource(nscl)
  const shown = await coordinator.run(showTask, { id: task })
  content = shown.contents[0]?.id ?? 0
  const callId = await callFeeding({ system: nscl.system, officer: coordinator, leader }, task, content)
  for (let at = 0; at < (isLong ? 12 : 2); at += 1)
    applications.push(
      await appraised(nscl, coordinator, await makeEnterprise(nscl.system), {
        callId,
        requested: '4.500.000',
      }),
    )
  before = await entries()
  byHand = await unrecorded()
})

/** What the audit finds: what the test made by hand, outside a command, and nothing else. */
async function unrecorded(): Promise<string[]> {
  const { findings } = await verifyAudit(db, nscl.system.auditKey)
  return findings.map(({ where }) => where).toSorted()
}

/** A turn of its own commitment, with 300 thousand of the State and 100 thousand of its enterprise: the clients' sums reach both. */
async function turnAgreed(): Promise<Sided> {
  const enterpriseId = await makeEnterprise(nscl.system)
  const asked = { requested: '300.000', ownFunds: '100.000' }
  const turnId = await accepted(leader, await appraised(nscl, coordinator, enterpriseId, asked))
  const { commitmentId } = await db
    .selectFrom('supportTurn')
    .select('commitmentId')
    .where('id', '=', turnId)
    .executeTakeFirstOrThrow()
  return { turnId, commitmentId: commitmentId ?? 0, stateAgreed: 300_000n, ownAgreed: 100_000n }
}

/** The line of each commitment, by its id. */
const lineOf = new Map<number, string>()
/** What stood in the ledger before the clients came, and everything that the model holds to have happened, by the number of the step. */
let before: Entry[] = []
const happened: Entry[] = []
const done: Done[] = []
const steps = new Map<number, Step>()
const outcomes = new Map<number, Outcome>()

/** Runs the clients until so many steps are answered, and kills them. */
async function runAndKill(seed: number, answers: number): Promise<Step[]> {
  const first = Math.max(0, ...steps.keys()) + 1
  const asked = {
    ...{ seed, first, clients: 3, lines, source, fileId },
    ...{ coordinator: coordinator.actor.userId, finance: finance.actor.userId, leader: leader.actor.userId },
    ...{ turns: turns.map(({ turnId }) => turnId), applications, task, content, taskSource },
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

type Found = Entry & { readonly id: number; readonly step: number | null }
/** The entries of the ledger, each with the step that its number names: of the contract of a task, its sum. */
async function entries(): Promise<Found[]> {
  const { rows } = await sql<Found>`
    SELECT e.id, e.kind, l.code AS line, e.year, e.commitment_id AS commitment, e.amount,
           CASE WHEN e.document_number ~ '^K[0-9]+$' THEN substr(e.document_number, 2)::int
                WHEN e.kind = 'commitment' AND k.task_id IS NOT NULL AND e.amount < 10000000 THEN (e.amount - 5000000)::int END AS step
      FROM ledger_entry e JOIN budget_line l ON l.id = e.line_id LEFT JOIN science_task_commitment k ON k.commitment_id = e.commitment_id
     ORDER BY e.id`.execute(db)
  return rows
}

/** The records beside the ledger that steps made, by the number of the step. */
async function records(): Promise<Map<number, Made[]>> {
  const { rows } = await sql<Made & { number: string }>`
    SELECT * FROM (
      SELECT 'advance' AS kind, a.id, a.amount, a.state NOT IN ('waiting', 'dropped') AS settled, o.document_number AS number
        FROM advance a JOIN payment_order o ON o.id = a.order_id
      UNION ALL SELECT CASE kind WHEN 'refund' THEN 'back' WHEN 'recovery' THEN 'recovered' ELSE kind END, id, amount, state = 'confirmed', number
        FROM advance_part
      UNION ALL SELECT 'recovery', id, amount, state NOT IN ('entered', 'refused'), decision_number FROM recovery
      UNION ALL SELECT 'deposit', id, principal, state = 'confirmed', number FROM recovery_payment
      UNION ALL SELECT 'own', id, amount, state = 'proven', document_number FROM own_payment
      UNION ALL SELECT 'grant', t.id, t.task_money, true, s.document_number FROM support_turn t JOIN support_step s ON s.turn_id = t.id AND s.state = 'decided'
      UNION ALL SELECT 'dropped', turn_id, 0, true, document_number FROM support_step WHERE state = 'cancelled') made
     WHERE number ~ '^K[0-9]+$' ORDER BY kind, id`.execute(db)
  return Map.groupBy(rows, ({ number }) => Number(number.slice(1)))
}

/** Holds the ledger and the records against what the steps since the last kill were to write. @returns how many a kill had cut off */
async function compare(tried: readonly Step[]): Promise<{ done: number; refused: number; cut: number }> {
  const [all, byStep] = [await entries(), await records()]
  const found = Map.groupBy(all, ({ step }) => step)
  const { rows } = await sql<{ id: number; line: string }>`
    SELECT c.id, l.code AS line FROM commitment c JOIN budget_line l ON l.id = c.line_id`.execute(db)
  for (const { id, line } of rows) lineOf.set(id, line)
  const sums = { done: 0, refused: 0, cut: 0 }
  for (const step of tried) {
    const outcome = outcomes.get(step.n)
    const wrote = found.get(step.n) ?? []
    const made = byStep.get(step.n) ?? []
    const asText = (_: string, one: unknown) => (typeof one === 'bigint' ? String(one) : one)
    const shown = JSON.stringify({ step, outcome, wrote, made }, asText)
    const whole = isWhole(step, wrote, made, lineOf)
    const nothing = isNothing(wrote, made)
    if (outcome?.ok === true) {
      sums.done += 1
      expect(whole, shown).toBe(true)
      if (outcome.commitment !== undefined) expect(wrote[0]?.commitment).toBe(outcome.commitment)
    } else if (outcome?.ok === false) {
      sums.refused += 1
      expect(nothing, shown).toBe(true)
    } else {
      sums.cut += 1
      expect(nothing || whole, shown).toBe(true)
    }
    if (whole) done.push({ step, made })
    happened.push(...wrote)
  }
  expect(all.length).toBe(before.length + happened.length)
  const model = balancesBy([...before, ...happened])
  expect(model.below).toEqual([])
  expect(await balances()).toEqual(model.lines)
  expect(await standings()).toEqual(standingsBy(done))
  expect(await paidAhead(db, turns, { way: 'in_step', advancePercent: 50 })).toEqual([])
  const commitments = await db
    .selectFrom('scienceTaskCommitment')
    .select('commitmentId')
    .where('taskId', '=', task)
    .execute()
  const held = await drawnOver(db, {
    contents: new Set([content]),
    commitments: new Set(commitments.map(({ commitmentId }) => commitmentId)),
  })
  const { rows: now } = await sql<{
    committed: bigint
    drawn: bigint
  }>`SELECT * FROM task_money(${task})`.execute(db)
  expect({ ...now[0], wrong: [] }).toEqual(held)
  return sums
}

/** What each account of the ledger holds; those with nothing left out. */
async function balances(): Promise<string[]> {
  const { rows } = await sql<{ key: string; balance: bigint }>`
    SELECT concat_ws(' ', l.code, a.year, a.kind, a.commitment_id) AS key, a.balance
      FROM ledger_account a JOIN budget_line l ON l.id = a.line_id WHERE a.balance <> 0`.execute(db)
  return rows.map(({ key, balance }) => `${key}: ${balance}`).toSorted()
}

/** How advances and recoveries stand. */
async function standings(): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    SELECT concat('advance ', id, ': ', amount, ' ', cleared, ' ', returned, ' ', recovered) AS text FROM advance WHERE state NOT IN ('waiting', 'dropped')
    UNION ALL SELECT concat('recovery ', id, ': ', amount, ' ', principal_paid) FROM recovery WHERE state NOT IN ('entered', 'refused')`.execute(
    db,
  )
  return rows.map(({ text }) => text).toSorted()
}

const seed = Number(process.env.NSCL_SEED ?? '181')

test('clients that are killed while they move money leave what was acknowledged, whole, and nothing else', async () => {
  const sums = { done: 0, refused: 0, cut: 0 }
  const [rounds, least] = isLong ? [10, 250] : [1, 10]
  const kinds = () => new Set(happened.map(({ kind }) => kind)).size
  const acts = () => new Set(done.map(({ step }) => step.kind)).size
  // Which steps stand in each other's way is chance: more rounds where the first ones tried too little.
  const isThin = () =>
    sums.done <= least || sums.refused === 0 || sums.cut === 0 || (isLong && (kinds() < 15 || acts() < 19))
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
  if (isLong) expect([kinds(), acts()], 'kinds of entries and of steps').toEqual([15, 19])
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
    // Of a task's contract each content stands with what it has; together they are no more than what is left of the commitment.
    const taken = new Map<number, bigint>()
    const asked = rows
      .filter(({ commitmentId }) => (commitmentId !== null) === (kind === 'carry'))
      .flatMap(({ line, amount, rest, commitmentId, contentId }) => {
        if (commitmentId === null) return [{ line, source, amount }]
        const free = rest - (taken.get(commitmentId) ?? 0n)
        const carried = amount < free ? amount : free
        taken.set(commitmentId, (taken.get(commitmentId) ?? 0n) + carried)
        const of = { commitment: commitmentId, content: contentId ?? undefined, ground }
        return carried === 0n ? [] : [{ line, source, amount: carried, ...of }]
      })
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
  const closed = (await balances()).filter((line) => line.includes(' 2025 '))
  const tried = await runAndKill(seed * 100 + 99, isLong ? 60 : 25)
  const { refused } = await compare(tried)
  expect(refused).toBeGreaterThan(5)
  expect((await balances()).filter((line) => line.includes(' 2025 '))).toEqual(closed)
  // What was carried over is paid, released and recovered in the year into which it came.
  const later = done.filter(({ step }) => tried.includes(step)).map(({ step }) => step.kind)
  if (isLong) expect(later).toContain('pay')
  const { rows } = await sql<{ sum: bigint; wrong: number }>`
    SELECT (SELECT coalesce(sum(amount), 0)::bigint FROM ledger_posting) AS sum,
           (SELECT count(*)::int FROM ledger_account a
             WHERE a.balance <> (SELECT coalesce(sum(p.amount), 0) FROM ledger_posting p WHERE p.account_id = a.id)) AS wrong`.execute(
    db,
  )
  expect(rows).toEqual([{ sum: 0n, wrong: 0 }])
  expect(await unrecorded()).toEqual(byHand)
})
