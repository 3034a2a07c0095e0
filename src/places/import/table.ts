import { z } from 'zod'
import { type CellProblem, keysOf } from '../../documents/read/headed-table.ts'
import { type HeadedKind, keysByWords, namesOf } from '../../imports/index.ts'
import { listedTexts, optionalDay, optionalText, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { levels } from '../queries.ts'

/*
 * A list that mends the catalogue of places: new units, names put right, and what became of one. It is told without a database what
 * each row would do. The columns are those of the list's export.
 */

export const placeTable = {
  columns: {
    key: { words: words('Khóa', 'Key'), kind: 'value' },
    code: { words: words('Mã', 'Code'), others: ['ma don vi'], kind: 'value' },
    name: { words: words('Tên', 'Name'), others: ['ten don vi', 'don vi hanh chinh'], kind: 'text' },
    nameEn: { words: words('Tên tiếng Anh', 'Name in English'), kind: 'text' },
    level: { words: words('Cấp', 'Tier'), kind: 'text' },
    province: { words: words('Tỉnh, thành phố', 'Province'), others: ['tinh', 'thuoc tinh'], kind: 'text' },
    former: { words: words('Trước đây thuộc', 'Formerly in'), kind: 'text' },
    validFrom: { words: words('Từ ngày', 'From'), others: ['ngay thanh lap'], kind: 'value' },
    validTo: { words: words('Đến ngày', 'To'), others: ['ngay ket thuc'], kind: 'value' },
    successors: {
      words: words('Đơn vị kế thừa', 'What became of it'),
      others: ['sap nhap vao'],
      kind: 'text',
    },
    source: { words: words('Nguồn', 'Source'), others: ['nghi quyet', 'van ban', 'can cu'], kind: 'text' },
  },
  holds: (found) => found.has('name') && found.size > 1,
  keys: ['name'],
  missing: words(
    'Không thấy dòng tiêu đề có cột “Tên”. Xin dùng tệp mẫu.',
    'No row of headings with “Tên” (name) was found. Please use the template.',
  ),
  mostRows: 30_000,
} as const satisfies HeadedKind<string>
export type PlaceColumn = keyof typeof placeTable.columns
export const placeColumnKeys = keysOf(placeTable.columns)
export const placeColumns = namesOf<PlaceColumn>(placeTable.columns)
export type PlaceFault = CellProblem<PlaceColumn>

const levelSaid = keysByWords(levels)

/** A row as its cells say it; what is left empty stays as it is in the catalogue. */
export const PlaceRowRead = z.object({
  key: optionalText(60),
  // A spreadsheet takes the zeros from the front of a code.
  code: z.preprocess((said) => (typeof said === 'number' ? String(said) : said), optionalText(20)),
  name: text(200),
  nameEn: optionalText(200),
  level: z.preprocess(
    (said) => (typeof said === 'string' ? (levelSaid(said) ?? (said.trim() || undefined)) : said),
    levels.schema.optional(),
  ),
  province: optionalText(60),
  former: optionalText(60),
  validFrom: optionalDay(),
  validTo: optionalDay(),
  /** Keys, codes or names, `(một phần)` behind those that only a part went to. */
  successors: listedTexts(200),
  source: optionalText(500),
})
export type PlaceRowRead = z.output<typeof PlaceRowRead>

/** A unit of the catalogue with what became of it. */
export interface CataloguePlace {
  readonly key: string
  readonly code: string
  readonly level: (typeof levels.keys)[number]
  readonly name: string
  readonly nameEn: string
  readonly parentKey: string | null
  /** Plain name of its province. */
  readonly province: string
  readonly formerProvince: string | null
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly source: string
  readonly successors: readonly { readonly key: string; readonly part: boolean }[]
}

export const fault = (column: PlaceColumn, vi: string, en: string): PlaceFault => ({
  column,
  words: words(vi, en),
})
