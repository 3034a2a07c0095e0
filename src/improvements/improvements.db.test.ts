import { beforeAll, expect, test } from 'vitest'
import { askExample } from '../guide/index.ts'
import { listNotices } from '../notices/index.ts'
import { recordPerson } from '../people/index.ts'
import { readReportData } from '../reports/data.ts'
import { contentId, makeEnterprise, planId } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import {
  chooseMeasure,
  dropMeasure,
  finishProject,
  recordProject,
  startProject,
  stopProject,
} from './commands.ts'
import { projectCorrection } from './correction.tsx'
import { improvementEffects } from './effects.ts'
import { assignEvaluator, evaluateProject, returnProject } from './evaluation.ts'
import { applyValues, checkValues, showValueImportRows } from './import.ts'
import { editMeasure, listMeasures } from './measures.ts'
import { projectsOfTask } from './of-task.ts'
import { listProjects, showProject } from './queries.ts'
import { addValue, strikeValue } from './values.ts'

/* A project from its measures to the verdict. */

const nscl = await testSystem()
const { db } = nscl.system
let owner: Someone
let officer: Someone
let other: Someone
let enterpriseId: number
let fileId: number
let ownFileId: number
let expertId: number

const day = '2026-03-02'
beforeAll(async () => {
  enterpriseId = await makeEnterprise(nscl.system)
  owner = await nscl.as('enterprise', { enterpriseId })
  officer = await nscl.as('coordinator')
  other = await nscl.as('coordinator')
  fileId = await nscl.evidence()
  ownFileId = await nscl.evidence('minh-chung.pdf', enterpriseId)
  expertId = (await person()).id
})

let number = 0
const person = (more: object = {}) =>
  officer.run(recordPerson, {
    ...{ name: `Chuyên gia ${++number}`, role: 'expert', employerKind: 'school', workplace: 'Trường A' },
    ...{ consentedOn: '2026-01-05', consentWay: 'form', ...more },
  })
const fieldsOf = async (done: Promise<unknown>) => (await problemOf(done)).fields.map(({ field }) => field)
const codeOf = async (done: Promise<unknown>) => (await problemOf(done)).code
const shown = (id: number) => officer.run(showProject, { id })

async function measureId(key: string): Promise<number> {
  const row = await db
    .selectFrom('improvementMeasure')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return row.id
}

/** A project with measures and their values from before. */
async function begun(
  by: Someone = owner,
  more: object = {},
  before: Record<string, number> = { cycle_time: 12 },
) {
  let at = await by.run(recordProject, {
    ...{
      enterpriseId,
      title: `Dự án ${++number}`,
      problem: 'Chờ đợi giữa các công đoạn',
      method: 'Cân bằng chuyền',
    },
    ...{ startsOn: '2026-03-01', endsOn: '2026-06-30', ...more },
  })
  for (const [key, value] of Object.entries(before)) {
    at = await by.run(chooseMeasure, { ...at, measureId: await measureId(key), target: 10 })
    at = await by.run(addValue, { ...at, ...(await measured(at.id, key, 'before', value, by)) })
  }
  return at
}

async function measured(
  id: number,
  key: string,
  phase: string,
  value: number,
  by: Someone,
  measuredOn = day,
) {
  const wanted = await measureId(key)
  const choice = await db
    .selectFrom('improvementChoice')
    .select('id')
    .where('projectId', '=', id)
    .where('measureId', '=', wanted)
    .executeTakeFirstOrThrow()
  return {
    ...{ choiceId: choice.id, phase, value, measuredOn, how: 'Bấm giờ 30 sản phẩm' },
    fileId: by === owner ? ownFileId : fileId,
  }
}

