import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exactMillions, million, parseMoney, roundedMillions, statedMoney } from './money.ts'

const amounts = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })

test('a page writes money in triệu đồng with one decimal at most, never further off than half of it', () => {
  fc.assert(
    fc.property(amounts, (amount) => {
      const text = roundedMillions(amount, 'vi')
      expect(text).toMatch(/^[<>]?-?\d{1,3}(\.\d{3})*(,\d)?$/)
      if (/^[<>]/.test(text)) return
      const read = parseMoney(`${text} triệu`, { unit: 'dong' })
      const off = (read.ok ? read.value : 0n) - amount
      expect(off <= million / 20n && off >= -million / 20n).toBe(true)
    }),
  )
})

test('an amount that would read as zero is told as less than a tenth', () => {
  expect(roundedMillions(12_345n, 'vi')).toBe('<0,1')
  expect(roundedMillions(-12_345n, 'en')).toBe('>-0.1')
  expect(roundedMillions(0n, 'vi')).toBe('0')
})

test('a sentence says an amount exactly: in triệu đồng where one decimal does it, else in đồng', () => {
  expect(statedMoney(1_500_500_000n, 'vi')).toBe('1.500,5 triệu đồng')
  expect(statedMoney(1_500_512_345n, 'vi')).toBe('1.500.512.345 đồng')
  expect(statedMoney(500_000n, 'en')).toBe('500,000 đồng')
  expect(exactMillions(0n, 'vi')).toBe('0')
  fc.assert(
    fc.property(amounts, (amount) => {
      expect(parseMoney(statedMoney(amount, 'vi'), { unit: 'dong' })).toEqual({ ok: true, value: amount })
    }),
  )
})
