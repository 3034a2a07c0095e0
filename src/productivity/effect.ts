import { type Words, words } from '../platform/language.ts'
import { type Interval, mean, studentQuantile, TfpError } from '../tfp/index.ts'

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
  /** The year before `before`, where its accounts are known: how it was on its way already. */
  readonly earlier?: Standing | null
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

export interface EffectOptions {
  /** Pairs further apart than this, in standard deviations, are not compared (default 1). */
  readonly caliper?: number
  /** Fewest pairs, and fewest different controls, for a result (default 10). */
  readonly minimum?: number
  readonly level?: number
}

/** How the supported moved against their controls in the year before: a difference there is no work of the support. */
export type PreTrend =
  | { readonly shown: true; readonly pairs: number; readonly interval: Interval; readonly parallel: boolean }
  | { readonly shown: false; readonly reason: Words }

export type Effect = {
  readonly method: 'matchedDifferenceInDifferences'
  readonly parameters: {
    readonly caliper: number
    readonly minimum: number
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
      /** Mean difference of Δln productivity between supported and controls, with its cluster-robust interval. */
      readonly logPoints: number
      readonly interval: Interval
      /** The same as percent of productivity: 100·(exp − 1). */
      readonly percent: { readonly value: number; readonly low: number; readonly high: number }
      /** True where the interval does not hold zero. */
      readonly clear: boolean
      readonly preTrend: PreTrend
      /** Geometric mean of labour productivity of the paired supported and of their controls, before and after. */
      readonly groups: { readonly supported: Moved; readonly controls: Moved }
      readonly caution: Words
    }
  | { readonly shown: false; readonly reason: Words }
)

/** A mean with its interval. */
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
 * Mean of items in clusters that share their luck, with the interval of Student's t with G − 1 degrees of freedom round it:
 * variance G/(G − 1)·Σ_g(Σ_i(x_gi − x̄))²/N² (Liang and Zeger 1986; Cameron and Miller 2015, Journal of Human Resources 50).
 * Clusters of one item give the plain t interval. NaN bounds of fewer than two clusters.
 */
export function clusteredMean(clusters: readonly (readonly number[])[], level = 0.95): Interval {
  const items = clusters.flat()
  const middle = mean(items)
  const squares = clusters.reduce(
    (total, cluster) => total + cluster.reduce((sum, item) => sum + (item - middle), 0) ** 2,
    0,
  )
  const variance = ((clusters.length / (clusters.length - 1)) * squares) / items.length ** 2
  const half = studentQuantile(level, clusters.length - 1) * Math.sqrt(variance)
  return { level, low: middle - half, median: middle, high: middle + half }
}

/**
 * Effect of the programme's support on labour productivity: difference-in-differences over matched pairs (Heckman,
 * Ichimura and Todd 1997), with an interval that takes the pairs of one control together. With fewer pairs or fewer different
 * controls than the minimum there is no figure, but the reason. Throws TfpError as `matchControls`.
 */
export function supportEffect(enterprises: readonly Observed[], options: EffectOptions = {}): Effect {
  const { caliper = 1, minimum = 10, level = 0.95 } = options
  const { pairs, unmatched } = matchControls(enterprises, caliper)
  const byControl = groups(pairs, ({ control }) => control)
  const controls = byControl.size
  const common = {
    method: 'matchedDifferenceInDifferences' as const,
    parameters: { caliper, minimum, level },
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
  const interval = clusteredMean(
    [...byControl.values()].map((group) => group.map(({ difference }) => difference)),
    level,
  )
  const percent = (logs: number) => 100 * Math.expm1(logs)
  const known = new Map(enterprises.map((enterprise) => [enterprise.id, enterprise]))
  const meanOf = (who: 'supported' | 'control', when: 'before' | 'after'): Between => {
    const logs = [...byControl.values()].map((group) =>
      group.map((pair) => Math.log(known.get(pair[who])?.[when].productivity ?? Number.NaN)),
    )
    const { median, low, high } = clusteredMean(logs, level)
    return { value: Math.exp(median), low: Math.exp(low), high: Math.exp(high) }
  }
  const moved = (who: 'supported' | 'control') => ({
    before: meanOf(who, 'before'),
    after: meanOf(who, 'after'),
  })
  return {
    ...common,
    shown: true,
    logPoints: interval.median,
    interval,
    percent: { value: percent(interval.median), low: percent(interval.low), high: percent(interval.high) },
    clear: interval.low > 0 || interval.high < 0,
    preTrend: preTrendOf([...byControl.values()], known, minimum, level),
    groups: { supported: moved('supported'), controls: moved('control') },
    caution,
  }
}

/** The same difference over the year before: of the pairs both of which have accounts of it. */
function preTrendOf(
  clusters: readonly (readonly Pair[])[],
  known: ReadonlyMap<string, Observed>,
  minimum: number,
  level: number,
): PreTrend {
  const earlierGrowth = (id: string) => {
    const found = known.get(id)
    const { earlier, before } = found ?? {}
    return earlier && before && earlier.productivity > 0
      ? Math.log(before.productivity / earlier.productivity)
      : Number.NaN
  }
  const differences = clusters
    .map((group) =>
      group
        .map(({ supported, control }) => earlierGrowth(supported) - earlierGrowth(control))
        .filter(Number.isFinite),
    )
    .filter((group) => group.length > 0)
  const pairs = differences.flat().length
  if (pairs < minimum || differences.length < minimum) {
    return {
      shown: false,
      reason: words(
        `Chưa kiểm tra được xu hướng trước hỗ trợ: chỉ có ${pairs} cặp có số liệu năm trước đó, cần ít nhất ${minimum}.`,
        `Trends before the support could not be checked: ${pairs} pairs have accounts of the year before; at least ${minimum} are needed.`,
      ),
    }
  }
  const interval = clusteredMean(differences, level)
  return { shown: true, pairs, interval, parallel: interval.low <= 0 && interval.high >= 0 }
}
