import { beforeAll, describe, expect, test } from 'vitest'
import { writeWorkbook } from '../documents/write/workbook.ts'
import { uploadFile } from '../platform/uploads.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { territories } from './catalogue-queries.ts'
import { rebaseSeries, spliceSeries } from './derive.ts'
import { enterSeries, withdrawValue } from './entry.ts'
import { applyImport, importSeries, pasteSeries, showImportCells, showSeriesImport } from './import/import.ts'
import { checkTerritory, listSeries, listValues, showGrid, showSeries } from './list-queries.ts'
import { studySeries } from './study-series.ts'

/* The figures below are made up for the tests: no territory has them. */

let house: TestSystem
let statistician: Someone
const of: Record<string, number> = {}

const place = (key: string) => of[key] ?? 0
const batch = { status: 'official', source: 'Niên giám thử', publishedOn: '2025-06-30' }
const enter = (territory: string, cells: object[], rest: object = {}) =>
  statistician.run(enterSeries, { territoryId: place(territory), cells, ...batch, ...rest })
const grid = (territory: string, ...measures: string[]) =>
  statistician.run(showGrid, { territoryId: place(territory), measures })
async function idOf(territory: string, measure: string, baseYear: number | null = null, edition = '') {
  const { rows } = await statistician.run(listSeries, { territoryId: place(territory), measure })
  return rows.find((row) => row.baseYear === baseYear && row.edition === edition)?.id ?? 0
}

beforeAll(async () => {
  house = await testSystem()
  statistician = await house.as('statistics')
  for (const one of await territories(house.system.db)) of[one.key] = one.id
})

