import { beforeAll, expect, test } from 'vitest'
import { indicatorEvidence } from '../plan/indicator-queries.ts'
import { execute } from '../platform/execute.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { recordEarlier, recordPast, retractPast } from './commands.ts'
import { applyPastImport, checkPastImport, showPastImportRows } from './past-import.ts'
import { listPast, pastChoices } from './past-queries.ts'

/* Results of 2021-2023 under Plan 125, as old reports have them, out of a sheet. */

const { system, as, evidence } = await testSystem()
let coordinator: Someone
let old: number

const sheet = [
  'Năm;Chỉ tiêu;Nội dung hỗ trợ;Số lượng;Kinh phí (triệu đồng);Số báo cáo;Ngày báo cáo',
  '2021;Hội nghị, hội thảo;;2;30;12/BC-SKHCN;20/11/2021',
  '2022;Hội nghị, hội thảo;;0;;15/BC-SKHCN;21/11/2022',
  '2022;supportTurns;Hệ thống quản lý an toàn thực phẩm;6;240,5;15/BC-SKHCN;21/11/2022',
  '2024;Hội nghị, hội thảo;;3;;;',
  '2022;Số điều không có;;3;;;',
  '2023;supportTurns;Nội dung lạ;1;;;',
].join('\n')

beforeAll(async () => {
  coordinator = await as('coordinator')
  const { planId } = await coordinator.run(recordEarlier, {
    number: '125/KH-UBND',
    issuedOn: '13/8/2021',
    issuer: 'Ủy ban nhân dân tỉnh Sóc Trăng',
    title: 'Thực hiện Chương trình quốc gia giai đoạn 2021 - 2025',
    firstYear: '2021',
    lastYear: '2025',
    targets: [{ indicator: 'supportTurns', bound: 'atLeast', number: '5' }],
  })
  old = planId
})

test('a sheet is checked row by row: what is wrong is named by its cell, and nothing counts yet', async () => {
  const { indicators } = await coordinator.run(pastChoices, { id: old })
  const conferences = indicators.find(({ key }) => key === 'conferences')?.name ?? ''
  const text = sheet.replaceAll('Hội nghị, hội thảo', conferences)
  const evidenceId = await evidence('bao-cao-2022.pdf')
  const found = await coordinator.run(checkPastImport, { planId: old, text, evidenceId })
  expect(found).toMatchObject({ added: 3, changed: 0, unchanged: 0, refused: 3 })
  const { rows } = await coordinator.run(showPastImportRows, { id: found.id, outcome: 'error' })
  expect(rows.map(({ problems }) => problems.map(({ column }) => column))).toEqual([
    ['year'],
    ['indicator'],
    ['content'],
  ])
  expect((await coordinator.run(listPast, { id: old })).total).toBe(0)

  await coordinator.run(applyPastImport, { id: found.id })
  const list = await coordinator.run(listPast, { id: old, sort: 'year' })
  expect(list.rows).toMatchObject([
    { year: 2021, quantity: 2, amount: 30_000_000n, paperNumber: '12/BC-SKHCN', paperOn: '2021-11-20' },
    { year: 2022, quantity: 0, amount: null },
    { year: 2022, indicator: 'supportTurns', quantity: 6, amount: 240_500_000n, file: { id: evidenceId } },
  ])
  const { sums, amounts } = await coordinator.run(pastChoices, { id: old })
  const turns = { indicator: 'supportTurns', year: 2022 }
  expect(sums).toContainEqual({ ...turns, quantity: 6 })
  expect(amounts).toContainEqual({ ...turns, amount: 240_500_000n })

  // the same sheet once more adds nothing
  const again = await coordinator.run(checkPastImport, { planId: old, text, evidenceId })
  expect(again).toMatchObject({ added: 0, unchanged: 3, refused: 3 })
})

test('what was checked before somebody recorded the same is not written', async () => {
  const text = 'Năm;Chỉ tiêu;Số lượng;Diễn giải\n2023;courses;2;Hai khóa'
  const found = await coordinator.run(checkPastImport, { planId: old, text })
  const one = { id: old, year: '2023', indicator: 'courses', quantity: '2', label: 'Hai khóa' }
  const { resultId } = await coordinator.run(recordPast, { ...one, fileId: await evidence() })
  const refused = await problemOf(coordinator.run(applyPastImport, { id: found.id }))
  expect(refused.code).toBe('results.importMoved')
  await coordinator.run(retractPast, { id: resultId, reason: 'Nhập bằng tệp' })
  await coordinator.run(applyPastImport, { id: found.id })
})

test('the evidence of an indicator names the old report; a reported zero counts for nothing and can be taken back', async () => {
  const { rows } = await execute(
    system,
    indicatorEvidence,
    coordinator.actor,
    { key: 'supportTurns' },
    { via: 'page', planId: old },
  )
  expect(rows.map(({ label }) => label)).toEqual([
    expect.stringContaining('theo báo cáo cũ số 15/BC-SKHCN ngày 21/11/2022'),
  ])
  const zero = await coordinator.run(listPast, { id: old, year: '2022', indicator: 'conferences' })
  await coordinator.run(retractPast, { id: zero.rows[0]?.id, reason: 'Ghi nhầm' })
})

test('a plan that runs takes no results from a sheet', async () => {
  const { id } = await system.db
    .selectFrom('plan')
    .select('id')
    .where('number', '=', '181/KH-UBND')
    .executeTakeFirstOrThrow()
  const refused = await problemOf(coordinator.run(checkPastImport, { planId: id, text: sheet }))
  expect(refused.code).toBe('results.planRuns')
})
