import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WorkbookCell } from '../../documents/read/sheet.ts'
import { formatNumber } from '../../platform/numbers.ts'

import { catalogue, labels } from '../testing.ts'
import { type BlockDefaults, readBlock } from './block.ts'
import { readLong, readSeriesTable } from './long.ts'

const defaults: BlockDefaults = { measure: null, unit: null, numbers: null, baseYear: 2010 }
const socTrang = ['soc-trang', 'Tỉnh Sóc Trăng', 'Sóc Trăng province']
const rowsOf = (text: string) => text.split('\n').map((line) => line.split('\t'))
const read = (text: string, given: Partial<BlockDefaults> = {}) =>
  readLong(rowsOf(text), labels, { ...defaults, ...given }, socTrang)
const brief = (text: string, given: Partial<BlockDefaults> = {}) =>
  read(text, given)?.cells.map((cell) => [cell.measure, cell.sector, cell.year, cell.value])
const problems = (text: string, given: Partial<BlockDefaults> = {}) =>
  read(text, given)?.cells.flatMap((cell) =>
    cell.problem === null ? [] : [[cell.address, cell.problem.vi, cell.problem.en]],
  )

describe('a table with one value a row', () => {
  test('is read in any order of its columns, each row with its own unit, status, base year, source and day', () => {
    const table = [
      'Số liệu các chuỗi',
      'Nguồn\tGiá trị\tĐơn vị\tNăm\tChỉ tiêu\tNgành\tNăm gốc\tTrạng thái\tNgày công bố\tĐịa bàn',
      'Niên giám 2024\t1.234.567,5\ttriệu đồng\t2023\tGRDP theo giá so sánh\tDịch vụ\t2010\tSơ bộ\t30/06/2024\tSóc Trăng',
      'Điều tra\t610,25\tnghìn người\tNăm 2022\tLao động có việc làm\tTổng số\t\tchính thức\t2023-05-01\tTỉnh Sóc Trăng',
    ].join('\n')
    expect(read(table)).toEqual({
      orientation: 'long',
      numbers: 'vi',
      ambiguous: false,
      ignored: [],
      cells: [
        {
          address: 'B3',
          typed: '1.234.567,5',
          measure: 'grdp_constant',
          sector: 'services',
          baseYear: 2010,
          year: 2023,
          unit: 'million',
          value: 1234.5675,
          status: 'preliminary',
          problem: null,
          edition: null,
          source: 'Niên giám 2024',
          publishedOn: '2024-06-30',
        },
        {
          address: 'B4',
          typed: '610,25',
          measure: 'employed',
          sector: 'total',
          baseYear: null,
          year: 2022,
          unit: 'thousandPersons',
          value: 610.25,
          status: 'official',
          problem: null,
          edition: null,
          source: 'Điều tra',
          publishedOn: '2023-05-01',
        },
      ],
    })
  })

  test('has English headings too, and a unit in the heading of its values', () => {
    expect(
      brief(
        'Year\tSector\tMeasure\tValue (million đồng)\n2020\tServices\tGRDP at current prices\t1,500.5\n2021\tC\tGRDP at current prices\t2,000.5',
      ),
    ).toEqual([
      ['grdp_current', 'services', 2020, 1.5005],
      ['grdp_current', 'vsic-c', 2021, 2.0005],
    ])
  })

  test('takes from its titles and from the form what its columns do not say', () => {
    const table = 'Năm\tGiá trị\n2020\t100,5\n2021\t101,5\n2022\t…'
    expect(brief(table, { measure: 'employed', unit: 'persons' })).toEqual([
      ['employed', 'total', 2020, 0.1005],
      ['employed', 'total', 2021, 0.1015],
    ])
    const titled = `GRDP theo giá so sánh 2015\nĐơn vị tính: Triệu đồng\n${table}`
    expect(brief(titled)?.[0]).toEqual(['grdp_constant', 'total', 2020, 0.1005])
    expect(read(titled)?.cells[0]?.baseYear).toBe(2015)
    expect(problems(table)?.[0]?.[1]).toContain('Không rõ chỉ tiêu')
  })

  test('is told from a wide table by its columns of years and of values', () => {
    expect(read('Chỉ tiêu\t2020\t2021\nGRDP theo giá hiện hành\t1\t2')).toBeNull()
    expect(read('Năm\tGRDP theo giá hiện hành\n2020\t1')).toBeNull()
    expect(read('Năm\tGiá trị\tGiá trị\n2020\t1\t2')).toBeNull()
    const wide = rowsOf('Chỉ tiêu\t2020\t2021\nGRDP theo giá hiện hành\t1\t2')
    expect(readSeriesTable(wide, labels, defaults, null)?.orientation).toBe('across')
  })

  test('names each row with a word that it does not understand, and reads the others', () => {
    const table = [
      'Chỉ tiêu\tNgành\tNăm\tGiá trị\tĐơn vị\tNăm gốc\tTrạng thái\tNgày công bố\tĐịa bàn',
      'GRDP theo giá hiện hành\tTổng số\t2020\t1,5\ttỷ đồng\t\t\t\t',
      'Dân số\tTổng số\t2020\t1,5\t\t\t\t\t',
      'GRDP theo giá hiện hành\tKinh tế biển\t2020\t1,5\t\t\t\t\t',
      'GRDP theo giá hiện hành\tTổng số\tquý I\t1,5\t\t\t\t\t',
      'GRDP theo giá hiện hành\tTổng số\t2021\t1,5\tthùng\t\t\t\t',
      'GRDP theo giá hiện hành\tTổng số\t2021\t1,5\tnghìn người\t\t\t\t',
      'GRDP theo giá so sánh\tTổng số\t2021\t1,5\t\tgốc\t\t\t',
      'GRDP theo giá hiện hành\tTổng số\t2022\t1,5\t\t\tchắc chắn\t\t',
      'GRDP theo giá hiện hành\tTổng số\t2022\t1,5\t\t\t\t31/02/2024\t',
      'GRDP theo giá hiện hành\tTổng số\t2022\t1,5\t\t\t\t\tTỉnh Hậu Giang',
      'GRDP theo giá hiện hành\tTổng số\t2022\tmột\t\t\t\t\t',
      'GRDP theo giá hiện hành\tTổng số\t2023\t\t\t\t\t\t',
    ].join('\n')
    expect(problems(table, { measure: 'employed' })?.map(([address, vi]) => [address, vi])).toEqual([
      ['D3', 'Không có chỉ tiêu “Dân số”.'],
      ['D4', 'Không có ngành “Kinh tế biển”.'],
      ['D5', 'Không hiểu năm “quý I”.'],
      ['D6', 'Không có đơn vị “thùng”.'],
      ['D7', 'Đơn vị “nghìn người” không phải đơn vị của chỉ tiêu này.'],
      ['D8', 'Không hiểu năm gốc “gốc”.'],
      ['D9', 'Không có trạng thái “chắc chắn”.'],
      ['D10', 'Không hiểu ngày công bố “31/02/2024”.'],
      ['D11', 'Dòng này là số liệu của “Tỉnh Hậu Giang”, không phải địa bàn đã chọn.'],
      ['D12', '“một” không phải là số, hoặc viết theo kiểu số khác với các ô còn lại.'],
    ])
    expect(read(table)?.cells.filter((cell) => cell.value !== null)).toHaveLength(1)
  })

  test('may name a territory shortly, but not the namesake before or after a merger', () => {
    const after = ['can-tho-2025', 'Thành phố Cần Thơ (từ 01/7/2025)', 'Cần Thơ city (from 1 July 2025)']
    const problemsOf = (name: string) =>
      readLong(
        [
          ['Địa bàn', 'Năm', 'Giá trị'],
          [name, 2025, 5],
        ],
        labels,
        { ...defaults, measure: 'employed' },
        after,
      )?.cells.map((cell) => cell.problem === null)
    for (const name of ['Cần Thơ', 'TP Cần Thơ', 'can-tho-2025', 'Thành phố Cần Thơ (từ 01/7/2025)'])
      expect(problemsOf(name)).toEqual([true])
    for (const name of ['Thành phố Cần Thơ (trước 01/7/2025)', 'Hậu Giang'])
      expect(problemsOf(name)).toEqual([false])
  })
})

