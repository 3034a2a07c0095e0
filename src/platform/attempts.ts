import { createHash } from 'node:crypto'
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { type Words, words } from './language.ts'
import { Problem } from './problem.ts'

/*
 * Guesses at a secret are counted before they are tried, so that many at once are not tried all, and given back when they were right.
 *
 * A stranger has ten for an account in a quarter of an hour; one address a hundred for all accounts together. All strangers together
 * have twenty for an account, then one every half minute: the account is slowed down for them, never shut, so nobody can
 * keep its owner out. A device that has signed in to the account before has ten of its own, whatever strangers do.
 */

const window = 15 * 60
const limiter = (points: number, duration = window) => new RateLimiterMemory({ points, duration })

const pairs = limiter(10)
const devices = limiter(10)
const addresses = limiter(100)
const lanes = {
  password: slowLane(30),
  /** Six digits are guessed sooner than a password. */
  code: slowLane(300),
} as const

function slowLane(seconds: number) {
  const main = limiter(20)
  return { main, whole: new BurstyRateLimiter(main, limiter(1, seconds)) }
}

/** One guess at a secret. */
export interface Guess {
  readonly kind: keyof typeof lanes
  /** What is guessed at: an address that somebody signs in with, an account. */
  readonly target: string
  /** Where it comes from (`addressGroup`); null for the machine itself. */
  readonly address: string | null
  /** The device that it comes from, when the account knows it. */
  readonly device: string | null
}

/** Too many guesses. @param seconds until the next one is taken */
function tooManyGuesses(seconds: number): Problem {
  return new Problem('signIn.tooMany', 429, waitWords(seconds))
}

function waitWords(seconds: number): Words {
  if (seconds <= 60) {
    return words(
      `Nhập sai quá nhiều lần. Xin thử lại sau ${seconds} giây.`,
      `Too many failed attempts. Please try again in ${seconds} s.`,
    )
  }
  const minutes = Math.ceil(seconds / 60)
  return words(
    `Nhập sai quá nhiều lần. Xin thử lại sau ${minutes} phút.`,
    `Too many failed attempts. Please try again in ${minutes} min.`,
  )
}

/**
 * Takes a guess, before it is tried.
 * @returns gives it back, when it was right
 * @throws Problem 429 when there are none left
 */
export async function takeGuess({ kind, target, address, device }: Guess): Promise<() => Promise<void>> {
  // What somebody typed may be as long as they like; a key is not.
  const key = createHash('sha256').update(`${kind} ${target}`).digest('base64url')
  if (device !== null && (await consumed(devices, `${key} ${device}`)) === null)
    return async () => void (await devices.delete(`${key} ${device}`))
  const pair = `${key} ${address}`
  await take(pairs, pair)
  if (address !== null) await take(addresses, address)
  const lane = lanes[kind]
  await take(lane.whole, key)
  return async () => {
    await Promise.all([pairs.delete(pair), lane.main.reward(key)])
    if (address !== null) await addresses.reward(address)
  }
}

/** Takes a guess that names no account, such as by a passkey: only its address counts. @throws Problem 429 */
export async function takeAddressGuess(address: string | null): Promise<() => Promise<void>> {
  if (address === null) return async () => {}
  await take(addresses, address)
  return async () => void (await addresses.reward(address))
}

type Limiter = Pick<RateLimiterMemory | BurstyRateLimiter, 'consume'>

async function take(limit: Limiter, key: string): Promise<void> {
  const wait = await consumed(limit, key)
  if (wait !== null) throw tooManyGuesses(wait)
}

/** Null when a point was there, else the seconds until the next one. */
async function consumed(limit: Limiter, key: string): Promise<number | null> {
  try {
    await limit.consume(key)
    return null
  } catch (reason) {
    return Math.max(1, reason instanceof RateLimiterRes ? Math.ceil(reason.msBeforeNext / 1000) : window)
  }
}
