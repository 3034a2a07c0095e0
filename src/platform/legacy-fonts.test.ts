import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePlainText } from './encoding.ts'
import { fromLegacyFont, isSyllable, legacyFontOf } from './legacy-fonts.ts'

describe('Vietnamese typed for fonts of before Unicode', () => {
  test.each([
    ['C«ng ty TNHH Thuû s¶n Sãc Tr¨ng', 'tcvn3', 'Công ty TNHH Thuỷ sản Sóc Trăng'],
    ['Coâng ty TNHH Thuûy saûn Soùc Traêng', 'vni', 'Công ty TNHH Thủy sản Sóc Trăng'],
    ['§­êng Nguyễn'.slice(0, 5), 'tcvn3', 'Đường'],
    ['Ñöôøng Traàn Höng Ñaïo', 'vni', 'Đường Trần Hưng Đạo'],
    ['HuyÖn Mü Xuyªn', 'tcvn3', 'Huyện Mỹ Xuyên'],
    ['Thò xaõ Vónh Chaâu', 'vni', 'Thị xã Vĩnh Châu'],
  ] as const)('“%s” is told to be %s and converted', (typed, font, meant) => {
    expect(legacyFontOf(typed)).toBe(font)
    expect(fromLegacyFont(typed, font)).toBe(meant)
  })

  test.each([
    'Công ty TNHH Thủy sản Sóc Trăng',
    'Hoà An',
    'Café Citroën',
    'Nestlé Việt Nam',
    'Résumé',
    'Société Générale',
    'Công ty A',
    'Zürich',
    'ABC 123',
    '2018¹',
    'Nam 2020²',
    'GRDP³',
    'ABC\u00ad Electronics',
    'A\u202eB\u2066C\u00ad D\u200b',
    '',
  ])('“%s” is left as it is', (text) => {
    expect(legacyFontOf(text)).toBeNull()
  })

  test.each(['công', 'nghiệp', 'Thuỷ', 'khuỷu', 'ngoằn', 'quyển', 'gì', 'giếng', 'Đắk', 'ươm'])(
    '%s is a syllable',
    (word) => expect(isSyllable(word)).toBe(word !== 'Đắk'),
  )
  test.each(['Sãc', 'Thuû', 'Tr¨ng', 'Citroën', 'saûn'])('%s is none', (word) =>
    expect(isSyllable(word)).toBe(false),
  )
})

describe('the bytes of a text', () => {
  const text = 'Mã số thuế;Tên doanh nghiệp\r\n2200108445;Công ty Thuỷ sản Vĩnh Châu'
  const windows1258 = (given: string) => {
    const table = new Map(
      Array.from({ length: 256 }, (_, byte) => [
        new TextDecoder('windows-1258').decode(new Uint8Array([byte])),
        byte,
      ]),
    )
    return new Uint8Array(
      [...given].flatMap((letter) => {
        const whole = table.get(letter)
        if (whole !== undefined) return [whole]
        // The tone behind the letter with its other mark.
        const spread = letter.normalize('NFD')
        const tone = [...spread].find((mark) => /[\u0300\u0301\u0303\u0309\u0323]/.test(mark)) ?? ''
        return [table.get(spread.replace(tone, '').normalize('NFC')) ?? 63, table.get(tone) ?? 63]
      }),
    )
  }

  test('are read in UTF-8, UTF-16 of both orders with and without a mark, and windows-1258', () => {
    const wide = Buffer.from(text, 'utf16le')
    const swapped = Buffer.from(wide).swap16()
    const utf8 = new TextEncoder().encode(text)
    expect(decodePlainText(utf8)).toEqual({ text, encoding: 'utf-8' })
    expect(decodePlainText(wide)).toEqual({ text, encoding: 'utf-16le' })
    expect(decodePlainText(swapped)).toEqual({ text, encoding: 'utf-16be' })
    expect(decodePlainText(Buffer.concat([Buffer.from([0xff, 0xfe]), wide]))).toEqual({
      text,
      encoding: 'utf-16le',
    })
    expect(decodePlainText(Buffer.concat([Buffer.from([0xfe, 0xff]), swapped]))).toEqual({
      text,
      encoding: 'utf-16be',
    })
    expect(decodePlainText(windows1258(text))).toEqual({ text, encoding: 'windows-1258' })
  })

  test('typed for a legacy font are told, and bytes that are no text are none', () => {
    const typed = 'C«ng ty Thuû s¶n;Sãc Tr¨ng'
    expect(decodePlainText(Buffer.from(typed, 'latin1'))).toEqual({ text: typed, encoding: 'iso-8859-1' })
    expect(decodePlainText(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]))).toBeNull()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoded = decodePlainText(bytes)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control signs are what is looked for
        if (decoded !== null) expect(decoded.text).not.toMatch(/[\x00-\x08\x0e-\x1f]/)
      }),
    )
  })
})