describe('territories and series', () => {
  test('Sóc Trăng ends on 30/6/2025 and its successor begins the day after; no figures come with the program', async () => {
    const all = await territories(house.system.db)
    const province = all.find((one) => one.key === 'soc-trang')
    const city = all.find((one) => one.key === 'can-tho-2025')
    expect([province?.validTo, city?.validFrom]).toEqual(['2025-06-30', '2025-07-01'])
    expect(province?.successorId).toBe(city?.id)
    const fresh = await testSystem()
    const { count } = await fresh.system.db
      .selectFrom('observation')
      .select((row) => row.fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(0n)
  })

  test('a figure after the end of the territory belongs to its successor', async () => {
    const problem = await problemOf(
      enter('soc-trang', [{ measure: 'employed', sector: 'total', year: 2026, value: 600 }]),
    )
    expect(problem.fields[0]?.field).toBe('c.employed.total.2026')
    expect(problem.fields[0]?.words.vi).toContain('30/06/2025')
  })

  test('the auditor reads and may not write, the public sees nothing', async () => {
    const auditor = await house.as('auditor')
    expect((await auditor.run(listSeries, {})).rows).toBeInstanceOf(Array)
    const attempt = auditor.run(enterSeries, { territoryId: place('soc-trang'), cells: [], ...batch })
    expect((await problemOf(attempt)).status).toBe(403)
    expect((await problemOf((await house.as('public')).run(listSeries, {}))).status).toBe(401)
  })
})

describe('entering in the grid', () => {
  const cells = (values: Record<number, string | number>) =>
    Object.entries(values).map(([year, value]) => ({
      measure: 'grdp_current',
      sector: 'total',
      year: Number(year),
      value,
    }))

  test('only changed cells become revisions, and the history keeps each one', async () => {
    const first = await enter('hau-giang', cells({ 2019: '1.000,5', 2020: '1.100', 2021: '' }))
    expect(first).toEqual({ recorded: 2, withdrawn: 0, unchanged: 1 })
    const { version } = await grid('hau-giang', 'grdp_current')
    const second = await enter('hau-giang', cells({ 2019: '1.000,5', 2020: '1.105', 2021: '' }), {
      version,
      status: 'official',
      reason: 'Đánh giá lại',
    })
    expect(second).toEqual({ recorded: 1, withdrawn: 0, unchanged: 2 })
    const shown = await statistician.run(showSeries, { id: await idOf('hau-giang', 'grdp_current') })
    expect(shown.revisions.map(({ year, value, reason }) => [year, value, reason])).toEqual([
      [2020, 1105, 'Đánh giá lại'],
      [2020, 1100, null],
      [2019, 1000.5, null],
    ])
    expect(shown.series).toMatchObject({ firstYear: 2019, lastYear: 2020, filled: 2, officialTo: 2020 })
  })

  test('what stood at an earlier moment can be asked for', async () => {
    const id = await idOf('hau-giang', 'grdp_current')
    const now = await statistician.run(showSeries, { id })
    const second = now.revisions[0]?.recordedAt ?? ''
    const before = await statistician.run(showSeries, { id, asOf: second })
    expect(before.values.map(({ value }) => value)).toEqual([1000.5, 1100])
    expect(now.values.map(({ value }) => value)).toEqual([1000.5, 1105])
    const day = await statistician.run(showSeries, { id, asOf: '2020-01-01' })
    expect(day.values).toEqual([])
  })

  test('a cell that somebody else changed meanwhile is a conflict that writes nothing', async () => {
    const { version } = await grid('hau-giang', 'grdp_current')
    await enter('hau-giang', cells({ 2020: 1200 }))
    const problem = await problemOf(enter('hau-giang', cells({ 2019: 999, 2020: 1105 }), { version }))
    expect(problem.status).toBe(409)
    expect(problem.fields.map(({ field }) => field)).toEqual(['c.grdp_current.total.2020'])
    const after = await grid('hau-giang', 'grdp_current')
    expect(after.series[0]?.cells.map(({ value }) => value)).toEqual([1000.5, 1200])
  })

  test('a preliminary value is confirmed as official without being typed again', async () => {
    await enter('hau-giang', cells({ 2022: 1300 }), { status: 'preliminary' })
    expect(await enter('hau-giang', cells({ 2022: 1300 }))).toEqual({
      recorded: 0,
      withdrawn: 0,
      unchanged: 1,
    })
    expect(await enter('hau-giang', cells({ 2022: 1300 }), { confirm: [2022] })).toMatchObject({
      recorded: 1,
    })
    const { series } = await grid('hau-giang', 'grdp_current')
    expect(series[0]?.cells.at(-1)).toMatchObject({ year: 2022, value: 1300, status: 'official' })
  })

  test('a value is taken back only with a reason, and stays in the history', async () => {
    const emptied = await problemOf(enter('hau-giang', cells({ 2022: '' })))
    expect(emptied.fields[0]?.words.vi).toContain('nêu lý do')
    const id = await idOf('hau-giang', 'grdp_current')
    await statistician.run(withdrawValue, { id, year: 2022, reason: 'Nhập nhầm bảng' })
    const shown = await statistician.run(showSeries, { id })
    expect(shown.values.map(({ year }) => year)).toEqual([2019, 2020])
    expect(shown.revisions[0]).toMatchObject({ year: 2022, value: null, reason: 'Nhập nhầm bảng' })
    const again = statistician.run(withdrawValue, { id, year: 2022, reason: 'Lần nữa' })
    expect((await problemOf(again)).status).toBe(422)
  })

  test('values typed in triệu đồng and persons are kept in tỷ đồng and nghìn người', async () => {
    await enter(
      'hau-giang',
      [
        { measure: 'compensation', sector: 'total', year: 2020, value: '450.250,5' },
        { measure: 'employed', sector: 'total', year: 2020, value: '395.000' },
      ],
      { units: ['million', 'persons'] },
    )
    const { series } = await grid('hau-giang', 'compensation', 'employed')
    expect(series.map((one) => one.cells[0]?.value)).toEqual([450.2505, 395])
  })

  test('a block of an English spreadsheet is told by the cells that can be nothing else', async () => {
    const values = (first: string, second: string) => [
      { measure: 'mixed_income', sector: 'total', year: 2019, value: first },
      { measure: 'mixed_income', sector: 'total', year: 2020, value: second },
    ]
    const kept = async () =>
      (await grid('hau-giang', 'mixed_income')).series[0]?.cells.map(({ value }) => value)
    await enter('hau-giang', values('1,234', '1,300.5'))
    expect(await kept()).toEqual([1234, 1300.5])
    // What stands already is shown as the page writes it, and tells nothing about what is typed.
    await enter('hau-giang', values('1.234', '1,300.25'))
    expect(await kept()).toEqual([1234, 1300.25])
    await enter('hau-giang', values('1,234', '1.300,25'))
    expect(await kept()).toEqual([1.234, 1300.25])
  })

  test('observations cannot be edited or removed', async () => {
    const attempt = house.system.db.updateTable('observation').set({ value: 1 }).execute()
    await expect(attempt).rejects.toThrow('append-only')
  })
})

describe('pasting a block', () => {
  const block = [
    'GRDP theo giá so sánh 2010',
    'Đơn vị tính: Tỷ đồng\t2018\t2019\tSơ bộ 2020',
    'Tổng số\t1.000,0\t1.060,5\t1.100,0',
    'Nông, lâm nghiệp và thủy sản\t400,0\t420,5\t430',
    'Công nghiệp và xây dựng\t300\t320,0\t340,0',
    'Dịch vụ\t250\t270,0\t280,0',
    'Thuế sản phẩm trừ trợ cấp sản phẩm\t50\t50\t60,0',
    'Trong đó: xuất khẩu\t1\t2\t3',
  ].join('\n')
  const paste = (text: string, rest: object = {}) =>
    statistician.run(pasteSeries, { territoryId: place('can-tho-2004'), text, ...batch, ...rest })

  test('what the preview shows is what is written', async () => {
    const checked = await paste(block)
    expect(checked).toMatchObject({ added: 15, changed: 0, refused: 0 })
    expect((await grid('can-tho-2004', 'grdp_constant')).series).toEqual([])
    const shown = await statistician.run(showSeriesImport, { id: checked.id })
    expect(shown.reading).toEqual([
      { name: '', orientation: 'across', numbers: 'vi', ambiguous: false, ignored: ['Trong đó: xuất khẩu'] },
    ])
    const { rows } = await statistician.run(showImportCells, { id: checked.id })
    // 430 + 340 + 280 + 60 = 1110 against 1100, and no other year is off.
    expect(rows.filter((row) => row.problems.length > 0).map((row) => [row.address, row.year])).toEqual([
      ['D3', 2020],
    ])
    await statistician.run(applyImport, { id: checked.id })
    const after = await grid('can-tho-2004', 'grdp_constant')
    expect(after.series.flatMap((one) => one.cells.map((cell) => cell.value)).sort()).toEqual(
      rows.map((row) => row.value ?? 0).sort(),
    )
    expect(after.series[0]?.cells.map(({ status }) => status)).toEqual([
      'official',
      'official',
      'preliminary',
    ])
    const twice = statistician.run(applyImport, { id: checked.id })
    expect((await problemOf(twice)).code).toBe('series.importApplied')
  })

  test('a second paste changes only what is new, and a value that moved since the check stops it', async () => {
    const checked = await paste(block.replace('1.060,5', '1.060,7'))
    expect(checked).toMatchObject({ added: 0, changed: 1, unchanged: 14 })
    await enter('can-tho-2004', [{ measure: 'grdp_constant', sector: 'total', year: 2019, value: 1060.6 }])
    const problem = await problemOf(statistician.run(applyImport, { id: checked.id }))
    expect(problem.code).toBe('series.importMoved')
  })

  test('numbers that can be read in two ways are asked about, not guessed', async () => {
    const text = 'Chỉ tiêu\t2018\nLao động có việc làm\t1.234'
    const problem = await problemOf(paste(text))
    expect(problem.fields[0]?.field).toBe('numbers')
    const { id } = await paste(text, { numbers: 'en' })
    const { rows } = await statistician.run(showImportCells, { id })
    expect(rows[0]?.value).toBe(1.234)
  })

  test('a block without years says what is needed', async () => {
    expect((await problemOf(paste('xin chào\tbạn'))).fields[0]?.field).toBe('text')
  })
})

describe('importing a file', () => {
  const workbook = (rows: (string | number | null)[][]) =>
    writeWorkbook([
      {
        name: 'Lao động',
        title: ['Lao động có việc làm (nghìn người)'],
        columns: ['Ngành', '2021', '2022'].map((title) => ({ title, type: 'text' as const })),
        rows,
      },
    ])
  async function upload(bytes: Uint8Array, name = 'so-lieu.xlsx') {
    return (await statistician.run(uploadFile, { name, bytes: new Uint8Array(bytes) })).id
  }
  const check = (fileId: number) =>
    statistician.run(importSeries, { territoryId: place('hau-giang'), fileId, ...batch })

  test('a workbook is read sheet by sheet, its faulty cells named and left out', async () => {
    const { id, ...counts } = await check(
      await upload(
        await workbook([
          ['Tổng số', 380.5, 'hỏng'],
          ['Dịch vụ', 150, 155],
          ['Dịch vụ', 151, null],
        ]),
      ),
    )
    expect(counts).toEqual({ added: 3, changed: 0, unchanged: 0, refused: 2 })
    const { rows } = await statistician.run(showImportCells, { id, outcome: 'error' })
    expect(rows.map((row) => [row.address, row.problems[0]?.vi])).toEqual([
      ['C3', '“hỏng” không phải là số, hoặc viết theo kiểu số khác với các ô còn lại.'],
      ['B5', 'Đã có giá trị này ở ô B4.'],
    ])
    await statistician.run(applyImport, { id })
    const { series } = await grid('hau-giang', 'employed')
    const values = series.flatMap((one) => one.cells.map((cell) => [one.sector, cell.year, cell.value]))
    expect(values).toContainEqual(['total', 2021, 380.5])
    expect(values).toContainEqual(['services', 2022, 155])
  })

  test('a file that holds no table says so beside the file', async () => {
    const file = await upload(new TextEncoder().encode('a;b\n1;2\n'), 'khong.csv')
    expect((await problemOf(check(file))).fields[0]?.field).toBe('fileId')
  })
})

describe('calculating series', () => {
  test('an older edition is linked in front of the series in use, each year marked with its method', async () => {
    const employed = (year: number, value: number) => ({ measure: 'employed', sector: 'total', year, value })
    await enter('soc-trang', [employed(2018, 100), employed(2019, 110), employed(2020, 120)], {
      edition: 'khung cũ',
    })
    await enter('soc-trang', [employed(2020, 240), employed(2021, 250)])
    const id = await idOf('soc-trang', 'employed')
    const oldId = await idOf('soc-trang', 'employed', null, 'khung cũ')
    const linked = await statistician.run(spliceSeries, { id, oldId, overlapFrom: 2020, overlapTo: 2020 })
    expect(linked).toEqual({ id, years: [2018, 2019], ratio: 2 })
    const shown = await statistician.run(showSeries, { id })
    expect(shown.values.map(({ year, value, method }) => [year, value, method])).toEqual([
      [2018, 200, 'splice'],
      [2019, 220, 'splice'],
      [2020, 240, null],
      [2021, 250, null],
    ])
    expect(shown.values[0]?.source).toContain('tính từ')
  })

  test('a series moves to the prices of another year', async () => {
    const cell = (measure: string, year: number, value: number) => ({ measure, sector: 'total', year, value })
    await enter('soc-trang', [
      cell('grdp_constant', 2019, 100),
      cell('grdp_constant', 2020, 104),
      cell('grdp_current', 2020, 156),
    ])
    const id = await idOf('soc-trang', 'grdp_constant', 2010)
    const moved = await statistician.run(rebaseSeries, { id, toYear: 2020 })
    expect(moved).toMatchObject({ years: [2019, 2020], ratio: 1.5 })
    const shown = await statistician.run(showSeries, { id: moved.id })
    expect(shown.series.baseYear).toBe(2020)
    expect(shown.values.map(({ value }) => value)).toEqual([150, 156])
  })

  test('the checks see a slip by a thousand in what is on record', async () => {
    const cell = (year: number, value: number) => ({
      measure: 'investment_current',
      sector: 'total',
      year,
      value,
    })
    await enter('soc-trang', [
      cell(2018, 10_000),
      cell(2019, 11_000),
      cell(2020, 12_500_000),
      cell(2021, 13_000),
    ])
    const { problems } = await statistician.run(checkTerritory, { territoryId: place('soc-trang') })
    const slips = problems.filter((problem) => problem.code === 'unitSlip')
    expect(slips).toMatchObject([
      { measure: 'investment_current', year: 2020, found: 12_500_000, expected: 12_500 },
    ])
  })
})

describe('data for a study', () => {
  const all = (year: number, factor: number) =>
    Object.entries({
      grdp_constant: 100,
      investment_constant: 30,
      employed: 50,
      grdp_current: 120,
      compensation: 40,
      employees: 25,
    }).map(([measure, value]) => ({ measure, sector: 'agriculture', year, value: value * factor }))

  test('rows carry output, investment, labour and the share with the self-employed imputed', async () => {
    await enter('soc-trang', [...all(2015, 1), ...all(2016, 2)])
    const study = await studySeries(house.system.db, {
      territoryId: place('soc-trang'),
      sector: 'agriculture',
    })
    // 40/120 × 50/25 = 2/3 in both years
    expect(study.rows).toEqual([
      { year: 2015, y: 100, i: 30, l: 50, laborShare: expect.closeTo(2 / 3, 12) },
      { year: 2016, y: 200, i: 60, l: 100, laborShare: expect.closeTo(2 / 3, 12) },
    ])
    expect([study.labourShare, study.baseYear]).toEqual(['employees', 2010])
    expect(study.used[0]).toMatchObject({
      measure: 'grdp_constant',
      sources: ['Niên giám thử'],
      preliminaryYears: [],
    })
    const one = await studySeries(house.system.db, {
      territoryId: place('soc-trang'),
      sector: 'agriculture',
      until: 2015,
    })
    expect(one.rows).toHaveLength(1)
    expect(one.version).not.toBe(study.version)
  })

  test('the successor is the sum of its parts before its own years, and says so', async () => {
    await enter('hau-giang', [...all(2015, 10)])
    const none = await studySeries(house.system.db, {
      territoryId: place('can-tho-2025'),
      sector: 'agriculture',
    })
    expect(none.rows).toEqual([])
    await enter('can-tho-2004', [...all(2015, 100)])
    const study = await studySeries(house.system.db, {
      territoryId: place('can-tho-2025'),
      sector: 'agriculture',
    })
    expect(study.rows).toMatchObject([{ year: 2015, y: 11_100, i: 3_330, l: 5_550 }])
    expect(study.used.every((one) => one.summedYears.includes(2015))).toBe(true)
    expect(study.warnings.some((words) => words.vi.includes('trước khi sáp nhập'))).toBe(true)
  })

  test('values come out as one row each, with their source', async () => {
    const { rows } = await statistician.run(listValues, {
      territoryId: place('can-tho-2004'),
      measure: 'employed',
    })
    expect(rows).toMatchObject([{ year: 2015, value: 5000, status: 'official', source: 'Niên giám thử' }])
  })
})
