/** A text without the signs that nobody sees: zero-width, soft hyphens, marks of direction. */
export const visible = (text: string): string => text.replace(/\p{Cf}/gu, '')

/** One line as it is kept: Unicode NFC, no control or invisible signs, any white space one space, trimmed. */
export function nfc(value: string): string {
  return value
    .normalize('NFC')
    .replace(/\p{Zs}|[\t\n\v\f\r\u0085\u2028\u2029]/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]|\p{Cs}/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** For searching and comparing: lower case, without accents, đ as d. The database's `fold` does the same. */
export function fold(value: string): string {
  return value
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .toLowerCase()
}

/** The column of a key as the database names it: `nameEn` → `name_en`; so with tables. */
export const columnName = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** For file names and addresses: `Báo cáo năm 2025` → `bao-cao-nam-2025`. */
export function slug(value: string): string {
  return fold(value)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** With a small first letter, unless the first word is an abbreviation. */
export function lowerFirst(text: string): string {
  const [first = '', second = ''] = text
  if (second !== '' && second !== second.toLocaleLowerCase('vi')) return text
  return first.toLocaleLowerCase('vi') + text.slice(first.length)
}

/** With a capital first letter. */
export function upperFirst(text: string): string {
  const [first = ''] = text
  return first.toLocaleUpperCase('vi') + text.slice(first.length)
}
