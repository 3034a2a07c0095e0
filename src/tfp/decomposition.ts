import { at, sum } from './arrays.ts'
import { TfpError } from './warnings.ts'

/** TFP growth of one sector and what weighs it: gross output, or value added when TFP is measured on value added. */
export interface SectorGrowth {
  readonly name: string
  /** % a year. */
  readonly gTFP: number
  /** Gross output (or value added), in the money of that year; the mean of two years for a Törnqvist step. */
  readonly output: number
  readonly valueAdded: number
}

/**
 * TFP growth of the whole from its sectors: Σ (output_j/Σ value added)·g_j (Domar 1961). With gross output the weights
 * sum to more than 1, because a gain in one sector also cheapens what others buy; with value added they sum to 1.
 * Throws TfpError where total value added is not positive.
 */
export function domar(sectors: readonly SectorGrowth[]) {
  const total = sum(sectors.map(({ valueAdded }) => valueAdded))
  if (!(total > 0)) {
    throw new TfpError('domar.valueAdded', {
      vi: 'Tổng giá trị tăng thêm của các ngành phải dương.',
      en: 'Total value added of the sectors must be positive.',
    })
  }
  const parts = sectors.map(({ name, gTFP, output }) => {
    const weight = output / total
    return { name, weight, contribution: weight * gTFP }
  })
  return {
    method: 'domar' as const,
    gTFP: sum(parts.map(({ contribution }) => contribution)),
    weights: sum(parts.map(({ weight }) => weight)),
    sectors: parts,
  }
}

/** Output and labour of one sector in the first and last year compared. */
export interface SectorYears {
  readonly name: string
  readonly y0: number
  readonly y1: number
  readonly l0: number
  readonly l1: number
}

/**
 * Change of labour productivity P = ΣY/ΣL in its own unit: within Σ s_0·Δp, between Σ Δs·p_0, interaction Σ Δs·Δp, with
 * s the sector's share of labour (Fabricant 1942). The three sum to P_1 − P_0; `percent` is each over P_0 × 100. A sector
 * without labour in one of the years is measured as having no productivity then. Throws TfpError without any labour.
 */
export function shiftShare(sectors: readonly SectorYears[]) {
  const l0 = sum(sectors.map((sector) => sector.l0))
  const l1 = sum(sectors.map((sector) => sector.l1))
  if (!(l0 > 0 && l1 > 0)) {
    throw new TfpError('shiftShare.labour', {
      vi: 'Tổng lao động của các ngành phải dương ở cả hai năm.',
      en: 'Total labour of the sectors must be positive in both years.',
    })
  }
  const parts = sectors.map((sector) => {
    const p0 = sector.l0 > 0 ? sector.y0 / sector.l0 : 0
    const p1 = sector.l1 > 0 ? sector.y1 / sector.l1 : 0
    const s0 = sector.l0 / l0
    const shift = sector.l1 / l1 - s0
    return { name: sector.name, within: s0 * (p1 - p0), between: shift * p0, interaction: shift * (p1 - p0) }
  })
  const add = (key: 'within' | 'between' | 'interaction') => sum(parts.map((part) => part[key]))
  const before = sum(sectors.map(({ y0 }) => y0)) / l0
  const after = sum(sectors.map(({ y1 }) => y1)) / l1
  const [within, between, interaction] = [add('within'), add('between'), add('interaction')]
  const scale = 100 / before
  return {
    method: 'shift-share' as const,
    before,
    after,
    change: after - before,
    within,
    between,
    interaction,
    percent: { within: within * scale, between: between * scale, interaction: interaction * scale },
    sectors: parts,
  }
}

/** Regions × sectors × years, each array with the year running fastest: place `(region·sectors + sector)·years + year`. */
export interface Panel {
  readonly regions: number
  readonly sectors: number
  readonly years: number
  /** Value added, capital, labour (all positive) and labour's share of value added. */
  readonly y: Float64Array
  readonly k: Float64Array
  readonly l: Float64Array
  readonly laborShare: Float64Array
}

