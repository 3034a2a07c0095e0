import { describe, expect, test } from 'vitest'
import { at } from './arrays.ts'
import { cobbDouglas, restrictionTest } from './cobb-douglas.ts'
import { accountGrowth, type Observation, percentOfGrowth } from './growth.ts'
import { leastSquares } from './regression.ts'
import { manufacturing } from './testing/cobb-douglas-1928.ts'
import { greeneTable62, primaryMetals } from './testing/greene.ts'
import { solow } from './testing/solow.ts'

/** Each value rounds to what is printed, at the digits printed. */
function expectPrinted(values: ArrayLike<number>, printed: readonly number[], digits: number) {
  expect(Array.from(values, (value) => value.toFixed(digits))).toEqual(
    printed.map((value) => value.toFixed(digits)),
  )
}

describe('Solow 1957, United States 1909–1949', () => {
  /** Man-hours are 1 throughout: output and capital are per man-hour. */
  const series = solow.q.map(
    (y, t): Observation => ({ year: solow.firstYear + t, y, k: at(solow.k, t), l: 1, laborShare: 2 / 3 }),
  )
  const account = accountGrowth(series, 'official')
  const printedRate = (t: number) => 100 * (at(solow.a, t) / at(solow.a, t - 1) - 1)

  test('with a third of income to property his index A(t) of Table 1 follows from q and k up to 1942', () => {
    for (const { year, value } of account.index.slice(0, 34)) {
      const printed = at(solow.a, year - solow.firstYear)
      expect(Math.abs((value ?? Number.NaN) / 100 - printed)).toBeLessThan(0.006)
    }
    expect(account.index[33]).toEqual({ year: 1942, value: expect.closeTo(166.3, 1) })
  })

  test('each yearly step of A(t) follows too, except 1943, which his own q and k contradict by 2.5 points', () => {
    const gaps = account.years.map(({ year, gTFP }) => ({
      year,
      gap: printedRate(year - solow.firstYear) - gTFP,
    }))
    // q is printed to 0.001 and k to 0.01: together up to 0.2 points of a yearly rate; his share varies by year.
    const wide = gaps.filter(({ gap }) => Math.abs(gap) > 0.4)
    expect(wide).toEqual([{ year: 1943, gap: expect.closeTo(-2.5, 1) }])
  })

  test('seven eighths of the doubling of output per man-hour is technical change, one eighth capital (p. 316, 320)', () => {
    const last = solow.q.length - 1
    const [start, end] = [at(solow.q, 0), at(solow.q, last)]
    // Output of 1949 with the technology of 1909.
    const without = end / at(solow.a, last)
    expect(without.toFixed(3)).toBe('0.705')
    const points = { capital: 100 * (without / start - 1), labour: 0, tfp: (100 * (end - without)) / start }
    const percent = percentOfGrowth(points, 100 * (end / start - 1))
    expect(percent?.tfp).toBeCloseTo(87.5, 0)
    expect(percent?.capital).toBeCloseTo(12.5, 0)
  })

  // q/A in three decimals, as the columns of the table are: with all digits the third one comes out 0.001 away.
  const corrected = solow.q.slice(0, 34).map((q, t) => Number((q / at(solow.a, t)).toFixed(3)))

  test('q/A on log k in 1909–1942 gives his equation (4b), 0.448 + 0.239 log k', () => {
    const { coefficients } = leastSquares(corrected, { lnK: solow.k.slice(0, 34).map(Math.log) })
    expectPrinted(coefficients, [0.448, 0.239], 3)
  })

  test('log q/A on log k in 1909–1942 gives his Cobb-Douglas equation (4d), −0.729 + 0.353 log k', () => {
    const shifted = series.slice(0, 34).map((row, t) => ({ ...row, y: at(corrected, t) }))
    const { alpha, regression } = cobbDouglas(shifted, { trend: false })
    expectPrinted(regression.coefficients, [-0.729, 0.353], 3)
    expect(alpha.value).toBe(at(regression.coefficients, 1))
  })
})

