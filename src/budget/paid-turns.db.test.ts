import { beforeAll, expect, it } from 'vitest'
import { accepted, appraised, callFeeding } from '../applications/testing.ts'
import { addClaimLine, claimOfContent, sendClaim } from '../claims/claims.ts'
import { concludeClaim, judgeClaimLine } from '../claims/judging.ts'
import { drawClaim } from '../claims/orders.ts'
import { claimableContent, listClaims, showClaim } from '../claims/queries.ts'
import { account, cost } from '../claims/testing.ts'
import { listSteps, showVoucherPath } from '../money-path/queries.ts'
import { commitTask, showTask } from '../science-tasks/index.ts'
import { provinceSource, runningTask } from '../science-tasks/testing.ts'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { refund } from './commands.ts'
import { showCommitment } from './commitment-queries.ts'
import { listEntries } from './entry-queries.ts'
import { enterpriseSides } from './own-ratio.ts'
import { turnPayments } from './paid-turns.ts'
import { listPayments, showPayment } from './payment-queries.ts'
import { draftPayment, releasePayment } from './payments.ts'
import { pay } from './testing.ts'

/* A payment of a task's content names the support turn that it pays, up to what the turn draws on that content. */

const test = await testSystem()
const { system } = test
let officer: Someone
let finance: Someone
let leader: Someone
let fileId: number
let numbers = 0

beforeAll(async () => {
  officer = await test.as('coordinator')
  finance = await test.as('finance')
  leader = await test.as('leader')
  fileId = await test.evidence()
  await allocate(system, 2025, 5_000_000_000n)
})

const million = (n: number) => BigInt(n) * 1_000_000n

/** A task of whose first content a turn draws 90 million; 150 million are committed by its contract. */
async function taskWithTurn() {
  const taskId = await runningTask(test, officer, leader)
  const [first, second] = (await officer.run(showTask, { id: taskId })).contents
  const callId = await callFeeding({ system, officer, leader }, taskId, first?.id ?? 0)
  await officer.run(commitTask, {
    ...{ id: taskId, version: (await officer.run(showTask, { id: taskId })).version, year: 2025 },
    ...{ sourceId: await provinceSource(test), amount: million(150), documentDate: '2025-02-03' },
  })
  const enterpriseId = await makeEnterprise(system)
  const turnId = await accepted(
    leader,
    await appraised(test, officer, enterpriseId, { callId }),
    '2025-03-01',
  )
  const [commitment] = (await officer.run(showTask, { id: taskId })).commitments
  if (first === undefined || second === undefined || commitment === undefined) throw new Error('no task')
  const { commitmentId } = commitment
  const payment = (amount: bigint, more: object = {}) => ({
    ...{ id: commitmentId, amount, fileId, on: '2025-03-25', taskContentId: first.id, taskTurnId: turnId },
    ...{ documentNumber: `UNC-L${++numbers}`, kind: 'enterprise', basis: 'contract', basisNumber: '1/HĐ' },
    ...{ basisDate: '2025-03-02', basisFileId: fileId, sameVoucher: true, ...more },
  })
  return { taskId, contentId: first.id, other: second.id, commitmentId, enterpriseId, turnId, payment }
}

it('a payment of a content names its turn: it is shown there, followed from there, and counted for the enterprise as it is', async () => {
  const { taskId, contentId, commitmentId, enterpriseId, turnId, payment } = await taskWithTurn()
  expect((await officer.run(showCommitment, { id: commitmentId })).turns).toMatchObject([
    { id: turnId, taskContentId: contentId, left: million(90), paid: 0n },
  ])
  const { entryId } = await pay(officer, finance, payment(million(40)))
  const sides = () => officer.run(enterpriseSides, { id: enterpriseId })
  expect(await sides()).toMatchObject({ stateAgreed: million(90), paid: million(40) })
  const shown = await officer.run(turnPayments, { id: turnId })
  expect(shown).toMatchObject({ paid: million(40), draws: million(90), unnamed: 0n })
  const [order] = shown.payments
  expect(order).toMatchObject({ amount: million(40), state: 'released', entryId, back: false })
  expect(await officer.run(showPayment, { id: order?.paymentId })).toMatchObject({
    taskContent: { id: contentId, taskId },
    taskTurn: { id: turnId },
  })
  expect((await officer.run(listPayments, { taskTurnId: turnId })).map(({ id }) => id)).toEqual([
    order?.paymentId,
  ])
  expect((await officer.run(showTask, { id: taskId })).turns).toMatchObject([{ turnId, paid: million(40) }])

  // what names no turn is shared over what turns draw beyond that: 20 × (90 − 40) ÷ (200 − 40)
  await pay(officer, finance, payment(million(20), { taskTurnId: undefined, kind: 'contractor' }))
  expect(await sides()).toMatchObject({ paid: 46_250_000n })
  expect(await officer.run(turnPayments, { id: turnId })).toMatchObject({
    ...{ paid: million(40), unnamed: million(20) },
  })

  const of = { limit: 50, commitment: commitmentId }
  for (const [turn, sums] of [
    [turnId, [million(40)]],
    ['named', [million(40)]],
    ['unnamed', [million(20)]],
  ] as const)
    expect((await officer.run(listEntries, { ...of, turn })).rows.map(({ amount }) => amount)).toEqual(sums)

  const steps = (await officer.run(listSteps, { turn: turnId, limit: 50 })).rows
  expect(steps.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['turn_decided', 'ordered', 'disbursement']),
  )
  for (const { taskTurn } of steps) expect(taskTurn).toMatchObject({ id: turnId })
  const back = await officer.run(showVoucherPath, { id: entryId })
  expect(back.entry).toMatchObject({ task: taskId, taskTurn: { id: turnId } })
  expect(back.steps.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['task_contract', 'turn_decided']),
  )
})

