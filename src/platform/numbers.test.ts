import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMoney, roundedMillions } from './money.ts'
import {
  decimalNumber,
  formatFixed,
  formatNumber,
  formatPercent,
  formOf,
  numberFrom,
  parseNumber,
  percentReached,
  percentText,
  readNumber,
  readTyped,
  typedNumber,
  wholeNumber,
  written,
} from './numbers.ts'

const language = fc.constantFrom('vi' as const, 'en' as const)
/** A decimal quantity with at most `digits` decimals, as floating point holds it. */
const decimal = (digits: number) =>
  fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((value) => value / 10 ** digits)

describe('reading a number', () => {
  test('what one form writes, that form reads, exactly', () => {
    fc.assert(
      fc.property(decimal(6), language, (value, form) => {
        expect(parseNumber(formatNumber(value, form), form)).toBe(value === 0 ? 0 : value)
      }),
    )
  })

  test('digits beyond floating point are kept', () => {
    expect(readNumber('123.456.789.012.345.678.901', 'vi')).toEqual({
      negative: false,
      whole: '123456789012345678901',
      decimals: '',
    })
    expect(readNumber('−1 234 567,80', 'vi')).toEqual({ negative: true, whole: '1234567', decimals: '80' })
  })

  test('a number typed with decimals is read in whichever form it stands, unless three digits follow one separator', () => {
    fc.assert(
      fc.property(decimal(2), language, (value, form) => {
        const read = readTyped(formatFixed(value, 2, form))
        expect(read && numberFrom(read)).toBe(Number(value.toFixed(2)) || 0)
      }),
    )
    expect(decimalNumber('103,500')).toBe(103.5)
    expect(decimalNumber('103,500', { point: 'groups', comma: 'unclear' })).toBeNull()
    expect(decimalNumber('1.500', { point: 'groups', comma: 'decimal' })).toBe(1500)
  })

  test('a whole number may be grouped in either form and has no decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), language, (value, form) => {
        expect(wholeNumber(formatNumber(value, form))).toBe(value)
        expect(wholeNumber(String(value))).toBe(value)
      }),
    )
    expect(['1.234,5', '1.234,567', '12.34', '', '1e3', '0x10', '12 34', 'một'].map(wholeNumber)).toEqual(
      Array.from({ length: 8 }, () => null),
    )
  })

  test('no text makes it throw or give what is no number', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789.,- %đ'.split('')), maxLength: 12 }),
        (text) => {
          for (const number of [
            wholeNumber(text),
            decimalNumber(text),
            parseNumber(text, 'vi'),
            parseNumber(text, 'en'),
          ])
            expect(number === null || Number.isFinite(number)).toBe(true)
        },
      ),
    )
  })

  test('an amount of money follows the same rules, in đồng without loss', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), language, (amount, form) => {
        expect(parseMoney(formatNumber(amount, form), { unit: 'dong' })).toEqual({ ok: true, value: amount })
      }),
    )
    expect(parseMoney('1,500 tỷ', { unit: 'dong' })).toEqual({ ok: false })
  })

  test('the form of a sheet is told by numbers that fit one form alone', () => {
    expect(formOf(['1.234', '12,5'])).toBe('vi')
    expect(formOf(['1,234', '12.5'])).toBe('en')
    expect(formOf(['1.234', '7'])).toBeNull()
    expect(formOf(['12,5', '12.5'])).toBeNull()
  })
})

describe('writing a number', () => {
  test('a percentage is rounded to one decimal', () => {
    expect(percentText(93.33, 'vi')).toBe('93,3%')
    expect(formatPercent(3 / 18, 'vi')).toBe('16,7%')
    expect(formatPercent(68.999 / 1311, 'en')).toBe('5.3%')
  })

  test('millions in running text have at most one decimal, and what is there never reads as zero', () => {
    expect(roundedMillions(2_662_000_000n, 'vi')).toBe('2.662')
    expect(roundedMillions(30_398_487n, 'vi')).toBe('30,4')
    expect(roundedMillions(-1_250_000n, 'en')).toBe('-1.3')
    expect(roundedMillions(30_000n, 'vi')).toBe('<0,1')
    expect(roundedMillions(-30_000n, 'en')).toBe('>-0.1')
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (amount) => {
        const text = roundedMillions(amount, 'vi')
        const shown = parseNumber(text.replace(/^[<>]/, ''), 'vi') ?? Number.NaN
        const isBetween = /^[<>]/.test(text)
        expect(isBetween).toBe(amount !== 0n && amount < 50_000n && amount > -50_000n)
        expect(Math.abs(shown - Number(amount) / 1e6)).toBeLessThanOrEqual((isBetween ? 0.1 : 0.05) + 1e-6)
        expect(shown === 0).toBe(amount === 0n)
      }),
    )
  })
})

describe('per cent of what was asked', () => {
  test('is 100 only when the number is reached: 1.999 of 2.000 is 99,9%', () => {
    expect(percentReached(1999, 2000)).toBe(99.9)
    expect(percentReached(19_999, 20_000)).toBe(99.9)
    expect(percentReached(20_001, 20_000)).toBe(100.1)
    expect(percentReached(1, 3)).toBe(33.3)
  })

  test('is rounded, not cut: 3 of 18 is 16,7%, 5 of 3 is 166,7%', () => {
    expect(percentReached(3, 18)).toBe(16.7)
    expect(percentReached(5, 3)).toBe(166.7)
  })

  test('stands on the right side of 100 and within a tenth of the truth, elsewhere within half a tenth', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 2_000_000 }),
        (asked, done) => {
          const percent = percentReached(done, asked)
          const off = Math.abs(percent - (done / asked) * 100)
          expect(Math.sign(percent - 100)).toBe(Math.sign(done - asked))
          expect(off).toBeLessThanOrEqual(0.1 + 1e-9)
          if (percent !== 99.9 && percent !== 100.1) expect(off).toBeLessThanOrEqual(0.05 + 1e-6)
        },
      ),
    )
  })

  test('grows with the result', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(2000), fc.nat(2000), (asked, one, other) => {
        if (one <= other) expect(percentReached(one, asked)).toBeLessThanOrEqual(percentReached(other, asked))
      }),
    )
  })
})

test('a number shown in a form is read back by every reader, in either language', () => {
  fc.assert(
    fc.property(
      fc.oneof(decimal(0), decimal(1), decimal(3), decimal(6)),
      language,
      fc.constantFrom('groups' as const, 'decimal' as const),
      (value, form, point) => {
        expect(decimalNumber(typedNumber(value, form), { point, comma: 'decimal' })).toBe(value || 0)
      },
    ),
  )
  expect([typedNumber(1234, 'en'), typedNumber(1.234, 'en'), typedNumber(44.5, 'vi')]).toEqual([
    '1234',
    '1.2340',
    '44,5',
  ])
})

test('the numbers of an answer stand in a sentence as each language groups them, the rest as it is', () => {
  expect(written({ added: 20_000, changed: 0, to: 'here' })).toEqual({
    vi: { added: '20.000', changed: '0', to: 'here' },
    en: { added: '20,000', changed: '0', to: 'here' },
  })
})
