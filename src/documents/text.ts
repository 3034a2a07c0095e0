/** Characters XML 1.0 forbids, Unicode's noncharacters, the control characters U+007F-U+009F and the byte order mark. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its very task
const unwritable = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFEFF\uFFFD\p{Noncharacter_Code_Point}\p{Surrogate}]/gu

/**
 * A text as a document may hold it: Unicode NFC, lines ended by `\n` alone, and without the characters that XML 1.0
 * (section 2.2) forbids or advises against, lone surrogates among them. What is left is written whole.
 */
export function documentText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unwritable, '').normalize('NFC')
}
