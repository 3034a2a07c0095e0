import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { traceEventKinds } from './event-kinds.ts'
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
  catalogue: traceEventKinds,
  fields: eventKindFields,
  uses: words('Số sự kiện', 'Events'),
})
