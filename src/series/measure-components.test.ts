import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSeries } from './checks.ts'
import { type BlockDefaults, readBlock } from './import/block.ts'
import type { SeriesKey } from './rules.ts'
import { averagePay } from './study-components.ts'
import { catalogue, labels, measureParts } from './testing.ts'
import { fromKept, toKept, unitAs } from './units.ts'

const defaults: BlockDefaults = { measure: null, unit: null, numbers: null, baseYear: 2010 }
const read = (lines: readonly string[], given: Partial<BlockDefaults> = {}) =>
  readBlock(
    lines.map((line) => line.split('\t')),
    labels,
    { ...defaults, ...given },
  )?.cells ?? []
const brief = (lines: readonly string[], given: Partial<BlockDefaults> = {}) =>
  read(lines, given).map(({ measure, sector, year, value }) => [measure, sector, year, value])

describe('the catalogue of parts', () => {
  test('every asset has a depreciation and a life with their source, still to be checked', () => {
    const assets = catalogue.parts.filter(({ kind }) => kind === 'asset')
    expect(assets.map(({ key, depreciation }) => [key, depreciation])).toEqual([
      ['structures', 0.02],
      ['machinery', 0.126],
      ['transport', 0.189],
      ['other_assets', 0.15],
    ])
    for (const { source, serviceLife, toCheck } of assets) {
      expect(source).toContain('Penn World Table')
      expect(serviceLife).toBeGreaterThan(1)
      expect(toCheck).toBe(true)
    }
  })

  test('a measure that is divided has one part for each type of asset or each qualification, in its own unit', () => {
    const wholes = Map.groupBy(measureParts, ({ whole }) => whole)
    expect([...wholes].map(([whole, own]) => [whole, own.length])).toEqual([
      ['investment_current', 4],
      ['investment_constant', 4],
      ['capital_stock', 4],
      ['employed', 5],
      ['pay', 5],
    ])
    const dimension = (key: string) => catalogue.measures.find((one) => one.key === key)?.dimension
    for (const { measure, whole } of measureParts) expect(dimension(measure)).toBe(dimension(whole))
  })
})

describe('tables by part', () => {
  test('investment by type of asset, the parts under the row of their whole', () => {
    expect(
      brief([
        'Chỉ tiêu\t2019',
        'GRDP theo giá so sánh 2010\t100,5',
        'Vốn đầu tư theo giá so sánh 2010\t40,5',
        '  Nhà ở và công trình xây dựng\t20,5',
        '  Máy móc, thiết bị\t12,0',
        '  Phương tiện vận tải\t5,0',
        '  Tài sản khác\t3,0',
        'Lao động có việc làm\t30,5',
      ]),
    ).toEqual([
      ['grdp_constant', 'total', 2019, 100.5],
      ['investment_constant', 'total', 2019, 40.5],
      ['investment_constant_structures', 'total', 2019, 20.5],
      ['investment_constant_machinery', 'total', 2019, 12],
      ['investment_constant_transport', 'total', 2019, 5],
      ['investment_constant_other_assets', 'total', 2019, 3],
      ['employed', 'total', 2019, 30.5],
    ])
  })

  test('both prices of one title, and an asset as the heading of its sectors', () => {
    expect(
      brief([
        'Vốn đầu tư thực hiện toàn xã hội theo loại tài sản',
        'Đơn vị tính: Tỷ đồng\t2019',
        'Theo giá hiện hành',
        'Tổng số\t50,5',
        'Máy móc và thiết bị\t15,5',
        'Theo giá so sánh 2010',
        'Máy móc và thiết bị\t12,5',
        'Phương tiện vận tải',
        'Tổng số\t5,5',
        'Dịch vụ\t3,5',
      ]),
    ).toEqual([
      ['investment_current', 'total', 2019, 50.5],
      ['investment_current_machinery', 'total', 2019, 15.5],
      ['investment_constant_machinery', 'total', 2019, 12.5],
      ['investment_constant_transport', 'total', 2019, 5.5],
      ['investment_constant_transport', 'services', 2019, 3.5],
    ])
  })

  test('employed persons and their pay by qualification, as the labour force survey prints them', () => {
    expect(
      brief([
        'Lao động từ 15 tuổi trở lên đang làm việc phân theo trình độ chuyên môn kỹ thuật (nghìn người)',
        '\t2022\tSơ bộ 2023',
        'TỔNG SỐ\t600,5\t605,0',
        'Không có trình độ chuyên môn kỹ thuật\t500,5\t500,0',
        'Sơ cấp\t30\t32',
        'Trung cấp\t20\t21',
        'Cao đẳng\t15\t16',
        'Đại học trở lên\t35\t36',
      ]).slice(2, 6),
    ).toEqual([
      ['employed_unskilled', 'total', 2022, 500.5],
      ['employed_unskilled', 'total', 2023, 500],
      ['employed_primary', 'total', 2022, 30],
      ['employed_primary', 'total', 2023, 32],
    ])
    const pay = [
      'Thu nhập bình quân tháng của lao động phân theo trình độ',
      'Đơn vị tính: Triệu đồng\t2022',
      'Chung\t6,5',
      'Sơ cấp\t7,25',
      'Đại học trở lên\t9,8',
    ]
    expect(brief(pay)).toEqual([
      ['pay', 'total', 2022, 6500],
      ['pay_primary', 'total', 2022, 7250],
      ['pay_university', 'total', 2022, 9800],
    ])
    expect(
      brief(pay.map((line) => line.replace('Triệu đồng', 'Nghìn đồng').replace('6,5', '6.500,5')))[0],
    ).toEqual(['pay', 'total', 2022, 6500.5])
  })

  test('an English table, a column each, and a measure chosen in the form', () => {
    expect(
      brief(
        [
          'Year\tInvestment at constant prices: machinery and equipment\tTransport equipment',
          '2019\t12.5\t3.5',
        ],
        { measure: 'investment_constant' },
      ),
    ).toEqual([
      ['investment_constant_machinery', 'total', 2019, 12.5],
      ['investment_constant_transport', 'total', 2019, 3.5],
    ])
    expect(
      brief(['Average monthly earnings by qualification (thousand VND)\t2020', 'College\t7,100.5']),
    ).toEqual([['pay_college', 'total', 2020, 7100.5]])
  })

  test('a measure that is not kept by that part is refused, never taken for its whole', () => {
    const [cell] = read(['Lao động làm công hưởng lương\t2020', 'Sơ cấp\t20,5'])
    expect([cell?.measure, cell?.value]).toEqual([null, null])
    expect(cell?.problem?.vi).toContain('không có số liệu chia theo')
  })
})