export interface PanelDecomposition {
  /** 100·Δln TFP of each sector, laid out as the panel; the first year is 0. */
  readonly sectorTfp: Float64Array
  /** Per region and year (place `region·years + year`), the first year 0: */
  readonly gY: Float64Array
  readonly capital: Float64Array
  readonly labour: Float64Array
  readonly tfp: Float64Array
  /** Change of labour productivity in percent of the year before, split in three. */
  readonly within: Float64Array
  readonly between: Float64Array
  readonly interaction: Float64Array
}

/**
 * Decomposes a whole panel in one pass: Törnqvist TFP of every sector, each region's growth Σ w̄·Δln y_j with mean
 * value-added shares w̄ (so capital + labour + tfp = gY), and the shift-share of its labour productivity by year.
 * Values that are not positive give NaN in what they touch. Throws TfpError where an array's length does not fit.
 */
export function decomposePanel(panel: Panel): PanelDecomposition {
  const { regions, sectors, years, y, k, l, laborShare } = panel
  const cells = regions * sectors * years
  if ([y, k, l, laborShare].some((values) => values.length !== cells)) {
    throw new TfpError('panel.shape', {
      vi: 'Số phần tử của bảng số liệu không khớp số địa bàn × ngành × năm.',
      en: 'The lengths of the panel do not fit regions × sectors × years.',
    })
  }
  const make = () => new Float64Array(regions * years)
  const result: PanelDecomposition = {
    sectorTfp: new Float64Array(cells),
    gY: make(),
    capital: make(),
    labour: make(),
    tfp: make(),
    within: make(),
    between: make(),
    interaction: make(),
  }
  const outputs = new Float64Array(years)
  const workers = new Float64Array(years)
  for (let region = 0; region < regions; region++) {
    const start = region * sectors * years
    outputs.fill(0)
    workers.fill(0)
    for (let place = start; place < start + sectors * years; place += years) {
      for (let t = 0; t < years; t++) {
        outputs[t] = at(outputs, t) + at(y, place + t)
        workers[t] = at(workers, t) + at(l, place + t)
      }
    }
    for (let sector = 0; sector < sectors; sector++) {
      addSector(panel, result, region, start + sector * years, outputs, workers)
    }
  }
  return result
}

function addSector(
  { years, y, k, l, laborShare }: Panel,
  result: PanelDecomposition,
  region: number,
  start: number,
  outputs: Float64Array,
  workers: Float64Array,
) {
  const { sectorTfp, gY, capital, labour, tfp, within, between, interaction } = result
  let [y0, k0, l0] = [at(y, start), at(k, start), at(l, start)]
  let share0 = at(laborShare, start)
  for (let t = 1; t < years; t++) {
    const place = start + t
    const [y1, k1, l1, share1] = [at(y, place), at(k, place), at(l, place), at(laborShare, place)]
    const beta = (share0 + share1) / 2
    const dY = 100 * Math.log(y1 / y0)
    const dK = (1 - beta) * 100 * Math.log(k1 / k0)
    const dL = beta * 100 * Math.log(l1 / l0)
    const residual = dY - (dK + dL)
    sectorTfp[place] = residual
    const out = region * years + t
    const [before, after] = [at(outputs, t - 1), at(outputs, t)]
    const weight = (y0 / before + y1 / after) / 2
    gY[out] = at(gY, out) + weight * dY
    capital[out] = at(capital, out) + weight * dK
    labour[out] = at(labour, out) + weight * dL
    tfp[out] = at(tfp, out) + weight * residual
    const [labour0, labour1] = [at(workers, t - 1), at(workers, t)]
    const scale = (100 * labour0) / before
    const p0 = y0 / l0
    const dP = y1 / l1 - p0
    const s0 = l0 / labour0
    const shift = l1 / labour1 - s0
    within[out] = at(within, out) + scale * s0 * dP
    between[out] = at(between, out) + scale * shift * p0
    interaction[out] = at(interaction, out) + scale * shift * dP
    y0 = y1
    k0 = k1
    l0 = l1
    share0 = share1
  }
}
