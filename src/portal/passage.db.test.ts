import { beforeAll, describe, expect, test } from 'vitest'
import { checkApplication } from '../applications/commands.ts'
import { fileApplication } from '../applications/file.ts'
import { listApplications, showApplication } from '../applications/queries.ts'
import { rankApplications } from '../applications/rank-queries.ts'
import { accepted, appraised, filing, versionOf } from '../applications/testing.ts'
import { listCommitments } from '../budget/commitment-queries.ts'
import { completeDuty, listDuties, requestDuty } from '../duties/index.ts'
import { showEnterprise } from '../enterprises/queries.ts'
import { activePlan } from '../plan/index.ts'
import { proposeSuccession } from '../plan-drafts/succession.ts'
import { acceptMadeUp, madeUpDocument } from '../plan-drafts/testing.ts'
import { listObstacles, reportObstacle, resolveObstacle } from '../reports/obstacles.ts'
import { allocate, makeEnterprise, takeSteps } from '../support/testing.ts'
import { listTurns } from '../support/turn-queries.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { dashboard } from './queries.ts'
import { planTransition } from './transition.ts'

/* The passage from Plan 181 to a plan of Cần Thơ for 2026-2030, with work in progress. */

let nscl: TestSystem
let coordinator: Someone
let old: number
let next: number
let before: Awaited<ReturnType<typeof seen>>
let turnId: number
let judged: number
let waiting: number[]

/** What the lists and the home page count. */
async function seen() {
  const all = { limit: 1000 }
  const home = await coordinator.run(dashboard, {})
  const ids = async (rows: Promise<{ rows: { id: number }[] }>) =>
    (await rows).rows.map(({ id }) => id).sort((a, b) => a - b)
  return {
    applications: await ids(coordinator.run(listApplications, { ...all, state: 'filed' })),
    obstacles: await ids(coordinator.run(listObstacles, { ...all, state: 'open' })),
    requests: await ids(coordinator.run(listDuties, { ...all, kind: 'requested', state: 'open' })),
    turns: await ids(coordinator.run(listTurns, all)),
    commitments: await ids(coordinator.run(listCommitments, all)),
    waiting: home.waiting,
    openObstacles: home.openObstacles,
  }
}

const criteriaOf = async (id: number) =>
  (await coordinator.run(showEnterprise, { id })).criteria.map(({ code, met, from, note, version }) => ({
    code,
    met,
    from,
    note,
    version,
  }))

const changedWord = (text: string) => text.replace('tỉnh', 'thành phố')

beforeAll(async () => {
  nscl = await testSystem()
  coordinator = await nscl.as('coordinator')
  old = (await activePlan({ db: nscl.system.db, planId: null })).id
  await allocate(nscl.system, 2025, 400_000_000n)
  judged = await makeEnterprise(nscl.system, 'abcdđ')
  waiting = []
  for (let at = 0; at < 17; at++) {
    const enterpriseId = at === 0 ? judged : await makeEnterprise(nscl.system)
    waiting.push((await coordinator.run(fileApplication, await filing(nscl, enterpriseId))).id)
  }
  for (let at = 0; at < 13; at++) {
    await coordinator.run(reportObstacle, {
      text: `Thiếu chuyên gia lần ${at + 1}`,
      proposal: 'Đào tạo thêm',
      reportedOn: '2025-10-01',
    })
  }
  const agency = await nscl.system.db
    .selectFrom('agency')
    .select('id')
    .where('validTo', 'is', null)
    .orderBy('id')
    .executeTakeFirstOrThrow()
  for (let at = 0; at < 5; at++)
    await coordinator.run(requestDuty, {
      title: `Báo cáo nhanh ${at + 1}`,
      agencyIds: [agency.id],
      within: '30',
    })
  const supported = await makeEnterprise(nscl.system)
  turnId = await accepted(
    coordinator,
    await appraised(nscl, coordinator, supported, { requested: '50 triệu' }),
  )
  await takeSteps(nscl, coordinator, turnId, [['contracted', '2025-03-01']])
  before = await seen()
  const made = {
    number: '20/KH-UBND',
    province: 'Cần Thơ',
    firstYear: 2026,
    lastYear: 2030,
    issuedOn: '2026-06-01',
    criterion: changedWord,
  }
  const document = await madeUpDocument(nscl, made)
  const criteria = await nscl.system.db
    .selectFrom('criterion')
    .select(['id', 'code', 'text'])
    .where('planId', '=', old)
    .where('bySize', '=', false)
    .orderBy('ord')
    .execute()
  const later = document.criteria.flatMap((one, place) =>
    one.bySize === true ? [] : [{ place, code: one.code, text: one.vi }],
  )
  const succeeds = proposeSuccession(later, criteria).flatMap((from, at) => {
    const predecessorId = from === null ? undefined : criteria[from]?.id
    return predecessorId === undefined ? [] : [{ criterion: later[at]?.place, predecessorId }]
  })
  next = await acceptMadeUp(nscl, coordinator, made, { replacesPlanIds: [old], succeeds })
})

