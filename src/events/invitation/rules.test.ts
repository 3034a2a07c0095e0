import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressees, taxCodesIn } from './rules.ts'

test('tax codes are read however they are set apart, each once', () => {
  expect(taxCodesIn('0301234567\n0301234567-001, 1300123456 ;0301234567')).toEqual([
    '0301234567',
    '0301234567-001',
    '1300123456',
  ])
  expect(taxCodesIn(' \n')).toEqual([])
})

test('an invitation to many names the first ones and counts the rest', () => {
  expect(addressees(['A', 'B'], 2)).toBe('A; B')
  expect(addressees(['A', 'B', 'C'], 2)).toBe('A; B; và 1 khách mời khác')
})

test('every code stands in the list, whatever stands between them', () => {
  const code = fc.stringMatching(/^\d{10}(-\d{3})?$/)
  fc.assert(
    fc.property(fc.array(code), fc.constantFrom('\n', ', ', ';', ' \n '), (codes, between) => {
      expect(taxCodesIn(codes.join(between))).toEqual([...new Set(codes)])
    }),
  )
})
