/** Whether this is the long suite, `npm run test:long`. */
export const isLong = process.env.NSCL_LONG_TESTS === '1'

/**
 * The cases of a table that take seconds each: all of them in the long suite, the first few of them in `npm test`.
 * A file that uses it is named in `long.vitest.config.ts`.
 */
export function fewOf<T>(few: number, all: readonly T[]): readonly T[] {
  return isLong ? all : all.slice(0, few)
}
