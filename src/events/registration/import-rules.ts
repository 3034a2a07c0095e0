import { z } from 'zod'
import { type CellProblem, keysOf } from '../../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../../imports/index.ts'
import { words } from '../../platform/language.ts'
import { slug } from '../../platform/text.ts'
import { registrationFields } from './fields.ts'
import { comers } from './rules.ts'

/* A list of persons for an event: what each row would do, told without a database. */

export const seatTable = {
  columns: columnsOf(registrationFields.read),
  holds: (found) => found.has('name') && found.has('kind'),
  keys: ['name'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Đến từ”, “Họ và tên”. Xin dùng tệp mẫu.',
    'No row of headings with “Đến từ”, “Họ và tên” was found. Please use the template.',
  ),
  mostRows: 2000,
} as const satisfies HeadedKind<string>
export type SeatColumn = keyof typeof seatTable.columns
export const seatColumnKeys = keysOf(seatTable.columns)
export const seatColumns = namesOf<SeatColumn>(seatTable.columns)

const kindOf = keysByWords(comers)

/** A row as its cells say it. */
export const SeatRead = z.object({
  ...registrationFields.imported,
  kind: z.preprocess(
    (value) => (typeof value === 'string' ? (kindOf(value) ?? value) : value),
    registrationFields.input.kind,
  ),
  name: registrationFields.input.name,
})
export type SeatRead = z.output<typeof SeatRead>

/** By what somebody is known on the list of an event: the name, and the address or number that is given. */
export const whoIs = (row: {
  name: string
  email?: string | null | undefined
  phone?: string | null | undefined
}) => JSON.stringify([slug(row.name), (row.email ?? row.phone ?? '').toLowerCase()])

export interface JudgedSeat {
  /** `changed`: on the list already, and not noted yet as present on the day of the table. */
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  readonly problems: readonly CellProblem<SeatColumn>[]
}

const wrong = (column: SeatColumn, vi: string, en: string): JudgedSeat => ({
  outcome: 'error',
  problems: [{ column, words: words(vi, en) }],
})

/**
 * What rows would do, in their order; null for one that could not be read.
 * @param there who is on the list already, each with whether nothing is left to do: no day is meant, or they are noted for it
 */
export function judgeSeats(
  rows: readonly (SeatRead | null)[],
  there: ReadonlyMap<string, boolean>,
): JudgedSeat[] {
  const seen = new Set<string>()
  return rows.map((row) => {
    if (row === null) return { outcome: 'error', problems: [] }
    if (row.kind !== 'person' && row.organisation === undefined)
      return wrong(
        'organisation',
        'Xin ghi tên doanh nghiệp, cơ quan hoặc trường.',
        'Please give the enterprise, agency or school.',
      )
    const who = whoIs(row)
    if (seen.has(who))
      return wrong('name', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    seen.add(who)
    const done = there.get(who)
    return { outcome: done === undefined ? 'new' : done ? 'same' : 'changed', problems: [] }
  })
}
