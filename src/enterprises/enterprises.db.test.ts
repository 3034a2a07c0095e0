import { beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../platform/actor.ts'
import { today } from '../platform/dates.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { changeState, editEnterprise, recordYear, registerEnterprise, setCriterion } from './commands.ts'
import { criteriaOf, sizeOn } from './criteria-of.ts'
import { enterpriseHistory } from './history.ts'
import { addProduct, removeProduct, renameProduct } from './product-commands.ts'
import { listEnterprises, listUnits, showEnterprise } from './queries.ts'
import { taxCheckDigit } from './tax-code.ts'

let house: TestSystem
let coordinator: Someone
let unit: number
let planId: number
let next = 220_100_000

/** A valid tax code that no other test has. */
function code(): string {
  for (;;) {
    const nine = String(++next)
    const digit = taxCheckDigit(nine)
    if (digit !== null) return `${nine}${digit}`
  }
}

const profile = (given: Record<string, unknown> = {}) => ({
  taxCode: code(),
  name: 'Công ty TNHH Chế biến Thủy sản Vĩnh Châu',
  address: '12 Trưng Vương, phường 1',
  adminUnitId: unit,
  sectorGroup: 'production',
  ...given,
})

beforeAll(async () => {
  house = await testSystem()
  coordinator = await house.as('coordinator')
  const units = await coordinator.run(listUnits, {})
  unit = units.find((row) => row.name.includes('Vĩnh Châu'))?.id ?? 0
  planId = (
    await house.system.db
      .selectFrom('plan')
      .select('id')
      .where('state', '=', 'active')
      .executeTakeFirstOrThrow()
  ).id
})

describe('registering', () => {
  test('the coordinator registers an enterprise and reads it back as it was written', async () => {
    const given = profile({
      taxCode: '2200 108 445',
      foundedOn: '15/3/2004',
      website: 'www.stapimex.com.vn',
      phone: '0299 3822 164',
    })
    const { id } = await coordinator.run(registerEnterprise, given)
    expect(await coordinator.run(showEnterprise, { id })).toMatchObject({
      taxCode: '2200108445',
      name: given.name,
      foundedOn: '2004-03-15',
      website: 'https://www.stapimex.com.vn',
      sizeClass: 'unknown',
      state: 'active',
      years: [],
      products: [],
      version: 1,
    })
  })

  test('a tax code registered twice is told at its field, with the name that bears it', async () => {
    const given = profile()
    await coordinator.run(registerEnterprise, given)
    const problem = await problemOf(coordinator.run(registerEnterprise, { ...given, name: 'Khác' }))
    expect(problem).toMatchObject({ status: 409, fields: [{ field: 'taxCode' }] })
    expect(problem.words.vi).toContain(given.name)
  })

  test('two officers who register the same tax code at once make one enterprise', async () => {
    const given = profile()
    const tries = await Promise.allSettled([
      coordinator.run(registerEnterprise, given),
      coordinator.run(registerEnterprise, given),
    ])
    expect(tries.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = tries.find((one) => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({ status: 409, fields: [{ field: 'taxCode' }] })
  })

  test.each([
    ['taxCode', { taxCode: '2200108446' }],
    ['name', { name: '  ' }],
    ['adminUnitId', { adminUnitId: 99_999 }],
    ['foundedOn', { foundedOn: '1/1/2099' }],
    ['website', { website: 'javascript:alert(1)' }],
    ['phone', { phone: 'gọi tôi' }],
    ['sectorGroup', { sectorGroup: 'mining' }],
  ])('a wrong %s is told at its field', async (field, given) => {
    const problem = await problemOf(coordinator.run(registerEnterprise, profile(given)))
    expect(problem.status).toBe(422)
    expect(problem.fields.map((one) => one.field)).toEqual([field])
  })
})

describe('who may', () => {
  test.each(roles.filter((role) => role !== 'coordinator'))(
    '%s does not register enterprises',
    async (role) => {
      const { id } = await coordinator.run(registerEnterprise, profile())
      const someone = await house.as(role, role === 'enterprise' ? { enterpriseId: id } : {})
      expect((await problemOf(someone.run(registerEnterprise, profile()))).status).toBe(403)
      expect(
        (
          await problemOf(
            someone.run(changeState, {
              id,
              version: 1,
              state: 'dissolved',
              since: '2026-01-01',
              reason: 'x',
            }),
          )
        ).status,
      ).toBe(403)
    },
  )

  test.each(roles.filter((role) => role !== 'coordinator' && role !== 'enterprise'))(
    '%s reads the register and changes nothing in it',
    async (role) => {
      const { id } = await coordinator.run(registerEnterprise, profile())
      const someone = await house.as(role)
      expect(await someone.run(showEnterprise, { id })).toMatchObject({ id })
      expect((await someone.run(listEnterprises, {})).rows.length).toBeGreaterThan(0)
      for (const attempt of [
        someone.run(editEnterprise, { ...profile(), id, version: 1 }),
        someone.run(recordYear, { id, year: 2024, version: 0, sectorGroup: 'production', employees: 5 }),
        someone.run(addProduct, { id, name: 'Tôm' }),
      ]) {
        expect((await problemOf(attempt)).status).toBe(403)
      }
    },
  )

  test('the public sees no enterprise', async () => {
    const anyone = await house.as('public')
    expect((await problemOf(anyone.run(listEnterprises, {}))).status).toBe(401)
    expect((await problemOf(anyone.run(showEnterprise, { id: 1 }))).status).toBe(401)
  })

  test('an enterprise works on its own record and finds no other', async () => {
    const own = await coordinator.run(registerEnterprise, profile())
    const other = await coordinator.run(registerEnterprise, profile())
    const someone = await house.as('enterprise', { enterpriseId: own.id })
    const fileId = await house.evidence('bctc.pdf', own.id)
    const b = (await criteriaOf(house.system.db, own.id, planId, today(house.system.now()))).find(
      (criterion) => criterion.code === 'b',
    )
    expect((await someone.run(showEnterprise, { id: own.id })).id).toBe(own.id)
    expect((await problemOf(someone.run(listEnterprises, {}))).status).toBe(403)
    const acts = (id: number) => [
      () => someone.run(showEnterprise, { id }),
      () => someone.run(enterpriseHistory, { id }),
      () => someone.run(editEnterprise, { ...profile(), taxCode: undefined, id, version: 1 }),
      () =>
        someone.run(recordYear, {
          id,
          year: 2024,
          version: 0,
          sectorGroup: 'production',
          employees: 5,
          fileId,
        }),
      () =>
        someone.run(setCriterion, {
          id,
          criterionId: b?.criterionId,
          version: 0,
          met: true,
          note: 'OCOP',
          fileId,
        }),
      () => someone.run(addProduct, { id, name: 'Tôm sú' }),
      () => someone.run(renameProduct, { id, productId: 1, name: 'Tôm' }),
      () => someone.run(removeProduct, { id, productId: 1 }),
    ]
    for (const act of acts(other.id)) expect((await problemOf(act())).status).toBe(404)
    for (const act of acts(own.id).slice(0, 6)) await act()
    const foreign = await house.evidence('cua-nguoi-khac.pdf', other.id)
    const problem = await problemOf(
      someone.run(recordYear, {
        id: own.id,
        year: 2023,
        version: 0,
        sectorGroup: 'production',
        employees: 5,
        fileId: foreign,
      }),
    )
    expect(problem.status).toBe(404)
  })

  test('an enterprise does not move its tax code', async () => {
    const { id } = await coordinator.run(registerEnterprise, profile())
    const someone = await house.as('enterprise', { enterpriseId: id })
    expect((await problemOf(someone.run(editEnterprise, { ...profile(), id, version: 1 }))).status).toBe(403)
  })
})

describe('editing', () => {
  test('an edit on what somebody else changed meanwhile is refused and changes nothing', async () => {
    const given = profile()
    const { id } = await coordinator.run(registerEnterprise, given)
    await coordinator.run(editEnterprise, { ...given, id, version: 1, name: 'Tên thứ hai' })
    const problem = await problemOf(
      coordinator.run(editEnterprise, { ...given, id, version: 1, name: 'Tên thứ ba' }),
    )
    expect(problem).toMatchObject({ status: 409, code: 'record.stale' })
    expect(await coordinator.run(showEnterprise, { id })).toMatchObject({ name: 'Tên thứ hai', version: 2 })
  })

  test('of ten edits at once of the same version one stands', async () => {
    const given = profile()
    const { id } = await coordinator.run(registerEnterprise, given)
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) =>
        coordinator.run(editEnterprise, { ...given, id, version: 1, name: `Tên ${n}` }),
      ),
    )
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect((await coordinator.run(showEnterprise, { id })).version).toBe(2)
  })

  test('a founding day put right moves the class of the first year', async () => {
    const given = profile({ foundedOn: '2020-01-01' })
    const { id } = await coordinator.run(registerEnterprise, given)
    await coordinator.run(recordYear, {
      id,
      year: 2024,
      version: 0,
      sectorGroup: 'production',
      employees: 5,
      revenue: '1 tỷ',
      capital: '60 tỷ',
    })
    expect((await coordinator.run(showEnterprise, { id })).sizeClass).toBe('micro')
    await coordinator.run(editEnterprise, { ...given, id, version: 2, foundedOn: '2024-06-01' })
    const moved = await coordinator.run(showEnterprise, { id })
    expect(moved).toMatchObject({
      sizeClass: 'medium',
      years: [{ explanation: { withoutRevenue: 'underOneYear' } }],
    })
  })

  test('a suspended enterprise bears the day and the reason', async () => {
    const { id, version } = await coordinator.run(registerEnterprise, profile())
    expect(
      (
        await problemOf(
          coordinator.run(changeState, { id, version, state: 'suspended', since: '2026-11-01' }),
        )
      ).fields,
    ).toMatchObject([{ field: 'reason' }])
    await coordinator.run(changeState, {
      id,
      version,
      state: 'suspended',
      since: '1/11/2026',
      reason: 'Tạm ngừng 6 tháng',
    })
    expect(await coordinator.run(showEnterprise, { id })).toMatchObject({
      state: 'suspended',
      stateSince: '2026-11-01',
      stateReason: 'Tạm ngừng 6 tháng',
    })
  })
})

