import type { Budget, BudgetLine, LineQuantity, PlanDocument as ReadPlan } from '../../plan-reader/index.ts'
import { moneyUnits, sourceNames } from '../../plan-reader/index.ts'
import { formatMillions } from '../../platform/money.ts'
import { type DraftDocument, emptyDraft } from '../rules.ts'
import { quoteAt, type Tools, written } from './tools.ts'

/* The budget table: lines, years, totals in đồng; what a plan's budget has no column for is kept in words. */

type DraftBudget = DraftDocument['budget']

/** The budget of a reading; a table without columns of years is spread only when the plan has one year. */
export function budgetOf(tools: Tools): DraftBudget {
  const { read, at, note, period } = tools
  const { budget } = read
  const periodYears =
    period === null || period.to - period.from > 20
      ? []
      : Array.from({ length: period.to - period.from + 1 }, (_, index) => period.from + index)
  if (budget === null) return { ...emptyDraft().budget, total: totalInText(tools) }
  at('budget', budget.span)
  const ownYears = [
    ...new Set([budget.byYear, ...budget.lines.map(({ byYear }) => byYear)].flatMap(Object.keys)),
  ]
    .map(Number)
    .sort((first, second) => first - second)
  const spread = spreadSource(budget)
  if (spread !== null) {
    note(
      'budget.lines',
      'Bảng chỉ chia theo năm phần của một nguồn; dự toán của kế hoạch lấy phần đó, các nguồn khác ghi ở ghi chú của dòng.',
      'The table spreads only one source over the years; the plan’s budget takes that part, the other sources stand in each line’s note.',
    )
  }
  const only = ownYears.length === 0 && periodYears.length === 1 ? periodYears[0] : undefined
  const years = ownYears.length > 0 ? ownYears : periodYears
  if (ownYears.length === 0) {
    note(
      'budget.years',
      only === undefined
        ? 'Bảng dự toán không chia theo năm; xin điền số của từng năm.'
        : `Bảng dự toán không chia theo năm; kế hoạch chỉ có năm ${only} nên tính cả cho năm đó.`,
      only === undefined
        ? 'The budget table has no years; please give the amount of each.'
        : `The budget table has no years; the plan has only ${only}, which takes all.`,
    )
  }
  noteColumns(tools, budget)
  const within = singledOut(budget)
  const kept = keptLines(budget)
  const sum = budget.sums.find(({ of }) => of === null)
  for (const cell of sum?.amounts ?? []) {
    if (cell.source === null)
      at(cell.year === null ? 'budget.total' : `budget.yearTotals.${cell.year}`, cell.span)
  }
  return {
    title: written(titleOf(tools)),
    unit: moneyUnits.find(({ name }) => name === budget.unit)?.dong ?? 1,
    years,
    lines: kept.map((line, place) => lineOf(tools, line, place, { years, only, budget, within, spread })),
    total: spread === null ? budget.total : (budget.bySource[spread] ?? null),
    yearTotals: amountsOf(budget, years, only),
  }
}

/** "Trong đó" singles out some of a line: rows below it that need not make up the whole are told in its note. */
function singledOut({ lines }: Budget): (line: BudgetLine) => boolean {
  const partial = new Set(lines.filter((line) => line.partial).map(({ code }) => code))
  const within = (line: BudgetLine): boolean =>
    line.parent !== null &&
    (partial.has(line.parent) || lines.some((other) => other.code === line.parent && within(other)))
  return within
}

/** The lines of the table that are lines of the plan. */
export function keptLines(budget: Budget): BudgetLine[] {
  const within = singledOut(budget)
  return budget.lines.filter((line) => !within(line))
}

/** The one sum that the text names for the whole plan, where it has no table. */
function totalInText({ read, at }: Tools): number | null {
  const named = read.funding.filter(({ amount }) => amount !== null)
  const wholes = named.filter(({ isTotal }) => isTotal)
  const [whole, ...more] = wholes.length > 0 ? wholes : named
  if (whole === undefined || more.length > 0) return null
  at('budget.total', whole.amountSpan)
  return whole.amount
}