/** The same, carried out and measured after. */
async function finished(after: Record<string, number>, by: Someone = owner, more: object = {}) {
  let at = await begun(by, more)
  at = await by.run(startProject, { ...at, startedOn: day })
  for (const [key, value] of Object.entries(after))
    at = await by.run(addValue, { ...at, ...(await measured(at.id, key, 'after', value, by, '2026-06-20')) })
  return by.run(finishProject, { ...at, finishedOn: '2026-06-25' })
}
const evaluation = (more: object = {}) => ({
  ...{ verdict: 'effective', conclusion: 'Chuyền cân bằng hơn', keep: 'Bảng theo dõi từng ca' },
  ...{ evaluatedOn: '2026-07-01', fileId, ...more },
})

test('measures are chosen and measured before the start and stay; it is finished once each was measured after; an expert who entered no values evaluates it', async () => {
  const plain = await owner.run(recordProject, {
    ...{ enterpriseId, title: 'Giảm thời gian chờ', problem: 'Chờ đợi', method: '5S' },
    ...{ startsOn: '2026-03-01', endsOn: '2026-06-30' },
  })
  expect(await codeOf(owner.run(startProject, { ...plain, startedOn: day }))).toBe('improvements.noMeasure')
  let at = await owner.run(chooseMeasure, { ...plain, measureId: await measureId('cycle_time'), target: 10 })
  expect(await codeOf(owner.run(startProject, { ...at, startedOn: day }))).toBe('improvements.notMeasured')
  at = await owner.run(addValue, { ...at, ...(await measured(at.id, 'cycle_time', 'before', 12, owner)) })
  expect(
    await fieldsOf(
      owner.run(addValue, { ...at, ...(await measured(at.id, 'cycle_time', 'after', 9, owner)) }),
    ),
  ).toEqual(['phase'])
  // not before what was measured before it
  expect(await fieldsOf(owner.run(startProject, { ...at, startedOn: '2026-03-01' }))).toEqual(['startedOn'])
  at = await owner.run(startProject, { ...at, startedOn: day })
  expect(await codeOf(owner.run(chooseMeasure, { ...at, measureId: await measureId('defects') }))).toBe(
    'improvements.state',
  )
  at = await owner.run(addValue, {
    ...at,
    ...(await measured(at.id, 'cycle_time', 'during', 10.5, owner, '2026-04-20')),
  })
  expect(await codeOf(owner.run(finishProject, { ...at, finishedOn: '2026-06-25' }))).toBe(
    'improvements.notMeasured',
  )
  at = await owner.run(addValue, {
    ...at,
    ...(await measured(at.id, 'cycle_time', 'after', 9, owner, '2026-06-20')),
  })
  at = await owner.run(finishProject, { ...at, finishedOn: '2026-06-25' })
  expect(await codeOf(officer.run(evaluateProject, { ...at, ...evaluation() }))).toBe(
    'improvements.noEvaluator',
  )
  at = await officer.run(assignEvaluator, { ...at, personId: expertId })
  expect((await problemOf(owner.run(evaluateProject, { ...at, ...evaluation() }))).status).toBe(403)
  expect(await fieldsOf(officer.run(evaluateProject, { ...at, ...evaluation({ keep: undefined }) }))).toEqual(
    ['keep'],
  )
  await officer.run(evaluateProject, { ...at, ...evaluation() })
  expect(await shown(at.id)).toMatchObject({
    ...{ state: 'evaluated', verdict: 'effective', keep: 'Bảng theo dõi từng ca', measures: 1, improved: 1 },
    chosen: [{ before: 12, after: 9, target: 10, unit: 'phút/sản phẩm' }],
  })
  const told = await owner.run(listNotices, { limit: 20 })
  expect(told.rows[0]?.subject.vi).toContain('Đã đánh giá')
  // another enterprise reads nothing of it
  const stranger = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(nscl.system) })
  expect((await problemOf(stranger.run(showProject, { id: at.id }))).status).toBe(404)
  expect((await stranger.run(listProjects, { plan: 'all' })).rows).toEqual([])
})

