import { z } from 'zod'
import { type Words, words } from '../platform/language.ts'

/*
 * The budget of a plan: lines by years, of one source of funds or of several, and the sums that it must hold. `total`, `years` and
 * `yearTotals` are of the source that the estimate is of (`source`); what other sources give stands beside them in `others`, and
 * the row over all sources, as the document writes it, in `whole`.
 */

/** The source of the estimate where a plan names none: "kinh phí nghiên cứu KH&CN của ngân sách tỉnh". */
export const provincialFunds = 'provincial_st'

/** The shape of a budget, for a plan that runs and for one that is being worked on (see `planShape`). */
export function budgetShape<
  Text extends z.ZodType<string>,
  FromOne extends z.ZodType<number | null>,
  Amount extends z.ZodType<number | null>,
  BudgetYear extends z.ZodType<number>,
>(leaf: {
  readonly text: Text
  readonly amount: Amount
  readonly budgetYear: BudgetYear
  readonly fromOne: (most: number) => FromOne
}) {
  const { text, amount } = leaf
  const Words = z.object({ vi: text, en: text })
  const amounts = z.record(z.string().regex(/^\d{4}$/), amount)
  const row = z.object({ total: amount, years: amounts })
  return z.object({
    title: Words,
    /** The unit that the appendix is written in, in đồng (1000000: triệu đồng). Amounts here are đồng. */
    unit: leaf.fromOne(1_000_000_000_000),
    /** No lines: a plan without a budget by line, of which at most the total (else 0) and those of the years are known. */
    years: z.array(leaf.budgetYear),
    lines: z.array(
      Words.extend({
        code: z.string(),
        parent: z.string().nullable(),
        quantity: Words.nullable(),
        note: Words.nullable(),
        total: amount,
        years: amounts,
        /** What each other source gives to the line, by its key; a source that is not spread over the years has none. */
        others: z.record(z.string(), row).optional(),
        /** Of all sources together, where the document says it. */
        whole: row.optional(),
      }),
    ),
    total: amount,
    yearTotals: amounts,
    /** The source of funds that the estimate is of, by its key in the catalogue; support is paid from it. */
    source: z.string().min(1).optional(),
    /** The other sources of the budget, in the order of the columns, with their grand totals. Without years: not spread over them. */
    others: z.array(row.extend({ source: z.string().min(1) })).optional(),
    /** The grand totals of all sources together, where the document says them. */
    whole: row.optional(),
    /** The line whose money goes to enterprises by decisions on their applications; without one the plan takes none. */
    supportLine: z.string().nullable().optional(),
  })
}

/** A row of amounts: of a line or the grand total, under one source. In đồng; null: not known. */
export interface AmountRow<Amount = number | null> {
  readonly total: Amount
  readonly years: Readonly<Record<string, Amount>>
}

/** As much of a budget as its sums are made of. */
export interface BudgetSums<Amount = number | null> {
  readonly years: readonly number[]
  readonly lines: readonly (AmountRow<Amount> & {
    readonly code: string
    readonly parent: string | null
    readonly others?: Readonly<Record<string, AmountRow<Amount>>> | undefined
    readonly whole?: AmountRow<Amount> | undefined
  })[]
  readonly total: Amount
  readonly yearTotals: Readonly<Record<string, Amount>>
  readonly source?: string | undefined
  readonly others?: readonly (AmountRow<Amount> & { readonly source: string })[] | undefined
  readonly whole?: AmountRow<Amount> | undefined
}

/** The columns of one source. */
export interface SourceColumns {
  readonly source: string
  /** Whether it is the source that the estimate is of. */
  readonly own: boolean
  /** The years that it is spread over; none for one of which the total alone is known. */
  readonly years: readonly number[]
}

