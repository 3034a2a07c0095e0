import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../imports/index.ts'
import { dong, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { recordFields } from '../ui/index.ts'
import { type Grid, placeIn } from './decision-grid.ts'
import { type DecidedKind, type Given, meant } from './decision-rules.ts'
import { judged } from './decisions.ts'

/* A table of a decision's entries that comes in: what each row would do, told by the grid of its year. The columns are those of the export. */

const most = -1_000_000_000_000_000n

const tableFields = recordFields({
  line: { field: text(20), label: words('Mục', 'Line'), headings: ['ma muc', 'so muc'] },
  content: { field: optionalText(600), label: words('Nội dung', 'Content'), personal: 'freeText' },
  source: { field: optionalText(300), label: words('Nguồn', 'Source'), headings: ['nguon kinh phi'] },
  amount: {
    field: dong(most),
    label: words('Số tiền', 'Amount'),
    input: 'money',
    headings: ['so tien giao', 'du toan giao'],
  },
})

export const decisionTable = {
  columns: columnsOf(tableFields.read),
  holds: (found) => found.has('line') && found.has('amount'),
  keys: ['line'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Mục”, “Số tiền”. Xin dùng tệp mẫu.',
    'No row of headings with “Mục”, “Số tiền” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type DecisionColumn = keyof typeof decisionTable.columns
export const decisionColumnKeys = keysOf(decisionTable.columns)
export const decisionColumns = namesOf<DecisionColumn>(decisionTable.columns)

/** A row as its cells say it. Without a source it is of the plan's estimate. */
export const EntryRead = z.object(tableFields.input)
export type EntryRead = z.output<typeof EntryRead>

export interface JudgedEntry {
  readonly outcome: 'new' | 'error'
  readonly entry: Given | null
  readonly problems: readonly CellProblem<DecisionColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. @param own the source of the plan's estimate */
export function judgeRows(
  rows: readonly (EntryRead | null)[],
  grid: Grid,
  of: { readonly kind: DecidedKind; readonly overEstimate: boolean; readonly own: string },
): JudgedEntry[] {
  const entries = rows.map((row, at): Given | null => {
    if (row === null) return null
    const named = (said: string) =>
      grid.sources.find((one) => [one.key, one.name, one.nameEn].some((name) => slug(name) === slug(said)))
    const source = row.source === undefined ? of.own : (named(row.source)?.key ?? row.source)
    return { at, line: row.line, source, amount: meant(of.kind, row.amount) }
  })
  const given = entries.filter((entry) => entry !== null)
  const { faults } = judged(grid, { ...of, entries: given })
  return entries.map((entry, at): JudgedEntry => {
    if (entry === null) return { outcome: 'error', entry, problems: [] }
    const own = faults.filter(({ field }) => field === `entries.${at}.amount`)
    const place = placeIn(grid, entry)
    const column =
      'vi' in place ? (grid.sources.some(({ key }) => key === entry.source) ? 'line' : 'source') : 'amount'
    const problems = own.map((fault) => ({ column, words: fault.words }) as const)
    if (entry.amount === 0n)
      problems.push({ column: 'amount', words: words('Số tiền bằng 0.', 'The amount is 0.') })
    return { outcome: problems.length > 0 ? 'error' : 'new', entry, problems }
  })
}
