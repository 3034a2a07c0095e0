import { z } from 'zod'
import { type CellProblem, keysOf, plainHeading } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../imports/index.ts'
import { day, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Problem } from '../platform/problem.ts'
import { reportFields } from './fields.ts'

/*
 * Answers of many agencies as a table, one in a row, under the headings of the list: its sheet, filled in, is such a table. Which report each row
 * answers is told without a database.
 */

export const answerTable = {
  columns: {
    duty: { words: words('Nhiệm vụ', 'Duty'), others: ['muc', 'ma nhiem vu'], kind: 'text' },
    agency: { words: words('Cơ quan', 'Agency'), others: ['don vi'], kind: 'text' },
    dueOn: { words: words('Thời hạn', 'Due'), others: ['han bao cao'], kind: 'value' },
    ...columnsOf(reportFields.table),
  },
  holds: (found) => found.has('duty') && found.has('agency') && found.has('dueOn') && found.has('done'),
  keys: ['duty', 'agency'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Nhiệm vụ”, “Cơ quan”, “Thời hạn”, “Đã làm gì trong kỳ”. Xin dùng tệp mẫu.',
    'No row of headings with “Nhiệm vụ”, “Cơ quan”, “Thời hạn”, “Đã làm gì trong kỳ” was found. Please use the template.',
  ),
  mostRows: 1_000,
} as const satisfies HeadedKind<string>
export type AnswerColumn = keyof typeof answerTable.columns
export const answerColumnKeys = keysOf(answerTable.columns)
export const answerColumns = namesOf<AnswerColumn>(answerTable.columns)

const yes = ['co', 'x', 'yes', 'true', '1', 'khong lam gi']
const no = ['', 'khong', 'no', 'false', '0']

/** A row as its cells say it; a word that says neither yes nor no is refused where it stands. */
export const AnswerRead = z.object({
  duty: text(4000),
  agency: text(300),
  dueOn: day(),
  done: reportFields.input.done,
  nothing: z.preprocess((cell) => {
    const said = plainHeading(String(cell ?? ''))
    return yes.includes(said) ? true : no.includes(said) ? false : cell
  }, z.boolean()),
  reason: reportFields.input.reason,
})
export type AnswerRead = z.output<typeof AnswerRead>

/** A report that rows may answer. */
export interface ReportThere {
  readonly id: number
  readonly version: number
  readonly code: string
  /** Who has it today. */
  readonly agency: string
  readonly dueOn: string
  readonly state: string
  readonly done: string | null
  readonly nothing: boolean
  readonly reason: string | null
}

export interface JudgedAnswer {
  readonly outcome: 'new' | 'same' | 'error'
  readonly report: ReportThere | null
  readonly problems: readonly CellProblem<AnswerColumn>[]
}

/** `V.5.1. Phổ biến kế hoạch` or `V.5.1` → `v.5.1`. */
const codeOf = (duty: string) => (duty.trim().split(/\s/u)[0] ?? '').replace(/\.$/u, '').toLowerCase()

const isOpen = ({ state }: ReportThere) => state === 'asked' || state === 'returned'

/** What rows would do as far as the reports that stand tell, in their order; null for one that could not be read. */
export function judgeAnswers(
  rows: readonly (AnswerRead | null)[],
  there: {
    /** Those that the reader writes, in one plan. */
    readonly reports: readonly ReportThere[]
    readonly fold: (said: string) => string
  },
): JudgedAnswer[] {
  const keyOf = (code: string, agency: string, dueOn: string) =>
    JSON.stringify([code.toLowerCase(), there.fold(agency), dueOn])
  const reports = Map.groupBy(there.reports, (one) => keyOf(one.code, one.agency, one.dueOn))
  const seen = new Set<string>()
  return rows.map((row): JudgedAnswer => {
    if (row === null) return { outcome: 'error', report: null, problems: [] }
    const refused = (column: AnswerColumn, vi: string, en: string): JudgedAnswer => ({
      ...{ outcome: 'error', report: null },
      problems: [{ column, words: words(vi, en) }],
    })
    const key = keyOf(codeOf(row.duty), row.agency, row.dueOn)
    const found = reports.get(key) ?? []
    if (found.length === 0) return notAsked(row, there, refused)
    if (seen.has(key))
      return refused('duty', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    seen.add(key)
    const open = found.filter(isOpen)
    const answer = { done: row.done ?? null, nothing: row.nothing, reason: row.reason ?? null }
    const same = found.find(
      (one) =>
        !isOpen(one) &&
        one.nothing === answer.nothing &&
        (answer.nothing ? one.reason === answer.reason : one.done === answer.done),
    )
    const [only] = open
    if (only === undefined)
      return same === undefined
        ? refused(
            'duty',
            'Báo cáo này đã gửi với nội dung khác.',
            'This report was sent and says something else.',
          )
        : { outcome: 'same', report: same, problems: [] }
    if (open.length > 1)
      return refused(
        'duty',
        'Cơ quan có nhiều báo cáo của nhiệm vụ này đến hạn cùng ngày; xin ghi trên trang từng báo cáo.',
        'The agency has several reports on this duty due on that day; please write each on its page.',
      )
    return { outcome: 'new', report: only, problems: [] }
  })
}

/** Which of duty, agency and day no report has. */
function notAsked(
  row: AnswerRead,
  { reports, fold }: { readonly reports: readonly ReportThere[]; readonly fold: (said: string) => string },
  refused: (column: AnswerColumn, vi: string, en: string) => JudgedAnswer,
): JudgedAnswer {
  const ofAgency = reports.filter(({ agency }) => fold(agency) === fold(row.agency))
  if (ofAgency.length === 0)
    return refused(
      'agency',
      'Không có báo cáo nào của cơ quan tên này, hoặc bạn không ghi cho cơ quan này.',
      'No agency of this name has a report, or you do not write for it.',
    )
  const ofDuty = ofAgency.filter(({ code }) => code.toLowerCase() === codeOf(row.duty))
  if (ofDuty.length === 0)
    return refused(
      'duty',
      'Cơ quan này không được hỏi về nhiệm vụ này.',
      'This agency is not asked about this duty.',
    )
  return refused(
    'dueOn',
    'Không có báo cáo nào của nhiệm vụ này đến hạn ngày này.',
    'No report on this duty is due on this day.',
  )
}

/** Where in its row the refusal of a report stands. */
export function cellsOf({
  fields,
  words: said,
}: Pick<Problem, 'fields' | 'words'>): CellProblem<AnswerColumn>[] {
  const all = fields.length > 0 ? fields : [{ field: 'duty', words: said }]
  return all.map(({ field, words: why }) => ({
    column: answerColumnKeys.find((key) => key === field) ?? 'duty',
    words: why,
  }))
}
