import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { type EntryValues, entryFields } from './fields.ts'

/* The appendix of a decision as a table: what each row would do, told without a database. */

export const entryTable = {
  columns: columnsOf(entryFields.read),
  holds: (found) => found.has('name'),
  keys: ['name'],
  missing: words(
    'Không thấy dòng tiêu đề có cột “Tên sản phẩm”. Xin dùng tệp mẫu.',
    'No row of headings with “Tên sản phẩm” was found. Please use the template.',
  ),
  mostRows: 5_000,
} as const satisfies HeadedKind<string>
export type EntryColumn = keyof typeof entryTable.columns
export const entryColumnKeys = keysOf(entryTable.columns)
export const entryColumns = namesOf<EntryColumn>(entryTable.columns)
export type EntryFault = CellProblem<EntryColumn>

export const EntryRead = z.object({ ...entryFields.imported, name: entryFields.input.name })
export type EntryRead = z.output<typeof EntryRead>

/** A product that the list names already. */
export type ListedEntry = EntryValues & { readonly id: number }

export interface JudgedEntry {
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  /** Its number, where it is there already. */
  readonly id: number | null
  readonly entry: EntryValues | null
  readonly changed: readonly EntryColumn[]
  readonly problems: readonly EntryFault[]
}

/** What makes two rows the same product: its name within its group. */
const identity = ({ name, groupName }: EntryValues) => JSON.stringify([slug(name), slug(groupName ?? '')])

const wrong = (problems: readonly EntryFault[]): JudgedEntry => ({
  ...{ outcome: 'error', id: null, entry: null, changed: [], problems },
})

/** What rows would do, in their order; null for one that could not be read. A product that the table leaves out stays. */
export function judgeEntries(
  rows: readonly (EntryRead | null)[],
  there: readonly ListedEntry[],
): JudgedEntry[] {
  const known = new Map(there.map((entry) => [identity(entry), entry]))
  const seen = new Set<string>()
  return rows.map((row) => {
    if (row === null) return wrong([])
    const entry = entryFields.values(row)
    const key = identity(entry)
    if (seen.has(key))
      return wrong([
        { column: 'name', words: words('Dòng này có hai lần trong bảng.', 'The table has this row twice.') },
      ])
    seen.add(key)
    const before = known.get(key)
    if (before === undefined) return { outcome: 'new', id: null, entry, changed: [], problems: [] }
    const changed = entryColumnKeys.filter((column) => entry[column] !== before[column])
    return {
      outcome: changed.length === 0 ? 'same' : 'changed',
      id: before.id,
      entry,
      changed,
      problems: [],
    }
  })
}
