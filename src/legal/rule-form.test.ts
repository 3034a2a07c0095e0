import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formKindOf, formOfValue, keyOfForm, smeClasses, valueOfForm } from './rule-form.ts'
import { Norm, shapeOf } from './rules.ts'

const money = fc.integer({ min: 1, max: 1_000_000_000_000 })
const limits = fc
  .tuple(
    ...smeClasses.map(() => fc.record({ labour: fc.nat({ max: 5000 }), revenue: money, capital: money })),
  )
  // no limit falls from one class to the next
  .map((rows) => {
    const rising = (key: 'labour' | 'revenue' | 'capital') =>
      rows.map((row) => row[key]).sort((a, b) => a - b)
    const [labour, revenue, capital] = [rising('labour'), rising('revenue'), rising('capital')]
    return smeClasses.map((name, place) => ({
      class: name,
      labour: labour[place],
      revenue: revenue[place],
      capital: capital[place],
    }))
  })

test('a value of the SME thresholds comes out of its form as it went in', () => {
  const values = fc.record({ groups: fc.record({ production: limits, trade_services: limits }) })
  fc.assert(
    fc.property(values, (value) => {
      expect(valueOfForm('sme.thresholds', formOfValue('sme.thresholds', value))).toEqual(value)
    }),
  )
})

test('so does a norm, a deadline, an order of priority', () => {
  const norm = fc.record({
    amount: money,
    unit: fc.stringMatching(/^[a-z]{1,9}$/),
    unitEn: fc.stringMatching(/^[a-z]{1,9}$/),
    percent: fc.option(fc.integer({ min: 1, max: 1000 }).map((tenths) => tenths / 10)),
  })
  const deadline = fc.record({
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    before: fc.boolean(),
  })
  const order = fc.record({
    order: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'đ'), { minLength: 1 }),
  })
  fc.assert(
    fc.property(norm, deadline, order, (aNorm, aDeadline, anOrder) => {
      expect(valueOfForm('norm', formOfValue('norm', aNorm))).toEqual(aNorm)
      expect(valueOfForm('report.deadline', formOfValue('report.deadline', aDeadline))).toEqual(aDeadline)
      expect(valueOfForm('plan.priority', formOfValue('plan.priority', anOrder))).toEqual(anOrder)
    }),
  )
})

test('amounts are typed as people write them, and what cannot be read is left for the command to refuse', () => {
  const typed = {
    'value.amount': '50 triệu',
    'value.unit': 'hệ thống',
    'value.unitEn': 'system',
    'value.percent': '',
  }
  expect(valueOfForm('norm', typed)).toEqual({
    amount: 50_000_000,
    unit: 'hệ thống',
    unitEn: 'system',
    percent: null,
  })
  const wrong = valueOfForm('norm', { ...typed, 'value.amount': 'nhiều' })
  expect(wrong).toMatchObject({ amount: 'nhiều' })
  expect(Norm.safeParse(wrong).success).toBe(false)
})

test('a norm gets a key of its name that the law knows', () => {
  const key = keyOfForm('norm', { normKey: 'Hỗ trợ ISO 22000' })
  expect(key).toBe('norm.ho-tro-iso-22000')
  expect(shapeOf(key)).toBe(Norm)
  expect(formKindOf(key)).toBe('norm')
  expect(shapeOf(keyOfForm('norm', { normKey: '' }))).toBeNull()
})
