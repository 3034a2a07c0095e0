import { z } from 'zod'
import { numbered } from '../../outgoing/index.ts'
import { flag, id, optionalLongText, several, whole } from '../../platform/fields.ts'
import { notAhead } from '../../platform/judge.ts'
import { words } from '../../platform/language.ts'
import { type Context, command, type Rule } from '../../platform/operation.ts'
import { conflict, notFound } from '../../platform/problem.ts'
import { keepLetter, letterInput, prepareLetter } from '../../support/index.ts'
import type { Filled } from '../../templates/index.ts'
import { lockEvent, touch } from '../commands.ts'
import { open } from '../rules.ts'
import { invitationOf } from './document.ts'
import { inviteeFields } from './fields.ts'
import { taxCodesIn } from './rules.ts'

/* Whom an event invites, and the invitation with its number that goes out to them. */

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id }: { readonly id: number }) => `planned_event:${id}`

interface Invited {
  readonly agencyIds: readonly number[]
  readonly taxCodes?: string | undefined
  readonly name?: string | undefined
}

const somebody: Rule<Invited> = {
  of: ['agencyIds', 'taxCodes', 'name'],
  judge: ({ agencyIds, taxCodes, name }) =>
    agencyIds.length > 0 || taxCodes !== undefined || name !== undefined
      ? null
      : {
          field: 'agencyIds',
          words: words(
            'Xin chọn cơ quan, ghi mã số thuế hoặc tên khách mời.',
            'Choose agencies, or give tax codes or the name of a guest.',
          ),
        },
}

const living: Rule<Pick<Invited, 'agencyIds'>> = {
  of: ['agencyIds'],
  judge: async ({ agencyIds }, { db, today }) => {
    if (agencyIds.length === 0) return null
    const found = await db
      .selectFrom('agency')
      .select('id')
      .where('id', 'in', agencyIds)
      .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', today)]))
      .execute()
    return found.length === new Set(agencyIds).size
      ? null
      : { field: 'agencyIds', words: words('Cơ quan không còn hoạt động.', 'The agency is no more.') }
  },
}

const byCode = ({ db }: Pick<Context, 'db'>, codes: readonly string[]) =>
  codes.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('enterprise')
        .select(['id', 'taxCode'])
        .where('taxCode', 'in', codes)
        .where('mergedInto', 'is', null)
        .execute()

const knownCodes: Rule<Pick<Invited, 'taxCodes'>> = {
  of: ['taxCodes'],
  judge: async ({ taxCodes = '' }, context) => {
    const codes = taxCodesIn(taxCodes)
    const found = new Set((await byCode(context, codes)).map(({ taxCode }) => taxCode))
    const unknown = codes.filter((code) => !found.has(code))
    const some = unknown.slice(0, 5).join(', ')
    return unknown.length === 0
      ? null
      : {
          field: 'taxCodes',
          words: words(`Chưa có doanh nghiệp mang mã ${some}.`, `No enterprise has the code ${some}.`),
        }
  },
}

const ownName: Rule<{
  name?: string | undefined
  organisation?: string | undefined
  email?: string | undefined
}> = {
  of: ['name', 'organisation', 'email'],
  judge: ({ name, organisation, email }) =>
    name !== undefined || (organisation === undefined && email === undefined)
      ? null
      : { field: 'name', words: words('Xin ghi tên khách mời.', 'Give the name of the guest.') },
}

