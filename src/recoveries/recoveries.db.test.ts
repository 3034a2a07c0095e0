import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { draftAdvance } from '../advances/commands.ts'
import { showAdvance } from '../advances/queries.ts'
import { appraised, accepted as decided } from '../applications/testing.ts'
import { holdHostUnblocked, holdUnblocked } from '../budget/blocks.ts'
import { allocate as allocateLine, commitDirectly } from '../budget/commands.ts'
import { releasePayment } from '../budget/payments.ts'
import { claimableTurn } from '../claims/testing.ts'
import { commitTask, showTask } from '../science-tasks/index.ts'
import { provinceSource, runningTask } from '../science-tasks/testing.ts'
import { allocate } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { askException, endBlockRule, listBlocks, setBlockRule, settleException } from './blocks.ts'
import { confirmRecovery, enterRecovery, refuseRecovery, withdrawRecovery } from './commands.ts'
import { approveCorrection, correctRecovery, refuseCorrection } from './correcting.ts'
import { tellOfRecoveries } from './notices.ts'
import { confirmPaidIn, enterPaidIn } from './payments.ts'
import { listRecoveries, recoveryChoices, showRecovery } from './queries.ts'

const test = await testSystem()
const { system } = test
let coordinator: Someone
let finance: Someone
let leader: Someone
let fileId: number

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  finance = await test.as('finance')
  leader = await test.as('leader')
  fileId = await test.evidence()
  await allocate(system, 2025, 3_000_000_000n)
})

const million = (n: number) => BigInt(n) * 1_000_000n
let papers = 0
const show = (id: number) => coordinator.run(showRecovery, { id })
const at = async (id: number) => ({ id, version: (await show(id)).version })

/** A turn of which 40 million were paid as an advance. */
async function paid() {
  const turn = await claimableTurn(test, leader, coordinator)
  const advance = await coordinator.run(draftAdvance, {
    ...{ id: turn.commitmentId, amount: million(40), kind: 'enterprise', on: '2025-03-05', fileId },
    ...{ documentNumber: `TU-${++papers}`, basis: 'contract', basisNumber: '1/HĐ', basisDate: '2025-03-01' },
    ...{ basisFileId: fileId, dueOn: '2030-01-01', dueReason: 'Theo hợp đồng' },
  })
  await finance.run(releasePayment, { id: advance.paymentId })
  return { ...turn, advanceId: advance.id, paymentId: advance.paymentId }
}
interface Turn {
  readonly commitmentId: number
  readonly paymentId: number
}
const decision = ({ commitmentId, paymentId }: Turn, amount: bigint, more: object = {}) => ({
  orderId: paymentId,
  ...{ commitmentId, amount, decisionNumber: `${++papers}/QĐ-TH`, decisionDate: '2025-03-06' },
  ...{ issuer: 'UBND tỉnh', reason: 'Chi sai nội dung', dueOn: '2025-03-20', fileId },
  ...more,
})
const deposit = (more: object) => ({ number: `GNT-${++papers}`, onDay: '2025-03-11', fileId, ...more })
async function stands(turn: Turn, amount: bigint, more: object = {}) {
  const { id, version } = await coordinator.run(enterRecovery, decision(turn, amount, more))
  await finance.run(confirmRecovery, { id, version })
  return id
}
async function payIn(id: number, more: object) {
  const { paymentId } = await coordinator.run(enterPaidIn, { ...(await at(id)), ...deposit(more) })
  return finance.run(confirmPaidIn, { id, payment: paymentId })
}

