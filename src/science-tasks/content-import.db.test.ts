import { beforeAll, expect, test } from 'vitest'
import { addNeed, takeUpNeed } from '../needs/index.ts'
import { showNeed } from '../needs/queries.ts'
import { uploadFile } from '../platform/uploads.ts'
import { planId } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { applyContents, checkContents, contentWorkbook, showContentImportRows } from './content-import.ts'
import { editTask, proposeTask } from './task-commands.ts'
import { showTask } from './task-queries.ts'
import { runningTask } from './testing.ts'

/* The contents of a proposed task as a table, and the need that the task came of. */

const nscl = await testSystem()
const { system } = nscl
let officer: Someone
let leader: Someone
let said: Record<string, unknown>

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  leader = await nscl.as('leader')
  const kind = await system.db
    .selectFrom('taskKind')
    .select('id')
    .where('key', '=', 'science-2022')
    .executeTakeFirstOrThrow()
  said = {
    ...{ title: 'Nâng cao năng suất', planId: await planId(system), year: 2025, kindId: kind.id },
    ...{ way: 'direct', months: 12, origin: 'needs', goal: 'Mục tiêu' },
  }
})

const head =
  'Nội dung thực hiện\tKết quả đầu ra\tThực hiện từ ngày\tThực hiện đến ngày\tNguồn kinh phí\tKinh phí (đồng)'
const table = (...rows: string[][]) => [head, ...rows.map((row) => row.join('\t'))].join('\n')
const check = (taskId: number, text: string) => officer.run(checkContents, { taskId, text })
const contents = async (id: number) =>
  (await officer.run(showTask, { id })).contents.map(({ title, output, money }) => ({
    ...{ title, output, sums: money.map(({ amount }) => amount) },
  }))

test('a table adds contents with a row for each source, changes those of the same title, and leaves the rest', async () => {
  const { id } = await officer.run(proposeTask, said)
  const { rows: sources } = {
    rows: await system.db.selectFrom('fundingSource').select(['name', 'kind']).orderBy('ord').execute(),
  }
  const state = sources.find(({ kind }) => kind === 'budget')?.name ?? ''
  const own = sources.find(({ kind }) => kind === 'counterpart')?.name ?? ''
  const first = await check(
    id,
    table(
      ['Áp dụng 5S', '10 doanh nghiệp', '01/03/2025', '01/09/2025', state, '100.000.000'],
      ['Áp dụng 5S', '', '', '', own, '30.000.000'],
      ['Tập huấn', '', '', '', state, '5.000.000'],
      ['Chứng nhận', '5 chứng nhận', '', '', 'Nguồn lạ', '1'],
      ['Khảo sát', 'Báo cáo', '01/09/2025', '01/03/2025', '', '7'],
    ),
  )
  expect(first).toMatchObject({ added: 2, refused: 3 })
  const { rows } = await officer.run(showContentImportRows, { id: first.id, outcome: 'error' })
  expect(rows.map(({ problems }) => problems.map(({ column }) => column))).toEqual([
    ['output'],
    ['source'],
    ['source', 'endsOn'],
  ])
  await officer.run(applyContents, { id: first.id, skipErrors: true })
  expect(await contents(id)).toEqual([
    { title: 'Áp dụng 5S', output: '10 doanh nghiệp', sums: [100_000_000n, 30_000_000n] },
  ])
  // what the task gives as a workbook comes back in: nothing changes but what is typed
  const file = await officer.run(contentWorkbook, { id })
  const upload = await officer.run(uploadFile, { name: file.name, bytes: Buffer.from(file.base64, 'base64') })
  const again = await officer.run(checkContents, { taskId: id, fileId: upload.id })
  expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 2, refused: 0 })
  const changed = await check(
    id,
    table(['áp dụng 5s', '', '', '', own, '40.000.000'], ['Tập huấn', '2 lớp', '', '', '', '']),
  )
  expect(changed).toMatchObject({ added: 1, changed: 1 })
  await officer.run(applyContents, { id: changed.id })
  expect(await contents(id)).toEqual([
    { title: 'Áp dụng 5S', output: '10 doanh nghiệp', sums: [100_000_000n, 40_000_000n] },
    { title: 'Tập huấn', output: '2 lớp', sums: [] },
  ])
  const approved = await runningTask(nscl, officer, leader)
  expect((await problemOf(check(approved, table(['x', 'x', '', '', '', ''])))).code).toBe(
    'scienceTasks.approved',
  )
  expect((await problemOf(leader.run(checkContents, { taskId: id, text: 'x' }))).status).toBe(403)
})

test('a task says which need of its plan it came of, and the need leads to the task', async () => {
  const agency = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'agency')
    .executeTakeFirstOrThrow()
  const need = await officer.run(addNeed, {
    ...{
      planId: said.planId,
      year: 2025,
      kind: 'task',
      agencyId: agency.id,
      text: 'Cần nhiệm vụ nâng cao năng suất',
    },
  })
  await officer.run(takeUpNeed, {
    id: need.id,
    version: (await officer.run(showNeed, { id: need.id })).version,
  })
  const { id, version } = await officer.run(proposeTask, { ...said, needId: need.id })
  expect(await officer.run(showTask, { id })).toMatchObject({
    ...{ needId: need.id, need: 'Cần nhiệm vụ nâng cao năng suất' },
  })
  expect((await officer.run(showNeed, { id: need.id })).tasks).toMatchObject([{ id }])
  expect(
    (await problemOf(officer.run(editTask, { ...said, id, version, needId: 999_999 }))).fields,
  ).toMatchObject([{ field: 'needId' }])
  await officer.run(editTask, { ...said, id, version })
  expect((await officer.run(showNeed, { id: need.id })).tasks).toEqual([])
})
