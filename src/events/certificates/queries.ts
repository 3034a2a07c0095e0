import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import { id, optionalText, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { query } from '../../platform/operation.ts'
import { notFound } from '../../platform/problem.ts'
import { lookUpLimit } from '../../platform/strangers.ts'
import { tokenHash } from '../../platform/tokens.ts'
import { listReaders } from '../registration/queries.ts'
import { certificateCode } from './rules.ts'

const Certificate = z.object({
  code: z.string(),
  name: z.string(),
  organisation: z.string().nullable(),
  title: z.string(),
  kind: z.string(),
  kindEn: z.string(),
  place: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().nullable(),
  days: z.int(),
  issuedOn: z.iso.date(),
  withdrawnOn: z.iso.date().nullable(),
})
export type CertificateFacts = z.infer<typeof Certificate>

const certificates = (db: Db) =>
  db
    .selectFrom('eventCertificate as c')
    .innerJoin('eventRegistration as r', 'r.id', 'c.registrationId')
    .innerJoin('plannedEvent as e', 'e.id', 'r.eventId')
    .innerJoin('eventKind as k', 'k.id', 'e.kindId')
    .select(['c.code', 'c.days', 'c.issuedOn', 'c.withdrawnOn', 'r.name', 'r.organisation'])
    .select(['e.title', 'k.name as kind', 'k.nameEn as kindEn', 'e.place', 'e.startsOn', 'e.endsOn'])

const none = () => notFound(words('giấy chứng nhận tham dự', 'Certificate of attendance'))

/** The certificate of a person of an event, that holds. */
export const showAttendanceCertificate = query({
  name: 'events.certificate',
  summary: words('Giấy chứng nhận tham dự của một người', 'A person’s certificate of attendance'),
  route: 'GET /event-registrations/{id}/certificate',
  input: z.object({ id: id() }),
  output: Certificate,
  may: listReaders,
  async run({ db }, input) {
    const row = await certificates(db)
      .where('c.registrationId', '=', input.id)
      .where('c.withdrawnOn', 'is', null)
      .executeTakeFirst()
    if (row === undefined) throw none()
    return row
  },
})

/** One's own certificate, by the personal link of the registration. */
export const ownCertificate = query({
  name: 'events.ownCertificate',
  summary: words('Giấy chứng nhận tham dự của mình', 'One’s own certificate of attendance'),
  route: 'GET /event-registration-links/{token}/certificate',
  input: z.object({ token: text(200) }),
  output: Certificate,
  may: ['public'],
  async run({ db }, { token }) {
    const hash = tokenHash(token)
    const row = await certificates(db)
      .where(({ or, eb }) => or([eb('r.linkSha256', '=', hash), eb('r.mailSha256', '=', hash)]))
      .where('c.withdrawnOn', 'is', null)
      .executeTakeFirst()
    if (row === undefined) throw none()
    return row
  },
})

const countLookUp = lookUpLimit()

/** Whether a certificate of attendance was issued under a code, to whom, for what, and whether it holds: for everybody who has the code. */
export const verifyAttendance = query({
  name: 'events.verifyCertificate',
  summary: words('Kiểm tra giấy chứng nhận tham dự', 'Verify a certificate of attendance'),
  route: 'GET /event-certificates/verification',
  input: z.object({ code: optionalText(40) }),
  output: z.object({ certificate: Certificate.nullable() }),
  may: ['public'],
  async run({ db }, { code = '' }) {
    const asked = certificateCode(code)
    if (asked === null) return { certificate: null }
    await countLookUp()
    const row = await certificates(db).where('c.code', '=', asked).executeTakeFirst()
    return { certificate: row ?? null }
  },
})

/** What the certificates of an event need to be issued: who came, on how many days at most, and how many have one. */
export const certificateSums = query({
  name: 'events.certificateSums',
  summary: words('Tình hình cấp giấy chứng nhận tham dự', 'How the certificates of an event stand'),
  route: 'GET /events/{id}/certificates',
  input: z.object({ id: id() }),
  output: z.object({ came: z.int(), days: z.int(), issued: z.int() }),
  may: listReaders,
  async run({ db }, input) {
    const { rows } = await sql<{ came: number; days: number; issued: number }>`
      SELECT count(DISTINCT r.id)::int AS came, count(DISTINCT a.held_on)::int AS days,
             count(DISTINCT c.id)::int AS issued
        FROM event_registration r JOIN event_attendance a ON a.registration_id = r.id
        LEFT JOIN event_certificate c ON c.registration_id = r.id AND c.withdrawn_on IS NULL
       WHERE r.event_id = ${input.id}`.execute(db)
    return rows[0] ?? { came: 0, days: 0, issued: 0 }
  },
})