describe('a recovery', () => {
  it('is entered by one person and confirmed by another, of no more than was paid, and told to who owes', async () => {
    const turn = await paid()
    const { commitmentId, enterpriseId } = turn
    const owner = await test.as('enterprise', { enterpriseId })
    expect(
      (await problemOf(coordinator.run(enterRecovery, decision(turn, million(41))))).fields,
    ).toMatchObject([{ field: 'orderId' }])
    const unnamed = decision(turn, million(1), { orderId: undefined })
    expect((await problemOf(coordinator.run(enterRecovery, unnamed))).fields).toMatchObject([
      { field: 'orderId' },
    ])
    expect(await coordinator.run(recoveryChoices, { id: commitmentId })).toMatchObject({
      ...{ paid: million(40), payments: [{ advance: true }] },
    })
    const { id, version } = await coordinator.run(enterRecovery, decision(turn, million(10)))
    expect((await problemOf(coordinator.run(enterRecovery, decision(turn, million(31))))).code).toBe(
      'recoveries.overPaid',
    )
    expect((await problemOf(coordinator.run(confirmRecovery, { id, version }))).code).toBe(
      'controls.samePerson',
    )
    expect((await problemOf(owner.run(showRecovery, { id }))).status).toBe(404)
    await finance.run(confirmRecovery, { id, version })
    expect(await owner.run(showRecovery, { id })).toMatchObject({
      state: 'open',
      rest: million(10),
      file: null,
    })
    expect((await owner.run(listRecoveries, {})).rows).toHaveLength(1)
    await tellOfRecoveries({ db: system.db, now: new Date('2025-03-25T03:00:00Z'), today: '2025-03-25' })
    const { rows } = await sql<{ kind: string }>`
      SELECT kind FROM notice WHERE account_id = ${owner.actor.userId} AND kind LIKE 'recoveries.%' ORDER BY kind`.execute(
      system.db,
    )
    expect(rows.map(({ kind }) => kind)).toEqual(['recoveries.due', 'recoveries.moved'])
  })

  it('is corrected by a document, approved by another person: what stood before is kept, and nothing else changes it', async () => {
    const turn = await paid()
    const owner = await test.as('enterprise', { enterpriseId: turn.enterpriseId })
    const id = await stands(turn, million(10))
    await payIn(id, { principal: million(4) })
    await coordinator.run(enterPaidIn, { ...(await at(id)), ...deposit({ principal: million(1) }) })
    const corrected = (more: object) => ({
      ...{ amount: million(8), dueOn: '2025-04-20', number: `${++papers}/TB`, onDay: '2025-03-15' },
      ...{ reason: 'Tính lại', fileId },
      ...more,
    })
    const fieldsOf = async (more: object) =>
      (
        await problemOf(coordinator.run(correctRecovery, { ...(await at(id)), ...corrected(more) }))
      ).fields.map(({ field }) => field)
    expect(await fieldsOf({ amount: million(5) - 1n })).toEqual(['amount'])
    expect(await fieldsOf({ amount: million(41) })).toEqual(['amount'])
    expect(await fieldsOf({ dueOn: '2025-03-05' })).toEqual(['dueOn'])
    expect(await fieldsOf({ interestRate: '5' })).toEqual(['interestFrom', 'interestYearDays'])
    expect(await fieldsOf({ amount: million(10), dueOn: '2025-03-20' })).toEqual(['amount'])

    const { correctionId } = await coordinator.run(correctRecovery, { ...(await at(id)), ...corrected({}) })
    expect(
      (await problemOf(coordinator.run(correctRecovery, { ...(await at(id)), ...corrected({}) }))).code,
    ).toBe('recoveries.correctedTwice')
    expect((await problemOf(coordinator.run(approveCorrection, { id, correction: correctionId }))).code).toBe(
      'controls.samePerson',
    )
    expect(await owner.run(showRecovery, { id })).toMatchObject({ amount: million(10), corrections: [] })
    const { version } = await show(id)
    await finance.run(approveCorrection, { id, correction: correctionId })
    expect((await show(id)).version).toBeGreaterThan(version)
    expect(await owner.run(showRecovery, { id })).toMatchObject({
      ...{ amount: million(8), dueOn: '2025-04-20', rest: million(4), state: 'part' },
      corrections: [{ before: { amount: million(10), dueOn: '2025-03-20' }, after: { amount: million(8) } }],
    })
    await expect(
      sql`UPDATE recovery SET amount = amount + 1, version = version + 1 WHERE id = ${id}`.execute(system.db),
    ).rejects.toMatchObject({ constraint: 'recovery_stays' })
    await expect(
      sql`UPDATE recovery SET decision_number = 'khác' WHERE id = ${id}`.execute(system.db),
    ).rejects.toMatchObject({ constraint: 'recovery_stays' })

    const again = await coordinator.run(correctRecovery, {
      ...(await at(id)),
      ...corrected({ amount: million(5) }),
    })
    await finance.run(refuseCorrection, { id, correction: again.correctionId, reason: 'Chưa đủ căn cứ' })
    expect((await show(id)).corrections.at(-1)).toMatchObject({ state: 'refused', reason: 'Chưa đủ căn cứ' })
  })

  it('is settled by a correction to what is paid in, and asks again where the sum was too low', async () => {
    const id = await stands(await paid(), million(10))
    await payIn(id, { principal: million(4) })
    const to = async (amount: bigint) => {
      const { correctionId } = await coordinator.run(correctRecovery, {
        ...{ ...(await at(id)), amount, dueOn: '2025-04-20', number: `${++papers}/TB`, onDay: '2025-03-15' },
        ...{ reason: 'Tính lại', fileId },
      })
      return finance.run(approveCorrection, { id, correction: correctionId })
    }
    expect(await to(million(4))).toMatchObject({ state: 'settled' })
    expect(await to(million(6))).toMatchObject({ state: 'part' })
    expect(await show(id)).toMatchObject({ rest: million(2), settledOn: null })
  })

  it('bears interest only as its decision says, which is whole or none', async () => {
    const turn = await paid()
    const half = decision(turn, million(10), { interestRate: '9,125' })
    expect((await problemOf(coordinator.run(enterRecovery, half))).fields.map(({ field }) => field)).toEqual([
      'interestFrom',
      'interestYearDays',
    ])
    const id = await stands(turn, million(10), {
      ...{ interestRate: '9,125', interestFrom: '2025-03-01', interestYearDays: '365' },
    })
    // ten days at 0.025 % a day
    expect(await payIn(id, { principal: million(10) })).toMatchObject({ state: 'part' })
    expect((await show(id)).interest).toMatchObject({ rate: 9.125, due: 25_000n, left: 25_000n })
    const over = await coordinator.run(enterPaidIn, { ...(await at(id)), ...deposit({ interest: 25_001n }) })
    expect((await problemOf(finance.run(confirmPaidIn, { id, payment: over.paymentId }))).code).toBe(
      'recoveries.overInterest',
    )
    expect(await payIn(id, { interest: 25_000n })).toMatchObject({ state: 'settled' })
    const none = await stands(await paid(), million(1))
    expect(
      (await problemOf(coordinator.run(enterPaidIn, { ...(await at(none)), ...deposit({ interest: 1n }) })))
        .status,
    ).toBe(422)
  })

  it('paid in by parts is an entry of the ledger and settles the advance that it takes back', async () => {
    const turn = await paid()
    const { commitmentId, advanceId } = turn
    const id = await stands(turn, million(40))
    expect(await payIn(id, { principal: million(15) })).toMatchObject({ state: 'part' })
    expect(
      (
        await problemOf(
          coordinator.run(enterPaidIn, { ...(await at(id)), ...deposit({ principal: million(26) }) }),
        )
      ).code,
    ).toBe('recoveries.overSum')
    expect(await payIn(id, { principal: million(25) })).toMatchObject({ state: 'settled' })
    expect(await coordinator.run(showAdvance, { id: advanceId })).toMatchObject({
      ...{ state: 'recovered', recovered: million(40), rest: 0n },
    })
    const { rows } = await sql<{ kind: string; balance: bigint }>`
      SELECT kind, balance FROM ledger_account WHERE commitment_id = ${commitmentId} ORDER BY kind`.execute(
      system.db,
    )
    expect(rows).toEqual([
      { kind: 'committed', balance: million(90) },
      { kind: 'disbursed', balance: 0n },
    ])
  })

  it('is withdrawn by a paper with the reason, refused before it is confirmed', async () => {
    const turn = await paid()
    const entered = await coordinator.run(enterRecovery, decision(turn, million(1)))
    await finance.run(refuseRecovery, { id: entered.id, version: entered.version, reason: 'Sai số' })
    const id = await stands(turn, million(1))
    const withdrawing = { reason: 'Khiếu nại đúng', documentNumber: '9/QĐ' }
    expect(
      (await problemOf(coordinator.run(withdrawRecovery, { ...(await at(id)), ...withdrawing }))).code,
    ).toBe('controls.samePerson')
    await leader.run(withdrawRecovery, { ...(await at(id)), ...withdrawing })
    expect(await show(id)).toMatchObject({ state: 'withdrawn', remarkNumber: '9/QĐ' })
  })
})

