import { beforeAll, describe, expect, test } from 'vitest'
import { exportTable } from '../../documents/write/export.ts'
import { translator } from '../../platform/language.ts'
import { uploadFile } from '../../platform/uploads.ts'
import { type Someone, type TestSystem, testSystem } from '../../testing/system.ts'
import { territories } from '../catalogue-queries.ts'
import { enterSeries } from '../entry.ts'
import { listSeries, listValues, showSeries } from '../list-queries.ts'
import { valueColumns } from '../value-columns.ts'
import { applyImport, importSeries, pasteSeries, showImportCells, showSeriesImport } from './import.ts'

/* The figures below are made up for the tests: no territory has them. */

let house: TestSystem
let statistician: Someone
const of: Record<string, number> = {}
const place = (key: string) => of[key] ?? 0
const batch = { status: 'official', source: 'Theo biểu mẫu', publishedOn: '2025-06-30' }

beforeAll(async () => {
  house = await testSystem()
  statistician = await house.as('statistics')
  for (const one of await territories(house.system.db)) of[one.key] = one.id
})

const paste = (text: string, rest: object = {}) =>
  statistician.run(pasteSeries, { territoryId: place('hau-giang'), text, ...batch, ...rest })
const valuesOf = async (territory: string, of: Someone = statistician) => {
  const { rows } = await of.run(listValues, { territoryId: place(territory) })
  return rows.map(({ series, year, value, status, source, publishedOn }) => ({
    series: [series.measure, series.sector, series.baseYear, series.edition],
    year,
    value,
    status,
    source,
    publishedOn,
  }))
}

describe('a table of one value a row', () => {
  test('is checked and written as a wide one is, each row with its own status, source, day and edition', async () => {
    const checked = await paste(
      [
        'Địa bàn\tChỉ tiêu\tNgành\tNăm\tGiá trị\tĐơn vị\tNăm gốc\tPhiên bản\tTrạng thái\tNguồn\tNgày công bố',
        'Hậu Giang\tGRDP theo giá so sánh\tTổng số\t2020\t1.500.000,5\ttriệu đồng\t2010\t\tSơ bộ\tNiên giám 2021\t30/06/2022',
        'Hậu Giang\tGRDP theo giá so sánh\tTổng số\t2021\t1.600\ttỷ đồng\t2015\tđánh giá lại\t\t\t',
        'Sóc Trăng\tGRDP theo giá so sánh\tTổng số\t2020\t1.700\ttỷ đồng\t\t\t\t\t',
        'Hậu Giang\tGRDP theo giá so sánh\tTổng số\t2020\t1.501\ttỷ đồng\t2010\t\t\t\t',
      ].join('\n'),
    )
    expect(checked).toMatchObject({ added: 2, changed: 0, unchanged: 0, refused: 2 })
    const shown = await statistician.run(showSeriesImport, { id: checked.id })
    expect(shown.reading[0]).toMatchObject({ orientation: 'long', numbers: 'vi' })
    const { rows } = await statistician.run(showImportCells, { id: checked.id, outcome: 'error' })
    expect(rows.map(({ address, problems }) => [address, problems.map(({ vi }) => vi)])).toEqual([
      ['E4', ['Dòng này là số liệu của “Sóc Trăng”, không phải địa bàn đã chọn.']],
      ['E5', ['Đã có giá trị này ở ô E2.']],
    ])
    await statistician.run(applyImport, { id: checked.id })
    expect(await valuesOf('hau-giang')).toEqual([
      {
        series: ['grdp_constant', 'total', 2010, ''],
        year: 2020,
        value: 1500.0005,
        status: 'preliminary',
        source: 'Niên giám 2021',
        publishedOn: '2022-06-30',
      },
      {
        series: ['grdp_constant', 'total', 2015, 'đánh giá lại'],
        year: 2021,
        value: 1600,
        status: 'official',
        source: 'Theo biểu mẫu',
        publishedOn: '2025-06-30',
      },
    ])
  })
})

describe('exports of series', () => {
  const t = { vi: translator('vi'), en: translator('en') }
  const imported = async (someone: Someone, bytes: Uint8Array, name: string, territory: string) => {
    const { id: fileId } = await someone.run(uploadFile, { name, bytes: new Uint8Array(bytes) })
    return someone.run(importSeries, {
      territoryId: place(territory),
      fileId,
      status: 'estimate',
      source: 'Theo biểu mẫu',
    })
  }
  const exported = async (format: 'csv' | 'xlsx', language: 'vi' | 'en', rows: 'all' | 'one') => {
    const columns = valueColumns(t[language])
    const found = await statistician.run(listValues, { territoryId: place('soc-trang') })
    const values = rows === 'all' ? found.rows : found.rows.filter((row) => row.series.measure === 'pay')
    const file = await exportTable(format, { name: 'xuat', title: 'Số liệu', columns, rows: values })
    return new Uint8Array(await file.arrayBuffer())
  }

  beforeAll(async () => {
    const cell = (measure: string, sector: string, year: number, value: number) => ({
      measure,
      sector,
      year,
      value,
    })
    const enter = (cells: object[], rest: object) =>
      statistician.run(enterSeries, { territoryId: place('soc-trang'), cells, ...batch, ...rest })
    await enter(
      [
        cell('grdp_constant', 'total', 2019, 1000.5),
        cell('grdp_constant', 'vsic-o', 2019, 25.123456789),
        cell('grdp_current', 'services', 2020, 1234.567),
      ],
      { source: 'Niên giám, "bản in"; tập 1' },
    )
    await enter([cell('employed_university', 'total', 2020, 61.25)], { status: 'preliminary' })
    await enter([cell('pay', 'total', 2021, 7250.5), cell('labour_share', 'total', 2021, 0.475)], {
      status: 'estimate',
    })
    await enter([cell('grdp_constant', 'total', 2018, 900)], { baseYear: 1994, edition: 'khung cũ' })
  })

  for (const format of ['csv', 'xlsx'] as const) {
    for (const language of ['vi', 'en'] as const) {
      test(`as ${format} in ${language} read back as what is on record already`, async () => {
        const bytes = await exported(format, language, 'all')
        const counts = await imported(statistician, bytes, `xuat.${format}`, 'soc-trang')
        expect(counts).toMatchObject({ added: 0, changed: 0, unchanged: 7, refused: 0 })
      })

      test(`as ${format} in ${language} carry every series to an empty installation, sources and all`, async () => {
        const other = await testSystem()
        const there = await other.as('statistics')
        const bytes = await exported(format, language, 'all')
        const checked = await imported(there, bytes, `xuat.${format}`, 'soc-trang')
        expect(checked).toMatchObject({ added: 7, refused: 0 })
        await there.run(applyImport, { id: checked.id })
        expect(await valuesOf('soc-trang', there)).toEqual(await valuesOf('soc-trang'))
      })
    }
  }

  test('say their territory, so that they are not written to another', async () => {
    const counts = await imported(
      statistician,
      await exported('csv', 'vi', 'all'),
      'xuat.csv',
      'can-tho-2004',
    )
    expect(counts).toMatchObject({ added: 0, refused: 7 })
  })

  test('of one series have the same columns', async () => {
    const { rows } = await statistician.run(listSeries, { territoryId: place('soc-trang'), measure: 'pay' })
    const { series, values } = await statistician.run(showSeries, { id: rows[0]?.id ?? 0 })
    const file = await exportTable('csv', {
      name: 'xuat',
      title: 'Thu nhập',
      columns: valueColumns(t.vi),
      rows: values.map((row) => ({ ...row, series })),
    })
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(await exported('csv', 'vi', 'one'))
  })
})
