import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { approveCorrection, proposeCorrection } from '../budget/closings.ts'
import { listCommitments } from '../budget/commitment-queries.ts'
import { allocate, commitDirectly, position, releaseRest } from '../budget/index.ts'
import { pay } from '../budget/testing.ts'
import { activePlan } from '../plan/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { approveYearEnd, proposeYearEnd, refuseYearEnd } from './carry.ts'
import { listYearEnd, showLeft, showYearEnd } from './carry-queries.ts'
import { addCutoff, editCutoff } from './cutoff-commands.ts'
import { listCutoffs } from './cutoff-queries.ts'
import { yearEndFile } from './document.ts'
import { addGround, editGround } from './ground-commands.ts'

/* The end of fiscal year 2025: part III.1 of Plan 181, 120 million đồng, of which a contract was signed and paid in part. */

const nscl = await testSystem()
const { db } = nscl.system
let coordinator: Someone
let finance: Someone
let leader: Someone
let planId: number
let fileId: number

beforeAll(async () => {
  coordinator = await nscl.as('coordinator')
  finance = await nscl.as('finance')
  leader = await nscl.as('leader')
  planId = (await activePlan({ db, planId: null })).id
  fileId = await nscl.evidence()
})

const source = 'provincial_st'
const give = (line: string, amount: bigint, documentDate = '2025-01-15') =>
  finance.run(allocate, {
    ...{ line, source, year: 2025, amount, documentNumber: `${line}/QĐ`, documentDate, fileId },
    ...{ overEstimate: true, note: 'QĐ điều chỉnh' },
  })
const commit = async (line: string, amount: bigint, documentDate = '2025-06-01') =>
  (
    await coordinator.run(commitDirectly, {
      ...{ line, source, year: 2025, amount, purpose: `Hợp đồng ${line}`, documentNumber: `${line}/HĐ` },
      ...{ documentDate, fileId },
    })
  ).commitmentId
const standing = async (line: string, year: number) => {
  const { rows } = await sql<Record<string, bigint>>`
    SELECT p.allocated, p.committed, p.disbursed, p.remaining, p.carried_in, p.carried_out, p.cancelled FROM budget_position p
      JOIN budget_line l ON l.id = p.line_id WHERE l.plan_id = ${planId} AND l.code = ${line} AND p.year = ${year}`.execute(
    db,
  )
  const { allocated, committed, disbursed, remaining, carriedIn, carriedOut, cancelled } = rows[0] ?? {}
  return { allocated, committed, disbursed, remaining, carriedIn, carriedOut, cancelled }
}
const ground = async (start: string) =>
  (await coordinator.run(showLeft, { year: 2025 })).grounds.find(({ name }) => name.startsWith(start))?.id
const decision = (documentNumber: string) => ({ documentNumber, documentDate: '2026-02-05', fileId })
const refused = async (query: Promise<unknown>) =>
  query.then(
    () => null,
    (error: { constraint?: string }) => error.constraint ?? String(error),
  )

test('money of 2025 is paid until 31 January 2026, then no more, whoever writes; the article is said', async () => {
  await give('III.1', 120_000_000n)
  const id = await commit('III.1', 100_000_000n)
  await pay(finance, coordinator, { id, amount: 40_000_000n, fileId, on: '2026-01-31' })
  const late = await problemOf(
    pay(finance, coordinator, { id, amount: 1n, fileId, on: '2026-02-01', documentNumber: 'UNC-9' }),
  )
  expect(late.fields).toMatchObject([{ field: 'on' }])
  expect(late.fields[0]?.words.vi).toContain('31/01/2026 (Thông tư 26/2026/TT-BTC, Điều 19)')
  const raw = db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: number }>`
      INSERT INTO ledger_entry (kind, line_id, year, source_id, commitment_id, amount, occurred_on, document_number, file_id)
      SELECT 'disbursement', line_id, year, source_id, id, 5, '2026-02-01', 'x', ${fileId}::int FROM commitment WHERE id = ${id}
      RETURNING id`.execute(transaction)
    await sql`INSERT INTO ledger_posting SELECT ${rows[0]?.id}, a.id, CASE a.kind WHEN 'committed' THEN -5 ELSE 5 END
      FROM ledger_account a WHERE a.commitment_id = ${id} AND a.kind IN ('committed', 'disbursed')`.execute(
      transaction,
    )
  })
  expect(await refused(raw)).toBe('ledger_cut_off')
})

