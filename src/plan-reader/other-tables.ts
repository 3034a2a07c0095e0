import { namesMoney } from './amounts.ts'
import type { FoundTable } from './budget.ts'
import { type Column, isTargetHead, sourceHeadAt } from './columns.ts'
import { timesIn, timesOfCell } from './duties.ts'
import { fundingOf, sourceOf } from './funding.ts'
import { indicatorOf, quantitiesIn, yearsIn } from './quantities.ts'
import type { Budget, Duty, Funding, Objective, PlanDocument, Span } from './schema.ts'
import { emptyPlain, foldSameLength, joinPlains, type Plain, spanIn } from './text.ts'

import { leadOfCell } from './work-lines.ts'

/* Tables that are no estimate: who does what by when, targets, sources of funds. */

/** Items of a table, and the places of its cells that no item holds. */
export interface TableItems<T> {
  readonly items: T[]
  readonly left: Span[]
}

function find(table: FoundTable, test: (column: Column) => boolean): number {
  return table.heads.columns.findIndex(test)
}

function leftOf(cells: readonly Plain[], used: ReadonlySet<number>): Span[] {
  return cells.flatMap((cell, at) =>
    used.has(at) || cell.text === '' || isNothing(cell) ? [] : [spanIn(cell)],
  )
}

/** A sign that says that a cell is empty. */
function isNothing({ text }: Plain): boolean {
  return /^(?:[-–—/x]|-{2,3}|\.{2,3}|…)$/i.test(text)
}

/** Whether a table assigns work: what, by whom, and no amounts. */
export function isDutyTable(table: FoundTable): boolean {
  const { columns } = table.heads
  return columns.some(({ role }) => role === 'agency') && columns.some(({ role }) => role === 'title')
}

type Section = PlanDocument['sections'][number]

/**
 * One duty for each row, with who helps and what comes of it; a row with a title alone is a heading. A cell of a lead that is
 * merged over rows below is said of them too.
 */
export function dutiesOfTable(
  table: FoundTable,
): TableItems<Duty> & { sections: Section[]; funding: Funding[] } {
  const title = find(table, ({ role }) => role === 'title')
  const code = find(table, ({ role }) => role === 'code')
  const helper = find(
    table,
    ({ role, head }) => role === 'agency' && /phối hợp|tham gia/i.test(head) && !/chủ trì/i.test(head),
  )
  const agency = table.heads.columns.findIndex(({ role }, at) => role === 'agency' && at !== helper)
  const time = find(table, ({ role }) => role === 'time')
  const product = find(table, ({ head }) => /^(?:sản phẩm|kết quả|đầu ra|dự kiến kết quả)/i.test(head))
  const items: Duty[] = []
  const left: Span[] = []
  const sections: Section[] = []
  const funding: Funding[] = []
  const used = new Set([title, code, agency, time, helper, product])
  const isAmount = ({ text }: Plain, place: number) =>
    table.heads.columns[place]?.role === 'amount' && namesMoney(text)
  let lead: Plain = emptyPlain
  let last = ''
  for (const [index, { cells, span }] of table.rows.entries()) {
    const at = (place: number): Plain => {
      const cell = cells[place] ?? emptyPlain
      return place === -1 || isNothing(cell) ? emptyPlain : cell
    }
    // A group that is merged over the whole row begins in the column of the numbers.
    const isMark = at(code).text.length <= 8
    const mark = isMark ? at(code).text.replace(/[.)]$/, '') : ''
    const rest = [agency, time, helper, product].map(at).filter(({ text }) => text !== '')
    // A row of an estimate under another of its kind whose lead is merged over both.
    const isUnder = lead.text !== '' && /^\d/.test(mark) && /^\d/.test(last) && cells.some(isAmount)
    last = mark
    if (at(title).text === '' || (rest.length === 0 && !isUnder)) {
      const words = joinPlains(cells.filter((cell) => cell.text !== '' && !(isMark && cell === at(code))))
      // "Tổng kinh phí dự kiến …: 30.000 triệu đồng" merged over the last row: money, no heading.
      const sums = /^tong (?:kinh phi|cong|so|muc|du toan|nguon)/.test(words.folded)
        ? fundingOf({ words, block: { span: { ...span } } }).filter(({ amount }) => amount !== null)
        : []
      if (sums.length > 0) funding.push(...sums)
      else if (words.text !== '')
        sections.push({ code: `PL.${mark || index + 1}`, title: words.text, span: { ...span } })
      lead = emptyPlain
      continue
    }
    const named = leadOfCell(at(agency))
    if (at(agency).text !== '') lead = named?.lead ?? at(agency)
    const helping = at(helper).text === '' ? (named?.helpers ?? emptyPlain) : at(helper)
    const own = timesIn(joinPlains([at(title), at(time)]))
    // "15/4/2026 - 30/5/2026": due on the second day.
    const isSpan = own.due.length === 2 && /\d ?(?:[-–]|đến) ?\d/i.test(at(time).text)
    const stated = timesOfCell(at(time)) ?? (isSpan ? { ...own, due: own.due.slice(1) } : null)
    items.push({
      code: `PL.${mark || index + 1}`,
      agency: lead.text === '' ? null : lead.text,
      agencySpan: lead.text === '' ? null : spanIn(lead),
      text: at(title).text,
      ...(stated ?? own),
      ...(helping.text === '' ? {} : { helpers: helping.text }),
      ...(at(product).text === '' ? {} : { product: at(product).text }),
      span: { ...span },
    })
    left.push(...leftOf(cells, used))
    // A time that says neither a day nor how often is not in the duty.
    const words = timesIn(at(time))
    if (stated === null && at(time).text !== '' && words.due.length === 0 && words.recurrence === 'none')
      left.push(spanIn(at(time)))
  }
  return { items, left, sections, funding }
}

