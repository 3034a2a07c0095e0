import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aggregateTerritories, rebase, SeriesError, splice, yearInTerritory } from './rules.ts'
import { cellNumber, cellText, fromKept, toKept, unitKeys } from './units.ts'

const years = (first: number, ...values: number[]) =>
  new Map(values.map((value, place) => [first + place, value]))
/** Positive values of consecutive years. */
const positive = fc.double({ min: 0.01, max: 1e7, noNaN: true })
const line = (first: number, least = 2, most = 12) =>
  fc.array(positive, { minLength: least, maxLength: most }).map((values) => years(first, ...values))
const near = (one: number, other: number, room = 1e-12) =>
  Math.abs(one - other) <= room * Math.max(1, Math.abs(one), Math.abs(other))

describe('splice', () => {
  test('the old years move to the level of the new series by the ratio of the overlap', () => {
    const { values, ratio } = splice(years(2015, 100, 110, 121), years(2017, 242, 250), [2017])
    expect(ratio).toBe(2)
    expect([...values]).toEqual([
      [2015, 200],
      [2016, 220],
      [2017, 242],
      [2018, 250],
    ])
  })

  test('with several overlap years the ratio is that of their sums', () => {
    expect(splice(years(2015, 90, 100, 100), years(2016, 190, 230), [2016, 2017]).ratio).toBeCloseTo(2.1, 12)
  })

  test('an overlap year that one series lacks is refused', () => {
    expect(() => splice(years(2015, 1), years(2016, 1), [2016])).toThrow(SeriesError)
    expect(() => splice(years(2015, 0), years(2015, 1), [2015])).toThrow(SeriesError)
  })

  test('growth rates outside the joint are those of the series, and the new values stay', () => {
    fc.assert(
      fc.property(line(2000, 3, 10), line(2002, 2, 10), (old, newer) => {
        fc.pre(old.has(2002))
        const { values } = splice(old, newer, [2002])
        for (const [year, value] of newer) expect(values.get(year)).toBe(value)
        for (const year of [2001, 2002]) {
          const before = (values.get(year) ?? 0) / (values.get(year - 1) ?? 1)
          expect(near(before, (old.get(year) ?? 0) / (old.get(year - 1) ?? 1), 1e-9)).toBe(true)
        }
      }),
    )
  })
})

describe('rebase', () => {
  test('the new base year equals current prices and growth stands', () => {
    const { values, ratio } = rebase(years(2018, 100, 105), years(2018, 150, 168), 2019)
    expect(ratio).toBeCloseTo(1.6, 12)
    expect(values.get(2019)).toBeCloseTo(168, 12)
    expect(values.get(2018)).toBeCloseTo(160, 12)
  })

  test('there and back is the same series', () => {
    fc.assert(
      fc.property(
        line(2010, 6, 6),
        line(2010, 6, 6),
        fc.integer({ min: 2011, max: 2015 }),
        (volume, current, year) => {
          // In its base year a series at constant prices equals current prices.
          const start = new Map(volume).set(2010, current.get(2010) ?? 1)
          const there = rebase(start, current, year).values
          const back = rebase(there, current, 2010).values
          for (const [each, value] of start) expect(near(back.get(each) ?? 0, value)).toBe(true)
        },
      ),
    )
  })

  test('the deflator that moves it is 1 in the base year', () => {
    const [current, constant] = [years(2010, 100, 118), years(2010, 100, 100)]
    expect([2010, 2011].map((year) => rebase(constant, current, year).ratio)).toEqual([1, 1.18])
  })

  test('a year without a value is refused', () => {
    expect(() => rebase(years(2018, 1), years(2018, 1), 2020)).toThrow(SeriesError)
  })
})

describe('territories', () => {
  test('a merged territory sums its parts only in years where all have a value and it has none', () => {
    const own = years(2022, 70)
    const { values, derived } = aggregateTerritories(own, [
      years(2020, 1, 2, 3),
      years(2021, 10, 20),
      years(2020, 100, 100, 100),
    ])
    expect([...values]).toEqual([
      [2021, 112],
      [2022, 70],
    ])
    expect(derived).toEqual([2021])
  })

  test('the order of the parts does not matter', () => {
    fc.assert(
      fc.property(fc.array(line(2015), { minLength: 1, maxLength: 4 }), (parts) => {
        const one = aggregateTerritories(new Map(), parts)
        const other = aggregateTerritories(new Map(), [...parts].reverse())
        expect(other.derived).toEqual(one.derived)
        for (const [year, value] of one.values) expect(near(other.values.get(year) ?? 0, value)).toBe(true)
      }),
    )
  })

  test('Sóc Trăng may have figures up to the year in which it ended', () => {
    expect([2024, 2025, 2026].map((year) => yearInTerritory(year, '2025-06-30'))).toEqual([true, true, false])
    expect(yearInTerritory(2060, null)).toBe(true)
  })
})

describe('units', () => {
  test('triệu and nghìn tỷ are kept as tỷ, persons as nghìn người', () => {
    expect(toKept(1234.5, 'million')).toBe(1.2345)
    expect(toKept(45.6, 'thousandBillion')).toBe(45_600)
    expect(toKept(612_345, 'persons')).toBe(612.345)
    expect(toKept(45.5, 'percent')).toBe(0.455)
  })

  test('a value with up to 9 digits comes back as it was typed, in every unit and language', () => {
    const typed = fc.tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 4 }))
    fc.assert(
      fc.property(
        typed,
        fc.constantFrom(...unitKeys),
        fc.constantFrom('vi' as const, 'en' as const),
        ([digits, places], unit, language) => {
          const value = Number((digits / 10 ** places).toPrecision(12))
          const kept = toKept(value, unit)
          expect(fromKept(kept, unit)).toBe(value)
          expect(cellNumber(cellText(kept, unit, language), language)).toBe(value)
        },
      ),
    )
  })

  test('12.5 on a Vietnamese page can only be twelve and a half', () => {
    expect([
      cellNumber('12.5', 'vi'),
      cellNumber('12,5', 'vi'),
      cellNumber('1.234', 'vi'),
      cellNumber('1.234', 'en'),
    ]).toEqual([12.5, 12.5, 1234, 1.234])
    expect(cellNumber('12a', 'vi')).toBeNull()
  })
})