describe('yearly figures and size', () => {
  test('figures give the class, with the decree, the article and the numbers', async () => {
    const { id } = await coordinator.run(registerEnterprise, profile())
    const fileId = await house.evidence('bao-cao-tai-chinh-2024.pdf')
    const recorded = await coordinator.run(recordYear, {
      id,
      year: 2024,
      version: 0,
      sectorGroup: 'production',
      employees: 45,
      revenue: '20,5 tỷ',
      capital: '15 tỷ',
      fileId,
    })
    expect(recorded).toMatchObject({ sizeClass: 'small', version: 1 })
    const shown = await coordinator.run(showEnterprise, { id })
    expect(shown).toMatchObject({
      sizeClass: 'small',
      years: [{ year: 2024, revenue: 20_500_000_000n, file: { id: fileId } }],
    })
    expect(shown.years[0]?.explanation).toMatchObject({
      rule: { instrument: '80/2021/NĐ-CP', article: 'Điều 5' },
      comparisons: [
        { class: 'micro', holds: false, labour: { value: 45, limit: 10 } },
        { class: 'small', holds: true, revenue: { value: 20_500_000_000n, limit: 50_000_000_000n } },
      ],
    })
  })

  test('the latest year is the one that counts, and an earlier year is asked by its own', async () => {
    const { id } = await coordinator.run(registerEnterprise, profile())
    const figures = { id, version: 0, sectorGroup: 'production', revenue: '900 tỷ', capital: '900 tỷ' }
    await coordinator.run(recordYear, { ...figures, year: 2025, employees: 300 })
    await coordinator.run(recordYear, { ...figures, year: 2023, employees: 8, revenue: '2 tỷ' })
    expect((await coordinator.run(showEnterprise, { id })).sizeClass).toBe('large')
    expect(await sizeOn(house.system.db, id, 2024)).toMatchObject({
      year: 2023,
      sizeClass: 'micro',
      sme: true,
    })
    expect(await sizeOn(house.system.db, id, 2026)).toMatchObject({
      year: 2025,
      sizeClass: 'large',
      sme: false,
    })
    expect(await sizeOn(house.system.db, id, 2020)).toBeNull()
  })

  test('a year before the decree has no class, and says why', async () => {
    const { id } = await coordinator.run(registerEnterprise, profile())
    await coordinator.run(recordYear, {
      id,
      year: 2015,
      version: 0,
      sectorGroup: 'production',
      employees: 4,
      revenue: '1 tỷ',
    })
    expect(await sizeOn(house.system.db, id, 2015)).toMatchObject({
      sizeClass: 'unknown',
      explanation: { rule: null },
    })
  })

  test.each([
    ['year', { year: 2027 }],
    ['year', { year: 2003 }],
    ['employees', { employees: '' }],
  ])('wrong figures are told at the field %s', async (field, given) => {
    const { id } = await coordinator.run(registerEnterprise, profile({ foundedOn: '2004-05-06' }))
    const problem = await problemOf(
      coordinator.run(recordYear, {
        id,
        year: 2024,
        version: 0,
        sectorGroup: 'production',
        employees: 5,
        ...given,
      }),
    )
    expect(problem).toMatchObject({ status: 422, fields: [{ field }] })
  })

  test('a year that somebody else recorded meanwhile is not written over', async () => {
    const { id } = await coordinator.run(registerEnterprise, profile())
    const figures = { id, year: 2024, version: 0, sectorGroup: 'production' }
    await coordinator.run(recordYear, { ...figures, employees: 5 })
    expect((await problemOf(coordinator.run(recordYear, { ...figures, employees: 6 }))).code).toBe(
      'record.stale',
    )
    await coordinator.run(recordYear, { ...figures, version: 1, employees: 6 })
    expect((await coordinator.run(showEnterprise, { id })).years).toMatchObject([
      { employees: 6, version: 2 },
    ])
  })
})