/* A year's figures of some measures and sectors: keys are unique, values such that each form writes them exactly. */
const figure = fc.record({
  measure: fc.constantFrom(...catalogue.measures.map(({ key }) => key)),
  sector: fc.constantFrom(...catalogue.sectors.map(({ key }) => key)),
  year: fc.integer({ min: 1990, max: 2030 }),
  value: fc.integer({ min: -99_999_999, max: 99_999_999 }).map((hundredths) => hundredths / 100),
})
const figures = fc.uniqueArray(figure, {
  minLength: 1,
  maxLength: 30,
  selector: ({ measure, sector, year }) => `${measure}:${sector}:${year}`,
})
const nameOf = (list: readonly { key: string; name: string }[], key: string) =>
  list.find((one) => one.key === key)?.name ?? ''
const plainCells = (reading: ReturnType<typeof readLong>) =>
  (reading?.cells ?? [])
    .map(({ measure, sector, baseYear, year, unit, value, problem }) =>
      JSON.stringify([measure, sector, baseYear, year, unit, value, problem]),
    )
    .sort()

describe('wide and long', () => {
  test('forms of the same figures give the same cells', () => {
    fc.assert(
      fc.property(figures, fc.boolean(), fc.integer(), (given, written, seed) => {
        const cellOf = (value: number): WorkbookCell => (written ? formatNumber(value, 'vi', 2) : value)
        const years = [...new Set(given.map(({ year }) => year))]
        const lines = [...new Set(given.map(({ measure, sector }) => `${measure}:${sector}`))]
        const wide = [
          ['Chỉ tiêu', 'Ngành', ...years.map(String)],
          ...lines.map((line) => [
            nameOf(catalogue.measures, line.split(':')[0] ?? ''),
            nameOf(catalogue.sectors, line.split(':')[1] ?? ''),
            ...years.map((year) => {
              const found = given.find((one) => `${one.measure}:${one.sector}` === line && one.year === year)
              return found === undefined ? null : cellOf(found.value)
            }),
          ]),
        ]
        const order = ['Năm', 'Giá trị', 'Chỉ tiêu', 'Ngành'].sort(
          (one, other) => ((one.length * 7919 + seed) % 5) - ((other.length * 7919 + seed) % 5),
        )
        const long = [
          order,
          ...given.map((one) =>
            order.map((column): WorkbookCell => {
              if (column === 'Năm') return one.year
              if (column === 'Giá trị') return cellOf(one.value)
              return column === 'Ngành'
                ? nameOf(catalogue.sectors, one.sector)
                : nameOf(catalogue.measures, one.measure)
            }),
          ),
        ]
        const numbers = written ? 'vi' : null
        const form = { ...defaults, numbers } as const
        expect(plainCells(readLong(long, labels, form, null))).toEqual(
          plainCells(readBlock(wide, labels, form)),
        )
        expect(readLong(long, labels, form, null)?.cells.map(({ value }) => value)).toHaveLength(given.length)
      }),
      { numRuns: 60 },
    )
  })

  test('no table makes the reader fail', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        'Năm',
        'Giá trị',
        'Chỉ tiêu',
        'Ngành',
        '2020',
        'GRDP theo giá hiện hành',
        '1.234',
        '%',
        null,
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.double(),
      fc.date({ noInvalidDate: true }),
      fc.boolean(),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }), (rows) => {
        const reading = readLong([['Năm', 'Giá trị', 'Chỉ tiêu'], ...rows], labels, defaults, socTrang)
        for (const one of reading?.cells ?? []) expect(one.value === null).toBe(one.problem !== null)
      }),
      { numRuns: 200 },
    )
  })
})