/** The sources of a budget in the order of its columns, that of the estimate first. */
export function sourcesOf(budget: BudgetSums): SourceColumns[] {
  return [
    { source: budget.source ?? provincialFunds, own: true, years: budget.years },
    ...(budget.others ?? []).map(({ source, years }) => ({
      source,
      own: false,
      years: Object.keys(years).length === 0 ? [] : budget.years,
    })),
  ]
}

type Line<Amount> = BudgetSums<Amount>['lines'][number]

/** What a source gives to a line; undefined where the line says nothing of it. */
export function ofLine<Amount>(
  line: Line<Amount>,
  { own, source }: SourceColumns,
): AmountRow<Amount> | undefined {
  return own ? line : line.others?.[source]
}

/** What a source gives in all. */
export function ofBudget<Amount>(
  budget: BudgetSums<Amount>,
  { own, source }: SourceColumns,
): AmountRow<Amount> | undefined {
  return own
    ? { total: budget.total, years: budget.yearTotals }
    : budget.others?.find((other) => other.source === source)
}

/** Of all sources together, in đồng: as the document says it, else their sum. */
export function wholeTotal(budget: BudgetSums, line?: BudgetSums['lines'][number]): number | null {
  const said = line === undefined ? budget.whole : line.whole
  if (said !== undefined) return said.total
  return sourcesOf(budget).reduce<number | null>((sum, source) => {
    const amount = (line === undefined ? ofBudget(budget, source) : ofLine(line, source))?.total ?? 0
    return sum === null ? null : sum + amount
  }, 0)
}

/** A sum of the budget that does not hold. `expected` is what the parts give, `found` what is written; in đồng. */
export interface SumFinding {
  readonly where: string
  readonly expected: bigint
  readonly found: bigint
  readonly words: Words
}

type Compare = (where: string, parts: readonly number[], found: number, words: Words) => void

/**
 * Holds the budget against itself. Under each source: a line's years against its total, each group against its lines (total and every
 * year), the groups against the year totals and the grand total, the year totals against the grand total; a source that is not spread
 * over the years by its totals alone. Across sources: their totals make up the whole, and their years those of the whole where every
 * source is spread. A budget without lines is held to its years alone, one without years to nothing.
 * @param nameOf what a source is called; its key when left out
 * @returns the sums that do not hold; empty when all do
 */
export function checkBudget(
  budget: BudgetSums<number>,
  nameOf: (source: string) => Words = (source) => words(source, source),
): SumFinding[] {
  const findings: SumFinding[] = []
  const compare: Compare = (where, parts, found, words) => {
    const sum = parts.reduce((total, part) => total + BigInt(part), 0n)
    if (sum !== BigInt(found)) findings.push({ where, expected: sum, found: BigInt(found), words })
  }
  for (const columns of sourcesOf(budget)) {
    const name = nameOf(columns.source)
    const suffix: Words = columns.own ? words('', '') : words(`, nguồn ${name.vi}`, `, from ${name.en}`)
    checkSource(budget, columns, suffix, compare)
  }
  if (budget.others !== undefined && budget.others.length > 0) checkAcross(budget, compare)
  return findings
}

/** The sums of one source. */
function checkSource(
  budget: BudgetSums<number>,
  columns: SourceColumns,
  suffix: Words,
  compare: Compare,
): void {
  const { lines } = budget
  const { years } = columns
  const at = (where: string) => (columns.own ? where : `${where}/${columns.source}`)
  const total = (line: Line<number>) => ofLine(line, columns)?.total ?? 0
  const ofYear = (line: Line<number>, year: number) => ofLine(line, columns)?.years[year] ?? 0
  for (const line of lines) {
    const { code } = line
    // A plan's own source is spread over its years; another one may be known by its total alone.
    if (columns.own || years.length > 0)
      compare(
        at(code),
        years.map((year) => ofYear(line, year)),
        total(line),
        words(
          `Mục ${code}${suffix.vi}: tổng các năm khác tổng của mục.`,
          `Line ${code}${suffix.en}: its years do not add up to its total.`,
        ),
      )
    const children = lines.filter((child) => child.parent === code)
    if (children.length === 0) continue
    compare(
      at(code),
      children.map(total),
      total(line),
      words(
        `Mục ${code}${suffix.vi}: tổng các mục con khác tổng của mục.`,
        `Line ${code}${suffix.en}: its parts do not add up to its total.`,
      ),
    )
    for (const year of years)
      compare(
        at(`${code}/${year}`),
        children.map((child) => ofYear(child, year)),
        ofYear(line, year),
        words(
          `Mục ${code}, năm ${year}${suffix.vi}: tổng các mục con khác số của mục.`,
          `Line ${code}, ${year}${suffix.en}: its parts do not add up to it.`,
        ),
      )
  }
  checkTotals(budget, columns, suffix, compare)
}

