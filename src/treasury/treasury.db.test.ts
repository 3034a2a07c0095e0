import { beforeAll, describe, expect, it } from 'vitest'
import { showPayment } from '../budget/payment-queries.ts'
import { draftPayment, releasePayment } from '../budget/payments.ts'
import { editPayee } from '../claims/claims.ts'
import { concludeClaim, judgeClaimLine } from '../claims/judging.ts'
import { drawClaim } from '../claims/orders.ts'
import { showClaim } from '../claims/queries.ts'
import { account, claimableTurn, sentClaim } from '../claims/testing.ts'
import { allocate } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { listWork } from '../work/index.ts'
import { applyAnswer, checkAnswer, showAnswerRows } from './answer.ts'
import { changeBatch, drawBatch, dropBatch, sendBatch, setAccount } from './batches.ts'
import { acceptMatch, bookSentBack, confirmPaid, explainUnknown, refuseMatch } from './differences.ts'
import { confirmMatch, matchable, matchUnknown, refuseHandMatch } from './matches.ts'
import { listable, listBatches, listDifferences, showBatch, showDifference } from './queries.ts'
import { listUnlisted, setAside, showUnlisted, takeAsideBack } from './unlisted.ts'
import { endUse, listUses, setUse } from './use.ts'

const test = await testSystem()
const { system } = test
let coordinator: Someone
let other: Someone
let finance: Someone
let leader: Someone
let fileId: number
let number = 0

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  other = await test.as('coordinator')
  finance = await test.as('finance')
  leader = await test.as('leader')
  fileId = await test.evidence()
  await allocate(system, 2025, 5_000_000_000n)
})

const million = (n: number) => BigInt(n) * 1_000_000n
const paper = () => ({
  ...{ documentNumber: `UNC-${++number}`, on: '2025-04-01', fileId },
  ...{ basis: 'acceptance', basisNumber: '1/BB', basisDate: '2025-03-20', basisFileId: fileId },
})

/** A payment drawn up on a turn of its own, by itself or out of a claim. */
async function order(of: 'claim' | 'direct', amount = million(20)) {
  const { turnId, commitmentId } = await claimableTurn(test, leader, coordinator)
  if (of === 'direct') {
    const made = await coordinator.run(draftPayment, {
      ...paper(),
      id: commitmentId,
      kind: 'enterprise',
      amount,
    })
    return { ...made, commitmentId, claimId: null, number: `UNC-${number}` }
  }
  const claim = await sentClaim(coordinator, turnId, fileId, [amount])
  await other.run(judgeClaimLine, {
    ...{ id: claim.id, line: claim.lines[0]?.id, version: claim.version, verdict: 'accepted' },
  })
  await other.run(concludeClaim, { id: claim.id, version: claim.version + 1 })
  const made = await coordinator.run(drawClaim, { ...paper(), id: claim.id, commitmentId })
  return { ...made, number: `UNC-${number}` }
}

const draw = (orderIds: readonly number[], more: object = {}) =>
  coordinator.run(drawBatch, { number: `BK-${++number}`, drawnOn: '2025-04-02', orderIds, ...more })

/** A list of these payments that was released. */
async function sent(orders: readonly { id: number }[]) {
  const { id } = await draw(orders.map((one) => one.id))
  for (const row of (await coordinator.run(showBatch, { id })).rows) {
    const { version } = await coordinator.run(showBatch, { id })
    if (row.payeeAccount === null)
      await coordinator.run(setAccount, { id, row: row.id, version, ...account, payee: row.payee })
  }
  const { version } = await coordinator.run(showBatch, { id })
  await finance.run(sendBatch, { id, version })
  return id
}

/** Takes an answer in that is typed as a table. */
async function answer(batchId: number, rows: readonly (readonly string[])[], dueOn = '2099-12-31') {
  const text = [
    'Số chứng từ\tTên chủ tài khoản\tSố tài khoản\tSố tiền\tNgày Kho bạc xử lý\tKết quả\tLý do trả lại',
    ...rows.map((cells) => cells.join('\t')),
  ].join('\n')
  const { id } = await coordinator.run(checkAnswer, { text, batchId, dueOn })
  return id
}
const open = async (batchId: number) =>
  (await coordinator.run(showBatch, { id: batchId })).differences.filter(({ state }) => state === 'open')

