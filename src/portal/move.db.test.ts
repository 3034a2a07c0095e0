import { beforeAll, describe, expect, test } from 'vitest'
import { fileApplication } from '../applications/file.ts'
import { showApplication } from '../applications/queries.ts'
import { accepted, appraised, filing } from '../applications/testing.ts'
import { listCommitments } from '../budget/commitment-queries.ts'
import { requestDuty, showDuty } from '../duties/index.ts'
import { activePlan, type MovedRecord } from '../plan/index.ts'
import { acceptMadeUp } from '../plan-drafts/testing.ts'
import { reportObstacle, showObstacle } from '../reports/obstacles.ts'
import { allocate, makeEnterprise, takeSteps } from '../support/testing.ts'
import { showTurn } from '../support/turn-queries.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { movableRecords, moveRecords } from './move.ts'

/* Open work of Plan 181 that an officer moves to the plan that took its place. */

let nscl: TestSystem
let coordinator: Someone
let old: number
let next: number
let applications: number[]
let turnId: number
let obstacleId: number
let requestId: number

beforeAll(async () => {
  nscl = await testSystem()
  coordinator = await nscl.as('coordinator')
  old = (await activePlan({ db: nscl.system.db, planId: null })).id
  await allocate(nscl.system, 2025, 400_000_000n)
  applications = []
  for (let at = 0; at < 3; at++) {
    const enterpriseId = await makeEnterprise(nscl.system)
    applications.push((await coordinator.run(fileApplication, await filing(nscl, enterpriseId))).id)
  }
  const supported = await makeEnterprise(nscl.system)
  turnId = await accepted(
    coordinator,
    await appraised(nscl, coordinator, supported, { requested: '50 triệu' }),
  )
  const obstacle = await coordinator.run(reportObstacle, {
    text: 'Thiếu chuyên gia',
    proposal: 'Đào tạo thêm',
    reportedOn: '2025-10-01',
  })
  obstacleId = obstacle.id
  const agency = await nscl.system.db
    .selectFrom('agency')
    .select('id')
    .where('validTo', 'is', null)
    .orderBy('id')
    .executeTakeFirstOrThrow()
  const asked = await coordinator.run(requestDuty, {
    title: 'Báo cáo nhanh',
    agencyIds: [agency.id],
    within: '30',
  })
  requestId = asked.ids[0] ?? 0
  next = await acceptMadeUp(
    nscl,
    coordinator,
    { number: '20/KH-UBND', province: 'Cần Thơ', firstYear: 2026, lastYear: 2030, issuedOn: '2026-06-01' },
    { replacesPlanIds: [old] },
  )
})

const move = (record: MovedRecord, ids: number[], rest: Record<string, unknown> = {}) =>
  coordinator.run(moveRecords, {
    record,
    ids,
    planId: next,
    rules: 'kept',
    reason: 'Kế hoạch cũ hết kinh phí',
    ...rest,
  })
const refused = (field: string) => ({ status: 422, fields: [expect.objectContaining({ field })] })

describe('moving open work to another plan', () => {
  test('a preview names each record, its year there, and what stands in the way', async () => {
    const { rows } = await coordinator.run(movableRecords, { record: 'application', from: old, planId: next })
    expect(rows.map(({ id, year, yearThere, hindrance }) => [id, year, yearThere, hindrance])).toEqual(
      applications.map((id) => [id, 2025, 2026, null]),
    )
    const late = await coordinator.run(movableRecords, {
      record: 'application',
      ids: applications.slice(0, 1),
      planId: next,
      year: 2031,
    })
    expect(late.rows[0]?.hindrance?.vi).toContain('2031')
  })

  test('several applications move at once; the conditions of their day are kept, or the new ones hold', async () => {
    const [kept = 0, judged = 0, waiting = 0] = applications
    const before = await coordinator.run(showApplication, { id: kept })
    expect(await move('application', [kept])).toEqual({ moved: 1, planId: next })
    await move('application', [judged, waiting], { rules: 'new', year: 2027 })
    const one = await coordinator.run(showApplication, { id: kept })
    expect(one).toMatchObject({ planId: next, planNumber: '20/KH-UBND', year: 2026 })
    expect(one.moves).toMatchObject([
      { from: '181/KH-UBND', to: '20/KH-UBND', rules: 'kept', reason: 'Kế hoạch cũ hết kinh phí' },
    ])
    const source = (of: typeof one, rule: string) => of.findings.find((each) => each.rule === rule)?.source.vi
    expect(source(one, 'content')).toBe(source(before, 'content'))
    expect(one.findings.find(({ rule }) => rule === 'year')?.outcome).toBe('met')
    const other = await coordinator.run(showApplication, { id: judged })
    expect(other.year).toBe(2027)
    expect(JSON.stringify(other.findings)).toContain('20/KH-UBND')
    expect(JSON.stringify(one.findings.map(({ source: of }) => of))).not.toContain('20/KH-UBND')
  })

  test('all that are named move or none: one that is there already, is not open, or a plan that is replaced', async () => {
    await expect(move('application', [applications[0] ?? 0])).rejects.toMatchObject(refused('ids'))
    await expect(move('obstacle', [obstacleId, 99_999])).rejects.toMatchObject(refused('ids'))
    await expect(move('obstacle', [])).rejects.toMatchObject(refused('ids'))
    await expect(move('obstacle', [obstacleId], { planId: old })).rejects.toMatchObject(refused('planId'))
    expect((await coordinator.run(showObstacle, { id: obstacleId })).planId).toBe(old)
  })

  test('a running turn moves and goes on; its money stays in the ledger that committed it', async () => {
    await move('support_turn', [turnId])
    const turn = await coordinator.run(showTurn, { id: turnId })
    expect(turn).toMatchObject({ planId: next, year: 2026, moves: [{ from: '181/KH-UBND' }] })
    expect(turn.money.committed).toBe(50_000_000n)
    const { rows } = await coordinator.run(listCommitments, { plan: String(old) })
    expect(rows.map(({ id }) => id)).toContain(turn.money.commitmentId)
    await takeSteps(nscl, coordinator, turnId, [['contracted', '2026-07-01']])
  })

  test('an obstacle and work that was asked for move with their reason; a plan’s own dated duty does not', async () => {
    await move('obstacle', [obstacleId])
    expect(await coordinator.run(showObstacle, { id: obstacleId })).toMatchObject({
      planId: next,
      moves: [{ to: '20/KH-UBND' }],
    })
    await move('duty_item', [requestId])
    expect(await coordinator.run(showDuty, { id: requestId })).toMatchObject({
      planId: next,
      moves: [{ to: '20/KH-UBND' }],
    })
    const own = await nscl.system.db
      .selectFrom('dutyItem')
      .select('id')
      .where('requestedBy', 'is', null)
      .executeTakeFirstOrThrow()
    await expect(move('duty_item', [own.id])).rejects.toMatchObject(refused('ids'))
  })

  test('only the coordinator moves', async () => {
    const leader = await nscl.as('leader')
    await expect(
      leader.run(moveRecords, {
        record: 'obstacle',
        ids: [obstacleId],
        planId: next,
        rules: 'new',
        reason: 'x',
      }),
    ).rejects.toMatchObject({ status: 403 })
  })
})
