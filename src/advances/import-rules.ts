import { z } from 'zod'
import {
  basisNames,
  paymentBases,
  paymentFields,
  paymentKinds,
  paymentNote,
  plainNumber,
  recordNumber,
} from '../budget/index.ts'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { optionalChoice, optionalDay, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { FieldProblem, Problem } from '../platform/problem.ts'
import { dueFields } from './fields.ts'

/* Advances as a table, one in a row: which commitment each is of and what stands already, told without a database. */

const { kind, amount, documentNumber, on } = paymentFields.table
/** What an advance rests on, as a closed list. */
export const bases = { keys: paymentBases, names: basisNames } as const

export const advanceTable = {
  columns: {
    commitment: {
      words: words('Số hợp đồng, quyết định của cam kết', 'Number of the contract or decision committed by'),
      others: ['so hop dong', 'so quyet dinh'],
      kind: 'text',
    },
    commitmentId: {
      words: words('Cam kết số', 'Number of commitment'),
      others: ['ma cam ket'],
      kind: 'text',
    },
    content: {
      words: words('Nội dung nhiệm vụ', 'Content of the task'),
      others: ['noi dung thuc hien'],
      kind: 'text',
    },
    turn: {
      words: words('Chi cho lượt hỗ trợ số', 'Number of the support turn that is paid'),
      others: ['luot ho tro so', 'ma luot ho tro'],
      kind: 'text',
    },
    ...columnsOf({ kind, amount, documentNumber, on }),
    basis: { words: words('Căn cứ chi', 'What the payment rests on'), others: ['can cu'], kind: 'text' },
    basisNumber: {
      words: words('Số văn bản căn cứ', 'Number of the document it rests on'),
      others: ['so van ban'],
      kind: 'text',
    },
    basisDate: {
      words: words('Ngày văn bản căn cứ', 'Day of the document it rests on'),
      others: ['ngay van ban'],
      kind: 'value',
    },
    ...columnsOf({ ...dueFields.table, ...paymentNote.table }),
  },
  holds: (found) =>
    (found.has('commitment') || found.has('commitmentId')) &&
    found.has('documentNumber') &&
    found.has('amount'),
  keys: ['documentNumber'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Số hợp đồng, quyết định của cam kết”, “Số chứng từ chi”, “Số tiền”. Xin dùng tệp mẫu.',
    'No row of headings with “Số hợp đồng, quyết định của cam kết”, “Số chứng từ chi”, “Số tiền” was found. Please use the template.',
  ),
  mostRows: 200,
} as const satisfies HeadedKind<string>
export type AdvanceColumn = keyof typeof advanceTable.columns
export const advanceColumnKeys = keysOf(advanceTable.columns)
export const advanceColumns = namesOf<AdvanceColumn>(advanceTable.columns)

const plain = (cell: unknown) => (typeof cell === 'number' ? String(cell) : cell)
const keyed = (found: (said: string) => string | undefined) => (cell: unknown) =>
  typeof cell === 'string' ? (found(cell) ?? cell) : cell

/** A row as its cells say it. */
export const AdvanceRead = z.object({
  commitment: z.preprocess(plain, optionalText(100)),
  commitmentId: recordNumber,
  content: optionalText(500),
  turn: recordNumber,
  kind: z.preprocess(keyed(keysByWords(paymentKinds)), optionalChoice(paymentKinds.keys)),
  amount: paymentFields.input.amount,
  documentNumber: z.preprocess(plain, paymentFields.input.documentNumber),
  on: paymentFields.input.on,
  basis: z.preprocess(keyed(keysByWords(bases)), optionalChoice(paymentBases)),
  basisNumber: z.preprocess(plain, optionalText(100)),
  basisDate: optionalDay(),
  ...dueFields.input,
  ...paymentNote.input,
})
export type AdvanceRead = z.output<typeof AdvanceRead>

/** A commitment that rows name, with the contents of its task. */
export interface CommitmentThere {
  readonly id: number
  readonly documentNumber: string
  readonly enterpriseId: number | null
  readonly contents: readonly { readonly id: number; readonly title: string }[]
}

/** What the rows are held against. */
export interface AdvancesThere {
  readonly commitments: readonly CommitmentThere[]
  /** Advances that are not dropped, by `advanceKey`. */
  readonly standing: ReadonlySet<string>
  readonly fold: (said: string) => string
}

/** What makes an advance the same as another: as with every payment, its commitment, number however it is spaced, day and sum. */
export const advanceKey = (of: {
  readonly commitmentId: number
  readonly documentNumber: string
  readonly on: string
  readonly amount: bigint
}) => JSON.stringify([of.commitmentId, plainNumber(of.documentNumber), of.on, String(of.amount)])

export interface JudgedAdvance {
  readonly outcome: 'new' | 'same' | 'error'
  readonly commitment: CommitmentThere | null
  readonly contentId: number | undefined
  readonly problems: readonly CellProblem<AdvanceColumn>[]
}

const refusal = (column: AdvanceColumn, vi: string, en: string): CellProblem<AdvanceColumn> => ({
  column,
  words: words(vi, en),
})

function commitmentOf(
  { commitment, commitmentId }: AdvanceRead,
  commitments: readonly CommitmentThere[],
): CommitmentThere | CellProblem<AdvanceColumn> {
  if (commitment === undefined && commitmentId === undefined)
    return refusal(
      'commitment',
      'Xin ghi số hợp đồng, quyết định của cam kết, hoặc Cam kết số.',
      'Please give the number of its contract or decision, or of the commitment.',
    )
  const numbered = commitments.filter(
    ({ documentNumber }) =>
      commitment === undefined || plainNumber(documentNumber) === plainNumber(commitment),
  )
  if (commitment !== undefined && numbered.length === 0)
    return refusal(
      'commitment',
      'Không có cam kết nào theo văn bản số này.',
      'No commitment is by a document of this number.',
    )
  const named = commitmentId === undefined ? numbered : numbered.filter(({ id }) => id === commitmentId)
  const [only] = named
  if (only === undefined)
    return refusal(
      'commitmentId',
      'Không có cam kết số này, hoặc cam kết không theo văn bản đã ghi.',
      'There is no such commitment, or it is not by the document that is named.',
    )
  if (named.length > 1) {
    const ids = named
      .slice(0, 10)
      .map(({ id }) => id)
      .join(', ')
    return refusal(
      'commitmentId',
      `Có nhiều cam kết theo văn bản này, xin ghi Cam kết số: ${ids}.`,
      `Several commitments are by this document, please say which: ${ids}.`,
    )
  }
  return only
}

/** What rows would do as far as their commitments and what stands tell, in their order; null for one that could not be read. */
export function judgeAdvances(rows: readonly (AdvanceRead | null)[], there: AdvancesThere): JudgedAdvance[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedAdvance => {
    if (row === null) return { outcome: 'error', commitment: null, contentId: undefined, problems: [] }
    const found = commitmentOf(row, there.commitments)
    if ('column' in found)
      return { outcome: 'error', commitment: null, contentId: undefined, problems: [found] }
    const problems: CellProblem<AdvanceColumn>[] = []
    const said = row.content === undefined ? null : there.fold(row.content)
    const contents = found.contents.filter(({ title }) => there.fold(title) === said)
    if (said !== null && contents.length !== 1)
      problems.push(
        refusal(
          'content',
          'Nhiệm vụ của cam kết không có đúng một nội dung tên này.',
          'The task of the commitment has not just one content of this name.',
        ),
      )
    const key = advanceKey({ ...row, commitmentId: found.id })
    if (seen.has(key))
      problems.push(
        refusal('documentNumber', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.'),
      )
    seen.add(key)
    return {
      outcome: problems.length > 0 ? 'error' : there.standing.has(key) ? 'same' : 'new',
      ...{ commitment: found, contentId: contents[0]?.id, problems },
    }
  })
}

/** Fields of an advance that a table has under another heading, or with its scans. */
const columnOfField: Readonly<Record<string, AdvanceColumn>> = {
  id: 'commitment',
  taskContentId: 'content',
  taskTurnId: 'turn',
  sameVoucher: 'documentNumber',
  fileId: 'documentNumber',
  basisFileId: 'basisNumber',
}

/** Where in its row the refusal of an advance stands. */
export function cellsOf({
  fields,
  words: said,
}: Pick<Problem, 'fields' | 'words'>): CellProblem<AdvanceColumn>[] {
  const all: readonly FieldProblem[] = fields.length > 0 ? fields : [{ field: 'id', words: said }]
  return all.map(({ field, words }) => ({
    column: advanceColumnKeys.find((key) => key === field) ?? columnOfField[field] ?? 'commitment',
    words,
  }))
}
