import {
  type MoneyUnit,
  moneyUnitOf,
  type NumberStyle,
  numberStyle,
  parseAmount,
  sumOfCell,
  unitOfCells,
} from './amounts.ts'
import type { Block, RowBlock } from './blocks.ts'
import { classify, codeMaker, type TableRow, wholeTitle } from './budget-rows.ts'
import { type Column, distinctSources, type Heads, readHeads, sameHeads } from './columns.ts'
import { finding } from './findings.ts'
import { quantitiesIn } from './quantities.ts'
import type { AmountCell, Budget, BudgetLine, BudgetSum, Finding, LineQuantity, Span } from './schema.ts'
import { type Plain, spanIn } from './text.ts'

/* The table of the budget, whatever its columns, to lines with whole đồng. */

export interface FoundTable {
  readonly heads: Heads
  readonly headRows: readonly RowBlock[]
  readonly rows: readonly RowBlock[]
}

/** The tables that begin at a head; a run of rows after it with the same head, or none, is its next page. */
export function tablesIn(blocks: readonly Block[]): { tables: FoundTable[]; rest: Block[] } {
  const tables: { heads: Heads; headRows: RowBlock[]; rows: RowBlock[] }[] = []
  const rest: Block[] = []
  const runs = runsOf(blocks)
  for (const run of runs) {
    if (run.rows === null) {
      rest.push(run.block)
      continue
    }
    let from = 0
    // Below a head of the same run even a row of one filled cell is of the table.
    let headed = false
    while (from < run.rows.length) {
      const heads = headsAt(run.rows, from)
      const current = tables.at(-1)
      const row = run.rows[from]
      if (row === undefined) break
      if (heads !== null) {
        const headRows = run.rows.slice(from, from + heads.rows)
        if (current !== undefined && sameHeads(current.heads, heads)) current.headRows.push(...headRows)
        else tables.push({ heads, headRows: [...headRows], rows: [] })
        from += heads.rows
        headed = true
      } else {
        // Rows before any head, and narrow ones (a signature in two columns), are no part of a table.
        if (current !== undefined && belongs(current.heads, row, headed)) current.rows.push(row)
        else rest.push(row)
        from++
      }
    }
  }
  return { tables, rest }
}

function headsAt(rows: readonly RowBlock[], from: number): Heads | null {
  return readHeads(rows.slice(from, from + 6))
}

type Run = { rows: RowBlock[] } | { rows: null; block: Block }

function runsOf(blocks: readonly Block[]): Run[] {
  const runs: Run[] = []
  let table = -1
  for (const block of blocks) {
    const last = runs.at(-1)
    if (block.kind !== 'row') runs.push({ rows: null, block })
    else if (last !== undefined && last.rows !== null && block.table === table) last.rows.push(block)
    else runs.push({ rows: [block] })
    if (block.kind === 'row') table = block.table
  }
  return runs
}

function belongs(heads: Heads, row: RowBlock, headed: boolean): boolean {
  return (
    row.cells.length >= (headed ? 1 : 3) &&
    row.cells.length <= heads.columns.length + 2 &&
    heads.columns.length >= 2
  )
}

export function isBudgetTable(table: FoundTable): boolean {
  const { columns } = table.heads
  return (
    columns.some(({ role }) => role === 'amount') &&
    columns.some(({ role }) => role === 'title' || role === 'code')
  )
}

/** The unit of money that the heads or the words before the table name. */
function unitOf(table: FoundTable, before: readonly Plain[]): { unit: MoneyUnit | null; span: Span | null } {
  for (const row of table.headRows) {
    for (const cell of row.cells) {
      const unit = moneyUnitOf(cell.folded)
      if (unit !== null) return { unit, span: spanIn(cell) }
    }
  }
  for (const plain of [...before].reverse()) {
    if (!/\b(?:don vi|dvt)\b/.test(plain.folded.slice(0, 60)) || plain.text.length > 120) continue
    const unit = moneyUnitOf(plain.folded)
    if (unit !== null) return { unit, span: spanIn(plain) }
  }
  return { unit: null, span: null }
}

