import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { words } from '../platform/language.ts'
import { fieldsIn, merged, noticeKind, oneLine, unknownFields, wayOf } from './kinds.ts'
import { nextDigest } from './tell.ts'
import { isRefusable } from './testing.ts'
import { signature } from './webhook.ts'

describe('the words of a notice', () => {
  test('take their values in each language; what they do not have stays as it is written', () => {
    const values = { number: '17', content: words('truy xuất nguồn gốc', 'traceability') }
    expect(merged('Hồ sơ {number}: {content} {khac}', values, 'vi')).toBe(
      'Hồ sơ 17: truy xuất nguồn gốc {khac}',
    )
    expect(merged('{content} ({number})', values, 'en')).toBe('traceability (17)')
    expect(merged('{constructor} {toString}', values, 'vi')).toBe('{constructor} {toString}')
  })

  test('never read a value as words again, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const said = merged('<{a}|{b}>', { a: one, b: other }, 'vi')
        expect(said).toBe(`<${one}|${other}>`)
      }),
    )
  })

  test('have a subject of one line, so that a value cannot add to the head of a mail', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[\r\n]/.test(oneLine(text))))
    expect(oneLine('Hồ sơ 17\r\nBcc: x@example.vn')).toBe('Hồ sơ 17 Bcc: x@example.vn')
  })

  test('are refused when they name a value that their kind does not have', () => {
    expect(fieldsIn('{a} và {b}')).toEqual(['a', 'b'])
    expect(unknownFields('{a} {b} {}', ['a'])).toEqual(['b', ''])
    expect(() =>
      noticeKind({
        key: 'made.wrong',
        label: words('x', 'x'),
        for: ['coordinator'],
        way: 'mail',
        subject: words('{a}', '{b}'),
        body: words('', ''),
        fields: { a: words('a', 'a') },
      }),
    ).toThrow('{b}')
  })
})

describe('how an account is told', () => {
  test.each([
    ['mail', false, 'mail'],
    ['off', false, 'off'],
    ['off', true, 'program'],
    ['digest', true, 'digest'],
    [undefined, false, 'mail'],
    ['pigeon', false, 'mail'],
  ])('who wishes %s of a kind (binding: %s) gets %s', (wish, binding, way) => {
    expect(wayOf(isRefusable(!binding), wish)).toBe(way)
  })

  test.each([
    ['2026-11-26T06:59:00+07:00', '2026-11-26T07:00:00+07:00'],
    ['2026-11-26T07:00:00+07:00', '2026-11-27T07:00:00+07:00'],
    ['2026-12-31T23:59:00+07:00', '2027-01-01T07:00:00+07:00'],
  ])('of %s the daily mail leaves at %s', (now, at) => {
    expect(nextDigest(new Date(now))).toEqual(new Date(at))
  })

  test('the gate is told under a signature that openssl gives for the same secret', () => {
    // printf '1764115200.{"id":1}' | openssl dgst -sha256 -hmac 'sixteen-signs-or-more'
    expect(signature('sixteen-signs-or-more', 1764115200, '{"id":1}')).toBe(
      't=1764115200,v1=b4e5307a161b1c178213fe3efaf905b560f50d0a4bd367c9c086d9bb44f09e4f',
    )
  })
})
