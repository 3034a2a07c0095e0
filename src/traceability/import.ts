import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { enterpriseEvidence } from '../enterprises/index.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { traceKeepers } from './commands.ts'
import {
  EventRead,
  eventColumnKeys,
  eventColumns,
  eventKey,
  eventTable,
  judgeEvents,
  lotKey,
} from './import-rules.ts'

/* Tracking events of many lots out of a table; an enterprise brings those of its own lots. */

const imports = importOf({
  kind: 'trace_events',
  capability: 'traceability',
  at: '/trace-event-imports',
  subject: 'trace-event-import',
  writers: [...traceKeepers],
  readers: [...officers, 'enterprise'],
})

/** The rows as they would be written now. */
async function judged({ db, actor, today }: Context, rows: readonly (EventRead | null)[]) {
  const wanted = [...new Set(rows.flatMap((row) => (row === null ? [] : [row.lot])))]
  const lots = await db
    .selectFrom('traceLot as l')
    .innerJoin('supportTurn as t', 't.id', 'l.turnId')
    .select(['l.id', 'l.gtin', 'l.lot', 'l.serial', 'l.state'])
    .where('l.lot', '=', sql<string>`ANY(${wanted}::text[])`)
    .where(readableBy(actor, 't.enterpriseId'))
    .execute()
  const kinds = await db
    .selectFrom('traceEventKind')
    .select(['id', 'name'])
    .where('endedOn', 'is', null)
    .execute()
  const events = await db
    .selectFrom('traceEvent')
    .select(['lotId', 'kindId', 'happenedOn', 'what', 'place'])
    .where('lotId', '=', sql<number>`ANY(${lots.map(({ id }) => id)}::int[])`)
    .where('struckOn', 'is', null)
    .execute()
  return judgeEvents(rows, {
    lots: new Map(lots.map((lot) => [lotKey(lot), lot])),
    kinds: new Map(kinds.map(({ id, name }) => [fold(name), id])),
    standing: new Set(events.map((event) => eventKey(event.lotId, event.kindId, event, fold))),
    ...{ fold, today },
  })
}

const incoming = judgedRows(imports, {
  ...{ table: eventTable, keys: eventColumnKeys, row: EventRead, label: 'what', judged },
  kept: (row) => row,
  outcomes: ['new', 'same'],
})

/** Reads a table of events and keeps what each row would do: a new one, one that stands already, or an error with its cell. */
export const checkEvents = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng sự kiện truy xuất', 'Check a table of tracking events'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, enterpriseId: context.actor.enterpriseId, reading: { ignored } }
  },
  async kept(context, input, { enterpriseId = null }) {
    if (enterpriseId !== null) await enterpriseEvidence(context, enterpriseId, input.fileId, null)
  },
})

/** Enters the events that a check of a table showed. */
export const applyEvents = imports.apply({
  summary: words('Nhập bảng sự kiện truy xuất', 'Import a table of tracking events'),
  async moved(context, found) {
    // Two tables at once must not enter one event twice, nor a lot be recalled meanwhile.
    await sql`LOCK TABLE trace_lot, trace_event IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, today } = context
    const added = (await incoming.again(context, found.id)).flatMap(({ row, now }) => {
      if (now?.outcome !== 'new' || now.lotId === null || now.kindId === null) return []
      const { gtin: _gtin, lot: _lot, serial: _serial, kind: _kind, ...event } = row
      return [{ ...event, lotId: now.lotId, kindId: now.kindId, importId: found.id, enteredOn: today }]
    })
    for (let at = 0; at < added.length; at += 500)
      await db
        .insertInto('traceEvent')
        .values(added.slice(at, at + 500))
        .execute()
    // a page of the lot that was opened before shows other events
    await db
      .updateTable('traceLot')
      .set({ version: sql`version + 1` })
      .where(sql<boolean>`id IN (SELECT v.lot_id FROM trace_event v WHERE v.import_id = ${found.id})`)
      .execute()
  },
})

/** One import: what its check found, and whether it was written. */
export const showEventImport = imports.show({
  summary: words('Một lần nhập sự kiện truy xuất', 'One import of tracking events'),
  /** Headings that an event has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(eventColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showEventImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập sự kiện truy xuất', 'The rows of an import of tracking events'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showEventsToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập sự kiện truy xuất',
    'The rows in error of an import of tracking events',
  ),
  columns: eventColumns,
  keys: eventColumnKeys,
})
