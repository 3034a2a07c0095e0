import { expect, test } from 'vitest'
import { testSystem } from '../testing/system.ts'
import { seriesCatalogue, territories } from './catalogue-queries.ts'
import { rebaseSeries } from './derive.ts'
import { enterSeries } from './entry.ts'
import { applyImport, pasteSeries, showImportCells } from './import/import.ts'
import { checkTerritory, listSeries, showGrid } from './list-queries.ts'
import { studySeries } from './study-series.ts'

/* The figures below are made up for the tests: no territory has them. */

const house = await testSystem()
const statistician = await house.as('statistics')
const all = await territories(house.system.db)
const place = (key: string) => all.find((one) => one.key === key)?.id ?? 0
const batch = { status: 'official', source: 'Niên giám thử' }

const block = [
  'Chỉ tiêu\t2020\t2021\t2022',
  'GRDP theo giá so sánh 2010 (tỷ đồng)\t1.000,0\t1.060,5\t1.130,0',
  'GRDP theo giá hiện hành (tỷ đồng)\t1.600,0\t1.750,5\t1.950,0',
  'Vốn đầu tư theo giá so sánh 2010 (tỷ đồng)\t300,5\t320,0\t345,5',
  'Nhà ở và công trình xây dựng\t180,0\t190,0\t200,5',
  'Máy móc, thiết bị\t80,5\t88,0\t98,0',
  'Phương tiện vận tải\t30,0\t31,5\t35,0',
  'Tài sản khác\t10,0\t10,5\t12,0',
  'Vốn đầu tư theo giá hiện hành (tỷ đồng)\t480,0\t525,0\t590,0',
  'Máy móc, thiết bị\t120,5\t131,0\t146,0',
  'Lao động có việc làm (nghìn người)\t600,5\t602,0\t605,0',
  'Không có trình độ chuyên môn kỹ thuật\t500,5\t497,0\t494,0',
  'Sơ cấp\t40,0\t42,0\t44,0',
  'Trung cấp\t20,0\t20,5\t21,0',
  'Cao đẳng\t15,0\t15,5\t16,0',
  'Đại học trở lên\t25,0\t27,0\t30,0',
  'Thu nhập bình quân tháng của lao động (triệu đồng)\t5,5\t5,8\t6,2',
  'Không có trình độ chuyên môn kỹ thuật\t5,1\t5,4\t5,7',
  'Sơ cấp\t6,5\t6,8\t7,1',
  'Trung cấp\t6,4\t6,6\t7,0',
  'Cao đẳng\t7,0\t7,2\t7,6',
  'Đại học trở lên\t9,2\t9,5\t9,9',
  'Tỷ trọng thu nhập của lao động\t0,62\t0,61\t0,6',
].join('\n')

test('the catalogue says what is a part of what, and how fast assets wear, with source and mark', async () => {
  const { measures, parts } = await statistician.run(seriesCatalogue, {})
  expect(measures.find(({ key }) => key === 'capital_stock_transport')).toMatchObject({
    partOf: 'capital_stock',
    part: 'transport',
  })
  expect(measures.find(({ key }) => key === 'pay')).toMatchObject({ dimension: 'pay', partOf: null })
  expect(parts.find(({ key }) => key === 'transport')).toMatchObject({
    kind: 'asset',
    depreciation: 0.189,
    toCheck: true,
  })
  await expect(
    house.system.db
      .updateTable('seriesMeasure')
      .set({ partKey: null })
      .where('key', '=', 'pay_college')
      .execute(),
  ).rejects.toThrow(/series_measure_part/)
})

