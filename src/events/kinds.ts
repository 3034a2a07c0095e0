import { sql } from 'kysely'
import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import { editEntry, endEntry } from '../platform/catalogue.ts'
import { id, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { kindFields } from './fields.ts'

/* The kinds of event, as the office keeps them, and what each counts as in the targets. */

explainConstraint('event_kind_name', () =>
  conflict('events.kindTwice', words('Đã có loại mang tên này.', 'There is a kind of this name.'), 'name'),
)

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id }: { readonly id: number }) => `event_kind:${id}`

/** Adds a kind. */
export const addKind = command({
  name: 'events.addKind',
  summary: words('Thêm loại sự kiện', 'Add a kind of event'),
  route: 'POST /event-kinds',
  input: z.object(kindFields.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => subject(output),
  run: ({ db }, input) =>
    db
      .insertInto('eventKind')
      .values(kindFields.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** Changes a kind. Events that were recorded in the targets stay as they were recorded. */
export const editKind = command({
  name: 'events.editKind',
  summary: words('Sửa loại sự kiện', 'Edit a kind of event'),
  route: 'PUT /event-kinds/{id}',
  input: z.object({ id: id(), version: whole(1), ...kindFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  run: ({ db }, { id: kindId, version, ...input }) =>
    editEntry(db, 'eventKind', { id: kindId, version }, kindFields.values(input)),
})

/** Has a kind chosen no more; events of it stay. */
export const endKind = command({
  name: 'events.endKind',
  summary: words('Ngừng dùng loại sự kiện', 'Stop using a kind of event'),
  route: 'POST /event-kinds/{id}/end',
  input: z.object({ id: id(), reason: text(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject,
  run: ({ db, today }, { id: kindId }) =>
    endEntry(db, 'eventKind', kindId, today, words('loại sự kiện', 'Kind of event')),
})

const Kind = z.object({
  id: z.int(),
  ...kindFields.row,
  endedOn: z.iso.date().nullable(),
  events: z.int(),
  version: z.int(),
})

/** The kinds, with how many events each has. */
export const listKinds = query({
  name: 'events.kinds',
  summary: words('Các loại sự kiện', 'Kinds of event'),
  route: 'GET /event-kinds',
  input: z.object(listInput(['name', 'ended'])),
  output: listOutput(Kind),
  may: staff,
  async run({ db }, input) {
    let rows = db
      .selectFrom('eventKind as k')
      .select(['k.id', ...kindFields.select('k'), 'k.endedOn', 'k.version'])
      .select(sql<number>`(SELECT count(*)::int FROM planned_event e WHERE e.kind_id = k.id)`.as('events'))
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