test('who entered values neither enters the evaluation nor is the expert; nor is somebody of the enterprise itself', async () => {
  let at = await finished({ cycle_time: 9 }, officer)
  const account = await db
    .selectFrom('account')
    .select('email')
    .where('id', '=', officer.actor.userId ?? '')
    .executeTakeFirstOrThrow()
  const own = await person()
  await db
    .updateTable('person')
    .set({ employerKind: 'enterprise', enterpriseId, workplace: null })
    .where('id', '=', own.id)
    .execute()
  const same = await person({ email: account.email.toUpperCase() })
  for (const personId of [own.id, same.id])
    expect(await fieldsOf(other.run(assignEvaluator, { ...at, personId }))).toEqual(['personId'])
  expect(await fieldsOf(other.run(assignEvaluator, at))).toEqual(['personId'])
  at = await other.run(assignEvaluator, { ...at, personId: expertId })
  expect(await codeOf(officer.run(evaluateProject, { ...at, ...evaluation() }))).toBe('controls.samePerson')
  await other.run(evaluateProject, { ...at, ...evaluation() })
})

test('where no measure became better it is not called effective; what is sent back runs on with the reason', async () => {
  let at = await finished({ cycle_time: 13 })
  at = await officer.run(assignEvaluator, { ...at, personId: expertId })
  expect(await fieldsOf(officer.run(evaluateProject, { ...at, ...evaluation() }))).toEqual(['verdict'])
  at = await officer.run(returnProject, { ...at, reason: 'Đo lại 30 sản phẩm' })
  expect(await shown(at.id)).toMatchObject({ state: 'running', remark: 'Đo lại 30 sản phẩm' })
  const wrong = (await shown(at.id)).chosen[0]?.values.find(({ phase }) => phase === 'after')
  at = await owner.run(strikeValue, { ...at, value: wrong?.id, reason: 'Đo sai' })
  expect((await shown(at.id)).chosen[0]?.after).toBeNull()
  at = await owner.run(addValue, {
    ...at,
    ...(await measured(at.id, 'cycle_time', 'after', 13, owner, '2026-06-20')),
  })
  at = await owner.run(finishProject, { ...at, finishedOn: '2026-06-26' })
  await officer.run(evaluateProject, { ...at, ...evaluation({ verdict: 'ineffective', keep: undefined }) })
})

test('a measure without values is taken out; one with values stays, and keeps its unit; a project is stopped with a reason', async () => {
  let at = await begun()
  at = await owner.run(chooseMeasure, { ...at, measureId: await measureId('defects') })
  const [cycle, defects] = (await shown(at.id)).chosen.toSorted((one, two) => one.id - two.id)
  at = await owner.run(dropMeasure, { ...at, choice: defects?.id })
  expect(await codeOf(owner.run(dropMeasure, { ...at, choice: cycle?.id }))).toBe('improvements.measured')
  expect(await codeOf(owner.run(chooseMeasure, { ...at, measureId: await measureId('cycle_time') }))).toBe(
    'improvements.choiceTwice',
  )
  const measure = (await officer.run(listMeasures, { q: 'chu kỳ' })).rows[0]
  if (measure === undefined) throw new Error('no measure')
  expect(await fieldsOf(officer.run(editMeasure, { ...measure, unit: 'giây' }))).toEqual(['unit'])
  expect(await fieldsOf(owner.run(stopProject, at))).toEqual(['reason'])
  await owner.run(stopProject, { ...at, reason: 'Đổi dây chuyền' })
  expect(await shown(at.id)).toMatchObject({ state: 'stopped', remark: 'Đổi dây chuyền' })
})

