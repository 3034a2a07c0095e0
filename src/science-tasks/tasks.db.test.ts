import { beforeAll, describe, expect, test } from 'vitest'
import {
  addValue,
  assignEvaluator,
  chooseMeasure,
  evaluateProject,
  finishProject,
  recordProject,
  startProject,
} from '../improvements/index.ts'
import { recordPerson } from '../people/index.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { changeTask } from './changes.ts'
import { endTask, recordRecovery } from './ends.ts'
import { takeStep } from './steps.ts'
import { strikeStep } from './strike-step.ts'
import { editTask, proposeTask } from './task-commands.ts'
import { addTaskContent, addTaskPartner, voteTaskContent } from './task-parts.ts'
import { listTasks, type ShownTask, showTask } from './task-queries.ts'
import { concluded } from './testing.ts'

const house = await testSystem()
const { system, as } = house
let officer: Someone
let leader: Someone
let planId: number
let sources: { id: number; kind: string }[]

beforeAll(async () => {
  officer = await as('coordinator')
  leader = await as('leader')
  const plan = await system.db.selectFrom('plan').select('id').orderBy('id').executeTakeFirstOrThrow()
  planId = plan.id
  sources = await system.db.selectFrom('fundingSource').select(['id', 'kind']).orderBy('ord').execute()
})

