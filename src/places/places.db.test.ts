import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { addPlace, mendPlace, offerPlace } from './commands.ts'
import { listPlaces, listProvinces, showPlace } from './queries.ts'

const test = await testSystem()
let coordinator: Someone
let admin: Someone

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  admin = await test.as('coordinator', { admin: true })
})

describe('the catalogue of places', () => {
  it('has the 63 provinces of before and the 34 of today, each old one with its one successor', async () => {
    const { rows } = await sql<{
      before: number
      today: number
      communes: number
      lost: number
      two: number
    }>`
      SELECT count(*) FILTER (WHERE level = 'province' AND valid_to IS NOT NULL)::int AS before,
             count(*) FILTER (WHERE level = 'province' AND valid_to IS NULL)::int AS today,
             count(*) FILTER (WHERE level = 'commune' AND valid_to IS NULL)::int AS communes,
             count(*) FILTER (WHERE level = 'province' AND valid_to IS NOT NULL AND successors = 0)::int AS lost,
             count(*) FILTER (WHERE level = 'province' AND valid_to IS NOT NULL AND successors > 1)::int AS two
        FROM (SELECT p.*, (SELECT count(*) FROM place_successor s WHERE s.place_key = p.key) AS successors FROM place p) AS p`.execute(
      test.system.db,
    )
    // Decision 19/2025/QĐ-TTg: 34 provinces and 3,321 communes.
    expect(rows[0]).toEqual({ before: 63, today: 34, communes: 3321, lost: 0, two: 0 })
  })

  it('knows the 43 communes of today whose area lay in the former province of Sóc Trăng', async () => {
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM place WHERE province = 'Cần Thơ' AND former_province = 'Sóc Trăng'`.execute(
      test.system.db,
    )
    expect(rows[0]?.n).toBe(43)
  })

  it('shows what a commune was made of and what a ward became', async () => {
    const { rows } = await coordinator.run(listPlaces, {
      q: 'phường phú lợi',
      province: 'Cần Thơ',
      state: 'living',
    })
    const [ward] = rows
    expect(ward).toMatchObject({ level: 'commune', formerProvince: 'Sóc Trăng', offered: true })
    const shown = await coordinator.run(showPlace, { key: ward?.key ?? '' })
    expect(shown.madeOf.length).toBeGreaterThan(0)
    const [old] = shown.madeOf
    const before = await coordinator.run(showPlace, { key: old?.key ?? '' })
    expect(before.became.map(({ key }) => key)).toContain(ward?.key)
    expect(before.province).toBe('Sóc Trăng')
  })

  it('says of a district which communes of today its area lies in', async () => {
    const { rows } = await coordinator.run(listPlaces, { q: 'huyện trần đề', level: 'district' })
    const { became } = await coordinator.run(showPlace, { key: rows[0]?.key ?? '' })
    expect(became.map(({ name }) => name)).toContain('Xã Tài Văn')
    expect(became.every(({ province, part }) => province === 'Cần Thơ' && part)).toBe(true)
  })

  it('offers the communes of the plan’s province to addresses, and of any other on request', async () => {
    const offered = await test.system.db
      .selectFrom('adminUnit')
      .select(({ fn }) => fn.countAll<bigint>().as('n'))
      .where('province', '=', 'Cần Thơ')
      .where('placeKey', 'is not', null)
      .executeTakeFirstOrThrow()
    expect(Number(offered.n)).toBeGreaterThanOrEqual(103)
    const { rows } = await coordinator.run(listPlaces, {
      province: 'Đồng Nai',
      level: 'commune',
      state: 'living',
      limit: 1,
    })
    const key = rows[0]?.key ?? ''
    expect(rows[0]?.offered).toBe(false)
    await coordinator.run(offerPlace, { key })
    await coordinator.run(offerPlace, { key })
    expect((await coordinator.run(showPlace, { key })).offered).toBe(true)
  })

  it('is mended by an administrator: names, days and successors; a later start leaves that so', async () => {
    const { rows } = await coordinator.run(listPlaces, {
      province: 'Hà Nội',
      level: 'commune',
      state: 'ended',
      limit: 1,
    })
    const key = rows[0]?.key ?? ''
    const shown = await admin.run(showPlace, { key })
    const mend = {
      key,
      name: shown.name,
      nameEn: shown.nameEn,
      validTo: '30/06/2025',
      source: 'Nghị quyết mẫu',
    }
    const unknown = await problemOf(admin.run(mendPlace, { ...mend, successors: '99999' }))
    expect(unknown.fields[0]?.field).toBe('successors')
    await admin.run(mendPlace, { ...mend, successors: '00004; 00008' })
    expect((await admin.run(showPlace, { key })).became).toHaveLength(2)
    const forbidden = await problemOf(coordinator.run(mendPlace, { ...mend, successors: '' }))
    expect(forbidden.status).toBe(403)
    const order = await problemOf(admin.run(mendPlace, { ...mend, validFrom: '01/07/2025', successors: '' }))
    expect(order.fields[0]?.field).toBe('validTo')
  })

  it('takes a unit that it lacks, once', async () => {
    const unit = { name: 'Xã Mẫu', province: 'Đồng Nai', code: '90001', source: 'Nghị quyết 30/2026/QH16' }
    const { key } = await admin.run(addPlace, unit)
    expect(await admin.run(showPlace, { key })).toMatchObject({
      nameEn: 'Mẫu Commune',
      province: 'Đồng Nai',
      own: true,
    })
    expect((await problemOf(admin.run(addPlace, unit))).fields[0]?.field).toBe('code')
    expect((await problemOf(admin.run(addPlace, { ...unit, province: 'Không có' }))).fields[0]?.field).toBe(
      'province',
    )
  })

  it('names the provinces in force before the others', async () => {
    const provinces = await coordinator.run(listProvinces, {})
    expect(provinces.filter(({ living }) => living)).toHaveLength(34)
    expect(provinces[0]?.living).toBe(true)
  })
})
