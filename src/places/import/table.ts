import { z } from 'zod'
import { type CellProblem, keysOf } from '../../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../../imports/index.ts'
import { listedTexts, optionalText } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import type { StateOf } from '../../platform/states.ts'
import { type PlaceValues, placeFields } from '../fields.ts'
import { levels } from '../queries.ts'

/*
 * A list that mends the catalogue of places: new units, names put right, and what became of one. It is told without a database what
 * each row would do. The columns are those of the list's export.
 */

const { code, name, nameEn, province, validFrom, validTo, ...others } = columnsOf(placeFields.table)
export const placeTable = {
  columns: {
    key: { words: words('Khóa', 'Key'), kind: 'value' },
    code,
    name,
    nameEn,
    level: { words: words('Cấp', 'Tier'), kind: 'text' },
    province,
    former: { words: words('Trước đây thuộc', 'Formerly in'), kind: 'text' },
    validFrom,
    validTo,
    successors: {
      words: words('Đơn vị kế thừa', 'What became of it'),
      others: ['sap nhap vao'],
      kind: 'text',
    },
    ...others,
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
  ...placeFields.imported,
  name: placeFields.input.name,
  // A spreadsheet takes the zeros from the front of a code.
  code: z.preprocess((said) => (typeof said === 'number' ? String(said) : said), placeFields.imported.code),
  level: z.preprocess(
    (said) => (typeof said === 'string' ? (levelSaid(said) ?? (said.trim() || undefined)) : said),
    levels.schema.optional(),
  ),
  former: optionalText(60),
  /** Keys, codes or names, `(một phần)` behind those that only a part went to. */
  successors: listedTexts(200),
})
export type PlaceRowRead = z.output<typeof PlaceRowRead>

/** A unit of the catalogue with what became of it. */
export interface CataloguePlace extends Readonly<PlaceValues> {
  readonly key: string
  readonly level: StateOf<typeof levels>
  readonly parentKey: string | null
  readonly formerProvince: string | null
  readonly successors: readonly { readonly key: string; readonly part: boolean }[]
}

export const fault = (column: PlaceColumn, vi: string, en: string): PlaceFault => ({
  column,
  words: words(vi, en),
})
