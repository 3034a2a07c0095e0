import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { refund } from '../budget/commands.ts'
import { releasePayment, returnPayment } from '../budget/payments.ts'
import { concludeClaim, judgeClaimLine } from '../claims/judging.ts'
import { drawClaim } from '../claims/orders.ts'
import { showClaim } from '../claims/queries.ts'
import { claimableTurn, sentClaim } from '../claims/testing.ts'
import { moneyTotals } from '../money-view/queries.ts'
import { createApp } from '../start/app.tsx'
import { allocate } from '../support/testing.ts'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { clearByClaim, clearByVoucher, confirmPart, enterPaidBack, refusePart } from './clearing.ts'
import { draftAdvance } from './commands.ts'
import { applyAdvances, checkAdvances, showAdvanceImportRows } from './import.ts'
import { tellOfAdvances } from './notices.ts'
import { approveProlongation, prolongAdvance, refuseProlongation } from './prolonging.ts'
import { listAdvances, showAdvance } from './queries.ts'
import { endTerm, listTerms, setTerm } from './terms.ts'

const test = await testSystem()
const { system } = test
let coordinator: Someone
let other: Someone
let finance: Someone
let leader: Someone
let fileId: number

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  other = await test.as('coordinator')
  finance = await test.as('finance')
  leader = await test.as('leader')
  fileId = await test.evidence()
  await allocate(system, 2025, 3_000_000_000n)
})

const million = (n: number) => BigInt(n) * 1_000_000n
let vouchers = 0
const paper = (more: object = {}) => ({
  ...{ kind: 'enterprise', documentNumber: `TU-${++vouchers}`, on: '2025-03-05', fileId },
  ...{ basis: 'contract', basisNumber: '1/HĐ', basisDate: '2025-03-01', basisFileId: fileId },
  ...{ dueOn: '2025-03-20', dueReason: 'Theo hợp đồng' },
  ...more,
})
const proof = () => ({ number: `HĐ-TU-${++vouchers}`, onDay: '2025-03-10', fileId })
const show = (id: number) => coordinator.run(showAdvance, { id })
const at = async (id: number) => ({ id, version: (await show(id)).version })

/** An advance on a turn with 90 million committed, released. */
async function advanced(amount: bigint) {
  const turn = await claimableTurn(test, leader, coordinator)
  const drawn = await coordinator.run(draftAdvance, { id: turn.commitmentId, amount, ...paper() })
  await finance.run(releasePayment, { id: drawn.paymentId })
  return { ...turn, id: drawn.id, paymentId: drawn.paymentId }
}
async function voucher(id: number, amount: bigint) {
  const { partId } = await coordinator.run(clearByVoucher, {
    ...(await at(id)),
    what: 'Thuê tư vấn',
    amount,
    ...proof(),
  })
  return { id, part: partId }
}
const balance = async (commitmentId: number, kind: 'committed' | 'disbursed') => {
  const { rows } = await sql<{ sum: bigint }>`
    SELECT sum(balance)::bigint AS sum FROM ledger_account WHERE commitment_id = ${commitmentId} AND kind = ${kind}`.execute(
    system.db,
  )
  return rows[0]?.sum
}

