import { beforeAll, expect, test } from 'vitest'
import { addNorm } from '../norms/index.ts'
import { listNotices } from '../notices/index.ts'
import { uploadFile } from '../platform/uploads.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { addLine, approveYearlyPlan, createYearlyPlan, sendYearlyPlan } from '../yearly-plans/index.ts'
import {
  addEstimateLine,
  createEstimate,
  editEstimate,
  editEstimateLine,
  removeEstimateLine,
} from './commands.ts'
import { estimateGatherable, gatherEstimate } from './gather.ts'
import { saveEstimateGrid } from './grid.ts'
import { applyEstimateLines, checkEstimateLines, showEstimateImportRows } from './import.ts'
import { compareEstimate, listEstimates, showEstimate, showEstimateLine } from './queries.ts'
import { agreeEstimate, returnEstimate, sendEstimate } from './rounds.ts'
import { estimateWorkbook } from './workbook.ts'

const { system, as } = await testSystem()
let officer: Someone
let finance: Someone
let plan: { id: number; firstYear: number }
let leaf: { id: number; code: string }
let sourceId: number
let normId: number

beforeAll(async () => {
  officer = await as('coordinator')
  finance = await as('finance')
  const row = await system.db.selectFrom('plan').select(['id', 'startsOn']).executeTakeFirstOrThrow()
  plan = { id: row.id, firstYear: Number(row.startsOn.slice(0, 4)) }
  const lines = await system.db
    .selectFrom('budgetLine as l')
    .innerJoin('budgetLineYear as y', 'y.lineId', 'l.id')
    .select(['l.id', 'l.code', 'l.parentId'])
    .where('l.planId', '=', plan.id)
    .where('y.year', '=', plan.firstYear)
    .orderBy('l.ord')
    .execute()
  const found = lines.find(({ id }) => lines.every(({ parentId }) => parentId !== id))
  if (found === undefined) throw new Error('no line')
  leaf = found
  sourceId = (
    await system.db.selectFrom('fundingSource').select('id').orderBy('ord').executeTakeFirstOrThrow()
  ).id
  const { id: instrumentId } = await system.db
    .selectFrom('legalInstrument')
    .select('id')
    .executeTakeFirstOrThrow()
  normId = (
    await officer.run(addNorm, {
      ...{ instrumentId, article: 'Điều 4', kind: 'fixed', ceilingUnit: 'course', ceiling: '50000000' },
      ...{ whenOver: 'approved', validFrom: '2000-01-01', name: 'Mở lớp (thử)' },
    })
  ).id
})

const begin = async () =>
  (await officer.run(createEstimate, { planId: plan.id, year: plan.firstYear, title: 'Dự toán thử' })).id
const line = (change: object = {}) => ({
  ...{ title: 'Mở lớp 5S', quantity: 2, unit: 'lớp', unitCost: '40000000', sourceId, lineId: leaf.id },
  ...change,
})
const show = (id: number) => officer.run(showEstimate, { id })
const versionOf = async (id: number) => (await show(id)).version
/** Brings an estimate to its end, so that the next of the year may begin. */
async function finish(id: number) {
  if ((await show(id)).estimateLines.length === 0) await officer.run(addEstimateLine, { id, ...line() })
  if ((await show(id)).state !== 'sent') await officer.run(sendEstimate, { id, version: await versionOf(id) })
  await finance.run(agreeEstimate, { id, version: await versionOf(id), overNormAgreed: true })
}

test('a year has one estimate under way; the next is begun when that is agreed', async () => {
  const id = await begin()
  expect((await problemOf(begin())).code).toBe('estimates.twice')
  const outside = await problemOf(officer.run(createEstimate, { planId: plan.id, year: 1990, title: 'x' }))
  expect(outside.fields).toMatchObject([{ field: 'year' }])
  await officer.run(editEstimate, { id, version: 1, title: 'Dự toán 2', note: 'Theo báo giá' })
  expect((await officer.run(listEstimates, { state: 'draft', sort: 'amount' })).rows).toMatchObject([
    { id, title: 'Dự toán 2' },
  ])
  await finish(id)
  await finish(await begin())
})

