/**
 * William H. Greene, Econometric Analysis, 5th ed. (Prentice Hall, 2003), Table F6.1: value added, labour and capital of
 * primary metals (SIC 33) in 27 states of the United States (Hildebrand and Liu 1957; Aigner, Lovell and Schmidt 1977).
 */
export const primaryMetals: readonly (readonly [output: number, labour: number, capital: number])[] = [
  [657.29, 162.31, 279.99],
  [935.93, 214.43, 542.5],
  [1110.65, 186.44, 721.51],
  [1200.89, 245.83, 1167.68],
  [1052.68, 211.4, 811.77],
  [3406.02, 690.61, 4558.02],
  [2427.89, 452.79, 3069.91],
  [4257.46, 714.2, 5585.01],
  [1625.19, 320.54, 1618.75],
  [1272.05, 253.17, 1562.08],
  [1004.45, 236.44, 662.04],
  [598.87, 140.73, 875.37],
  [853.1, 145.04, 1696.98],
  [1165.63, 240.27, 1078.79],
  [1917.55, 536.73, 2109.34],
  [9849.17, 1564.83, 13989.55],
  [1088.27, 214.62, 884.24],
  [8095.63, 1083.1, 9119.7],
  [3175.39, 521.74, 5686.99],
  [1653.38, 304.85, 1701.06],
  [5159.31, 835.69, 5206.36],
  [3378.4, 284, 3288.72],
  [592.85, 150.77, 357.32],
  [1601.98, 259.91, 2031.93],
  [2065.85, 497.6, 2492.98],
  [2293.87, 275.2, 1711.74],
  [745.67, 137, 768.59],
]

/** Table 6.2 and Example 6.2, pp. 102-104. Constant, ln L, ln K; the translog adds ½ln²L, ½ln²K and ln L·ln K. */
export const greeneTable62 = {
  cobbDouglas: {
    coefficients: [1.171, 0.603, 0.3757],
    standardErrors: [0.3268, 0.126, 0.0853],
    residualSumOfSquares: 0.85163,
    rSquared: 0.94346,
    covarianceOfLabourAndCapital: -0.009616,
  },
  translog: {
    coefficients: [0.944196, 3.61363, -1.89311, -0.96406, 0.08529, 0.31239],
    standardErrors: [2.911, 1.548, 1.016, 0.7074, 0.2926, 0.4389],
    residualSumOfSquares: 0.67993,
    residualSd: 0.17994,
    rSquared: 0.95486,
  },
  constantReturnsT: -0.3402,
  translogF: 1.768,
}