const moneyHead = /kinh phí|dự toán|thành tiền|ngân sách|triệu|(?<!lao |hoạt |hợp )đồng(?! bằng)/

/** Whether a table gives targets: a column of indicators, and columns of values that hold no money. */
export function isTargetTable(table: FoundTable): boolean {
  const { columns } = table.heads
  const heads = columns.map(({ head }) => head.toLowerCase())
  const names = columns.findIndex(({ head }) => isTargetHead(foldSameLength(head)))
  if (names === -1 || names > 2 || heads.some((head) => moneyHead.test(head))) return false
  // "Nội dung | Chỉ tiêu, số lượng | Tổng" is an estimate.
  if (columns.some(({ role }, at) => role === 'title' && at !== names)) return false
  return columns.some((column, at) => at !== names && isValue(column))
}

/** A column of what is to be reached; what has been reached before is none. */
function isValue({ head, role, year }: Column): boolean {
  const words = head.toLowerCase()
  if (role === 'note' || role === 'agency' || role === 'unit' || role === 'code' || isBaseline(words))
    return false
  return (
    year !== null ||
    yearsIn(foldSameLength(words)).length > 0 ||
    /mục tiêu|kế hoạch|giá trị|số lượng|phấn đấu|^mốc/.test(words)
  )
}

function isBaseline(words: string): boolean {
  return /hiện trạng|thực hiện|đã đạt|kết quả|cơ sở|ước/.test(words)
}

