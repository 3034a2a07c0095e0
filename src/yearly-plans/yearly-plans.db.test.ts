import { beforeAll, expect, test } from 'vitest'
import { delegateSigning } from '../controls/index.ts'
import { addNeed, takeUpNeed } from '../needs/index.ts'
import { showNeed } from '../needs/queries.ts'
import { addNorm } from '../norms/index.ts'
import { listNotices } from '../notices/index.ts'
import { today } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import { actorOfAccount } from '../platform/session.ts'
import { uploadFile } from '../platform/uploads.ts'
import { contentId, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { approveYearlyPlan, returnYearlyPlan, reviseYearlyPlan, sendYearlyPlan } from './approve.ts'
import { addBeside, addLine, createYearlyPlan, editLine, removeLine } from './commands.ts'
import { yearlyPlanFile } from './document.ts'
import { gatherable, gatherLines } from './gather.ts'
import { applyLines, checkLines, showLineImportRows } from './import.ts'
import { compareYearlyPlan, listYearlyPlans, showYearlyPlan, showYearlyPlanLine } from './queries.ts'

const { system, as } = await testSystem()
let officer: Someone
let leader: Someone
let plan: { id: number; firstYear: number }
let sourceId: number
let normId: number
let roleNormId: number
let content: number

beforeAll(async () => {
  officer = await as('coordinator')
  leader = await as('leader')
  const row = await system.db.selectFrom('plan').select(['id', 'startsOn']).executeTakeFirstOrThrow()
  plan = { id: row.id, firstYear: Number(row.startsOn.slice(0, 4)) }
  sourceId = (
    await system.db.selectFrom('fundingSource').select('id').orderBy('ord').executeTakeFirstOrThrow()
  ).id
  content = await contentId(system, 'basic-tool')
  const { id: instrumentId } = await system.db
    .selectFrom('legalInstrument')
    .select('id')
    .executeTakeFirstOrThrow()
  const norm = {
    ...{ instrumentId, article: 'Điều 4', kind: 'fixed', ceilingUnit: 'contract' },
    ...{ whenOver: 'approved', validFrom: '2000-01-01' },
  }
  normId = (
    await officer.run(addNorm, {
      ...norm,
      name: 'Hỗ trợ áp dụng công cụ (thử)',
      ceiling: '50000000',
      contentId: content,
    })
  ).id
  roleNormId = (
    await officer.run(addNorm, {
      ...norm,
      name: 'Họp hội đồng (thử)',
      role: 'Chủ tịch hội đồng',
      ceiling: '1500000',
      ceilingUnit: 'session',
      whenOver: 'stopped',
    })
  ).id
})

let years = 0
/** Somebody as the program knows them at their next request. */
async function anew(someone: Someone) {
  const actor = await actorOfAccount(system.db, someone.actor.userId ?? '', today(system.now()))
  if (actor === null) throw new Error('no account')
  return actor
}

/** A yearly plan; a plan has one for each year, so each is of a year of its own by moving the ones before aside. */
async function begin() {
  years += 1
  await system.db
    .updateTable('yearlyPlan')
    .set(({ eb }) => ({ year: eb('year', '+', years) }))
    .where('year', '=', plan.firstYear)
    .execute()
  const { id } = await officer.run(createYearlyPlan, {
    planId: plan.id,
    year: plan.firstYear,
    title: `Kế hoạch năm thử ${years}`,
    note: 'Ưu tiên chế biến thủy sản',
  })
  return id
}
const line = (change: object = {}) => ({
  ...{ title: 'Hỗ trợ 5S', quantity: 2, unit: 'hợp đồng', unitCost: '40000000', sourceId },
  ...change,
})
const versionOf = async (id: number) => (await officer.run(showYearlyPlan, { id })).version

test('a year of a plan has one yearly plan, of its own years alone', async () => {
  const id = await begin()
  const again = await problemOf(
    officer.run(createYearlyPlan, { planId: plan.id, year: plan.firstYear, title: 'Lần nữa' }),
  )
  expect(again.code).toBe('yearlyPlans.twice')
  const outside = await problemOf(
    officer.run(createYearlyPlan, { planId: plan.id, year: 1990, title: 'Ngoài' }),
  )
  expect(outside.fields).toMatchObject([{ field: 'year' }])
  const { rows } = await officer.run(listYearlyPlans, { state: 'draft', sort: 'amount' })
  expect(rows.map((row) => row.id)).toContain(id)
})

test('a line over its norm is stopped, or wants a reason where the norm allows it; norms of roles hold too', async () => {
  const id = await begin()
  const stopped = await problemOf(
    officer.run(addLine, {
      id,
      ...line({ title: 'Họp hội đồng', quantity: 4, unit: 'buổi', unitCost: '1600000', normId: roleNormId }),
    }),
  )
  expect(stopped.fields).toMatchObject([{ field: 'unitCost' }])
  await officer.run(addLine, {
    id,
    ...line({ title: 'Họp hội đồng', quantity: 4, unit: 'buổi', unitCost: '1500000', normId: roleNormId }),
  })
  const asked = await problemOf(officer.run(addLine, { id, ...line({ unitCost: '60000000', normId }) }))
  expect(asked.fields).toMatchObject([{ field: 'overNormReason' }])
  await officer.run(addLine, {
    id,
    ...line({ unitCost: '60000000', normId, overNormReason: 'Nhà máy nhiều phân xưởng' }),
  })
  const shown = await officer.run(showYearlyPlan, { id })
  expect(shown.amount).toBe(126_000_000n)
  expect(shown.verdicts.map(({ outcome, above }) => `${outcome} ${above}`).sort()).toEqual([
    'over true',
    'within false',
  ])
  const wrong = await problemOf(
    officer.run(addLine, { id, ...line({ targetQuantity: 2, normId: 999_999, lineId: 999_999 }) }),
  )
  expect(wrong.fields.map(({ field }) => field).sort()).toEqual(['lineId', 'normId', 'targetId'])
})

test('needs become a line by the norm of their content and keep their own outcome; the way leads both ways', async () => {
  const id = await begin()
  const one = await makeEnterprise(system)
  const need = {
    ...{ kind: 'system', text: 'Áp dụng 5S', contentId: content, quantity: 1 },
    year: plan.firstYear,
  }
  const first = await officer.run(addNeed, { ...need, enterpriseId: one })
  const second = await officer.run(addNeed, {
    ...need,
    enterpriseId: await makeEnterprise(system),
    quantity: 2,
    ownFunds: '10000000',
  })
  await system.db.updateTable('need').set({ planId: plan.id }).execute()
  await officer.run(takeUpNeed, { id: second.id })
  const waiting = await officer.run(gatherable, { id })
  expect(waiting.needs.map((row) => row.id)).toEqual(expect.arrayContaining([first.id, second.id]))
  const { added } = await officer.run(gatherLines, { id, needIds: [first.id, second.id] })
  expect(added).toBe(1)
  const { planLines } = await officer.run(showYearlyPlan, { id })
  expect(planLines).toMatchObject([
    { quantity: 3, unitCost: 50_000_000n, normId, counterpart: 10_000_000n, needs: [first.id, second.id] },
  ])
  const lineId = planLines[0]?.id ?? 0
  expect((await officer.run(showYearlyPlanLine, { id: lineId })).meets.map((row) => row.id)).toEqual([
    first.id,
    second.id,
  ])
  expect(await officer.run(showNeed, { id: first.id })).toMatchObject({
    state: 'new',
    planLines: [{ id: lineId }],
  })
  const owner = await as('enterprise', { enterpriseId: one })
  expect((await owner.run(showNeed, { id: first.id })).planLines).toEqual([])
  const twice = await problemOf(officer.run(gatherLines, { id, needIds: [first.id] }))
  expect(twice.code).toBe('yearlyPlans.gone')
  // Taken out, the needs wait again.
  await officer.run(removeLine, {
    id,
    planLine: lineId,
    version: await versionOf(id),
    reason: 'Gộp vào dòng khác',
  })
  expect((await officer.run(gatherable, { id })).needs.map((row) => row.id)).toContain(first.id)
})

test('it is sent, returned with remarks, mended and approved by another; versions are kept and compared', async () => {
  const id = await begin()
  const nothing = await problemOf(officer.run(sendYearlyPlan, { id, version: await versionOf(id) }))
  expect(nothing.code).toBe('yearlyPlans.empty')
  const { targets } = await officer.run(showYearlyPlan, { id })
  expect(targets).toEqual([])
  const target = await system.db
    .selectFrom('target')
    .select('id')
    .where('planId', '=', plan.id)
    .orderBy('ord')
    .executeTakeFirstOrThrow()
  const { lineId } = await officer.run(addLine, {
    id,
    ...line({
      unitCost: '60000000',
      normId,
      overNormReason: 'Nhiều phân xưởng',
      targetId: target.id,
      targetQuantity: 5,
    }),
  })
  await officer.run(addBeside, {
    id,
    programme: 'Nông thôn mới',
    document: 'Quyết định 263/QĐ-TTg',
    purpose: 'Truy xuất nguồn gốc sản phẩm OCOP',
    amount: '200000000',
  })
  const shown = await officer.run(showYearlyPlan, { id })
  expect(shown.targets).toMatchObject([{ brought: 5 }])
  expect(shown).toMatchObject({ amount: 120_000_000n, besideAmount: 200_000_000n })
  await officer.run(sendYearlyPlan, { id, version: await versionOf(id) })
  expect((await leader.run(listNotices, {})).rows.map(({ href }) => href)).toContain(`/yearly-plans/${id}`)
  const locked = await problemOf(officer.run(addLine, { id, ...line() }))
  expect(locked.code).toBe('yearlyPlans.sent')
  const approval = { id, number: '12/KH-UBND', decidedOn: '2024-01-15' }
  const denied = await problemOf(
    officer.run(approveYearlyPlan, { ...approval, version: await versionOf(id) }),
  )
  expect(denied.code).toBe('controls.samePerson')
  await leader.run(returnYearlyPlan, { id, version: await versionOf(id), remarks: 'Giảm đơn giá' })
  await officer.run(editLine, {
    id,
    planLine: lineId,
    version: await versionOf(id),
    ...line({ title: 'Hỗ trợ 5S, Kaizen', unitCost: '55000000', normId, overNormReason: 'Nhiều phân xưởng' }),
  })
  await officer.run(sendYearlyPlan, { id, version: await versionOf(id) })
  const unsaid = await problemOf(leader.run(approveYearlyPlan, { ...approval, version: await versionOf(id) }))
  expect(unsaid.code).toBe('yearlyPlans.overNorm')
  await leader.run(approveYearlyPlan, { ...approval, version: await versionOf(id), overNormAgreed: true })
  expect(await officer.run(showYearlyPlan, { id })).toMatchObject({
    state: 'approved',
    number: '12/KH-UBND',
    versions: [
      { place: 2, outcome: 'approved' },
      { place: 1, outcome: 'returned', remarks: 'Giảm đơn giá' },
    ],
  })
  const change = await officer.run(compareYearlyPlan, { id, from: 1, to: 2 })
  expect(change).toMatchObject({ before: 120_000_000n, after: 110_000_000n })
  expect(change.changes).toMatchObject([{ id: lineId, kind: 'changed' }])
  // A revision leaves what was approved until it is approved itself.
  await officer.run(reviseYearlyPlan, { id, version: await versionOf(id), reason: 'Bổ sung nhu cầu' })
  expect(await officer.run(showYearlyPlan, { id })).toMatchObject({ state: 'draft', number: '12/KH-UBND' })
})

test('whoever drew it up does not approve it, even where the agency signs for the committee', async () => {
  const other = await as('coordinator')
  const id = await begin()
  await officer.run(addLine, { id, ...line() })
  await officer.run(sendYearlyPlan, { id, version: await versionOf(id) })
  const agency = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'agency')
    .where('validTo', 'is', null)
    .executeTakeFirstOrThrow()
  const now = today(system.now())
  await leader.run(delegateSigning, {
    ...{ kind: 'yearlyPlan', agencyId: agency.id, fromDay: now },
    ...{ documentNumber: '5/QĐ-UBND', documentDate: now },
  })
  const approval = async () => ({
    ...{ id, version: await versionOf(id), number: '3/KH-SKHCN', decidedOn: '2024-01-15' },
  })
  const [drew, reads] = [await anew(officer), await anew(other)]
  const via = { via: 'page' } as const
  const apart = await problemOf(execute(system, approveYearlyPlan, drew, await approval(), via))
  expect(apart.code).toBe('controls.samePerson')
  await execute(system, approveYearlyPlan, reads, await approval(), via)
  expect((await officer.run(showYearlyPlan, { id })).state).toBe('approved')
})