describe('checks of parts', () => {
  const series = (measure: string, values: Record<number, number>, rest: Partial<SeriesKey> = {}) => ({
    measure,
    sector: 'total',
    baseYear: null,
    edition: '',
    ...rest,
    values: new Map(
      Object.entries(values).map(([year, value]) => [Number(year), { value, status: 'official' as const }]),
    ),
  })
  const check = (...list: ReturnType<typeof series>[]) =>
    checkSeries(list, { sectors: catalogue.sectors, parts: measureParts, validTo: null })
      .filter(({ code }) => code === 'parts' || code === 'missingPart')
      .map(({ code, measure, year, expected }) => [code, measure, year, expected])
  const skills = ['unskilled', 'primary', 'intermediate', 'college', 'university']

  test('persons by qualification must sum to all employed, within rounding', () => {
    const parts = skills.map((key) => series(`employed_${key}`, { 2020: 20.1, 2021: 20.1 }))
    expect(check(series('employed', { 2020: 100.5, 2021: 101.5 }), ...parts)).toEqual([
      ['parts', 'employed', 2021, expect.closeTo(100.5, 9)],
    ])
    expect(check(series('employed', { 2020: 100.3, 2021: 100.7 }), ...parts)).toEqual([])
  })

  test('average pay lies between its groups', () => {
    const parts = skills.map((key, place) => series(`pay_${key}`, { 2020: 5000 + 1000 * place }))
    expect(check(series('pay', { 2020: 6200 }), ...parts)).toEqual([])
    expect(check(series('pay', { 2020: 4900 }), ...parts)).toEqual([['parts', 'pay', 2020, 5000]])
  })

  test('a part that is missing beside the others is said, one that never comes only once', () => {
    const at = { baseYear: 2010 }
    const whole = series('investment_constant', { 2019: 10, 2020: 11, 2021: 12 }, at)
    const machines = series('investment_constant_machinery', { 2019: 4, 2020: 4, 2021: 5 }, at)
    const buildings = series('investment_constant_structures', { 2019: 6, 2021: 7 }, at)
    expect(check(whole)).toEqual([])
    expect(check(whole, machines, buildings)).toEqual([
      ['missingPart', 'investment_constant', 2019, null],
      ['missingPart', 'investment_constant', 2020, null],
    ])
  })

  test('parts made of any whole are never found at fault, and a moved one always is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 5, maxLength: 5 }),
        (tenths) => {
          const parts = skills.map((key, place) =>
            series(`employed_${key}`, { 2020: (tenths[place] ?? 0) / 10 }),
          )
          const sum = tenths.reduce((one, other) => one + other, 0) / 10
          expect(check(series('employed', { 2020: sum }), ...parts)).toEqual([])
          expect(check(series('employed', { 2020: sum + 5.1 }), ...parts)).toHaveLength(1)
        },
      ),
    )
  })
})

test('pay is kept in nghìn đồng a month whatever it was written in, and triệu đồng of a table of pay is pay', () => {
  expect([toKept(6.5, 'millionPay'), toKept(6_500_000, 'dongPay'), fromKept(6500, 'millionPay')]).toEqual([
    6500, 6500, 6.5,
  ])
  expect([unitAs('million', 'pay'), unitAs('million', 'money'), unitAs('billion', 'pay')]).toEqual([
    'millionPay',
    'million',
    null,
  ])
})

test('pay of a merged territory is that of its parts weighted by their workers', () => {
  const years = (value: number, ...of: number[]) => new Map(of.map((year) => [year, value]))
  const { values, derived } = averagePay(years(9000, 2025), [
    { pay: years(6000, 2023, 2024), persons: years(300, 2023, 2024) },
    { pay: years(9000, 2024), persons: years(100, 2024) },
  ])
  expect([...values]).toEqual([
    [2024, 6750],
    [2025, 9000],
  ])
  expect(derived).toEqual([2024])
})
