import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { kindFields } from './fields.ts'
import { title as eventsTitle } from './form-pages.tsx'
import { eventKinds } from './kinds.ts'

export const kindPages = cataloguePages({
  at: '/event-kinds',
  lead: words(
    'Loại sự kiện do cơ quan điều hành đặt; mỗi loại tính vào chỉ tiêu nào hoặc không tính.',
    'Kinds of event as the coordinator keeps them; each counts in a target as told, or in none.',
  ),
  above: ({ t }) => [{ label: t(eventsTitle), href: '/events' }],
  catalogue: eventKinds,
  fields: kindFields,
  uses: words('Số sự kiện', 'Events'),
})
