import { beforeAll, expect, test } from 'vitest'
import {
  addCouncilMember,
  appointCouncil,
  concludeAppraisal,
  createCouncil,
  declareInterest,
  giveSheet,
  putBefore,
  showAppraisal,
  showCouncil,
} from '../councils/index.ts'
import { today } from '../platform/dates.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { recordOf } from './councils.ts'
import { takeStep } from './steps.ts'
import { proposeTask } from './task-commands.ts'
import { addTaskContent, voteTaskContent } from './task-parts.ts'
import { type ShownTask, showTask } from './task-queries.ts'
import { concluded, provinceSource } from './testing.ts'

/* The council steps of a task: what a council concludes is the result of the step, and nobody types another. */

const house = await testSystem()
const { system, as } = house
const on = today(system.now())
let officer: Someone
let scan: number

beforeAll(async () => {
  officer = await as('coordinator')
  scan = await house.evidence('phieu.pdf')
})

const shown = (id: number) => officer.run(showTask, { id })

async function propose(key: string, way: string, hostTaxCode?: string): Promise<number> {
  const plan = await system.db.selectFrom('plan').select('id').orderBy('id').executeTakeFirstOrThrow()
  const kind = await system.db
    .selectFrom('taskKind')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  const { id } = await officer.run(proposeTask, {
    ...{ title: `Nhiệm vụ ${key}`, planId: plan.id, year: 2025, kindId: kind.id, way, months: 12 },
    ...{ origin: 'office', goal: 'Mục tiêu', hostName: 'Trung tâm', hostTaxCode, leaderName: 'Lê Văn C' },
  })
  for (const title of ['Áp dụng', 'Chứng nhận'])
    await officer.run(addTaskContent, {
      ...{ id, title, output: 'x', money: [{ sourceId: await provinceSource(house), amount: '50 triệu' }] },
    })
  return id
}

const nextOf = (task: ShownTask) => {
  const step = task.steps.find(({ id, name }) => name === task.next && task.open.includes(id))
  if (step === undefined) throw new Error('Nothing comes next')
  return step
}
async function take(id: number, more: object = {}) {
  const task = await shown(id)
  const step = nextOf(task)
  return officer.run(takeStep, {
    ...{ id, version: task.version, stepId: step.id, happenedOn: on, actedBy: 'x', passed: true },
    ...{ papers: step.papers.map((paper) => paper.id), documentNumber: 'VB-1', ...more },
  })
}
async function until(id: number, part: string): Promise<void> {
  for (;;) {
    const step = nextOf(await shown(id))
    if (step.part === part) return
    await concluded(house, id, step, { on })
    await take(id)
  }
}

const posts = ['chair', 'vice', 'secretary', 'reviewer', 'reviewer', 'member', 'member'] as const

/** A council of seven by the rule of the step that comes next. @param employerTaxCode who employs its last member */
async function councilOf(task: ShownTask, employerTaxCode?: string): Promise<number> {
  const { appraisalRuleId, scoreSheetId, withoutCouncil } = nextOf(task)
  const { id } = await officer.run(createCouncil, {
    ...{ name: 'Hội đồng', ruleId: appraisalRuleId, sheetId: scoreSheetId ?? undefined },
  })
  for (const [at, named] of posts.entries())
    await officer.run(addCouncilMember, {
      // the rule of innovation tasks knows no reviewers
      ...{
        id,
        post: withoutCouncil && named === 'reviewer' ? 'member' : named,
        personName: `Thành viên ${at}`,
        consent: true,
      },
      employerTaxCode: at === 6 ? employerTaxCode : undefined,
    })
  const { version } = await officer.run(showCouncil, { id })
  await officer.run(appointCouncil, { id, version, number: '1/QĐ', decidedOn: on })
  return id
}

