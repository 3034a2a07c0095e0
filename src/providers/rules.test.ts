import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold } from '../platform/text.ts'
import { type ProviderState, providerStates } from './fields.ts'
import { judgeProviders, type ProviderRead } from './import-rules.ts'
import { licenceStanding, mayBecome, meanOf, stepOf } from './rules.ts'

/* Where a licence stands, what may follow a state, what ratings tell, what a table would do. */

test('a licence holds on its last day, is told of within 90 days before, and has ended once it was ended', () => {
  const until = (expiresOn: string | null, endedOn: string | null = null) =>
    licenceStanding({ expiresOn, endedOn }, '2026-11-28')
  expect(until('2026-11-28')).toBe('expiring')
  expect(until('2026-11-27')).toBe('expired')
  expect(until('2027-02-26')).toBe('expiring')
  expect(until('2027-02-27')).toBe('valid')
  expect(until(null)).toBe('valid')
  expect(until(null, '2026-11-28')).toBe('ended')
  expect(until('2026-11-27', '2026-12-01')).toBe('expired')
})

test('the steps of the alarm are 90, 60 and 30 days, none before and none after', () => {
  expect([91, 90, 61, 60, 31, 30, 0].map((days) => stepOf(day(days), day(0)))).toEqual([
    ...[null, 90, 90, 60, 60, 30, 30],
  ])
  expect(stepOf(day(0), day(1))).toBeNull()
})
const day = (after: number) => new Date(Date.UTC(2026, 0, 1 + after)).toISOString().slice(0, 10)

test('nothing follows the end, and what is proposed is never suspended', () => {
  for (const to of providerStates.keys) expect(mayBecome('ended', to)).toBe(false)
  expect(mayBecome('proposed', 'suspended')).toBe(false)
  expect(mayBecome('suspended', 'confirmed')).toBe(true)
})

test('whatever the ratings, a mean lies between 1 and 5, and none is told of fewer than the least number', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 10 }),
      (scores, least) => {
        const mean = meanOf(
          scores.reduce((sum, score) => sum + score, 0),
          scores.length,
          least,
        )
        if (scores.length < least) expect(mean).toBeNull()
        else {
          expect(mean).toBeGreaterThanOrEqual(1)
          expect(mean).toBeLessThanOrEqual(5)
        }
      },
    ),
  )
})

test('no way through the states leads back to proposed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...providerStates.keys), { maxLength: 12 }), (wished) => {
      let state: ProviderState = 'proposed'
      for (const to of wished) {
        if (!mayBecome(state, to)) continue
        state = to
        expect(state).not.toBe('proposed')
      }
    }),
  )
})

describe('a table of the register', () => {
  const row = (more: Partial<ProviderRead> = {}): ProviderRead => ({
    ...{ name: 'Công ty A', form: 'organisation', roles: ['consultant'], kind: undefined, number: undefined },
    ...{ issuer: undefined, scope: undefined, issuedOn: undefined, expiresOn: undefined },
    ...more,
  })
  const judge = (...rows: ProviderRead[]) =>
    judgeProviders(rows, {
      standing: new Set(['code:0100109106', 'name:cong ty b']),
      fold,
      today: '2026-11-28',
    })

  test('a tax code, or without one a name, that stands is the same; twice in the table is an error', () => {
    expect(
      judge(row(), row({ taxCode: '0100109106' }), row({ name: 'Công ty B' }), row()).map(
        ({ outcome }) => outcome,
      ),
    ).toEqual(['new', 'same', 'same', 'error'])
  })

  test('a licence in part names each column that is missing; its days are in order and have come', () => {
    const [part] = judge(row({ number: '1/GCN' }))
    expect(part?.problems.map(({ column }) => column)).toEqual(['kind', 'issuer', 'scope', 'issuedOn'])
    const licence = { kind: 'licence', number: '1', issuer: 'Sở', scope: 'x' } as const
    const [days] = judge(row({ ...licence, issuedOn: '2999-01-01', expiresOn: '2026-01-01' }))
    expect(days?.problems.map(({ column }) => column)).toEqual(['issuedOn', 'expiresOn'])
  })
})
