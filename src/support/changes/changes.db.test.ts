import { beforeAll, expect, test } from 'vitest'
import { accepted, appraised } from '../../applications/testing.ts'
import { releaseRest } from '../../budget/index.ts'
import { listNotices } from '../../notices/index.ts'
import { problemOf } from '../../testing/problem.ts'
import { type Someone, testSystem } from '../../testing/system.ts'
import { listWork } from '../../work/index.ts'
import { allocate, makeEnterprise, takeSteps } from '../testing.ts'
import { showTurn } from '../turn-queries.ts'
import { approveChange, askChange, refuseChange, withdrawChange } from './commands.ts'
import { listChanges, showChange } from './queries.ts'

/* A change of a turn from whoever asks to what holds afterwards. */

const nscl = await testSystem()
let officer: Someone
let other: Someone

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  other = await nscl.as('coordinator')
  await allocate(nscl.system, 2025, 1_000_000_000n)
})

async function underWay() {
  const enterpriseId = await makeEnterprise(nscl.system)
  const turnId = await accepted(officer, await appraised(nscl, officer, enterpriseId))
  await takeSteps(nscl, officer, turnId, [['contracted', '2025-03-01']])
  const { commitmentId } = (await officer.run(showTurn, { id: turnId })).money
  const own = await nscl.as('enterprise', { enterpriseId })
  return { enterpriseId, turnId, commitmentId: commitmentId ?? 0, own }
}

test('the enterprise asks for day, scope and less money; another person approves, and the turn and the ledger say so', async () => {
  const { turnId, own } = await underWay()
  const left = async () => (await officer.run(showTurn, { id: turnId })).money.remaining
  const before = await left()
  const nothing = await problemOf(own.run(askChange, { id: turnId, reason: 'Chậm' }))
  expect(nothing.fields.map(({ field }) => field)).toEqual(['dueOn'])
  const much = await problemOf(own.run(askChange, { id: turnId, reason: 'x', release: 10_000_000_000n }))
  expect(much.fields.map(({ field }) => field)).toEqual(['release'])
  const { changeId } = await own.run(askChange, {
    ...{ id: turnId, dueOn: '2025-12-31', scope: 'Chỉ xưởng 1', release: 10_000_000n, reason: 'Thu hẹp' },
  })
  expect((await problemOf(officer.run(askChange, { id: turnId, scope: 'x', reason: 'x' }))).code).toBe(
    'support.changeOpen',
  )
  const waits = await officer.run(listWork, { kind: 'support.decideChange', limit: 5 })
  expect(waits.rows.map(({ id }) => id)).toContain(`support.decideChange/${changeId}`)
  await officer.run(approveChange, { id: changeId, version: 1, documentNumber: '01/PL-HĐ' })
  expect(await own.run(showTurn, { id: turnId })).toMatchObject({ dueOn: '2025-12-31', scope: 'Chỉ xưởng 1' })
  expect(before - (await left())).toBe(10_000_000n)
  expect((await own.run(listNotices, { limit: 5 })).rows[0]?.subject.vi).toContain('Thay đổi được chấp thuận')
  // the next one keeps what held before it
  const next = await officer.run(askChange, { id: turnId, dueOn: '2026-01-31', reason: 'Bão' })
  expect(
    (await problemOf(officer.run(approveChange, { id: next.changeId, version: 1, documentNumber: 'x' })))
      .code,
  ).toBe('controls.samePerson')
  await other.run(approveChange, { id: next.changeId, version: 1, documentNumber: '02/PL-HĐ' })
  expect(await own.run(showChange, { id: next.changeId })).toMatchObject({
    dueBefore: '2025-12-31',
    state: 'approved',
  })
  expect((await own.run(listChanges, { turnId })).rows).toHaveLength(2)
})

test('what went back meanwhile cannot be given up; a change is refused with its reason or taken back by who asked', async () => {
  const { turnId, commitmentId, own } = await underWay()
  const { remaining } = (await officer.run(showTurn, { id: turnId })).money
  const asked = await own.run(askChange, { id: turnId, release: remaining, reason: 'Không làm nữa' })
  await officer.run(releaseRest, {
    ...{ id: commitmentId, on: '2025-04-01', documentNumber: '9/TB', note: 'Phần không dùng' },
  })
  const gone = await problemOf(
    officer.run(approveChange, { id: asked.changeId, version: 1, documentNumber: '03/PL-HĐ' }),
  )
  expect(gone.fields.map(({ field }) => field)).toEqual(['release'])
  await officer.run(refuseChange, { id: asked.changeId, version: 1, reason: 'Không còn' })
  expect(await own.run(showChange, { id: asked.changeId })).toMatchObject({
    state: 'refused',
    remark: 'Không còn',
  })
  const again = await own.run(askChange, { id: turnId, dueOn: '2025-11-30', reason: 'Chậm' })
  const stranger = (await underWay()).own
  expect((await problemOf(stranger.run(withdrawChange, { id: again.changeId, version: 1 }))).status).toBe(404)
  expect((await own.run(withdrawChange, { id: again.changeId, version: 1 })).state).toBe('withdrawn')
})
