import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../imports/index.ts'
import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { ownPaymentFields } from './own-payment-fields.ts'

/* Own money of several enterprises as a table, one voucher in a row: what each row would do, told without a database. */

const { documentNumber, paidOn, amount, purpose } = ownPaymentFields.table

export const ownTable = {
  columns: {
    taxCode: { words: words('Mã số thuế', 'Tax code'), others: ['mst'], kind: 'text' },
    turn: {
      words: words('Lượt hỗ trợ số', 'Support turn number'),
      others: ['so luot', 'luot'],
      kind: 'text',
    },
    ...columnsOf({ documentNumber, paidOn, amount, purpose }),
  },
  holds: (found) => found.has('taxCode') && found.has('documentNumber') && found.has('amount'),
  keys: ['documentNumber'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Mã số thuế”, “Số hóa đơn, chứng từ”, “Số tiền đã bỏ ra”. Xin dùng tệp mẫu.',
    'No row of headings with “Mã số thuế”, “Số hóa đơn, chứng từ”, “Số tiền đã bỏ ra” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type OwnColumn = keyof typeof ownTable.columns
export const ownColumnKeys = keysOf(ownTable.columns)
export const ownColumns = namesOf<OwnColumn>(ownTable.columns)

const plain = (cell: unknown) => (typeof cell === 'number' ? String(cell) : cell)
const { input } = ownPaymentFields

/** A row as its cells say it. */
export const OwnRead = z.object({
  taxCode: z.preprocess(plain, text(20)),
  turn: z.preprocess(
    (cell) => (cell === '' || cell === null || cell === undefined ? undefined : Number(cell)),
    z.int().min(1).max(2_147_483_647).optional(),
  ),
  documentNumber: z.preprocess(plain, input.documentNumber),
  paidOn: input.paidOn,
  amount: input.amount,
  purpose: input.purpose,
})
export type OwnRead = z.output<typeof OwnRead>

/** A turn that own money can be declared of. */
export interface OwnTurn {
  readonly id: number
  readonly taxCode: string
}

/** What the rows are held against. */
export interface OwnThere {
  readonly turns: readonly OwnTurn[]
  /** Own money that stands, by `ownKey`. */
  readonly standing: ReadonlySet<string>
  readonly today: string
}

/** What makes own money the same as another; as the index `own_payment_once` says it. */
export const ownKey = (of: {
  turnId: number | null
  documentNumber: string
  paidOn: string
  amount: bigint
}) => JSON.stringify([of.turnId, of.documentNumber, of.paidOn, String(of.amount)])

export interface JudgedOwn {
  readonly outcome: 'new' | 'same' | 'error'
  readonly turnId: number | null
  readonly problems: readonly CellProblem<OwnColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. A turn that is not named is the only one of its enterprise. */
export function judgeOwn(rows: readonly (OwnRead | null)[], there: OwnThere): JudgedOwn[] {
  const turnsOf = Map.groupBy(there.turns, ({ taxCode }) => taxCode)
  const seen = new Set<string>()
  return rows.map((row): JudgedOwn => {
    if (row === null) return { outcome: 'error', turnId: null, problems: [] }
    const problems: CellProblem<OwnColumn>[] = []
    const wrong = (column: OwnColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    const own = turnsOf.get(row.taxCode) ?? []
    const named = row.turn === undefined ? own : own.filter(({ id }) => id === row.turn)
    const ids = own
      .slice(0, 10)
      .map(({ id }) => id)
      .join(', ')
    if (own.length === 0)
      wrong(
        'taxCode',
        'Không có lượt hỗ trợ nào của mã số thuế này.',
        'There is no support turn of this tax code.',
      )
    else if (named.length === 0)
      wrong(
        'turn',
        `Lượt này không phải của doanh nghiệp, hoặc đã hủy; các lượt của doanh nghiệp: ${ids}.`,
        `The turn is not of this enterprise, or is cancelled; its turns: ${ids}.`,
      )
    else if (named.length > 1)
      wrong(
        'turn',
        `Doanh nghiệp có nhiều lượt, xin ghi số của lượt: ${ids}.`,
        `The enterprise has several turns, please say which: ${ids}.`,
      )
    if (row.paidOn > there.today) wrong('paidOn', 'Ngày này chưa đến.', 'This day has not come yet.')
    const turnId = named.length === 1 ? (named[0]?.id ?? null) : null
    const key = turnId === null ? null : ownKey({ ...row, turnId })
    if (key !== null && seen.has(key))
      wrong('documentNumber', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    if (key !== null) seen.add(key)
    const same = key !== null && there.standing.has(key)
    return { outcome: problems.length > 0 ? 'error' : same ? 'same' : 'new', turnId, problems }
  })
}
