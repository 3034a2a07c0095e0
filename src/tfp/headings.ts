import { TfpError } from './warnings.ts'
import type { Words } from './words.ts'

/** Figures that only some studies need: hours beside persons, and what labour's share can be worked out from. */
export const EXTRA_FIELDS = ['hours', 'compensation', 'mixedIncome', 'employees', 'valueAdded'] as const
export type ExtraField = (typeof EXTRA_FIELDS)[number]

/** A figure that a column may hold. */
const FIELDS = ['year', 'y', 'k', 'i', 'l', 'laborShare', ...EXTRA_FIELDS] as const
export type Field = (typeof FIELDS)[number]
export type Cell = string | number | null

/** Headings understood, without accents, case, units and punctuation. */
const headings: Record<Field, readonly string[]> = {
  year: ['year', 'nam'],
  y: ['y', 'grdp', 'gdp', 'output', 'san luong', 'tong san pham', 'tong san pham tren dia ban'],
  k: [
    'k',
    'capital',
    'capital stock',
    'von',
    'tru luong von',
    'von tich luy',
    'tai san co dinh',
    'gia tri tai san co dinh',
  ],
  i: [
    'i',
    'investment',
    'gfcf',
    'dau tu',
    'von dau tu',
    'von dau tu thuc hien',
    'von dau tu thuc hien toan xa hoi',
    'tich luy tai san',
    'tich luy tai san co dinh',
  ],
  l: [
    'l',
    'labour',
    'labor',
    'employment',
    'employed',
    'lao dong',
    'lao dong dang lam viec',
    'so lao dong',
    'so lao dong dang lam viec',
  ],
  hours: ['hours', 'hours worked', 'so gio lam viec', 'gio lam viec', 'tong so gio lam viec'],
  laborShare: [
    'labor share',
    'labour share',
    'beta',
    'ty trong lao dong',
    'ti trong lao dong',
    'ty trong thu nhap lao dong',
    'ty trong thu nhap cua lao dong',
    'he so dong gop cua lao dong',
  ],
  compensation: [
    'compensation',
    'compensation of employees',
    'thu nhap cua nguoi lao dong',
    'thu nhap nguoi lao dong',
    'thu nhap cua nguoi lao dong tu san xuat',
    'thu cua nguoi lao dong tu san xuat',
  ],
  mixedIncome: ['mixed income', 'thu nhap hon hop'],
  employees: [
    'employees',
    'lao dong lam cong an luong',
    'lao dong lam cong huong luong',
    'nguoi lam cong an luong',
    'so lao dong lam cong an luong',
  ],
  valueAdded: ['value added', 'va', 'gia tri tang them'],
}

export const titles: Record<Field, Words> = {
  year: { vi: 'năm', en: 'year' },
  y: { vi: 'GRDP/sản lượng', en: 'y' },
  k: { vi: 'vốn', en: 'k' },
  i: { vi: 'đầu tư', en: 'i' },
  l: { vi: 'lao động', en: 'l' },
  hours: { vi: 'số giờ làm việc', en: 'hours' },
  laborShare: { vi: 'tỷ trọng lao động', en: 'labor_share' },
  compensation: { vi: 'thu nhập của người lao động', en: 'compensation' },
  mixedIncome: { vi: 'thu nhập hỗn hợp', en: 'mixed_income' },
  employees: { vi: 'lao động làm công ăn lương', en: 'employees' },
  valueAdded: { vi: 'giá trị tăng thêm giá hiện hành', en: 'value_added' },
}

/** Lower case without accents and punctuation. */
export function bare(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** Units and price bases that people write after a heading without parentheses. */
const UNITS =
  / (theo )?(gia so sanh( nam)?( \d{4})?|gia hien hanh|(at )?current prices?|(nghin |trieu |ngan )?(ty|trieu|nghin|ngan) dong|(nghin |trieu |ngan )?nguoi|(nghin |trieu |ngan |ty )?gio|phan tram)$/

const CURRENT_PRICES = /(^| )(gia hien hanh|current prices?)( |$)/

function fieldOf(heading: Cell): { field: Field; current: boolean } | null {
  const whole = String(heading ?? '')
  const current = CURRENT_PRICES.test(bare(whole))
  let name = bare(whole.replace(/\(.*?\)|\[.*?\]/g, ' '))
  for (let before = ''; before !== name; ) {
    before = name
    name = name.replace(UNITS, '')
  }
  const found = FIELDS.find((field) => headings[field].includes(name))
  if (found === undefined) return null
  // Output at current prices is no measure of volume: it only serves as what compensation is a share of.
  return { field: found === 'y' && current ? 'valueAdded' : found, current }
}

export interface Column {
  readonly column: number
  readonly heading: string
}

export interface Headings {
  /** Place of the heading row in the table, from 0. */
  readonly row: number
  readonly columns: ReadonlyMap<Field, Column>
}

/**
 * The heading row is the first, among the first 20, that names a year and two more columns: titles may stand above it.
 * Where no column names output, value added stands for it unless its heading says current prices. Throws TfpError where
 * no row will do, or the row has two columns for one figure.
 */
export function findHeadings(table: readonly (readonly Cell[])[]): Headings {
  for (const [row, cells] of table.slice(0, 20).entries()) {
    const columns = new Map<Field, Column>()
    let currentPrices = false
    for (const [column, cell] of cells.entries()) {
      const found = fieldOf(cell)
      if (found === null) continue
      const heading = String(cell).trim()
      const earlier = columns.get(found.field)
      if (earlier) throw twice(row + 1, heading, earlier.heading)
      columns.set(found.field, { column, heading })
      if (found.field === 'valueAdded') currentPrices = found.current
    }
    if (!columns.has('year') || columns.size < 2) continue
    const valueAdded = columns.get('valueAdded')
    if (!columns.has('y') && valueAdded && !currentPrices) {
      columns.set('y', valueAdded)
      columns.delete('valueAdded')
    }
    return { row, columns }
  }
  throw missing([titles.year, titles.y, titles.k, titles.l])
}

/** The file lacks columns without which nothing can be computed. */
export function missing(fields: readonly Words[]): TfpError {
  const join = (language: keyof Words) => fields.map((words) => words[language]).join(', ')
  return new TfpError(
    'file.columns',
    {
      vi: `Không thấy cột: ${join('vi')}. Cần các cột năm, GRDP, vốn hoặc đầu tư, lao động (và tỷ trọng lao động nếu có).`,
      en: `Columns not found: ${join('en')}. Needed: year, y, k or i, l (and labor_share if known).`,
    },
    { row: 1 },
  )
}

function twice(row: number, heading: string, earlier: string): TfpError {
  return new TfpError(
    'file.columnTwice',
    {
      vi: `Hai cột cùng một chỉ tiêu: “${earlier}” và “${heading}”.`,
      en: `Two columns for the same figure: “${earlier}” and “${heading}”.`,
    },
    { row, column: heading },
  )
}
