import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toJson } from '../platform/json.ts'
import {
  explain,
  isSme,
  isUnderOneYear,
  readExplanation,
  type SizeInput,
  sectorGroups,
  sizeClass,
  sizeClasses,
  thresholdsOf,
  withoutRule,
} from './rules.ts'
import { checkTaxCode, taxCheckDigit } from './tax-code.ts'

const billion = 1_000_000_000
/** Decree 80/2021/NĐ-CP, art. 5, as FACTS has it. */
const thresholds = thresholdsOf({
  id: 7,
  instrument: '80/2021/NĐ-CP',
  article: 'Điều 5',
  value: {
    groups: {
      production: [
        { class: 'micro', labour: 10, revenue: 3 * billion, capital: 3 * billion },
        { class: 'small', labour: 100, revenue: 50 * billion, capital: 20 * billion },
        { class: 'medium', labour: 200, revenue: 200 * billion, capital: 100 * billion },
      ],
      trade_services: [
        { class: 'micro', labour: 10, revenue: 10 * billion, capital: 3 * billion },
        { class: 'small', labour: 50, revenue: 100 * billion, capital: 50 * billion },
        { class: 'medium', labour: 100, revenue: 300 * billion, capital: 100 * billion },
      ],
    },
  },
})

const tyDong = (amount: number) => BigInt(Math.round(amount * billion))
const maker = (given: Partial<SizeInput>): SizeInput => ({
  sectorGroup: 'production',
  employees: 5,
  revenue: tyDong(1),
  capital: tyDong(1),
  operatingUnderOneYear: false,
  ...given,
})
const classOf = (given: Partial<SizeInput>) => sizeClass(maker(given), thresholds).sizeClass

describe('tax code', () => {
  test.each([
    ['0100109106', '0100109106'],
    ['2200108445', '2200108445'],
    [' 2200 108 445 ', '2200108445'],
    ['2200.108.445', '2200108445'],
    ['2200108445-001', '2200108445-001'],
    ['2200108445001', '2200108445-001'],
    ['2200108445 – 012', '2200108445-012'],
    ['２２００１０８４４５', '2200108445'],
  ])('%s is the tax code %s', (typed, value) => {
    expect(checkTaxCode(typed)).toMatchObject({ ok: true, value })
  })

  test.each([
    ['', 'Xin điền'],
    ['220010844A', 'chỉ gồm chữ số'],
    ['2200108446', 'chữ số kiểm tra'],
    ['2200108445-000', 'từ 001 đến 999'],
    ['22001084', 'ở đây có 8'],
    ['100109106', 'bỏ số 0 ở đầu: 0100109106'],
    ['094085001234', 'số định danh cá nhân'],
  ])('"%s" is refused with its own reason', (typed, reason) => {
    const check = checkTaxCode(typed)
    expect(check.ok).toBe(false)
    if (!check.ok) {
      expect(check.reason.vi).toContain(reason)
      expect(check.reason.en).not.toBe('')
    }
  })

  const nine = fc.stringMatching(/^\d{9}$/).filter((digits) => taxCheckDigit(digits) !== null)

  test('any one digit mistyped is noticed', () => {
    fc.assert(
      fc.property(nine, fc.nat(9), fc.integer({ min: 1, max: 9 }), (digits, place, by) => {
        const code = `${digits}${taxCheckDigit(digits)}`
        const wrong = code.slice(0, place) + ((Number(code[place]) + by) % 10) + code.slice(place + 1)
        expect(checkTaxCode(code).ok).toBe(true)
        expect(checkTaxCode(wrong).ok).toBe(false)
      }),
    )
  })

  test('the written form is read back as itself', () => {
    fc.assert(
      fc.property(nine, fc.option(fc.integer({ min: 1, max: 999 })), (digits, unit) => {
        const suffix = unit === null ? '' : `-${String(unit).padStart(3, '0')}`
        const code = `${digits}${taxCheckDigit(digits)}${suffix}`
        expect(checkTaxCode(code)).toEqual({
          ok: true,
          value: code,
          kind: unit === null ? 'enterprise' : 'unit',
        })
      }),
    )
  })

  test('any text gets an answer in words and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const check = checkTaxCode(typed)
        if (!check.ok) expect(check.reason.vi.length).toBeGreaterThan(5)
      }),
    )
  })
})

