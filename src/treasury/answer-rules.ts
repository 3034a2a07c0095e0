import { z } from 'zod'
import { plainNumber } from '../budget/index.ts'
import { payeeFields } from '../claims/index.ts'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf, quotedNames } from '../imports/index.ts'
import { day, dong, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { listColumns, results } from './fields.ts'
import { type Listed, type Match, matchRows } from './rules.ts'

/* The Treasury's list as it comes in: its columns, and what each row would do. The names of the columns are those of the list that was sent. */

const answerFields = recordFields({
  number: {
    field: text(100),
    label: listColumns.number,
    headings: ['so ct', 'so uy nhiem chi', 'so unc', 'so giay rut', 'so chung tu chi'],
  },
  payee: {
    field: optionalText(200),
    label: listColumns.payee,
    headings: ['nguoi nhan tien', 'don vi nhan tien', 'don vi huong', 'ten nguoi huong'],
    personal: 'contact',
  },
  payeeAccount: {
    field: optionalText(40),
    label: payeeFields.labels.payeeAccount,
    headings: ['tai khoan', 'so tk', 'tai khoan nguoi huong'],
    code: true,
    personal: 'contact',
  },
  amount: { field: dong(1n), label: words('Số tiền', 'Amount'), input: 'money', headings: ['so tien chi'] },
  on: {
    field: day(),
    label: words('Ngày Kho bạc xử lý', 'Day of the Treasury'),
    input: 'date',
    headings: ['ngay thanh toan', 'ngay chi', 'ngay hach toan', 'ngay xu ly'],
  },
  result: {
    field: optionalText(100),
    label: words('Kết quả của Kho bạc', 'Result at the Treasury'),
    headings: ['ket qua', 'trang thai', 'tinh trang'],
  },
  reason: {
    field: optionalText(2000),
    label: words('Lý do Kho bạc trả lại', 'Why the Treasury sent it back'),
    headings: ['ly do', 'ly do tra lai', 'ly do tu choi'],
    personal: 'freeText',
  },
})

export const answerTable = {
  columns: columnsOf(answerFields.read),
  holds: (found) => found.has('number') && found.has('amount') && found.has('on'),
  keys: ['number'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Số chứng từ”, “Số tiền”, “Ngày Kho bạc xử lý”. Xin dùng tệp mẫu.',
    'No row of headings with “Số chứng từ”, “Số tiền”, “Ngày Kho bạc xử lý” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type AnswerColumn = keyof typeof answerTable.columns
export const answerColumnKeys = keysOf(answerTable.columns)
export const answerColumns = namesOf<AnswerColumn>(answerTable.columns)

export const AnswerRead = z.object(answerFields.input)
export type AnswerRead = z.output<typeof AnswerRead>

const resultOf = keysByWords(results, [
  ['da thanh toan', 'paid'],
  ['da chi', 'paid'],
  ['thanh cong', 'paid'],
  ['tra lai', 'sent_back'],
  ['bi tra lai', 'sent_back'],
  ['tu choi', 'sent_back'],
  ['khong thanh cong', 'sent_back'],
])

/** A payment of the batch as the answer finds it. */
export type Waiting = Listed & { readonly state: string }

export interface JudgedAnswer {
  readonly outcome: 'new' | 'same' | 'error'
  readonly match: Match
  readonly result: 'paid' | 'sent_back' | null
  readonly problems: readonly CellProblem<AnswerColumn>[]
}

/** What is wrong with a row that could be read. */
function faultsOf(row: AnswerRead, today: string): CellProblem<AnswerColumn>[] {
  const result = row.result === undefined ? 'paid' : resultOf(row.result)
  const names = quotedNames(results)
  const faults: (CellProblem<AnswerColumn> | null)[] = [
    row.on > today
      ? { column: 'on', words: words('Ngày này chưa đến.', 'This day has not come yet.') }
      : null,
    result === undefined
      ? { column: 'result', words: { vi: `Chỉ nhận ${names.vi}.`, en: `One of ${names.en}.` } }
      : null,
    result === 'sent_back' && row.reason === undefined
      ? {
          column: 'reason',
          words: words('Kho bạc trả lại thì phải có lý do.', 'What is sent back needs its reason.'),
        }
      : null,
  ]
  return faults.filter((fault) => fault !== null)
}

/**
 * What the rows of an answer would do, in their order; null for one that could not be read. A row that says again what is known is the same;
 * one that is of no payment of the batch is new too: it is kept, and somebody settles it.
 */
export function judgeAnswers(
  rows: readonly (AnswerRead | null)[],
  batch: readonly Waiting[],
  today: string,
): JudgedAnswer[] {
  const judged = rows.map((row) => ({ row, problems: row === null ? [] : faultsOf(row, today) }))
  const good = judged.flatMap(({ row, problems }) => (row !== null && problems.length === 0 ? [row] : []))
  const matches = matchRows(
    batch,
    good.map(({ number, amount, payee, payeeAccount }) => ({
      ...{ number: plainNumber(number), amount, payee: payee ?? null, account: payeeAccount ?? null },
    })),
  )
  return judged.map(({ row, problems }): JudgedAnswer => {
    if (row === null || problems.length > 0) return { outcome: 'error', match: null, result: null, problems }
    const match = matches[good.indexOf(row)] ?? null
    const state = batch.find(({ id }) => id === match?.id)?.state
    const result = row.result === undefined ? 'paid' : (resultOf(row.result) ?? 'paid')
    if (match?.fit === 'whole' && state === result) return { outcome: 'same', match, result, problems }
    // what was sent back is no longer paid by this list: the row is of something else
    return { outcome: 'new', match: state === 'sent_back' ? null : match, result, problems }
  })
}