test('what is proposed is held against what is left and against its kind, everything at once', async () => {
  const { rows } = await coordinator.run(showLeft, { year: 2025 })
  expect(rows.map(({ line, amount, commitmentId }) => [line, amount, commitmentId === null])).toEqual([
    ['III.1', 20_000_000n, true],
    ['III.1', 60_000_000n, false],
  ])
  const commitment = rows[1]?.commitmentId ?? 0
  const wrong = await problemOf(
    coordinator.run(proposeYearEnd, {
      ...{ kind: 'carry', year: 2025, reason: 'Chuyển nguồn' },
      lines: [
        { line: 'III.1', source, amount: 20_000_001n, ground: await ground('Hợp đồng') },
        { line: 'III.1', source, commitment, amount: 1n },
        { line: 'II.1', source, amount: 1n, ground: await ground('Kinh phí') },
        { line: 'III.1', source, amount: '' },
      ],
    }),
  )
  expect(wrong.fields.map(({ field }) => field)).toEqual([
    'lines.0.amount',
    'lines.0.ground',
    'lines.1.ground',
    'lines.2.amount',
  ])
  // nothing was added after 30 September
  const added = await problemOf(
    coordinator.run(proposeYearEnd, {
      ...{ kind: 'carry', year: 2025, reason: 'Chuyển nguồn' },
      lines: [{ line: 'III.1', source, amount: 1n, ground: await ground('Dự toán bổ sung') }],
    }),
  )
  expect(added.fields.map(({ field }) => field)).toEqual(['lines.0.ground'])
  const none = await problemOf(
    coordinator.run(proposeYearEnd, { kind: 'cancel', year: 2025, reason: 'Hủy', lines: [] }),
  )
  expect(none.fields.map(({ field }) => field)).toEqual(['lines'])
})

test('carried over by another person, by linked entries: out of 2025, into 2026, where it is paid', async () => {
  const { rows } = await coordinator.run(showLeft, { year: 2025 })
  const commitment = rows.find(({ commitmentId }) => commitmentId !== null)?.commitmentId ?? 0
  const { id } = await finance.run(proposeYearEnd, {
    ...{ kind: 'carry', year: 2025, reason: 'Hợp đồng đã ký, chưa thanh toán hết' },
    lines: [
      { line: 'III.1', source, commitment, amount: 60_000_000n, ground: await ground('Hợp đồng') },
      { line: 'III.1', source, amount: 5_000_000n, ground: await ground('Kinh phí khoa học') },
    ],
  })
  expect((await problemOf(finance.run(approveYearEnd, { id, ...decision('1/QĐ') }))).code).toBe(
    'controls.samePerson',
  )
  expect((await problemOf(coordinator.run(approveYearEnd, { id, ...decision('1/QĐ') }))).status).toBe(403)
  const early = await problemOf(
    leader.run(approveYearEnd, { id, ...decision('1/QĐ'), documentDate: '2025-12-30' }),
  )
  expect(early.fields.map(({ field }) => field)).toEqual(['documentDate'])
  await leader.run(approveYearEnd, { id, ...decision('1/QĐ') })
  const shown = await coordinator.run(showYearEnd, { id })
  expect(shown).toMatchObject({ state: 'booked', total: 65_000_000n, documentNumber: '1/QĐ' })
  expect(
    shown.lines.every(({ outId, inId, article }) => outId !== null && inId !== null && article !== null),
  ).toBe(true)
  expect(await standing('III.1', 2025)).toEqual({
    ...{ allocated: 120_000_000n, committed: 40_000_000n, disbursed: 40_000_000n, remaining: 15_000_000n },
    ...{ carriedIn: 0n, carriedOut: 65_000_000n, cancelled: 0n },
  })
  expect(await standing('III.1', 2026)).toEqual({
    ...{ allocated: 0n, committed: 60_000_000n, disbursed: 0n, remaining: 5_000_000n },
    ...{ carriedIn: 65_000_000n, carriedOut: 0n, cancelled: 0n },
  })
  await pay(finance, coordinator, {
    id: commitment,
    amount: 10_000_000n,
    fileId,
    on: '2026-03-01',
    documentNumber: 'UNC-2',
  })
  const [row] = (await coordinator.run(listCommitments, {})).rows
  expect(row).toMatchObject({
    year: 2025,
    carriedTo: 2026,
    amount: 100_000_000n,
    disbursed: 50_000_000n,
    rest: 50_000_000n,
  })
  const released = await coordinator.run(releaseRest, {
    ...{ id: commitment, on: '2026-03-05', documentNumber: '9/BB', note: 'Thanh lý' },
  })
  expect(released.released).toBe(50_000_000n)
  expect((await standing('III.1', 2026)).remaining).toBe(55_000_000n)
  const file = await coordinator.run(yearEndFile, { id, format: 'docx' })
  expect(Buffer.from(file.base64, 'base64').length).toBeGreaterThan(5_000)
})