test('lines are added, corrected, taken out one by one; a norm that may be exceeded wants a reason', async () => {
  const id = await begin()
  const above = line({ unitCost: '60000000', normId })
  const asked = await problemOf(officer.run(addEstimateLine, { id, ...above }))
  expect(asked.fields).toMatchObject([{ field: 'overNormReason' }])
  const { lineId } = await officer.run(addEstimateLine, {
    id,
    ...above,
    overNormReason: 'Mời giảng viên ở xa',
  })
  const shown = await show(id)
  expect(shown.verdicts).toMatchObject([{ lineId, outcome: 'over', above: true }])
  expect(shown).toMatchObject({ amount: 120_000_000n, byLine: [{ amount: 120_000_000n }] })
  await officer.run(editEstimateLine, {
    ...{ id, estimateLine: lineId, version: await versionOf(id) },
    ...line({ unitCost: '45000000', normId }),
  })
  expect(await officer.run(showEstimateLine, { id: lineId })).toMatchObject({ amount: 90_000_000n })
  const stale = await problemOf(
    officer.run(removeEstimateLine, { id, estimateLine: lineId, version: 1, reason: 'x' }),
  )
  expect(stale.status).toBe(409)
  await officer.run(removeEstimateLine, {
    ...{ id, estimateLine: lineId, version: await versionOf(id), reason: 'Gộp' },
  })
  expect((await show(id)).estimateLines).toEqual([])
  await finish(id)
})

test('the grid saves all lines at once: new, changed, taken out; five hundred of them quickly', async () => {
  const id = await begin()
  const typed = { line: leaf.code, quantity: '2', unit: 'cuộc', unitCost: '15 triệu' }
  const first = await officer.run(saveEstimateGrid, {
    ...{ id, version: 1 },
    lines: [{ ...typed, title: 'Hội thảo' }, {}, { ...typed, title: 'Hội nghị', norm: 'mo lop (thu)' }],
  })
  expect(first).toMatchObject({ added: 2, changed: 0, removed: 0 })
  const [one, two] = (await show(id)).estimateLines
  expect(two).toMatchObject({ title: 'Hội nghị', amount: 30_000_000n, normId })
  const second = await officer.run(saveEstimateGrid, {
    ...{ id, version: first.version },
    lines: [
      { ...typed, id: one?.id, title: 'Hội thảo', remove: 'true' },
      { ...typed, id: two?.id, title: 'Hội nghị', norm: 'Mở lớp (thử)', quantity: 3 },
    ],
  })
  expect(second).toMatchObject({ added: 0, changed: 1, removed: 1 })
  expect((await show(id)).amount).toBe(45_000_000n)
  const wrong = await problemOf(
    officer.run(saveEstimateGrid, { id, version: second.version, lines: [{ title: 'x', line: 'Z' }] }),
  )
  expect(wrong.fields.map(({ field }) => field)).toEqual([
    'lines.0.quantity',
    'lines.0.unit',
    'lines.0.unitCost',
    'lines.0.line',
  ])
  const strange = await problemOf(
    officer.run(saveEstimateGrid, {
      ...{ id, version: second.version },
      lines: [{ ...typed, id: 999_999, title: 'x' }],
    }),
  )
  expect(strange.status).toBe(404)
  const many = await officer.run(saveEstimateGrid, {
    ...{ id, version: second.version },
    lines: Array.from({ length: 500 }, (_, at) => ({ ...typed, title: `Dòng ${at}` })),
  })
  expect(many.added).toBe(500)
  await finish(id)
})

test('it is drawn up from the approved plan of the year, unpaid commitments and duties, each once', async () => {
  const leader = await as('leader')
  const { id: yearlyPlan } = await officer.run(createYearlyPlan, {
    ...{ planId: plan.id, year: plan.firstYear, title: 'Kế hoạch năm thử' },
  })
  const { lineId: planLine } = await officer.run(addLine, {
    id: yearlyPlan,
    ...line({ counterpart: '1000000' }),
  })
  const id = await begin()
  const before = await officer.run(estimateGatherable, { id })
  expect(before).toMatchObject({ yearlyPlan: { id: yearlyPlan, approved: false }, planLines: [] })
  await officer.run(sendYearlyPlan, { id: yearlyPlan, version: 2 })
  await leader.run(approveYearlyPlan, {
    ...{ id: yearlyPlan, version: 3, number: '9/KH-UBND', decidedOn: '2024-12-20' },
  })
  const { planLines, duties } = await officer.run(estimateGatherable, { id })
  expect(planLines).toMatchObject([{ id: planLine }])
  const [duty] = duties
  const { added } = await officer.run(gatherEstimate, {
    ...{ id, planLineIds: [planLine], dutyItemIds: duty === undefined ? [] : [duty.id] },
  })
  expect(added).toBe(duty === undefined ? 1 : 2)
  const { estimateLines } = await show(id)
  expect(estimateLines).toContainEqual(
    expect.objectContaining({ planLineId: planLine, amount: 80_000_000n, counterpart: 1_000_000n }),
  )
  const twice = await problemOf(officer.run(gatherEstimate, { id, planLineIds: [planLine] }))
  expect(twice.code).toBe('estimates.gone')
  if (duty !== undefined) {
    const lacking = await problemOf(officer.run(sendEstimate, { id, version: await versionOf(id) }))
    expect(lacking.code).toBe('estimates.wrongLines')
    const open = estimateLines.find(({ dutyItemId }) => dutyItemId !== null)
    await officer.run(editEstimateLine, {
      ...{ id, estimateLine: open?.id, version: await versionOf(id) },
      ...line({ title: 'Nhiệm vụ', quantity: 1 }),
    })
  }
  await finish(id)
})

