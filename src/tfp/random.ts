/** Numbers in [0, 1) that a seed determines. */
export type Random = () => number

/**
 * xoshiro128** 1.1 (Blackman and Vigna 2018), seeded by splitmix32: the same seed gives the same numbers on every
 * machine, so an interval in a report can be computed again. Not for secrets.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const splitmix = () => {
    state = (state + 0x9e3779b9) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
  const next = xoshiro128(splitmix(), splitmix(), splitmix(), splitmix())
  return () => next() / 4294967296
}

/** The generator itself: 32-bit unsigned integers from four words of state, not all zero. */
export function xoshiro128(a: number, b: number, c: number, d: number): () => number {
  let [s0, s1, s2, s3] = [a | 0, b | 0, c | 0, d | 0]
  return () => {
    const five = Math.imul(s1, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9)
    const shifted = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 11) | (s3 >>> 21)
    return result >>> 0
  }
}

/** A standard normal number (Marsaglia's polar method). */
export function normal(random: Random): number {
  for (;;) {
    const u = 2 * random() - 1
    const v = 2 * random() - 1
    const s = u * u + v * v
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s)
  }
}