test('of two proposals on the same money one is approved, however they race', async () => {
  const propose = async (amount: bigint) =>
    (
      await coordinator.run(proposeYearEnd, {
        ...{ kind: 'carry', year: 2025, reason: 'Chuyển nguồn' },
        lines: [{ line: 'III.1', source, amount, ground: await ground('Kinh phí khoa học') }],
      })
    ).id
  const ids = [await propose(9_000_000n), await propose(8_000_000n), await propose(7_000_000n)]
  const results = await Promise.allSettled(
    ids.map((id, at) => leader.run(approveYearEnd, { id, ...decision(`${at}/RACE`) })),
  )
  const booked = results.filter(({ status }) => status === 'fulfilled').length
  const { remaining = 0n, carriedOut = 0n } = await standing('III.1', 2025)
  expect(remaining + carriedOut).toBe(80_000_000n)
  expect(booked).toBeGreaterThanOrEqual(1)
  expect(booked).toBeLessThan(3)
  for (const [at, result] of results.entries())
    if (result.status === 'rejected')
      await coordinator.run(refuseYearEnd, { id: ids[at], reason: 'Số dư đã hết' })
})

test('what is not carried over is cancelled by one decision for many lines', async () => {
  await give('II.2', 7_000_000n)
  const { rows } = await finance.run(showLeft, { year: 2025 })
  const lines = rows.map(({ line, amount }) => ({ line, source, amount }))
  expect(lines.length).toBe(2)
  const { id } = await coordinator.run(proposeYearEnd, {
    kind: 'cancel',
    year: 2025,
    reason: 'Hủy số dư',
    lines,
  })
  await finance.run(approveYearEnd, { id, ...decision('2/QĐ-HUY') })
  expect((await coordinator.run(showLeft, { year: 2025 })).rows).toEqual([])
  expect(await standing('II.2', 2025)).toMatchObject({
    allocated: 7_000_000n,
    remaining: 0n,
    cancelled: 7_000_000n,
  })
  const list = await coordinator.run(listYearEnd, { kind: 'cancel', year: 2025, state: 'booked' })
  expect(list.rows.map(({ decision: number }) => number)).toEqual(['2/QĐ-HUY', '2/QĐ-HUY'])
})

test('an entry that carries over or cancels is of a decision; what is decided stays as it is', async () => {
  const [line] = await db.selectFrom('yearEndLine').selectAll().orderBy('id').execute()
  if (line === undefined) throw new Error('No line')
  const alone = db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: number }>`
      INSERT INTO ledger_entry (kind, line_id, year, source_id, amount, occurred_on, document_number)
      VALUES ('carry_in', ${line.lineId}, 2026, ${line.sourceId}, 5, '2026-03-01', 'x') RETURNING id`.execute(
      transaction,
    )
    await sql`INSERT INTO ledger_posting SELECT ${rows[0]?.id}, a.id, CASE a.kind WHEN 'carried_in' THEN -5 ELSE 5 END
      FROM ledger_account a WHERE a.line_id = ${line.lineId} AND a.source_id = ${line.sourceId} AND a.year = 2026
        AND a.kind IN ('carried_in', 'available')`.execute(transaction)
  })
  expect(await refused(alone)).toBe('year_end_whole')
  expect(await refused(sql`UPDATE year_end_line SET amount = 1 WHERE id = ${line.id}`.execute(db))).toBe(
    'append_only',
  )
  expect(
    await refused(sql`UPDATE year_end_decision SET reason = 'x' WHERE state = 'booked'`.execute(db)),
  ).toBe('append_only')
  expect(await refused(sql`DELETE FROM year_end_line`.execute(db))).toBe('append_only')
})

