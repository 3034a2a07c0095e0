import { beforeAll, describe, expect, it } from 'vitest'
import { draftPayment, releasePayment, returnPayment } from '../budget/payments.ts'
import { listReleaseLevels, setReleaseLevel } from '../budget/release-levels.ts'
import { allocate } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { addClaimLine, claimOfTurn, editPayee, removeClaimLine, sendClaim, withdrawClaim } from './claims.ts'
import { answerClaimLine, concludeClaim, judgeClaimLine, reopenClaim } from './judging.ts'
import { drawClaim } from './orders.ts'
import { listClaims, showClaim } from './queries.ts'
import { account, claimableTurn, cost, sentClaim } from './testing.ts'

const test = await testSystem()
const { system } = test
let coordinator: Someone
let other: Someone
let finance: Someone
let leader: Someone
let fileId: number
let instrumentId: number

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  other = await test.as('coordinator')
  finance = await test.as('finance')
  leader = await test.as('leader')
  fileId = await test.evidence()
  await allocate(system, 2025, 3_000_000_000n)
  const law = await system.db.selectFrom('legalInstrument').select('id').limit(1).executeTakeFirstOrThrow()
  instrumentId = law.id
})

const turn = () => claimableTurn(test, leader, coordinator)
const million = (n: number) => BigInt(n) * 1_000_000n

/** Judges every line of a claim as accepted, then concludes it. */
async function acceptAll(id: number) {
  for (const line of (await other.run(showClaim, { id })).lines) {
    const { version } = await other.run(showClaim, { id })
    await other.run(judgeClaimLine, { id, line: line.id, version, verdict: 'accepted' })
  }
  const { version } = await other.run(showClaim, { id })
  return other.run(concludeClaim, { id, version })
}
const drawing = (id: number, commitmentId: number, number = `UNC-${id}`) => ({
  ...{ id, commitmentId, documentNumber: number, on: '2025-04-01', fileId },
  ...{ basis: 'acceptance', basisNumber: '1/BB', basisDate: '2025-03-20', basisFileId: fileId },
})

