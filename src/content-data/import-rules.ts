import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { AskedField } from './asked.ts'
import { standing, valueFault } from './commands.ts'
import { contentValueFields } from './fields.ts'
import { isRead, moments, readValue } from './rules.ts'

/* Values of many turns as a table, one in a row: what each row would do, told without a database. */

const { moment, measuredOn, item, value } = contentValueFields.table

export const valueTable = {
  columns: {
    turn: {
      words: words('Lượt số', 'Turn number'),
      others: ['luot so', 'luot ho tro'],
      kind: 'count',
    },
    field: { words: contentValueFields.labels.fieldId, others: ['so lieu', 'ten so lieu'], kind: 'text' },
    ...columnsOf({ moment, item, value, measuredOn }),
  },
  holds: (found) => found.has('turn') && found.has('field') && found.has('value'),
  keys: ['turn', 'field'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Lượt số”, “Số liệu theo nội dung”, “Giá trị của số liệu”. Xin dùng tệp mẫu.',
    'No row of headings with “Lượt số”, “Số liệu theo nội dung”, “Giá trị của số liệu” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type ValueColumn = keyof typeof valueTable.columns
export const valueColumnKeys = keysOf(valueTable.columns)
export const valueColumns = namesOf<ValueColumn>(valueTable.columns)

const momentOf = keysByWords(moments, [
  ['truoc', 'before'],
  ['khi ket thuc', 'end'],
  ['sau', 'end'],
])
const { input } = contentValueFields

/** A row as its cells say it. */
export const ValueRead = z.object({
  turn: whole(1, 2_147_483_647),
  field: text(200),
  moment: z.preprocess((cell) => (typeof cell === 'string' ? (momentOf(cell) ?? cell) : cell), input.moment),
  item: input.item,
  value: z.preprocess(
    (cell) => (typeof cell === 'number' ? String(cell).replace('.', ',') : cell),
    input.value,
  ),
  measuredOn: input.measuredOn,
})
export type ValueRead = z.output<typeof ValueRead>

/** What there is one value of. */
export const slotOf = (
  turnId: number,
  fieldId: number,
  { moment: when, item: of }: Pick<ValueRead, 'moment'> & { readonly item?: string | null | undefined },
  fold: (said: string) => string,
) => `${turnId}|${fieldId}|${when}|${fold(of ?? '')}`

/** What the rows are held against. */
export interface ValuesThere {
  /** The fields of the turns that the account reads, each by its folded name. */
  readonly turns: ReadonlyMap<number, ReadonlyMap<string, AskedField>>
  /** The values that stand, by `slotOf`. */
  readonly standing: ReadonlyMap<string, string>
  readonly fold: (said: string) => string
  readonly today: string
}

export interface JudgedValue {
  readonly outcome: 'new' | 'same' | 'error'
  readonly field: AskedField | null
  readonly problems: readonly CellProblem<ValueColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. */
export function judgeValues(rows: readonly (ValueRead | null)[], there: ValuesThere): JudgedValue[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedValue => {
    if (row === null) return { outcome: 'error', field: null, problems: [] }
    const problems: CellProblem<ValueColumn>[] = []
    const wrong = (column: ValueColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    const fields = there.turns.get(row.turn)
    const field = fields?.get(there.fold(row.field)) ?? null
    if (fields === undefined) wrong('turn', 'Không có lượt số này.', 'There is no turn of this number.')
    else if (field === null)
      wrong('field', 'Nội dung của lượt không có số liệu này.', 'The content of the turn has no such figure.')
    if (row.measuredOn > there.today) wrong('measuredOn', 'Ngày này chưa đến.', 'This day has not come yet.')
    if (field === null) return { outcome: 'error', field, problems }
    const fault = valueFault(field, row)
    if (fault !== null) problems.push({ column: fault.field, words: fault.words })
    const read = readValue(field, row.value)
    const slot = slotOf(row.turn, field.id, row, there.fold)
    const stands = there.standing.get(slot)
    const same = isRead(read) && stands === read.value && !seen.has(slot)
    if (!same && (stands !== undefined || seen.has(slot))) problems.push({ column: 'field', words: standing })
    seen.add(slot)
    return { outcome: problems.length > 0 ? 'error' : same ? 'same' : 'new', field, problems }
  })
}