describe('size class by Decree 80/2021/NĐ-CP, art. 5', () => {
  test('an enterprise with 201 workers is large whatever its capital', () => {
    expect(classOf({ employees: 201, revenue: 1n, capital: 1n })).toBe('large')
    expect(classOf({ employees: 201, revenue: null, capital: null })).toBe('large')
  })

  test.each<[string, Partial<SizeInput>, string]>([
    [
      '10 workers and 3 tỷ of revenue are still micro',
      { employees: 10, revenue: tyDong(3), capital: tyDong(90) },
      'micro',
    ],
    [
      'one đồng above both limits is no longer micro',
      { employees: 10, revenue: tyDong(3) + 1n, capital: tyDong(3) + 1n },
      'small',
    ],
    [
      'little capital is enough when revenue is over',
      { employees: 10, revenue: tyDong(500), capital: tyDong(3) },
      'micro',
    ],
    ['11 workers are not micro whatever the money', { employees: 11, revenue: 1n, capital: 1n }, 'small'],
    [
      '200 workers with 200 tỷ of revenue are medium',
      { employees: 200, revenue: tyDong(200), capital: tyDong(900) },
      'medium',
    ],
    [
      'few workers with much of both are large',
      { employees: 3, revenue: tyDong(201), capital: tyDong(101) },
      'large',
    ],
    [
      'in trade 60 workers are medium',
      { sectorGroup: 'trade_services', employees: 60, revenue: tyDong(20) },
      'medium',
    ],
    [
      'in trade 10 tỷ of revenue are micro',
      { sectorGroup: 'trade_services', revenue: tyDong(10), capital: tyDong(40) },
      'micro',
    ],
    [
      'in its first year revenue does not count',
      { operatingUnderOneYear: true, revenue: tyDong(1), capital: tyDong(50) },
      'medium',
    ],
    ['without revenue yet capital alone counts', { revenue: 0n, capital: tyDong(21) }, 'medium'],
    [
      'missing capital does not matter when revenue settles it',
      { revenue: tyDong(2), capital: null },
      'micro',
    ],
    [
      'missing capital leaves it open when revenue does not',
      { revenue: tyDong(20), capital: null },
      'unknown',
    ],
    [
      'in its first year missing revenue does not matter',
      { operatingUnderOneYear: true, revenue: null },
      'micro',
    ],
    ['missing labour leaves it open', { employees: null }, 'unknown'],
    [
      'missing labour does not matter when the money is a large one’s',
      { employees: null, revenue: tyDong(999), capital: tyDong(999) },
      'large',
    ],
  ])('%s', (_sentence, given, expected) => {
    expect(classOf(given)).toBe(expected)
  })

  test('an enterprise whose class is open may yet be known to be small or medium', () => {
    const open = sizeClass(maker({ revenue: tyDong(20), capital: null }), thresholds)
    expect(open).toMatchObject({ sizeClass: 'unknown', possible: ['micro', 'small'], missing: ['capital'] })
    expect(isSme(open)).toBe(true)
    expect(isSme(sizeClass(maker({ employees: 201 }), thresholds))).toBe(false)
    expect(isSme(sizeClass(maker({ employees: null }), thresholds))).toBeNull()
    expect(isSme(withoutRule('production'))).toBeNull()
  })

  test('the explanation names the article and every number compared', () => {
    const found = sizeClass(maker({ employees: 45, revenue: tyDong(20.5), capital: tyDong(15) }), thresholds)
    expect(explain(found, 'vi')).toEqual([
      'Doanh nghiệp nhỏ theo Điều 5 Nghị định số 80/2021/NĐ-CP (nông, lâm nghiệp, thủy sản, công nghiệp, xây dựng).',
      'Siêu nhỏ – không đạt: lao động bình quân năm 45 người > 10 người; doanh thu 20,5 tỷ đồng > 3 tỷ đồng; tổng nguồn vốn 15 tỷ đồng > 3 tỷ đồng.',
      'Nhỏ – đạt: lao động bình quân năm 45 người ≤ 100 người; doanh thu 20,5 tỷ đồng ≤ 50 tỷ đồng; tổng nguồn vốn 15 tỷ đồng ≤ 20 tỷ đồng.',
    ])
    expect(explain(sizeClass(maker({ employees: null }), thresholds), 'en')[0]).toBe(
      'The size by Decree 80/2021/NĐ-CP, article 5 (agriculture, forestry, fishery, industry, construction) is not known: average employees missing. It may be micro or small or medium or large.',
    )
  })

  const amount = fc.bigInt({ min: 0n, max: tyDong(400) })
  const input = fc.record({
    sectorGroup: fc.constantFrom(...sectorGroups.keys),
    employees: fc.integer({ min: 0, max: 300 }),
    revenue: fc.bigInt({ min: 1n, max: tyDong(400) }),
    capital: amount,
    operatingUnderOneYear: fc.boolean(),
  })
  const rank = (given: SizeInput) => sizeClasses.keys.indexOf(sizeClass(given, thresholds).sizeClass)

  test('more workers, revenue or capital never give a smaller class', () => {
    fc.assert(
      fc.property(
        input,
        fc.integer({ min: 0, max: 300 }),
        amount,
        amount,
        (given, workers, revenue, capital) => {
          const more = {
            ...given,
            employees: given.employees + workers,
            revenue: given.revenue + revenue,
            capital: given.capital + capital,
          }
          expect(rank(more)).toBeGreaterThanOrEqual(rank(given))
        },
      ),
    )
  })

  test('complete figures always give a class, and it is the only one possible', () => {
    fc.assert(
      fc.property(input, (given) => {
        const found = sizeClass(given, thresholds)
        expect(found.sizeClass).not.toBe('unknown')
        expect(found.possible).toEqual([found.sizeClass])
        expect(found.missing).toEqual([])
      }),
    )
  })

  test('a class told without some figure is the class whatever that figure is; an open one truly is open', () => {
    const hidden = fc.record({ employees: fc.boolean(), revenue: fc.boolean(), capital: fc.boolean() })
    const endless = { employees: 1_000_000, revenue: tyDong(900_000), capital: tyDong(900_000) }
    const nothing = { employees: 0, revenue: 1n, capital: 0n }
    fc.assert(
      fc.property(input, hidden, (given, hide) => {
        const told = {
          ...given,
          employees: hide.employees ? null : given.employees,
          revenue: hide.revenue ? null : given.revenue,
          capital: hide.capital ? null : given.capital,
        }
        const found = sizeClass(told, thresholds)
        const completed = (by: typeof nothing) =>
          sizeClass(
            {
              ...told,
              employees: told.employees ?? by.employees,
              revenue: told.revenue ?? by.revenue,
              capital: told.capital ?? by.capital,
            },
            thresholds,
          ).sizeClass
        const least = completed(nothing)
        const most = completed(endless)
        expect(found.sizeClass).toBe(least === most ? least : 'unknown')
        expect(found.possible).toContain(sizeClass(given, thresholds).sizeClass)
        expect(found.possible[0]).toBe(least)
        expect(found.possible.at(-1)).toBe(most)
        expect(found.missing.length > 0).toBe(found.sizeClass === 'unknown')
      }),
    )
  })

  test('an explanation is stored and read back without loss', () => {
    fc.assert(
      fc.property(input, (given) => {
        const found = sizeClass(given, thresholds)
        expect(readExplanation(JSON.parse(toJson(found)))).toEqual(found)
      }),
    )
  })

  test('limits that fall from one class to the next are no thresholds', () => {
    const bands = [
      { class: 'micro', labour: 10, revenue: 3, capital: 3 },
      { class: 'small', labour: 9, revenue: 50, capital: 20 },
    ]
    expect(() =>
      thresholdsOf({
        id: 1,
        instrument: 'x',
        article: 'y',
        value: { groups: { production: bands, trade_services: bands } },
      }),
    ).toThrow('smallest class')
  })
})

describe('the first year of operation', () => {
  test.each([
    ['2024-03-15', 2024, '2026-11-24', true],
    ['2024-03-15', 2025, '2026-11-24', false],
    ['2026-03-15', 2026, '2026-11-24', true],
    ['2025-11-20', 2026, '2026-11-24', false],
    ['2023-12-31', 2024, '2026-11-24', false],
    [null, 2024, '2026-11-24', false],
  ])('founded %s, figures of %i: under a year on that day is %4$s', (founded, year, today, expected) => {
    expect(isUnderOneYear(founded, year, today)).toBe(expected)
  })
})