describe('criteria of priority', () => {
  test('criterion a follows from the size and cannot be typed', async () => {
    const { id } = await coordinator.run(registerEnterprise, profile())
    const criteria = () => criteriaOf(house.system.db, id, planId, today(house.system.now()))
    expect((await criteria()).map((criterion) => criterion.code)).toEqual(['a', 'b', 'c', 'd', 'đ'])
    const a = (await criteria())[0]
    expect(a).toMatchObject({ met: null, by: 'size' })
    await coordinator.run(recordYear, {
      id,
      year: 2024,
      version: 0,
      sectorGroup: 'production',
      employees: 5,
      revenue: '1 tỷ',
    })
    expect((await criteria())[0]).toMatchObject({ met: true, by: 'size', sizeYear: 2024 })
    const problem = await problemOf(
      coordinator.run(setCriterion, { id, criterionId: a?.criterionId, version: 0, met: true, note: 'x' }),
    )
    expect(problem.code).toBe('enterprises.criterionFollows')
  })

  test('the size that an enterprise declares stands beside the class of its figures, with its day', async () => {
    const { id } = await coordinator.run(registerEnterprise, profile())
    const own = await house.as('enterprise', { enterpriseId: id })
    const figures = { id, version: 0, year: 2024, sectorGroup: 'production', employees: 45, capital: '15 tỷ' }
    const half = await problemOf(own.run(recordYear, { ...figures, declaredClass: 'medium' }))
    expect(half.fields.map(({ field }) => field)).toEqual(['declaredOn'])
    const recorded = await own.run(recordYear, {
      ...figures,
      declaredClass: 'medium',
      declaredOn: '15/3/2025',
    })
    expect(recorded.sizeClass).toBe('small')
    const { years } = await own.run(showEnterprise, { id })
    expect(years).toMatchObject([{ declaredClass: 'medium', declaredOn: '2025-03-15', sizeClass: 'small' }])
    expect(years[0]?.explanation.sectorRule).toMatchObject({
      basis: 'main_registered_line',
      article: 'Điều 6',
    })
  })

  test('what an enterprise declares stands as declared until the coordinator confirms it', async () => {
    const { id } = await coordinator.run(registerEnterprise, profile())
    const someone = await house.as('enterprise', { enterpriseId: id })
    const b = (await criteriaOf(house.system.db, id, planId, today(house.system.now())))[1]
    const fileId = await house.evidence('quyet-dinh-san-pham-chu-luc.pdf', id)
    const given = { id, criterionId: b?.criterionId, met: 'on', note: 'Tôm là sản phẩm chủ lực', fileId }
    await someone.run(setCriterion, { ...given, version: 0 })
    expect((await criteriaOf(house.system.db, id, planId, today(house.system.now())))[1]).toMatchObject({
      met: true,
      by: 'enterprise',
      version: 1,
    })
    await coordinator.run(setCriterion, { ...given, version: 1 })
    expect((await criteriaOf(house.system.db, id, planId, today(house.system.now())))[1]).toMatchObject({
      met: true,
      by: 'coordinator',
      file: { id: fileId, name: 'quyet-dinh-san-pham-chu-luc.pdf' },
    })
  })

  test('no criterion is met without a file that shows it', async () => {
    const { id } = await coordinator.run(registerEnterprise, profile())
    const b = (await criteriaOf(house.system.db, id, planId, today(house.system.now())))[1]
    const problem = await problemOf(
      coordinator.run(setCriterion, { id, criterionId: b?.criterionId, version: 0, met: true, note: 'x' }),
    )
    expect(problem.fields).toMatchObject([{ field: 'fileId' }])
  })
})