test('finance returns it with remarks, then agrees; rounds are kept and stand side by side', async () => {
  const id = await begin()
  const empty = await problemOf(officer.run(sendEstimate, { id, version: 1 }))
  expect(empty.code).toBe('estimates.empty')
  const { lineId } = await officer.run(addEstimateLine, {
    ...{ id, ...line({ unitCost: '60000000', normId, overNormReason: 'Xa' }) },
  })
  await officer.run(sendEstimate, { id, version: 2 })
  expect((await finance.run(listNotices, {})).rows.map(({ href }) => href)).toContain(`/estimates/${id}`)
  const locked = await problemOf(officer.run(addEstimateLine, { id, ...line() }))
  expect(locked.code).toBe('estimates.sent')
  await finance.run(returnEstimate, { id, version: 3, remarks: 'Giảm đơn giá' })
  await officer.run(editEstimateLine, {
    ...{ id, estimateLine: lineId, version: 4 },
    ...line({ unitCost: '55000000', normId, overNormReason: 'Xa' }),
  })
  await officer.run(addEstimateLine, {
    id,
    ...line({ title: 'In tài liệu', quantity: 1, unitCost: '1000000' }),
  })
  await officer.run(sendEstimate, { id, version: 6 })
  const unsaid = await problemOf(finance.run(agreeEstimate, { id, version: 7 }))
  expect(unsaid.code).toBe('estimates.overNorm')
  await finance.run(agreeEstimate, { id, version: 7, overNormAgreed: true, remarks: 'Hợp lý' })
  expect(await show(id)).toMatchObject({
    state: 'agreed',
    rounds: [
      { place: 2, outcome: 'agreed', amount: 111_000_000n },
      { place: 1, outcome: 'returned', remarks: 'Giảm đơn giá', amount: 120_000_000n },
    ],
  })
  const compared = await finance.run(compareEstimate, { id })
  expect(compared.lines).toMatchObject([
    { title: 'Mở lớp 5S', amounts: [120_000_000n, 110_000_000n], now: 110_000_000n },
    { title: 'In tài liệu', amounts: [null, 1_000_000n], now: 1_000_000n },
  ])
  const late = await problemOf(finance.run(returnEstimate, { id, version: 8, remarks: 'x' }))
  expect(late.code).toBe('estimates.notSent')
})

test('its workbook is edited and comes in again: lines change by their number', async () => {
  const id = await begin()
  await officer.run(addEstimateLine, { id, ...line() })
  const { lineId } = await officer.run(addEstimateLine, { id, ...line({ title: 'Hội thảo', quantity: 1 }) })
  const file = await officer.run(estimateWorkbook, { id })
  const whole = await officer.run(uploadFile, { name: file.name, bytes: Buffer.from(file.base64, 'base64') })
  const unchanged = await officer.run(checkEstimateLines, { fileId: whole.id, estimateId: id })
  const outcomesOf = async (importId: number) =>
    (await officer.run(showEstimateImportRows, { id: importId })).rows.map(({ outcome }) => outcome)
  expect(await outcomesOf(unchanged.id)).toEqual(['same', 'same'])
  const text = [
    'Mã dòng\tNội dung chi\tMục dự toán\tSố lượng\tĐơn vị\tĐơn giá (đồng)\tĐịnh mức áp dụng',
    `${lineId}\tHội thảo khoa học\t${leaf.code}\t2\tcuộc\t40000000\t`,
    `\tMở lớp mới\t${leaf.code}\t1\tlớp\t30000000\tMở lớp (thử)`,
    `\tMở lớp lạ\tZ.9\t1\tlớp\t30000000\t`,
  ].join('\n')
  const checked = await officer.run(checkEstimateLines, { text, estimateId: id })
  expect(await outcomesOf(checked.id)).toEqual(['changed', 'new', 'error'])
  expect(await officer.run(applyEstimateLines, { id: checked.id })).toMatchObject({ added: 1, changed: 1 })
  expect((await show(id)).estimateLines.map(({ title, quantity }) => `${title} ${quantity}`)).toEqual([
    'Mở lớp 5S 2',
    'Hội thảo khoa học 2',
    'Mở lớp mới 1',
  ])
  await finish(id)
})
