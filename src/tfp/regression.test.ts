import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from './arrays.ts'
import { cobbDouglas, restrictionTest } from './cobb-douglas.ts'
import { fisherUpper, logGamma, studentQuantile, studentTwoSided } from './distributions.ts'
import type { Observation } from './growth.ts'
import { leastSquares, neweyWestLags } from './regression.ts'
import { longley, norris } from './testing/reference.ts'
import { TfpError } from './warnings.ts'

/** Digits in agreement with a certified value (NIST's log relative error). */
const digits = (value: number, certified: number) =>
  value === certified ? 15 : -Math.log10(Math.abs((value - certified) / certified))

const close = (values: ArrayLike<number>, expected: readonly number[], least: number) => {
  expect(values.length).toBe(expected.length)
  for (const [i, each] of expected.entries()) expect(digits(at(values, i), each)).toBeGreaterThan(least)
}

describe('NIST certified regressions', () => {
  test('Norris comes out to nine digits and more', () => {
    const result = leastSquares(norris.y, { x: norris.x })
    close(result.coefficients, norris.coefficients, 11)
    close(result.standardErrors, norris.standardErrors, 11)
    expect(digits(result.residualSd, norris.residualSd)).toBeGreaterThan(11)
    expect(digits(result.rSquared, norris.rSquared)).toBeGreaterThan(13)
    expect(digits(result.fStatistic, norris.f)).toBeGreaterThan(9)
  })

  test('Longley comes out to nine digits and more', () => {
    const result = leastSquares(longley.y, longley.columns)
    close(result.coefficients, longley.coefficients, 9)
    close(result.standardErrors, longley.standardErrors, 9)
    expect(digits(result.residualSd, longley.residualSd)).toBeGreaterThan(9)
    expect(digits(result.rSquared, longley.rSquared)).toBeGreaterThan(13)
    expect(digits(result.fStatistic, longley.f)).toBeGreaterThan(9)
  })
})

/**
 * Expected values from statsmodels 0.15.0 and SciPy 1.17.1 on the Longley data: ln employment on ln GNP and ln population.
 */
test('Newey-West errors, Durbin-Watson and p-values agree with statsmodels', () => {
  const logs = (values: readonly number[] = []) => values.map(Math.log)
  const result = leastSquares(
    logs(longley.y),
    { gnp: logs(longley.columns.x2), population: logs(longley.columns.x5) },
    { lags: 2 },
  )
  close(result.coefficients, [8.42406229, 0.19508349, 0.01350347], 6.5)
  close(result.hac.standardErrors, [1.75532243, 0.05013378, 0.20438101], 6.5)
  close(result.pValues, [0.00100234, 0.00159086, 0.95273391], 5)
  expect(result.durbinWatson).toBeCloseTo(1.603789377565903, 9)
  expect(result.fPValue).toBeCloseTo(2.8471531127335017e-10, 16)
  expect(result.adjustedRSquared).toBeCloseTo(0.9607720398291387, 10)
})

test('the distributions agree with SciPy', () => {
  expect(studentQuantile(0.95, 9)).toBeCloseTo(2.262157162798205, 11)
  expect(studentTwoSided(2.5, 7)).toBeCloseTo(0.04099221858575289, 13)
  expect(studentTwoSided(0.1, 30)).toBeCloseTo(0.9210096117902712, 13)
  expect(studentTwoSided(12, 3)).toBeCloseTo(0.0012450158007893362, 14)
  expect(fisherUpper(3.3, 2, 15)).toBeCloseTo(0.06490547151887449, 13)
  expect(Math.exp(logGamma(11))).toBeCloseTo(3628800, 5)
})

test('on well-conditioned data QR gives what the normal equations give', () => {
  const number = fc.double({ min: -3, max: 3, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(number, number), { minLength: 8, maxLength: 40 }),
      number,
      number,
      (points, a, b) => {
        const x = points.map(([each], i) => each + Math.sin(i) * 5)
        const y = x.map((each, i) => a + b * each + (points[i]?.[1] ?? 0))
        const n = x.length
        const [sx, sy] = [x.reduce((s, v) => s + v, 0), y.reduce((s, v) => s + v, 0)]
        const sxx = x.reduce((s, v) => s + v * v, 0)
        const sxy = x.reduce((s, v, i) => s + v * (y[i] ?? 0), 0)
        const bottom = n * sxx - sx * sx
        fc.pre(bottom > n)
        const slope = (n * sxy - sx * sy) / bottom
        const result = leastSquares(y, { x })
        expect(at(result.coefficients, 1)).toBeCloseTo(slope, 8)
        expect(at(result.coefficients, 0)).toBeCloseTo((sy - slope * sx) / n, 8)
      },
    ),
  )
})