describe('an advance', () => {
  it('keeps to the share of its row, has its day, and is open once another person releases it', async () => {
    const { commitmentId, enterpriseId } = await claimableTurn(test, leader, coordinator)
    const drawing = { id: commitmentId, amount: million(45), ...paper() }
    expect((await problemOf(coordinator.run(draftAdvance, { ...drawing, amount: million(46) }))).code).toBe(
      'advances.overShare',
    )
    expect(
      (await problemOf(coordinator.run(draftAdvance, { ...drawing, dueReason: undefined }))).fields,
    ).toMatchObject([{ field: 'dueReason' }])
    const { id, paymentId } = await coordinator.run(draftAdvance, drawing)
    expect(await show(id)).toMatchObject({ state: 'waiting', share: 50, dueSource: null, rest: million(45) })
    expect(
      (await problemOf(coordinator.run(draftAdvance, { ...drawing, ...paper(), amount: 1n }))).code,
    ).toBe('advances.overShare')
    expect((await problemOf(coordinator.run(releasePayment, { id: paymentId }))).code).toBe(
      'controls.samePerson',
    )
    const owner = await test.as('enterprise', { enterpriseId })
    expect((await owner.run(listAdvances, {})).rows).toEqual([])
    await finance.run(releasePayment, { id: paymentId })
    expect((await owner.run(listAdvances, {})).rows).toMatchObject([{ id, state: 'open', rest: million(45) }])
    expect(await owner.run(showAdvance, { id })).toMatchObject({ voucher: null })
    const stranger = await test.as('enterprise', {
      enterpriseId: (await claimableTurn(test, leader, coordinator)).enterpriseId,
    })
    expect((await problemOf(stranger.run(showAdvance, { id }))).status).toBe(404)
  })

  it('shows whoever was paid how long there is, and leads to a claim of what it was spent on', async () => {
    const { id, turnId, enterpriseId } = await advanced(million(5))
    const owner = await test.as('enterprise', { enterpriseId })
    const browser = browserOn(createApp(system), system)
    const email = await letIn(system, owner.actor.userId ?? '')
    await browser.post('/sign-in', { email, password: testPassword })
    const { text } = await browser.get(`/advances/${id}`)
    expect(text).toContain('quá hạn')
    const form = `/support/${turnId}/claims/new?advance=${id}`
    expect(text).toContain(`href="${form}"`)
    expect((await browser.get(form)).text).toContain(`<option value="${id}" selected`)
    expect((await browser.get(`/support/${turnId}`)).text).toContain(`href="/advances/${id}"`)
    expect(text).not.toContain('do=prolong')
  })

  it('that is not released is none', async () => {
    const { commitmentId } = await claimableTurn(test, leader, coordinator)
    const { id, paymentId } = await coordinator.run(draftAdvance, {
      id: commitmentId,
      amount: million(9),
      ...paper(),
    })
    expect((await problemOf(voucher(id, 1n))).code).toBe('advances.notPaid')
    await finance.run(returnPayment, { id: paymentId, reason: 'Sai' })
    expect(await show(id)).toMatchObject({ state: 'dropped', open: 0n })
  })

  it('is cleared in parts that one enters and another confirms, never over its sum; what is left is paid back in the ledger', async () => {
    const { id, commitmentId } = await advanced(million(40))
    const first = await voucher(id, million(15))
    expect((await problemOf(voucher(id, million(26)))).code).toBe('advances.overSum')
    expect((await problemOf(coordinator.run(confirmPart, first))).code).toBe('controls.samePerson')
    expect(await finance.run(confirmPart, first)).toMatchObject({ state: 'part' })
    expect((await problemOf(finance.run(confirmPart, first))).code).toBe('advances.partSettled')
    const wrong = await voucher(id, million(25))
    await finance.run(refusePart, { ...wrong, reason: 'Sai nội dung' })
    const back = await coordinator.run(enterPaidBack, { ...(await at(id)), amount: million(25), ...proof() })
    expect(await balance(commitmentId, 'disbursed')).toBe(million(40))
    await finance.run(confirmPart, { id, part: back.partId })
    expect(await balance(commitmentId, 'disbursed')).toBe(million(15))
    expect(await balance(commitmentId, 'committed')).toBe(million(75))
    const shown = await show(id)
    expect(shown).toMatchObject({ state: 'cleared', cleared: million(15), returned: million(25), rest: 0n })
    expect(shown.parts.map(({ state }) => state)).toEqual(['confirmed', 'refused', 'confirmed'])
    // even at once, and past the program
    await expect(
      sql`INSERT INTO advance_part (advance_id, kind, amount, number, on_day, file_id, entered_at)
          VALUES (${id}, 'voucher', 1, 'x', '2025-03-10', ${fileId}, now())`.execute(system.db),
    ).rejects.toThrow(/over its sum/)
  })

  it('is cleared by accepted lines of a claim, which are not paid again', async () => {
    const { id, commitmentId, turnId } = await advanced(million(30))
    const claim = await sentClaim(coordinator, turnId, fileId, [million(50), million(10)])
    for (const line of claim.lines) {
      const { version } = await other.run(showClaim, { id: claim.id })
      await other.run(judgeClaimLine, { id: claim.id, line: line.id, version, verdict: 'accepted' })
    }
    const { version } = await other.run(showClaim, { id: claim.id })
    await other.run(concludeClaim, { id: claim.id, version })
    const drawing = {
      ...{ id: claim.id, commitmentId, documentNumber: 'UNC-1', on: '2025-03-12', fileId },
      ...{ basis: 'acceptance', basisNumber: '1/BB', basisDate: '2025-03-11', basisFileId: fileId },
    }
    const [line] = claim.lines
    const part = await coordinator.run(clearByClaim, { ...(await at(id)), claimLineId: line?.id })
    expect((await show(id)).parts).toMatchObject([{ kind: 'claim', amount: million(30), claimId: claim.id }])
    expect((await problemOf(finance.run(drawClaim, drawing))).status).toBe(409)
    expect(await finance.run(confirmPart, { id, part: part.partId })).toMatchObject({ state: 'cleared' })
    const after = await coordinator.run(showClaim, { id: claim.id })
    expect(after.lines.map(({ cleared }) => cleared)).toEqual([million(30), 0n])
    expect(after.state).toBe('accepted')
    // a turn whose own money is not proven is paid its advance alone
    expect((await problemOf(finance.run(drawClaim, drawing))).code).toBe('budget.aheadOfOwn')
    const { rows } = await sql<{ left: bigint; waiting: bigint }>`
      SELECT claim_left(${commitmentId}, NULL) AS "left", (SELECT amount FROM claim_waiting WHERE claim_id = ${claim.id}) AS waiting`.execute(
      system.db,
    )
    expect(rows).toEqual([{ left: million(30), waiting: million(30) }])
  })

  it('whose claim is covered in full leaves nothing to pay', async () => {
    const { id, turnId } = await advanced(million(30))
    const claim = await sentClaim(coordinator, turnId, fileId, [million(20)])
    const [line] = claim.lines
    await other.run(judgeClaimLine, {
      id: claim.id,
      line: line?.id,
      version: claim.version,
      verdict: 'accepted',
    })
    await other.run(concludeClaim, { id: claim.id, version: claim.version + 1 })
    const part = await coordinator.run(clearByClaim, { ...(await at(id)), claimLineId: line?.id })
    await finance.run(confirmPart, { id, part: part.partId })
    expect(await coordinator.run(showClaim, { id: claim.id })).toMatchObject({ state: 'paid' })
    expect(await show(id)).toMatchObject({ state: 'part', rest: million(10) })
  })

  it('stays paid when something else of the commitment is refunded', async () => {
    const { id, commitmentId } = await advanced(million(20))
    const back = {
      id: commitmentId,
      amount: million(5),
      on: '2025-03-10',
      documentNumber: 'GNT-1',
      note: 'x',
      fileId,
    }
    expect((await problemOf(finance.run(refund, back))).code).toBe('advances.stays')
    expect(await show(id)).toMatchObject({ state: 'open' })
  })

  it('raced by many clerks is never cleared over its sum', async () => {
    const { id } = await advanced(million(10))
    const { version } = await show(id)
    const tries = await Promise.allSettled(
      [4, 4, 4, 4].map((n) =>
        coordinator.run(clearByVoucher, { id, version, what: 'x', amount: million(n), ...proof() }),
      ),
    )
    expect(tries.some(({ status }) => status === 'fulfilled')).toBe(true)
    const { parts, open } = await show(id)
    expect(parts.reduce((sum, { amount }) => sum + amount, open)).toBe(million(10))
  })
})

