import { shiftShare } from './decomposition.ts'
import type { SectorInput } from './sectors-input.ts'
import { onlyAdditive, withoutLabour } from './sectors-warnings.ts'
import { TfpError, type Warning } from './warnings.ts'

/** Change of labour productivity in percent of the first year's, in three parts. */
export interface ShiftParts {
  readonly within: number
  readonly between: number
  readonly interaction: number
}

export interface ShiftYears extends ShiftParts {
  readonly from: number
  readonly to: number
  /** Output per unit of labour in the first and last year; growth in %, which the three parts sum to. */
  readonly before: number
  readonly after: number
  readonly growth: number
  /** Per sector, in percent of the whole's first productivity. */
  readonly sectors: readonly (ShiftParts & { readonly key: string })[]
}

/** The shift-share of each year over the year before, and over the whole period. */
export function shiftsOf(
  sectors: readonly SectorInput[],
  years: readonly number[],
  {
    from = Number.NEGATIVE_INFINITY,
    to = Number.POSITIVE_INFINITY,
  }: { readonly from?: number; readonly to?: number },
  warnings: Warning[],
): { years: readonly ShiftYears[]; period: ShiftYears } {
  const idle = sectors.flatMap(({ name, rows }) => {
    const without = rows.filter(({ y, l }) => !(l > 0) && y !== 0).map(({ year }) => year)
    return without.length === 0 ? [] : [withoutLabour(name, without)]
  })
  const inside = years.filter((year) => year >= from - 1 && year <= to)
  const [first, last] = [inside[0], inside.at(-1)]
  if (first === undefined || last === undefined || first === last) {
    throw new TfpError('period.empty', {
      vi: 'Kỳ đã chọn không có đủ hai năm số liệu của mọi ngành.',
      en: 'The chosen period does not have two years with figures of every sector.',
    })
  }
  warnings.push(...idle, onlyAdditive)
  const steps = years.flatMap((year, place) => {
    const next = years[place + 1]
    return next === year + 1 ? [shiftBetween(sectors, year, next)] : []
  })
  return { years: steps, period: shiftBetween(sectors, first, last) }
}

function shiftBetween(sectors: readonly SectorInput[], from: number, to: number): ShiftYears {
  const pairs = sectors.map(({ key, rows }) => {
    const [before, after] = [from, to].map((year) => rows.find((row) => row.year === year))
    return { name: key, y0: before?.y ?? 0, y1: after?.y ?? 0, l0: before?.l ?? 0, l1: after?.l ?? 0 }
  })
  const { before, after, change, percent, sectors: parts } = shiftShare(pairs)
  if (!(before > 0)) {
    throw new TfpError('shiftShare.output', {
      vi: `Tổng sản lượng của các ngành năm ${from} phải dương.`,
      en: `Total output of the sectors in ${from} must be positive.`,
    })
  }
  const scale = 100 / before
  return {
    from,
    to,
    before,
    after,
    growth: change * scale,
    ...percent,
    sectors: parts.map(({ name, within, between, interaction }) => ({
      key: name,
      within: within * scale,
      between: between * scale,
      interaction: interaction * scale,
    })),
  }
}
