import { beforeAll, expect, test } from 'vitest'
import { accepted, appraised } from '../../applications/testing.ts'
import { pay } from '../../budget/testing.ts'
import { listNotices } from '../../notices/index.ts'
import { confirmRecovery, enterRecovery, refuseRecovery } from '../../recoveries/commands.ts'
import { problemOf } from '../../testing/problem.ts'
import { type Someone, testSystem } from '../../testing/system.ts'
import { listWork } from '../../work/index.ts'
import { allocate, makeEnterprise, takeSteps } from '../testing.ts'
import { cancelTurn } from '../turn-commands.ts'
import { showTurn } from '../turn-queries.ts'
import { confirmUnrecovered, refuseUnrecovered, sayUnrecovered } from './commands.ts'
import { listEndedEarly, moneyOfEnded, showUnrecovered } from './queries.ts'

/* A turn that is ended after money was paid: recovered, or said why not. */

const nscl = await testSystem()
let officer: Someone
let finance: Someone
let fileId: number

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  finance = await nscl.as('finance')
  fileId = await nscl.evidence()
  await allocate(nscl.system, 2025, 1_000_000_000n)
})

const million = (n: number) => BigInt(n) * 1_000_000n

async function ended(paid: bigint) {
  const enterpriseId = await makeEnterprise(nscl.system)
  const turnId = await accepted(officer, await appraised(nscl, officer, enterpriseId))
  await takeSteps(nscl, officer, turnId, [['contracted', '2025-03-01']])
  const turn = await officer.run(showTurn, { id: turnId })
  const commitmentId = turn.money.commitmentId ?? 0
  if (paid > 0n)
    await pay(finance, officer, {
      ...{ id: commitmentId, amount: paid, fileId, on: '2025-04-01', kind: 'enterprise' },
      ...{ documentNumber: `UNC-${turnId}`, basisDate: '2025-03-01' },
    })
  await officer.run(cancelTurn, {
    ...{ id: turnId, version: turn.version, happenedOn: '2025-05-01' },
    ...{ documentNumber: '5/TB', reason: 'Doanh nghiệp ngừng sản xuất' },
  })
  return { turnId, commitmentId }
}

const waits = async (turnId: number) =>
  (await officer.run(listWork, { kind: 'support.recover', limit: 50 })).rows.some(
    ({ id }) => id === `support.recover/${turnId}`,
  )
const reason = (turnId: number, amount: bigint) => ({
  ...{ id: turnId, amount, reason: 'Đã nghiệm thu phần việc', documentNumber: '8/QĐ', fileId },
  documentDate: '2025-05-10',
})

test('one that was ended without money paid asks for nothing; with money it is work, and who keeps the money is told', async () => {
  const none = await ended(0n)
  expect([await waits(none.turnId), await officer.run(moneyOfEnded, { id: none.turnId })]).toEqual([
    false,
    null,
  ])
  const { turnId } = await ended(million(20))
  expect(await waits(turnId)).toBe(true)
  expect((await finance.run(listNotices, { limit: 3 })).rows[0]?.subject.vi).toBe(
    `Lượt hỗ trợ ${turnId}: phải thu hồi hoặc nêu vì sao không`,
  )
  expect((await finance.run(listEndedEarly, { unsettled: true })).rows.map(({ id }) => id)).toContain(turnId)
})

test('a decision of recovery settles it as far as it goes; the rest is said not to be recovered, and another person confirms', async () => {
  const { turnId, commitmentId } = await ended(million(20))
  const over = await problemOf(officer.run(sayUnrecovered, reason(turnId, million(21))))
  expect(over.fields.map(({ field }) => field)).toEqual(['amount'])
  const recovery = await officer.run(enterRecovery, {
    ...{ commitmentId, amount: million(12), decisionNumber: '9/QĐ-TH', decisionDate: '2025-05-05', fileId },
    ...{ issuer: 'UBND tỉnh', reason: 'Hủy lượt', dueOn: '2025-06-30' },
  })
  await finance.run(confirmRecovery, { id: recovery.id, version: recovery.version })
  expect(await finance.run(moneyOfEnded, { id: turnId })).toMatchObject({
    ...{ paid: million(20), recovering: million(12), said: 0n, open: million(8) },
  })
  const { unrecoveredId: id } = await officer.run(sayUnrecovered, reason(turnId, million(8)))
  expect(await waits(turnId)).toBe(false)
  expect((await problemOf(officer.run(confirmUnrecovered, { id, version: 1 }))).code).toBe(
    'controls.samePerson',
  )
  // not taken: the turn is work again, and may be said anew
  await finance.run(refuseUnrecovered, { id, version: 1, reason: 'Thiếu biên bản' })
  expect(await waits(turnId)).toBe(true)
  const again = await officer.run(sayUnrecovered, reason(turnId, million(8)))
  await finance.run(confirmUnrecovered, { id: again.unrecoveredId, version: 1 })
  expect(await finance.run(showUnrecovered, { id: again.unrecoveredId })).toMatchObject({
    state: 'confirmed',
  })
  expect(await waits(turnId)).toBe(false)
})

test('a recovery that is not confirmed leaves the turn as work', async () => {
  const { turnId, commitmentId } = await ended(million(5))
  const { id, version } = await officer.run(enterRecovery, {
    ...{ commitmentId, amount: million(5), decisionNumber: '10/QĐ-TH', decisionDate: '2025-05-05', fileId },
    ...{ issuer: 'UBND tỉnh', reason: 'Hủy lượt', dueOn: '2025-06-30' },
  })
  expect(await waits(turnId)).toBe(false)
  await finance.run(refuseRecovery, { id, version, reason: 'Sai số' })
  expect(await waits(turnId)).toBe(true)
})
