import { finding } from './findings.ts'
import { sourceNames } from './funding.ts'
import type { AmountCell, Budget, BudgetLine, BudgetSum, Finding, PlanDocument, Span } from './schema.ts'
import { differs, sum } from './sums.ts'
import { pushAll } from './text.ts'

/* The sums of the budget: each against what it is made of. */

type Row = Pick<BudgetLine, 'title' | 'total' | 'byYear' | 'bySource' | 'amounts' | 'span'>

/** A column to sum over: the total, a year, a source. */
interface Measure {
  readonly vi: string
  readonly en: string
  readonly year: number | null
  readonly source: string | null
  readonly of: (row: Row) => number | null
}

function measuresOf(budget: Budget): Measure[] {
  const years = new Set<number>()
  const sources = new Set<string>()
  for (const { role, year, source } of budget.columns) {
    if (role === 'amount' && year !== null) years.add(year)
    if (role === 'amount' && source !== null) sources.add(source)
  }
  // A total without a column of its own is made of the others: to sum it again would say everything twice.
  const hasTotal = budget.columns.some(
    ({ role, year, source }) => role === 'amount' && year === null && source === null,
  )
  const total: Measure = { vi: '', en: '', year: null, source: null, of: (row) => row.total }
  return [
    ...(hasTotal ? [total] : []),
    ...[...years].map(
      (year): Measure => ({
        vi: ` năm ${year}`,
        en: ` in ${year}`,
        year,
        source: null,
        of: (row) => row.byYear[String(year)] ?? null,
      }),
    ),
    ...[...sources].map(
      (source): Measure => ({
        vi: `, nguồn ${sourceNames[source]?.vi ?? source}`,
        en: `, from ${sourceNames[source]?.en ?? source}`,
        year: null,
        source,
        of: (row) => row.bySource[source] ?? null,
      }),
    ),
  ]
}

function place(row: Row, measure: Measure): Span {
  return (
    row.amounts.find(({ year, source }) => year === measure.year && source === measure.source)?.span ??
    row.span
  )
}

type Groups = ReadonlyMap<string | null, readonly BudgetLine[]>

/** What a line says, or what its lines make when it says nothing itself. */
function amountOf(line: BudgetLine, measure: Measure, groups: Groups): bigint | null {
  const own = measure.of(line)
  return own === null
    ? sum((groups.get(line.code) ?? []).map((part) => amountOf(part, measure, groups)))
    : BigInt(own)
}

function byParent(lines: readonly BudgetLine[]): Map<string | null, BudgetLine[]> {
  const groups = new Map<string | null, BudgetLine[]>()
  for (const line of lines) {
    const group = groups.get(line.parent)
    if (group === undefined) groups.set(line.parent, [line])
    else group.push(line)
  }
  return groups
}

/** The arithmetic of the budget table. */
export function checkBudget({ budget }: PlanDocument): Finding[] {
  if (budget === null) return []
  const findings: Finding[] = []
  const groups = byParent(budget.lines)
  const measures = measuresOf(budget)
  for (const line of budget.lines) {
    pushAll(findings, againstParts(line, groups, measures))
    findings.push(...acrossColumns(line, line.code, budget), ...againstPrice(line))
  }
  for (const row of budget.sums) {
    findings.push(...sumRow(row, budget, groups, measures), ...acrossColumns(row, row.title, budget))
  }
  pushAll(findings, numbering(groups))
  return findings
}

function againstParts(line: BudgetLine, groups: Groups, measures: readonly Measure[]): Finding[] {
  return measures.flatMap((measure) => {
    const found = measure.of(line)
    const expected = sum((groups.get(line.code) ?? []).map((part) => amountOf(part, measure, groups)))
    if (found === null || expected === null || expected === BigInt(found)) return []
    if (line.partial && expected < BigInt(found)) return []
    const names = { vi: `Nhóm ${line.code}${measure.vi}`, en: `Group ${line.code}${measure.en}` }
    return [differs('budget.linesVsGroup', place(line, measure), names, expected, BigInt(found))]
  })
}

