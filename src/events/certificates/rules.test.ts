import fc from 'fast-check'
import { expect, test } from 'vitest'
import { certificateCode, newCertificateCode } from './rules.ts'

test('a code is read however it was typed; what is none is none', () => {
  expect(certificateCode(' k7pq 2mxa-rt9c')).toBe('K7PQ-2MXA-RT9C')
  expect(certificateCode('K7PQ2MXART9C')).toBe('K7PQ-2MXA-RT9C')
  // I, O, 0 and 1 stand in no code
  expect(certificateCode('I7PQ-2MXA-RT9C')).toBeNull()
  expect(certificateCode('')).toBeNull()
})

test('every code that is made is read as itself', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), (small, bare) => {
      const code = newCertificateCode()
      const typed = bare ? code.replaceAll('-', '') : code
      expect(certificateCode(small ? typed.toLowerCase() : typed)).toBe(code)
    }),
  )
})
