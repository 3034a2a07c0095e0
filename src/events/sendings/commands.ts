import { z } from 'zod'
import { type Actor, actsFor, type Grant } from '../../platform/actor.ts'
import { id, several, whole } from '../../platform/fields.ts'
import { evidence } from '../../platform/files.ts'
import { notAhead } from '../../platform/judge.ts'
import { words } from '../../platform/language.ts'
import { type Context, command } from '../../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../../platform/problem.ts'
import { lockEvent } from '../commands.ts'
import { consentInput, consentNeeded } from '../registration/fields.ts'
import { lastDay, open } from '../rules.ts'
import {
  callFields,
  callStates,
  type NomineeState,
  nomineeFields,
  nomineeStates,
  returnFields,
  sendingFields,
  teachingFields,
} from './fields.ts'

/* Courses that others hold: the call is passed on, agencies name persons, a decision sends some, each reports and teaches on. */

explainConstraint('event_nominee_once', () =>
  conflict(
    'events.namedTwice',
    words('Người này đã được giới thiệu.', 'This person is named already.'),
    'name',
  ),
)
explainConstraint('event_call_pkey', () =>
  conflict('events.calledTwice', words('Khóa này đã được thông báo.', 'The call was passed on already.')),
)

const Call = z.object({ id: z.int(), state: callStates.schema, version: z.int() })
const Nominee = z.object({ id: z.int(), eventId: z.int(), state: nomineeStates.schema, version: z.int() })
const ofEvent = ({ id }: { readonly id: number }) => `event_call:${id}`
const ofNominee = ({ id }: { readonly id: number }) => `event_nominee:${id}`
const agencies: readonly Grant[] = ['finance', 'home_affairs', 'statistics', 'agency', 'association']
const naming: readonly Grant[] = ['coordinator', ...agencies]
export const noCall = () => notFound(words('khóa do tổ chức khác mở', 'Course that others hold'))
export const noNominee = () => notFound(words('người được giới thiệu', 'Who was named'))

const mayFor = (actor: Actor, agencyId: number) => actor.grants.has('coordinator') || actsFor(actor, agencyId)

