import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { addEventKind, editEventKind, endEventKind, listEventKinds } from './event-kinds.ts'
import { eventKindFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'

/** The catalogue of tracking events. */
export const eventKindPages = cataloguePages({
  at: '/trace-event-kinds',
  title: words('Loại sự kiện truy xuất', 'Kinds of tracking event'),
  lead: words(
    'Các loại sự kiện mà doanh nghiệp ghi cho lô hàng, mỗi loại theo căn cứ nào.',
    'The kinds of event that enterprises enter for their lots, each with its basis.',
  ),
  above: crumbs,
  list: listEventKinds,
  fields: eventKindFields,
  one: words('loại sự kiện truy xuất', 'Kind of tracking event'),
  add: { command: addEventKind, label: words('Thêm loại sự kiện truy xuất', 'Add a kind of tracking event') },
  edit: {
    command: editEventKind,
    label: words('Sửa loại sự kiện truy xuất', 'Edit a kind of tracking event'),
  },
  end: {
    command: endEventKind,
    label: words('Ngừng dùng loại sự kiện truy xuất', 'Stop using a kind of tracking event'),
  },
  uses: {
    key: 'events',
    label: words('Số sự kiện', 'Events'),
    kind: 'number',
    value: (row) => row.events,
  },
})
