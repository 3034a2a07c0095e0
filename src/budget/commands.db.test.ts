import { beforeAll, describe, expect, it } from 'vitest'
import { activePlan } from '../plan/index.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { allocate, commitDirectly, disburse, refund, releaseRest, withdrawAllocation } from './commands.ts'
import { listCommitments, showCommitment } from './commitment-queries.ts'
import { listEntries, sumEntries } from './entry-queries.ts'
import { draftPayment, releasePayment } from './payments.ts'
import { budgetOverview, position } from './queries.ts'
import { pay as payment } from './testing.ts'

const test = await testSystem()
let coordinator: Someone
let finance: Someone
let planId: number
let fileId: number

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  finance = await test.as('finance')
  planId = (await activePlan({ db: test.system.db, planId: null })).id
  fileId = await test.evidence()
})

const paper = { documentNumber: '12/QĐ-UBND', documentDate: '2025-01-15' }
const at = (line: string, year = 2025, source = 'provincial_st') => ({ line, year, source })
const standing = (line: string, year = 2025, sourceKey = 'provincial_st') =>
  position(test.system.db, { planId, lineCode: line, year, sourceKey })

async function allocated(line: string, amount: bigint, year = 2025) {
  await finance.run(allocate, { ...at(line, year), ...paper, fileId, amount })
}
async function committed(line: string, amount: bigint, year = 2025) {
  const done = await coordinator.run(commitDirectly, {
    ...at(line, year),
    ...paper,
    documentDate: '2025-02-01',
    purpose: `Hợp đồng ${line}`,
    fileId,
    amount,
  })
  return done.commitmentId
}
const pay = (id: number, amount: bigint, on = '2025-03-01') =>
  payment(finance, coordinator, { id, amount, on, fileId })

/** The problem that a promise ends in. */
describe('the way of money', () => {
  it('goes from allocation to payment, and the group shows what its line has', async () => {
    await allocated('II.1', 30_000_000n)
    const id = await committed('II.1', 25_000_000n)
    await pay(id, 10_000_000n)
    const now = {
      allocated: 30_000_000n,
      committed: 25_000_000n,
      disbursed: 10_000_000n,
      remaining: 5_000_000n,
    }
    expect(await standing('II.1')).toEqual(now)
    expect(await standing('II')).toEqual(now)
    expect(await standing('II.1', 2024)).toEqual({
      allocated: 0n,
      committed: 0n,
      disbursed: 0n,
      remaining: 0n,
    })
    await finance.run(refund, {
      id,
      amount: 4_000_000n,
      on: '2025-04-01',
      documentNumber: 'GNT-1',
      fileId,
      note: 'Chi thừa',
    })
    const { released } = await coordinator.run(releaseRest, {
      id,
      on: '2025-05-01',
      documentNumber: 'TLHĐ-1',
      note: 'Thanh lý hợp đồng',
    })
    expect(released).toBe(19_000_000n)
    expect(await standing('II.1')).toEqual({
      allocated: 30_000_000n,
      committed: 6_000_000n,
      disbursed: 6_000_000n,
      remaining: 24_000_000n,
    })
    const shown = await coordinator.run(showCommitment, { id })
    expect(shown.entries.map((entry) => [entry.kind, entry.amount])).toEqual([
      ['commitment', 25_000_000n],
      ['disbursement', 10_000_000n],
      ['refund', 4_000_000n],
      ['release', 19_000_000n],
    ])
    expect({ amount: shown.amount, rest: shown.rest, turn: shown.turnId }).toEqual({
      amount: 6_000_000n,
      rest: 0n,
      turn: null,
    })
    const again = await problemOf(
      coordinator.run(releaseRest, { id, on: '2025-05-02', documentNumber: 'TLHĐ-2', note: 'Lần hai' }),
    )
    expect(again.code).toBe('budget.nothingLeft')
  })

  it('shows the budget as signed beside what was done, with its total', async () => {
    const overview = await finance.run(budgetOverview, { year: '2025', source: 'provincial_st' })
    expect(overview.total.estimate).toBe(1_311_000_000n)
    expect(overview.lines.filter((line) => line.parent === null).map((line) => line.cell.estimate)).toEqual([
      90_000_000n,
      70_000_000n,
      140_000_000n,
      1_001_000_000n,
      10_000_000n,
    ])
    const two = overview.lines.find((line) => line.code === 'II')
    expect(two?.group).toBe(true)
    expect(two?.cell).toEqual({ estimate: 70_000_000n, adjusted: 70_000_000n, ...(await standing('II')) })
    expect(overview.total.allocated).toBe(30_000_000n)
    const period = await finance.run(budgetOverview, { source: 'provincial_st' })
    expect(period.total.estimate).toBe(2_662_000_000n)
    expect(period.lines.find((line) => line.code === 'IV')).toMatchObject({
      group: false,
      cell: { estimate: 2_238_000_000n },
    })
    const other = await finance.run(budgetOverview, { year: '2025', source: 'other' })
    expect(other.total).toEqual({
      estimate: 0n,
      adjusted: 0n,
      allocated: 0n,
      committed: 0n,
      disbursed: 0n,
      remaining: 0n,
    })
  })

  it('lists the entries that a figure sums, and their sum is the figure', async () => {
    const figure = { line: 'II', year: '2025', kind: 'committed', source: 'provincial_st' }
    const entries = await finance.run(listEntries, figure)
    expect(entries.rows.map((row) => [row.kind, row.amount])).toEqual([
      ['release', 19_000_000n],
      ['commitment', 25_000_000n],
    ])
    expect((await finance.run(sumEntries, figure)).figure).toBe((await standing('II')).committed)
    expect((await finance.run(sumEntries, { ...figure, kind: 'remaining' })).figure).toBe(
      (await standing('II')).remaining,
    )
    const one = await finance.run(sumEntries, { kind: 'release' })
    expect(one).toEqual({ kinds: [{ kind: 'release', count: 1, amount: 19_000_000n }], figure: null })
  })

  it('pages and filters commitments', async () => {
    await allocated('I.2', 20_000_000n)
    const ids: number[] = []
    for (let n = 1; n <= 3; n++) ids.push(await committed('I.2', BigInt(n) * 1_000_000n))
    const first = await finance.run(listCommitments, { line: 'I', sort: 'rest', limit: '2' })
    expect(first.rows.map((row) => row.rest)).toEqual([3_000_000n, 2_000_000n])
    expect(first.total).toBe(3)
    const second = await finance.run(listCommitments, {
      line: 'I',
      sort: 'rest',
      limit: '2',
      cursor: first.next ?? '',
    })
    expect(second.rows.map((row) => row.rest)).toEqual([1_000_000n])
    await pay(ids[0] ?? 0, 1_000_000n)
    const open = await finance.run(listCommitments, { line: 'I', state: 'open', q: 'hop dong' })
    expect(open.rows).toHaveLength(2)
    const settled = await finance.run(listCommitments, { line: 'I', state: 'settled' })
    expect(settled.rows.map((row) => row.id)).toEqual([ids[0]])
    const byDay = await finance.run(listCommitments, { line: 'I', limit: '2' })
    const rest = await finance.run(listCommitments, { line: 'I', limit: '2', cursor: byDay.next ?? '' })
    expect([...byDay.rows, ...rest.rows].map((row) => row.id)).toEqual([...ids].reverse())
  })
})

