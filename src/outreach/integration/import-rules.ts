import { z } from 'zod'
import { type CellProblem, keysOf } from '../../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../../imports/index.ts'
import { optionalText, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { integrationFields } from './fields.ts'

/* Integrated money as a table, one piece in a row; what each row would do, told without a database. */

const { year, programme, documentNumber, documentDate, clause, ownLine, purpose, amount } =
  integrationFields.table
const { labels, input } = integrationFields

export const integrationTable = {
  columns: {
    ...columnsOf({ programme }),
    agency: { words: labels.agencyId, others: ['co quan', 'hoi', 'don vi'], kind: 'text' },
    ...columnsOf({ year, documentNumber, documentDate, clause, ownLine, purpose, amount }),
    source: { words: labels.sourceId, others: ['nguon', 'quy', 'nguon von'], kind: 'text' },
    line: { words: labels.lineId, others: ['muc du toan'], kind: 'value' },
    serves: { words: labels.serves, others: ['noi dung'], kind: 'value' },
  },
  holds: (found) => found.has('programme') && found.has('documentNumber') && found.has('amount'),
  keys: ['programme'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Kế hoạch, chương trình của cơ quan, hội”, “Số văn bản ban hành”, “Số tiền lồng ghép (đồng)”. Xin dùng tệp mẫu.',
    'No row of headings with “Own plan or programme of the agency”, “Number of its document”, “Integrated money (đồng)” was found. Please use the template.',
  ),
  mostRows: 5_000,
} as const satisfies HeadedKind<string>
export type IntegrationColumn = keyof typeof integrationTable.columns
export const integrationColumnKeys = keysOf(integrationTable.columns)
export const integrationColumns = namesOf<IntegrationColumn>(integrationTable.columns)

/** A row as its cells say it; agency and fund by their names, the line of the plan and its sentence by their codes. */
export const IntegrationRead = z.object({
  ...{ programme: input.programme, agency: text(300), year: input.year },
  ...{ documentNumber: input.documentNumber, documentDate: input.documentDate, clause: input.clause },
  ...{ ownLine: input.ownLine, purpose: input.purpose, amount: input.amount },
  ...{ source: text(300), line: optionalText(40), serves: optionalText(40) },
})
export type IntegrationRead = z.output<typeof IntegrationRead>

interface Keyed {
  readonly agencyId: number
  readonly year: number
  readonly documentNumber: string
  readonly clause: string
  readonly purpose: string
}

/** What makes a row the same as another: whose it is, of which year, by which clause of which document, and what for. */
export const integrationKey = (of: Keyed, fold: (said: string) => string) =>
  [of.agencyId, of.year, fold(of.documentNumber), fold(of.clause), fold(of.purpose)].join('|')

export interface JudgedIntegration {
  readonly outcome: 'new' | 'same' | 'error'
  readonly problems: readonly CellProblem<IntegrationColumn>[]
  readonly agencyId: number | null
  readonly sourceId: number | null
  readonly lineId: number | null
}

type Names = ReadonlyMap<string, number>

/** What rows would do, in their order; null for one that could not be read. */
export function judgeIntegrations(
  rows: readonly (IntegrationRead | null)[],
  there: {
    /** Those for whom the account enters, by their folded names; funds by theirs, the lines of the plan by their codes. */
    readonly agencies: Names
    readonly sources: Names
    readonly lines: Names
    /** The sentences of the plan by their keys. */
    readonly sentences: ReadonlySet<string>
    /** Those that stand, by `integrationKey`. */
    readonly standing: ReadonlySet<string>
    readonly plan: { readonly firstYear: number; readonly lastYear: number }
    readonly fold: (said: string) => string
    readonly today: string
  },
): JudgedIntegration[] {
  const seen = new Set<string>()
  const { fold, plan, today } = there
  return rows.map((row): JudgedIntegration => {
    if (row === null) return { outcome: 'error', problems: [], agencyId: null, sourceId: null, lineId: null }
    const problems: CellProblem<IntegrationColumn>[] = []
    const wrong = (column: IntegrationColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    const ids = {
      agencyId: there.agencies.get(fold(row.agency)) ?? null,
      sourceId: there.sources.get(fold(row.source)) ?? null,
      lineId: row.line === undefined ? null : (there.lines.get(row.line) ?? null),
    }
    const { agencyId } = ids
    if (agencyId === null)
      wrong(
        'agency',
        'Không có cơ quan, hội này, hoặc bạn không ghi cho nơi này.',
        'There is no such agency, or you do not enter for it.',
      )
    if (ids.sourceId === null) wrong('source', 'Không có quỹ, nguồn mang tên này.', 'No fund has this name.')
    if (row.line !== undefined && ids.lineId === null)
      wrong('line', 'Kế hoạch không có mục dự toán này.', 'The plan has no such line.')
    if (row.serves !== undefined && !there.sentences.has(row.serves))
      wrong('serves', 'Kế hoạch không có nội dung này.', 'The plan has no such sentence.')
    if (row.documentDate > today) wrong('documentDate', 'Ngày này chưa đến.', 'This day has not come yet.')
    if (row.year < plan.firstYear || row.year > plan.lastYear)
      wrong('year', 'Ngoài giai đoạn của kế hoạch.', 'Outside the plan’s years.')
    if (agencyId === null) return { outcome: 'error', problems, ...ids }
    const key = integrationKey({ ...row, agencyId }, fold)
    if (seen.has(key)) wrong('programme', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    seen.add(key)
    const outcome = problems.length > 0 ? 'error' : there.standing.has(key) ? 'same' : 'new'
    return { outcome, problems, ...ids }
  })
}