it('what is overdue is work of the office and told to the beneficiary; the view of money tells what is advanced on any day', async () => {
  const { id, enterpriseId } = await advanced(million(40))
  const owner = await test.as('enterprise', { enterpriseId })
  const part = await voucher(id, million(15))
  await finance.run(confirmPart, part)
  await tellOfAdvances({ db: system.db, now: new Date('2025-03-25T03:00:00Z'), today: '2025-03-25' })
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM notice WHERE kind = 'advances.due' AND account_id = ${owner.actor.userId}`.execute(
    system.db,
  )
  expect(rows[0]?.n).toBe(1)
  const totals = await coordinator.run(moneyTotals, {})
  const open = (await coordinator.run(listAdvances, { state: 'unsettled', limit: 100 })).rows
  expect(totals.figures.advanced).toBe(open.reduce((sum, row) => sum + row.rest, 0n))
})

describe('a later day', () => {
  const asked = (dueOn: string, more: object = {}) => ({
    ...{ dueOn, number: '5/CV-SKHCN', onDay: '2025-03-18', fileId, reason: 'Chờ nghiệm thu' },
    ...more,
  })

  it('is approved by another person; overdue and bars follow it, what stood before is kept', async () => {
    const { id, enterpriseId } = await advanced(million(40))
    const owner = await test.as('enterprise', { enterpriseId })
    const bars = async () => {
      const { rows } = await sql<{ until: string }>`
        SELECT due_on AS until FROM support_block WHERE kind = 'advance' AND record_id = ${id}`.execute(
        system.db,
      )
      return rows.map(({ until }) => until)
    }
    const late = async () => (await show(id)).late
    expect(await late()).toBe(true)
    expect(await bars()).toEqual(['2025-03-20'])
    const tried = async (dueOn: string) =>
      coordinator.run(prolongAdvance, { ...(await at(id)), ...asked(dueOn) })
    expect((await problemOf(tried('2025-03-20'))).fields).toMatchObject([{ field: 'dueOn' }])
    const { prolongationId: first } = await tried('2099-01-31')
    expect((await problemOf(tried('2099-02-28'))).code).toBe('advances.prolongedTwice')
    expect(await show(id)).toMatchObject({ dueOn: '2025-03-20', late: true })
    expect((await owner.run(showAdvance, { id })).prolongations).toEqual([])
    const wanted = { id, prolongation: first }
    expect((await problemOf(coordinator.run(approveProlongation, wanted))).code).toBe('controls.samePerson')
    await leader.run(refuseProlongation, { ...wanted, reason: 'Quá dài' })
    expect((await problemOf(leader.run(approveProlongation, wanted))).status).toBe(404)
    const { prolongationId } = await tried('2098-12-31')
    await leader.run(approveProlongation, { id, prolongation: prolongationId })
    expect(await show(id)).toMatchObject({ dueOn: '2098-12-31', late: false, state: 'open' })
    expect(await bars()).toEqual(['2098-12-31'])
    expect((await show(id)).prolongations).toMatchObject([
      { dueBefore: '2025-03-20', dueOn: '2099-01-31', state: 'refused', reason: 'Quá dài' },
      { dueBefore: '2025-03-20', dueOn: '2098-12-31', state: 'confirmed', why: 'Chờ nghiệm thu' },
    ])
    expect((await owner.run(showAdvance, { id })).prolongations).toMatchObject([
      { dueOn: '2098-12-31', file: null },
    ])
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM notice WHERE kind = 'advances.prolonged' AND account_id = ${owner.actor.userId}`.execute(
      system.db,
    )
    expect(rows[0]?.n).toBe(1)
    // past the program too, the day is moved by a prolongation alone
    await expect(
      sql`UPDATE advance SET due_on = '2098-12-30' WHERE id = ${id}`.execute(system.db),
    ).rejects.toThrow(/prolongation alone/)
  })

  it('is for an advance of which something is to be cleared, and two that approve at once move it once', async () => {
    const { id } = await advanced(million(10))
    const { prolongationId: prolongation } = await coordinator.run(prolongAdvance, {
      ...(await at(id)),
      ...asked('2098-06-30'),
    })
    const both = await Promise.allSettled(
      [leader, finance].map((each) => each.run(approveProlongation, { id, prolongation })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const next = await coordinator.run(prolongAdvance, { ...(await at(id)), ...asked('2098-07-31') })
    await finance.run(confirmPart, await voucher(id, million(10)))
    const waiting = { id, prolongation: next.prolongationId }
    expect((await problemOf(leader.run(approveProlongation, waiting))).code).toBe('advances.notOpen')
    await leader.run(refuseProlongation, { ...waiting, reason: 'Đã hoàn đủ' })
    const more = { ...(await at(id)), ...asked('2098-12-31') }
    expect((await problemOf(coordinator.run(prolongAdvance, more))).code).toBe('advances.notOpen')
  })
})