/** Puts agencies, enterprises of the register or somebody by name on the list of whom an event invites. Who stands on it stays once. */
export const addInvitees = command({
  name: 'events.addInvitees',
  summary: words('Thêm khách mời của sự kiện', 'Add to whom an event invites'),
  route: 'POST /events/{id}/invitees',
  input: z.object({
    id: id(),
    agencyIds: several(id()),
    /** Of enterprises of the register, each on a line or between commas. */
    taxCodes: optionalLongText(8000),
    ...inviteeFields.input,
  }),
  output: Changed.extend({ added: z.int() }),
  may: ['coordinator'],
  rules: [somebody, living, knownCodes, ownName],
  subject,
  async run(context, { id: eventId, agencyIds, taxCodes = '', name, organisation, email }) {
    const event = await lockEvent(context, eventId, undefined, open)
    const enterprises = await byCode(context, taxCodesIn(taxCodes))
    const rows = [
      ...agencyIds.map((agencyId) => ({ eventId, agencyId })),
      ...enterprises.map(({ id: enterpriseId }) => ({ eventId, enterpriseId })),
      ...(name === undefined ? [] : [{ eventId, name, organisation, email }]),
    ]
    const added = await context.db
      .insertInto('eventInvitee')
      .values(rows)
      .onConflict((there) => there.doNothing())
      .returning('id')
      .execute()
    return { ...(await touch(context, event)), added: added.length }
  },
})

/** Takes somebody off the list to whom no invitation has gone. */
export const removeInvitee = command({
  name: 'events.removeInvitee',
  summary: words('Bỏ khách mời của sự kiện', 'Take somebody off the list of whom an event invites'),
  route: 'DELETE /events/{id}/invitees/{invitee}',
  input: z.object({ id: id(), invitee: id() }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: eventId, invitee }) {
    const event = await lockEvent(context, eventId, undefined, open)
    const gone = await context.db
      .deleteFrom('eventInvitee')
      .where('id', '=', invitee)
      .where('eventId', '=', eventId)
      .where('sentOn', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined)
      throw notFound(words('khách mời chưa được gửi giấy mời', 'Guest to whom nothing was sent'))
    return touch(context, event)
  },
})

/** Makes the invitation with the template in use on its day, with its number in the register, and sends it to those who have none; or to everybody anew. */
export const issueInvitation = command({
  name: 'events.issueInvitation',
  summary: words('Tạo và gửi giấy mời', 'Make and send the invitation'),
  route: 'POST /events/{id}/invitations',
  input: z.object({
    id: id(),
    version: whole(1),
    ...letterInput,
    /** To those too who had an invitation before: the day or place is another. */
    again: flag(),
  }),
  output: Changed.extend({ documentId: z.int(), fileId: z.int(), invitees: z.array(z.int()) }),
  may: ['coordinator'],
  needs: [numbered],
  rules: [notAhead('issuedOn')],
  subject,
  prepare: (context, input) => prepareLetter(context, invitationOf(input.id), input),
  async run(context, input, filled: Filled | null) {
    // the same version as when it was filled: nothing that it tells has changed since
    const event = await lockEvent(context, input.id, input.version, open)
    const { db, today } = context
    const part = await db
      .selectFrom('eventSession')
      .select('id')
      .where('eventId', '=', event.id)
      .limit(1)
      .executeTakeFirst()
    if (part === undefined)
      throw conflict('events.noProgramme', words('Chưa có chương trình.', 'There is no programme yet.'))
    const guests = await db
      .selectFrom('eventInvitee')
      .select(['id', 'sentOn'])
      .where('eventId', '=', event.id)
      .orderBy('id')
      .execute()
    const invitees = guests
      .filter(({ sentOn }) => input.again || sentOn === null)
      .map(({ id: invitee }) => invitee)
    if (invitees.length === 0)
      throw conflict(
        'events.nobodyInvited',
        words('Không còn khách mời nào chưa được gửi.', 'There is nobody to whom an invitation is to go.'),
      )
    const kept = await keepLetter(context, invitationOf(event.id), input, filled, {
      ...{ record: `planned_event:${event.id}`, enterpriseId: null },
      title: `Giấy mời: ${event.title}`.slice(0, 200),
    })
    await db
      .updateTable('eventInvitee')
      .set({ sentOn: today, documentId: kept.documentId })
      .where('id', 'in', invitees)
      .execute()
    const moved = await touch(context, event, { state: 'invited', invitedOn: event.invitedOn ?? today })
    return { ...moved, ...kept, invitees }
  },
})
