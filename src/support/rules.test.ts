import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  certificateKinds,
  countsFor,
  mayCertify,
  mayFollow,
  nextStep,
  stepDayProblem,
  type TurnState,
  turnStates,
  validity,
} from './rules.ts'

describe('the way of a support turn', () => {
  const allowed: readonly (readonly [TurnState, TurnState])[] = [
    ['decided', 'contracted'],
    ['contracted', 'in_progress'],
    ['in_progress', 'accepted'],
    ['accepted', 'finished'],
    ['decided', 'cancelled'],
    ['contracted', 'cancelled'],
    ['in_progress', 'cancelled'],
    ['accepted', 'cancelled'],
    ['finished', 'cancelled'],
  ]
  for (const from of turnStates.keys) {
    for (const to of turnStates.keys) {
      const may = allowed.some(([one, other]) => one === from && other === to)
      test(`from ${from} to ${to}: ${may ? 'may' : 'may not'}`, () => {
        expect(mayFollow(from, to)).toBe(may)
      })
    }
  }

  test('the steps follow each other to the end', () => {
    expect(turnStates.keys.map(nextStep)).toEqual([
      'contracted',
      'in_progress',
      'accepted',
      'finished',
      null,
      null,
    ])
  })

  test('a step is not dated before the step before it nor in the future', () => {
    expect(stepDayProblem('2025-03-01', '2025-03-01', '2025-03-01')).toBeNull()
    expect(stepDayProblem('2025-02-28', '2025-03-01', '2025-06-01')).toBe('before')
    expect(stepDayProblem('2025-06-02', '2025-03-01', '2025-06-01')).toBe('future')
  })

  test('a certificate comes from a turn under contract or later, never from a cancelled one', () => {
    expect(turnStates.keys.filter(mayCertify)).toEqual(['contracted', 'in_progress', 'accepted', 'finished'])
  })
})

describe('what a certificate counts for (plan 181, I.2.1)', () => {
  test('the five systems that the plan names count as certified turns', () => {
    expect(certificateKinds.keys.filter((kind) => countsFor(kind).fact === 'certificate.system')).toEqual([
      'food_safety',
      'environment',
      'energy',
      'occupational_health',
      'traceability',
    ])
  })

  test('ISO 9001 and other systems are recorded but count for no target, and the reason says why', () => {
    expect(countsFor('quality_management').fact).toBeNull()
    expect(countsFor('other_system').fact).toBeNull()
    expect(countsFor('quality_management', 'I.2.1').reason.vi).toContain('mục I.2.1')
  })

  test('products to TCVN, QCVN and QCĐP count as certified products', () => {
    expect(certificateKinds.keys.filter((kind) => countsFor(kind).fact === 'certificate.product')).toEqual([
      'product_tcvn',
      'product_qcvn',
      'product_qcdp',
    ])
  })
})

describe('the validity of a certificate', () => {
  test('it holds on its last day and not on the day after', () => {
    const certificate = { expiresOn: '2026-11-24', withdrawnOn: null }
    expect(validity(certificate, '2026-11-24')).toBe('valid')
    expect(validity(certificate, '2026-11-25')).toBe('expired')
  })

  test('without a last day it holds on', () => {
    expect(validity({ expiresOn: null, withdrawnOn: null }, '2099-01-01')).toBe('valid')
  })

  test('withdrawal goes before expiry and holds from its day on', () => {
    const certificate = { expiresOn: '2025-01-01', withdrawnOn: '2026-01-01' }
    expect(validity(certificate, '2025-06-01')).toBe('expired')
    expect(validity(certificate, '2026-01-01')).toBe('withdrawn')
  })

  test('once it has ceased to be valid it never becomes valid again', () => {
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10))
    fc.assert(
      fc.property(fc.option(day), fc.option(day), day, day, (expiresOn, withdrawnOn, one, other) => {
        const [earlier, later] = one < other ? [one, other] : [other, one]
        const certificate = { expiresOn, withdrawnOn }
        if (validity(certificate, earlier) !== 'valid') expect(validity(certificate, later)).not.toBe('valid')
      }),
    )
  })
})
