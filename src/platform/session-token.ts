import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const randomLength = 32

function macOf(secret: string, random: string, userId: string, begun: Date): string {
  return createHmac('sha256', secret)
    .update(`session\0${random}\0${userId}\0${begun.toISOString()}`)
    .digest('base64url')
}

/**
 * A new token of a session: 192 random bits and a MAC over them, the account and the session's beginning. The key lies outside the
 * database: who can write there alone can neither make a session, nor give one to another account, nor begin one anew.
 */
export function newSessionToken(secret: string, userId: string, begun: Date): string {
  const random = randomBytes(24).toString('base64url')
  return random + macOf(secret, random, userId, begun)
}

/** Whether a token was made for this account and this beginning. */
export function isSessionToken(secret: string, token: string, userId: string, begun: Date): boolean {
  const theirs = Buffer.from(token.slice(randomLength))
  const ours = Buffer.from(macOf(secret, token.slice(0, randomLength), userId, begun))
  return theirs.length === ours.length && timingSafeEqual(theirs, ours)
}
