import { Secret, TOTP } from 'otpauth'

/* Codes of authenticator apps (RFC 6238): SHA-1, six digits, 30 seconds, what every app takes without being told. */

const app = (secret: string, label?: string, issuer?: string) =>
  new TOTP({ secret, label, issuer, algorithm: 'SHA1', digits: 6, period: 30 })

/** A new secret: 160 random bits (RFC 4226, 4, R6) in base32. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

/**
 * The 30-second step whose code this is: the present one, the one before or the one after, so that a slow hand or a clock
 * that is half a minute off is forgiven (RFC 6238, 5.2); null when it is none of them, or not after the last one taken.
 * @param secret base32
 * @param code as typed; blanks between the digits do not count
 * @param after the step of the last code that was taken; a code is good once
 */
export function stepOfCode(secret: string, code: string, moment: Date, after = -1): number | null {
  const totp = app(secret)
  const timestamp = moment.getTime()
  const away = totp.validate({ token: code.replace(/\s/g, ''), timestamp, window: 1 })
  const step = away === null ? null : totp.counter({ timestamp }) + away
  return step !== null && step > after ? step : null
}

/** What an authenticator app reads out of the QR code (the `otpauth` key URI format). */
export function keyUri(secret: string, account: string, issuer: string): string {
  return app(secret, account, issuer).toString()
}
