import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import { editEntry, endEntry } from '../platform/catalogue.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { eventKindFields } from './fields.ts'

/* The kinds of event that lots are tracked by, as the office keeps them. */

explainConstraint('trace_event_kind_name', () =>
  conflict(
    'traceability.kindTwice',
    words('Đã có loại sự kiện mang tên này.', 'There is a kind of this name.'),
    'name',
  ),
)

/** As they come with the program: data/catalogues.json. */
export const TraceEventKindData = z.object({
  ...{
    key: z.string().min(1),
    name: z.string().min(1),
    nameEn: z.string().min(1),
    source: z.string().min(1),
  },
})

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id: kindId }: { readonly id: number }) => `trace_event_kind:${kindId}`

/** Adds a kind of event. */
export const addEventKind = command({
  name: 'traceability.addEventKind',
  summary: words('Thêm loại sự kiện truy xuất', 'Add a kind of tracking event'),
  route: 'POST /trace-event-kinds',
  input: z.object(eventKindFields.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => subject(output),
  run: ({ db }, input) =>
    db
      .insertInto('traceEventKind')
      .values(eventKindFields.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** Changes a kind of event. */
export const editEventKind = command({
  name: 'traceability.editEventKind',
  summary: words('Sửa loại sự kiện truy xuất', 'Edit a kind of tracking event'),
  route: 'PUT /trace-event-kinds/{id}',
  input: z.object({ id: id(), version: whole(1), ...eventKindFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  run: ({ db }, { id: kindId, version, ...input }) =>
    editEntry(db, 'traceEventKind', { id: kindId, version }, eventKindFields.values(input)),
})

/** Has a kind chosen no more; events of it stay. */
export const endEventKind = command({
  name: 'traceability.endEventKind',
  summary: words('Ngừng dùng loại sự kiện truy xuất', 'Stop using a kind of tracking event'),
  route: 'POST /trace-event-kinds/{id}/end',
  input: z.object({ id: id(), reason: longText(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject,
  run: ({ db, today }, { id: kindId }) =>
    endEntry(db, 'traceEventKind', kindId, today, words('loại sự kiện truy xuất', 'Kind of tracking event')),
})

const Kind = z.object({
  id: z.int(),
  ...eventKindFields.row,
  endedOn: z.iso.date().nullable(),
  /** How many events are of it. */
  events: z.int(),
  version: z.int(),
})

/** The kinds of event, with how many events are of each. */
export const listEventKinds = query({
  name: 'traceability.eventKinds',
  summary: words('Danh mục loại sự kiện truy xuất', 'Catalogue of tracking events'),
  route: 'GET /trace-event-kinds',
  input: z.object(listInput(['name', 'ended'])),
  output: listOutput(Kind),
  may: signedIn,
  async run({ db }, input) {
    let rows = db
      .selectFrom('traceEventKind as k')
      .select(['k.id', ...eventKindFields.select('k'), 'k.endedOn', 'k.version'])
      .select(
        sql<number>`(SELECT count(*)::int FROM trace_event v WHERE v.kind_id = k.id AND v.struck_on IS NULL)`.as(
          'events',
        ),
      )
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(k.name || ' ' || k.name_en) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      { name: byText('k.name', (row) => row.name), ended: byDay('k.endedOn', (row) => row.endedOn) },
      'k.id',
    )
  },
})
