import { z } from 'zod'
import { attendeesOf } from '../events/index.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { query } from '../platform/operation.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { formPage } from '../ui/index.ts'
import { takeAttendees } from './attendees.ts'
import { keepers } from './commands.ts'

/** How many who came to an event wait to be taken over. */
export const showAttendees = query({
  name: 'people.attendeesWaiting',
  summary: words('Người dự chưa vào danh sách được đào tạo', 'Attendees not taken over yet'),
  route: 'GET /events/{id}/trained-persons',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), title: z.string(), eventId: z.int().nullable(), waiting: z.int() }),
  may: [...keepers, 'auditor'],
  async run({ db }, input) {
    const event = await db
      .selectFrom('plannedEvent')
      .select(['id', 'title'])
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (event === undefined) throw notFound(words('sự kiện', 'Event'))
    const { eventId, attendees } = await attendeesOf(db, event.id)
    return { ...event, eventId, waiting: attendees.length }
  },
})

export const attendeesTaken = formPage({
  command: takeAttendees,
  address: '/events/{id}/trained-persons',
  title: words('Đưa người dự vào danh sách được đào tạo', 'Take attendees over as trained persons'),
  record: (request: PageRequest) => request.execute(showAttendees, { id: numberOf(request, 'id') }),
  crumbs: (_request, record) => [{ label: record.title, href: `/events/${record.id}` }],
  fields: ({ t, record, request: { language } }) => (
    <p>
      {t(
        `${formatNumber(record.waiting, language)} người có mặt, đã đồng ý khi đăng ký và chưa vào danh sách. Mỗi người được ghi một lần; hồ sơ có thể trùng được nêu ra để quyết định.`,
        `${formatNumber(record.waiting, language)} persons came, consented on registering, and are on no list yet. Each is entered once; possible doubles are shown for a decision.`,
      )}
    </p>
  ),
  submit: words('Đưa vào danh sách', 'Take over'),
  cancel: ({ id }) => `/events/${id}`,
  done: ({ eventId, taken, doubles }) => ({
    to: `/trained-persons?eventId=${eventId}`,
    message: words(
      `Đã đưa ${taken} người vào danh sách; ${doubles} hồ sơ có thể trùng.`,
      `${taken} persons were taken over; ${doubles} records may be doubles.`,
    ),
  }),
})
