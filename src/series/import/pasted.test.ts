import { describe, expect, test } from 'vitest'
import { readDelimited } from '../../documents/read/delimited.ts'
import { labels } from '../testing.ts'
import { type BlockDefaults, readBlock } from './block.ts'

const usual: BlockDefaults = { measure: null, unit: null, numbers: null, baseYear: 2010 }
const read = (text: string, defaults: Partial<BlockDefaults> = {}) =>
  readBlock(readDelimited(text), labels, { ...usual, ...defaults })

/** What stands where: sector or measure, year, value. */
const places = (text: string, defaults: Partial<BlockDefaults> = {}) =>
  read(text, defaults)?.cells.map(({ measure, sector, year, value, problem }) => [
    measure,
    sector,
    year,
    problem === null ? value : null,
  ])

describe('a block pasted from a spreadsheet', () => {
  test('keeps its columns and rows where cells have line breaks, and its preliminary year', () => {
    const text = [
      'Năm\t"Tổng số\nTotal"\t"Nông, lâm\nnghiệp và\nthủy sản"\t"Công nghiệp\nvà xây dựng"\t"Dịch vụ"\t"Thuế sản phẩm trừ\ntrợ cấp sản phẩm"',
      '2021\t100,5\t40\t30\t20\t10,5',
      '"Sơ bộ\n2023\nPrel."\t120,5\t50\t35\t22\t13,5',
    ].join('\n')
    const found = read(text, { measure: 'grdp_constant' })
    expect(found?.cells.map(({ sector, year, value }) => [sector, year, value])).toEqual([
      ['total', 2021, 100.5],
      ['total', 2023, 120.5],
      ['agriculture', 2021, 40],
      ['agriculture', 2023, 50],
      ['industry', 2021, 30],
      ['industry', 2023, 35],
      ['services', 2021, 20],
      ['services', 2023, 22],
      ['product_tax', 2021, 10.5],
      ['product_tax', 2023, 13.5],
    ])
    expect(
      found?.cells.filter(({ year }) => year === 2023).every(({ status }) => status === 'preliminary'),
    ).toBe(true)
  })

  test.each([
    [
      'prices under one title',
      'Tổng sản phẩm trên địa bàn (GRDP)\nNăm\tTheo giá hiện hành\t\tTheo giá so sánh 2010\t\t\n',
    ],
    ['prices by themselves', 'Năm\tGRDP theo giá hiện hành\t\tGRDP theo giá so sánh 2010\t\t\n'],
  ])('says a title over several columns of all of them: %s', (_, head) => {
    const text = `${head}\tTổng số\tDịch vụ\tTổng số\tDịch vụ\tCông nghiệp và xây dựng\n2020\t1\t2\t3\t4\t5\n2021\t6\t7\t8\t9\t10`
    expect(places(text)).toEqual([
      ['grdp_current', 'total', 2020, 1],
      ['grdp_current', 'total', 2021, 6],
      ['grdp_current', 'services', 2020, 2],
      ['grdp_current', 'services', 2021, 7],
      ['grdp_constant', 'total', 2020, 3],
      ['grdp_constant', 'total', 2021, 8],
      ['grdp_constant', 'services', 2020, 4],
      ['grdp_constant', 'services', 2021, 9],
      ['grdp_constant', 'industry', 2020, 5],
      ['grdp_constant', 'industry', 2021, 10],
    ])
  })

  test.each([
    ['620.100', '625.300', 620.1],
    ['620,100', '625,300', 620.1],
    ['1.620.100', '625.300', 1620.1],
  ])('counts persons as wholes, however thousands are parted: %s', (first, second, thousands) => {
    const [cell] =
      places(`Lao động đang làm việc (Người)\nNăm\t2020\t2021\nTổng số\t${first}\t${second}`) ?? []
    expect(cell).toEqual(['employed', 'total', 2020, thousands])
  })

  test('asks which form it is where thousands of persons may have decimals', () => {
    expect(
      read('Lao động đang làm việc (Nghìn người)\nNăm\t2020\t2021\nTổng số\t620.100\t625.300')?.ambiguous,
    ).toBe(true)
  })
})
