/*
 * Contacts and numbers of persons for those who have to recognise them and need not read them: enough stays to tell two apart, and too
 * little to write to anybody by.
 */

/** What stands for signs that are not shown. Always as many, so that the length is not told. */
const hidden = '•••••'

/** The first letter and the host: `n•••••@example.vn`. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  if (at < 1) return hidden
  return `${[...email][0] ?? ''}${hidden}${email.slice(at)}`
}

/** The last three digits of a telephone or a number that belongs to one person, `•••••678`; of one with fewer than seven, nothing. */
export function maskedNumber(number: string): string {
  const digits = number.replace(/\D/g, '')
  return digits.length < 7 ? hidden : `${hidden}${digits.slice(-3)}`
}
