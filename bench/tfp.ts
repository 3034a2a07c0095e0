import { pathToFileURL } from 'node:url'
import MultivariateLinearRegression from 'ml-regression-multivariate-linear'
import {
  bootstrap,
  decomposePanel,
  type GrowthYear,
  leastSquares,
  type Panel,
  seededRandom,
} from '../src/tfp/index.ts'
import { medianOf } from './median.ts'

export interface BenchRow {
  readonly name: string
  readonly ours: number
  readonly peer: number
  readonly unit: string
  readonly note: string
}

const REGIONS = 63
const SECTORS = 20
const YEARS = 30
const DRAWS = 10_000
const REGRESSIONS = 1_000

interface Cell {
  readonly region: number
  readonly sector: number
  readonly year: number
  readonly y: number
  readonly k: number
  readonly l: number
  readonly laborShare: number
}

/** A panel of the size of Viet Nam's provinces, from a fixed seed: growth of a few percent with noise. */
function makePanel(): Panel {
  const random = seededRandom(181)
  const cells = REGIONS * SECTORS * YEARS
  const walk = (growth: number) => {
    const values = new Float64Array(cells)
    for (let line = 0; line < REGIONS * SECTORS; line++) {
      let value = 100 * (0.5 + random())
      for (let t = 0; t < YEARS; t++) {
        values[line * YEARS + t] = value
        value *= 1 + growth + 0.04 * (random() - 0.5)
      }
    }
    return values
  }
  const [y, k, l] = [walk(0.07), walk(0.09), walk(0.01)]
  const laborShare = Float64Array.from({ length: cells }, () => 0.5 + 0.2 * random())
  return { regions: REGIONS, sectors: SECTORS, years: YEARS, y, k, l, laborShare }
}

function toCells({ y, k, l, laborShare }: Panel): Cell[] {
  return Array.from(y, (value, place) => ({
    region: Math.floor(place / (SECTORS * YEARS)),
    sector: Math.floor(place / YEARS) % SECTORS,
    year: place % YEARS,
    y: value,
    k: k[place] ?? Number.NaN,
    l: l[place] ?? Number.NaN,
    laborShare: laborShare[place] ?? Number.NaN,
  }))
}

/** The straightforward way: rows of objects, looked up in maps, grouped, then the textbook formulas on each group. */
function plainDecomposition(cells: readonly Cell[]) {
  const byKey = new Map(cells.map((cell) => [`${cell.region}-${cell.sector}-${cell.year}`, cell]))
  const groups = new Map<string, Cell[]>()
  for (const cell of cells) {
    const key = `${cell.region}-${cell.year}`
    const group = groups.get(key)
    if (group) group.push(cell)
    else groups.set(key, [cell])
  }
  const results = new Map<
    string,
    { tfp: number; gY: number; within: number; between: number; interaction: number }
  >()
  for (const [key, now] of groups) {
    const before = now.flatMap(
      ({ region, sector, year }) => byKey.get(`${region}-${sector}-${year - 1}`) ?? [],
    )
    if (before.length === 0) continue
    const total = (list: Cell[], pick: (cell: Cell) => number) =>
      list.reduce((sum, cell) => sum + pick(cell), 0)
    const [y0, y1] = [total(before, ({ y }) => y), total(now, ({ y }) => y)]
    const [l0, l1] = [total(before, ({ l }) => l), total(now, ({ l }) => l)]
    const parts = now.map((cell, i) => {
      const old = before[i] ?? cell
      const beta = (cell.laborShare + old.laborShare) / 2
      const gY = 100 * Math.log(cell.y / old.y)
      const tfp = gY - (1 - beta) * 100 * Math.log(cell.k / old.k) - beta * 100 * Math.log(cell.l / old.l)
      const weight = (old.y / y0 + cell.y / y1) / 2
      const [p0, p1] = [old.y / old.l, cell.y / cell.l]
      const [s0, s1] = [old.l / l0, cell.l / l1]
      const scale = (100 * l0) / y0
      return {
        gY: weight * gY,
        tfp: weight * tfp,
        within: scale * s0 * (p1 - p0),
        between: scale * (s1 - s0) * p0,
        interaction: scale * (s1 - s0) * (p1 - p0),
      }
    })
    const add = (pick: (part: (typeof parts)[number]) => number) =>
      parts.reduce((sum, part) => sum + pick(part), 0)
    results.set(key, {
      gY: add(({ gY }) => gY),
      tfp: add(({ tfp }) => tfp),
      within: add(({ within }) => within),
      between: add(({ between }) => between),
      interaction: add(({ interaction }) => interaction),
    })
  }
  return results
}

function makeYears(): GrowthYear[] {
  const random = seededRandom(9)
  return Array.from({ length: YEARS }, (_, t) => {
    const [gY, gK, gL, beta] = [6 + 3 * random(), 8 + 3 * random(), 1 + random(), 0.6]
    const points = { capital: 0.4 * gK, labour: 0.6 * gL, tfp: gY - 0.4 * gK - 0.6 * gL }
    const contributions = { points, percent: null }
    return { year: 1995 + t, gY, gK, gL, gTFP: points.tfp, alpha: 1 - beta, beta, contributions }
  })
}

