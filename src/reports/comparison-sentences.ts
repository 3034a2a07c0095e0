import { words } from '../platform/language.ts'
import { roundedMillions } from '../platform/money.ts'
import { recordPlaceholder } from './about-record.ts'
import { briefPlaceholder } from './brief-table.ts'
import { pairOf } from './comparison-tables.ts'
import { executionPlaceholder } from './execution-table.ts'
import { budgetTotal, type ReportData } from './figures.ts'
import { spanWithDays } from './periods.ts'
import { type Placeholder, word } from './placeholder.ts'

/* What a report says of the period before and of the agencies, where its kind sets them beside its figures. */

function compared({ before, targets, budget }: ReportData): string {
  if (before === undefined || before === null)
    return 'Không có kỳ trước để so sánh: trước kỳ này Kế hoạch chưa thực hiện, và không có kế hoạch nào liền trước.'
  const pairs = targets.map((target) => pairOf(before, target))
  const known = pairs.flatMap(({ then, now }) => (then === null || now === null ? [] : [now - then]))
  const number = (of: (more: number) => boolean) => known.filter(of).length
  const missing = pairs.length - known.length
  const other = before.plans.find(({ id, of }) => id !== of)
  const money = (amount: bigint) => `${roundedMillions(amount, 'vi')} triệu đồng`
  const [then, now] = [budgetTotal(before.plans.flatMap((plan) => plan.budget)), budgetTotal(budget)]
  return [
    `So với ${spanWithDays(before.year, before.span)}${other === undefined ? '' : ` của Kế hoạch số ${other.number}`}: ${number((more) => more > 0)} chỉ tiêu tăng, ${number((more) => more < 0)} chỉ tiêu giảm, ${number((more) => more === 0)} chỉ tiêu không đổi`,
    missing === 0 ? '' : `; ${missing} chỉ tiêu không có số liệu của cả hai kỳ để so sánh`,
    budget.length === 0
      ? '.'
      : `. Kinh phí đã giải ngân ${money(now.disbursed)}, kỳ trước ${money(then.disbursed)}.`,
  ].join('')
}

function done({ agencies }: ReportData): string {
  const rows = agencies?.rows ?? []
  const without = rows.filter(({ acts }) => Object.keys(acts).length === 0)
  const told = `${rows.length - without.length}/${rows.length} cơ quan, hội có kết quả được ghi nhận trong kỳ; từng việc được nêu tại Phụ lục.`
  return without.length === 0
    ? told
    : `${told} Chưa ghi nhận kết quả của: ${without.map(({ name }) => name).join('; ')}.`
}

const comparison = word(
  'comparison',
  words('so sánh với kỳ trước', 'compared with the period before'),
  compared,
)
const agencies = word(
  'agencies',
  words('cơ quan, hội có kết quả', 'agencies and associations that did something'),
  done,
)

/** The names that stand only in reports which have such figures. */
export const besidePlaceholders = (data: ReportData): Placeholder[] => [
  ...(data.before === undefined ? [] : [comparison]),
  ...(data.agencies === undefined ? [] : [agencies]),
  ...(data.brief === undefined ? [] : [briefPlaceholder]),
  ...(data.record === undefined ? [] : [recordPlaceholder]),
  ...(data.execution === undefined ? [] : [executionPlaceholder]),
]
