/** By how much more, in percent with one decimal, than before; null where there was nothing before. Pure. */
export const growthOf = (now: number, before: number): number | null =>
  before === 0 ? null : Math.round(((now - before) / before) * 1000) / 10

/** Each year with its learners and the growth against the year before, the latest first. A year without classes has none. */
export function growthByYear(
  sums: readonly { readonly year: number; readonly learners: number; readonly classes: number }[],
): { year: number; classes: number; learners: number; growth: number | null }[] {
  const learners = new Map(sums.map((sum) => [sum.year, sum.learners]))
  return sums
    .toSorted((one, other) => other.year - one.year)
    .map((sum) => ({ ...sum, growth: growthOf(sum.learners, learners.get(sum.year - 1) ?? 0) }))
}