describe('a claim', () => {
  it('is kept as a draft that only its writer sees, and sent once it has a cost', async () => {
    const { turnId, enterpriseId } = await turn()
    const owner = await test.as('enterprise', { enterpriseId })
    const stranger = await test.as('enterprise', { enterpriseId: (await turn()).enterpriseId })
    const mine = await test.evidence('hoa-don.pdf', enterpriseId)
    const { id, version } = await owner.run(claimOfTurn, { id: turnId, ...account })
    expect((await problemOf(stranger.run(claimOfTurn, { id: turnId, ...account }))).status).toBe(404)
    expect((await problemOf(owner.run(sendClaim, { id, version }))).code).toBe('claims.empty')
    expect((await problemOf(coordinator.run(showClaim, { id }))).status).toBe(404)
    const one = await owner.run(addClaimLine, { id, ...cost(mine, million(10)) })
    await owner.run(removeClaimLine, { id, line: one.lineId })
    await owner.run(addClaimLine, { id, ...cost(mine, million(20)) })
    expect((await problemOf(owner.run(sendClaim, { id, version }))).status).toBe(409)
    const shown = await owner.run(showClaim, { id })
    expect(shown).toMatchObject({ state: 'draft', amount: million(20), sources: [{ left: million(90) }] })
    await owner.run(sendClaim, { id, version: shown.version })
    expect((await problemOf(owner.run(addClaimLine, { id, ...cost(mine, 1n) }))).code).toBe(
      'claims.elsewhere',
    )
    expect(await coordinator.run(showClaim, { id })).toMatchObject({ state: 'sent', amount: million(20) })
    expect((await problemOf(stranger.run(showClaim, { id }))).status).toBe(404)
    expect((await stranger.run(listClaims, {})).rows).toEqual([])
    expect((await owner.run(listClaims, {})).rows).toMatchObject([{ id, state: 'sent' }])
  })

  it('is judged line by line by somebody else: accepted, cut with its article, asked about in rounds', async () => {
    const { turnId, enterpriseId } = await turn()
    const owner = await test.as('enterprise', { enterpriseId })
    const claim = await sentClaim(owner, turnId, await test.evidence('hoa-don.pdf', enterpriseId), [
      million(40),
      million(25),
      million(5),
    ])
    const { id } = claim
    const [first, second, third] = claim.lines
    const verdict = async (line: { id: number } | undefined, more: object) => {
      const { version } = await other.run(showClaim, { id })
      return other.run(judgeClaimLine, { id, line: line?.id, version, ...more })
    }
    await verdict(first, { verdict: 'accepted' })
    const bare = await problemOf(verdict(second, { verdict: 'cut' }))
    expect(bare.fields.map(({ field }) => field).sort()).toEqual([
      'accepted',
      'article',
      'instrumentId',
      'reason',
    ])
    const rule = { reason: 'Vượt định mức', instrumentId, article: 'Điều 9' }
    expect(
      (await problemOf(verdict(second, { verdict: 'cut', accepted: '25 triệu', ...rule }))).fields,
    ).toMatchObject([{ field: 'accepted' }])
    await verdict(second, { verdict: 'cut', accepted: '20 triệu', ...rule })
    expect(await verdict(third, { verdict: 'asked', question: 'Hóa đơn mờ' })).toMatchObject({
      state: 'asked',
    })
    const asked = await owner.run(showClaim, { id })
    expect((await problemOf(other.run(concludeClaim, { id, version: asked.version }))).code).toBe(
      'claims.elsewhere',
    )
    expect(asked.lines[2]?.questions).toMatchObject([{ question: 'Hóa đơn mờ', answer: null }])
    expect(await owner.run(answerClaimLine, { id, line: third?.id, answer: 'Ảnh chụp lại' })).toMatchObject({
      state: 'sent',
    })
    expect((await problemOf(other.run(concludeClaim, { id, version: asked.version + 1 }))).code).toBe(
      'claims.linesOpen',
    )
    await verdict(third, { verdict: 'cut', accepted: '0', ...rule })
    const { version } = await other.run(showClaim, { id })
    expect(await other.run(concludeClaim, { id, version })).toMatchObject({ state: 'accepted' })
    expect(await owner.run(showClaim, { id })).toMatchObject({
      ...{ amount: million(70), accepted: million(60), cut: million(10) },
      lines: [
        { verdict: 'accepted' },
        { verdict: 'cut', article: 'Điều 9' },
        { questions: [{ answer: 'Ảnh chụp lại' }] },
      ],
    })
  })

  it('that an officer makes for the enterprise is judged by another person', async () => {
    const { turnId } = await turn()
    const claim = await sentClaim(coordinator, turnId, fileId, [million(1)])
    const judging = { id: claim.id, line: claim.lines[0]?.id, version: claim.version, verdict: 'accepted' }
    expect((await problemOf(coordinator.run(judgeClaimLine, judging))).code).toBe('controls.samePerson')
    await other.run(judgeClaimLine, judging)
  })

  it('of which nothing is accepted is refused, and can be judged again until a payment is drawn up', async () => {
    const { turnId, commitmentId } = await turn()
    const claim = await sentClaim(coordinator, turnId, fileId, [million(7)])
    const { id } = claim
    await other.run(judgeClaimLine, {
      ...{ id, line: claim.lines[0]?.id, version: claim.version, verdict: 'cut', accepted: '0' },
      ...{ reason: 'Không thuộc nội dung hỗ trợ', instrumentId, article: 'Điều 3' },
    })
    expect(await other.run(concludeClaim, { id, version: claim.version + 1 })).toMatchObject({
      state: 'refused',
    })
    await other.run(reopenClaim, { id, version: claim.version + 2, reason: 'Đọc nhầm hóa đơn' })
    await acceptAll(id)
    await coordinator.run(drawClaim, drawing(id, commitmentId))
    const { version } = await other.run(showClaim, { id })
    expect((await problemOf(other.run(reopenClaim, { id, version, reason: 'x' }))).code).toBe('claims.drawn')
  })
})

