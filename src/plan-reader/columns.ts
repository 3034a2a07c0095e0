import type { RowBlock } from './blocks.ts'
import { mostColumns } from './columns-by-place.ts'
import { sourceOf } from './funding.ts'
import type { Budget } from './schema.ts'
import type { Plain } from './text.ts'

/* What the columns of a table are, out of one to four rows of heads, with merged heads over several columns. */

export type Column = Budget['columns'][number]

const roles: readonly (readonly [RegExp, Column['role']])[] = [
  [/^(?:stt|tt|so tt|so thu tu|ma so|ma)$/, 'code'],
  [
    /^(?:noi dung|nhiem vu|hang muc|ten |cong viec|hoat dong|khoan muc|dien giai|danh muc|cac nhiem vu|muc chi$)/,
    'title',
  ],
  [/ghi chu|co so tinh|thuyet minh/, 'note'],
  [
    /^phan cong|don vi (?:chu tri|thuc hien|phoi hop)|co quan|chu tri|phoi hop|phu trach|trach nhiem/,
    'agency',
  ],
  [/^(?:thoi gian|tien do|thoi han|thoi diem|han hoan thanh|hoan thanh|moc thoi gian)/, 'time'],
  [/^(?:don vi tinh|dvt|don vi)$/, 'unit'],
  [
    /don gia|muc chi|dinh muc|^(?:chi phi|gia|muc gia) ?\/ ?(?:thang|luot|lan|nguoi|quy|lop|tin)/,
    'unitPrice',
  ],
  [/so luong|chi tieu|khoi luong|^sl$|quy mo/, 'quantity'],
]
const moneyHead =
  /kinh phi|chi phi|du toan|thanh tien|\btong\b|^cong\b|so tien|ngan sach|\bnsnn\b|\bnsdp\b|\bnstw\b|nguon|\bvon\b|doanh nghiep|xa hoi hoa|^khac$|^(?:von )?dn(?: doi ung)?$|^nst$|giai doan|(?:^|nam )20\d\d$|^nam thu/
const year = /^(?:(?:trong do|kinh phi|du toan|thuc hien|nam|von|tong) ?:? ?){0,3}(20\d\d)$/

function bare(folded: string): string {
  return folded
    .replace(/\([^()]{0,60}\)/g, '')
    .replace(/[ :.*]{1,5}$/, '')
    .trim()
}

function isYear(folded: string): boolean {
  return year.test(bare(folded))
}

/** `1 2 3 4=5+6` or `(1) (2) (3)` or `A B 1 2`: the numbers of the columns, not a line of the table. */
function isNumbering(cells: readonly Plain[]): boolean {
  const filled = cells.map((cell) => cell.folded.replace(/[()[\] ]/g, '')).filter((text) => text !== '')
  if (filled.length < 3 || filled.some((text) => text.length > 20)) return false
  const numbers = filled
    .filter((text) => /^\d{1,2}(?:=|$)/.test(text))
    .map((text) => Number.parseInt(text, 10))
  const letters = filled.filter((text) => /^[a-e]$/.test(text)).length
  return (
    numbers.length + letters === filled.length &&
    numbers.length >= 2 &&
    numbers.every((value, index) => index === 0 || value === (numbers[index - 1] ?? 0) + 1) &&
    (numbers[0] ?? 0) <= 2
  )
}

/** The line of dashes under the heads of a Markdown table. */
export function isSeparator(row: RowBlock): boolean {
  const filled = row.cells.filter((cell) => cell.text !== '')
  return (
    filled.length > 0 &&
    filled.every((cell) => /^:?-{1,200}:?$/.test(cell.text)) &&
    filled.some((cell) => /-{2}|:/.test(cell.text))
  )
}

function roleOfHead(folded: string): Column['role'] | null {
  const words = bare(folded)
  if (words === '' || words.length > 80) return null
  for (const [pattern, role] of roles) if (pattern.test(words)) return role
  return moneyHead.test(words) || (words.length <= 40 && sourceOf(words) !== null) ? 'amount' : null
}