describe('a list for the Treasury', () => {
  it('takes payments that wait or are released, each on one list, with the account of its claim', async () => {
    const [one, two] = [await order('claim'), await order('direct')]
    const before = await coordinator.run(listable, {})
    expect(before.map(({ id }) => id)).toEqual(expect.arrayContaining([one.id, two.id]))
    const { id, version } = await draw([one.id])
    const shown = await coordinator.run(showBatch, { id })
    expect(shown).toMatchObject({
      ...{ state: 'drawn', orders: 1, amount: million(20) },
      rows: [{ ...account, documentNumber: one.number, orderState: 'drafted', state: 'listed' }],
    })
    expect((await problemOf(draw([one.id]))).fields).toMatchObject([{ field: 'orderIds' }])
    expect((await problemOf(draw([]))).status).toBe(422)
    const more = { number: shown.number, drawnOn: shown.drawnOn, orderIds: [one.id, two.id] }
    await coordinator.run(changeBatch, { id, version, ...more })
    expect((await problemOf(coordinator.run(changeBatch, { id, version, ...more }))).status).toBe(409)
    const after = await coordinator.run(listable, {})
    expect(after.filter((row) => row.id === one.id || row.id === two.id)).toEqual([])
    await coordinator.run(dropBatch, { id, version: version + 1, reason: 'Lập nhầm' })
    await draw([one.id, two.id])
    expect((await coordinator.run(listBatches, { state: 'dropped' })).rows.map((row) => row.id)).toContain(id)
  })

  it('is released by another person, with its payments, by the rules of every release; then nothing of it changes', async () => {
    const [one, two] = [await order('claim'), await order('direct')]
    const { id } = await draw([one.id, two.id])
    const send = async (who: Someone) => {
      const { version } = await who.run(showBatch, { id })
      return who.run(sendBatch, { id, version })
    }
    expect((await problemOf(send(finance))).code).toBe('treasury.notWhole')
    const shown = await coordinator.run(showBatch, { id })
    const bare = shown.rows.find((row) => row.orderId === two.id)
    await coordinator.run(setAccount, { id, row: bare?.id, version: shown.version, ...account })
    expect((await problemOf(send(coordinator))).code).toBe('controls.samePerson')
    expect(await send(finance)).toMatchObject({ state: 'sent', released: 2 })
    expect(await coordinator.run(showPayment, { id: two.id })).toMatchObject({ state: 'released' })
    expect(await coordinator.run(showClaim, { id: one.claimId })).toMatchObject({ state: 'paid' })
    expect((await problemOf(draw([one.id]))).fields).toMatchObject([{ field: 'orderIds' }])
    await expect(
      system.db.updateTable('treasuryBatchOrder').set({ payee: 'x' }).where('batchId', '=', id).execute(),
    ).rejects.toThrow()
    // whoever drew a payment up does not release it by way of a list that another drew up
    const third = await order('direct')
    const { id: theirs } = await other.run(drawBatch, {
      ...{ number: 'BK-x', drawnOn: '2025-04-02', orderIds: [third.id] },
    })
    const row = (await other.run(showBatch, { id: theirs })).rows[0]
    await other.run(setAccount, { id: theirs, row: row?.id, version: 1, ...account })
    expect((await problemOf(coordinator.run(sendBatch, { id: theirs, version: 2 }))).code).toBe(
      'controls.samePerson',
    )
  })
})