/** The straightforward way: each draw a new array of years, its means by reduce, the draws sorted as an array. */
function plainBootstrap(years: readonly GrowthYear[]) {
  const random = seededRandom(181)
  const draws = Array.from({ length: DRAWS }, () => {
    const sample = years.map(() => years[Math.floor(random() * years.length)])
    const average = (key: 'gY' | 'gTFP') =>
      sample.reduce((sum, year) => sum + (year?.[key] ?? 0), 0) / sample.length
    const tfp = average('gTFP')
    return { tfp, percent: (100 * tfp) / average('gY') }
  })
  const interval = (values: number[]) => {
    const sorted = [...values].sort((a, b) => a - b)
    return { low: sorted[Math.floor(0.025 * DRAWS)], high: sorted[Math.floor(0.975 * DRAWS)] }
  }
  return {
    tfp: interval(draws.map(({ tfp }) => tfp)),
    percent: interval(draws.map(({ percent }) => percent)),
  }
}

/** Series for Cobb-Douglas regressions: logarithms of output per person, of capital per person, and a trend. */
function makeRegressions() {
  const random = seededRandom(1987)
  return Array.from({ length: REGRESSIONS }, () => {
    const trend = Array.from({ length: YEARS }, (_, t) => t)
    const capital = trend.map((t) => 3 + 0.05 * t + 0.1 * random())
    return {
      trend,
      capital,
      output: trend.map((t, i) => 1 + 0.02 * t + 0.4 * (capital[i] ?? 0) + 0.05 * random()),
    }
  })
}
type Regressed = ReturnType<typeof makeRegressions>[number]

const libraryRegression = ({ trend, capital, output }: Regressed) =>
  new MultivariateLinearRegression(
    trend.map((t, i) => [capital[i] ?? Number.NaN, t]),
    output.map((value) => [value]),
  )
const ownRegression = ({ trend, capital, output }: Regressed) => leastSquares(output, { capital, trend })

/** Median milliseconds of `times` runs, after one that warms the compiler. */
function median(run: () => unknown, times: number): number {
  run()
  const taken = Array.from({ length: times }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return medianOf(taken)
}

/** Speed of the TFP module beside plain code for the same figures; both must agree before they are timed. */
export async function benchTfp(): Promise<BenchRow[]> {
  const panel = makePanel()
  const cells = toCells(panel)
  const ours = decomposePanel(panel)
  for (const [key, { tfp, gY, within }] of plainDecomposition(cells)) {
    const [region = 0, year = 0] = key.split('-').map(Number)
    const place = region * YEARS + year
    const gaps = [
      tfp - (ours.tfp[place] ?? 0),
      gY - (ours.gY[place] ?? 0),
      within - (ours.within[place] ?? 0),
    ]
    if (gaps.some((gap) => !(Math.abs(gap) < 1e-9)))
      throw new Error(`the two decompositions differ at ${key}`)
  }
  const years = makeYears()
  const interval = bootstrap(years, { draws: DRAWS, seed: 181 }).gTFP
  const plain = plainBootstrap(years).tfp
  // Same seed, same draws: only the quantile rule differs, by less than one place in 10,000.
  if (!(Math.abs(interval.low - (plain.low ?? Number.NaN)) < 0.01))
    throw new Error('the two bootstraps differ')
  const regressions = makeRegressions()
  for (const one of regressions) {
    const [intercept, capital, trend] = ownRegression(one).coefficients
    // The library gives the intercept last.
    const theirs = libraryRegression(one).weights.flat()
    const gaps = [capital, trend, intercept].map((value, i) => (value ?? 0) - (theirs[i] ?? Number.NaN))
    if (gaps.some((gap) => !(Math.abs(gap) < 1e-8))) throw new Error('the two regressions differ')
  }
  return [
    {
      name: `${REGIONS} provinces × ${SECTORS} sectors × ${YEARS} years decomposed`,
      ours: median(() => decomposePanel(panel), 21),
      peer: median(() => plainDecomposition(cells), 5),
      unit: 'ms',
      note: 'peer: objects, maps and reduce with the same formulas; aim below 50 ms',
    },
    {
      name: `${DRAWS.toLocaleString('en-US')} bootstrap draws of a ${YEARS}-year series`,
      ours: median(() => bootstrap(years, { draws: DRAWS, seed: 181 }), 21),
      peer: median(() => plainBootstrap(years), 5),
      unit: 'ms',
      note: 'peer: a new array each draw, means by reduce; aim below 200 ms',
    },
    {
      name: `${REGRESSIONS.toLocaleString('en-US')} regressions of ${YEARS} years, trend and capital`,
      ours: median(() => regressions.map(ownRegression), 11),
      peer: median(() => regressions.map(libraryRegression), 11),
      unit: 'ms',
      note: 'ours with Newey-West errors, p-values, Durbin-Watson; peer: ml-regression-multivariate-linear with plain errors',
    },
  ]
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(await benchTfp())
