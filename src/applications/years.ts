import type { PastBudgetYear } from '../budget/index.ts'
import { formatDate, yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { FieldProblem } from '../platform/problem.ts'

/**
 * Why an application cannot be for a year that is over, or null. It is for the year of its filing or a later one. Until the adjusting
 * period of the budget year ends it may still be filed for that year, and a paper that was filed in time may be entered later, while
 * the year is open or a correction of it is approved: both with a reason in writing. Anything else of past years is taken over from
 * its sheets.
 * @param of.filedOn the day that it was filed on, not the day it is entered
 */
export function pastYearProblem(
  of: {
    readonly year: number
    readonly filedOn: string
    readonly today: string
    readonly reason?: string | undefined
  },
  { lastDay, closedBy, corrected }: PastBudgetYear,
): FieldProblem | null {
  const { year, filedOn, today, reason } = of
  if (year >= yearOf(today)) return null
  if (filedOn > lastDay) {
    return {
      field: 'year',
      words: words(
        `Hồ sơ nộp ngày ${formatDate(filedOn)} không đề nghị được cho năm ${year} đã qua (nhận đến hết thời gian chỉnh lý ngày ${formatDate(lastDay)}). Xin chọn năm nay hoặc năm sau; việc đã làm của năm cũ thì tiếp nhận từ sổ cũ.`,
        `Filed on ${formatDate(filedOn)}, it cannot be for ${year}, which is over (taken until the adjusting period ended on ${formatDate(lastDay)}). Choose this year or a coming one; work done in past years is taken over from its records.`,
      ),
    }
  }
  if (closedBy !== null && !corrected) {
    return {
      field: 'year',
      words: words(
        `Năm ngân sách ${year} đã khóa sổ (${closedBy}) nên không nhận thêm hồ sơ. Cần điều chỉnh đã được duyệt, hoặc tiếp nhận từ sổ cũ.`,
        `The budget year ${year} is closed (${closedBy}) and takes no more applications. It needs an approved correction, or the work is taken over from its records.`,
      ),
    }
  }
  if (reason !== undefined) return null
  return {
    field: 'lateReason',
    words: words(
      `Năm ${year} đã qua: xin ghi lý do nhận hồ sơ cho năm này.`,
      `The year ${year} is over: please say why the application is taken for it.`,
    ),
  }
}

/** The plan's last year that has begun; its first one before that. */
export function yearInPlan(plan: { firstYear: number; lastYear: number }, today: string): number {
  return Math.max(plan.firstYear, Math.min(plan.lastYear, Number(today.slice(0, 4))))
}
