/* A budget year by month: what was decided before it begins and what is booked after it ends stand by themselves. */

/** A month of a budget year: 0 before it, 1 to 12, 13 after it (the adjusting period). */
export const monthOf = (month: string, year: number): number => {
  const of = Number(month.slice(0, 4))
  if (of < year) return 0
  return of > year ? 13 : Number(month.slice(5, 7))
}

/** Sums by calendar month (YYYY-MM), as the fourteen months of a budget year. */
export function byMonth(
  sums: readonly { readonly month: string; readonly amount: bigint }[],
  year: number,
): bigint[] {
  const months = Array.from({ length: 14 }, () => 0n)
  for (const { month, amount } of sums) {
    const place = monthOf(month, year)
    months[place] = (months[place] ?? 0n) + amount
  }
  return months
}

/** What each month comes to with those before it. */
export function running(months: readonly bigint[]): bigint[] {
  let sum = 0n
  return months.map((amount) => {
    sum += amount
    return sum
  })
}
