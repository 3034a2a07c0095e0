import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import { localDay } from '../../platform/local-day.ts'
import type { comers } from '../registration/rules.ts'

export interface Attendee {
  readonly registrationId: number
  readonly kind: (typeof comers.keys)[number]
  readonly name: string
  readonly organisation: string | null
  readonly post: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly consentedOn: string
  /** The first day on which the person was there. */
  readonly cameOn: string
  /** The code of the certificate that holds. */
  readonly certificate: string | null
}

/**
 * Who came to a closed event and is on no list of trained persons yet; whoever was erased is nobody.
 * @returns the event of the training room that it was recorded as (null: none), and its attendees
 */
export async function attendeesOf(
  db: Db,
  plannedId: number,
): Promise<{ eventId: number | null; attendees: Attendee[] }> {
  const event = await db
    .selectFrom('plannedEvent as e')
    .leftJoin('trainingEvent as t', 't.id', 'e.trainingEventId')
    .select(['t.id', 't.retractedOn'])
    .where('e.id', '=', plannedId)
    .where('e.state', '=', 'closed')
    .executeTakeFirst()
  if (event === undefined || event.id === null || event.retractedOn !== null)
    return { eventId: null, attendees: [] }
  const { rows } = await sql<Attendee>`
    SELECT r.id AS registration_id, r.kind, r.name, r.organisation, r.post, r.email, r.phone,
           ${localDay('r.consented_at')}::text AS consented_on,
           to_char(min(a.held_on), 'YYYY-MM-DD') AS came_on,
           (SELECT c.code FROM event_certificate c WHERE c.registration_id = r.id AND c.withdrawn_on IS NULL) AS certificate
      FROM event_registration r JOIN event_attendance a ON a.registration_id = r.id
     WHERE r.event_id = ${plannedId} AND r.name <> '[đã xóa]'
       AND NOT EXISTS (SELECT FROM trained_person t WHERE t.registration_id = r.id)
     GROUP BY r.id ORDER BY r.id`.execute(db)
  return { eventId: event.id, attendees: rows }
}
