import type { SeriesRow } from '../table.ts'

/*
 * Series with a fault that a real yearbook may have. Made for these tests: no province has these figures.
 */

/** Fourteen ordinary years: output at 2010 prices and capital in billion đồng, labour in thousand persons. */
export const ordinary: readonly Required<Omit<SeriesRow, 'i' | 'assets' | 'groups'>>[] = [
  [2010, 21000, 52000, 640.2, 0.62],
  [2011, 22500, 55900, 645.1, 0.622],
  [2012, 24180, 60400, 652.3, 0.618],
  [2013, 25900, 64800, 655.9, 0.615],
  [2014, 27650, 69700, 661, 0.61],
  [2015, 29600, 75300, 664.4, 0.612],
  [2016, 30950, 80900, 660.2, 0.608],
  [2017, 33100, 87300, 658.8, 0.604],
  [2018, 35600, 94100, 655.1, 0.6],
  [2019, 37900, 101800, 650.6, 0.601],
  [2020, 38600, 109100, 640.3, 0.603],
  [2021, 37000, 115900, 612.7, 0.61],
  [2022, 40100, 123300, 628.4, 0.607],
  [2023, 42600, 131800, 633, 0.605],
].map(([year = 0, y = 0, k = 0, l = 0, laborShare = 0]) => ({ year, y, k, l, laborShare }))

/** The same with one figure from a year on multiplied: another price base, unit, boundary. */
export const stepped = (what: 'y' | 'k' | 'l', from: number, factor: number) =>
  ordinary.map((row) => (row.year < from ? row : { ...row, [what]: row[what] * factor }))

/** Investment, a third of output unless said, in place of capital. */
export const invested = (own: Readonly<Record<number, number>> = {}) =>
  ordinary.map(({ k: _, ...row }) => ({ ...row, i: own[row.year] ?? 0.34 * row.y }))

/** Twelve years on a steady path: output and investment grow by `growth`, labour by 2%. */
export const steady = (growth: number) =>
  Array.from({ length: 12 }, (_, t) => ({
    year: 2010 + t,
    y: 1000 * (1 + growth) ** t,
    i: 300 * (1 + growth) ** t,
    l: 500 * 1.02 ** t,
    laborShare: 0.6,
  }))

/** A file of yearly figures with these labour shares in place of the ordinary ones. */
export const csvWithShares = (shares: (year: number, ordinaryShare: number) => number | string) =>
  [
    'year,y,k,l,labor_share',
    ...ordinary.map(({ year, y, k, l, laborShare }) => [year, y, k, l, shares(year, laborShare)].join(',')),
  ].join('\n')
