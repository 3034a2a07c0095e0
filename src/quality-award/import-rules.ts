import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../imports/index.ts'
import { optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { entryFields } from './fields.ts'
import { type Conditions, unmet } from './rules.ts'

/* Entries of one round as a table, one in a row: what each row would do, told without a database. */

export const entryTable = {
  columns: {
    taxCode: {
      words: words('Mã số thuế của doanh nghiệp', 'Tax code of the enterprise'),
      others: ['ma so thue', 'mst'],
      kind: 'text',
    },
    product: {
      words: words('Sản phẩm dự giải', 'Product that enters'),
      others: ['san pham', 'ten san pham'],
      kind: 'text',
    },
    ...columnsOf(entryFields.table),
  },
  holds: (found) => found.has('taxCode') && found.has('sector') && found.has('operatingSince'),
  keys: ['taxCode'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Mã số thuế của doanh nghiệp”, “Nhóm ngành, lĩnh vực dự giải”, “Hoạt động liên tục từ ngày”. Xin dùng tệp mẫu.',
    'No row of headings with “Mã số thuế của doanh nghiệp”, “Nhóm ngành, lĩnh vực dự giải”, “Hoạt động liên tục từ ngày” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type EntryColumn = keyof typeof entryTable.columns
export const entryColumnKeys = keysOf(entryTable.columns)
export const entryColumns = namesOf<EntryColumn>(entryTable.columns)

const code = (cell: unknown) => (typeof cell === 'number' ? String(cell) : cell)

/** A row as its cells say it. */
export const EntryRead = z.object({
  taxCode: z.preprocess(code, text(20)),
  product: optionalText(200),
  ...entryFields.input,
})
export type EntryRead = z.output<typeof EntryRead>

/** What the rows are held against. */
export interface EntriesThere {
  readonly rule: Conditions
  readonly today: string
  /** Enterprises by tax code, with their products by folded name. */
  readonly enterprises: ReadonlyMap<
    string,
    { readonly id: number; readonly products: ReadonlyMap<string, number> }
  >
  /** Those in the round already, by `entryKey`. */
  readonly standing: ReadonlySet<string>
  readonly fold: (said: string) => string
}
export const entryKey = (enterpriseId: number, productId: number | null) =>
  `${enterpriseId}:${productId ?? ''}`

export interface JudgedEntry {
  readonly outcome: 'new' | 'same' | 'error'
  readonly enterpriseId: number | null
  readonly productId: number | null
  readonly problems: readonly CellProblem<EntryColumn>[]
}

const columnOf = {
  productId: 'product',
  operatingSince: 'operatingSince',
  marketedSince: 'marketedSince',
} as const

/** What rows would do, in their order; null for one that could not be read. */
export function judgeEntries(rows: readonly (EntryRead | null)[], there: EntriesThere): JudgedEntry[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedEntry => {
    if (row === null) return { outcome: 'error', enterpriseId: null, productId: null, problems: [] }
    const problems: CellProblem<EntryColumn>[] = []
    const wrong = (column: EntryColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    const enterprise = there.enterprises.get(row.taxCode)
    if (enterprise === undefined)
      wrong(
        'taxCode',
        'Sổ không có doanh nghiệp mang mã này.',
        'No enterprise of the register has this code.',
      )
    const productId =
      row.product === undefined ? null : (enterprise?.products.get(there.fold(row.product)) ?? null)
    if (row.product !== undefined && enterprise !== undefined && productId === null)
      wrong(
        'product',
        'Doanh nghiệp không có sản phẩm tên này.',
        'The enterprise has no product of this name.',
      )
    const lacking = unmet(
      there.rule,
      // a product that is named and not found is told of above
      { ...row, productId: row.product === undefined ? undefined : (productId ?? 1) },
      there.today,
    )
    for (const one of lacking) problems.push({ column: columnOf[one.field], words: one.words })
    const key = enterprise === undefined ? null : entryKey(enterprise.id, productId)
    if (key !== null && seen.has(key))
      wrong('taxCode', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    if (key !== null) seen.add(key)
    const same = key !== null && there.standing.has(key)
    return {
      outcome: problems.length > 0 ? 'error' : same ? 'same' : 'new',
      ...{ enterpriseId: enterprise?.id ?? null, productId, problems },
    }
  })
}