/** All who may sit hand in a sheet. @param vote the vote of the member at a place on the content at a place */
async function sheets(id: number, vote: (member: number, content: number) => string): Promise<void> {
  const { seats, sheet, contents } = await officer.run(showAppraisal, { id })
  const criteria = sheet?.groups.flatMap((group) => group.criteria) ?? []
  for (const [at, seat] of seats.entries()) {
    if (seat.keptOut !== null) continue
    await officer.run(declareInterest, { id, seat: seat.id, declared: 'none' })
    await officer.run(giveSheet, {
      ...{ id, seat: seat.id, remark: 'Ý kiến', fileId: scan },
      points: criteria.map((one) => ({ criterionId: one.id, points: one.most })),
      votes: contents.map((content, place) => ({ contentId: content.id, vote: vote(at, place) })),
    })
  }
}
async function conclude(id: number): Promise<boolean> {
  const { version, seats } = await officer.run(showAppraisal, { id })
  const { passes } = await officer.run(concludeAppraisal, {
    ...{
      id,
      version,
      sessionOn: on,
      conclusion: 'Kết luận của hội đồng',
      earlyReason: 'Cả hội đồng đồng ý họp sớm',
    },
    present: seats.filter(({ given }) => given).map((seat) => seat.id),
  })
  return passes
}

test('the definition of a task is what its council concludes; who works for its host is kept out', async () => {
  const host = await makeEnterprise(system)
  const { taxCode } = await system.db
    .selectFrom('enterprise')
    .select('taxCode')
    .where('id', '=', host)
    .executeTakeFirstOrThrow()
  const id = await propose('science-2022', 'selection', taxCode)
  await until(id, 'definition')
  expect((await problemOf(take(id))).code).toBe('scienceTasks.noCouncil')
  const council = await councilOf(await shown(id), taxCode)
  expect((await officer.run(showCouncil, { id: council })).waiting.map(({ recordId }) => recordId)).toContain(
    id,
  )
  // a council by another rule, or at a step that is not due, does not take it
  expect(
    (await problemOf(officer.run(putBefore, { id: council, record: recordOf('review'), recordId: id }))).code,
  ).toBe('councils.notHanded')
  const appraisal = await officer.run(putBefore, {
    id: council,
    record: recordOf('definition'),
    recordId: id,
  })
  expect((await problemOf(take(id))).code).toBe('scienceTasks.councilSits')
  await sheets(appraisal.id, (member) => (member === 0 ? 'not' : 'do'))
  expect((await officer.run(showAppraisal, { id: appraisal.id })).seats.at(-1)).toMatchObject({
    keptOut: 'staff',
  })
  // five of six: three quarters of those present
  expect(await conclude(appraisal.id)).toBe(true)
  expect((await problemOf(take(id, { passed: false, note: 'x' }))).fields).toMatchObject([
    { field: 'passed' },
  ])
  await take(id)
  expect((await shown(id)).heard).toMatchObject([
    { part: 'definition', state: 'concluded', passes: true, conclusion: 'Kết luận của hội đồng' },
  ])
})

test('a task that its council does not pass is not chosen', async () => {
  const id = await propose('science-2022', 'selection')
  await until(id, 'definition')
  const council = await councilOf(await shown(id))
  const appraisal = await officer.run(putBefore, {
    id: council,
    record: recordOf('definition'),
    recordId: id,
  })
  await sheets(appraisal.id, (member) => (member < 2 ? 'not' : 'do'))
  expect(await conclude(appraisal.id)).toBe(false)
  expect((await problemOf(take(id))).fields).toMatchObject([{ field: 'passed' }])
  await take(id, { passed: false, note: 'Hội đồng không thông qua' })
  expect(await shown(id)).toMatchObject({ state: 'dropped' })
})

test('an innovation task is voted content by content by its council; without one the agency reviews it by itself', async () => {
  const own = await propose('innovation-2025', 'grant')
  await until(own, 'review')
  await take(own)
  const id = await propose('innovation-2025', 'grant')
  await until(id, 'review')
  const council = await councilOf(await shown(id))
  const appraisal = await officer.run(putBefore, { id: council, record: recordOf('review'), recordId: id })
  const [first, second] = (await shown(id)).contents
  expect((await problemOf(officer.run(voteTaskContent, { id, content: first?.id, passed: true }))).code).toBe(
    'scienceTasks.beforeCouncil',
  )
  // five of seven pass the first content, four the second: two thirds are asked for
  await sheets(appraisal.id, (member, content) => (member < (content === 0 ? 5 : 4) ? 'passed' : 'failed'))
  expect(await conclude(appraisal.id)).toBe(true)
  await take(id)
  expect((await shown(id)).contents).toMatchObject([
    { id: first?.id, passed: true },
    { id: second?.id, passed: false },
  ])
  expect((await shown(id)).fromState).toBe(50_000_000n)
})