test('with no lags Newey-West is the heteroscedasticity-consistent error', () => {
  const { x } = norris
  const result = leastSquares(norris.y, { x }, { lags: 0 })
  const n = x.length
  const middle = x.reduce((s, v) => s + v, 0) / n
  const spread = x.reduce((s, v) => s + (v - middle) ** 2, 0)
  const meat = x.reduce((s, v, i) => s + ((v - middle) * at(result.residuals, i)) ** 2, 0)
  expect(at(result.hac.standardErrors, 1)).toBeCloseTo(Math.sqrt(((n / (n - 2)) * meat) / spread ** 2), 12)
  expect(neweyWestLags(30)).toBe(3)
})

test('collinear columns, too few years and missing values are refused, not estimated', () => {
  const code = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      if (error instanceof TfpError) return error.code
      throw error
    }
    return null
  }
  expect(code(() => leastSquares([1, 2, 4, 3], { a: [1, 2, 3, 4], b: [2, 4, 6, 8] }))).toBe(
    'regression.collinear',
  )
  expect(code(() => leastSquares([1, 2], { a: [1, 3] }))).toBe('regression.tooFew')
  expect(code(() => leastSquares([1, 2, 3], { a: [1, Number.NaN, 4] }))).toBe('regression.notFinite')
})

/** A series that follows Y = 2·e^{λt}·K^α·L^β, with a small deterministic error. */
function made(alpha: number, beta: number, lambda: number, error = 0): Observation[] {
  return Array.from({ length: 30 }, (_, t) => {
    const k = 100 * Math.exp(0.07 * t + 0.2 * Math.sin(t))
    const l = 50 * Math.exp(0.015 * t + 0.1 * Math.cos(1.7 * t))
    const y = 2 * Math.exp(lambda * t) * k ** alpha * l ** beta * Math.exp(error * Math.sin(2.9 * t))
    return { year: 1995 + t, y, k, l, laborShare: beta }
  })
}

describe('Cobb-Douglas', () => {
  test.each([{ differences: false }, { differences: true }])(
    'finds the shares that made the data, %o',
    (options) => {
      const imposed = cobbDouglas(made(0.4, 0.6, 0.02), options)
      expect(imposed.alpha.value).toBeCloseTo(0.4, 10)
      expect(imposed.beta.value).toBeCloseTo(0.6, 10)
      expect(imposed.lambda?.value).toBeCloseTo(0.02, 10)
      const free = cobbDouglas(made(0.35, 0.8, 0.01), { ...options, constantReturns: false })
      expect(free.alpha.value).toBeCloseTo(0.35, 9)
      expect(free.beta.value).toBeCloseTo(0.8, 9)
    },
  )

  test('the test of constant returns accepts them where they hold and rejects them where they do not', () => {
    expect(cobbDouglas(made(0.4, 0.6, 0.02, 0.01)).constantReturnsTest?.pValue).toBeGreaterThan(0.05)
    const increasing = cobbDouglas(made(0.6, 0.9, 0.02, 0.01))
    expect(increasing.constantReturnsTest?.pValue).toBeLessThan(0.001)
    expect(increasing.warnings.map(({ code }) => code)).toContain('regression.returns')
  })

  test('with classical errors the t test of α + β = 1 is the F test of the two regressions', () => {
    const series = made(0.5, 0.6, 0.01, 0.02)
    const imposed = cobbDouglas(series, { covariance: 'classical' })
    const free = cobbDouglas(series, { constantReturns: false, covariance: 'classical' })
    const { f, pValue } = restrictionTest(imposed.regression, free.regression)
    expect(imposed.constantReturnsTest?.f).toBeCloseTo(f, 6)
    expect(imposed.constantReturnsTest?.pValue).toBeCloseTo(pValue, 9)
  })

  test('a coefficient outside 0 to 1 is warned of', () => {
    const result = cobbDouglas(made(1.3, -0.3, 0.02, 0.01))
    expect(result.warnings.map(({ code }) => code)).toContain('regression.implausible')
  })
})
