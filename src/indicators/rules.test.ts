import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { milestonesOf } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import { operandProblem, type Rule, ruleWords } from './rules.ts'

const rule: Rule = {
  way: 'counted',
  measure: 'distinct',
  factKinds: [words('Chứng nhận hệ thống', 'System certificate')],
  standards: ['iso 9001'],
  contents: [],
  industries: ['che bien'],
  sizes: [words('Nhỏ', 'Small')],
  contentField: null,
  atLeast: null,
  operation: null,
  operands: [],
  studyFigure: null,
  agency: null,
}

describe('the rule of an indicator', () => {
  it('is told in a sentence with all that it chooses by', () => {
    expect(ruleWords(rule).vi).toBe(
      'Đếm số đối tượng, mỗi đối tượng một lần (Chứng nhận hệ thống), tiêu chuẩn iso 9001, ngành che bien, quy mô Nhỏ.',
    )
    expect(ruleWords({ ...rule, way: 'computed', operation: 'study', studyFigure: 'tfpShare' }).en).toBe(
      'Share of TFP in growth (%), from the published official TFP study of the province.',
    )
  })

  it('is computed from none that leads back to it, however long the way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (length) => {
        const chain = new Map<string, readonly string[]>(
          Array.from({ length }, (_, at) => [`k${at}`, at + 1 < length ? [`k${at + 1}`] : []]),
        )
        expect(operandProblem('k0', ['k0'], chain)).not.toBeNull()
        expect(operandProblem(`k${length - 1}`, ['k0'], chain)).not.toBeNull()
        expect(operandProblem('new', ['k0'], chain)).toBeNull()
        expect(operandProblem('new', ['absent'], chain)).not.toBeNull()
      }),
    )
  })
})

describe('milestones', () => {
  it('are read as officers type them, and nothing else is', () => {
    expect(milestonesOf('2026: 40; năm 2027: 42,5')).toEqual({ 2026: 40, 2027: 42.5 })
    expect(milestonesOf('2026 = 1.500\n2027 = 1600')).toEqual({ 2026: 1500, 2027: 1600 })
    expect(milestonesOf('')).toEqual({})
    for (const text of ['40', '2026: bốn mươi', '2026: 1; 2026: 2', '1066: 4'])
      expect(milestonesOf(text)).toBeNull()
  })

  it('come back as they were written', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1990, max: 2099 }), { maxLength: 8 }),
        fc.integer({ min: -999, max: 999 }),
        (years, value) => {
          const text = years.map((year) => `${year}: ${value}`).join('; ')
          expect(milestonesOf(text)).toEqual(Object.fromEntries(years.map((year) => [year, value])))
        },
      ),
    )
  })
})
