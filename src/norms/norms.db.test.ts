import { beforeAll, expect, test } from 'vitest'
import {
  appraiseApplication,
  checkApplication,
  decideApplication,
  fileApplication,
  showApplication,
} from '../applications/index.ts'
import { filing, versionOf } from '../applications/testing.ts'
import { roles } from '../platform/actor.ts'
import { allocate, contentId, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { addNorm, confirmNorm, correctNorm, endNorm } from './commands.ts'
import { applyNorms, checkNorms, showNormImportRows } from './import.ts'
import { listNorms, showNorm } from './queries.ts'

const nscl = await testSystem()
const { system, as } = nscl
let officer: Someone
let leader: Someone
let instrumentId: number

beforeAll(async () => {
  officer = await as('coordinator')
  leader = await as('leader')
  await allocate(system, 2025, 900_000_000n)
  const resolution = await system.db
    .selectFrom('legalInstrument')
    .select('id')
    .where('number', '=', '11/2023/NQ-HĐND')
    .executeTakeFirstOrThrow()
  instrumentId = resolution.id
})

const norm = (change: Readonly<Record<string, unknown>> = {}) => ({
  ...{ instrumentId, article: 'Điều 3', name: 'Hỗ trợ áp dụng hệ thống quản lý', kind: 'fixed' },
  ...{ ceiling: '60 triệu', ceilingUnit: 'contract', whenOver: 'stopped', validFrom: '01/01/2024' },
  ...change,
})

/** An application for 90 million of 120, checked. */
async function checked(change: Readonly<Record<string, unknown>>) {
  const { id } = await officer.run(fileApplication, await filing(nscl, await makeEnterprise(system), change))
  await officer.run(checkApplication, { id, version: await versionOf(officer, id), outcome: 'checked' })
  return id
}
const appraise = async (id: number, amount: string, more: object = {}) =>
  officer.run(appraiseApplication, {
    ...{ id, version: await versionOf(officer, id), amount, note: 'Đề xuất' },
    ...more,
  })
const decide = async (id: number, more: object = {}) =>
  leader.run(decideApplication, {
    ...{ id, version: await versionOf(leader, id), outcome: 'accept', reason: 'Đủ điều kiện' },
    ...{ decisionNumber: `QĐ-${id}`, decidedOn: '2025-02-01', ...more },
  })

test('the bounds of Decree 37/2026/NĐ-CP come with the program; everybody reads norms, the office alone enters them', async () => {
  const { rows } = await (await as('public')).run(listNorms, { sort: 'name' })
  expect(
    rows.map(({ instrument, article, share, ceiling }) => ({ instrument, article, share, ceiling })),
  ).toEqual([
    { instrument: '37/2026/NĐ-CP', article: 'Điều 12 khoản 2', share: 80, ceiling: null },
    { instrument: '37/2026/NĐ-CP', article: 'Điều 12 khoản 3', share: 30, ceiling: null },
  ])
  for (const role of roles.filter((each) => each !== 'coordinator'))
    expect(
      (
        await problemOf(
          (
            await as(role, role === 'enterprise' ? { enterpriseId: await makeEnterprise(system) } : {})
          ).run(addNorm, norm()),
        )
      ).status,
      role,
    ).toBe(403)
})

test('all that is wrong with a norm is told at once', async () => {
  const { fields } = await problemOf(
    officer.run(addNorm, {
      ...norm({ kind: 'share', ceilingUnit: undefined, article: '', instrumentId: 999_999 }),
      validTo: '2023-01-01',
      perYears: 2,
    }),
  )
  expect(fields.map(({ field }) => field).sort()).toEqual(
    ['article', 'ceilingUnit', 'instrumentId', 'mostTimes', 'share', 'validTo'].sort(),
  )
})

test('an amount above a norm that is not exceeded cannot be appraised; the norm is not changed afterwards but ended', async () => {
  const food = await contentId(system, 'food-safety')
  const { id: normId } = await officer.run(addNorm, norm({ contentId: food }))
  expect((await problemOf(officer.run(addNorm, norm({ contentId: food })))).code).toBe('norms.twice')
  const id = await checked({})
  const refused = await problemOf(appraise(id, '90 triệu'))
  expect(refused.fields).toMatchObject([{ field: 'amount' }])
  expect(refused.fields[0]?.words.vi).toContain('11/2023/NQ-HĐND, Điều 3')
  // More units do not raise what is of one contract.
  expect((await problemOf(appraise(id, '60.000.001', { units: 3 }))).status).toBe(422)
  await appraise(id, '60 triệu')
  const shown = await officer.run(showApplication, { id })
  expect(shown.findings.find(({ rule }) => rule === 'norm')).toMatchObject({ outcome: 'met' })
  const { version } = await officer.run(showNorm, { id: normId })
  expect(
    (await problemOf(officer.run(correctNorm, { ...norm({ ceiling: '1' }), id: normId, version }))).code,
  ).toBe('norms.used')
  await officer.run(endNorm, { id: normId, validTo: '2025-12-31', reason: 'Nghị quyết mới' })
  expect(await officer.run(showNorm, { id: normId })).toMatchObject({ validTo: '2025-12-31' })
  await decide(id)
})

test('a norm that may be exceeded wants a reason, and the consent of who decides', async () => {
  const other = await contentId(system, 'quality-management')
  await officer.run(addNorm, norm({ contentId: other, whenOver: 'approved' }))
  const id = await checked({ contentId: other })
  expect((await problemOf(appraise(id, '90 triệu'))).fields).toMatchObject([{ field: 'overReason' }])
  await appraise(id, '90 triệu', { overReason: 'Hai nhà máy' })
  expect((await problemOf(decide(id))).fields).toMatchObject([{ field: 'overAgreed' }])
  await decide(id, { overAgreed: 'on' })
  expect(await leader.run(showApplication, { id })).toMatchObject({
    overNormReason: 'Hai nhà máy',
    overNormAgreed: true,
  })
})

test('a norm of one place, of one day, of one size is none elsewhere', async () => {
  const content = await contentId(system, 'occupational-health')
  for (const [at, change] of [
    { province: 'Đồng Nai' },
    { validFrom: '2025-06-01' },
    { sizeClass: 'large' },
  ].entries())
    await officer.run(addNorm, norm({ contentId: content, article: `Điều ${at + 10}`, ...change }))
  const id = await checked({ contentId: content })
  await appraise(id, '90 triệu')
  expect((await officer.run(showApplication, { id })).state).toBe('appraised')
})

test('a table of norms comes in, row by row, and what was appraised by is left as it is', async () => {
  const table = (ceiling: string, name = 'Tư vấn') =>
    [
      'Khoản chi;Văn bản;Điều, khoản;Loại mức chi;Mức tối đa (đồng);Mức tối đa tính cho;Tỷ lệ tối đa (%);Quy mô doanh nghiệp;Áp dụng từ ngày',
      `${name};11/2023/NQ-HĐND;Điều 5;Mức tiền cố định;${ceiling};hợp đồng/năm;50;Nhỏ;01/01/2024`,
      'Khảo sát;11/2023/NQ-HĐND;Điều 6;Mức tiền cố định;50000;phiếu;;;01/01/2024',
      'Sai văn bản;99/2023/NQ-HĐND;Điều 6;Mức tiền cố định;50000;phiếu;;;01/01/2024',
      'Thiếu đơn vị;11/2023/NQ-HĐND;Điều 7;Mức tiền cố định;50000;;;;01/01/2024',
      'Hệ thống quản lý;11/2023/NQ-HĐND;Điều 8;Theo thực tế chi;;;;;31/02/2024',
    ].join('\n')
  const first = await officer.run(checkNorms, { text: table('50.000.000') })
  expect(first).toMatchObject({ added: 2, changed: 0, refused: 3 })
  const { rows } = await officer.run(showNormImportRows, { id: first.id })
  expect(rows.map(({ outcome, problems }) => [outcome, problems.map(({ column }) => column)])).toEqual([
    ['new', []],
    ['new', []],
    ['error', ['instrument']],
    ['error', ['ceilingUnit']],
    ['error', ['validFrom']],
  ])
  await officer.run(applyNorms, { id: first.id })
  const again = await officer.run(checkNorms, { text: table('40.000.000') })
  expect(again).toMatchObject({ added: 0, changed: 1, unchanged: 1, refused: 3 })
  await officer.run(applyNorms, { id: again.id })
  const { rows: kept } = await officer.run(listNorms, { q: 'tu van' })
  expect(kept).toMatchObject([{ ceiling: 40_000_000n, share: 50, sizeClass: 'small' }])
})

test('whoever held a norm against its instrument says so', async () => {
  const { rows } = await officer.run(listNorms, { q: 'khao sat' })
  const [row] = rows
  await system.db
    .updateTable('norm')
    .set({ toCheck: true })
    .where('id', '=', row?.id ?? 0)
    .execute()
  await officer.run(confirmNorm, { id: row?.id })
  expect(await officer.run(showNorm, { id: row?.id })).toMatchObject({ toCheck: false })
})

test('a share that is too small to be kept is told of, as is one above all', async () => {
  for (const share of [1e-9, 0, -1, 100.1])
    expect(
      (await problemOf(officer.run(addNorm, norm({ kind: 'share', share })))).fields,
      String(share),
    ).toMatchObject([{ field: 'share' }])
  await officer.run(addNorm, norm({ kind: 'share', share: 0.001, name: 'Nhỏ nhất' }))
})
