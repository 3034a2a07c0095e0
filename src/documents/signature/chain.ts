import type { X509Certificate } from 'node:crypto'

/* Whether a certificate leads to one that is trusted (RFC 5280, 6.1, as far as issuer, signature, days and "is an authority" go). */

/** How a certificate stands to the trusted ones. */
export type Chain = 'trusted' | 'unknown' | 'expired' | 'unchecked'

/** A chain is no longer than this. */
const longest = 8

const held = (certificate: X509Certificate, at: Date) =>
  certificate.validFromDate <= at && at <= certificate.validToDate

const issued = (by: X509Certificate, certificate: X509Certificate) =>
  by.ca && certificate.checkIssued(by) && certificate.verify(by.publicKey)

/**
 * How a certificate stands to the trusted ones at a moment.
 * @param beside certificates that came with the signature: they may stand between
 * @param trusted what an administrator loaded; with none, nothing is checked
 */
export function chainOf(
  certificate: X509Certificate,
  {
    beside,
    trusted,
    at,
  }: {
    readonly beside: readonly X509Certificate[]
    readonly trusted: readonly X509Certificate[]
    readonly at: Date
  },
): Chain {
  if (trusted.length === 0) return 'unchecked'
  const anchors = new Set(trusted.map(({ fingerprint256 }) => fingerprint256))
  const reaches = (from: X509Certificate, seen: readonly string[], days: boolean): boolean => {
    if (days && !held(from, at)) return false
    if (anchors.has(from.fingerprint256)) return true
    if (seen.length === longest) return false
    const next = [...trusted, ...beside].filter(
      (by) =>
        !seen.includes(by.fingerprint256) && by.fingerprint256 !== from.fingerprint256 && issued(by, from),
    )
    return next.some((by) => reaches(by, [...seen, from.fingerprint256], days))
  }
  if (reaches(certificate, [], true)) return 'trusted'
  return reaches(certificate, [], false) ? 'expired' : 'unknown'
}
