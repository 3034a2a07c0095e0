import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../platform/dates.ts'
import {
  afterOpinion,
  dueIn,
  goldMayReturn,
  isDue,
  monthsBetween,
  opinionGivers,
  pointsFault,
  prizeFault,
  unmet,
} from './rules.ts'

const product = { entrant: 'product', operatingMonths: 36, marketMonths: 12 } as const
const fields = (found: readonly { readonly field: string }[]) => found.map(({ field }) => field)

test('from 2026 a product enters that is on the market for 12 months, of who works for 36', () => {
  const good = { productId: 1, operatingSince: '2023-03-15', marketedSince: '2025-03-15' }
  expect(unmet(product, good, '2026-03-15')).toEqual([])
  expect(fields(unmet(product, good, '2026-03-14'))).toEqual(['operatingSince', 'marketedSince'])
  expect(fields(unmet(product, { operatingSince: '2020-01-01' }, '2026-03-15'))).toEqual([
    'productId',
    'marketedSince',
  ])
})

test('to 2025 the enterprise enters, and no product', () => {
  const rule = { entrant: 'enterprise', operatingMonths: null, marketMonths: null } as const
  expect(unmet(rule, { operatingSince: '2025-01-01' }, '2025-02-01')).toEqual([])
  expect(fields(unmet(rule, { productId: 1, operatingSince: '2025-01-01' }, '2025-02-01'))).toEqual([
    'productId',
  ])
})

test('a local council speaks before the ministry and may end an entry, the People’s Committee after it and may not', () => {
  expect(isDue('opine', 'checked', 'local_council')).toBe(true)
  expect(isDue('send', 'checked', 'peoples_committee')).toBe(true)
  expect(isDue('opine', 'sent', 'peoples_committee')).toBe(true)
  expect(afterOpinion('local_council', false)).toBe('refused')
  expect(afterOpinion('peoples_committee', false)).toBe('opined')
})

test('gold takes 800 points and silver 600; gold may return after two years', () => {
  const rule = { goldPoints: 800, silverPoints: 600, mostPoints: 1000 }
  expect(prizeFault('gold', 800, rule)).toBeNull()
  expect(prizeFault('gold', 799, rule)).not.toBeNull()
  expect(prizeFault('silver', 599, rule)).not.toBeNull()
  expect(prizeFault('none', 1001, rule)).not.toBeNull()
  expect(prizeFault('gold', undefined, rule)).toBeNull()
  expect(goldMayReturn(2026, 2027, 2)).toBe(false)
  expect(goldMayReturn(2026, 2028, 2)).toBe(true)
})

test('points are given only where the text gives the criterion points', () => {
  expect(pointsFault(120, 120)).toBeNull()
  expect(pointsFault(121, 120)).not.toBeNull()
  expect(pointsFault(undefined, 120)).not.toBeNull()
  expect(pointsFault(10, null)).not.toBeNull()
  expect(pointsFault(undefined, null)).toBeNull()
})

test('months grow with the days, and each step is due in a state of its own', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 400 }), (first, more) => {
      const from = '2020-01-31'
      const [one, other] = [addDays(from, first), addDays(from, first + more)]
      expect(monthsBetween(from, other)).toBeGreaterThanOrEqual(monthsBetween(from, one))
    }),
  )
  for (const by of opinionGivers.keys) expect(new Set(Object.values(dueIn[by])).size).toBe(4)
})