describe("the Treasury's answer", () => {
  it('is matched row by row, shown, and taken in when a person confirms: what differs becomes work with its day', async () => {
    const orders = [await order('claim'), await order('claim'), await order('claim'), await order('claim')]
    const batchId = await sent(orders)
    const [one, two, three, four] = orders.map((each) => each.number)
    const importId = await answer(batchId, [
      [one ?? '', account.payee, account.payeeAccount, '20.000.000', '05/04/2025', 'Đã thanh toán', ''],
      [two ?? '', account.payee, account.payeeAccount, '19.000.000', '05/04/2025', '', ''],
      [three ?? '', '', '', '20.000.000', '05/04/2025', 'Trả lại', 'Sai tên đơn vị hưởng'],
      ['XYZ-1', 'Ai đó', '', '1.000.000', '05/04/2025', '', ''],
      [four ?? '', '', '', 'hai mươi', '05/04/2025', '', ''],
    ])
    const { rows } = await coordinator.run(showAnswerRows, { id: importId })
    expect(rows.map(({ outcome, fit, order: of }) => [outcome, fit, of])).toEqual([
      ['new', 'whole', one],
      ['new', 'sum', two],
      ['new', 'whole', three],
      ['new', null, null],
      ['error', null, null],
    ])
    await coordinator.run(applyAnswer, { id: importId })
    const shown = await coordinator.run(showBatch, { id: batchId })
    expect(shown).toMatchObject({ state: 'answered', paid: million(20), open: 4 })
    expect(shown.differences.map(({ kind }) => kind).sort()).toEqual([
      ...['missing', 'sent_back', 'sum', 'unknown'],
    ])
    expect((await coordinator.run(listDifferences, { batchId, state: 'open' })).rows).toHaveLength(4)
    // the same answer again says nothing new of what was paid
    const again = await answer(batchId, [
      [one ?? '', account.payee, account.payeeAccount, '20.000.000', '05/04/2025', '', ''],
      [four ?? '', '', '', '20.000.000', '06/04/2025', '', ''],
    ])
    await coordinator.run(applyAnswer, { id: again })
    const later = await coordinator.run(showBatch, { id: batchId })
    expect(later).toMatchObject({ paid: million(40), open: 3 })
    expect(later.differences.find(({ kind }) => kind === 'missing')).toMatchObject({ outcome: 'answered' })
  })

  it('that came in twice at once is taken in once', async () => {
    const batchId = await sent([await order('claim')])
    const row = [`UNC-${number - 1}`, '', '', '20.000.000', '05/04/2025', '', '']
    const ids = [await answer(batchId, [row]), await answer(batchId, [row])]
    const done = await Promise.allSettled(ids.map((id) => coordinator.run(applyAnswer, { id })))
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await coordinator.run(showBatch, { id: batchId })).paid).toBe(million(20))
  })
})

