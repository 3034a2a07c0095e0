import { type Words, words } from '../platform/language.ts'
import { type BootstrapOptions, bootstrapClusters, type Interval, mean, TfpError } from '../tfp/index.ts'

/** Labour productivity and labour of an enterprise in one period, both positive. */
export interface Standing {
  readonly productivity: number
  readonly labour: number
}

/** An enterprise before and after the support, whether it had any or not. */
export interface Observed {
  readonly id: string
  readonly sector: string
  readonly supported: boolean
  readonly before: Standing
  readonly after: Standing
}

/** A supported enterprise and the one most like it among those of its sector without support. */
export interface Pair {
  readonly supported: string
  readonly control: string
  /** Distance in standard deviations of ln productivity and ln labour before the support. */
  readonly distance: number
  /** Δln productivity of the supported less that of the control. */
  readonly difference: number
}

export interface EffectOptions extends BootstrapOptions {
  /** Pairs further apart than this, in standard deviations, are not compared (default 1). */
  readonly caliper?: number
  /** Fewest pairs, and fewest different controls, for a result (default 10). */
  readonly minimum?: number
}

export type Effect = {
  readonly method: 'matchedDifferenceInDifferences'
  readonly parameters: {
    readonly caliper: number
    readonly minimum: number
    readonly draws: number
    readonly seed: number
    readonly level: number
  }
  readonly pairs: number
  /** Different enterprises that served as controls; one may serve several times. */
  readonly controls: number
  /** Supported enterprises without a control near enough. */
  readonly unmatched: number
} & (
  | {
      readonly shown: true
      /** Mean difference of Δln productivity between supported and controls, with its percentile interval. */
      readonly logPoints: number
      readonly interval: Interval
      /** The same as percent of productivity: 100·(exp − 1). */
      readonly percent: { readonly value: number; readonly low: number; readonly high: number }
      /** True where the interval does not hold zero. */
      readonly clear: boolean
      /** Geometric mean of labour productivity of the paired supported and of their controls, before and after. */
      readonly groups: { readonly supported: Moved; readonly controls: Moved }
      readonly caution: Words
    }
  | { readonly shown: false; readonly reason: Words }
)

/** A mean with its percentile interval. */
export interface Between {
  readonly value: number
  readonly low: number
  readonly high: number
}
interface Moved {
  readonly before: Between
  readonly after: Between
}

const caution: Words = words(
  'So sánh ghép cặp không thay được phân bổ ngẫu nhiên: doanh nghiệp được hỗ trợ có thể vốn đã có động lực khác.',
  'Matching is no substitute for random assignment: supported enterprises may have had other motives to begin with.',
)

interface Point {
  readonly enterprise: Observed
  readonly productivity: number
  readonly labour: number
}

/**
 * Pairs each supported enterprise with its nearest neighbour without support in the same sector, by ln labour
 * productivity and ln labour before the support, each over its standard deviation among all; a control may serve again.
 * Ties go to the smaller id, so the order of the input does not matter. Throws TfpError for figures that are not positive.
 */
export function matchControls(
  enterprises: readonly Observed[],
  caliper = 1,
): { pairs: Pair[]; unmatched: string[] } {
  for (const { id, before, after } of enterprises) {
    if ([before.productivity, before.labour, after.productivity].every((value) => value > 0)) continue
    throw new TfpError('effect.notPositive', {
      vi: `Doanh nghiệp ${id}: năng suất và lao động phải dương ở cả hai kỳ.`,
      en: `Enterprise ${id}: productivity and labour must be positive in both periods.`,
    })
  }
  const points = enterprises.map((enterprise) => ({
    enterprise,
    productivity: Math.log(enterprise.before.productivity),
    labour: Math.log(enterprise.before.labour),
  }))
  const spread = {
    productivity: deviation(points.map(({ productivity }) => productivity)),
    labour: deviation(points.map(({ labour }) => labour)),
  }
  const others = groups(
    points.filter(({ enterprise }) => !enterprise.supported),
    ({ enterprise }) => enterprise.sector,
  )
  const pairs: Pair[] = []
  const unmatched: string[] = []
  for (const point of points) {
    if (!point.enterprise.supported) continue
    const nearest = nearestOf(point, others.get(point.enterprise.sector) ?? [], spread)
    if (nearest === null || nearest.distance > caliper) {
      unmatched.push(point.enterprise.id)
      continue
    }
    const { enterprise: control } = nearest.point
    pairs.push({
      supported: point.enterprise.id,
      control: control.id,
      distance: nearest.distance,
      difference: growth(point.enterprise) - growth(control),
    })
  }
  return { pairs: pairs.sort((a, b) => (a.supported < b.supported ? -1 : 1)), unmatched: unmatched.sort() }
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = found.get(key)
    if (group) group.push(item)
    else found.set(key, [item])
  }
  return found
}