describe('what is refused', () => {
  it('an allocation over the estimate, until it is confirmed with the document that adjusts it', async () => {
    const input = { ...at('I.1', 2024), ...paper, documentDate: '2024-11-20', fileId, amount: '5 triệu' }
    const refused = await problemOf(finance.run(allocate, input))
    expect(refused.fields.map((field) => field.field)).toEqual(['amount'])
    expect(refused.fields[0]?.words.vi).toContain('vượt 5.000.000 đồng')
    const noNote = await problemOf(finance.run(allocate, { ...input, overEstimate: 'true' }))
    expect(noNote.fields.map((field) => field.field)).toEqual(['note'])
    await finance.run(allocate, { ...input, overEstimate: 'true', note: 'Quyết định 99/QĐ-UBND điều chỉnh' })
    expect((await standing('I.1', 2024)).allocated).toBe(5_000_000n)
  })

  it('has no estimate to exceed for funds that are not of the provincial budget', async () => {
    await finance.run(allocate, {
      ...at('I.1', 2024, 'other'),
      ...paper,
      documentDate: '2024-11-20',
      fileId,
      amount: '900 triệu',
    })
    expect((await standing('I.1', 2024, 'other')).allocated).toBe(900_000_000n)
  })

  it('a group of lines, an unknown line, a year without a column, an unknown source', async () => {
    const base = { ...paper, fileId, amount: 1n }
    const field = async (place: object) =>
      (await problemOf(finance.run(allocate, { ...base, ...place }))).fields.map((one) => one.field)
    expect(await field(at('I'))).toEqual(['line'])
    expect(await field(at('IX'))).toEqual(['line'])
    expect(await field(at('V', 2026))).toEqual(['year'])
    expect(await field(at('V', 2025, 'private'))).toEqual(['source'])
  })

  it('a direct commitment on part IV, which goes by the decision on an application', async () => {
    await allocated('IV', 100_000_000n)
    const refused = await problemOf(committed('IV', 1n))
    expect(refused.fields.map((field) => field.field)).toEqual(['line'])
  })

  it('a commitment over the allocation, with the numbers', async () => {
    await allocated('V', 10_000_000n)
    const refused = await problemOf(committed('V', 10_000_001n))
    expect(refused.code).toBe('budget.notEnough')
    expect(refused.words.vi).toBe(
      'Dự toán đã giao chỉ còn 10.000.000 đồng chưa cam kết; cam kết 10.000.001 đồng thì thiếu 1 đồng.',
    )
    expect((await coordinator.run(listCommitments, { line: 'V' })).rows).toEqual([])
  })

  it('a payment tomorrow, before the contract, or over it; a refund of more than was paid', async () => {
    await allocated('III.2', 20_000_000n)
    const id = await committed('III.2', 20_000_000n)
    expect((await problemOf(pay(id, 1n, '2026-12-31'))).fields.map((field) => field.field)).toEqual(['on'])
    expect((await problemOf(pay(id, 1n, '2025-01-31'))).fields[0]?.words.vi).toBe(
      'Không được trước ngày cam kết 01/02/2025.',
    )
    expect((await problemOf(pay(id, 20_000_001n))).code).toBe('budget.notEnough')
    await pay(id, 5_000_000n)
    const back = { id, amount: 5_000_001n, on: '2025-04-01', documentNumber: 'GNT', note: 'x', fileId }
    expect((await problemOf(finance.run(refund, back))).words.vi).toBe(
      'Mới giải ngân 5.000.000 đồng; thu hồi 5.000.001 đồng thì quá 1 đồng.',
    )
  })

  it('a payment without its evidence', async () => {
    const refused = await problemOf(
      finance.run(draftPayment, {
        id: 1,
        kind: 'contractor',
        amount: 1n,
        on: '2025-03-01',
        documentNumber: 'UNC',
      }),
    )
    // and, at once, the paper that it rests on
    expect(refused.fields.map((field) => field.field)).toEqual([
      'fileId',
      'basis',
      'basisNumber',
      'basisDate',
      'basisFileId',
    ])
  })

  it('the withdrawal of what is committed', async () => {
    const take = { ...at('III.2'), ...paper, fileId, amount: 1n, note: 'Giảm dự toán' }
    expect((await problemOf(finance.run(withdrawAllocation, take))).code).toBe('budget.notEnough')
    await allocated('III.1', 7n)
    await finance.run(withdrawAllocation, { ...take, line: 'III.1', amount: 7n })
    expect(await standing('III.1')).toEqual({ allocated: 0n, committed: 0n, disbursed: 0n, remaining: 0n })
  })

  it('a commitment that is not there', async () => {
    expect((await problemOf(pay(999_999, 1n))).status).toBe(404)
    expect((await problemOf(finance.run(showCommitment, { id: 999_999 }))).status).toBe(404)
  })
})

