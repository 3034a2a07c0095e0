/**
 * The check digit of a global trade item number: the sum of its other digits, from the right times 3 and 1 in turn, filled up to tens.
 * Source: GS1 General Specifications, section 7.9 (check digit of GTIN-8, GTIN-12, GTIN-13 and GTIN-14).
 * @param body the digits before the check digit
 */
export function gtinCheckDigit(body: string): number {
  const sum = [...body]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

const lengths: ReadonlySet<number> = new Set([8, 12, 13, 14])

/** Why a number of digits is no GTIN; null for one. */
export function gtinFault(digits: string): 'length' | 'check' | null {
  if (!/^\d+$/.test(digits) || !lengths.has(digits.length)) return 'length'
  return gtinCheckDigit(digits.slice(0, -1)) === Number(digits.at(-1)) ? null : 'check'
}
