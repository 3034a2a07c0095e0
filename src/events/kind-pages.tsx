import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { kindFields } from './fields.ts'
import { title as eventsTitle } from './form-pages.tsx'
import { addKind, editKind, endKind, listKinds } from './kinds.ts'

export const kindPages = cataloguePages({
  at: '/event-kinds',
  title: words('Các loại sự kiện', 'Kinds of event'),
  lead: words(
    'Loại sự kiện do cơ quan điều hành đặt; mỗi loại tính vào chỉ tiêu nào hoặc không tính.',
    'Kinds of event as the coordinator keeps them; each counts in a target as told, or in none.',
  ),
  above: ({ t }) => [{ label: t(eventsTitle), href: '/events' }],
  list: listKinds,
  fields: kindFields,
  one: words('loại sự kiện', 'Kind of event'),
  add: { command: addKind, label: words('Thêm loại sự kiện', 'Add a kind of event') },
  edit: { command: editKind, label: words('Sửa loại sự kiện', 'Edit a kind of event') },
  end: { command: endKind, label: words('Ngừng dùng loại sự kiện', 'Stop using a kind of event') },
  uses: { key: 'events', label: words('Số sự kiện', 'Events'), kind: 'number', value: (row) => row.events },
})
