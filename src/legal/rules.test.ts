import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packageDirectory } from '../platform/config.ts'
import { LegalData, SmeThresholds, shapeOf, valueWords } from './rules.ts'

const law = LegalData.parse(JSON.parse(readFileSync(join(packageDirectory, 'data/legal.json'), 'utf8')))

test('the thresholds of Decree 80/2021 art. 5 are those of the facts, in đồng', () => {
  const rule = law.rules.find((each) => each.key === 'sme.thresholds')
  expect(rule).toMatchObject({ instrument: '80/2021/NĐ-CP', article: 'Điều 5', toCheck: false })
  const table = SmeThresholds.parse(rule?.value)
  const rows = (group: 'production' | 'trade_services') =>
    table.groups[group].map((limit) => [limit.class, limit.labour, limit.revenue / 1e9, limit.capital / 1e9])
  expect(rows('production')).toEqual([
    ['micro', 10, 3, 3],
    ['small', 100, 50, 20],
    ['medium', 200, 200, 100],
  ])
  expect(rows('trade_services')).toEqual([
    ['micro', 10, 10, 3],
    ['small', 50, 100, 50],
    ['medium', 100, 300, 100],
  ])
})

test('thresholds whose limits fall from one class to the next are refused with the reason', () => {
  const bands = [
    { class: 'micro', labour: 10, revenue: 3, capital: 3 },
    { class: 'small', labour: 9, revenue: 50, capital: 20 },
  ]
  const refused = SmeThresholds.safeParse({
    groups: { production: bands, trade_services: bands.slice(0, 1) },
  })
  expect(refused.error?.issues).toMatchObject([
    {
      path: ['groups', 'production', 1],
      params: { words: { vi: expect.stringContaining('phải đứng sau') } },
    },
  ])
  expect(
    SmeThresholds.safeParse({ groups: { production: bands.toReversed(), trade_services: bands.slice(0, 1) } })
      .success,
  ).toBe(false)
})

test('every rule of the data has the shape that its reader expects and names a listed instrument', () => {
  const numbers = law.instruments.map((instrument) => instrument.number)
  for (const rule of law.rules) {
    expect(shapeOf(rule.key)?.safeParse(rule.value).success, rule.key).toBe(true)
    expect(numbers).toContain(rule.instrument)
  }
})

test('the data holds no spending norm', () => {
  expect(law.rules.filter((rule) => rule.key.startsWith('norm.'))).toEqual([])
})

test('a key that no reader knows has no shape', () => {
  expect(shapeOf('norm.')).toBeNull()
  expect(shapeOf('sme')).toBeNull()
})

test('whatever JSON a rule holds, it can be shown in both languages', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('sme.thresholds', 'plan.priority', 'report.deadline', 'terms.task', 'norm.x', 'other'),
      fc.jsonValue(),
      (key, value) => {
        for (const words of valueWords(key, value)) {
          expect(words.vi.length).toBeGreaterThan(0)
          expect(words.en.length).toBeGreaterThan(0)
        }
      },
    ),
  )
})

test('a term of a procedure is told with its article, its number and its unit', () => {
  const value = {
    terms: [
      { article: 'Điều 9 khoản 1', vi: 'Sàng lọc', en: 'Sifted', count: 7, unit: 'workingDays' },
      { article: '–', vi: 'Trước ngày 31/3', en: 'Before 31 March', count: null, unit: null },
      { article: 'Điều 4', vi: 'Chủ nhiệm', en: 'Leader', count: 40_000_000, unit: 'dong' },
    ],
  }
  expect(valueWords('terms.task', value).map(({ vi }) => vi)).toEqual([
    'Điều 9 khoản 1: Sàng lọc: 7 ngày làm việc.',
    'Trước ngày 31/3.',
    'Điều 4: Chủ nhiệm: 40.000.000 đồng.',
  ])
  const [first] = value.terms
  expect(shapeOf('terms.task')?.safeParse({ terms: [{ ...first, unit: null }] }).success).toBe(false)
  expect(shapeOf('terms.')).toBeNull()
})
