import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryKinds } from './rules.ts'
import { type Cutoff, lastBudgetDay, wrongBudgetDay } from './year-rules.ts'

// Circular 26/2026/TT-BTC, articles 15 and 19.
const daysOf = (year: number): Cutoff[] => [
  { kind: 'spend', on: `${year}-12-31`, bars: ['commitment'], article: 'Thông tư 26/2026/TT-BTC, Điều 15' },
  {
    kind: 'adjust',
    on: `${year + 1}-01-31`,
    bars: ['allocation', 'withdrawal', 'commitment'],
    article: 'Thông tư 26/2026/TT-BTC, Điều 19',
  },
]
const term = daysOf(2025)

test('an adjustment of January may belong to the year before until its adjusting period ends', () => {
  expect(wrongBudgetDay('withdrawal', 2025, '2026-01-31', term)).toBeNull()
  expect(wrongBudgetDay('withdrawal', 2025, '2026-02-01', term)?.vi).toContain('31/01/2026')
})

test('what was committed in its year is paid later too, while the year is open', () => {
  expect(wrongBudgetDay('disbursement', 2025, '2026-06-01', term)).toBeNull()
  expect(wrongBudgetDay('disbursement', 2025, '2024-12-31', term)).not.toBeNull()
})

test('money of 2024 is not committed in November 2026, nor in 2020', () => {
  expect(wrongBudgetDay('commitment', 2024, '2026-11-10', [])).not.toBeNull()
  expect(wrongBudgetDay('commitment', 2024, '2020-11-10', [])).not.toBeNull()
  expect(wrongBudgetDay('commitment', 2025, '2026-01-15', term)).not.toBeNull()
  expect(wrongBudgetDay('commitment', 2025, '2025-12-31', term)).toBeNull()
})

test('an allocation may be decided in December of the year before, not in 1923', () => {
  expect(wrongBudgetDay('allocation', 2025, '2024-12-10', term)).toBeNull()
  expect(wrongBudgetDay('allocation', 2025, '1923-12-10', term)).not.toBeNull()
})

test('a day of the year itself suits every kind, and no day before the year before suits any', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...entryKinds),
      fc.integer({ min: 2000, max: 2090 }),
      fc.integer({ min: 1, max: 12 }),
      fc.boolean(),
      (kind, year, month, known) => {
        const given = known ? daysOf(year) : []
        const on = `${year}-${String(month).padStart(2, '0')}-15`
        expect(wrongBudgetDay(kind, year, on, given)).toBeNull()
        expect(wrongBudgetDay(kind, year + 2, on, [])).not.toBeNull()
        expect(lastBudgetDay(year, given) >= `${year}-12-31`).toBe(true)
      },
    ),
  )
})
