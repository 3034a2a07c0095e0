import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { nominationFields, nomineeKinds } from './fields.ts'

/* Nominations of one call as a table, one row for each nominee: what each row would do, told without a database. */

export const nominationTable = {
  columns: {
    ...columnsOf(nominationFields.read),
    taxCode: {
      words: words('Mã số thuế của doanh nghiệp', 'Tax code of the enterprise'),
      others: ['ma so thue doanh nghiep', 'ma so thue', 'mst'],
      kind: 'text',
    },
  },
  holds: (found) => found.has('name') && found.has('kind') && found.has('achievement'),
  keys: ['name'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Tập thể hay cá nhân”, “Tên tập thể, họ tên cá nhân”, “Tóm tắt thành tích”. Xin dùng tệp mẫu.',
    'No row of headings with “Tập thể hay cá nhân”, “Tên tập thể, họ tên cá nhân”, “Tóm tắt thành tích” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type NominationColumn = keyof typeof nominationTable.columns
export const nominationColumnKeys = keysOf(nominationTable.columns)
export const nominationColumns = namesOf<NominationColumn>(nominationTable.columns)

const kindOf = keysByWords(nomineeKinds)

/** A row as its cells say it. */
export const NominationRead = z.object({
  ...nominationFields.input,
  kind: z.preprocess(
    (cell) => (typeof cell === 'string' ? (kindOf(cell) ?? cell) : cell),
    nominationFields.input.kind,
  ),
  taxCode: z.preprocess((cell) => (typeof cell === 'number' ? String(cell) : cell), optionalText(20)),
})
export type NominationRead = z.output<typeof NominationRead>

/** What makes somebody the same nominee as another of the call. */
export const nomineeKey = (
  of: {
    readonly kind: string
    readonly name: string
    readonly workplace?: string | null | undefined
    readonly enterpriseId: number | null
  },
  fold: (said: string) => string,
) => JSON.stringify([of.kind, fold(of.name), fold(of.workplace ?? ''), of.enterpriseId])

/** What the rows are held against. */
export interface NominationsThere {
  readonly forGroups: boolean
  readonly forPersons: boolean
  /** Whether the persons of the table agreed. */
  readonly consents: boolean
  /** Enterprises of the register by tax code. */
  readonly enterprises: ReadonlyMap<string, number>
  /** Those nominated already, by `nomineeKey`. */
  readonly standing: ReadonlySet<string>
  readonly fold: (said: string) => string
}

export interface JudgedNomination {
  readonly outcome: 'new' | 'same' | 'error'
  readonly enterpriseId: number | null
  readonly problems: readonly CellProblem<NominationColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. */
export function judgeNominations(
  rows: readonly (NominationRead | null)[],
  there: NominationsThere,
): JudgedNomination[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedNomination => {
    if (row === null) return { outcome: 'error', enterpriseId: null, problems: [] }
    const problems: CellProblem<NominationColumn>[] = []
    const wrong = (column: NominationColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    const found = row.taxCode === undefined ? null : there.enterprises.get(row.taxCode)
    if (found === undefined)
      wrong(
        'taxCode',
        'Sổ không có doanh nghiệp mang mã này.',
        'No enterprise of the register has this code.',
      )
    if (row.kind === 'group' ? !there.forGroups : !there.forPersons)
      wrong('kind', 'Đợt này không dành cho loại này.', 'The call is not for such nominees.')
    if (row.kind === 'person' && row.workplace === undefined)
      wrong('workplace', 'Xin ghi nơi công tác của cá nhân.', 'Give the workplace of the person.')
    if (row.kind === 'person' && !there.consents)
      wrong('name', 'Cá nhân phải đồng ý được đề nghị.', 'The person must agree to be nominated.')
    const enterpriseId = found ?? null
    const key = nomineeKey({ ...row, enterpriseId }, there.fold)
    if (seen.has(key)) wrong('name', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    seen.add(key)
    const same = there.standing.has(key)
    return { outcome: problems.length > 0 ? 'error' : same ? 'same' : 'new', enterpriseId, problems }
  })
}