interface Reading {
  readonly columns: readonly Column[]
  readonly style: NumberStyle
  readonly unit: MoneyUnit
  readonly findings: Finding[]
  /** Years and sources that have a column of their own, not crossed with the other. */
  readonly ownYears: ReadonlySet<number>
  readonly ownSources: ReadonlySet<string>
  readonly hasTotal: boolean
  /** The years make up the total where it has no column; else the sources do. */
  readonly byYears: boolean
}

function shapeOf(
  columns: readonly Column[],
): Pick<Reading, 'ownYears' | 'ownSources' | 'hasTotal' | 'byYears'> {
  const amounts = columns.filter(({ role }) => role === 'amount')
  return {
    ownYears: new Set(
      amounts.flatMap(({ year, source }) => (year !== null && source === null ? [year] : [])),
    ),
    ownSources: new Set(
      amounts.flatMap(({ year, source }) => (year === null && source !== null ? [source] : [])),
    ),
    hasTotal: amounts.some(({ year, source }) => year === null && source === null),
    byYears: amounts.some(({ year }) => year !== null),
  }
}

/** Reads a table. `before` are the paragraphs that may name its unit, the likeliest last. */
export function readBudget(
  table: FoundTable,
  before: readonly Plain[],
): { budget: Budget; findings: Finding[] } {
  const columns = distinctSources(table.heads.columns)
  const amountColumns = columns.map(({ role }) => role === 'amount' || role === 'unitPrice')
  const cells = function* () {
    for (const row of table.rows)
      for (const [index, cell] of row.cells.entries()) if (amountColumns[index]) yield cell.text
  }
  const findings: Finding[] = []
  const { unit: named, span: unitSpan } = unitOf(table, before)
  const unit = named ?? unitOfCells([...cells()])
  const { style, mixed, unsure } = numberStyle(cells())
  const reading: Reading = { columns, style, unit: unit ?? 'đồng', findings, ...shapeOf(columns) }
  const whole = wholeSpan(table)
  if (unit === null) {
    findings.push(
      finding('budget.unitMissing', 'error', table.headRows[0]?.span ?? whole, {
        vi: 'Bảng dự toán không ghi đơn vị tính; tạm đọc là đồng.',
        en: 'The budget table does not name its unit of money; read as đồng for now.',
      }),
    )
  }
  if (mixed || unsure) {
    findings.push(
      finding('budget.numberStyle', 'warning', table.headRows[0]?.span ?? whole, {
        vi: 'Bảng viết số theo hai kiểu (1.234,5 và 1,234.5) hoặc không rõ kiểu; cần soát lại các số có dấu phẩy.',
        en: 'The table writes numbers in two styles (1.234,5 and 1,234.5), or it is not clear which; check the numbers with commas.',
      }),
    )
  }
  const { lines, sums } = readRows(classify(table.rows, columns), reading)
  const stated = sums.filter(({ of }) => of === null).at(-1)
  const roots = leadingLines(lines)
  const budget: Budget = {
    unit,
    unitSpan,
    columns,
    heads: table.headRows.map((row) => ({
      text: row.cells.map((cell) => cell.text).join(' | '),
      span: row.span,
    })),
    lines,
    sums,
    total: stated === undefined ? sumOf(roots.map((root) => root.total)) : stated.total,
    byYear: stated?.byYear ?? sumRecords(roots.map((root) => root.byYear)),
    bySource: stated?.bySource ?? sumRecords(roots.map((root) => root.bySource)),
    totalStated: stated !== undefined,
    span: whole,
  }
  return { budget, findings }
}

/** The highest lines with amounts: of a group without its own, the lines below it. */
function leadingLines(lines: readonly BudgetLine[]): BudgetLine[] {
  const silent = new Set<string | null>([null])
  return lines.filter((line) => {
    if (!silent.has(line.parent)) return false
    if (line.amounts.length === 0) silent.add(line.code)
    return line.amounts.length > 0
  })
}

function wholeSpan(table: FoundTable): Span {
  const all = [...table.headRows, ...table.rows]
  const ends = all.reduce((end, { span }) => Math.max(end, span.end), 0)
  return { start: all.reduce((start, { span }) => Math.min(start, span.start), ends), end: ends }
}

