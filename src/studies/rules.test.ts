import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { canonicalJson } from '../platform/json.ts'
import { TfpError } from '../tfp/index.ts'
import { checkChoices, choicesInput, planYear, studyOptions, studyProblem, typedNumber } from './rules.ts'
import { choicesOf } from './testing.ts'
import { distinctTitle, proposedTitle } from './titles.ts'

const Typed = z.object(choicesInput)

describe('what is typed for a study', () => {
  test('takes the usual values where nothing is typed', () => {
    expect(Typed.parse({})).toEqual(choicesOf())
    expect(Typed.parse({ deltaPercent: '', sharePercent: ' ', seed: '' })).toEqual(choicesOf())
  })

  test('reads decimals with comma or point, and large amounts with grouped digits', () => {
    expect([typedNumber('62,5'), typedNumber('0.625'), typedNumber('62,5%')]).toEqual([62.5, 0.625, 62.5])
    expect([typedNumber('1.234.567,89'), typedNumber('120.000', true), typedNumber('120000')]).toEqual([
      1234567.89, 120_000, 120_000,
    ])
    expect(typedNumber('một')).toBeNaN()
    const refused = Typed.safeParse({ sharePercent: 'sáu mươi' })
    expect(refused.error?.issues.map(({ path }) => path)).toEqual([['sharePercent']])
    expect(Typed.safeParse({ sharePercent: '101' }).success).toBe(false)
  })

  test('any number with decimals is read as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 99 }), (whole, rest) => {
        const value = Number(`${whole}.${String(rest).padStart(2, '0')}`)
        expect(typedNumber(`${whole},${String(rest).padStart(2, '0')}`)).toBe(value)
      }),
    )
  })

  test('must be whole: a constant share, a life, a ratio are asked for where they are needed', () => {
    const wanting = (choices: object) => checkChoices(choicesOf(choices)).map(({ field }) => field)
    expect(wanting({})).toEqual([])
    expect(wanting({ shareSource: 'constant' })).toEqual(['sharePercent'])
    expect(wanting({ shareSource: 'constant', method: 'regression' })).toEqual([])
    expect(wanting({ capital: 'investment', profile: 'hyperbolic' })).toEqual(['life', 'b'])
    expect(wanting({ capital: 'investment', initial: 'given' })).toEqual(['stock'])
    expect(wanting({ capital: 'stock', initial: 'ratio' })).toEqual([])
    expect(wanting({ from: 2015, to: 2012 })).toEqual(['to'])
  })

  test('becomes the options of the method, percent as shares, without what does not matter', () => {
    expect(studyOptions(choicesOf({ deltaPercent: 6, capital: 'stock' }))).toEqual({
      method: 'official',
      capital: 'stock',
      draws: 2000,
      seed: 181,
    })
    expect(
      studyOptions(
        choicesOf({
          capital: 'investment',
          profile: 'hyperbolic',
          life: 20,
          b: 0.75,
          initial: 'ratio',
          ratio: 2,
        }),
      ),
    ).toMatchObject({
      profile: { kind: 'hyperbolic', life: 20, b: 0.75 },
      initial: { kind: 'ratio', ratio: 2 },
      firstYear: 'whole',
    })
    expect(studyOptions(choicesOf({ shareSource: 'constant', sharePercent: 62.5 })).share).toBe(0.625)
    expect(studyOptions(choicesOf({ method: 'regression', trend: 'no' })).regression).toEqual({
      trend: false,
      differences: false,
    })
  })
})

test('an error of the calculation is said at the field that it concerns', () => {
  const words = { vi: 'a', en: 'b' }
  const fieldOf = (code: string) => studyProblem(new TfpError(code, words)).fields
  expect(fieldOf('share.missing')).toEqual([{ field: 'shareSource', words }])
  expect(fieldOf('regression.tooFew')).toEqual([{ field: 'method', words }])
  expect(fieldOf('series.tooShort')).toEqual([{ field: 'territoryId', words }])
  expect(studyProblem(new TfpError('period.empty', words)).status).toBe(422)
})

test('proposed titles tell studies apart: by sector, years, method, and a number where all else is alike', () => {
  const of = (sector: string | null, method: 'official' | 'tornqvist' | 'regression', to = 2023) =>
    proposedTitle('Tỉnh Bình Khê', sector, { from: 2011, to, method })
  const titles = [
    of(null, 'official'),
    of(null, 'tornqvist'),
    of(null, 'regression'),
    of('Dịch vụ', 'official'),
    of(null, 'official', 2011),
  ]
  expect(titles[0]).toBe('TFP Tỉnh Bình Khê, 2011–2023')
  expect(titles[4]).toBe('TFP Tỉnh Bình Khê, 2011')
  expect(new Set(titles).size).toBe(titles.length)
  expect(distinctTitle('A', [])).toBe('A')
  expect(distinctTitle('A', ['A', 'A (2)', 'A (4)'])).toBe('A (3)')
})

describe('a study counts for the plan', () => {
  const plan = {
    province: 'Bình Khê',
    startsOn: '2024-01-01',
    endsOn: '2025-12-31',
    firstYear: 2024,
    lastYear: 2025,
  }
  const territory = { name: 'Tỉnh Bình Khê', validFrom: null, validTo: null }
  const counts = (day: string, of = {}, wholeEconomy = true) =>
    planYear(day, plan, { territory: { ...territory, ...of }, wholeEconomy })

  test('of the year of its publication, and of none outside the years of the plan', () => {
    expect(['2023-05-01', '2024-12-31', '2025-01-02', '2026-11-24'].map((day) => counts(day))).toEqual([
      null,
      2024,
      2025,
      null,
    ])
  })

  test('of its own territory alone, as it was in the years of the plan, and of the whole economy', () => {
    for (const name of ['Bình Khê', 'tỉnh BÌNH KHÊ', 'Thành phố Bình Khê (từ 01/7/2025)'])
      expect(counts('2025-03-01', { name })).toBe(2025)
    for (const name of ['Tỉnh An Thuận', 'Tỉnh Bình Khê Thượng', 'Việt Nam'])
      expect(counts('2025-03-01', { name })).toBeNull()
    expect(counts('2025-03-01', { validTo: '2023-06-30' })).toBeNull()
    expect(counts('2025-03-01', { validFrom: '2026-01-01' })).toBeNull()
    expect(counts('2025-03-01', {}, false)).toBeNull()
  })
})

test('canonical JSON has one text for equal values, whatever the order of their keys', () => {
  expect(canonicalJson({ b: 1, a: [{ d: undefined, c: Number.NaN }] })).toBe('{"a":[{"c":null}],"b":1}')
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(turned)).toBe(canonicalJson(value))
    }),
  )
})
