import { z } from 'zod'
import { attendeesOf } from '../events/index.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { keepers } from './commands.ts'

/** Whoever came to a closed event and consented becomes a trained person with a record of the register; nobody twice, however often it is run. */
export const takeAttendees = command({
  name: 'people.attendees',
  summary: words('Đưa người dự vào danh sách được đào tạo', 'Take attendees over as trained persons'),
  route: 'POST /events/{id}/trained-persons',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), eventId: z.int(), taken: z.int(), doubles: z.int() }),
  may: [...keepers],
  subject: ({ id: eventId }) => `planned_event:${eventId}`,
  async run({ db }, { id: plannedId }) {
    const { eventId, attendees } = await attendeesOf(db, plannedId)
    if (eventId === null)
      throw conflict(
        'people.eventNotCounted',
        words(
          'Sự kiện chưa ghi kết quả, hoặc loại của nó không tính vào chỉ tiêu.',
          'The event has no outcome yet, or its kind counts in no target.',
        ),
      )
    const personIds: number[] = []
    for (const { registrationId, kind, name, organisation, post, email, phone, ...one } of attendees) {
      const reach = { email: email ?? null, phone: phone ?? null }
      const employerKind = kind === 'person' ? null : kind
      const { id: personId } = await db
        .insertInto('person')
        .values({
          ...{ name, ...reach, post: post ?? null, employerKind, workplace: organisation ?? null },
          ...{ consentedOn: one.consentedOn, consentWay: 'registration', origin: 'event' },
          knownOn: one.cameOn,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db
        .insertInto('trainedPerson')
        .values({
          ...{ eventId, personId, registrationId, name, ...reach, workplace: organisation ?? null },
          outcome: one.certificate === null ? 'attended' : 'certified',
          certificateNumber: one.certificate,
        })
        .execute()
      personIds.push(personId)
    }
    if (personIds.length === 0)
      throw conflict(
        'people.nobodyToTake',
        words(
          'Không còn ai có mặt mà chưa vào danh sách.',
          'Nobody who came is missing in the list any more.',
        ),
      )
    const found = await db
      .selectFrom('personDouble')
      .select('secondId')
      .distinct()
      .where('secondId', 'in', personIds)
      .execute()
    return { id: plannedId, eventId, taken: personIds.length, doubles: found.length }
  },
})