test('products are listed by name, once each', async () => {
  const { id } = await coordinator.run(registerEnterprise, profile())
  const { productId } = await coordinator.run(addProduct, { id, name: 'Tôm thẻ' })
  await coordinator.run(addProduct, { id, name: 'Đậu phộng' })
  await coordinator.run(addProduct, { id, name: 'Dừa sáp' })
  expect((await problemOf(coordinator.run(addProduct, { id, name: 'Tôm thẻ' }))).fields).toMatchObject([
    { field: 'name' },
  ])
  await coordinator.run(renameProduct, { id, productId, name: 'Tôm thẻ chân trắng' })
  expect((await coordinator.run(showEnterprise, { id })).products.map((product) => product.name)).toEqual([
    'Dừa sáp',
    'Đậu phộng',
    'Tôm thẻ chân trắng',
  ])
  await coordinator.run(removeProduct, { id, productId })
  expect((await problemOf(coordinator.run(removeProduct, { id, productId }))).status).toBe(404)
  expect((await coordinator.run(showEnterprise, { id })).products).toHaveLength(2)
})

test('the history says who changed what, the latest first', async () => {
  const given = profile({ name: 'Công ty A' })
  const { id } = await coordinator.run(registerEnterprise, given)
  await coordinator.run(editEnterprise, { ...given, id, version: 1, name: 'Công ty B' })
  const someone = await house.as('enterprise', { enterpriseId: id })
  await someone.run(recordYear, { id, year: 2024, version: 0, sectorGroup: 'production', employees: 7 })
  const { entries } = await coordinator.run(enterpriseHistory, { id })
  expect(entries.map((entry) => [entry.command, entry.actor])).toEqual([
    ['enterprises.recordYear', someone.actor.name],
    ['enterprises.edit', coordinator.actor.name],
    ['enterprises.register', coordinator.actor.name],
  ])
  expect(entries[1]?.changes).toMatchObject([
    {
      table: 'enterprise',
      operation: 'UPDATE',
      columns: [{ name: 'name', before: 'Công ty A', after: 'Công ty B' }],
    },
  ])
})