/** "Chỉ tiêu" as the head of what is counted. */
export function isTargetHead(folded: string): boolean {
  return /^(?:ten |cac |he thong |noi dung )?(?:chi tieu|chi so|muc tieu|tieu chi(?: danh gia)?)(?! (?:nam|den|giai doan|giao|so luong|\d))/.test(
    bare(folded),
  )
}

/** A table of sources by years: "Nguồn | Tổng | 2026 | 2027", its first column what pays. */
function isSourceHead(folded: string): boolean {
  return /^(?:cac )?nguon(?: von| kinh phi| kinh phi thuc hien| luc)?$/.test(bare(folded))
}

/** Whether a row opens a table: at least two heads, among them what the lines are called. */
function isHead(row: RowBlock): boolean {
  const [first, ...rest] = row.cells
  if (first !== undefined && isSourceHead(first.folded) && rest.length > 0)
    return rest.every(
      ({ folded }) => isYear(folded) || roleOfHead(folded) === 'amount' || roleOfHead(folded) === 'note',
    )
  if (row.cells.length < 3 || row.cells.length > mostColumns) return false
  let known = 0
  let naming = false
  for (const cell of row.cells) {
    const role = roleOfHead(cell.folded)
    if (role !== null) known++
    if (role === 'title' || role === 'code' || isTargetHead(cell.folded)) naming = true
  }
  return known >= 2 && naming
}

/** Whether a row under a head goes on with the heads: years, sources, "Tổng", the numbers of the columns. */
function isSubHead(row: RowBlock): boolean {
  if (isSeparator(row) || isNumbering(row.cells)) return true
  const filled = row.cells.filter((cell) => cell.text !== '')
  if (filled.length === 0 || row.cells.length > mostColumns) return false
  return filled.every(({ folded }) => isYear(folded) || (!/\d{3}/.test(bare(folded)) && headWord(folded)))
}

function headWord(folded: string): boolean {
  const words = bare(folded)
  return (
    words.length <= 50 &&
    (roleOfHead(words) !== null || /^(?:trong do|trieu dong|nghin dong|dong|dvt)/.test(words))
  )
}

export interface Heads {
  /** How many rows of the run they take. */
  readonly rows: number
  readonly columns: readonly Column[]
}

/** Reads the heads that begin at the first of `rows`. */
export function readHeads(rows: readonly RowBlock[]): Heads | null {
  const [first] = rows
  if (first === undefined || !isHead(first)) return null
  let count = 1
  while (count < 5 && count < rows.length) {
    const row = rows[count]
    if (row === undefined || isHead(row) || !isSubHead(row)) break
    count++
  }
  return { rows: count, columns: headsOf(rows.slice(0, count)) }
}

/** Whether the heads of a further page are those of the table before it. */
export function sameHeads(one: Heads, other: Heads): boolean {
  return (
    one.columns.length === other.columns.length &&
    one.columns.every((column, index) => column.head === other.columns[index]?.head)
  )
}

/** The columns that rows of heads make up. */
export function headsOf(rows: readonly RowBlock[]): Column[] {
  const levels = rows.filter((row) => !isSeparator(row) && !isNumbering(row.cells))
  return columnsOf(levels.map((row) => row.cells))
}

const groupedHead = /^([^:()]{2,100}): ?([^:]{2,30})$/

/** "Nguồn: NSNN" and "Phân kỳ NSNN: 2026" followed by "2027" are heads of two rows written in one. */
function unfolded(given: readonly (readonly Plain[])[]): string[][] {
  const levels = given.map((cells) => cells.map((cell) => cell.text))
  const [only] = levels
  if (levels.length !== 1 || only === undefined || !only.some((text) => groupedHead.test(text))) return levels
  const upper: string[] = []
  const lower: string[] = []
  for (const text of only) {
    const [, group, own] = groupedHead.exec(text) ?? []
    const goesOn = isYear(foldHead(text)) && lower.at(-1) !== '' && lower.at(-1) !== undefined
    upper.push(group ?? (goesOn ? '' : text))
    lower.push(own ?? (goesOn ? text : ''))
  }
  return [upper, lower]
}