describe('while something is not settled', () => {
  it('new support is barred with the record named, until it is settled, or an exception is approved by another', async () => {
    const turn = await paid()
    const { enterpriseId } = turn
    const id = await stands(turn, million(5))
    const { db } = system
    const hold = (today: string) => holdUnblocked({ db, today }, enterpriseId)
    const { id: contentId } = await db
      .selectFrom('supportContent')
      .select('id')
      .where('key', '<>', 'food-safety')
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow()
    const blocked = await problemOf(hold('2025-03-15'))
    expect([blocked.code, blocked.words.vi.includes(`/recoveries/${id}`)]).toEqual(['support.blocked', true])
    expect(
      (await problemOf(decided(leader, await appraised(test, coordinator, enterpriseId, { contentId }))))
        .code,
    ).toBe('support.blocked')
    const asking = { kind: 'recovery', record: id, until: '2026-12-31', reason: 'Đã cam kết trả dần' }
    expect((await problemOf(coordinator.run(askException, asking))).code).toBe('recoveries.noExceptions')
    const rule = await leader.run(setBlockRule, { validFrom: '2025-01-01', source: 'Quy chế 1', reason: 'x' })
    const asked = await coordinator.run(askException, asking)
    expect((await problemOf(hold('2025-03-15'))).code).toBe('support.blocked')
    await leader.run(settleException, { id: asked.id, outcome: 'approved', reason: 'Đồng ý' })
    await hold('2025-03-15')
    await leader.run(endBlockRule, rule)
    expect(
      (await coordinator.run(listBlocks, {})).rows.find(({ recordId }) => recordId === id),
    ).toMatchObject({
      ...{ enterpriseId, kind: 'recovery', exception: { state: 'approved' } },
    })
    expect((await problemOf(hold('2027-01-01'))).code).toBe('support.blocked')
    await payIn(id, { principal: million(5) })
    await hold('2027-01-01')
    // the advance of the same turn is not overdue yet, and bars once it is
    expect((await problemOf(hold('2031-01-01'))).words.vi).toContain('/advances/')
  })

  it('whoever writes SQL is held to it, and of a decision and a recovery at once the later one sees the earlier', async () => {
    const turn = await paid()
    await stands(turn, million(5))
    const { db } = system
    const { id: contentId } = await db
      .selectFrom('supportContent')
      .select('id')
      .where('key', '<>', 'food-safety')
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow()
    const applicationId = await appraised(test, coordinator, turn.enterpriseId, { contentId })
    const bare = sql`
      INSERT INTO support_turn (plan_id, application_id, enterprise_id, content_id, commitment_id, year, state, decided_on)
      SELECT a.plan_id, a.id, a.enterprise_id, a.content_id, c.id, a.year, 'decided', '2025-03-20'
        FROM application a, commitment c WHERE a.id = ${applicationId} AND c.id = (
          SELECT o.id FROM commitment o WHERE NOT EXISTS (SELECT FROM support_turn t WHERE t.commitment_id = o.id) ORDER BY o.id DESC LIMIT 1)`
    const place = { line: 'III.1', year: 2025, source: 'provincial_st', documentNumber: 'x', fileId }
    await finance.run(allocateLine, { ...place, amount: 5n, documentDate: '2025-01-10' })
    await coordinator.run(commitDirectly, {
      ...{ ...place, amount: 1n, purpose: 'x', documentDate: '2025-03-01' },
    })
    await expect(bare.execute(db)).rejects.toMatchObject({ constraint: 'support_blocked' })
    const other = await paid()
    const next = await appraised(test, coordinator, other.enterpriseId, { contentId })
    const entered = await coordinator.run(enterRecovery, decision(other, million(1)))
    const [confirmed, granted] = await Promise.allSettled([
      finance.run(confirmRecovery, { id: entered.id, version: entered.version }),
      decided(leader, next),
    ])
    expect(confirmed.status).toBe('fulfilled')
    const { rows } = await sql<{ turns: number }>`
      SELECT count(*)::int AS turns FROM support_turn WHERE application_id = ${next}`.execute(db)
    expect(rows).toEqual([{ turns: granted.status === 'fulfilled' ? 1 : 0 }])
  })

  it('bars the host of a task by its tax code, the database too', async () => {
    const taskId = await runningTask(test, coordinator, leader)
    const hosted = (id: number) =>
      sql`UPDATE science_task SET host_tax_code = '0309999991' WHERE id = ${id}`.execute(system.db)
    await hosted(taskId)
    const { version, contents } = await coordinator.run(showTask, { id: taskId })
    const { commitmentId } = await coordinator.run(commitTask, {
      ...{ id: taskId, version, sourceId: await provinceSource(test), year: 2025, amount: '100 triệu' },
      documentDate: '2025-02-04',
    })
    const advance = await coordinator.run(draftAdvance, {
      ...{ id: commitmentId, amount: million(10), kind: 'contractor', on: '2025-03-05', fileId },
      ...{
        documentNumber: `TU-${++papers}`,
        basis: 'contract',
        basisNumber: '1/HĐ',
        basisDate: '2025-03-01',
      },
      ...{ basisFileId: fileId, dueOn: '2025-04-01', dueReason: 'Theo hợp đồng' },
      taskContentId: contents[0]?.id,
    })
    await finance.run(releasePayment, { id: advance.paymentId })
    expect((await coordinator.run(listBlocks, {})).rows).toContainEqual(
      expect.objectContaining({ kind: 'advance', recordId: advance.id, enterpriseId: null, taskId }),
    )
    const hold = (id: number) => holdHostUnblocked({ db: system.db, today: '2025-05-01' }, id)
    // not by its own advance, but by that of another task
    await hold(taskId)
    const next = await runningTask(test, coordinator, leader)
    await hold(next)
    await hosted(next)
    expect((await problemOf(hold(next))).words.vi).toContain(`/advances/${advance.id}`)
    const step = (state: string) =>
      sql`UPDATE science_task SET state = ${state} WHERE id = ${next}`.execute(system.db)
    await step('approved')
    await expect(step('running')).rejects.toMatchObject({ constraint: 'support_blocked' })
    // an enterprise of the register under the same code gets no support either
    await sql`UPDATE enterprise SET tax_code = '0309999991' WHERE id = ${(await paid()).enterpriseId}`.execute(
      system.db,
    )
    expect((await coordinator.run(listBlocks, {})).rows).toContainEqual(
      expect.objectContaining({ recordId: advance.id, taskId, enterpriseId: expect.any(Number) }),
    )
  })
})
