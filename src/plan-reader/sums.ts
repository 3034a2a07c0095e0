import { finding } from './findings.ts'
import type { Finding, Span } from './schema.ts'
import { moneyText } from './shown.ts'

/* Sums of money held against each other: both as findings show them. */

export const vi = (amount: bigint | number) => moneyText(amount).vi
export const en = (amount: bigint | number) => moneyText(amount).en

/** Of what is known; null when nothing is. */
export function sum(amounts: Iterable<number | bigint | null>): bigint | null {
  let total: bigint | null = null
  for (const amount of amounts) if (amount !== null) total = (total ?? 0n) + BigInt(amount)
  return total
}

/** As a JSON number where it fits. */
export function shown(amount: bigint): number | string {
  return amount <= BigInt(Number.MAX_SAFE_INTEGER) && amount >= -BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(amount)
    : amount.toString()
}

/** A sum that is not what its parts make, in words. */
export function differs(
  code: string,
  span: Span,
  names: { vi: string; en: string },
  expected: bigint,
  found: bigint,
): Finding {
  return finding(
    code,
    'error',
    span,
    {
      vi: `${names.vi}: tính lại được ${vi(expected)}, văn bản ghi ${vi(found)}, lệch ${vi(found - expected)}.`,
      en: `${names.en}: it should be ${en(expected)}, the document says ${en(found)}, a difference of ${en(found - expected)}.`,
    },
    shown(expected),
    shown(found),
  )
}