test('a table with parts pastes in whole; a plain study keeps its rows and version, one by parts gets them', async () => {
  const territoryId = place('hau-giang')
  const plain = { territoryId, sector: null }
  const first = block
    .split('\n')
    .filter((line) => /^(Chỉ tiêu|GRDP theo giá so|Vốn đầu tư theo giá so|Lao động|Tỷ trọng)/.test(line))
  const early = await statistician.run(pasteSeries, { territoryId, text: first.join('\n'), ...batch })
  await statistician.run(applyImport, { id: early.id })
  const before = await studySeries(house.system.db, plain)
  expect(before.rows[0]).toEqual({ year: 2020, y: 1000, i: 300.5, l: 600.5, laborShare: 0.62 })
  expect('parts' in before).toBe(false)

  const checked = await statistician.run(pasteSeries, { territoryId, text: block, ...batch })
  expect(checked).toMatchObject({ added: 54, refused: 0, unchanged: 12 })
  const { rows } = await statistician.run(showImportCells, { id: checked.id, limit: 100 })
  expect(rows.find(({ address }) => address === 'B23')).toMatchObject({ value: 0.62, outcome: 'same' })
  expect(rows.find(({ address }) => address === 'D22')).toMatchObject({
    measure: { vi: 'Thu nhập bình quân tháng: đại học trở lên' },
    value: 9900,
  })
  await statistician.run(applyImport, { id: checked.id })

  const after = await studySeries(house.system.db, plain)
  expect(after.version).toBe(before.version)
  expect(after.rows).toEqual(before.rows)

  const byParts = await studySeries(house.system.db, { ...plain, capital: 'services', labour: 'quality' })
  expect(byParts.parts?.map(({ key }) => key)).toEqual([
    'structures',
    'machinery',
    'transport',
    'other_assets',
    'unskilled',
    'primary',
    'intermediate',
    'college',
    'university',
  ])
  expect(byParts.rows[0]).toEqual({
    year: 2020,
    y: 1000,
    l: 600.5,
    laborShare: 0.62,
    assets: {
      structures: { i: 180 },
      // 120.5/80.5 over 1600/1000
      machinery: { i: 80.5, price: expect.closeTo(120.5 / 80.5 / 1.6, 12) },
      transport: { i: 30 },
      other_assets: { i: 10 },
    },
    groups: {
      unskilled: { persons: 500.5, pay: 5100 },
      primary: { persons: 40, pay: 6500 },
      intermediate: { persons: 20, pay: 6400 },
      college: { persons: 15, pay: 7000 },
      university: { persons: 25, pay: 9200 },
    },
  })
  expect(byParts.version).not.toBe(before.version)
  const labels = byParts.used.map(({ label }) => label.vi)
  expect(labels).toContain('Vốn đầu tư theo giá so sánh năm 2010: máy móc, thiết bị')
  expect(new Set(labels).size).toBe(labels.length)

  const { problems } = await statistician.run(checkTerritory, { territoryId })
  expect(
    problems
      .filter(({ code }) => code === 'parts' || code === 'missingPart')
      .map(({ code, measure, year }) => [code, measure, year]),
  ).toEqual([
    // Of investment at current prices only machinery is there.
    ['missingPart', 'investment_current', 2020],
  ])
  const grid = await statistician.run(showGrid, {
    territoryId,
    measures: 'investment_constant,investment_constant_machinery,pay_college',
  })
  expect(grid.series.map(({ measure, cells }) => [measure, cells.length])).toEqual([
    ['investment_constant', 3],
    ['investment_constant_machinery', 3],
    ['pay_college', 3],
  ])
})

test('parts are entered in the grid and moved to another price base as their wholes are', async () => {
  const territoryId = place('soc-trang')
  const cell = (measure: string, year: number, value: number) => ({ measure, sector: 'total', year, value })
  await statistician.run(enterSeries, {
    territoryId,
    ...batch,
    cells: [
      cell('investment_constant_machinery', 2019, 100),
      cell('investment_constant_machinery', 2020, 110),
      cell('investment_current_machinery', 2020, 165),
      cell('pay_college', 2020, 7500),
    ],
  })
  const { rows } = await statistician.run(listSeries, {
    territoryId,
    measure: 'investment_constant_machinery',
  })
  const moved = await statistician.run(rebaseSeries, { id: rows[0]?.id ?? 0, toYear: 2020 })
  expect(moved).toMatchObject({ years: [2019, 2020], ratio: 1.5 })
  expect((await statistician.run(listSeries, { territoryId, measure: 'pay_college' })).rows[0]?.unit).toBe(
    'thousandPay',
  )
})

test('parts of a merged territory are sums of its old ones, pay their average', async () => {
  const enter = (territory: string, factor: number, pay: number) =>
    statistician.run(enterSeries, {
      territoryId: place(territory),
      ...batch,
      cells: [
        ['grdp_constant', 100 * factor],
        ['employed', 10 * factor],
        ['labour_share', 0.5],
        ['investment_constant_machinery', 5 * factor],
        ['employed_college', 2 * factor],
        ['pay_college', pay],
      ].map(([measure, value]) => ({ measure, sector: 'industry', year: 2015, value })),
    })
  await enter('soc-trang', 1, 6000)
  await enter('hau-giang', 1, 6000)
  await enter('can-tho-2004', 2, 9000)
  const study = await studySeries(house.system.db, {
    territoryId: place('can-tho-2025'),
    sector: 'industry',
    capital: 'services',
    labour: 'quality',
  })
  expect(study.rows).toEqual([
    {
      year: 2015,
      y: 400,
      l: 40,
      assets: { machinery: { i: 20 } },
      groups: { college: { persons: 8, pay: 7500 } },
    },
  ])
  expect(study.warnings.some(({ vi }) => vi.includes('Không có số liệu vốn hoặc đầu tư'))).toBe(true)
})
