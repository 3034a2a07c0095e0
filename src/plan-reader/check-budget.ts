import { finding } from './findings.ts'
import { sourceNames } from './funding.ts'
import type {
  AmountCell,
  Budget,
  BudgetLine,
  BudgetSum,
  Finding,
  Funding,
  PlanDocument,
  Span,
} from './schema.ts'
import { millionsText } from './shown.ts'
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

const vi = (amount: bigint | number) => millionsText(amount).vi
const en = (amount: bigint | number) => millionsText(amount).en

function sum(amounts: Iterable<number | bigint | null>): bigint | null {
  let total: bigint | null = null
  for (const amount of amounts) if (amount !== null) total = (total ?? 0n) + BigInt(amount)
  return total
}

/** As a JSON number where it fits. */
function shown(amount: bigint): number | string {
  return amount <= BigInt(Number.MAX_SAFE_INTEGER) && amount >= -BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(amount)
    : amount.toString()
}

function differs(
  code: string,
  span: Span,
  names: { vi: string; en: string },
  expected: bigint,
  found: bigint,
): Finding {
  return finding(
    code,
    'error',
    span,
    {
      vi: `${names.vi}: tính lại được ${vi(expected)}, văn bản ghi ${vi(found)}, lệch ${vi(found - expected)}.`,
      en: `${names.en}: it should be ${en(expected)}, the document says ${en(found)}, a difference of ${en(found - expected)}.`,
    },
    shown(expected),
    shown(found),
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

/** The arithmetic of the budget table and of the sums that the text names. */
export function checkBudget(plan: PlanDocument): Finding[] {
  const { budget } = plan
  const findings = [...fundingAlone(plan.funding), ...fundingParts(plan)]
  if (budget === null) return findings
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
  return [...findings, ...fundingAgainstBudget(plan, budget)]
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
  const sources = row.amounts.filter(({ year, source }) => year === null && source !== null)
  const crossed = row.amounts.filter(({ year, source }) => year !== null && source !== null)
  if (has(({ year, source }) => year !== null && source === null)) {
    compare('budget.yearsVsTotal', years, whole, 'the years against the total', 'các năm so với tổng')
  } else {
    const [only, ...more] = new Set(crossed.map(({ source }) => source))
    // "Phân kỳ NSNN": years that one source alone has are held against that source.
    const ofSource = more.length === 0 ? sources.find(({ source }) => source === only) : undefined
    compare(
      'budget.yearsVsTotal',
      crossed,
      ofSource ?? whole,
      'the years against the total',
      'các năm so với tổng',
    )
  }
  compare('budget.sourcesVsTotal', sources, whole, 'the sources against the total', 'các nguồn so với tổng')
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

/** "45,6 tỷ, trong đó: ngân sách 20 tỷ; doanh nghiệp 25 tỷ": the sources that a sentence or the list under it names make up its total. */
function fundingParts({ funding, text }: PlanDocument): Finding[] {
  const findings: Finding[] = []
  for (const [index, whole] of funding.entries()) {
    if (whole.amount === null) continue
    const parts: Funding[] = []
    for (const next of funding.slice(index + 1)) {
      const own = text.slice(next.span.start, next.span.end)
      const lead =
        parts.length > 0 ||
        /(?:trong đó|bao gồm|gồm)[^\p{L}\d]*$/iu.test(text.slice(whole.span.start, whole.span.end)) ||
        /^\W*(?:trong đó|bao gồm|gồm)(?!\p{L})/iu.test(own)
      const isItem = next.span.start === (parts.at(-1) ?? whole).span.end || /^[-–+•]/.test(own)
      if (!lead || !isItem || next.isTotal || next.amount === null || next.source === null) break
      parts.push(next)
    }
    const expected = sum(parts.map(({ amount }) => amount))
    const named = new Set(parts.map(({ source }) => source))
    // One source alone is singled out; several that are less may leave some unsaid, so that is to be looked at only.
    if (
      expected === null ||
      expected === BigInt(whole.amount) ||
      (named.size < 2 && expected < BigInt(whole.amount))
    )
      continue
    const names = { vi: 'Tổng kinh phí so với các nguồn của nó', en: 'The total against its sources' }
    const found = differs(
      'funding.partsVsTotal',
      whole.amountSpan ?? whole.span,
      names,
      expected,
      BigInt(whole.amount),
    )
    findings.push(expected < BigInt(whole.amount) ? { ...found, severity: 'warning' } : found)
  }
  return findings
}

function fundingAlone(funding: readonly Funding[]): Finding[] {
  const findings: Finding[] = []
  for (const { amount, amountSpan, inWords } of funding) {
    if (amount === null && amountSpan !== null) {
      findings.push(
        finding('funding.amountUnread', 'error', amountSpan, {
          vi: 'Số tiền này không tròn đồng hoặc quá lớn.',
          en: 'This sum is not whole đồng or is too large.',
        }),
      )
    }
    if (inWords === null || amount === null) continue
    if (inWords.amount === null) {
      findings.push(
        finding('funding.wordsUnread', 'warning', inWords.span, {
          vi: `Không đọc được số tiền bằng chữ "${inWords.text}".`,
          en: `The amount in words "${inWords.text}" cannot be read.`,
        }),
      )
    } else if (inWords.amount !== amount) {
      findings.push(
        finding(
          'funding.words',
          'error',
          inWords.span,
          {
            vi: `Bằng chữ là ${vi(inWords.amount)}, bằng số là ${vi(amount)}.`,
            en: `In words it is ${en(inWords.amount)}, in figures ${en(amount)}.`,
          },
          amount,
          inWords.amount,
        ),
      )
    }
  }
  return findings
}

function textVsTable(
  code: string,
  item: Funding,
  names: { vi: string; en: string },
  table: number,
  text: bigint,
): Finding[] {
  if (BigInt(table) === text) return []
  return [
    finding(
      code,
      'error',
      item.amountSpan ?? item.span,
      {
        vi: `${names.vi}: bảng dự toán là ${vi(table)}, phần lời ghi ${vi(text)}.`,
        en: `${names.en}: the budget table has ${en(table)}, the text says ${en(text)}.`,
      },
      table,
      shown(text),
    ),
  ]
}

/** The sums of the text against the table: the whole, each year, each source, and the parts against the whole. */
function fundingAgainstBudget(plan: PlanDocument, budget: Budget): Finding[] {
  const findings: Finding[] = []
  const main = plan.periods.find(({ kind }) => kind === 'main')
  const years = budget.columns.flatMap(({ year }) => (year === null ? [] : [year]))
  const first = years.length > 0 ? Math.min(...years) : (main?.from ?? null)
  const last = years.length > 0 ? Math.max(...years) : (main?.to ?? null)
  const items = plan.funding.filter(({ amount, period }) => {
    if (amount === null) return false
    return (
      period === null ||
      first === null ||
      last === null ||
      (period.to >= first && (period.from ?? period.to) <= last)
    )
  })
  const isYear = ({ period }: Funding) => period !== null && period.from === period.to && years.length > 1
  const sumOfText = ({ amount }: Funding) => amount
  const yearly = items.filter(isYear)
  for (const year of new Set(yearly.map(({ period }) => period?.to ?? 0))) {
    const same = yearly.filter(({ period }) => period?.to === year)
    const wholes = same.filter(({ isTotal }) => isTotal)
    const [item] = same
    const table = budget.byYear[String(year)]
    const text = sum((wholes.length > 0 ? wholes : same).map(sumOfText))
    if (item === undefined || table === undefined || text === null) continue
    findings.push(
      ...textVsTable('funding.yearVsBudget', item, { vi: `Năm ${year}`, en: `Year ${year}` }, table, text),
    )
  }
  const wholes = items.filter((item) => item.isTotal && !isYear(item))
  const parts = items.filter((item) => !item.isTotal && !isYear(item))
  const sourced = parts.filter(({ source }) => source !== null)
  const names = { vi: 'Tổng kinh phí', en: 'Total of the budget' }
  if (budget.total !== null) {
    const [one] = wholes.length > 0 ? wholes : parts
    const text = wholes.length > 0 ? sum(wholes.slice(0, 1).map(sumOfText)) : sum(parts.map(sumOfText))
    if (one !== undefined && text !== null)
      findings.push(...textVsTable('funding.totalVsBudget', one, names, budget.total, text))
  }
  const [whole] = wholes
  const made = sum(sourced.map(sumOfText))
  if (whole?.amount && sourced.length > 1 && made !== null && made !== BigInt(whole.amount)) {
    const label = {
      vi: 'Tổng kinh phí so với các nguồn trong phần lời',
      en: 'The total against the sources in the text',
    }
    findings.push(
      differs('funding.partsVsTotal', whole.amountSpan ?? whole.span, label, made, BigInt(whole.amount)),
    )
  }
  for (const [source, table] of Object.entries(budget.bySource)) {
    const same = sourced.filter(
      (item) => item.source === source || isOneState(item.source, source, budget, sourced),
    )
    const [item] = same
    const text = sum(same.map(sumOfText))
    if (item === undefined || text === null) continue
    const name = sourceNames[source] ?? { vi: source, en: source }
    const label = { vi: `Nguồn ${name.vi}`, en: `From ${name.en}` }
    pushAll(findings, textVsTable('funding.sourceVsBudget', item, label, table, text))
  }
  return findings
}

const state: ReadonlySet<string> = new Set([
  'provincialBudget',
  'centralBudget',
  'stateBudget',
  'districtBudget',
])

/** "Ngân sách nhà nước" of the table is the "ngân sách tỉnh" of the text when each names but one budget of the state. */
function isOneState(
  text: string | null,
  table: string,
  budget: Budget,
  sourced: readonly Funding[],
): boolean {
  if (text === null || !state.has(text) || !state.has(table)) return false
  const inTable = Object.keys(budget.bySource).filter((source) => state.has(source))
  return (
    inTable.length === 1 &&
    sourced.every(({ source }) => source === text || source === null || !state.has(source))
  )
}
