import { sql } from 'kysely'
import { z } from 'zod'
import { id, longText, whole } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { command } from '../../platform/operation.ts'
import { conflict, notFound } from '../../platform/problem.ts'
import { lockEvent } from '../commands.ts'
import { newCertificateCode } from './rules.ts'

/* Certificates of attendance: issued to everybody who came on so many days, once the outcome is recorded; taken back with a reason. */

/** Issues certificates to everybody who came on at least so many days and has none that holds. */
export const issueCertificates = command({
  name: 'events.issueCertificates',
  summary: words('Cấp giấy chứng nhận tham dự', 'Issue certificates of attendance'),
  route: 'POST /events/{id}/certificates',
  input: z.object({ id: id(), days: whole(1, 366, 'days') }),
  output: z.object({ id: z.int(), issued: z.int() }),
  may: ['coordinator'],
  subject: ({ id: eventId }) => `planned_event:${eventId}`,
  async run(context, { id: eventId, days }) {
    const { db, today, actor } = context
    await lockEvent(context, eventId, undefined, ['closed'])
    const { rows } = await sql<{ id: number; n: number }>`
      SELECT r.id, count(a.id)::int AS n FROM event_registration r JOIN event_attendance a ON a.registration_id = r.id
       WHERE r.event_id = ${eventId}
         AND NOT EXISTS (SELECT FROM event_certificate c WHERE c.registration_id = r.id AND c.withdrawn_on IS NULL)
       GROUP BY r.id HAVING count(a.id) >= ${days} ORDER BY r.id`.execute(db)
    if (rows.length === 0)
      throw conflict(
        'events.nobodyToCertify',
        words(
          'Không còn ai có mặt đủ số ngày mà chưa được cấp.',
          'Nobody who came on so many days is without a certificate.',
        ),
        'days',
      )
    await db
      .insertInto('eventCertificate')
      .values(
        rows.map(({ id: registrationId, n }) => ({
          ...{ registrationId, days: n, code: newCertificateCode() },
          ...{ issuedOn: today, issuedBy: actor.userId },
        })),
      )
      .execute()
    return { id: eventId, issued: rows.length }
  },
})

/** Takes a certificate back, with the reason; the public page says so. */
export const withdrawAttendanceCertificate = command({
  name: 'events.withdrawCertificate',
  summary: words('Thu hồi giấy chứng nhận tham dự', 'Take a certificate of attendance back'),
  route: 'POST /event-registrations/{id}/certificate-withdrawal',
  input: z.object({ id: id(), reason: longText(1000) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: ({ id: seat }) => `event_registration:${seat}`,
  async run({ db, today }, { id: registrationId, reason }) {
    const row = await db
      .updateTable('eventCertificate')
      .set(({ eb }) => ({ withdrawnOn: today, reason, version: eb('version', '+', 1) }))
      .where('registrationId', '=', registrationId)
      .where('withdrawnOn', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('giấy chứng nhận tham dự', 'Certificate of attendance'))
    return { id: registrationId }
  },
})
