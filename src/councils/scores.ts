/* What sheets of scores come to: totals, means, spread, thresholds. Points are reckoned in hundredths, so that no sum is rounded. Pure. */

export interface Criterion {
  readonly id: number
  /** The most that it can be given: its weight. */
  readonly most: number
}
export interface Group<C extends Criterion = Criterion> {
  readonly id: number
  /** What the group needs at least; null: nothing of its own. */
  readonly passMin: number | null
  readonly criteria: readonly C[]
}
export interface Grade {
  readonly id: number
  readonly atLeast: number
  readonly passes: boolean
}
/** What thresholds of a sheet there are. */
export interface Sheet<G extends Group = Group, D extends Grade = Grade> {
  readonly judged: 'mean' | 'each'
  readonly zeroParts: number | null
  readonly zeroOf: number | null
  readonly groups: readonly G[]
  readonly grades: readonly D[]
}
/** Points by criterion. */
export type Scores = ReadonlyMap<number, number>

const hundredths = (points: number) => Math.round(points * 100)
const sum = (of: readonly number[]) => of.reduce((all, one) => all + one, 0)
const given = (scores: Scores, { id }: Criterion) => hundredths(scores.get(id) ?? 0)
const inGroup = (scores: Scores, group: Group) => sum(group.criteria.map((one) => given(scores, one)))

/** The most that a sheet can give. */
export const mostOf = (groups: readonly Group[]): number =>
  sum(groups.flatMap(({ criteria }) => criteria.map(({ most }) => hundredths(most)))) / 100

/** The sum of one sheet. */
export const totalOf = (groups: readonly Group[], scores: Scores): number =>
  sum(groups.map((group) => inGroup(scores, group))) / 100

export interface Spread {
  readonly mean: number
  readonly least: number
  readonly most: number
  /** Standard deviation over the sheets. */
  readonly deviation: number
}

/** How far values lie apart; all zero where there are none. @param values in hundredths */
function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) return { mean: 0, least: 0, most: 0, deviation: 0 }
  const mean = sum(values) / values.length
  const variance = sum(values.map((value) => (value - mean) ** 2)) / values.length
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return { mean: mean / 100, least: least / 100, most: most / 100, deviation: Math.sqrt(variance) / 100 }
}

export interface Scored<D extends Grade = Grade> {
  readonly sheets: number
  readonly total: Spread
  readonly groups: readonly { readonly id: number; readonly spread: Spread; readonly enough: boolean }[]
  readonly criteria: readonly {
    readonly id: number
    readonly spread: Spread
    readonly zeros: number
    /** More of the sheets give it zero than the rule lets pass. */
    readonly tooManyZeros: boolean
  }[]
  /** The highest grade that the mean reaches, where every group has enough and no criterion too many zeros. */
  readonly grade: D | null
  readonly passes: boolean
}

/** The highest grade whose total is reached. @param total hundredths, over `count` sheets */
function gradeOf<D extends Grade>(grades: readonly D[], total: number, count: number): D | null {
  const reached = grades.filter(({ atLeast }) => total >= hundredths(atLeast) * count)
  return reached.toSorted((one, other) => other.atLeast - one.atLeast)[0] ?? null
}

/**
 * What the sheets of a council come to together. Circular 15/2022/TT-BKHCN art. 18: mean of at least 70, feasibility of at least 40, and no
 * criterion with zero from more than a third of the members present: 70, 40 and the third are rows of the sheet.
 */
export function scoredBy<D extends Grade>(sheet: Sheet<Group, D>, sheets: readonly Scores[]): Scored<D> {
  const { groups, zeroParts, zeroOf } = sheet
  const count = sheets.length
  const totals = sheets.map((scores) => sum(groups.map((group) => inGroup(scores, group))))
  const ofGroups = groups.map((group) => {
    const values = sheets.map((scores) => inGroup(scores, group))
    const enough = group.passMin === null || sum(values) >= hundredths(group.passMin) * count
    return { id: group.id, spread: spreadOf(values), enough }
  })
  const criteria = groups.flatMap((group) =>
    group.criteria.map((criterion) => {
      const values = sheets.map((scores) => given(scores, criterion))
      const zeros = values.filter((value) => value === 0).length
      const tooManyZeros = zeroParts !== null && zeroOf !== null && zeros * zeroOf > count * zeroParts
      return { id: criterion.id, spread: spreadOf(values), zeros, tooManyZeros }
    }),
  )
  const held = count > 0 && ofGroups.every(({ enough }) => enough) && !criteria.some((c) => c.tooManyZeros)
  const grade = held ? gradeOf(sheet.grades, sum(totals), count) : null
  return {
    sheets: count,
    total: spreadOf(totals),
    groups: ofGroups,
    criteria,
    grade,
    passes: grade?.passes === true,
  }
}

/** Whether one sheet passes by itself, as form I.10A of Decree 268/2025/NĐ-CP asks of each member's. */
export const passesAlone = (sheet: Sheet, scores: Scores): boolean =>
  scoredBy({ ...sheet, zeroParts: null, zeroOf: null }, [scores]).passes