describe('Cobb and Douglas 1928, manufacturing in the United States 1899–1922', () => {
  const series = (labour: 2 | 4) =>
    manufacturing.map(
      (row): Observation => ({ year: row[0], y: row[1], k: row[3], l: row[labour], laborShare: 0.75 }),
    )

  test('least squares gives P = 1.01·L^¾·C^¼ (p. 152)', () => {
    const { alpha, beta, regression } = cobbDouglas(series(2), { trend: false })
    expectPrinted([Math.exp(at(regression.coefficients, 0)), beta.value, alpha.value], [1.01, 0.75, 0.25], 2)
  })

  test('without constant returns imposed: −0.177 + 0.233 ln C + 0.807 ln L, R² 0.957 (Felipe and Adams 2005)', () => {
    const { regression } = cobbDouglas(series(2), { trend: false, constantReturns: false })
    expect(regression.names).toEqual(['intercept', 'lnK', 'lnL'])
    expectPrinted(regression.coefficients, [-0.177, 0.233, 0.807], 3)
    expectPrinted([regression.rSquared], [0.957], 3)
  })

  // Computed in R by C. Halling, sphaerula.com/legacy/R/cobbDouglas.html (2006), as ln(P/C) on ln(L/C).
  test('with labour as printed by Stewart (pp. 750–751) it gives what R gives', () => {
    const { beta, regression } = cobbDouglas(series(4), { trend: false })
    expectPrinted([at(regression.coefficients, 0), beta.value], [0.007044, 0.744606], 6)
    expectPrinted(regression.standardErrors, [0.020134, 0.042205], 6)
  })
})

describe('Greene 2003, Table 6.2, primary metals in 27 states', () => {
  const states = primaryMetals.map(
    ([y, l, k], state): Observation => ({ year: state + 1, y, l, k, laborShare: 0.6 }),
  )
  // States, not years: the book's errors are the classical ones.
  const free = cobbDouglas(states, { trend: false, constantReturns: false, covariance: 'classical' })
  const logs = (column: 0 | 1 | 2) => primaryMetals.map((row) => Math.log(row[column]))
  const [y, l, k] = [logs(0), logs(1), logs(2)]
  const translog = leastSquares(y, {
    l,
    k,
    ll: l.map((value) => value ** 2 / 2),
    kk: k.map((value) => value ** 2 / 2),
    lk: l.map((value, i) => value * at(k, i)),
  })

  test('the Cobb-Douglas function comes out as printed', () => {
    const printed = greeneTable62.cobbDouglas
    const { coefficients, standardErrors, covariance, residualSumOfSquares, rSquared } = free.regression
    // Ours stand in the order constant, ln K, ln L.
    const ordered = (values: ArrayLike<number>) => [at(values, 0), at(values, 2), at(values, 1)]
    expectPrinted([at(coefficients, 0)], printed.coefficients.slice(0, 1), 3)
    expectPrinted(ordered(coefficients).slice(1), printed.coefficients.slice(1), 4)
    expectPrinted(ordered(standardErrors), printed.standardErrors, 4)
    expectPrinted([residualSumOfSquares, rSquared], [printed.residualSumOfSquares, printed.rSquared], 5)
    expectPrinted([at(covariance, 5)], [printed.covarianceOfLabourAndCapital], 6)
    expectPrinted([free.alpha.value, free.beta.value], [0.3757, 0.603], 4)
  })

  test('the test of constant returns has t = −0.3402 with 24 degrees of freedom, so F = 0.1157 accepts them', () => {
    const result = free.constantReturnsTest
    expect(result?.df).toBe(24)
    expectPrinted([result?.t ?? Number.NaN], [greeneTable62.constantReturnsT], 4)
    // The book squares the rounded t; all digits give 0.11575.
    expect(result?.f).toBeCloseTo(greeneTable62.constantReturnsT ** 2, 4)
    // SciPy: f.sf(0.11575416, 1, 24).
    expect(result?.pValue).toBeCloseTo(0.7366458, 6)
    const imposed = cobbDouglas(states, { trend: false })
    expect(restrictionTest(imposed.regression, free.regression).f).toBeCloseTo(result?.f ?? Number.NaN, 9)
  })

  test('the translog function comes out as printed', () => {
    const printed = greeneTable62.translog
    // Four decimals: in the fifth and sixth the book is off by one unit in three places.
    for (const [i, value] of printed.coefficients.entries())
      expect(at(translog.coefficients, i)).toBeCloseTo(value, 4)
    expectPrinted(translog.standardErrors.slice(0, 3), printed.standardErrors.slice(0, 3), 3)
    expectPrinted(translog.standardErrors.slice(3), printed.standardErrors.slice(3), 4)
    const { residualSumOfSquares, residualSd, rSquared } = translog
    expectPrinted(
      [residualSumOfSquares, residualSd, rSquared],
      [printed.residualSumOfSquares, printed.residualSd, printed.rSquared],
      5,
    )
  })

  test('the Cobb-Douglas function is not rejected against the translog, F[3, 21] = 1.768', () => {
    const { f, pValue } = restrictionTest(free.regression, translog)
    expectPrinted([f], [greeneTable62.translogF], 3)
    // SciPy: f.sf(1.768, 3, 21).
    expect(pValue).toBeCloseTo(0.18409, 3)
  })
})
