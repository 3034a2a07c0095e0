import { sql } from 'kysely'
import { staff } from '../platform/actor.ts'
import { keptCatalogue } from '../platform/kept-catalogue.ts'
import { words } from '../platform/language.ts'
import { kindFields } from './fields.ts'

/** The kinds of event, as the office keeps them, and what each counts as in the targets. Events that were recorded in the targets stay as they were recorded. */
export const eventKinds = keptCatalogue({
  table: 'eventKind',
  fields: kindFields,
  one: words('loại sự kiện', 'Kind of event'),
  route: '/event-kinds',
  may: { keep: ['coordinator'], read: staff },
  add: { name: 'events.addKind', summary: words('Thêm loại sự kiện', 'Add a kind of event') },
  edit: { name: 'events.editKind', summary: words('Sửa loại sự kiện', 'Edit a kind of event') },
  end: { name: 'events.endKind', summary: words('Ngừng dùng loại sự kiện', 'Stop using a kind of event') },
  list: { name: 'events.kinds', summary: words('Các loại sự kiện', 'Kinds of event') },
  twice: {
    code: 'events.kindTwice',
    words: words('Đã có loại mang tên này.', 'There is a kind of this name.'),
  },
  uses: sql<number>`(SELECT count(*)::int FROM planned_event e WHERE e.kind_id = k.id)`,
})
export const { add: addKind, edit: editKind, end: endKind, list: listKinds } = eventKinds
