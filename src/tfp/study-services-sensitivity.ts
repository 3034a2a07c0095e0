import { at } from './arrays.ts'
import type { GrowthYear } from './growth.ts'
import type { StudyOptions } from './study-options.ts'
import { assetServices } from './study-services.ts'
import type { SeriesRow } from './table.ts'
import { alphaSteps, meanTfp, type Sensitivity } from './uncertainty.ts'
import { TfpError } from './warnings.ts'

/**
 * Mean TFP growth for each step of the capital shares (the rate of return found with it) and each step of depreciation: every
 * δ two points lower and higher, or every service life a fifth longer and shorter. NaN where a step cannot be computed.
 * @param years the years averaged
 * @param shares capital's income share of each row; null where a rate of return is given
 * @param rate growth between two volumes in the unit of the account
 */
export function servicesSensitivity(
  rows: readonly SeriesRow[],
  years: readonly GrowthYear[],
  options: StudyOptions,
  shares: readonly number[] | null,
  rate: (before: number, after: number) => number,
): Sensitivity {
  const lives = options.profile !== undefined
  const columns = lives ? [0.8, 1, 1.2] : [-0.02, 0, 0.02]
  const cell = (step: number, column: number) => {
    try {
      const shift = lives ? { delta: 0, life: column } : { delta: column, life: 1 }
      const moved = shares?.map((share) => share + step) ?? null
      const { stock } = assetServices(rows, options, moved, [], shift)
      const growth = years.map(({ year }) => {
        const t = rows.findIndex((row) => row.year === year)
        return rate(at(stock, t - 1), at(stock, t))
      })
      return meanTfp(years, step, growth)
    } catch (error) {
      if (error instanceof TfpError) return Number.NaN
      throw error
    }
  }
  const steps = alphaSteps(years)
  return {
    alphas: steps.map(({ alpha }) => alpha),
    over: lives ? 'lifeFactor' : 'deltaShift',
    columns,
    gTFP: steps.map(({ step }) => columns.map((column) => cell(step, column))),
    years: years.map(({ year }) => year),
  }
}