const kindOf = async (key: string) =>
  (await system.db.selectFrom('taskKind').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id
const shown = (id: number) => officer.run(showTask, { id })

async function propose(key: string, way: string, more: object = {}): Promise<number> {
  const { id } = await officer.run(proposeTask, {
    ...{ title: `Nhiệm vụ ${key}`, planId, year: 2025, kindId: await kindOf(key), way, months: 12 },
    ...{ origin: 'agency', goal: 'Mục tiêu', hostName: 'Trung tâm A', hostTaxCode: '0100109106' },
    ...{ leaderName: 'Nguyễn Văn A', ...more },
  })
  await officer.run(addTaskContent, {
    ...{ id, title: 'Áp dụng', output: 'Ba doanh nghiệp áp dụng' },
    money: [
      { sourceId: sources.find(({ kind }) => kind === 'budget')?.id, amount: '300 triệu' },
      { sourceId: sources.find(({ kind }) => kind === 'counterpart')?.id, amount: '100 triệu' },
    ],
  })
  return id
}

const input = (task: ShownTask, on: string, more: object = {}) => {
  const step = task.steps.find(({ id, name }) => name === task.next && task.open.includes(id))
  if (step === undefined) throw new Error('Nothing comes next')
  return {
    part: step.part,
    step,
    values: {
      ...{
        id: task.id,
        version: task.version,
        stepId: step.id,
        happenedOn: on,
        actedBy: step.acts,
        passed: true,
      },
      ...{ papers: step.papers.map(({ id }) => id), documentNumber: 'QĐ-1' },
      ...(step.part === 'approval' ? { approvedMoney: '300 triệu' } : {}),
      ...(step.part === 'contract' ? { endsOn: '2026-02-01' } : {}),
      ...more,
    },
  }
}

/** Takes the steps up to one of a part, on a day. */
async function walk(id: number, on: string, until: string | null, more: object = {}): Promise<ShownTask> {
  for (;;) {
    const task = await shown(id)
    if (task.next === null) return task
    const { part, step, values } = input(task, on)
    await concluded(house, id, step, { on, vote: 'excellent' })
    await (part === 'approval' ? leader : officer).run(
      takeStep,
      part === 'acceptance' ? { ...values, ...more } : values,
    )
    if (part === until) return shown(id)
  }
}

/** An improvement project of a task, finished with its measure taken before and after. */
async function measuredProject(taskId: number) {
  const measure = await system.db
    .selectFrom('improvementMeasure')
    .select('id')
    .where('key', '=', 'defects')
    .executeTakeFirstOrThrow()
  const fileId = await house.evidence()
  let at = await officer.run(recordProject, {
    ...{
      enterpriseId: await makeEnterprise(system),
      taskId,
      title: 'Giảm lỗi',
      problem: 'Lỗi',
      method: '5S',
    },
    ...{ startsOn: '2025-11-01', endsOn: '2026-01-31' },
  })
  at = await officer.run(chooseMeasure, { ...at, measureId: measure.id })
  const { id: choiceId } = await system.db
    .selectFrom('improvementChoice')
    .select('id')
    .where('projectId', '=', at.id)
    .executeTakeFirstOrThrow()
  const value = { choiceId, how: 'Đếm', fileId }
  const [before, after] = ['2025-11-03', '2026-01-20']
  at = await officer.run(addValue, { ...at, ...value, phase: 'before', value: 5, measuredOn: before })
  at = await officer.run(startProject, { ...at, startedOn: before })
  at = await officer.run(addValue, { ...at, ...value, phase: 'after', value: 3, measuredOn: after })
  return officer.run(finishProject, { ...at, finishedOn: after })
}

async function evaluated(project: { id: number; version: number }): Promise<void> {
  const expert = await officer.run(recordPerson, {
    ...{ name: 'Chuyên gia', role: 'expert', employerKind: 'school', workplace: 'Trường A' },
  })
  const at = await officer.run(assignEvaluator, { ...project, personId: expert.id })
  await leader.run(evaluateProject, {
    ...{ ...at, verdict: 'effective', conclusion: 'Ít lỗi hơn', keep: '5S', evaluatedOn: '2026-02-01' },
    fileId: await house.evidence(),
  })
}

describe('a task of each kind goes from its proposal to its liquidation', () => {
  test('a provincial task by Circular 15/2022 ends with a grade', async () => {
    const id = await propose('science-2022', 'selection')
    const running = await walk(id, '2025-02-03', 'contract')
    expect(running).toMatchObject({ state: 'running', approvedMoney: 300_000_000n, endsOn: '2026-02-01' })
    expect(running.repeats.map(({ due }) => due)).toEqual(['2025-08-03'])
    // papers for acceptance are due 30 days after the contract ends
    expect(running).toMatchObject({ next: 'Tự đánh giá, nộp hồ sơ nghiệm thu', nextDue: '2026-03-03' })
    const report = running.steps.find(({ part }) => part === 'report')
    await officer.run(takeStep, {
      ...{
        id,
        version: running.version,
        stepId: report?.id,
        happenedOn: '2025-08-01',
        actedBy: 'Chủ trì',
        passed: true,
      },
      papers: report?.papers.map((paper) => paper.id),
    })
    // the second report would be due after the contract has ended
    expect((await shown(id)).repeats).toEqual([])
    const ended = await walk(id, '2026-02-10', null, { grade: 'excellent' })
    expect(ended).toMatchObject({
      state: 'ended',
      outcome: 'graded',
      grade: 'excellent',
      endedOn: '2026-02-10',
    })
  })

  test('an innovation task by Decree 268/2025 is voted content by content and has no grade', async () => {
    const id = await propose('innovation-2025', 'grant')
    const [content] = (await shown(id)).contents
    await officer.run(voteTaskContent, { id, content: content?.id, passed: false })
    expect((await shown(id)).fromState).toBe(0n)
    await officer.run(voteTaskContent, { id, content: content?.id, passed: true })
    // its kind asks for measures before and after: none, no contract; not evaluated, no acceptance
    const codeOf = async () => (await problemOf(walk(id, '2025-11-03', null))).code
    expect(await codeOf()).toBe('scienceTasks.noMeasures')
    const project = await measuredProject(id)
    expect(await codeOf()).toBe('scienceTasks.notMeasured')
    await evaluated(project)
    const ended = await walk(id, '2025-11-03', null)
    expect(ended).toMatchObject({ state: 'ended', outcome: 'by_content', grade: null })
  })

  test('an assigned task has no council and is finished', async () => {
    const id = await propose('assigned-2022', 'assigned')
    const ended = await walk(id, '2025-03-03', null)
    expect(ended).toMatchObject({ state: 'ended', outcome: 'finished', grade: null })
  })
})

test('the term of a step counts from the step that the text names', async () => {
  const id = await propose('science-2022', 'selection')
  // sifting within 7 working days: 3 February 2025 is a Monday
  await officer.run(takeStep, input(await shown(id), '2025-02-03').values)
  expect((await shown(id)).nextDue).toBe('2025-02-12')
})

test('which kind applies follows from the day of approval: another is chosen before it, never after', async () => {
  const id = await propose('science-2022', 'selection')
  await walk(id, '2025-09-20', 'cost')
  let task = await shown(id)
  while (task.steps.find(({ name }) => name === task.next)?.part !== 'approval') {
    await officer.run(takeStep, input(task, '2025-09-25').values)
    task = await shown(id)
  }
  const late = await problemOf(leader.run(takeStep, input(task, '2025-11-03').values))
  expect(late.code).toBe('scienceTasks.kindOfAnotherDay')
  const said = { ...task, id, version: task.version, kindId: await kindOf('science-2025') }
  await officer.run(editTask, {
    ...{
      id,
      version: said.version,
      title: task.title,
      planId,
      year: 2025,
      kindId: said.kindId,
      way: 'selection',
    },
    ...{
      months: 12,
      origin: 'agency',
      goal: 'Mục tiêu',
      hostName: 'Trung tâm A',
      leaderName: 'Nguyễn Văn A',
    },
  })
  task = await shown(id)
  await walk(id, '2025-11-03', 'approval')
  expect(await shown(id)).toMatchObject({ state: 'approved', approvedOn: '2025-11-03' })
  await expect(
    system.db
      .updateTable('scienceTask')
      .set({ kindId: await kindOf('science-2022') })
      .where('id', '=', id)
      .execute(),
  ).rejects.toThrow()
})

test('a step needs its papers, its turn and another person at the approval', async () => {
  const id = await propose('science-2022', 'direct')
  const task = await shown(id)
  const first = input(task, '2025-02-03').values
  expect((await problemOf(officer.run(takeStep, { ...first, papers: [] }))).fields).toMatchObject([
    { field: 'papers' },
  ])
  const last = task.steps.at(-1)
  expect(
    (
      await problemOf(
        officer.run(takeStep, { ...first, stepId: last?.id, papers: last?.papers.map((p) => p.id) }),
      )
    ).code,
  ).toBe('scienceTasks.stepClosed')
  let at = task
  while (at.steps.find(({ name }) => name === at.next)?.part !== 'approval') {
    await concluded(house, id, input(at, '2025-02-03').step, { on: '2025-02-03' })
    await officer.run(takeStep, input(at, '2025-02-03').values)
    at = await shown(id)
  }
  expect((await problemOf(officer.run(takeStep, input(at, '2025-02-03').values))).code).toBe(
    'controls.samePerson',
  )
  expect(
    (await problemOf(leader.run(takeStep, input(at, '2025-02-03', { approvedMoney: '301 triệu' }).values)))
      .fields,
  ).toMatchObject([{ field: 'approvedMoney' }])
  await leader.run(takeStep, input(at, '2025-02-03').values)
  // entered wrongly: struck out, and the task stands where it stood
  const approved = await shown(id)
  await officer.run(strikeStep, { id, entry: approved.entries.at(-1)?.id, reason: 'Ghi nhầm' })
  expect(await shown(id)).toMatchObject({
    state: 'preparing',
    approvedOn: null,
    next: at.next,
    nextDue: at.nextDue,
  })
})

test('a task that does not pass is not chosen, with the reason', async () => {
  const id = await propose('science-2022', 'selection')
  const { values } = input(await shown(id), '2025-02-03', { passed: false })
  expect((await problemOf(officer.run(takeStep, values))).fields).toMatchObject([{ field: 'note' }])
  await officer.run(takeStep, { ...values, note: 'Không phù hợp' })
  expect(await shown(id)).toMatchObject({
    state: 'dropped',
    outcomeNote: 'Không phù hợp',
    next: null,
    open: [],
  })
})

describe('a task that runs', () => {
  test('is prolonged at most twice and by 12 months in all', async () => {
    const id = await propose('science-2022', 'selection')
    let task = await walk(id, '2025-02-03', 'contract')
    const change = (more: object) => ({
      ...{ id, version: task.version, change: 'longer', askedOn: '2025-06-02', decidedOn: '2025-06-10' },
      ...{ documentNumber: 'QĐ-2', reason: 'Chậm', until: '2026-08-01', ...more },
    })
    expect((await problemOf(leader.run(changeTask, change({ until: '2027-02-02' })))).fields).toMatchObject([
      { field: 'until' },
    ])
    await leader.run(changeTask, change({}))
    task = await shown(id)
    await leader.run(changeTask, change({ until: '2027-02-01' }))
    task = await shown(id)
    expect(task).toMatchObject({
      endsOn: '2027-02-01',
      changes: [{ was: '01/02/2026' }, { becomes: '01/02/2027' }],
    })
    expect((await problemOf(leader.run(changeTask, change({ until: '2027-03-01' })))).fields).toMatchObject([
      { field: 'change' },
    ])
    expect(
      (await problemOf(leader.run(changeTask, change({ change: 'money', becomes: 'x', until: undefined }))))
        .fields,
    ).toMatchObject([{ field: 'change' }])
  })

  test('ends early with money to pay back, which bars its host until it has', async () => {
    const id = await propose('science-2022', 'selection', { hostTaxCode: '0200109105', leaderName: 'Lê B' })
    const task = await walk(id, '2025-02-03', 'contract')
    const end = {
      id,
      version: task.version,
      outcome: 'stopped',
      happenedOn: '2025-06-02',
      documentNumber: 'QĐ-3',
      reason: 'Thiếu người',
    }
    expect(
      (await problemOf(leader.run(endTask, { ...end, outcome: 'failed', recovery: '0' }))).fields,
    ).toMatchObject([{ field: 'outcome' }])
    await leader.run(endTask, { ...end, recovery: '50 triệu' })
    const other = await propose('science-2022', 'selection', {
      hostTaxCode: '0200109105',
      leaderName: 'Trần C',
    })
    expect((await shown(other)).bars).toContainEqual(
      expect.objectContaining({ taskId: id, reason: 'unpaid' }),
    )
    const ended = await shown(id)
    expect(ended).toMatchObject({ state: 'ended', outcome: 'stopped', recovery: 50_000_000n, open: [] })
    await officer.run(recordRecovery, { id, version: ended.version, recoveredOn: '2025-07-01' })
    expect((await shown(other)).bars.map(({ reason }) => reason)).not.toContain('unpaid')
  })
})

test('officers find a task by its words without accents; an association reads none', async () => {
  const id = await propose('science-2022', 'selection')
  await officer.run(addTaskPartner, { id, name: 'Hội B' })
  expect((await officer.run(listTasks, { q: 'nhiem vu science' })).rows.map((row) => row.id)).toContain(id)
  expect((await shown(id)).partners).toMatchObject([{ name: 'Hội B' }])
  expect((await problemOf((await as('association')).run(showTask, { id }))).status).toBe(403)
})
