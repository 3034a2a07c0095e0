import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../imports/index.ts'
import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { ownPaymentFields } from './own-payment-fields.ts'

/* Own money as a table, one voucher in a row, of turns of several enterprises or of contents of tasks: what each row would do, told without a database. */

const { documentNumber, paidOn, amount, purpose } = ownPaymentFields.table
/** The columns that say of a voucher what is told of own money. */
export const voucherColumns = columnsOf({ documentNumber, paidOn, amount, purpose })

export const ownTable = {
  columns: {
    taxCode: { words: words('Mã số thuế', 'Tax code'), others: ['mst'], kind: 'text' },
    turn: {
      words: words('Lượt hỗ trợ số', 'Support turn number'),
      others: ['so luot', 'luot'],
      kind: 'text',
    },
    ...voucherColumns,
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

/** The voucher of a row as its cells say it. */
export const voucherRead = {
  documentNumber: z.preprocess(plain, input.documentNumber),
  paidOn: input.paidOn,
  amount: input.amount,
  purpose: input.purpose,
}
/** The number of a record; an empty cell names none. */
export const recordNumber = z.preprocess(
  (cell) => (cell === '' || cell === null || cell === undefined ? undefined : Number(cell)),
  z.int().min(1).max(2_147_483_647).optional(),
)

/** A row as its cells say it. */
export const OwnRead = z.object({
  taxCode: z.preprocess(plain, text(20)),
  turn: recordNumber,
  ...voucherRead,
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

interface Voucher {
  readonly documentNumber: string
  readonly paidOn: string
  readonly amount: bigint
}

/** What makes own money the same as another of its turn or content; as the index `own_payment_once` says it. */
export const ownKey = (of: Voucher & { readonly placeId: number | null }) =>
  JSON.stringify([of.placeId, of.documentNumber, of.paidOn, String(of.amount)])

export interface JudgedOwn<Column extends string> {
  readonly outcome: 'new' | 'same' | 'error'
  /** The turn or the content that the voucher is of. */
  readonly placeId: number | null
  readonly problems: readonly CellProblem<Column>[]
}

/**
 * What rows of vouchers would do, in their order; null for one that could not be read.
 * @param placeOf the turn or content that a row names, or what is wrong with how it names it
 */
export function judgeVouchers<Row extends Voucher, Column extends string>(
  rows: readonly (Row | null)[],
  there: Pick<OwnThere, 'standing' | 'today'>,
  placeOf: (row: Row) => number | CellProblem<Column>,
): JudgedOwn<Column | 'documentNumber' | 'paidOn'>[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedOwn<Column | 'documentNumber' | 'paidOn'> => {
    if (row === null) return { outcome: 'error', placeId: null, problems: [] }
    const found = placeOf(row)
    const placeId = typeof found === 'number' ? found : null
    const problems: CellProblem<Column | 'documentNumber' | 'paidOn'>[] =
      typeof found === 'number' ? [] : [found]
    if (row.paidOn > there.today)
      problems.push({ column: 'paidOn', words: words('Ngày này chưa đến.', 'This day has not come yet.') })
    const key = placeId === null ? null : ownKey({ ...row, placeId })
    if (key !== null && seen.has(key))
      problems.push({
        column: 'documentNumber',
        words: words('Dòng này có hai lần trong bảng.', 'The table has this row twice.'),
      })
    if (key !== null) seen.add(key)
    const same = key !== null && there.standing.has(key)
    return { outcome: problems.length > 0 ? 'error' : same ? 'same' : 'new', placeId, problems }
  })
}

/** What rows would do for turns. A turn that is not named is the only one of its enterprise. */
export function judgeOwn(rows: readonly (OwnRead | null)[], there: OwnThere): JudgedOwn<OwnColumn>[] {
  const turnsOf = Map.groupBy(there.turns, ({ taxCode }) => taxCode)
  return judgeVouchers<OwnRead, OwnColumn>(rows, there, ({ taxCode, turn }) => {
    const own = turnsOf.get(taxCode) ?? []
    const named = turn === undefined ? own : own.filter(({ id }) => id === turn)
    const ids = own
      .slice(0, 10)
      .map(({ id }) => id)
      .join(', ')
    if (own.length === 0)
      return {
        column: 'taxCode',
        words: words(
          'Không có lượt hỗ trợ nào của mã số thuế này.',
          'There is no support turn of this tax code.',
        ),
      }
    const [only] = named
    if (only === undefined)
      return {
        column: 'turn',
        words: words(
          `Lượt này không phải của doanh nghiệp, hoặc đã hủy; các lượt của doanh nghiệp: ${ids}.`,
          `The turn is not of this enterprise, or is cancelled; its turns: ${ids}.`,
        ),
      }
    if (named.length > 1)
      return {
        column: 'turn',
        words: words(
          `Doanh nghiệp có nhiều lượt, xin ghi số của lượt: ${ids}.`,
          `The enterprise has several turns, please say which: ${ids}.`,
        ),
      }
    return only.id
  })
}
