import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shapeOf, termUnits } from './rules.ts'
import { closedUp, formOfTerms, rowsShown, termsKey, termsOfForm } from './terms-form.ts'

const text = fc.stringMatching(/^[A-Za-zÀ-ỹ0-9][A-Za-zÀ-ỹ0-9 .,]{0,30}[A-Za-zÀ-ỹ0-9]$/)
const amount = fc.oneof(
  fc.constant({ count: null, unit: null }),
  fc.record({ count: fc.nat({ max: 2_000_000_000 }), unit: fc.constantFrom(...termUnits.keys) }),
)
const terms = fc.array(
  fc
    .tuple(fc.record({ article: text, vi: text, en: text }), amount)
    .map(([words, said]) => ({ ...words, ...said })),
  { minLength: 1, maxLength: 40 },
)

test('the terms of a procedure come out of their form as they went in', () => {
  fc.assert(
    fc.property(terms, (rows) => {
      expect(termsOfForm(formOfTerms({ terms: rows }))).toEqual({ terms: rows })
    }),
  )
})

test('an empty row is none: what is left closes up, and what is wrong is told at the row that is shown', () => {
  const values = {
    name: 'x',
    'value.terms.0.article': '',
    'value.terms.0.vi': ' ',
    'value.terms.2.article': 'Điều 3',
    'value.terms.2.vi': 'Mở hồ sơ',
    'value.terms.2.en': 'Opened',
    'value.terms.2.count': 'năm',
    'value.terms.2.unit': 'days',
  }
  expect(termsOfForm(values)).toEqual({
    terms: [{ article: 'Điều 3', vi: 'Mở hồ sơ', en: 'Opened', count: 'năm', unit: 'days' }],
  })
  expect(closedUp(values)).toEqual({
    name: 'x',
    'value.terms.0.article': 'Điều 3',
    'value.terms.0.vi': 'Mở hồ sơ',
    'value.terms.0.en': 'Opened',
    'value.terms.0.count': 'năm',
    'value.terms.0.unit': 'days',
  })
  expect(rowsShown(values)).toBe(4)
})

test('closing up changes nothing of what the rows say', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^value\.terms\.[0-9]\.(vi|en|article|count|unit)$/), text),
      (values) => {
        expect(termsOfForm(closedUp(values))).toEqual(termsOfForm(values))
      },
    ),
  )
})

test('a new rule takes its key from its name in English, one that no other has', () => {
  expect(termsKey('Papers of a task', [])).toBe('terms.papersOfATask')
  expect(termsKey('Papers of a task', ['terms.papersOfATask', 'terms.papersOfATask2'])).toBe(
    'terms.papersOfATask3',
  )
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (name, taken) => {
      const key = termsKey(name, taken)
      expect(shapeOf(key)).not.toBeNull()
      expect(taken).not.toContain(key)
      expect(key.length).toBeLessThanOrEqual(80)
    }),
  )
})
