import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { sectorGroups } from '../enterprises/index.ts'
import { columnsOf as columnsOfTable, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { backings } from '../plan/index.ts'
import { optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { shapeProblems } from './commands.ts'
import { type NormValues, normFields } from './fields.ts'
import { ceilingUnits, normKinds, normSizes, occasions, overs } from './rules.ts'

/* A table of norms that comes in: what each row would do, told without a database. The columns are those of the list's export. */

export const normTable = {
  columns: columnsOfTable(normFields.read),
  holds: (found) => found.has('name') && found.has('instrument') && found.has('article'),
  keys: ['name'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Khoản chi”, “Văn bản”, “Điều, khoản”. Xin dùng tệp mẫu.',
    'No row of headings with “Khoản chi”, “Văn bản”, “Điều, khoản” was found. Please use the template.',
  ),
  mostRows: 5_000,
} as const satisfies HeadedKind<string>
export type NormColumn = keyof typeof normTable.columns
export const normColumnKeys = keysOf(normTable.columns)
export const normColumns = namesOf<NormColumn>(normTable.columns)
export type NormFault = CellProblem<NormColumn>

const said = <F extends z.ZodType>(list: Parameters<typeof keysByWords>[0], field: F) => {
  const keyOf = keysByWords(list)
  return z.preprocess((value) => (typeof value === 'string' ? (keyOf(value) ?? value) : value), field)
}
const { instrumentId: _instrument, contentId: _content, ...plain } = normFields.imported

/** A row as its cells say it: the instrument by its number, the content by its name or code. */
export const NormRowRead = z.object({
  ...plain,
  name: normFields.input.name,
  article: normFields.input.article,
  instrument: text(100),
  content: optionalText(300),
  kind: said(normKinds, plain.kind),
  ceilingUnit: said(ceilingUnits, plain.ceilingUnit),
  sizeClass: said(normSizes, plain.sizeClass),
  sectorGroup: said(sectorGroups, plain.sectorGroup),
  occasion: said(occasions, plain.occasion),
  backing: said(backings, plain.backing),
  whenOver: said(overs, plain.whenOver),
  validFrom: normFields.input.validFrom,
})
export type NormRowRead = z.output<typeof NormRowRead>

/** What rows name: instruments by number, contents by name and code, provinces. */
export interface NormNames {
  readonly instruments: ReadonlyMap<string, number>
  readonly contents: ReadonlyMap<string, number>
  readonly provinces: ReadonlySet<string>
}

/** A norm that is there, and whether an application was appraised by it. */
export type ListedNorm = NormValues & { readonly id: number; readonly used: boolean }

export interface JudgedNorm {
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  /** Its number, where it is there already. */
  readonly id: number | null
  readonly norm: NormValues | null
  readonly changed: readonly NormColumn[]
  readonly problems: readonly NormFault[]
}

/** What makes two rows the same norm. */
const identity = (norm: NormValues) =>
  JSON.stringify([
    norm.instrumentId,
    norm.article,
    slug(norm.name),
    norm.contentId,
    norm.sizeClass,
    norm.sectorGroup,
    norm.occasion,
    norm.role,
    norm.province,
    norm.validFrom,
  ])
const columnOf = (key: keyof NormValues): NormColumn =>
  key === 'instrumentId' ? 'instrument' : key === 'contentId' ? 'content' : key
const fault = (column: NormColumn, vi: string, en: string): NormFault => ({ column, words: words(vi, en) })

/** What a row names that is not there. */
function strangers(row: NormRowRead, names: NormNames): NormFault[] {
  return [
    ...(names.instruments.has(row.instrument)
      ? []
      : [
          fault(
            'instrument',
            'Không có văn bản số này; xin thêm ở trang Văn bản và quy tắc trước.',
            'No instrument of this number; please add it on the page of law first.',
          ),
        ]),
    ...(row.content === undefined || names.contents.has(slug(row.content))
      ? []
      : [fault('content', 'Danh mục không có nội dung này.', 'The catalogue has no such content.')]),
    ...(row.province === undefined || names.provinces.has(row.province)
      ? []
      : [fault('province', 'Danh mục không có tỉnh, thành phố này.', 'The catalogue has no such province.')]),
  ]
}

function normOf(row: NormRowRead, names: NormNames): NormValues {
  const { instrument, content, ...values } = row
  return normFields.values({
    ...values,
    nameEn: row.nameEn ?? row.name,
    kind: row.kind ?? (row.share === undefined ? 'fixed' : 'share'),
    whenOver: row.whenOver ?? 'stopped',
    instrumentId: names.instruments.get(instrument) ?? 0,
    contentId: content === undefined ? undefined : names.contents.get(slug(content)),
  })
}

const wrong = (problems: readonly NormFault[]): JudgedNorm => ({
  ...{ outcome: 'error', id: null, norm: null, changed: [], problems },
})

/** What rows would do, in their order; null for one that could not be read. */
export function judgeNorms(
  rows: readonly (NormRowRead | null)[],
  names: NormNames,
  there: readonly ListedNorm[],
): JudgedNorm[] {
  const known = new Map(there.map((norm) => [identity(norm), norm]))
  const seen = new Set<string>()
  return rows.map((row) => {
    if (row === null) return wrong([])
    const unknown = strangers(row, names)
    if (unknown.length > 0) return wrong(unknown)
    const norm = normOf(row, names)
    const faults = shapeProblems(norm).map(({ field, words }) => ({
      ...{ column: columnOf(field as keyof NormValues), words },
    }))
    if (norm.validTo !== null && norm.validTo < norm.validFrom)
      faults.push(
        fault('validTo', 'Ngày cuối cùng phải sau ngày đầu.', 'The last day must come after the first.'),
      )
    const key = identity(norm)
    if (seen.has(key))
      faults.push(fault('name', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.'))
    seen.add(key)
    if (faults.length > 0) return wrong(faults)
    const before = known.get(key)
    if (before === undefined) return { outcome: 'new', id: null, norm, changed: [], problems: [] }
    const changed = (Object.keys(norm) as (keyof NormValues)[]).filter((each) => norm[each] !== before[each])
    if (changed.length === 0) return { outcome: 'same', id: before.id, norm, changed: [], problems: [] }
    if (before.used)
      return wrong([
        fault(
          'name',
          'Đã có hồ sơ được thẩm định theo mức này: xin kết thúc mức cũ và nhập mức mới từ ngày khác.',
          'An application was appraised by it: end it and enter a new one from another day.',
        ),
      ])
    return { outcome: 'changed', id: before.id, norm, changed: changed.map(columnOf), problems: [] }
  })
}
