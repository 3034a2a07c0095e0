import { beforeAll, expect, test } from 'vitest'
import { listNotices } from '../notices/index.ts'
import { addDays, today } from '../platform/dates.ts'
import { cancelTurn } from '../support/index.ts'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { appraiseApplication } from './commands.ts'
import { decideApplication } from './decide.ts'
import { tellOfWaiting } from './notices.ts'
import { answerObjection, objectToDecision, setObjectionLimit, withdrawObjection } from './objections.ts'
import { showApplication } from './queries.ts'
import { accepted, appraised, ownFiling, versionOf } from './testing.ts'

const house = await testSystem()
const { system, as } = house
const on = today(system.now())
let officer: Someone
let decider: Someone
let planId: number

beforeAll(async () => {
  officer = await as('coordinator')
  decider = await as('coordinator')
  planId = (await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()).id
})

/** An application that was decided, and its enterprise. */
async function decided(outcome: 'refuse' | 'wait') {
  const enterpriseId = await makeEnterprise(system)
  const owner = await as('enterprise', { enterpriseId })
  const id = await appraised(house, officer, enterpriseId, {
    ...(await ownFiling(house, enterpriseId)),
    ...{ filedOn: undefined, lateReason: undefined },
  })
  await decider.run(decideApplication, {
    ...{ id, version: await versionOf(officer, id), outcome, reason: 'Thử', decidedOn: on },
  })
  return { id, owner }
}

test('an enterprise objects to a refusal; who decided does not answer; upheld, the application is judged anew', async () => {
  const { id, owner } = await decided('refuse')
  const stranger = await as('enterprise', { enterpriseId: await makeEnterprise(system) })
  expect((await problemOf(stranger.run(objectToDecision, { id, text: 'x' }))).status).toBe(404)
  await owner.run(objectToDecision, { id, text: 'Đã có báo giá kèm theo' })
  expect((await problemOf(owner.run(objectToDecision, { id, text: 'Lần nữa' }))).code).toBe(
    'applications.objected',
  )
  const version = await versionOf(officer, id)
  const own = await problemOf(
    decider.run(answerObjection, { id, version, outcome: 'upheld', answer: 'Đúng' }),
  )
  expect(own.status).toBe(409)
  await officer.run(answerObjection, { id, version, outcome: 'upheld', answer: 'Báo giá có trong hồ sơ' })
  const after = await owner.run(showApplication, { id })
  expect(after).toMatchObject({ state: 'checked', decision: null })
  expect(after.objections).toMatchObject([{ state: 'upheld', answer: 'Báo giá có trong hồ sơ' }])
  const { rows } = await owner.run(listNotices, {})
  expect(rows.filter(({ href }) => href === `/applications/${id}`).length).toBeGreaterThan(0)
})

test('without a limit no objection is too late; with one its source is named', async () => {
  const { id, owner } = await decided('refuse')
  expect((await owner.run(showApplication, { id })).objectionUntil).toBeNull()
  await officer.run(setObjectionLimit, { planId, version: 0, days: 10, source: 'Quy chế thử, Điều 9' })
  expect((await owner.run(showApplication, { id })).objectionUntil).toEqual({
    day: addDays(on, 10),
    source: 'Quy chế thử, Điều 9',
  })
  await system.db
    .updateTable('application')
    .set({ decidedOn: addDays(on, -11) })
    .where('id', '=', id)
    .execute()
  const late = await problemOf(owner.run(objectToDecision, { id, text: 'Muộn' }))
  expect(late.words.vi).toContain('Quy chế thử, Điều 9')
  await system.db.deleteFrom('objectionLimit').execute()
  await owner.run(objectToDecision, { id, text: 'Lại' })
  await owner.run(withdrawObjection, { id })
  expect((await owner.run(showApplication, { id })).objections[0]?.state).toBe('withdrawn')
})

test('an objection that is not upheld leaves the decision as it is', async () => {
  const { id, owner } = await decided('refuse')
  await owner.run(objectToDecision, { id, text: 'Không đồng ý' })
  await officer.run(answerObjection, {
    ...{ id, version: await versionOf(officer, id), outcome: 'rejected', answer: 'Đúng quy định' },
  })
  expect((await owner.run(showApplication, { id })).state).toBe('refused')
  expect(
    (await problemOf(officer.run(answerObjection, { id, version: 1, outcome: 'rejected', answer: 'x' })))
      .status,
  ).toBe(404)
})

test('who waits is told of once money is there, and nothing is decided by itself', async () => {
  const { id } = await decided('wait')
  const at = { db: system.db, now: system.now() }
  await tellOfWaiting(at)
  await tellOfWaiting(at)
  const told = await system.db
    .selectFrom('notice')
    .select('occurrence')
    .where('kind', '=', 'applications.movesUp')
    .execute()
  expect(new Set(told.map(({ occurrence }) => occurrence)).size).toBeLessThanOrEqual(1)
  expect((await officer.run(showApplication, { id })).state).toBe('waiting')
})

test('the notice of the waiting list says which application, of whom, how much money is there, and leads to it', async () => {
  await allocate(system, 2025, 1_001_000_000n)
  const enterpriseId = await makeEnterprise(system)
  const id = await appraised(house, officer, enterpriseId)
  await decider.run(decideApplication, {
    ...{ id, version: await versionOf(officer, id), outcome: 'wait', reason: 'Chờ', decidedOn: '2025-02-01' },
  })
  await tellOfWaiting({ db: system.db, now: system.now() })
  const { enterprise } = await officer.run(showApplication, { id })
  const seen = (await officer.run(listNotices, { kind: 'applications.movesUp' })).rows
  expect(seen).toMatchObject([{ href: `/applications/${id}` }])
  expect(seen[0]?.subject.vi).toBe(`Hồ sơ chờ ${id} có thể xét lên`)
  expect(seen[0]?.body.vi).toContain(enterprise)
  expect(seen[0]?.body.vi).toContain('1.001.000.000 đồng')
})

test('an enterprise objects to less than it asked for; upheld once its turn is cancelled, it is appraised and supported anew', async () => {
  const enterpriseId = await makeEnterprise(system)
  const owner = await as('enterprise', { enterpriseId })
  const id = await appraised(house, officer, enterpriseId)
  const appraise = async (amount: bigint) =>
    officer.run(appraiseApplication, { id, version: await versionOf(officer, id), amount, note: 'Thẩm định' })
  const whole = await appraised(house, officer, await makeEnterprise(system))
  await accepted(decider, whole)
  expect((await problemOf(officer.run(objectToDecision, { id: whole, text: 'x' }))).code).toBe(
    'applications.notRefused',
  )
  await appraise(60_000_000n)
  const turnId = await accepted(decider, id)
  await owner.run(objectToDecision, { id, text: 'Báo giá là 90 triệu' })
  const other = await as('coordinator')
  const answer = async () =>
    other.run(answerObjection, {
      ...{ id, version: await versionOf(officer, id), outcome: 'upheld', answer: 'Đúng báo giá' },
    })
  expect((await problemOf(answer())).code).toBe('applications.turnStands')
  await officer.run(cancelTurn, {
    ...{ id: turnId, version: 1, happenedOn: '2025-02-10', documentNumber: '3/QĐ', reason: 'Thẩm định lại' },
  })
  await answer()
  expect(await officer.run(showApplication, { id })).toMatchObject({ state: 'checked', decision: null })
  await appraise(90_000_000n)
  const again = await accepted(decider, id, '2025-02-20')
  expect(again).not.toBe(turnId)
  expect((await owner.run(showApplication, { id })).turnId).toBe(again)
})
