import { at } from './arrays.ts'

// Lanczos coefficients, g = 7, n = 9: relative error below 1e-15 for x > 0 (Godfrey 2001).
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** Logarithm of the gamma function, x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const z = x - 1
  let series = at(LANCZOS, 0)
  for (let i = 1; i < LANCZOS.length; i++) series += at(LANCZOS, i) / (z + i)
  const t = z + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series)
}

/** Regularised incomplete beta function I_x(a, b), 0 ≤ x ≤ 1 (continued fraction, Lentz; DLMF 8.17.22). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x > 0)) return x === 0 ? 0 : Number.NaN
  if (x >= 1) return 1
  // The fraction converges quickly only below the mean of the distribution.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  const tiny = 1e-300
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny)
  let fraction = d
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d || tiny)
    c = 1 + even / c || tiny
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d || tiny)
    c = 1 + odd / c || tiny
    const change = d * c
    fraction *= change
    if (Math.abs(change - 1) < 1e-15) break
  }
  return (front * fraction) / a
}

/** Probability that |T| ≥ |t| for Student's t with `df` degrees of freedom. */
export function studentTwoSided(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5)
}

/** Probability that F ≥ f for Fisher's F with (d1, d2) degrees of freedom. */
export function fisherUpper(f: number, d1: number, d2: number): number {
  return incompleteBeta(d2 / (d2 + d1 * f), d2 / 2, d1 / 2)
}

/** The t with P(|T| ≤ t) = `level`, by bisection to machine precision. */
export function studentQuantile(level: number, df: number): number {
  let low = 0
  let high = 1
  while (studentTwoSided(high, df) > 1 - level && high < 1e12) high *= 2
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (studentTwoSided(middle, df) > 1 - level) low = middle
    else high = middle
  }
  return (low + high) / 2
}
