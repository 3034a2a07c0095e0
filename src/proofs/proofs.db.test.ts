import { beforeAll, expect, test } from 'vitest'
import { fileApplication, showApplication } from '../applications/index.ts'
import { rankApplications } from '../applications/rank-queries.ts'
import { filing } from '../applications/testing.ts'
import {
  addProduct,
  listEnterprises,
  listUnits,
  registerEnterprise,
  setCriterion,
  showEnterprise,
  taxCheckDigit,
} from '../enterprises/index.ts'
import { addEntry, addList, endList } from '../key-products/index.ts'
import { mergeDouble } from '../mergers/merge.ts'
import { undoMerge } from '../mergers/undo.ts'
import { listNotices } from '../notices/index.ts'
import { activePlan } from '../plan/index.ts'
import { addDays, today, yearOf } from '../platform/dates.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { listWork } from '../work/index.ts'
import {
  confirmProof,
  endProof,
  matchProduct,
  recordMeasure,
  refuseProof,
  withdrawProof,
} from './commands.ts'
import { listCriterionRules, removeCriterionRule, setCriterionRule } from './criterion-rules.ts'
import { applyMeasures, checkMeasures, showMeasureImportRows } from './import.ts'
import { confirmProofs } from './many-pages.tsx'
import { listProofs, matchChoices, showProof } from './queries.ts'

const test_ = await testSystem()
const { system, as, evidence } = test_
const day = today(system.now())
const running = yearOf(day)
let officer: Someone
let other: Someone
let unit: number
let criteria: { criterionId: number; code: string; bySize: boolean }[]
let instruments: number[]
let next = 220_700_000

beforeAll(async () => {
  officer = await as('coordinator')
  other = await as('coordinator')
  unit = (await officer.run(listUnits, {}))[0]?.id ?? 0
  const plan = await activePlan({ db: system.db, planId: null })
  criteria = (await officer.run(listCriterionRules, {})).filter(({ plan: of }) => of === plan.number)
  const rows = await system.db.selectFrom('legalInstrument').select('id').orderBy('id').limit(4).execute()
  instruments = rows.map(({ id }) => id)
})

async function enterprise(name: string) {
  let digit: number | null = null
  while (digit === null) digit = taxCheckDigit(String(++next))
  const { id } = await officer.run(registerEnterprise, {
    ...{ taxCode: `${next}${digit}`, name, address: `Số ${next} Mẫu`, adminUnitId: unit },
    ...{ sectorGroup: 'production', legalForm: 'company' },
  })
  const { productId } = await officer.run(addProduct, { id, name: 'Gạo thơm' })
  return { id, productId, owner: await as('enterprise', { enterpriseId: id }) }
}

const criterion = (code: string) => criteria.find((one) => one.code === code)?.criterionId ?? 0
const stand = async (id: number, code: string) =>
  (await officer.run(showEnterprise, { id })).criteria.find((one) => one.code === code)
const listed = async (at: number, name = 'Gạo', change: object = {}) => {
  const { id: listId } = await officer.run(addList, {
    ...{ instrumentId: instruments[at], validFrom: '2020-01-01', ...change },
  })
  return { listId, entry: (await officer.run(addEntry, { id: listId, name })).id }
}
const paper = (of: number) => evidence('minh-chung.pdf', of)

test('a product is matched by its owner with a document, and confirmed by an officer who did not enter it', async () => {
  const { id, productId, owner } = await enterprise('Doanh nghiệp gạo')
  const { listId, entry } = await listed(0)
  expect((await owner.run(matchChoices, { id })).entries.map((one) => one.id)).toContain(entry)
  const match = { id, productId, keyProductId: entry, note: 'Trồng và chế biến tại tỉnh' }
  expect((await problemOf(owner.run(matchProduct, match))).fields).toMatchObject([{ field: 'fileId' }])
  const proof = await owner.run(matchProduct, { ...match, fileId: await paper(id) })
  expect(
    (await problemOf(owner.run(matchProduct, { ...match, fileId: await paper(id) }))).fields,
  ).toMatchObject([{ field: 'keyProductId' }])
  expect((await problemOf(owner.run(confirmProof, { id: proof.id, version: 1 }))).status).toBe(403)
  const waits = (await officer.run(listWork, {})).rows.filter(({ kind }) => kind === 'proofs.confirm')
  expect(waits).toHaveLength(1)
  expect((await officer.run(listNotices, {})).rows[0]?.subject.vi).toContain('Gạo thơm')
  expect((await officer.run(showEnterprise, { id })).products[0]?.keyProducts).toEqual([])
  await officer.run(confirmProof, { id: proof.id, version: 1 })
  expect((await officer.run(showEnterprise, { id })).products[0]?.keyProducts).toMatchObject([
    { proofId: proof.id, entry: 'Gạo' },
  ])
  expect((await owner.run(listNotices, {})).rows[0]?.subject.vi).toContain('Đã xác nhận')
  const makers = await officer.run(listEnterprises, { keyProduct: 'yes' })
  expect(makers.rows.map((row) => [row.id, row.keyProducts])).toEqual([[id, 'Gạo thơm']])
  expect((await officer.run(listEnterprises, { keyProduct: 'no' })).rows.map((row) => row.id)).not.toContain(
    id,
  )
  // the list ends: it counts no more, and who owns the product matches it again
  await officer.run(endList, { id: listId, validTo: addDays(day, -1), reason: 'Hết giai đoạn' })
  expect((await officer.run(showProof, { id: proof.id })).state).toBe('lapsed')
  expect((await officer.run(listProofs, { state: 'lapsed' })).rows.map((row) => row.id)).toEqual([proof.id])
  expect((await officer.run(showEnterprise, { id })).products[0]?.keyProducts).toEqual([])
  expect((await owner.run(listNotices, {})).rows[0]?.subject.vi).toContain('áp dụng đến hết ngày')
  const again = () =>
    owner.run(listWork, {}).then(({ rows }) => rows.filter(({ kind }) => kind === 'proofs.matchAgain'))
  expect(await again()).toHaveLength(1)
  expect(
    (await problemOf(owner.run(matchProduct, { ...match, fileId: await paper(id) }))).fields.map(
      (one) => one.field,
    ),
  ).toContain('keyProductId')
  const { entry: later } = await listed(1, 'Gạo thơm các loại')
  await owner.run(matchProduct, { ...match, keyProductId: later, fileId: await paper(id) })
  expect(await again()).toHaveLength(0)
})

