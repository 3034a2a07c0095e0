import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Problem } from './problem.ts'
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