function columnsOf(given: readonly (readonly Plain[])[]): Column[] {
  const levels = unfolded(given)
  const [top = []] = levels
  const below = levels[1]
  // A pasted second row may have lost the empty cells under the merged heads: its cells go under the head of money.
  if (
    below?.every((text) => text !== '') &&
    below.length > 1 &&
    below.length < top.length + below.length - 1
  ) {
    const at = top.findIndex((text) => /kinh phí|dự toán|thành tiền|số tiền/i.test(text))
    if (at !== -1 && top.filter((text) => text === '').length === 0) {
      levels[0] = [...top.slice(0, at + 1), ...below.slice(1).map(() => ''), ...top.slice(at + 1)]
      levels[1] = [...top.slice(0, at).map(() => ''), ...below]
    }
  }
  const width = Math.max(0, ...levels.map((cells) => cells.length))
  const paths = Array.from({ length: width }, (_, at) =>
    levels.map((cells, level) => headAt(levels, level, at, cells)),
  )
  const over = sourcesOver(paths)
  const columns = withPayers(spreadNamed(paths.map((path) => columnOf(path, over))))
  const at = sourceHeadAt(columns)
  const sources = columns[at]
  if (sources !== undefined) columns[at] = { ...sources, role: 'title', source: null }
  return columns
}

/** "Chủ thể", "Hợp tác xã" right of the money of another source: who pays the rest; elsewhere such a head is over names. */
function withPayers(columns: readonly Column[]): Column[] {
  return columns.map((column, at) => {
    const before = columns[at - 1]
    const pays = /^(?:chu the|hop tac xa|htx|nguoi dan|nhan dan|ho dan|doi tuong thu huong)(?: ocop)?$/
    return before?.role === 'amount' && before.source !== null && pays.test(bare(foldHead(column.head)))
      ? { ...column, role: 'amount', source: 'enterprise' }
      : column
  })
}

/** The column of sources that a table is of: its first, or the one after the numbers of its rows; -1 for none. */
export function sourceHeadAt(columns: readonly Pick<Column, 'head' | 'role'>[]): number {
  const at = columns[0]?.role === 'code' ? 1 : 0
  return isSourceHead(foldHead(columns[at]?.head ?? '')) ? at : -1
}

/**
 * "Ngân sách tỉnh" and "Doanh nghiệp", each over columns of its own: the heads of the first level name sources when two of them do,
 * or when one is over years alone and another stands beside it without any.
 */
function sourcesOver(paths: readonly (readonly string[])[]): boolean {
  const spread = new Set<string>()
  const alone = new Set<string>()
  let years = true
  for (const [top = '', ...lower] of paths) {
    const source = topSource(bare(foldHead(top)), top)
    const below = lower.filter((text) => text !== '').map(foldHead)
    if (source === null) continue
    if (below.length === 0) alone.add(source)
    else {
      spread.add(source)
      years &&= below.every((head) => isYear(head) || /^(?:tong|cong)/.test(bare(head)))
    }
  }
  return spread.size > 1 || (spread.size === 1 && years && [...alone].some((source) => !spread.has(source)))
}

/** The source that a head of the first level names: one of the known, or any that calls itself a source. */
function topSource(words: string, head: string): string | null {
  if (ofYears.test(words)) return null
  if (/^(?:kinh phi|du toan|tong|cong)/.test(words) && sourceOf(words) === null) return null
  return sourceOf(words) ?? (/^(?:nguon|von) [a-z]/.test(words) ? sourceName(words, head) : null)
}

