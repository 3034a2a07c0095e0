/**
 * The last year that applications filed on a day may be for: the plan's last, or while it has ended and no plan has taken its place the
 * year of that day. What is filed in between waits for the next plan.
 */
export function lastYearOf(
  plan: { readonly lastYear: number; readonly replaced: boolean },
  year: number,
): number {
  return plan.replaced ? plan.lastYear : Math.max(plan.lastYear, year)
}
