import { beforeAll, expect, it } from 'vitest'
import { releasePayment } from '../budget/payments.ts'
import { concludeClaim, judgeClaimLine } from '../claims/judging.ts'
import { drawClaim } from '../claims/orders.ts'
import { claimableTurn as claimable, listClaims, showClaim } from '../claims/queries.ts'
import { claimableTurn, sentClaim } from '../claims/testing.ts'
import { allocate } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { clearByClaim, confirmPart } from './clearing.ts'
import { draftAdvance } from './commands.ts'
import { showAdvance } from './queries.ts'

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
let papers = 0

async function advanceOn(turn: { readonly commitmentId: number }, amount: bigint) {
  const drawn = await coordinator.run(draftAdvance, {
    ...{ id: turn.commitmentId, amount, kind: 'enterprise', on: '2025-03-05', fileId },
    ...{ documentNumber: `TU-${++papers}`, basis: 'contract', basisNumber: '1/HĐ', basisDate: '2025-03-01' },
    ...{ basisFileId: fileId, dueOn: '2030-01-01', dueReason: 'Theo hợp đồng' },
  })
  await finance.run(releasePayment, { id: drawn.paymentId })
  return drawn.id
}

/** A claim of 30 million for a turn, whole accepted. */
async function acceptedClaim(turnId: number, more: object) {
  const claim = await sentClaim(coordinator, turnId, fileId, [million(30)], more)
  const line = claim.lines[0]?.id
  const { version } = await other.run(judgeClaimLine, {
    ...{ id: claim.id, line, version: claim.version, verdict: 'accepted' },
  })
  await other.run(concludeClaim, { id: claim.id, version })
  return { id: claim.id, line }
}

it('a claim names the advance that it accounts for: that one is cleared first, and what is left beyond it is paid', async () => {
  const turn = await claimableTurn(test, leader, coordinator)
  const advance = await advanceOn(turn, million(20))
  const later = await advanceOn(turn, million(5))
  expect((await coordinator.run(claimable, { id: turn.turnId })).advances.map(({ id }) => id)).toEqual([
    advance,
    later,
  ])
  const { id, line } = await acceptedClaim(turn.turnId, { advanceId: advance })
  expect((await coordinator.run(listClaims, { advanceId: advance })).rows.map((row) => row.id)).toEqual([id])
  expect(await coordinator.run(showClaim, { id })).toMatchObject({ advanceId: advance, advanceOpen: true })
  expect(await coordinator.run(showAdvance, { id: advance })).toMatchObject({
    claims: [{ id, state: 'accepted' }],
    lines: [{ id: line }],
  })
  expect((await coordinator.run(showAdvance, { id: later })).lines).toEqual([])

  const payment = {
    ...{ id, commitmentId: turn.commitmentId, documentNumber: `C-${++papers}`, on: '2025-03-20', fileId },
    ...{ basis: 'contract', basisNumber: '1/HĐ', basisDate: '2025-03-01', basisFileId: fileId },
  }
  expect((await problemOf(finance.run(drawClaim, payment))).code).toBe('claims.advanceFirst')
  const versionOf = async (of: number) => (await coordinator.run(showAdvance, { id: of })).version
  const clear = async (of: number) => ({ id: of, version: await versionOf(of), claimLineId: line })
  expect((await problemOf(coordinator.run(clearByClaim, await clear(later)))).fields).toMatchObject([
    { field: 'claimLineId' },
  ])
  const { partId } = await coordinator.run(clearByClaim, await clear(advance))
  await finance.run(confirmPart, { id: advance, part: partId })
  expect(await coordinator.run(showAdvance, { id: advance })).toMatchObject({ state: 'cleared' })
  expect(await coordinator.run(showClaim, { id })).toMatchObject({ advanceOpen: false, state: 'accepted' })
})

it('an advance of another turn, or one that is cleared, is not named', async () => {
  const turn = await claimableTurn(test, leader, coordinator)
  const stranger = await advanceOn(await claimableTurn(test, leader, coordinator), million(5))
  const named = (advanceId: number) =>
    problemOf(sentClaim(coordinator, turn.turnId, fileId, [million(1)], { advanceId }))
  expect((await named(stranger)).fields).toMatchObject([{ field: 'advanceId' }])
  const own = await advanceOn(turn, million(1))
  const { line } = await acceptedClaim(turn.turnId, { advanceId: own })
  const { version } = await coordinator.run(showAdvance, { id: own })
  const { partId } = await coordinator.run(clearByClaim, { id: own, version, claimLineId: line })
  await finance.run(confirmPart, { id: own, part: partId })
  expect((await named(own)).fields).toMatchObject([{ field: 'advanceId' }])
})