describe('accepting a next plan', () => {
  test('loses nothing from a list: 17 applications, 13 obstacles, 5 duties and a running turn of 50 million', async () => {
    expect(before.applications).toHaveLength(17)
    expect(before.obstacles).toHaveLength(13)
    expect(before.requests).toHaveLength(5)
    expect(before.turns).toEqual([turnId])
    expect(await seen()).toEqual(before)
    const { rows } = await coordinator.run(listTurns, {})
    expect(rows[0]).toMatchObject({ planId: old, plan: '181/KH-UBND', committed: 50_000_000n })
  })

  test('each row bears its plan, and the lists are asked for one plan, some or all', async () => {
    const of = async (plan?: string) => (await coordinator.run(listApplications, { plan, limit: 1000 })).rows
    expect(new Set((await of()).map(({ plan }) => plan))).toEqual(new Set(['181/KH-UBND']))
    expect(await of(String(old))).toHaveLength(18)
    expect(await of(String(next))).toEqual([])
    expect(await of(`${old},${next}`)).toHaveLength(18)
    expect(await of('all')).toHaveLength(18)
    await expect(coordinator.run(listApplications, { plan: 'moi' })).rejects.toMatchObject({ status: 422 })
  })

  test('criteria b to đ keep their answers, which stand under the old plan and say so', async () => {
    const from = { code: 'b', plan: '181/KH-UBND' }
    const criteria = await criteriaOf(judged)
    expect(criteria.map(({ code, met }) => [code, met])).toEqual(
      ['a', 'b', 'c', 'd', 'đ'].map((code) => [code, true]),
    )
    expect(criteria[1]).toMatchObject({ from, note: 'có minh chứng', version: 0 })
    expect(criteria[0]?.from).toBeNull()
    const ranked = await coordinator.run(rankApplications, { year: 2026 })
    expect(ranked.rows).toEqual([])
  })

  test('an application goes on under its own plan: its criteria, money and years', async () => {
    const id = waiting[0] ?? 0
    const shown = await coordinator.run(showApplication, { id })
    expect(shown).toMatchObject({ planNumber: '181/KH-UBND', supportLine: 'IV' })
    expect(shown.findings.find(({ rule }) => rule === 'established')?.outcome).toBe('met')
    expect(shown.criteria.every(({ met }) => met)).toBe(true)
    const officer = await nscl.as('coordinator')
    await officer.run(checkApplication, { id, version: await versionOf(coordinator, id), outcome: 'checked' })
    const shownNow = await coordinator.run(showApplication, { id })
    expect(shownNow.state).toBe('checked')
  })

  test('obstacles are resolved, requests done, the turn goes on', async () => {
    const [obstacle] = before.obstacles
    await coordinator.run(resolveObstacle, {
      id: obstacle,
      resolution: 'Đã mở lớp',
      resolvedOn: '2026-07-01',
    })
    const [request] = before.requests
    await coordinator.run(completeDuty, {
      id: request,
      doneOn: '2026-11-20',
      note: 'Đã gửi',
      fileId: await nscl.evidence(),
    })
    await takeSteps(nscl, coordinator, turnId, [['in_progress', '2026-07-01']])
    const after = await seen()
    expect([after.obstacles.length, after.requests.length]).toEqual([12, 4])
  })
})

describe('the page of the passage', () => {
  test('tells what is open under the old plan, what moves, and what its report needs; a day that is not due is not late', async () => {
    const { plans } = await coordinator.run(planTransition, {})
    const passing = plans.find(({ id }) => id === old)
    expect(passing).toMatchObject({
      state: 'replaced',
      next: { id: next, number: '20/KH-UBND' },
      endsOn: '2025-12-31',
    })
    const counts = (part: 'open' | 'moves' | 'closes' | 'report') =>
      Object.fromEntries((passing?.[part] ?? []).map(({ kind, count, amount }) => [kind, amount ?? count]))
    expect(counts('open')).toMatchObject({
      applications: 17,
      turns: 1,
      commitments: 50_000_000n,
      obstacles: 12,
    })
    expect(counts('moves')).toMatchObject({ criteria: 4 })
    expect(counts('closes')).toEqual({ allocations: 350_000_000n })
    expect(counts('report')).toMatchObject({ reports: 2 })
    // the requests of this month are open, and no deadline of theirs has gone by
    const late = await coordinator.run(listDuties, { state: 'late', plan: String(old), limit: 1000 })
    expect(passing?.open.find(({ kind }) => kind === 'duties')?.late).toBe(late.total)
    expect(late.rows.every(({ request }) => request === null)).toBe(true)
    // the plan that has just begun has nothing to hand on
    expect(plans.some(({ id }) => id === next)).toBe(false)
  })
})
