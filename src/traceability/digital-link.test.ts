import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digitalLinkPath } from './digital-link.ts'

test('a lot is linked by its number in fourteen digits, its lot and its serial in this order', () => {
  expect(digitalLinkPath({ gtin: '9506000134352', lot: 'ABC123' })).toBe('/01/09506000134352/10/ABC123')
  expect(digitalLinkPath({ gtin: '9506000134352', lot: 'ABC123', serial: '12345' })).toBe(
    '/01/09506000134352/10/ABC123/21/12345',
  )
})

test('whatever the lot is called, the link has it back', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Za-z._-]{1,20}$/), fc.stringMatching(/^\d{8,14}$/), (lot, gtin) => {
      const parts = digitalLinkPath({ gtin, lot }).split('/')
      expect(parts).toHaveLength(5)
      expect(decodeURIComponent(parts[4] ?? '')).toBe(lot)
      expect(Number(parts[2])).toBe(Number(gtin))
    }),
  )
})