const growth = ({ before, after }: Observed) => Math.log(after.productivity / before.productivity)

function nearestOf(
  point: Point,
  controls: readonly Point[],
  spread: { productivity: number; labour: number },
) {
  let best: { point: Point; distance: number } | null = null
  for (const control of controls) {
    const distance = Math.hypot(
      (point.productivity - control.productivity) / spread.productivity,
      (point.labour - control.labour) / spread.labour,
    )
    const tie =
      best !== null && distance === best.distance && control.enterprise.id < best.point.enterprise.id
    if (best === null || distance < best.distance || tie) best = { point: control, distance }
  }
  return best
}

/** Standard deviation; 1 where all values are alike, so that they count as no distance. */
function deviation(values: readonly number[]): number {
  const middle = mean(values)
  const variance = mean(values.map((value) => (value - middle) ** 2))
  return variance > 0 ? Math.sqrt(variance) : 1
}

/**
 * Effect of the programme's support on labour productivity: difference-in-differences over matched pairs (Heckman,
 * Ichimura and Todd 1997), with a seeded bootstrap that draws
 * all pairs of a control together, because they share its luck. With fewer pairs or fewer different controls than the
 * minimum there is no figure, but the reason. Throws TfpError as `matchControls`.
 */
export function supportEffect(enterprises: readonly Observed[], options: EffectOptions = {}): Effect {
  const { caliper = 1, minimum = 10, draws = 2000, seed = 181, level = 0.95 } = options
  const { pairs, unmatched } = matchControls(enterprises, caliper)
  const byControl = groups(pairs, ({ control }) => control)
  const controls = byControl.size
  const common = {
    method: 'matchedDifferenceInDifferences' as const,
    parameters: { caliper, minimum, draws, seed, level },
    pairs: pairs.length,
    controls,
    unmatched: unmatched.length,
  }
  if (pairs.length < minimum || controls < minimum || pairs.length === 0) {
    return {
      ...common,
      shown: false,
      reason: words(
        `Chưa đủ số liệu: có ${pairs.length} cặp so sánh với ${controls} doanh nghiệp đối chứng, cần ít nhất ${minimum}.`,
        `Not enough data: ${pairs.length} pairs with ${controls} control enterprises; at least ${minimum} are needed.`,
      ),
    }
  }
  const { mean: logPoints, ...interval } = bootstrapClusters(
    [...byControl.values()].map((group) => group.map(({ difference }) => difference)),
    { draws, seed, level },
  )
  const percent = (logs: number) => 100 * Math.expm1(logs)
  const known = new Map(enterprises.map((enterprise) => [enterprise.id, enterprise]))
  const meanOf = (who: 'supported' | 'control', when: 'before' | 'after'): Between => {
    // The same draws of the same clusters as for the effect, in logarithms, so that means and effect go together.
    const logs = [...byControl.values()].map((group) =>
      group.map((pair) => Math.log(known.get(pair[who])?.[when].productivity ?? Number.NaN)),
    )
    const { mean: value, low, high } = bootstrapClusters(logs, { draws, seed, level })
    return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) }
  }
  const moved = (who: 'supported' | 'control') => ({
    before: meanOf(who, 'before'),
    after: meanOf(who, 'after'),
  })
  return {
    ...common,
    shown: true,
    logPoints,
    interval,
    percent: { value: percent(logPoints), low: percent(interval.low), high: percent(interval.high) },
    clear: interval.low > 0 || interval.high < 0,
    groups: { supported: moved('supported'), controls: moved('control') },
    caution,
  }
}