describe('what may be claimed', () => {
  it('is what is committed less what is paid, drawn up and claimed; also when two are sent at once', async () => {
    const { turnId, commitmentId } = await turn()
    const one = await sentClaim(coordinator, turnId, fileId, [million(50)])
    expect((await problemOf(sentClaim(coordinator, turnId, fileId, [million(40), 1n]))).code).toBe(
      'claims.overCommitment',
    )
    // a payment beside claims leaves what these wait for
    const { id: _, commitmentId: __, ...paper } = drawing(0, commitmentId, 'UNC-x')
    const direct = { ...paper, id: commitmentId, kind: 'enterprise' }
    expect((await problemOf(coordinator.run(draftPayment, { ...direct, amount: million(41) }))).code).toBe(
      'budget.notEnough',
    )
    const drafts = await Promise.all(
      [0, 1, 2].map(async () => {
        const { id } = await coordinator.run(claimOfTurn, { id: turnId, ...account })
        await coordinator.run(addClaimLine, { id, ...cost(fileId, million(25)) })
        return coordinator.run(showClaim, { id })
      }),
    )
    const sent = await Promise.allSettled(
      drafts.map(({ id, version }) => coordinator.run(sendClaim, { id, version })),
    )
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await coordinator.run(withdrawClaim, { id: one.id, version: one.version, reason: 'Gửi nhầm' })
    const again = await sentClaim(coordinator, turnId, fileId, [million(65)])
    expect(again.state).toBe('sent')
  })

  it('never names a voucher twice', async () => {
    const { turnId } = await turn()
    const same = { voucherNumber: 'HD 77', voucherOn: '2025-02-03' }
    const { id } = await coordinator.run(claimOfTurn, { id: turnId, ...account })
    await coordinator.run(addClaimLine, { id, ...cost(fileId, million(2), same) })
    await coordinator.run(sendClaim, { id, version: 2 })
    const next = await coordinator.run(claimOfTurn, { id: turnId, ...account })
    await coordinator.run(addClaimLine, {
      id: next.id,
      ...cost(fileId, million(2), { ...same, voucherNumber: 'hd77' }),
    })
    expect((await problemOf(coordinator.run(sendClaim, { id: next.id, version: 2 }))).code).toBe(
      'claims.voucherTwice',
    )
  })
})

describe('the payment of a claim', () => {
  it('is drawn up once, for what was accepted, released by another person, and then the claim is paid', async () => {
    const { turnId, commitmentId } = await turn()
    const { id } = await sentClaim(coordinator, turnId, fileId, [million(30), million(10)])
    expect((await problemOf(coordinator.run(drawClaim, drawing(id, commitmentId)))).code).toBe(
      'claims.notAccepted',
    )
    await acceptAll(id)
    const order = await coordinator.run(drawClaim, drawing(id, commitmentId))
    expect((await problemOf(coordinator.run(drawClaim, drawing(id, commitmentId, 'UNC-y')))).code).toBe(
      'claims.drawnTwice',
    )
    const { version } = await coordinator.run(showClaim, { id })
    expect((await problemOf(coordinator.run(editPayee, { id, version, ...account }))).code).toBe(
      'claims.drawn',
    )
    expect((await problemOf(coordinator.run(releasePayment, { id: order.id }))).code).toBe(
      'controls.samePerson',
    )
    await finance.run(returnPayment, { id: order.id, reason: 'Sai số tài khoản' })
    await coordinator.run(editPayee, { id, version, ...account, payeeAccount: '999' })
    const again = await coordinator.run(drawClaim, drawing(id, commitmentId, `UNC-${id}b`))
    await finance.run(releasePayment, { id: again.id })
    expect(await coordinator.run(showClaim, { id })).toMatchObject({
      ...{ state: 'paid', payeeAccount: '999' },
      orders: [{ state: 'returned' }, { state: 'released', amount: million(40) }],
      sources: [{ left: million(50) }],
    })
  })

  it('is released up to the limit that is set: without one by whoever may, whatever the sum', async () => {
    const { turnId, commitmentId } = await turn()
    const { id } = await sentClaim(coordinator, turnId, fileId, [million(44)])
    await acceptAll(id)
    const order = await coordinator.run(drawClaim, drawing(id, commitmentId))
    const validFrom = '2025-01-01'
    await leader.run(setReleaseLevel, { holder: 'finance', upTo: '40 triệu', validFrom, reason: 'Quy chế' })
    expect((await problemOf(finance.run(releasePayment, { id: order.id }))).code).toBe('budget.overLevel')
    expect((await problemOf(other.run(releasePayment, { id: order.id }))).code).toBe('budget.overLevel')
    await leader.run(setReleaseLevel, { holder: 'leader', validFrom, reason: 'Quy chế' })
    await leader.run(releasePayment, { id: order.id })
    expect(await leader.run(listReleaseLevels, {})).toHaveLength(2)
  })
})