test('whoever entered a proof does not confirm it; one that is refused or withdrawn leaves the criterion unknown', async () => {
  const { id, owner } = await enterprise('Doanh nghiệp thủy sản')
  const measure = {
    id,
    kind: 'local_share',
    year: running - 1,
    value: '62,5',
    unit: '%',
    note: 'Bảng kê mua',
  }
  const first = await officer.run(recordMeasure, { ...measure, fileId: await evidence() })
  expect((await problemOf(officer.run(confirmProof, { id: first.id, version: 1 }))).code).toBe(
    'controls.samePerson',
  )
  await other.run(refuseProof, { id: first.id, version: 1, reason: 'Bảng kê không có dấu' })
  expect((await officer.run(showProof, { id: first.id })).state).toBe('refused')
  const second = await owner.run(recordMeasure, { ...measure, fileId: await paper(id) })
  await owner.run(withdrawProof, { id: second.id, version: 1, reason: 'Nhầm năm' })
  const stranger = (await enterprise('Doanh nghiệp khác')).owner
  expect((await problemOf(stranger.run(showProof, { id: second.id }))).status).toBe(404)
  expect(
    (await problemOf(owner.run(recordMeasure, { ...measure, value: 120, fileId: await paper(id) }))).fields,
  ).toMatchObject([{ field: 'value' }])
  expect(
    (await problemOf(owner.run(recordMeasure, { ...measure, year: running + 1, fileId: await paper(id) })))
      .fields,
  ).toMatchObject([{ field: 'year' }])
})

test('a criterion with a rule counts confirmed proofs of lists and years in force alone; unknown is never failed', async () => {
  const { id, productId, owner } = await enterprise('Doanh nghiệp xuất khẩu')
  const { entry } = await listed(2, 'Tôm')
  const application = await officer.run(fileApplication, await filing(test_, id))
  const inOrder = async () =>
    (await officer.run(rankApplications, { year: 2025 })).rows.find((row) => row.id === application.id)
      ?.met ?? []
  const declared = { id, criterionId: criterion('b'), version: 0, met: true, note: 'Tự khai' }
  await owner.run(setCriterion, { ...declared, fileId: await paper(id) })
  const rule = { source: 'Quyết định mẫu', validFrom: '2024-01-01', version: 0 }
  await officer.run(setCriterionRule, { id: criterion('b'), kind: 'key_product', ...rule })
  await officer.run(setCriterionRule, {
    ...{ id: criterion('đ'), kind: 'export_turnover', atLeast: '1.000.000', unit: 'USD', years: 1, ...rule },
  })
  // what was declared by word counts no more, and is not failed
  expect(await stand(id, 'b')).toMatchObject({
    met: null,
    proof: { kind: 'key_product', proofId: null, waits: false },
  })
  expect(
    (await problemOf(owner.run(setCriterion, { ...declared, version: 1, fileId: await paper(id) }))).fields,
  ).toMatchObject([{ field: 'met' }])
  const { id: match } = await owner.run(matchProduct, {
    ...{ id, productId, keyProductId: entry, note: 'Nuôi tại tỉnh', fileId: await paper(id) },
  })
  expect(await stand(id, 'b')).toMatchObject({ met: null, proof: { waits: true } })
  expect(await inOrder()).not.toContain('b')
  await officer.run(confirmProof, { id: match, version: 1 })
  expect(await stand(id, 'b')).toMatchObject({ met: true, by: 'proof', proof: { proofId: match } })
  expect(await inOrder()).toContain('b')
  const turnover = async (year: number, value: number, unit2 = 'USD') => {
    const { id: proof } = await owner.run(recordMeasure, {
      ...{ id, kind: 'export_turnover', year, value, unit: unit2, note: 'Tờ khai hải quan' },
      fileId: await paper(id),
    })
    await officer.run(confirmProof, { id: proof, version: 1 })
    return proof
  }
  await turnover(running - 2, 5_000_000)
  expect(await stand(id, 'đ')).toMatchObject({ met: null })
  const enough = await turnover(running - 1, 2_000_000)
  expect(await stand(id, 'đ')).toMatchObject({ met: true, proof: { proofId: enough } })
  expect(
    (await officer.run(showApplication, { id: application.id })).criteria.find(({ code }) => code === 'đ'),
  ).toMatchObject({
    ...{ met: true, unknown: false },
  })
  const ended = await officer.run(endProof, { id: enough, version: 2, reason: 'Tờ khai bị hủy' })
  expect(ended.version).toBe(3)
  expect(await stand(id, 'đ')).toMatchObject({ met: null })
  const less = await turnover(running - 1, 900_000)
  expect(await stand(id, 'đ')).toMatchObject({ met: false, by: 'proof', proof: { proofId: less } })
  await officer.run(removeCriterionRule, { id: criterion('đ') })
  expect(await stand(id, 'đ')).toMatchObject({ met: null, proof: null })
})

