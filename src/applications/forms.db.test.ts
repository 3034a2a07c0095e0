import { beforeAll, describe, expect, test } from 'vitest'
import {
  addProduct,
  editEnterprise,
  listUnits,
  registerEnterprise,
  showEnterprise,
} from '../enterprises/index.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { foreseeSupport } from './eligibility.ts'
import { fileApplication } from './file.ts'
import { listForms, removeForm, setForm } from './forms.ts'
import { showApplication } from './queries.ts'

let house: TestSystem
let coordinator: Someone
let unit: number
let contentId: number
let planId: number

beforeAll(async () => {
  house = await testSystem()
  coordinator = await house.as('coordinator')
  const units = await coordinator.run(listUnits, {})
  unit = units.find((row) => row.name.includes('Vĩnh Châu'))?.id ?? 0
  contentId = (
    await house.system.db.selectFrom('supportContent').select('id').orderBy('id').executeTakeFirstOrThrow()
  ).id
  planId = (await coordinator.run(listForms, {})).plan.id
})

const said = async (legalForm?: string) => {
  const { findings } = await coordinator.run(foreseeSupport, { contentId, unitId: unit, legalForm })
  return findings.find(({ rule }) => rule === 'legalForm')
}
const set = (legalForm: string, given: Record<string, unknown> = {}) =>
  coordinator.run(setForm, { planId, legalForm, version: 0, granted: 'supported', article: 'II.2', ...given })

describe('what a plan grants to each legal form', () => {
  test('while the plan says nothing of legal forms, the form is no condition', async () => {
    expect(await said('household')).toBeUndefined()
    expect((await coordinator.run(listForms, {})).forms.map(({ granted }) => granted)).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  test('what is entered is held against an application and against whoever asks, with the article of the plan', async () => {
    await set('company')
    await set('household', { granted: 'not_supported', note: 'chỉ được tập huấn' })
    expect(await said('company')).toMatchObject({ outcome: 'met' })
    expect(await said('household')).toMatchObject({
      outcome: 'failed',
      words: { vi: expect.stringContaining('tập huấn') },
    })
    expect((await said('household'))?.source.vi).toContain('II.2')
    expect(await said('cooperative')).toMatchObject({ outcome: 'open' })
    expect(await said()).toMatchObject({ outcome: 'open' })

    const { id: enterpriseId, version } = await coordinator.run(registerEnterprise, {
      ...{ taxCode: '0100109106', name: 'Hộ kinh doanh Tư Sang', address: '1 Lê Lợi', adminUnitId: unit },
      ...{ sectorGroup: 'production', legalForm: 'household', industryCode: '10.20' },
    })
    const { id } = await coordinator.run(fileApplication, {
      ...{
        enterpriseId,
        contentId,
        year: 2026,
        description: 'x',
        requested: '10000000',
        ownFunds: '10000000',
      },
    })
    const found = async () =>
      (await coordinator.run(showApplication, { id })).findings.find(({ rule }) => rule === 'legalForm')
        ?.outcome
    expect(await found()).toBe('failed')
    const record = await coordinator.run(showEnterprise, { id: enterpriseId })
    expect(record).toMatchObject({ legalForm: 'household', industryCode: '1020' })
    const { taxCode, name, address, sectorGroup } = record
    const form = { taxCode, name, address, sectorGroup, adminUnitId: unit, legalForm: 'company' }
    await coordinator.run(editEnterprise, { ...form, id: enterpriseId, version })
    expect(await found()).toBe('met')
  })

  test('a row is corrected by the version that was seen, and taken back', async () => {
    expect(await problemOf(set('household'))).toMatchObject({ status: 409 })
    await set('household', { version: 1, article: 'II.3' })
    await coordinator.run(removeForm, { planId, legalForm: 'household', version: 2 })
    expect(await said('household')).toMatchObject({ outcome: 'open' })
    expect(
      await problemOf(coordinator.run(removeForm, { planId, legalForm: 'household', version: 2 })),
    ).toMatchObject({
      status: 404,
    })
    expect(await problemOf((await house.as('leader')).run(setForm, { planId }))).toMatchObject({
      status: 403,
    })
  })
})

test.each([
  ['8934567', 'GTIN có 8, 12, 13 hoặc 14'],
  ['4006381333932', 'chữ số kiểm tra'],
])('the GTIN %s of a product is refused with its reason', async (gtin, reason) => {
  const { id } = await coordinator.run(registerEnterprise, {
    ...{ taxCode: gtin.length === 7 ? '2200108445' : '0101248141', name: 'Gạo', address: '1 Lê Lợi' },
    ...{ adminUnitId: unit, sectorGroup: 'production' },
  })
  const problem = await problemOf(coordinator.run(addProduct, { id, name: 'Gạo thơm', gtin }))
  expect(problem.fields).toMatchObject([{ field: 'gtin', words: { vi: expect.stringContaining(reason) } }])
  await coordinator.run(addProduct, { id, name: 'Gạo thơm', gtin: '400-6381 333931' })
  expect((await coordinator.run(showEnterprise, { id })).products).toMatchObject([{ gtin: '4006381333931' }])
})