describe('a difference', () => {
  const said = (of: { number: string }, amount: string, result = '', reason = '') => [
    ...[of.number, '', '', amount, '05/04/2025', result, reason],
  ]

  it('in the sum is accepted with what explains it, or is another payment: then the payment is not answered', async () => {
    const [one, two] = [await order('claim'), await order('claim')]
    const batchId = await sent([one, two])
    await coordinator.run(applyAnswer, {
      id: await answer(batchId, [said(one, '2.000.000'), said(two, '3.000.000')]),
    })
    const [first, second] = await open(batchId)
    const explanation = 'Kho bạc gõ thiếu số không'
    await coordinator.run(acceptMatch, { id: first?.id, version: 1, explanation })
    expect(
      (await problemOf(coordinator.run(acceptMatch, { id: first?.id, version: 2, explanation }))).code,
    ).toBe('treasury.settled')
    await coordinator.run(refuseMatch, { id: second?.id, version: 1, explanation: 'Khoản của đơn vị khác' })
    const [left] = await open(batchId)
    expect(left).toMatchObject({ kind: 'missing', number: two.number })
    expect(
      (await problemOf(coordinator.run(explainUnknown, { id: left?.id, version: 1, explanation }))).code,
    ).toBe('treasury.otherKind')
    const proof = { documentNumber: '12/KB', fileId, on: '2025-04-06', explanation: 'Có giấy báo nợ' }
    await coordinator.run(confirmPaid, { id: left?.id, version: 1, ...proof })
    expect(await coordinator.run(showBatch, { id: batchId })).toMatchObject({ paid: million(40), open: 0 })
    expect(await coordinator.run(showDifference, { id: left?.id })).toMatchObject({ outcome: 'paid' })
  })

  it('of what was sent back gives the money back to its commitment by an entry tied to the payment, and the claim is paid again', async () => {
    const one = await order('claim')
    const batchId = await sent([one])
    await coordinator.run(applyAnswer, {
      id: await answer(batchId, [said(one, '20.000.000', 'Kho bạc trả lại', 'Sai số tài khoản')]),
    })
    const [back] = await open(batchId)
    const book = { id: back?.id, version: 1, documentNumber: '9/KB', fileId, explanation: 'Sai số tài khoản' }
    expect(
      (await problemOf(coordinator.run(bookSentBack, { ...book, on: '2025-03-01' }))).fields,
    ).toMatchObject([{ field: 'on' }])
    const booked = await coordinator.run(bookSentBack, { ...book, on: '2025-04-06' })
    const entry = await system.db
      .selectFrom('ledgerEntry')
      .selectAll()
      .where('id', '=', booked.entryId)
      .executeTakeFirstOrThrow()
    expect(entry).toMatchObject({ kind: 'refund', amount: million(20), note: 'Sai số tài khoản', fileId })
    expect(await coordinator.run(showPayment, { id: one.id })).toMatchObject({ state: 'sent_back' })
    const claim = await coordinator.run(showClaim, { id: one.claimId })
    expect(claim).toMatchObject({ state: 'accepted', sources: [{ left: million(90) }] })
    const { id, version } = claim
    await coordinator.run(editPayee, { id, version, ...account, payeeAccount: '777' })
    const again = await coordinator.run(drawClaim, { ...paper(), id, commitmentId: one.commitmentId })
    await sent([{ id: again.id }])
    expect(await coordinator.run(showClaim, { id })).toMatchObject({ state: 'paid' })
    expect(
      (await problemOf(coordinator.run(bookSentBack, { ...book, version: 2, on: '2025-04-06' }))).code,
    ).toBe('treasury.settled')
  })

  it('of a row that is on no list is matched by hand by one person and confirmed by another, or is none of ours', async () => {
    const [one, two] = [await order('claim'), await order('claim')]
    const batchId = await sent([one, two])
    const row = (name: string, result = '', reason = '') => [
      name,
      '',
      '',
      '20.000.000',
      '05/04/2025',
      result,
      reason,
    ]
    await coordinator.run(applyAnswer, {
      id: await answer(batchId, [row('LA-1'), row('LA-2'), row('LA-3', 'Trả lại', 'Sai tài khoản')]),
    })
    const rows = (await coordinator.run(listDifferences, { batchId, kind: 'unknown' })).rows
    const of = (name: string) => rows.find(({ saidNumber }) => saidNumber === name)?.id
    const first = of('LA-1')
    expect((await coordinator.run(matchable, { id: first })).map(({ id }) => id)).toEqual(
      expect.arrayContaining([one.id, two.id]),
    )
    const explanation = 'Kho bạc ghi số giấy rút dự toán'
    const drafted = await order('direct')
    const match = { id: first, version: 1, explanation }
    expect(
      (await problemOf(coordinator.run(matchUnknown, { ...match, orderId: drafted.id }))).fields,
    ).toMatchObject([{ field: 'orderId' }])
    expect((await problemOf(leader.run(matchUnknown, { ...match, orderId: one.id }))).status).toBe(403)
    await coordinator.run(matchUnknown, { ...match, orderId: one.id })
    const confirm = { id: first, version: 2 }
    expect((await problemOf(coordinator.run(confirmMatch, confirm))).code).toBe('controls.samePerson')
    expect((await problemOf(coordinator.run(explainUnknown, { ...confirm, explanation }))).code).toBe(
      'treasury.differenceElsewhere',
    )
    // the same payment is not matched twice
    expect(
      (await problemOf(coordinator.run(matchUnknown, { ...match, id: of('LA-2'), orderId: one.id }))).fields,
    ).toMatchObject([{ field: 'orderId' }])
    await finance.run(refuseHandMatch, { ...confirm, reason: 'Xem lại' })
    expect(await coordinator.run(showDifference, { id: first })).toMatchObject({
      ...{ state: 'open', refusal: 'Xem lại', matchedId: null },
    })
    await coordinator.run(matchUnknown, { ...match, version: 3, orderId: one.id })
    await finance.run(confirmMatch, { id: first, version: 4 })
    const shown = await coordinator.run(showBatch, { id: batchId })
    expect(shown).toMatchObject({ paid: million(20) })
    expect(shown.rows.find(({ orderId }) => orderId === one.id)).toMatchObject({ state: 'paid' })
    await coordinator.run(explainUnknown, { id: of('LA-2'), version: 1, explanation: 'Của đơn vị khác' })
    // what was sent back is booked of a payment on a list alone
    const bare = await order('direct')
    await finance.run(releasePayment, { id: bare.id })
    const back = { id: of('LA-3'), version: 1, explanation }
    expect(
      (await problemOf(coordinator.run(matchUnknown, { ...back, orderId: bare.id }))).fields,
    ).toMatchObject([{ field: 'orderId' }])
    const offered = (await coordinator.run(matchable, { id: of('LA-3') })).map(({ id }) => id)
    expect(offered).toContain(two.id)
    for (const left of [one.id, bare.id, drafted.id]) expect(offered).not.toContain(left)
    await coordinator.run(matchUnknown, { ...back, orderId: two.id })
    await leader.run(confirmMatch, { id: of('LA-3'), version: 2 })
    expect(await open(batchId)).toMatchObject([{ kind: 'sent_back', orderId: two.id }])
  })

  it('counts a payment as missing from the day on which lists are used, and none before', async () => {
    const early = await order('direct', million(3))
    await finance.run(releasePayment, { id: early.id })
    const missing = async () =>
      (await coordinator.run(listUnlisted, { limit: 100 })).rows.map(({ id }) => id).includes(early.id)
    expect(await missing()).toBe(false)
    const use = { validFrom: '2025-04-02', source: 'Thông báo 1/TB-KB', reason: 'Bắt đầu dùng bảng kê' }
    await finance.run(setUse, use)
    expect(await missing()).toBe(false)
    expect((await coordinator.run(listable, {})).map(({ id }) => id)).not.toContain(early.id)
    expect((await problemOf(finance.run(setUse, use))).fields).toMatchObject([{ field: 'validFrom' }])
    const [row] = await coordinator.run(listUses, {})
    await finance.run(endUse, { id: row?.id })
    await system.db.updateTable('treasuryUse').set({ validFrom: '2025-04-01' }).execute()
    expect(await missing()).toBe(true)
    expect((await coordinator.run(listable, {})).map(({ id }) => id)).toContain(early.id)
  })

  it('waits for a list with its day, told to who draws lists up, until it is set aside with the reason by another person', async () => {
    await finance.run(setUse, {
      ...{ validFrom: '2025-05-01', source: 'Thông báo 2/TB-KB', reason: 'Có hạn vào bảng kê', listDays: 5 },
    })
    await system.db
      .updateTable('treasuryUse')
      .set({ validFrom: '2025-04-01' })
      .where('validTo', 'is', null)
      .execute()
    await system.db.deleteFrom('treasuryUse').where('validTo', 'is not', null).execute()
    const bare = await order('direct', million(4))
    await finance.run(releasePayment, { id: bare.id })
    const work = async () =>
      (await coordinator.run(listWork, { kind: 'treasury.list', single: true, limit: 200 })).rows.find(
        ({ recordId }) => recordId === bare.id,
      )
    expect(await work()).toMatchObject({ lastOn: '2025-04-06' })
    const told = await system.db
      .selectFrom('notice')
      .select('id')
      .where('kind', '=', 'treasury.toList')
      .where('href', '=', `/treasury/unlisted/${bare.id}`)
      .execute()
    expect(told.length).toBeGreaterThan(0)
    const reason = 'Chi bằng séc theo văn bản 3/CV'
    expect((await problemOf(coordinator.run(setAside, { id: bare.id, reason }))).code).toBe(
      'controls.samePerson',
    )
    await leader.run(setAside, { id: bare.id, reason })
    expect(await work()).toBeUndefined()
    expect(await coordinator.run(showUnlisted, { id: bare.id })).toMatchObject({ state: 'aside', reason })
    const aside = await coordinator.run(listUnlisted, { state: 'aside' })
    expect(aside.rows.map(({ id }) => id)).toEqual([bare.id])
    expect((await coordinator.run(listable, {})).map(({ id }) => id)).not.toContain(bare.id)
    await finance.run(takeAsideBack, { id: bare.id })
    expect((await coordinator.run(listUnlisted, { limit: 100 })).rows.map(({ id }) => id)).toContain(bare.id)
    expect(await work()).toBeDefined()
  })

  it('of a payment that is not released cannot be; nor does another entry pass for what undoes it', async () => {
    const one = await order('direct')
    await finance.run(releasePayment, { id: one.id })
    const two = await order('direct', million(5))
    const { entryId } = await finance.run(releasePayment, { id: two.id })
    await expect(
      system.db
        .updateTable('paymentOrder')
        .set({ state: 'sent_back', backId: entryId, reason: 'x' })
        .where('id', '=', one.id)
        .execute(),
    ).rejects.toThrow()
  })
})
