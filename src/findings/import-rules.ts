import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { findingDemands, findingFields, findingKinds } from './fields.ts'

/* Findings of a conclusion as a table, one row for each: what each row would do, told without a database. */

const { kind, issuer, documentNumber, documentDate, content, article, demand, amount } = findingFields.table
const { year, voucher, dueOn } = findingFields.table

export const findingTable = {
  columns: {
    ...columnsOf({ documentNumber, documentDate, issuer, kind, content, article, demand, amount }),
    line: { words: words('Mục', 'Line'), others: ['muc du toan'], kind: 'text' },
    ...columnsOf({ year, voucher }),
    agency: { words: words('Cơ quan trả lời', 'Who answers'), others: ['co quan'], kind: 'text' },
    ...columnsOf({ dueOn }),
  },
  holds: (found) => found.has('documentNumber') && found.has('content') && found.has('line'),
  keys: ['documentNumber'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Số kết luận”, “Nội dung kiến nghị”, “Mục”. Xin dùng tệp mẫu.',
    'No row of headings with “Số kết luận”, “Nội dung kiến nghị”, “Mục” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type FindingColumn = keyof typeof findingTable.columns
export const findingColumnKeys = keysOf(findingTable.columns)
export const findingColumns = namesOf<FindingColumn>(findingTable.columns)

const keyed = (found: (said: string) => string | undefined) => (cell: unknown) =>
  typeof cell === 'string' ? (found(cell) ?? cell) : cell
const { input } = findingFields

/** A row as its cells say it. */
export const FindingRead = z.object({
  documentNumber: input.documentNumber,
  documentDate: input.documentDate,
  issuer: input.issuer,
  kind: z.preprocess(keyed(keysByWords(findingKinds)), input.kind),
  content: input.content,
  article: input.article,
  demand: z.preprocess(keyed(keysByWords(findingDemands)), input.demand),
  amount: input.amount,
  line: z.preprocess((cell) => (typeof cell === 'number' ? String(cell) : cell), text(20)),
  year: input.year,
  voucher: input.voucher,
  agency: text(200),
  dueOn: input.dueOn,
})
export type FindingRead = z.output<typeof FindingRead>

/** What the rows are held against. */
export interface FindingsThere {
  /** Leaf lines of the plan to work in, by code; with the years of their estimate. */
  readonly lines: ReadonlyMap<string, { readonly id: number; readonly years: readonly number[] }>
  /** Living agencies by their folded name. */
  readonly agencies: ReadonlyMap<string, number>
  /** Findings that stand, by `findingKey`. */
  readonly standing: ReadonlySet<string>
  readonly fold: (said: string) => string
  readonly today: string
}

/** What makes a finding the same as another. */
export const findingKey = (of: {
  documentNumber: string
  documentDate: string
  lineId: number
  year: number
  voucher?: string | null | undefined
  amount?: bigint | null | undefined
  content: string
}) =>
  JSON.stringify([
    ...[of.documentNumber, of.documentDate, of.lineId, of.year],
    ...[of.voucher ?? null, of.amount == null ? null : String(of.amount), of.content],
  ])

export interface JudgedFinding {
  readonly outcome: 'new' | 'same' | 'error'
  readonly lineId: number | null
  readonly agencyId: number | null
  readonly problems: readonly CellProblem<FindingColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. */
export function judgeFindings(rows: readonly (FindingRead | null)[], there: FindingsThere): JudgedFinding[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedFinding => {
    if (row === null) return { outcome: 'error', lineId: null, agencyId: null, problems: [] }
    const line = there.lines.get(row.line)
    const agencyId = there.agencies.get(there.fold(row.agency)) ?? null
    const problems: CellProblem<FindingColumn>[] = []
    const wrong = (column: FindingColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    if (line === undefined)
      wrong('line', 'Dự toán không có mục này, hoặc mục còn mục con.', 'The estimate has no such leaf line.')
    else if (!line.years.includes(row.year))
      wrong('year', 'Mục này không có dự toán năm đó.', 'The line has no estimate of that year.')
    if (agencyId === null) wrong('agency', 'Không có cơ quan tên này.', 'There is no agency of this name.')
    if (row.documentDate > there.today)
      wrong('documentDate', 'Ngày này chưa đến.', 'This day has not come yet.')
    if (row.dueOn < row.documentDate)
      wrong('dueOn', 'Hạn trả lời không thể trước ngày kết luận.', 'Not before the day of the conclusion.')
    if (row.demand === 'recover' && row.amount === undefined)
      wrong(
        'amount',
        'Yêu cầu thu hồi tiền thì phải ghi số tiền.',
        'Where money is recovered the sum is needed.',
      )
    const key = line === undefined ? null : findingKey({ ...row, lineId: line.id })
    if (key !== null && seen.has(key))
      wrong('content', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    if (key !== null) seen.add(key)
    const same = key !== null && there.standing.has(key)
    return {
      outcome: problems.length > 0 ? 'error' : same ? 'same' : 'new',
      ...{ lineId: line?.id ?? null, agencyId, problems },
    }
  })
}