describe('a table of advances', () => {
  const headings =
    'Cam kết số\tSố hợp đồng, quyết định của cam kết\tLoại khoản chi\tSố tiền\tSố chứng từ chi\tNgày chi\tCăn cứ chi\tSố văn bản căn cứ\tNgày văn bản căn cứ\tHạn hoàn tạm ứng\tLý do của thời hạn'
  const rowOf = (commitment: number, amount: string, number: string, more: Record<string, string> = {}) => {
    const {
      on = '05/03/2025',
      basis = 'Hợp đồng đã ký',
      basisDate = '01/03/2025',
      why = 'Theo hợp đồng',
    } = more
    return [commitment, '', '', amount, number, on, basis, '1/HĐ', basisDate, '20/03/2025', why].join('\t')
  }
  const sent = (...rows: string[]) => ({
    text: [headings, ...rows].join('\n'),
    ...{ paperId: fileId, basisPaperId: fileId },
  })
  const problems = async (id: number) =>
    (await coordinator.run(showAdvanceImportRows, { id })).rows.map((row) => [
      row.outcome,
      row.problems.map(({ column }) => column),
    ])

  it('is tried row by row with what the rows before take, writes nothing, and is drawn up for another person to release', async () => {
    const [one, two] = [
      await claimableTurn(test, leader, coordinator),
      await claimableTurn(test, leader, coordinator),
    ]
    const table = sent(
      rowOf(one.commitmentId, '30.000.000', 'B-1'),
      rowOf(one.commitmentId, '16.000.000', 'B-2'),
      rowOf(one.commitmentId, '15.000.000', 'B-3'),
      rowOf(two.commitmentId, '10.000.000', 'B-4', { why: '' }),
      rowOf(two.commitmentId, '10.000.000', 'B-5', { basis: '', basisDate: '09/03/2025' }),
      rowOf(two.commitmentId, '10.000.000', 'B-6', { on: '05/03/2099' }),
      rowOf(2_000_000_000, '1.000', 'B-7'),
      rowOf(one.commitmentId, '30.000.000', 'b - 1'),
    )
    const checked = await coordinator.run(checkAdvances, table)
    expect(await problems(checked.id)).toEqual([
      ['new', []],
      ['error', ['amount']],
      ['new', []],
      ['error', ['dueReason']],
      ['error', ['basis', 'basisDate']],
      ['error', expect.arrayContaining(['on'])],
      ['error', ['commitmentId']],
      ['error', ['documentNumber']],
    ])
    const drawn = async () =>
      (await coordinator.run(listAdvances, { commitmentId: one.commitmentId, sort: 'amount' })).rows
    expect(await drawn()).toEqual([])
    expect((await problemOf(leader.run(checkAdvances, table))).status).toBe(403)
    await coordinator.run(applyAdvances, { id: checked.id })
    expect((await problemOf(coordinator.run(applyAdvances, { id: checked.id }))).code).toBe(
      'advances.importApplied',
    )
    const rows = await drawn()
    expect(rows.map(({ documentNumber, state, amount }) => [documentNumber, state, amount]).sort()).toEqual([
      ['B-1', 'waiting', million(30)],
      ['B-3', 'waiting', million(15)],
    ])
    const [first] = rows
    const kept = await system.db
      .selectFrom('advance')
      .select(['importId', 'dueOn', 'dueReason'])
      .where('id', '=', first?.id ?? 0)
      .executeTakeFirst()
    expect(await coordinator.run(showAdvance, { id: first?.id })).toMatchObject({
      imported: { id: checked.id, line: 2, by: coordinator.actor.name },
    })
    expect(kept).toEqual({ importId: checked.id, dueOn: '2025-03-20', dueReason: 'Theo hợp đồng' })
    const paymentId = first?.paymentId ?? 0
    expect((await problemOf(coordinator.run(releasePayment, { id: paymentId }))).code).toBe(
      'controls.samePerson',
    )
    await finance.run(releasePayment, { id: paymentId })
    const again = await coordinator.run(checkAdvances, sent(rowOf(one.commitmentId, '30.000.000', 'B-1')))
    expect(again).toMatchObject({ added: 0, unchanged: 1 })
  })

  it('is drawn up whole or not at all when what it was checked against has moved', async () => {
    const { commitmentId } = await claimableTurn(test, leader, coordinator)
    const { id } = await coordinator.run(
      checkAdvances,
      sent(rowOf(commitmentId, '20.000.000', 'C-1'), rowOf(commitmentId, '25.000.000', 'C-2')),
    )
    await coordinator.run(draftAdvance, { id: commitmentId, amount: million(10), ...paper() })
    const refused = await problemOf(finance.run(applyAdvances, { id }))
    expect(refused.code).toBe('advances.importRefused')
    expect(refused.words.vi).toContain('C-2')
    expect((await coordinator.run(listAdvances, { commitmentId })).rows).toHaveLength(1)
  })
})

describe('the term', () => {
  it('is a row with its document: it gives the day, and holds the next advance back', async () => {
    const setting = { beneficiary: 'enterprise', days: 10, beforeNext: 50, validFrom: '2025-01-01' }
    expect((await problemOf(leader.run(setTerm, { ...setting, reason: 'x' }))).fields).toMatchObject([
      { field: 'source' },
    ])
    const row = await leader.run(setTerm, { ...setting, source: 'Quy chế 1, Điều 2', reason: 'Theo quy chế' })
    const { commitmentId } = await claimableTurn(test, leader, coordinator)
    const none = { dueOn: undefined, dueReason: undefined }
    const drawing = () => ({ id: commitmentId, amount: million(10), ...paper(none) })
    const { id } = await coordinator.run(draftAdvance, drawing())
    expect(await show(id)).toMatchObject({ dueOn: '2025-03-15', dueSource: 'Quy chế 1, Điều 2' })
    expect((await problemOf(coordinator.run(draftAdvance, drawing()))).code).toBe('advances.former')
    await leader.run(endTerm, row)
    expect(await leader.run(listTerms, {})).toHaveLength(1)
  })
})