/** The head over a column at a level; a merged one reaches over the columns to its right that have heads below it. */
function headAt(levels: readonly string[][], level: number, at: number, cells: readonly string[]): string {
  const own = cells[at] ?? ''
  if (own !== '') return own
  const hasBelow = levels.slice(level + 1).some((below) => (below[at] ?? '') !== '')
  if (!hasBelow) return ''
  for (let left = at - 1; left >= 0; left--) {
    const text = cells[left] ?? ''
    const stillMerged = levels.slice(level + 1).some((below) => (below[left] ?? '') !== '')
    if (!stillMerged) return ''
    if (text !== '') return text
  }
  return ''
}

/** @param over whether heads of the first level name the sources of the columns below them */
function columnOf(path: readonly string[], over: boolean): Column {
  const heads = path.filter((text) => text !== '')
  const folded = heads.map(foldHead)
  const column: Column = { role: 'unknown', head: heads.join(' > '), year: null, source: null }
  const leaf = folded.at(-1)
  if (leaf === undefined) return column
  const role = folded.map(roleOfHead).find((each) => each !== null && each !== 'amount')
  if (role !== undefined && role !== null) return { ...column, role }
  // "Nguồn kinh phí" without heads below it names in words where a line's money comes from.
  if (folded.length === 1 && isSourceHead(leaf)) return column
  if (!folded.some((head) => roleOfHead(head) === 'amount' || isYear(head))) return column
  for (const [index, head] of folded.entries()) {
    const found = year.exec(bare(head))
    if (found !== null) {
      column.year = Number(found[1])
      // "Phân kỳ NSNN > 2026": the years of one source.
      const spread = heads.slice(0, index).findLast((each) => ofYears.test(foldHead(each)))
      if (spread !== undefined) column.source = spreadSource(spread)
    } else if (column.source !== null) continue
    else if (index > 0 || folded.length === 1) column.source = sourceName(bare(head), heads[index] ?? '')
    else if (over) column.source = topSource(bare(head), heads[index] ?? '')
  }
  return { ...column, role: 'amount' }
}

const ofYears = /phan ky|phan bo|chia (?:ra )?theo nam|tung nam/

/** "Phân kỳ JICA": years of a source that another column names, whatever it is called. */
function spreadNamed(columns: readonly Column[]): Column[] {
  const names = new Map(
    columns.flatMap(({ source }) => (source === null ? [] : [[foldHead(source), source]])),
  )
  return columns.map((column) => {
    if (column.year === null || column.source !== null) return column
    const heads = column.head.split(' > ').filter((head) => ofYears.test(foldHead(head)))
    const source = heads.map((head) => names.get(foldHead(afterSpread(head)))).find(Boolean)
    return source === undefined ? column : { ...column, source }
  })
}

const afterSpread = (head: string) => head.replace(/^(?:phân kỳ|phân bổ)(?: (?:nguồn|kinh phí))? ?:? ?/i, '')

/** The source that "Phân kỳ Vốn ODA" is of; null where it names none ("Phân kỳ thực hiện"). */
function spreadSource(head: string): string | null {
  const known = sourceOf(foldHead(head))
  if (known !== null) return known
  const name = afterSpread(head)
  return name !== head && /^(?:vốn|nguồn|quỹ|kinh phí) \S|^ODA/i.test(name) ? name : null
}

function foldHead(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
}

/** A source of money as a head names it: one of the known keys or the head itself; null for "Tổng" and the like. */
function sourceName(words: string, head: string): string | null {
  if (/^(?:tong|cong|thanh tien|trong do|giai doan|so tien)/.test(words)) return null
  const known = sourceOf(words)
  if (known !== null) return known
  return /^(?:kinh phi|chi phi|du toan|nguon|chia ra)/.test(words) && !/(?:nguon|von) [a-z]/.test(words)
    ? null
    : head
}

/** Makes the names of sources differ when two columns of one year have the same. */
export function distinctSources(columns: readonly Column[]): Column[] {
  const seen = new Set<string>()
  return columns.map((column) => {
    if (column.role !== 'amount') return column
    const key = `${column.year}|${column.source}`
    const source = seen.has(key) ? column.head : column.source
    seen.add(key)
    return { ...column, source }
  })
}