/** The grand totals of one source. */
function checkTotals(
  budget: BudgetSums<number>,
  columns: SourceColumns,
  suffix: Words,
  compare: Compare,
): void {
  const { years } = columns
  const at = (where: string) => (columns.own ? where : `${where}/${columns.source}`)
  const whole = ofBudget(budget, columns) ?? { total: 0, years: {} }
  const groups = budget.lines.filter((line) => line.parent === null)
  if (groups.length > 0) {
    for (const year of years)
      compare(
        at(`${year}`),
        groups.map((line) => ofLine(line, columns)?.years[year] ?? 0),
        whole.years[year] ?? 0,
        words(
          `Năm ${year}${suffix.vi}: tổng các mục khác tổng cộng của năm.`,
          `${year}${suffix.en}: the groups do not add up to the year's total.`,
        ),
      )
    compare(
      at('total'),
      groups.map((line) => ofLine(line, columns)?.total ?? 0),
      whole.total,
      columns.own
        ? words('Tổng các mục khác tổng cộng.', 'The groups do not add up to the grand total.')
        : words(
            `Tổng các mục khác tổng cộng${suffix.vi}.`,
            `The groups do not add up to the grand total${suffix.en}.`,
          ),
    )
  }
  if (years.length > 0 || (columns.own && groups.length > 0))
    compare(
      at('years'),
      years.map((year) => whole.years[year] ?? 0),
      whole.total,
      columns.own
        ? words('Tổng các năm khác tổng cộng.', 'The years do not add up to the grand total.')
        : words(
            `Tổng các năm khác tổng cộng${suffix.vi}.`,
            `The years do not add up to the grand total${suffix.en}.`,
          ),
    )
}

/** Each row of all sources together against what the sources say. */
function checkAcross(budget: BudgetSums<number>, compare: Compare): void {
  const sources = sourcesOf(budget)
  const spread = sources.every(({ years }) => years.length > 0)
  const rows = [
    ...budget.lines.map((line) => ({
      where: line.code,
      name: words(`Mục ${line.code}`, `Line ${line.code}`),
      whole: line.whole,
      parts: sources.map((source) => ofLine(line, source)),
    })),
    {
      where: 'total',
      name: words('Tổng cộng', 'Grand total'),
      whole: budget.whole,
      parts: sources.map((source) => ofBudget(budget, source)),
    },
  ]
  for (const { where, name, whole, parts } of rows) {
    if (whole === undefined) continue
    compare(
      `${where}/whole`,
      parts.map((part) => part?.total ?? 0),
      whole.total,
      words(
        `${name.vi}: tổng các nguồn khác số của cả các nguồn.`,
        `${name.en}: its sources do not add up to the sum of all.`,
      ),
    )
    for (const year of spread ? budget.years : []) {
      const said = whole.years[year]
      if (said === undefined) continue
      compare(
        `${where}/${year}/whole`,
        parts.map((part) => part?.years[year] ?? 0),
        said,
        words(
          `${name.vi}, năm ${year}: tổng các nguồn khác số của cả các nguồn.`,
          `${name.en}, ${year}: its sources do not add up to the sum of all.`,
        ),
      )
    }
  }
}