/** Passes the call of a course that others hold on: agencies and associations are told until when they name persons. */
export const passCallOn = command({
  name: 'events.passCallOn',
  summary: words('Thông báo khóa do tổ chức khác mở', 'Pass on the call of a course that others hold'),
  route: 'POST /events/{id}/call',
  input: z.object({ id: id(), ...callFields.input }),
  output: Call,
  may: ['coordinator'],
  subject: ofEvent,
  async run(context, { id: eventId, ...input }) {
    const { db, today } = context
    const event = await lockEvent(context, eventId, undefined, open)
    if (input.nominateBy < today || input.nominateBy > event.startsOn)
      throw invalidField(
        'nominateBy',
        words('Từ hôm nay đến ngày khai giảng.', 'From today until the course begins.'),
      )
    if (input.fileId !== undefined) await evidence(context, input.fileId)
    const row = await db
      .insertInto('eventCall')
      .values({ id: eventId, ...callFields.values(input), passedOn: today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    return { ...row, state: 'open' as const }
  },
})

async function lockCall({ db }: Context, eventId: number, version?: number) {
  const row = await db
    .selectFrom('eventCall')
    .selectAll()
    .where('id', '=', eventId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noCall()
  if (version !== undefined && row.version !== version) throw staleRecord()
  if (row.state !== 'open')
    throw conflict('events.callDecided', words('Đã quyết định cử.', 'Who is sent is decided.'))
  return row
}

/** Names a person for a course: an agency its own until the day, the coordinator for any until the decision. */
export const nominate = command({
  name: 'events.nominate',
  summary: words('Giới thiệu người đi học', 'Name a person for a course'),
  route: 'POST /events/{id}/nominees',
  input: z.object({ id: id(), agencyId: id(), ...nomineeFields.input, ...consentInput }),
  output: Nominee,
  may: naming,
  rules: [
    consentNeeded,
    {
      of: ['agencyId'],
      judge: ({ agencyId }, { actor }) =>
        mayFor(actor, agencyId)
          ? null
          : { field: 'agencyId', words: words('Không phải cơ quan của bạn.', 'Not an agency of yours.') },
    },
  ],
  subject: (_input, output) => ofNominee(output),
  async run(context, { id: eventId, agencyId, consents: _consents, ...input }) {
    const { actor, db, today } = context
    const call = await lockCall(context, eventId)
    if (!actor.grants.has('coordinator') && call.nominateBy < today)
      throw conflict('events.namingOver', words('Đã hết hạn giới thiệu.', 'The day for naming is over.'))
    const row = await db
      .insertInto('eventNominee')
      .values({ eventId, agencyId, ...nomineeFields.values(input), namedOn: today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    return { ...row, eventId, state: 'named' as const }
  },
})

/** Records the decision that sends some of those who were named, and until when they report on return. */
export const decideSending = command({
  name: 'events.decideSending',
  summary: words('Ghi quyết định cử đi học', 'Record the decision to send'),
  route: 'POST /events/{id}/sending',
  input: z.object({
    id: id(),
    version: whole(1),
    nominees: several(id()),
    ...sendingFields.input,
    fileId: id(),
  }),
  output: Call.extend({ sent: z.array(z.int()) }),
  may: ['coordinator'],
  rules: [notAhead('decidedOn')],
  subject: ofEvent,
  async run(context, { id: eventId, version, nominees, fileId, ...decision }) {
    const { db } = context
    const call = await lockCall(context, eventId, version)
    const event = await lockEvent(context, eventId, undefined, open)
    if (decision.reportBy < lastDay(event))
      throw invalidField('reportBy', words('Trước khi khóa kết thúc.', 'Before the course is over.'))
    const named = await db
      .selectFrom('eventNominee')
      .select('id')
      .where('eventId', '=', eventId)
      .forUpdate()
      .execute()
    const sent = named.map((row) => row.id).filter((nominee) => nominees.includes(nominee))
    if (sent.length === 0 || sent.length !== new Set(nominees).size)
      throw invalidField('nominees', words('Xin chọn người được cử.', 'Choose who is sent.'))
    if (call.seats !== null && sent.length > call.seats)
      throw invalidField(
        'nominees',
        words(`Khóa có ${call.seats} suất.`, `The course has ${call.seats} seats.`),
      )
    await evidence(context, fileId)
    const move = (state: 'sent' | 'left', ids: readonly number[]) =>
      ids.length === 0
        ? undefined
        : db
            .updateTable('eventNominee')
            .set(({ eb }) => ({ state, version: eb('version', '+', 1) }))
            .where('id', 'in', ids)
            .execute()
    await move('sent', sent)
    await move(
      'left',
      named.map((row) => row.id).filter((nominee) => !sent.includes(nominee)),
    )
    const next = { state: 'decided' as const, version: call.version + 1 }
    await db
      .updateTable('eventCall')
      .set({ ...sendingFields.values(decision), decisionFileId: fileId, ...next })
      .where('id', '=', eventId)
      .execute()
    return { id: eventId, ...next, sent }
  },
})

async function lockNominee({ db, actor }: Context, nomineeId: number, version: number, within: NomineeState) {
  const row = await db
    .selectFrom('eventNominee')
    .selectAll()
    .where('id', '=', nomineeId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined || !mayFor(actor, row.agencyId)) throw noNominee()
  if (row.version !== version) throw staleRecord()
  if (row.state !== within)
    throw conflict('events.nomineeState', words('Không còn ở bước này.', 'Not at this step any more.'))
  return row
}

async function move<S extends NomineeState>(
  { db }: Context,
  row: { readonly id: number; readonly eventId: number; readonly version: number },
  set: { readonly state: S } & Readonly<Record<string, unknown>>,
) {
  const version = row.version + 1
  await db
    .updateTable('eventNominee')
    .set({ ...set, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, eventId: row.eventId, state: set.state, version }
}

/** Reports what somebody who was sent has learned, with the report. */
export const reportReturn = command({
  name: 'events.reportReturn',
  summary: words('Báo cáo khi đi học về', 'Report on return from a course'),
  route: 'POST /event-nominees/{id}/report',
  input: z.object({ id: id(), version: whole(1), ...returnFields.input }),
  output: Nominee,
  may: naming,
  rules: [notAhead('reportedOn')],
  subject: ofNominee,
  async run(context, { id: nomineeId, version, ...input }) {
    const row = await lockNominee(context, nomineeId, version, 'sent')
    await evidence(context, input.fileId)
    return move(context, row, { ...returnFields.values(input), state: 'reported' })
  },
})

/** Records what somebody taught on, and to how many. */
export const teachOn = command({
  name: 'events.teachOn',
  summary: words('Ghi truyền đạt lại sau khóa học', 'Record what was taught on'),
  route: 'POST /event-nominees/{id}/teaching',
  input: z.object({ id: id(), version: whole(1), ...teachingFields.input }),
  output: Nominee,
  may: naming,
  rules: [notAhead('taughtOn')],
  subject: ofNominee,
  async run(context, { id: nomineeId, version, ...input }) {
    const row = await lockNominee(context, nomineeId, version, 'reported')
    return move(context, row, { ...teachingFields.values(input), state: 'taught' })
  },
})