function readRows(rows: readonly TableRow[], reading: Reading): { lines: BudgetLine[]; sums: BudgetSum[] } {
  const lines: BudgetLine[] = []
  const sums: BudgetSum[] = []
  const nextCode = codeMaker()
  const byCode = new Map<string, BudgetLine>()
  const titles: Plain[][] = []
  for (const row of rows) {
    const last = lines.at(-1)
    if (row.kind === 'blank') continue
    if (row.kind === 'partial' || row.kind === 'runsOn') {
      if (last === undefined) continue
      if (row.kind === 'partial') last.partial = true
      else titles.at(-1)?.push(row.title)
      const note = noteOf(row, reading.columns)
      if (note !== null) last.note = last.note === null ? note : `${last.note} ${note}`
      last.continued.push({ ...row.block.span })
      continue
    }
    const amounts = amountsOf(row, reading)
    if (row.kind === 'sum') {
      sums.push({
        title: row.title.text,
        of: groupOf(row.title.text, byCode, lines),
        ...amounts,
        span: { ...row.block.span },
      })
      continue
    }
    const { code, parent, repeated } = nextCode(row.mark)
    if (repeated) {
      reading.findings.push(
        finding(
          'budget.codeRepeated',
          'warning',
          row.block.span,
          {
            vi: `Số thứ tự "${row.mark}" bị lặp trong cùng một nhóm.`,
            en: `The number "${row.mark}" comes twice in the same group.`,
          },
          null,
          row.mark,
        ),
      )
    }
    const line: BudgetLine = {
      code,
      parent,
      title: '',
      quantity: lineQuantities(row, reading.columns),
      unitPrice: unitPriceOf(row, reading),
      ...amounts,
      note: noteOf(row, reading.columns),
      partial: false,
      span: { ...row.block.span },
      continued: [],
    }
    lines.push(line)
    byCode.set(code, line)
    titles.push([row.title])
  }
  for (const [index, line] of lines.entries()) line.title = wholeTitle(titles[index] ?? [])
  return { lines, sums }
}

/** `Cộng (I)` and `Cộng mục II` sum a group; `Tổng cộng` sums the table, and `Cộng` too. */
function groupOf(
  title: string,
  byCode: ReadonlyMap<string, BudgetLine>,
  lines: readonly BudgetLine[],
): string | null {
  const named = /^cộng[ :(]{1,3}(?:mục |phần |nhóm )?([IVXL]{1,6}|[A-HĐ]|\d{1,2})\)?[.:]?$/i.exec(title)?.[1]
  if (named === undefined) return null
  return byCode.has(named) ? named : (lines.findLast(({ code }) => code.endsWith(`.${named}`))?.code ?? null)
}

type Amounts = Pick<BudgetLine, 'total' | 'byYear' | 'bySource' | 'amounts'>

function amountsOf(row: TableRow, reading: Reading): Amounts {
  const amounts: AmountCell[] = []
  for (const [index, cell] of row.cells.entries()) {
    const column = reading.columns[index]
    if (column?.role !== 'amount') continue
    const amount = readCell(cell, reading)
    if (amount !== null)
      amounts.push({ year: column.year, source: column.source, amount, span: spanIn(cell) })
  }
  const byYear: Record<string, number> = {}
  const bySource: Record<string, number> = {}
  const { ownYears, ownSources, hasTotal, byYears } = reading
  for (const { year, source, amount } of amounts) {
    // A year without a column of its own is the sum of its sources, and a source that of its years.
    if (year !== null && (source === null || !ownYears.has(year))) add(byYear, String(year), amount)
    if (source !== null && (year === null || !ownSources.has(source))) add(bySource, source, amount)
  }
  const total = amounts.find(({ year, source }) => year === null && source === null)?.amount
  const derived = hasTotal ? null : sumOf(Object.values(byYears ? byYear : bySource))
  return { total: total ?? derived, byYear, bySource, amounts }
}

function add(record: Record<string, number>, key: string, amount: number): void {
  record[key] = (record[key] ?? 0) + amount
}

