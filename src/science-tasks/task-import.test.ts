import fc from 'fast-check'
import { expect, test } from 'vitest'
import { identityOf, judgeTasks, type TaskNames, TaskRead } from './task-import-rules.ts'

const names: TaskNames = {
  plans: [
    {
      ...{ id: 1, number: '181/KH-UBND', firstYear: 2024, lastYear: 2025 },
      lines: new Map([
        ['IV', 40],
        ['I.1', 11],
      ]),
    },
  ],
  kinds: [
    { id: 7, names: ['Nhiệm vụ KH&CN cấp tỉnh', 'science-2025'], ways: ['order'] },
    { id: 5, names: ['Nhiệm vụ KH&CN cấp tỉnh', 'science-2022'], ways: ['selection', 'direct'] },
  ],
  chosen: undefined,
}
const row = (more: Record<string, unknown> = {}) =>
  TaskRead.parse({
    ...{ title: 'Hỗ trợ doanh nghiệp', plan: '181/KH-UBND', kind: 'nhiệm vụ kh&cn cấp tỉnh', year: '2025' },
    ...{ way: 'Giao trực tiếp', months: '12', origin: 'Cơ quan điều hành đề xuất', goal: 'Mục tiêu' },
    ...more,
  })
const judge = (...rows: ReturnType<typeof row>[]) => judgeTasks(rows, names, new Set())
const columns = (more: Record<string, unknown>) => judge(row(more))[0]?.problems.map(({ column }) => column)

test('a row names its plan by number, its kind by name, its line by code or as a list exports it', () => {
  for (const line of ['IV', 'IV. Hỗ trợ doanh nghiệp áp dụng tiêu chuẩn'])
    expect(judge(row({ line }))[0]).toMatchObject({
      outcome: 'new',
      task: { planId: 1, kindId: 5, lineId: 40, way: 'direct', year: 2025, origin: 'office' },
    })
  expect(judge(row({ line: 'I.1' }))[0]?.task?.lineId).toBe(11)
})

test('of kinds of one name the one that has the way is taken', () => {
  expect(judge(row({ way: 'Đặt hàng' }))[0]?.task?.kindId).toBe(7)
})

test('what is not known is named by its column', () => {
  expect(columns({ plan: '99/KH-UBND' })).toEqual(['plan'])
  expect(columns({ plan: '' })).toEqual(['plan'])
  expect(columns({ year: '2027' })).toEqual(['year'])
  expect(columns({ kind: 'Khác' })).toEqual(['kind'])
  expect(columns({ way: 'Tài trợ' })).toEqual(['way'])
  expect(columns({ line: 'VIII' })).toEqual(['line'])
})

test('a row without a plan is of the one chosen in the form', () => {
  expect(judgeTasks([row({ plan: undefined })], { ...names, chosen: 1 }, new Set())[0]?.task?.planId).toBe(1)
})

test('a task that is there stays, whatever its letters, and one twice in the table is an error', () => {
  const there = new Set([identityOf({ planId: 1, year: 2025, title: 'HỖ TRỢ  doanh nghiệp' })])
  expect(judgeTasks([row()], names, there)[0]?.outcome).toBe('same')
  expect(judge(row(), row()).map(({ outcome }) => outcome)).toEqual(['new', 'error'])
})

test('each row has one answer, in its order, and no task is new twice', () => {
  const rows = fc.array(
    fc.option(
      fc.record({ title: fc.constantFrom('A', 'B', 'C'), year: fc.constantFrom('2024', '2025', '2030') }),
    ),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(rows, (some) => {
      const read = some.map((one) => (one === null ? null : row(one)))
      const judged = judgeTasks(read, names, new Set())
      expect(judged).toHaveLength(read.length)
      const added = judged.flatMap(({ outcome, task }) =>
        outcome === 'new' && task ? [identityOf(task)] : [],
      )
      expect(new Set(added).size).toBe(added.length)
      judged.forEach(({ outcome, problems }, at) => {
        if (read[at] !== null) expect(outcome === 'error').toBe(problems.length > 0)
      })
    }),
  )
})