function lineOf(
  { read, at, note }: Tools,
  line: BudgetLine,
  place: number,
  table: {
    years: number[]
    only: number | undefined
    budget: Budget
    within: (line: BudgetLine) => boolean
    spread: string | null
  },
): DraftBudget['lines'][number] {
  const path = `budget.lines.${place}`
  at(path, line.span)
  for (const cell of line.amounts) {
    if (cell.source === null)
      at(cell.year === null ? `${path}.total` : `${path}.years.${cell.year}`, cell.span)
  }
  const singled = table.budget.lines.filter((other) => other.parent === line.code && table.within(other))
  const { spread } = table
  const others = spread === null ? [] : Object.entries(line.bySource).filter(([source]) => source !== spread)
  const notes = [
    ...(line.note === null ? [] : [line.note]),
    ...others.map(
      ([source, amount]) => `${sourceWords(source)}: ${formatMillions(BigInt(amount), 'vi')} triệu đồng`,
    ),
    ...(singled.length === 0
      ? []
      : [
          `Trong đó: ${singled.map(({ title, total }) => (total === null ? title : `${title} ${formatMillions(BigInt(total), 'vi')} triệu đồng`)).join('; ')}`,
        ]),
  ]
  if (singled.length > 0) {
    note(
      `${path}.note`,
      'Các dòng "trong đó" không cộng thành cả mục nên được ghi vào ghi chú.',
      'Rows that single out some of this line ("trong đó") do not make up the whole and are kept in its note.',
    )
  }
  return {
    ...written(line.title),
    code: line.code,
    parent: line.parent,
    quantity:
      line.quantity.length === 0
        ? null
        : written(line.quantity.map((each) => quantityText(read, each)).join(', ')),
    note: notes.length === 0 ? null : written(notes.join('. ')),
    total:
      (spread === null ? line.total : (line.bySource[spread] ?? null)) ?? sumOf(Object.values(line.byYear)),
    years: amountsOf(line, table.years, table.only),
  }
}

/** The source whose years a table gives ("phân kỳ NSNN") beside a column of its own; null where years are of all. */
function spreadSource({ columns }: Budget): string | null {
  const amounts = columns.filter(({ role }) => role === 'amount')
  const [source, ...more] = new Set(amounts.flatMap(({ year, source: of }) => (year === null ? [] : [of])))
  const hasOwn = amounts.some(({ year, source: of }) => year === null && of === source)
  return typeof source === 'string' && more.length === 0 && hasOwn ? source : null
}

function sourceWords(source: string): string {
  const name = sourceNames[source]?.vi ?? source
  return name.charAt(0).toLocaleUpperCase('vi') + name.slice(1)
}

/** The quantity as the cell writes it, with the unit beside it when that stands in a column of its own. */
function quantityText(read: ReadPlan, { span, unit }: LineQuantity): string {
  const text = quoteAt(read, span)
  return unit === null || !/^[\d.,\s-]+$/.test(text) ? text : `${text} ${unit}`
}

function sumOf(amounts: readonly number[]): number | null {
  return amounts.length === 0 ? null : amounts.reduce((total, amount) => total + amount, 0)
}

/** An empty cell among years that are given is nothing; without any years the amounts are not known. */
function amountsOf(
  row: { total: number | null; byYear: Readonly<Record<string, number>> },
  years: readonly number[],
  only: number | undefined,
): Record<string, number | null> {
  const none = Object.keys(row.byYear).length === 0 && row.total !== 0
  return Object.fromEntries(
    years.map((year) => [String(year), year === only ? row.total : none ? null : (row.byYear[year] ?? 0)]),
  )
}

/** What the table has and a plan's budget has no column for. */
function noteColumns({ note }: Tools, { columns, lines }: Budget): void {
  const sources = [...new Set(columns.flatMap(({ source }) => (source === null ? [] : [source])))]
  if (sources.length > 0) {
    note(
      'budget.lines',
      'Bảng chia theo nguồn vốn; kế hoạch chạy theo tổng của dòng, số theo nguồn ở lại trong văn bản.',
      'The table is split by source of funds; the plan runs on each line’s total, the split stays in the document.',
    )
  }
  if (lines.some(({ unitPrice }) => unitPrice !== null)) {
    note(
      'budget.lines',
      'Bảng có cột đơn giá; đơn giá ở lại trong văn bản.',
      'The table has a column of unit prices, which stays in the document.',
    )
  }
}

/** The title of the appendix that holds the table. */
function titleOf({ read }: Tools): string {
  const before = read.statements.filter(
    ({ kind, span }) => kind === 'appendix' && span.end <= (read.budget?.span.start ?? 0),
  )
  const heading = before.findLastIndex(
    ({ text }) => /^(?:phụ lục|biểu|phụ biểu)\b/i.test(text) && text.length < 30,
  )
  const words = before.slice(heading + 1).map(({ text }) => text)
  return words.length > 0 ? words.join(' ') : 'DỰ TOÁN KINH PHÍ'
}