describe('a form sent twice', () => {
  it('pays once', async () => {
    await allocated('I.3', 10_000_000n)
    const id = await committed('I.3', 10_000_000n)
    const input = {
      id,
      kind: 'contractor',
      amount: 3_000_000n,
      on: '2025-03-01',
      documentNumber: 'UNC-7',
      fileId,
      basis: 'contract',
      basisNumber: '1/HĐ',
      basisDate: '2025-02-01',
      basisFileId: fileId,
    }
    const [one, two] = await Promise.all([
      finance.run(draftPayment, input, 'once-7'),
      finance.run(draftPayment, input, 'once-7'),
    ])
    expect(one).toEqual(two)
    const [released, again] = await Promise.all([
      coordinator.run(releasePayment, { id: one.id }, 'once-8'),
      coordinator.run(releasePayment, { id: one.id }, 'once-8'),
    ])
    expect(released).toEqual(again)
    expect((await standing('I.3')).disbursed).toBe(3_000_000n)
  })
})

describe('who may', () => {
  const everybody = [
    'coordinator',
    'leader',
    'finance',
    'home_affairs',
    'statistics',
    'agency',
    'association',
    'auditor',
    'public',
  ] as const
  const commands = [
    ['allocate', (who: Someone) => who.run(allocate, {}), ['coordinator', 'finance']],
    ['withdraw', (who: Someone) => who.run(withdrawAllocation, {}), ['coordinator', 'finance']],
    ['commit', (who: Someone) => who.run(commitDirectly, {}), ['coordinator']],
    ['disburse', (who: Someone) => who.run(disburse, {}), ['coordinator', 'finance']],
    ['refund', (who: Someone) => who.run(refund, {}), ['coordinator', 'finance']],
    ['release', (who: Someone) => who.run(releaseRest, {}), ['coordinator']],
  ] as const
  it.each(commands)('%s: only those whose work it is', async (_name, attempt, allowed) => {
    for (const role of everybody) {
      const someone = await test.as(role)
      const refused = await problemOf(attempt(someone))
      const may = allowed.some((one) => one === role)
      expect([role, refused.status]).toEqual([role, may ? 422 : role === 'public' ? 401 : 403])
    }
  })
  it('an enterprise and the public do not read the ledger, an auditor does', async () => {
    const auditor = await test.as('auditor')
    expect((await auditor.run(listEntries, {})).rows.length).toBeGreaterThan(0)
    const stranger = await test.as('public')
    expect((await problemOf(stranger.run(budgetOverview, {}))).status).toBe(401)
    expect((await problemOf(stranger.run(listEntries, {}))).status).toBe(401)
    expect((await problemOf(stranger.run(listCommitments, {}))).status).toBe(401)
    expect((await problemOf(stranger.run(sumEntries, {}))).status).toBe(401)
  })
})