it('no more is paid for a turn than it draws, in payments that wait too, and no more comes back than was paid', async () => {
  const { other, commitmentId, contentId, turnId, payment } = await taskWithTurn()
  await pay(officer, finance, payment(million(50)))
  await officer.run(draftPayment, payment(million(30)))
  expect((await problemOf(officer.run(draftPayment, payment(10_000_001n)))).code).toBe('budget.overTurn')
  const both = await Promise.allSettled([8, 9].map((sum) => officer.run(draftPayment, payment(million(sum)))))
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const back = (amount: bigint) =>
    officer.run(refund, {
      ...{ id: commitmentId, amount, on: '2025-03-28', documentNumber: `TH-${++numbers}`, fileId },
      ...{ note: 'Nộp trả', taskContentId: contentId, taskTurnId: turnId },
    })
  await pay(officer, finance, payment(million(5), { taskTurnId: undefined, kind: 'contractor' }))
  await back(million(20))
  expect((await problemOf(back(million(31)))).code).toBe('budget.turnBack')
  expect(await officer.run(turnPayments, { id: turnId })).toMatchObject({ paid: million(30) })
  for (const wrong of [{ taskTurnId: 999_999 }, { taskContentId: other }])
    expect((await problemOf(officer.run(draftPayment, payment(1n, wrong)))).fields).toMatchObject([
      { field: 'taskTurnId' },
    ])

  // whoever writes SQL
  const orders = () => system.db.updateTable('paymentOrder').where('taskTurnId', '=', turnId)
  await expect(
    orders().set({ taskContentId: other }).where('state', '=', 'drafted').execute(),
  ).rejects.toMatchObject({ constraint: 'payment_order_turn' })
  await expect(
    orders()
      .set({ amount: million(80) })
      .where('state', '=', 'drafted')
      .execute(),
  ).rejects.toMatchObject({ constraint: 'task_turn_within' })
  await expect(
    orders().set({ taskTurnId: null }).where('state', '=', 'released').execute(),
  ).rejects.toMatchObject({ constraint: 'payment_order_turn' })
  const turn = () => system.db.updateTable('supportTurn').where('id', '=', turnId)
  await expect(
    turn()
      .set({ taskMoney: million(1) })
      .execute(),
  ).rejects.toMatchObject({ constraint: 'task_turn_within' })
  await expect(turn().set({ taskContentId: other }).execute()).rejects.toMatchObject({
    constraint: 'paid_turn_stays',
  })
})

it('a payment that waits is not released once its turn is cancelled', async () => {
  const { turnId, payment } = await taskWithTurn()
  const { id } = await officer.run(draftPayment, payment(million(10)))
  await system.db.updateTable('supportTurn').set({ state: 'cancelled' }).where('id', '=', turnId).execute()
  expect((await problemOf(finance.run(releasePayment, { id }))).code).toBe('budget.turnCancelled')
})

it('a claim of a content says for which turn, and the payment drawn up from it is of that turn', async () => {
  const { other, commitmentId, contentId, turnId } = await taskWithTurn()
  expect((await officer.run(claimableContent, { id: contentId })).turns).toMatchObject([{ id: turnId }])
  expect(
    (await problemOf(officer.run(claimOfContent, { id: other, ...account, taskTurnId: turnId }))).fields,
  ).toMatchObject([{ field: 'taskTurnId' }])
  const { id } = await officer.run(claimOfContent, { id: contentId, ...account, taskTurnId: turnId })
  await officer.run(addClaimLine, { id, commitmentId, ...cost(fileId, million(30)) })
  const versionNow = async () => (await officer.run(showClaim, { id })).version
  const { lines, taskTurn } = await officer.run(showClaim, { id })
  expect(taskTurn).toMatchObject({ id: turnId })
  await officer.run(sendClaim, { id, version: await versionNow() })
  const other2 = await test.as('coordinator')
  await other2.run(judgeClaimLine, {
    ...{ id, line: lines[0]?.id, version: await versionNow(), verdict: 'accepted' },
  })
  await other2.run(concludeClaim, { id, version: await versionNow() })
  const order = await finance.run(drawClaim, {
    ...{ id, commitmentId, documentNumber: 'UNC-Đ', on: '2025-03-27', fileId, basis: 'contract' },
    ...{ basisNumber: '1/HĐ', basisDate: '2025-03-02', basisFileId: fileId },
  })
  expect(await officer.run(showPayment, { id: order.id })).toMatchObject({ taskTurn: { id: turnId } })
  expect((await officer.run(listClaims, { turnId })).rows.map((row) => row.id)).toEqual([id])
})
