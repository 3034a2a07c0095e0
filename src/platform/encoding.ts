import { legacyFontOf, vietnameseWords } from './legacy-fonts.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'iso-8859-1'

/** A text, and how its bytes were read. `iso-8859-1` is a text typed for a font of before Unicode: see `legacyFontOf`. */
export interface DecodedText {
  readonly text: string
  readonly encoding: Encoding
}

/**
 * The text of a plain file: UTF-8, UTF-16 (what Excel calls Unicode Text), or Vietnamese in an encoding of before Unicode, told by its
 * words. null for what is no text, or in an encoding that nothing tells.
 */
export function decodePlainText(bytes: Uint8Array): DecodedText | null {
  const wide = wideEncoding(bytes)
  const unicode = wide ?? 'utf-8'
  try {
    return readable({ text: new TextDecoder(unicode, { fatal: true }).decode(bytes), encoding: unicode })
  } catch {
    if (wide !== null) return null
  }
  const windows = new TextDecoder('windows-1258').decode(bytes).normalize('NFC')
  const western = Buffer.from(bytes).toString('latin1')
  const { right, wrong } = vietnameseWords(windows)
  // Tones of windows-1258 stand behind their letters, so hardly another text makes syllables of Vietnamese by chance.
  if (right > wrong) return readable({ text: windows, encoding: 'windows-1258' })
  return legacyFontOf(western) === null ? null : readable({ text: western, encoding: 'iso-8859-1' })
}

/** Without control signs a text is readable. */
function readable(decoded: DecodedText): DecodedText | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control signs are what is looked for
  return /[\x00-\x08\x0e-\x1f]/.test(decoded.text) ? null : decoded
}

/** UTF-16 by its mark, or by the zeros that Western letters have in it. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  const sample = bytes.subarray(0, 2_000)
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > sample.length / 8 && even < odd / 20) return 'utf-16le'
  return even > sample.length / 8 && odd < even / 20 ? 'utf-16be' : null
}
