import type { AmountRow } from '../../plan/index.ts'
import type {
  AmountCell,
  Budget,
  BudgetLine,
  LineQuantity,
  PlanDocument as ReadPlan,
} from '../../plan-reader/index.ts'
import { moneyUnits } from '../../plan-reader/index.ts'
import { statedMoney } from '../../platform/money.ts'
import { type DraftDocument, emptyDraft } from '../draft.ts'
import { budgetOfSources, markCells, noteSources, type Split, splitOf, wholeOf } from './budget-sources.ts'
import { quoteAt, type Tools, written } from './tools.ts'

/* The budget table: lines, years, totals in đồng; what a plan's budget has no column for is kept in words. */

type DraftBudget = DraftDocument['budget']

/** What the rows of a table are read with. */
interface Table {
  readonly years: number[]
  /** The one year of a plan whose table has none. */
  readonly only: number | undefined
  readonly budget: Budget
  readonly within: (line: BudgetLine) => boolean
  /** The sources that its columns are of; null where it has one alone. */
  readonly split: Split | null
}

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
  const bySource = budgetOfSources(tools, budget, ownYears)
  if (bySource !== null) {
    note(
      'budget.lines',
      'Bảng nêu kinh phí theo nguồn, không chia mục.',
      'The table gives the money by source, without lines.',
    )
    return {
      ...{ title: written(titleOf(tools)), unit: unitOf(budget), years: ownYears, lines: [] },
      ...bySource,
    }
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
  const table: Table = {
    ...{ years, only, budget },
    within: singledOut(budget),
    split: splitOf(tools, budget, { years, only }),
  }
  if (table.split !== null) noteSources(tools, table.split)
  const lines = keptLines(budget).map((line, place) => lineOf(tools, line, place, table))
  const sum = budget.sums.find(({ of }) => of === null)
  markCells(tools, sum?.amounts ?? [], table.split, {
    row: (key) =>
      key === null
        ? 'budget.whole'
        : `budget.others.${table.split?.others.findIndex((each) => each.key === key)}`,
    own: { total: 'budget.total', years: 'budget.yearTotals' },
  })
  return {
    title: written(titleOf(tools)),
    unit: unitOf(budget),
    years,
    lines,
    ...totalsOf(table, sum?.amounts ?? null, lines),
  }
}

/** The grand totals: under each source where the table has several, else of all. */
function totalsOf(
  { budget, years, only, split }: Table,
  stated: readonly AmountCell[] | null,
  lines: DraftBudget['lines'],
): Pick<DraftBudget, 'total' | 'yearTotals' | 'source' | 'others' | 'whole'> {
  if (split === null) return { total: budget.total, yearTotals: amountsOf(budget, years, only) }
  const tops = lines.filter(({ parent }) => parent === null)
  const added = (rows: readonly (AmountRow | undefined)[], spread: boolean): AmountRow => ({
    total: sumOf(rows.flatMap((row) => row?.total ?? [])),
    years: spread
      ? Object.fromEntries(
          years.map((year) => [String(year), sumOf(rows.flatMap((row) => row?.years[year] ?? []))]),
        )
      : {},
  })
  const own = stated === null ? added(tops, true) : split.rowOf(stated, split.own)
  return {
    total: own.total,
    yearTotals: { ...own.years },
    source: split.own.key,
    others: split.others.map((source) => ({
      source: source.key,
      ...row(
        stated === null
          ? added(
              tops.map((line) => line.others?.[source.key]),
              source.spread,
            )
          : split.rowOf(stated, source),
      ),
    })),
    ...(stated === null ? {} : wholeOf(stated)),
  }
}

const unitOf = (budget: Budget) => moneyUnits.find(({ name }) => name === budget.unit)?.dong ?? 1

const row = ({ total, years }: AmountRow) => ({ total, years: { ...years } })

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

function lineOf(tools: Tools, line: BudgetLine, place: number, table: Table): DraftBudget['lines'][number] {
  const { read, at, note } = tools
  const { split, budget } = table
  const path = `budget.lines.${place}`
  at(path, line.span)
  markCells(tools, line.amounts, split, {
    row: (key) => (key === null ? `${path}.whole` : `${path}.others.${key}`),
    own: { total: `${path}.total`, years: `${path}.years` },
  })
  const singled = budget.lines.filter((other) => other.parent === line.code && table.within(other))
  const notes = [
    ...(line.note === null ? [] : [line.note]),
    ...(singled.length === 0
      ? []
      : [
          `Trong đó: ${singled.map(({ title, total }) => (total === null ? title : `${title} ${statedMoney(BigInt(total), 'vi')}`)).join('; ')}`,
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
    ...amountsOfLine(line, table),
  }
}

function amountsOfLine(
  line: BudgetLine,
  { years, only, split }: Table,
): Pick<DraftBudget['lines'][number], 'total' | 'years' | 'others' | 'whole'> {
  if (split === null)
    return {
      total: line.total ?? sumOf(Object.values(line.byYear)),
      years: amountsOf(line, years, only),
    }
  return {
    ...row(split.rowOf(line.amounts, split.own)),
    others: Object.fromEntries(
      split.others.map((source) => [source.key, row(split.rowOf(line.amounts, source))]),
    ),
    ...wholeOf(line.amounts),
  }
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
function noteColumns({ note }: Tools, { lines }: Budget): void {
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
