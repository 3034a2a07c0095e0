import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayProblems, eventKinds, factOf, peopleProblems } from './rules.ts'

const span = { startsOn: '2024-01-01', endsOn: '2025-12-31' }
const today = '2026-11-24'
const course = {
  kind: 'course',
  heldOn: '2025-05-06',
  endedOn: '2025-05-08',
  participants: 40,
  experts: 0,
} as const
const fieldsOf = (event: Parameters<typeof dayProblems>[0] & Parameters<typeof peopleProblems>[0]) =>
  [...dayProblems(event, span, today), ...peopleProblems(event)].map((problem) => problem.field)

describe('an event', () => {
  it('of three days with forty people is a course of the plan', () => {
    expect(fieldsOf(course)).toEqual([])
    expect(factOf(course)).toEqual({ kind: 'course.held', quantity: 1 })
  })
  it('that trains fifteen experts counts fifteen', () => {
    const training = { ...course, kind: 'expert_training', experts: 15 } as const
    expect(fieldsOf(training)).toEqual([])
    expect(factOf(training)).toEqual({ kind: 'expert.trained', quantity: 15 })
  })
  it('outside the plan’s years or in the future is refused', () => {
    expect(fieldsOf({ ...course, heldOn: '2023-12-31' })).toEqual(['heldOn'])
    expect(fieldsOf({ ...course, heldOn: '2026-01-01', endedOn: null })).toEqual(['heldOn'])
    expect(fieldsOf({ ...course, heldOn: '2026-11-25', endedOn: null })).toEqual(['heldOn'])
    expect(fieldsOf({ ...course, heldOn: '2025-12-31', endedOn: '2026-01-02' })).toEqual([])
  })
  it('that ends before it begins or has not ended is refused', () => {
    expect(fieldsOf({ ...course, endedOn: '2025-05-05' })).toEqual(['endedOn'])
    expect(fieldsOf({ ...course, endedOn: '2026-11-25' })).toEqual(['endedOn'])
  })
  it('has experts when it trains experts, and then alone, and no more than took part', () => {
    expect(fieldsOf({ ...course, kind: 'expert_training' })).toEqual(['experts'])
    expect(fieldsOf({ ...course, experts: 1 })).toEqual(['experts'])
    expect(fieldsOf({ ...course, kind: 'expert_training', participants: 14, experts: 15 })).toEqual([
      'experts',
    ])
  })
  it('counts once, or its experts, and always something', () => {
    fc.assert(
      fc.property(fc.constantFrom(...eventKinds.keys), fc.integer({ min: 1, max: 500 }), (kind, experts) => {
        const fact = factOf({ kind, experts })
        expect(fact.quantity).toBe(kind === 'expert_training' ? experts : 1)
      }),
    )
  })
})