function readCell(cell: Plain, reading: Reading): number | null {
  const parsed = parseAmount(cell.text, reading.style, reading.unit)
  if (parsed.kind === 'amount') return parsed.value
  const spelled = parsed.kind === 'unread' ? sumOfCell(cell.text) : null
  if (spelled !== null) return spelled
  if (parsed.kind === 'unread') {
    const why = {
      notNumber: { vi: 'không phải là một số', en: 'is no number' },
      tooLarge: { vi: 'quá lớn', en: 'is too large' },
      fraction: { vi: 'không tròn đồng', en: 'is not whole đồng' },
    }[parsed.why]
    reading.findings.push(
      finding(
        'budget.amountUnread',
        'error',
        spanIn(cell),
        {
          vi: `Ô kinh phí "${cell.text.slice(0, 60)}" ${why.vi}.`,
          en: `The amount "${cell.text.slice(0, 60)}" ${why.en}.`,
        },
        null,
        cell.text.slice(0, 60),
      ),
    )
  }
  return null
}

function unitPriceOf(row: TableRow, reading: Reading): number | null {
  const index = reading.columns.findIndex(({ role }) => role === 'unitPrice')
  const cell = row.cells[index]
  return cell === undefined ? null : readCell(cell, reading)
}

/** The notes of a row, and what stands in columns that have no field of their own, with their heads. */
function noteOf(row: TableRow, columns: readonly Column[]): string | null {
  const notes: string[] = []
  for (const [index, cell] of row.cells.entries()) {
    const column = columns[index]
    if (cell.text === '' || cell.text === row.title.text) continue
    const isNumberless =
      column?.role === 'quantity' && quantitiesIn(cell.folded).length === 0 && !/^[-–—]$/.test(cell.text)
    if (column === undefined || column.role === 'note') notes.push(cell.text)
    else if (['agency', 'time', 'unknown'].includes(column.role) || isNumberless) {
      notes.push(column.head === '' ? cell.text : `${column.head}: ${cell.text}`)
    }
  }
  return notes.length === 0 ? null : notes.join('; ')
}

/** `18 lượt doanh nghiệp, 20 sản phẩm` gives two; a bare number takes its unit from the column of units. */
function lineQuantities(row: TableRow, columns: readonly Column[]): LineQuantity[] {
  const cell = row.cells[columns.findIndex(({ role }) => role === 'quantity')]
  if (cell === undefined || cell.text === '' || /^[-–—]$/.test(cell.text)) return []
  const unitCell = row.cells[columns.findIndex(({ role }) => role === 'unit')]
  return quantitiesIn(cell.folded, cell.text).map(({ quantity, unit, start, end }) => {
    const said = unit === null ? unitCell?.text || null : cell.text.slice(unit.start, unit.end)
    if (said !== null) return { ...quantity, unit: said, span: spanIn(cell, start, end) }
    const own = ownUnit.exec(cell.text.slice(end))
    return { ...quantity, unit: own?.[1] ?? null, span: spanIn(cell, start, end + (own?.[0].length ?? 0)) }
  })
}

/** In a cell of quantities the words behind a number are what it counts, also words that no list of units has: `03 đoàn`. */
const ownUnit =
  /^ ((?!(?:mỗi|hằng|hàng|một|trong|tại|ở|và|đến|trở|năm|tháng|quý|từ|theo|do|cho)(?!\p{L}))\p{L}+(?: \p{L}+){0,4})(?=\s*(?:[,;.(/]|$))/iu

function sumOf(amounts: readonly (number | null)[]): number | null {
  const known = amounts.filter((amount) => amount !== null)
  if (known.length === 0) return null
  const sum = known.reduce((one, other) => one + BigInt(other), 0n)
  return sum > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(sum)
}

function sumRecords(records: readonly Record<string, number>[]): Record<string, number> {
  const parts = Map.groupBy(records.flatMap(Object.entries<number>), ([key]) => key)
  const sums: Record<string, number> = {}
  for (const [key, amounts] of parts) {
    const sum = sumOf(amounts.map(([, amount]) => amount))
    if (sum !== null) sums[key] = sum
  }
  return sums
}
