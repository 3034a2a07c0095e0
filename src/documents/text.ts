/** Characters XML 1.0 forbids, Unicode's noncharacters, the control characters U+007F-U+009F and the byte order mark. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its very task
const unwritable = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFEFF\uFFFD\p{Noncharacter_Code_Point}\p{Surrogate}]/gu

/** Letters and signs of Vietnamese and its neighbours, each writable and by itself NFC: nearly every text has no others. */
const asItStands = /^[\t\n\x20-\x7E\xA0-\u02FF\u1E00-\u1EFF\u2010-\u2027\u20AB]*$/

/**
 * Texts one behind the other as UTF-8. Short texts are written several times faster one by one than as the long one that
 * they make, which would first be put together.
 */
export function utf8(texts: readonly string[]): Uint8Array<ArrayBuffer> {
  // A letter of Vietnamese has one to three bytes, most have one.
  let bytes = Buffer.allocUnsafeSlow(Math.ceil(1.5 * texts.reduce((sum, text) => sum + text.length, 0)))
  let length = 0
  for (const text of texts) {
    if (length + 3 * text.length > bytes.length)
      bytes = Buffer.concat([bytes], 2 * bytes.length + 3 * text.length)
    length += bytes.write(text, length)
  }
  return bytes.subarray(0, length)
}

/**
 * A text as a document may hold it: Unicode NFC, lines ended by `\n` alone, and without the characters that XML 1.0
 * (section 2.2) forbids or advises against, lone surrogates among them. What is left is written whole.
 */
export function documentText(text: string): string {
  if (asItStands.test(text)) return text
  return text.replace(/\r\n?/g, '\n').replace(unwritable, '').normalize('NFC')
}
