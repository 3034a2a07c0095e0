/** Whether this is the long suite, `npm run test:long`. */
export const isLong = process.env.NSCL_LONG_TESTS === '1'

/**
 * The cases of a table that take seconds each: all of them in the long suite, the first few of them in `npm test`.
 * A file that uses it is named in `long.vitest.config.ts`.
 */
export function fewOf<T>(few: number, all: readonly T[]): readonly T[] {
  return isLong ? all : all.slice(0, few)
}

/** Of many cases of one kind, beginning at a place: all in the long suite, every so-manieth in `npm test`. */
export function everyOf<T>(step: number, all: readonly T[], from = 0): readonly T[] {
  return isLong ? all : all.filter((_, at) => at % step === from % step)
}