test('its document, and its workbook, which comes in again with what is there left as it is', async () => {
  const id = await begin()
  await officer.run(addLine, { id, ...line() })
  const docx = await officer.run(yearlyPlanFile, { id, format: 'docx' })
  expect(Buffer.from(docx.base64, 'base64').subarray(0, 2).toString()).toBe('PK')
  const table = [
    '"Nội dung, hoạt động",Số lượng,Đơn vị,Đơn giá (đồng),Định mức áp dụng',
    'Hỗ trợ 5S,2,hợp đồng,40000000,',
    'Tập huấn công cụ,1,lớp,40000000,',
    'Họp hội đồng,2,buổi,9000000,Họp hội đồng (thử) (Chủ tịch hội đồng)',
  ].join('\n')
  const file = await officer.run(uploadFile, {
    name: 'ke-hoach-nam.csv',
    bytes: new TextEncoder().encode(table),
  })
  const checked = await officer.run(checkLines, { fileId: file.id, yearlyPlanId: id })
  const { rows } = await officer.run(showLineImportRows, { id: checked.id })
  expect(rows.map(({ outcome }) => outcome)).toEqual(['same', 'new', 'error'])
  await officer.run(applyLines, { id: checked.id })
  const { planLines } = await officer.run(showYearlyPlan, { id })
  expect(planLines.map(({ title }) => title)).toEqual(['Hỗ trợ 5S', 'Tập huấn công cụ'])
})