/** Years and sources of one row against its total, and the sources of a year against the year. */
function acrossColumns(row: Row, name: string, budget: Budget): Finding[] {
  const findings: Finding[] = []
  const has = (test: (cell: { year: number | null; source: string | null }) => boolean) =>
    budget.columns.some((column) => column.role === 'amount' && test(column))
  const compare = (
    code: string,
    parts: readonly AmountCell[],
    whole: AmountCell | undefined,
    en: string,
    vi: string,
  ) => {
    const expected = sum(parts.map(({ amount }) => amount))
    if (whole === undefined || expected === null || expected === BigInt(whole.amount)) return
    const names = { vi: `Dòng ${name}, ${vi}`, en: `Row ${name}, ${en}` }
    findings.push(differs(code, whole.span, names, expected, BigInt(whole.amount)))
  }
  const whole = row.amounts.find(({ year, source }) => year === null && source === null)
  const years = row.amounts.filter(({ year, source }) => year !== null && source === null)
  const crossed = row.amounts.filter(({ year, source }) => year !== null && source !== null)
  const named = new Set(
    budget.columns.flatMap(({ role, source }) => (role === 'amount' ? (source ?? []) : [])),
  )
  const totals = [...named].flatMap((source) => {
    const own = row.amounts.find((cell) => cell.year === null && cell.source === source)
    const spread = crossed.filter((cell) => cell.source === source)
    // "Phân kỳ NSNN": the years that one source has are held against that source.
    compare('budget.yearsVsTotal', spread, own, 'the years against the total', 'các năm so với tổng')
    return own === undefined ? spread : [own]
  })
  if (has(({ year, source }) => year !== null && source === null))
    compare('budget.yearsVsTotal', years, whole, 'the years against the total', 'các năm so với tổng')
  if (has(({ year, source }) => year === null && source !== null))
    compare('budget.sourcesVsTotal', totals, whole, 'the sources against the total', 'các nguồn so với tổng')
  else if (!has(({ year, source }) => year !== null && source === null))
    compare('budget.yearsVsTotal', crossed, whole, 'the years against the total', 'các năm so với tổng')
  for (const yearCell of years) {
    const parts = crossed.filter(({ year }) => year === yearCell.year)
    compare(
      'budget.sourcesVsTotal',
      parts,
      yearCell,
      `the sources of ${yearCell.year}`,
      `các nguồn năm ${yearCell.year}`,
    )
  }
  return findings
}

/** Quantity times price, where both are one exact number. */
function againstPrice(line: BudgetLine): Finding[] {
  const [quantity] = line.quantity
  if (line.unitPrice === null || line.total === null || quantity?.min === undefined || quantity.min === null)
    return []
  if (line.quantity.length !== 1 || quantity.min !== quantity.max || !Number.isInteger(quantity.min))
    return []
  const expected = BigInt(quantity.min) * BigInt(line.unitPrice)
  if (expected === BigInt(line.total)) return []
  const names = {
    vi: `Dòng ${line.code}, số lượng nhân đơn giá`,
    en: `Row ${line.code}, quantity times price`,
  }
  return [differs('budget.quantityTimesPrice', line.span, names, expected, BigInt(line.total))]
}

function sumRow(row: BudgetSum, budget: Budget, groups: Groups, measures: readonly Measure[]): Finding[] {
  const group = row.of === null ? undefined : budget.lines.find(({ code }) => code === row.of)
  const parts =
    row.of === null ? (groups.get(null) ?? []) : (groups.get(row.of) ?? (group === undefined ? [] : [group]))
  const code = row.of === null ? 'budget.groupsVsTotal' : 'budget.subtotal'
  return measures.flatMap((measure) => {
    const found = measure.of(row)
    const expected = sum(parts.map((part) => amountOf(part, measure, groups)))
    if (found === null || expected === null || expected === BigInt(found)) return []
    const names = { vi: `"${row.title}"${measure.vi}`, en: `"${row.title}"${measure.en}` }
    return [differs(code, place(row, measure), names, expected, BigInt(found))]
  })
}

const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII', 'XIII', 'XIV', 'XV']

/** A number left out among the rows of a group: a row may be lost. */
function numbering(groups: ReadonlyMap<string | null, readonly BudgetLine[]>): Finding[] {
  const findings: Finding[] = []
  for (const lines of groups.values()) {
    let before: { kind: string; value: number } | null = null
    for (const line of lines) {
      const own = line.code.slice(line.code.lastIndexOf('.') + 1)
      const kind = /^\d{1,3}$/.test(own) ? 'number' : roman.includes(own) ? 'roman' : null
      if (kind === null) continue
      const value = kind === 'number' ? Number(own) : roman.indexOf(own) + 1
      const expected: number = before === null || before.kind !== kind ? 1 : before.value + 1
      if (value > expected) {
        const due = kind === 'number' ? String(expected) : (roman[expected - 1] ?? '')
        findings.push(
          finding(
            'budget.codeGap',
            'warning',
            line.span,
            {
              vi: `Số thứ tự nhảy đến "${own}", thiếu "${due}": có thể thiếu dòng.`,
              en: `The numbering jumps to "${own}", "${due}" is missing: a row may be lost.`,
            },
            due,
            own,
          ),
        )
      }
      before = { kind, value }
    }
  }
  return findings
}
