import { sql } from 'kysely'
import { z } from 'zod'
import { id, optionalChoice } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { query } from '../../platform/operation.ts'
import { states } from '../../platform/states.ts'
import { fold } from '../../platform/text.ts'
import { listReaders } from '../registration/queries.ts'
import { inviteeRows } from './rows.ts'

/** Who can be invited. */
export const guestKinds = states({
  agency: words('Cơ quan', 'Agency'),
  enterprise: words('Doanh nghiệp', 'Enterprise'),
  guest: words('Khách mời ghi tên', 'Guest by name'),
})

const InviteeRow = z.object({
  id: z.int(),
  eventId: z.int(),
  agencyId: z.int().nullable(),
  enterpriseId: z.int().nullable(),
  kind: guestKinds.schema,
  called: z.string(),
  organisation: z.string().nullable(),
  email: z.string().nullable(),
  sentOn: z.iso.date().nullable(),
})
export type InviteeRow = z.infer<typeof InviteeRow>

/** Whom an event invites, and to whom the invitation went when. */
export const listInvitees = query({
  name: 'events.invitees',
  summary: words('Khách mời của sự kiện', 'Whom an event invites'),
  route: 'GET /events/{id}/invitees',
  input: z.object({
    id: id(),
    ...listInput(['name', 'sent']),
    kind: optionalChoice(guestKinds.keys),
    sent: optionalChoice(['yes', 'no']),
  }),
  output: listOutput(InviteeRow),
  may: listReaders,
  async run({ db }, input) {
    let rows = db.selectFrom(inviteeRows(db).as('x')).selectAll('x').where('x.eventId', '=', input.id)
    if (input.kind !== undefined) rows = rows.where('x.kind', '=', input.kind)
    if (input.sent !== undefined) rows = rows.where('x.sentOn', input.sent === 'yes' ? 'is not' : 'is', null)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(x.called || ' ' || coalesce(x.email, '')) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      { name: byText('x.called', (row) => row.called), sent: byDay('x.sentOn', (row) => row.sentOn) },
      'x.id',
    )
  },
})

/** How many are to be invited, and to how many the invitation went. */
export const inviteeSums = query({
  name: 'events.inviteeSums',
  summary: words('Tình hình mời dự sự kiện', 'How the invitations of an event stand'),
  route: 'GET /events/{id}/invitee-sums',
  input: z.object({ id: id() }),
  output: z.object({ invitees: z.int(), sent: z.int() }),
  may: listReaders,
  async run({ db }, input) {
    const { rows } = await sql<{ invitees: number; sent: number }>`
      SELECT count(*)::int AS invitees, count(sent_on)::int AS sent FROM event_invitee WHERE event_id = ${input.id}`.execute(
      db,
    )
    return rows[0] ?? { invitees: 0, sent: 0 }
  },
})
