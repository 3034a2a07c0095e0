import { RateLimiterMemory } from 'rate-limiter-flexible'
import { words } from './language.ts'
import { Problem } from './problem.ts'
import { requestAddress } from './request.ts'

/**
 * What a stranger may ask of a public form: so much an hour from one address. One limit is one count: two forms have two.
 * @returns what counts a request by its address, before anything is done. @throws what `refused` makes when there were too many
 */
export function strangerLimit(perHour: number, refused: () => Problem): () => Promise<void> {
  const addresses = new RateLimiterMemory({ points: perHour, duration: 3600 })
  return async () => {
    const address = requestAddress()
    if (address === null) return
    try {
      await addresses.consume(address)
    } catch {
      throw refused()
    }
  }
}

/** A whole market behind one address scans less in an hour; whoever tries number after number is stopped. */
const lookUpsPerHour = 600

/** What may be looked up by a printed number or code, which could be guessed: each page of that kind has its own count. */
export const lookUpLimit = () =>
  strangerLimit(
    lookUpsPerHour,
    () =>
      new Problem(
        'lookUps.tooMany',
        429,
        words(
          'Đã tra cứu quá nhiều lần từ nơi này. Xin thử lại sau một giờ.',
          'Too many have been looked up from here. Please try again in an hour.',
        ),
      ),
  )
