import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import { keptCatalogue } from '../platform/kept-catalogue.ts'
import { words } from '../platform/language.ts'
import { eventKindFields } from './fields.ts'

/** As they come with the program: data/catalogues.json. */
export const TraceEventKindData = z.object({
  ...{
    key: z.string().min(1),
    name: z.string().min(1),
    nameEn: z.string().min(1),
    source: z.string().min(1),
  },
})

/** The kinds of event that lots are tracked by, as the office keeps them. */
export const traceEventKinds = keptCatalogue({
  table: 'traceEventKind',
  fields: eventKindFields,
  one: words('loại sự kiện truy xuất', 'Kind of tracking event'),
  route: '/trace-event-kinds',
  may: { keep: ['coordinator'], read: signedIn },
  add: {
    name: 'traceability.addEventKind',
    summary: words('Thêm loại sự kiện truy xuất', 'Add a kind of tracking event'),
  },
  edit: {
    name: 'traceability.editEventKind',
    summary: words('Sửa loại sự kiện truy xuất', 'Edit a kind of tracking event'),
  },
  end: {
    name: 'traceability.endEventKind',
    summary: words('Ngừng dùng loại sự kiện truy xuất', 'Stop using a kind of tracking event'),
  },
  list: {
    name: 'traceability.eventKinds',
    summary: words('Danh mục loại sự kiện truy xuất', 'Catalogue of tracking events'),
  },
  twice: {
    code: 'traceability.kindTwice',
    words: words('Đã có loại sự kiện mang tên này.', 'There is a kind of this name.'),
  },
  uses: sql<number>`(SELECT count(*)::int FROM trace_event v WHERE v.kind_id = k.id AND v.struck_on IS NULL)`,
})
export const {
  add: addEventKind,
  edit: editEventKind,
  end: endEventKind,
  list: listEventKinds,
} = traceEventKinds
