import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../imports/index.ts'
import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { eventFields, lotFields } from './fields.ts'

/* Tracking events of many lots as a table, one in a row: what each row would do, told without a database. */

const { happenedOn, what, place, who, why } = eventFields.table

export const eventTable = {
  columns: {
    gtin: { words: lotFields.labels.gtin, others: ['gtin', 'ma gtin'], kind: 'value' },
    lot: { words: lotFields.labels.lot, others: ['lo', 'so lo hang'], kind: 'value' },
    serial: { words: lotFields.labels.serial, others: ['se-ri', 'serial'], kind: 'value' },
    kind: { words: eventFields.labels.kindId, others: ['loai su kien', 'su kien'], kind: 'text' },
    ...columnsOf({ happenedOn, what, place, who, why }),
  },
  holds: (found) => found.has('gtin') && found.has('lot') && found.has('kind'),
  keys: ['gtin', 'lot', 'kind'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Mã GTIN của lô”, “Số lô”, “Loại sự kiện truy xuất”. Xin dùng tệp mẫu.',
    'No row of headings with “Mã GTIN của lô”, “Số lô”, “Loại sự kiện truy xuất” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type EventColumn = keyof typeof eventTable.columns
export const eventColumnKeys = keysOf(eventTable.columns)
export const eventColumns = namesOf<EventColumn>(eventTable.columns)

const { input } = eventFields
const said = (cell: unknown) => (typeof cell === 'number' ? String(cell) : cell)

/** A row as its cells say it. */
export const EventRead = z.object({
  gtin: z.preprocess(said, text(14)),
  lot: z.preprocess(said, text(20)),
  serial: lotFields.input.serial,
  kind: text(200),
  happenedOn: input.happenedOn,
  ...{ what: input.what, place: input.place, who: input.who, why: input.why },
})
export type EventRead = z.output<typeof EventRead>

/** Which lot a row is of. */
export const lotKey = ({
  gtin,
  lot,
  serial,
}: {
  readonly gtin: string
  readonly lot: string
  readonly serial?: string | null | undefined
}) => `${gtin.padStart(14, '0')}|${lot}|${serial ?? ''}`

/** What makes an event the same as another. */
export const eventKey = (
  lotId: number,
  kindId: number,
  event: Pick<EventRead, 'happenedOn' | 'what' | 'place'>,
  fold: (said: string) => string,
) => `${lotId}|${kindId}|${event.happenedOn}|${fold(event.what)}|${fold(event.place)}`

/** What the rows are held against. */
export interface EventsThere {
  /** The lots that the account writes, by `lotKey`; those that are recalled too. */
  readonly lots: ReadonlyMap<string, { readonly id: number; readonly state: string }>
  /** The kinds in use by their folded names. */
  readonly kinds: ReadonlyMap<string, number>
  /** The events that stand, by `eventKey`. */
  readonly standing: ReadonlySet<string>
  readonly fold: (said: string) => string
  readonly today: string
}

export interface JudgedEvent {
  readonly outcome: 'new' | 'same' | 'error'
  readonly lotId: number | null
  readonly kindId: number | null
  readonly problems: readonly CellProblem<EventColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. */
export function judgeEvents(rows: readonly (EventRead | null)[], there: EventsThere): JudgedEvent[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedEvent => {
    if (row === null) return { outcome: 'error', lotId: null, kindId: null, problems: [] }
    const problems: CellProblem<EventColumn>[] = []
    const wrong = (column: EventColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    const lot = there.lots.get(lotKey(row))
    const kindId = there.kinds.get(there.fold(row.kind)) ?? null
    if (lot === undefined)
      wrong('lot', 'Không có lô mang mã và số này.', 'There is no lot of this GTIN and number.')
    if (kindId === null)
      wrong('kind', 'Không có loại sự kiện này đang dùng.', 'No kind of event in use has this name.')
    if (row.happenedOn > there.today) wrong('happenedOn', 'Ngày này chưa đến.', 'This day has not come yet.')
    const lotId = lot?.id ?? null
    if (lotId === null || kindId === null) return { outcome: 'error', lotId, kindId, problems }
    const key = eventKey(lotId, kindId, row, there.fold)
    if (seen.has(key)) wrong('kind', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    seen.add(key)
    const stands = there.standing.has(key)
    if (!stands && lot?.state === 'recalled')
      wrong('lot', 'Lô đã thu hồi nên giữ nguyên.', 'The lot is recalled and stays as it is.')
    return { outcome: problems.length > 0 ? 'error' : stands ? 'same' : 'new', lotId, kindId, problems }
  })
}