/** One objective for each year of each row; what was reached before is what it is measured against. */
export function objectivesOfTable(table: FoundTable): TableItems<Objective> & { sections: Section[] } {
  const { columns } = table.heads
  const titleAt = find(table, ({ head }) => isTargetHead(foldSameLength(head)))
  const unitAt = find(table, ({ role }) => role === 'unit')
  const codeAt = find(table, ({ role }) => role === 'code')
  const baseAt = columns.findIndex(({ head }, at) => at !== titleAt && isBaseline(head.toLowerCase()))
  const items: Objective[] = []
  const left: Span[] = []
  const sections: Section[] = []
  for (const [row, { cells, span }] of table.rows.entries()) {
    const title = cells[titleAt] ?? emptyPlain
    const words = cells.filter((cell, at) => cell.text !== '' && at !== codeAt)
    const [only] = words
    if (words.length === 1 && only !== undefined && (only === title || title.text === '')) {
      sections.push({ code: `PL.${cells[codeAt]?.text || row + 1}`, title: only.text, span: { ...span } })
      continue
    }
    const unit = unitOf(title, cells[unitAt] ?? emptyPlain)
    const base = cells[baseAt] ?? emptyPlain
    const used = new Set([titleAt, unitAt, codeAt])
    for (const [index, column] of columns.entries()) {
      const cell: Plain = cells[index] ?? emptyPlain
      if (index === titleAt || !isValue(column) || title.text === '') continue
      const found = quantitiesIn(cell.folded, cell.text)[0]
      const years = yearsOfHead(column.head)
      if (found === undefined) continue
      used.add(index)
      if (base.text !== '') used.add(baseAt)
      items.push({
        code: `PL.${row + 1}`,
        kind: 'specific',
        text: title.text,
        indicator: indicatorOf(unit === null ? null : foldSameLength(unit), title.folded),
        quantity: found.quantity,
        unit: unit ?? (found.unit === null ? null : cell.text.slice(found.unit.start, found.unit.end)),
        perYear: false,
        relativeTo: base.text === '' ? null : `${columns[baseAt]?.head ?? ''}: ${base.text}`,
        period:
          column.year !== null
            ? { from: column.year, to: column.year }
            : years === undefined
              ? null
              : { from: years.from, to: years.to },
        partOf: null,
        quantitySpan: spanIn(cell, found.start, found.end),
        span: { ...span },
      })
    }
    if (used.size > 3) left.push(...leftOf(cells, used))
    else left.push(...words.map((cell) => spanIn(cell)))
  }
  return { items, left, sections }
}

/** "Mục tiêu đến năm 2030", "Giai đoạn 2026 - 2030", "Mục tiêu 2028". */
function yearsOfHead(head: string): { from: number | null; to: number } | undefined {
  const named = yearsIn(foldSameLength(head))[0]
  if (named !== undefined) return named
  const year = /(?<!\d)20\d\d(?!\d)/.exec(head)?.[0]
  return year === undefined ? undefined : { from: Number(year), to: Number(year) }
}

/** The unit of a row: its own column, or the brackets at the end of its title: "Tỷ lệ truy xuất (%)". */
function unitOf(title: Plain, unit: Plain): string | null {
  if (unit.text !== '') return unit.text
  return /\(([^()]{1,30})\)$/.exec(title.text)?.[1] ?? null
}

/** Whether a table says how much comes from each source: "Nguồn | 2026 | 2027". */
export function isSourceTable(table: FoundTable): boolean {
  return sourceHeadAt(table.heads.columns) !== -1
}

/** The sources of a table that was read as a budget, each with all that comes from it; its sum is the total of all. */
export function fundingOfSources(budget: Budget): Funding[] {
  const years = Object.keys(budget.byYear).map(Number)
  const period = years.length === 0 ? null : { from: Math.min(...years), to: Math.max(...years) }
  return [...budget.lines, ...budget.sums].map(
    (row): Funding => ({
      source: 'code' in row ? sourceOf(foldSameLength(row.title)) : null,
      text: row.title,
      amount: row.total,
      amountSpan: row.amounts[0]?.span ?? null,
      isTotal: !('code' in row),
      inWords: null,
      period,
      span: row.span,
    }),
  )
}

/** A table of sources as a budget: each line is of the source that it names. */
export function bySources(budget: Budget): Budget {
  const lines = budget.lines.map((line) => {
    const source = sourceOf(foldSameLength(line.title)) ?? line.title
    return line.total === null ? line : { ...line, bySource: { [source]: line.total } }
  })
  const bySource: Record<string, number> = {}
  for (const line of lines)
    for (const [source, amount] of Object.entries(line.bySource))
      bySource[source] = (bySource[source] ?? 0) + amount
  return { ...budget, lines, bySource }
}
