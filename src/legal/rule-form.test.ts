import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formOfValue, smeClasses, valueOfForm } from './rule-form.ts'

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

test('so does a deadline, an order of priority', () => {
  const deadline = fc.record({
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    before: fc.boolean(),
  })
  const order = fc.record({
    order: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'đ'), { minLength: 1 }),
  })
  fc.assert(
    fc.property(deadline, order, (aDeadline, anOrder) => {
      expect(valueOfForm('report.deadline', formOfValue('report.deadline', aDeadline))).toEqual(aDeadline)
      expect(valueOfForm('plan.priority', formOfValue('plan.priority', anOrder))).toEqual(anOrder)
    }),
  )
})

test('amounts are typed as people write them, and what cannot be read is left for the command to refuse', () => {
  const typed = { 'value.groups.production.0.revenue': '3 tỷ', 'value.groups.production.0.capital': 'nhiều' }
  expect(valueOfForm('sme.thresholds', typed)).toMatchObject({
    groups: { production: [{ revenue: 3_000_000_000, capital: 'nhiều' }, {}, {}] },
  })
})
