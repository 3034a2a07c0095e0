import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { registerEnterprise } from '../enterprises/index.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { drawMap } from './drawing.ts'
import { outlinesOf } from './outlines.ts'
import { communeFigures } from './queries.ts'

const { system, as } = await testSystem()

test('each commune of each province of today has an outline, and no outline is of another', async () => {
  const files = (await readdir('data/maps')).map((name) => name.slice(0, 2))
  const provinces = await system.db
    .selectFrom('place')
    .select(['key', 'code'])
    .where('level', '=', 'province')
    .where('validTo', 'is', null)
    .execute()
  expect(files.toSorted()).toEqual(provinces.map(({ code }) => code).toSorted())
  for (const { key, code } of provinces) {
    const communes = await system.db
      .selectFrom('place')
      .select('code')
      .where('level', '=', 'commune')
      .where('parentKey', '=', key)
      .where('validTo', 'is', null)
      .execute()
    const outlines = await outlinesOf(code)
    expect(outlines?.communes.map(([commune]) => commune).toSorted()).toEqual(
      communes.map((one) => one.code).toSorted(),
    )
    expect(outlines?.communes.filter(([, path]) => !/^M\d/.test(path))).toEqual([])
  }
})

test('the islands far from the coast are on the map of their province, in a frame of their own', async () => {
  for (const [code, name] of [
    ['48', 'Đặc khu Hoàng Sa'],
    ['56', 'Đặc khu Trường Sa'],
  ] as const) {
    const outlines = await outlinesOf(code)
    const island = await system.db
      .selectFrom('place')
      .select('code')
      .where('name', '=', name)
      .executeTakeFirstOrThrow()
    const [frame] = outlines?.frames ?? []
    const path = outlines?.communes.find(([commune]) => commune === island.code)?.[1] ?? ''
    const starts = [...path.matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
    expect(starts.length).toBeGreaterThan(0)
    for (const [x, y] of starts) {
      expect(x).toBeGreaterThanOrEqual((frame?.[0] ?? 0) - 1)
      expect(y).toBeGreaterThanOrEqual((frame?.[1] ?? 0) - 1)
    }
  }
  expect((await outlinesOf('92'))?.frames).toEqual([])
})

test('an enterprise counts in the commune of its seat; one whose seat is a district of before stands apart', async () => {
  const coordinator = await as('coordinator')
  const units = await system.db
    .selectFrom('adminUnit')
    .select(['id', 'name', 'validTo', 'formerProvince'])
    .orderBy('id')
    .execute()
  const commune = units.find(
    ({ validTo, formerProvince }) => validTo === null && formerProvince === 'Sóc Trăng',
  )
  const district = units.find(({ validTo }) => validTo !== null)
  const register = (taxCode: string, adminUnitId: number | undefined) =>
    coordinator.run(registerEnterprise, {
      ...{ taxCode, name: `Công ty ${taxCode}`, address: 'Số 1', adminUnitId, sectorGroup: 'production' },
    })
  await register('9900000016', commune?.id)
  await register('9900000023', district?.id)
  const { province, rows } = await coordinator.run(communeFigures, {})
  expect(province.code).toBe('92')
  const some = rows.filter(({ enterprises }) => enterprises > 0)
  expect(some.map(({ unitId, code }) => [unitId, code !== null])).toEqual([
    [commune?.id, true],
    [district?.id, false],
  ])
  expect((await problemOf(coordinator.run(communeFigures, { province: '93' }))).status).toBe(404)
  expect((await coordinator.run(communeFigures, { province: '01' })).rows).toHaveLength(126)
})

test('a commune with a figure is a link, one without is empty, and the picture says what it is', async () => {
  const outlines = await outlinesOf('92')
  if (outlines === null) throw new Error('no outlines')
  const [first = ['', '']] = outlines.communes
  const svg = drawMap(
    outlines,
    new Map([[first[0], { words: 'Cái Khế: 3 <b>', shade: '#0b4a7f', href: '/enterprises?unit=1&a=2' }]]),
    { id: 'map', title: 'Doanh nghiệp', description: '103 xã', language: 'vi' },
  )
  expect(svg.match(/<path /g)).toHaveLength(103)
  expect(svg).toContain('href="/enterprises?unit=1&amp;a=2"')
  expect(svg).toContain('Cái Khế: 3 &lt;b&gt;')
  expect(svg).toContain('<title id="map-t">Doanh nghiệp</title>')
  expect(svg.match(/<a /g)).toHaveLength(1)
})
