import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { takeAttendees } from './attendees.ts'
import { mergePersons } from './doubles.ts'

export const peopleWork: RoomWork = {
  kinds: [
    {
      kind: 'people.doubles',
      label: words('Quyết định hồ sơ cá nhân có thể trùng', 'Decide on records that may be of one person'),
      record: 'person',
      states: [],
      by: mergePersons,
      whose: 'office',
      address: '/people/{id}',
      rows: () => ({
        from: sql`person p WHERE p.id IN (SELECT d.second_id FROM person_double d)`,
        id: sql`p.id`,
        since: sql`p.known_on`,
        subject: sql`p.name`,
      }),
    },
    {
      kind: 'people.attendees',
      label: words('Đưa người dự vào danh sách được đào tạo', 'Take attendees over as trained persons'),
      record: 'planned_event',
      states: [],
      by: takeAttendees,
      whose: 'office',
      address: '/events/{id}/trained-persons',
      rows: () => ({
        from: sql`planned_event y WHERE y.state = 'closed'
          AND EXISTS (SELECT FROM training_event e WHERE e.id = y.training_event_id AND e.retracted_on IS NULL)
          AND EXISTS (SELECT FROM event_registration r WHERE r.event_id = y.id AND r.name <> '[đã xóa]'
            AND EXISTS (SELECT FROM event_attendance a WHERE a.registration_id = r.id)
            AND NOT EXISTS (SELECT FROM trained_person t WHERE t.registration_id = r.id))`,
        id: sql`y.id`,
        since: sql`y.closed_on`,
        planId: sql`y.plan_id`,
        subject: sql`y.title`,
      }),
    },
  ],
  records: [],
}
