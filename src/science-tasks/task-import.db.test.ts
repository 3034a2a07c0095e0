import { beforeAll, expect, test } from 'vitest'
import { planId } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { takeStep } from './steps.ts'
import { applyTasks, checkTasks, showTaskImportRows } from './task-import.ts'
import { listTasks, showTask } from './task-queries.ts'
import { concluded } from './testing.ts'

const house = await testSystem()
const { system, as } = house
let officer: Someone
let plan: number

beforeAll(async () => {
  officer = await as('coordinator')
  plan = await planId(system)
})

const heads =
  'Tên nhiệm vụ\tLoại nhiệm vụ\tNăm bắt đầu\tPhương thức\tSố tháng thực hiện\tMục dự toán của nhiệm vụ\tNguồn đề xuất\tMục tiêu của nhiệm vụ\tTổ chức chủ trì\tChủ nhiệm nhiệm vụ'
const line = (title: string, kind = 'science-2022') =>
  [
    title,
    kind,
    '2025',
    'Giao trực tiếp',
    '12',
    'IV',
    'Cơ quan điều hành đề xuất',
    'Nâng cao',
    'Trung tâm',
    'Trần A',
  ].join('\t')
const check = (...lines: string[]) =>
  officer.run(checkTasks, { planId: plan, text: [heads, ...lines].join('\n') })

test('a table of tasks is shown, then entered; what is there stays, what is wrong is named', async () => {
  const { id } = await check(line('Nhiệm vụ một'), line('Nhiệm vụ hai'), line('Nhiệm vụ ba', 'Loại lạ'))
  const { rows } = await officer.run(showTaskImportRows, { id })
  expect(rows.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'error'])
  expect(rows[2]?.problems).toMatchObject([{ column: 'kind' }])
  expect(await officer.run(applyTasks, { id })).toMatchObject({ added: 2 })
  const tasks = (await officer.run(listTasks, { q: 'nhiem vu' })).rows
  expect(tasks.map(({ title, state, next }) => [title, state, next !== null])).toEqual(
    expect.arrayContaining([
      ['Nhiệm vụ một', 'preparing', true],
      ['Nhiệm vụ hai', 'preparing', true],
    ]),
  )
  const again = await check(line('NHIỆM VỤ MỘT'), line('Nhiệm vụ bốn'))
  expect(
    (await officer.run(showTaskImportRows, { id: again.id })).rows.map(({ outcome }) => outcome),
  ).toEqual(['same', 'new'])
})

test('whoever entered the table of a task does not enter its approval', async () => {
  const author = await as('coordinator')
  const { id: importId } = await author.run(checkTasks, {
    planId: plan,
    text: [heads, line('Nhiệm vụ của một người')].join('\n'),
  })
  await author.run(applyTasks, { id: importId })
  const [row] = (await officer.run(listTasks, { q: 'mot nguoi' })).rows
  const id = row?.id ?? 0
  for (;;) {
    const task = await officer.run(showTask, { id })
    const step = task.steps.find(({ id: one, name }) => name === task.next && task.open.includes(one))
    if (step === undefined) throw new Error('Nothing comes next')
    await concluded(house, id, step, { on: '2025-02-03' })
    const input = {
      ...{ id, version: task.version, stepId: step.id, happenedOn: '2025-02-03', actedBy: 'x', passed: true },
      ...{ papers: step.papers.map((paper) => paper.id), documentNumber: 'QĐ-1', approvedMoney: '0' },
    }
    if (step.part === 'approval') {
      expect((await problemOf(author.run(takeStep, input))).code).toBe('controls.samePerson')
      break
    }
    await officer.run(takeStep, input)
  }
})