test('a closed year takes no entry of anybody, but one that an approved correction lets in', async () => {
  await give('I.2', 3_000_000n, '2025-02-01')
  const { lineId, sourceId } = await db
    .selectFrom('ledgerEntry')
    .select(['lineId', 'sourceId'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  // as if the year had been settled; that is tried in settlement.db.test.ts
  await sql`ALTER TABLE budget_closing DISABLE TRIGGER budget_closing_alone`.execute(db)
  await sql`INSERT INTO budget_closing (year, document_number, closed_on, file_id, closed_at)
    VALUES (2025, '9/BB', '2026-02-25', ${fileId}, now())`.execute(db)
  const raw = db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: number }>`
      INSERT INTO ledger_entry (kind, line_id, year, source_id, amount, occurred_on, document_number)
      VALUES ('withdrawal', ${lineId}, 2025, ${sourceId}, 5, '2025-03-01', 'x') RETURNING id`.execute(
      transaction,
    )
    await sql`INSERT INTO ledger_posting SELECT ${rows[0]?.id}, a.id, CASE a.kind WHEN 'available' THEN -5 ELSE 5 END
      FROM ledger_account a WHERE a.line_id = ${lineId} AND a.source_id = ${sourceId} AND a.year = 2025
        AND a.kind IN ('available', 'funding')`.execute(transaction)
  })
  expect(await refused(raw)).toBe('ledger_year_closed')
  const cancel = async () => {
    const { id } = await coordinator.run(proposeYearEnd, {
      ...{ kind: 'cancel', year: 2025, reason: 'Sót', lines: [{ line: 'I.2', source, amount: 3_000_000n }] },
    })
    return leader.run(approveYearEnd, { id, ...decision('3/QĐ-HUY') })
  }
  expect((await problemOf(cancel())).code).toBe('budget.yearClosed')
  const { id } = await coordinator.run(proposeCorrection, { year: 2025, reason: 'Sót một mục' })
  await finance.run(approveCorrection, { id })
  expect((await problemOf(cancel())).code).toBe('budget.yearClosed')
})

test('a new instrument’s day ends the one that held; two of a kind for a year are refused; a wrong one is corrected', async () => {
  const of = async () =>
    (await finance.run(listCutoffs, { kind: 'adjust', sort: 'firstYear', direction: 'asc' })).rows
  const input = {
    kind: 'adjust',
    day: 28,
    month: 2,
    nextYear: 'on',
    bars: ['commitment'],
    article: 'NĐ mới, Điều 5',
  }
  const { id, version } = await finance.run(addCutoff, { ...input, firstYear: 2028 })
  expect((await of()).map(({ firstYear, lastYear }) => [firstYear, lastYear])).toEqual([
    [2025, 2027],
    [2028, null],
  ])
  const twice = await problemOf(finance.run(addCutoff, { ...input, firstYear: 2028 }))
  expect(twice.code).toBe('yearEnd.cutoffTwice')
  const { kind: _kind, ...said } = input
  await finance.run(editCutoff, { ...said, id, version, day: 15, firstYear: 2028, lastYear: 2029 })
  expect((await of())[1]).toMatchObject({ day: 15, lastYear: 2029, toCheck: false })
  expect((await problemOf(finance.run(editCutoff, { ...said, id, version, firstYear: 2028 }))).status).toBe(
    409,
  )
  const wrong = await problemOf(
    finance.run(addCutoff, { ...input, day: 31, firstYear: 2030, lastYear: 2029 }),
  )
  expect(wrong.fields.map(({ field }) => field)).toEqual(['day', 'lastYear'])
  const made = await coordinator.run(addGround, {
    ...{ name: 'Loại của tỉnh', nameEn: 'Of the province', needs: 'added_after', day: 31, month: 10 },
    ...{ article: 'NQ 1, Điều 2', firstYear: 2026 },
  })
  const noDay = await problemOf(
    coordinator.run(editGround, {
      ...{
        ...made,
        name: 'Loại của tỉnh',
        nameEn: 'Of the province',
        needs: 'committed_by',
        article: 'NQ 1',
        firstYear: 2026,
      },
    }),
  )
  expect(noDay.fields.map(({ field }) => field)).toEqual(['day', 'month'])
})

test('the trail of all of it verifies, and the ledger is right', async () => {
  const { findings } = await verifyAudit(db, nscl.system.auditKey)
  expect(
    findings.filter(({ where }) => !where.startsWith('file ') && !where.includes('budget_closing')),
  ).toEqual([])
  const { rows } = await sql`SELECT FROM ledger_account a WHERE a.balance <>
    coalesce((SELECT sum(p.amount) FROM ledger_posting p WHERE p.account_id = a.id), 0)`.execute(db)
  expect(rows).toEqual([])
  expect((await position(db, { planId, lineCode: 'III.1', year: 2025, sourceKey: source })).remaining).toBe(
    0n,
  )
})