test('what a project hangs on is the own enterprise’s; who entered it puts it right until it starts', async () => {
  expect(await fieldsOf(begun(owner, { turnId: 999_999 }, {}))).toEqual(['turnId'])
  expect(await fieldsOf(begun(owner, { taskId: 999_999 }, {}))).toEqual(['taskId'])
  expect(await fieldsOf(begun(owner, { endsOn: '2026-02-01' }, {}))).toEqual(['endsOn'])
  const at = await begun()
  const values = {
    ...{ id: at.id, title: 'Tên khác', problem: 'Chờ đợi', method: '5S', startsOn: '2026-03-01' },
    endsOn: '2026-05-31',
  }
  await owner.run(projectCorrection.correct, values)
  expect((await shown(at.id)).title).toBe('Tên khác')
  expect(await fieldsOf(owner.run(projectCorrection.correct, { ...values, endsOn: '2026-01-01' }))).toEqual([
    'endsOn',
  ])
  expect(await fieldsOf(owner.run(projectCorrection.correct, { ...values, turnId: 999_999 }))).toEqual([
    'turnId',
  ])
})

test('a table of values comes in: what each row does is shown, read again it changes nothing; who wrote it does not evaluate', async () => {
  const at = await owner.run(startProject, { ...(await begun()), startedOn: day })
  const head = 'Dự án số|Tên chỉ số đo|Thời điểm đo|Giá trị đo|Ngày đo|Cách đo'
  const line = (measure: string) => `${at.id}|${measure}|Sau dự án|9,5|20/06/2026|Bấm giờ`
  const check = () =>
    officer.run(checkValues, {
      text: [head, line('Thời gian chu kỳ'), line('Chỉ số lạ')].join('\n').replaceAll('|', '\t'),
    })
  const outcomes = async (id: number) =>
    (await officer.run(showValueImportRows, { id, limit: 10 })).rows.map(({ outcome }) => outcome)
  const { id } = await check()
  expect(await outcomes(id)).toEqual(['new', 'error'])
  await officer.run(applyValues, { id })
  expect((await shown(at.id)).chosen[0]).toMatchObject({
    after: 9.5,
    values: [{}, { importId: id, file: null }],
  })
  expect(await outcomes((await check()).id)).toEqual(['same', 'error'])
  const now = await shown(at.id)
  const done = await owner.run(finishProject, { id: now.id, version: now.version, finishedOn: '2026-06-25' })
  const given = await other.run(assignEvaluator, { ...done, personId: expertId })
  expect(await codeOf(officer.run(evaluateProject, { ...given, ...evaluation() }))).toBe(
    'controls.samePerson',
  )
  await other.run(evaluateProject, { ...given, ...evaluation() })
})

test('an effective project makes its enterprise an example to ask for; the effects and the report count it; a task sees its projects', async () => {
  const content = await contentId(nscl.system, 'green-productivity')
  const entry = await db
    .selectFrom('guideEntry')
    .select('id')
    .where('contentId', '=', content)
    .executeTakeFirst()
  const story = { story: 'Đã cân bằng chuyền', storyEn: 'The line was balanced' }
  const ask = () => officer.run(askExample, { id: entry?.id, enterpriseId, ...story })
  if (entry !== undefined) expect(await fieldsOf(ask())).toEqual(['enterpriseId'])
  let at = await finished({ cycle_time: 9 }, owner, { contentId: content })
  at = await officer.run(assignEvaluator, { ...at, personId: expertId })
  await officer.run(evaluateProject, { ...at, ...evaluation({ verdict: 'partly' }) })
  if (entry !== undefined) await ask()
  const effects = await officer.run(improvementEffects, {})
  expect(effects.measures.find(({ name }) => name === 'Thời gian chu kỳ')).toMatchObject({
    ...{ enterprises: 1, improved: null, median: null },
  })
  const data = await readReportData(db, [await planId(nscl.system)], { year: 2026 })
  expect(data.improvements).toMatchObject({ enterprises: [enterpriseId], partly: 1 })
  expect(data.improvements?.projects).toBe(effects.projects)
  expect(await projectsOfTask(db, 1)).toEqual({ measured: 0, open: 0, evaluated: 0 })
})