test('proofs go over when two records of one enterprise are merged, and back', async () => {
  const kept = await enterprise('Doanh nghiệp lặp một')
  const lost = await enterprise('Doanh nghiệp lặp hai')
  const { entry } = await listed(3, 'Bưởi')
  const { id: proof } = await lost.owner.run(matchProduct, {
    ...{
      id: lost.id,
      productId: lost.productId,
      keyProductId: entry,
      note: 'x',
      fileId: await paper(lost.id),
    },
  })
  const share = { kind: 'domestic_share', year: running - 1, value: 80, unit: '%', note: 'x' }
  await kept.owner.run(recordMeasure, { id: kept.id, ...share, fileId: await paper(kept.id) })
  const { id: doubled } = await lost.owner.run(recordMeasure, {
    id: lost.id,
    ...share,
    fileId: await paper(lost.id),
  })
  const versions = await Promise.all(
    [kept, lost].map(async ({ id }) => (await officer.run(showEnterprise, { id })).version),
  )
  const merged = await officer.run(mergeDouble, {
    ...{
      id: kept.id,
      lostId: lost.id,
      version: versions[0],
      lostVersion: versions[1],
      take: [],
      reason: 'Cùng một',
    },
  })
  expect(await officer.run(showProof, { id: proof })).toMatchObject({
    ...{ enterpriseId: kept.id, productId: kept.productId },
  })
  expect((await officer.run(showProof, { id: doubled })).enterpriseId).toBe(lost.id)
  await other.run(undoMerge, { id: merged.mergeId, reason: 'Gộp nhầm' })
  expect(await officer.run(showProof, { id: proof })).toMatchObject({
    ...{ enterpriseId: lost.id, productId: lost.productId },
  })
})

test('measures of many enterprises come in as a table and count once another person has confirmed them', async () => {
  const { id: one } = await enterprise('Công ty Một')
  const { id: two } = await enterprise('Công ty Hai')
  const codes = await system.db
    .selectFrom('enterprise')
    .select(['id', 'taxCode'])
    .where('id', 'in', [one, two])
    .orderBy('id')
    .execute()
  const [first = '', second = ''] = codes.map(({ taxCode }) => taxCode)
  const text = [
    'Mã số thuế\tSố liệu nào\tNăm\tGiá trị\tĐơn vị tính\tCăn cứ',
    `${first}\tKim ngạch xuất khẩu\t${running - 1}\t1200000\tđô la Mỹ\tTờ khai hải quan`,
    `${second}\tlocal_share\t${running - 1}\t62,5\t%\tBáo cáo của hội`,
    `${second}\tlocal_share\t${running - 1}\t70\t%\tBáo cáo của hội`,
    `0000000000\tlocal_share\t${running - 1}\t70\t%\tBáo cáo của hội`,
  ].join('\n')
  const { id } = await officer.run(checkMeasures, { text })
  const { rows } = await officer.run(showMeasureImportRows, { id })
  expect(rows.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'error', 'error'])
  await officer.run(applyMeasures, { id })
  const there = async () => (await officer.run(listProofs, { kind: 'local_share', enterpriseId: two })).rows
  expect(await there()).toMatchObject([
    { value: 62.5, unit: '%', state: 'proposed', file: null, importId: id },
  ])
  const ids = (await officer.run(listProofs, { year: running - 1, state: 'proposed' })).rows
    .filter(({ importId }) => importId === id)
    .map((row) => String(row.id))
  // who wrote the table confirms none of it
  const own = await officer.run(confirmProofs, { ids })
  expect(own.done).toBe(0)
  const done = await other.run(confirmProofs, { ids })
  expect(done.done).toBe(2)
  expect(await there()).toMatchObject([{ state: 'confirmed' }])
  // the same table again changes nothing
  const again = await officer.run(checkMeasures, { text })
  expect(
    (await officer.run(showMeasureImportRows, { id: again.id })).rows.map(({ outcome }) => outcome),
  ).toEqual(['same', 'same', 'error', 'error'])
})
