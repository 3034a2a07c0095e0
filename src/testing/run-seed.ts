import { randomInt } from 'node:crypto'

/**
 * The seed of the property tests of this run: NSCL_SEED where it is given, else the usual one. `random` takes another at each run and
 * prints it, so that the run can be made again.
 */
export function runSeed(usual: string): string {
  const wanted = process.env.NSCL_SEED ?? usual
  if (wanted !== 'random') return wanted
  const seed = String(randomInt(2 ** 31))
  console.log(`Property tests: NSCL_SEED=${seed} makes this run again.`)
  return seed
}
