import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { day, id, longText, optionalWhole, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import {
  conflict,
  explainConstraint,
  invalidField,
  notFound,
  refuse,
  staleRecord,
} from '../platform/problem.ts'
import { dayProblems, peopleProblems, recordEvent } from '../training/index.ts'
import { eventFields, outcomeFields, sessionFields } from './fields.ts'
import { type EventState, isWithin, lastDay, open, plannedDayProblems } from './rules.ts'

/* An event on its way: planned with its programme and the line that pays, invited, held, closed with its outcome; what counts in the targets is then recorded. */

explainConstraint('planned_event_plan_id_fkey', () =>
  invalidField('planId', words('Không có kế hoạch này.', 'There is no such plan.')),
)

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id }: { readonly id: number }) => `planned_event:${id}`
export const noEvent = () => notFound(words('sự kiện', 'Event'))

/** The kind may be chosen, and the line is of the event's plan. */
const chosen: Rule<{
  readonly planId: number
  readonly kindId: number
  readonly lineId?: number | undefined
}>[] = [
  {
    of: ['kindId'],
    judge: async ({ kindId }, { db }) =>
      (await db
        .selectFrom('eventKind')
        .select('id')
        .where('id', '=', kindId)
        .where('endedOn', 'is', null)
        .executeTakeFirst()) !== undefined
        ? null
        : { field: 'kindId', words: words('Loại sự kiện này không còn dùng.', 'This kind is used no more.') },
  },
  {
    of: ['planId', 'lineId'],
    judge: async ({ planId, lineId }, { db }) =>
      lineId === undefined ||
      (await db
        .selectFrom('budgetLine')
        .select('id')
        .where('id', '=', lineId)
        .where('planId', '=', planId)
        .executeTakeFirst()) !== undefined
        ? null
        : {
            field: 'lineId',
            words: words('Mục dự toán không thuộc kế hoạch này.', 'The line is not of this plan.'),
          },
  },
]

/** Plans an event. */
export const planEvent = command({
  name: 'events.plan',
  summary: words('Lập sự kiện', 'Plan an event'),
  route: 'POST /events',
  input: z.object(eventFields.input),
  output: Changed,
  may: ['coordinator'],
  rules: [
    ...chosen,
    { of: ['startsOn', 'endsOn'], judge: (input, { today }) => plannedDayProblems(input, today) },
  ],
  subject: (_input, output) => subject(output),
  run: ({ db, today }, input) =>
    db
      .insertInto('plannedEvent')
      .values({ ...eventFields.values(input), begunOn: today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** Locks an event for an act on it. @throws Problem 404, 409 where it changed meanwhile or is not at one of these steps */
export async function lockEvent(
  { db }: Context,
  eventId: number,
  version: number | undefined,
  within: readonly EventState[],
) {
  const row = await db
    .selectFrom('plannedEvent')
    .selectAll()
    .where('id', '=', eventId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noEvent()
  if (version !== undefined && row.version !== version) throw staleRecord()
  if (!within.includes(row.state))
    throw conflict(
      'events.state',
      words('Sự kiện không còn ở bước này.', 'The event is not at this step any more.'),
    )
  return row
}

export const touch = (
  { db }: Context,
  row: { readonly id: number; readonly version: number },
  set: object = {},
) =>
  db
    .updateTable('plannedEvent')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

/** Changes an event before it is held; who was told of it is told anew when it moves to other days or another place. */
export const editEvent = command({
  name: 'events.edit',
  summary: words('Sửa sự kiện', 'Edit an event'),
  route: 'PUT /events/{id}',
  input: z.object({ id: id(), version: whole(1), ...eventFields.input }),
  output: Changed.extend({
    /** Whether it is on other days or at another place now. */
    moved: z.boolean(),
  }),
  may: ['coordinator'],
  rules: chosen,
  subject,
  async run(context, { id: eventId, version, ...input }) {
    const { db, today } = context
    const row = await lockEvent(context, eventId, version, open)
    // a day that stood may have come meanwhile
    refuse(
      plannedDayProblems(input, today).filter(
        ({ field }) => field !== 'startsOn' || input.startsOn !== row.startsOn,
      ),
    )
    const outside = await db
      .selectFrom('eventSession')
      .select('heldOn')
      .where('eventId', '=', eventId)
      .execute()
    if (outside.some(({ heldOn }) => !isWithin(input, heldOn)))
      throw conflict(
        'events.sessionOutside',
        words(
          'Chương trình có phần ngoài những ngày này; xin sửa chương trình trước.',
          'A part of the programme lies outside these days; change the programme first.',
        ),
        'startsOn',
      )
    const values = eventFields.values(input)
    const moved =
      values.startsOn !== row.startsOn || values.endsOn !== row.endsOn || values.place !== row.place
    return { ...(await touch(context, row, values)), moved }
  },
})

/** Adds a part to the programme, with who speaks. */
export const addSession = command({
  name: 'events.addSession',
  summary: words('Thêm phần của chương trình', 'Add a part to the programme'),
  route: 'POST /events/{id}/sessions',
  input: z.object({ id: id(), ...sessionFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: eventId, ...input }) {
    const event = await lockEvent(context, eventId, undefined, open)
    if (!isWithin(event, input.heldOn))
      throw invalidField('heldOn', words('Ngoài những ngày của sự kiện.', 'Outside the days of the event.'))
    await context.db
      .insertInto('eventSession')
      .values({ eventId, ...sessionFields.values(input) })
      .execute()
    return touch(context, event)
  },
})

/** Takes a part out of the programme. */
export const removeSession = command({
  name: 'events.removeSession',
  summary: words('Bỏ phần của chương trình', 'Take a part out of the programme'),
  route: 'DELETE /events/{id}/sessions/{session}',
  input: z.object({ id: id(), session: id() }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: eventId, session }) {
    const event = await lockEvent(context, eventId, undefined, open)
    const gone = await context.db
      .deleteFrom('eventSession')
      .where('id', '=', session)
      .where('eventId', '=', eventId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('phần của chương trình', 'Part of the programme'))
    return touch(context, event)
  },
})

/** Records that those who are to come were invited; the programme stands by then. */
export const markInvited = command({
  name: 'events.invite',
  summary: words('Ghi đã mời', 'Record that invitations were sent'),
  route: 'POST /events/{id}/invitation',
  input: z.object({ id: id(), version: whole(1), invitedOn: day() }),
  output: Changed,
  may: ['coordinator'],
  rules: [notAhead('invitedOn')],
  subject,
  async run(context, { id: eventId, version, invitedOn }) {
    const event = await lockEvent(context, eventId, version, ['planned'])
    const part = await context.db
      .selectFrom('eventSession')
      .select('id')
      .where('eventId', '=', eventId)
      .limit(1)
      .executeTakeFirst()
    if (part === undefined)
      throw conflict('events.noProgramme', words('Chưa có chương trình.', 'There is no programme yet.'))
    return touch(context, event, { state: 'invited', invitedOn })
  },
})

/** Records that the event was held; it need not have been invited to through the program. */
export const markHeld = command({
  name: 'events.hold',
  summary: words('Ghi đã tổ chức', 'Record that it was held'),
  route: 'POST /events/{id}/holding',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: eventId, version }) {
    const event = await lockEvent(context, eventId, version, open)
    if (lastDay(event) > context.today)
      throw conflict('events.notOver', words('Sự kiện chưa kết thúc.', 'The event is not over yet.'))
    return touch(context, event, { state: 'held', heldOn: context.today })
  },
})

const nobodyNoted = words(
  'Chưa điểm danh ai: xin ghi số người tham dự.',
  'Nobody was noted: give the number of participants.',
)

/** How many persons came to an event on any of its days, as far as they were noted. */
async function cameInAll(db: Db, eventId: number): Promise<number> {
  const { n } = await db
    .selectFrom('eventRegistration as r')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('r.eventId', '=', eventId)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('eventAttendance as a').select('a.id').whereRef('a.registrationId', '=', 'r.id')),
    )
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Records what came of it, with evidence; what its kind counts as is recorded in the targets by the command of the training room. */
export const closeEvent = command({
  name: 'events.close',
  summary: words('Ghi kết quả sự kiện', 'Record the outcome of an event'),
  route: 'POST /events/{id}/closing',
  input: z.object({
    id: id(),
    version: whole(1),
    ...outcomeFields.input,
    participants: optionalWhole(1, 100_000, 'persons'),
    experts: optionalWhole(0, 100_000, 'persons'),
  }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'participants'],
      asks: {
        participants: words('khi không điểm danh', 'where nobody was noted at the door or by a sheet'),
      },
      judge: async ({ id: eventId, participants }, { db }) =>
        participants !== undefined || (await cameInAll(db, eventId)) > 0
          ? null
          : { field: 'participants', words: nobodyNoted },
    },
  ],
  subject,
  async run(context, { id: eventId, version, experts = 0, ...given }) {
    const { db, today } = context
    const event = await lockEvent(context, eventId, version, ['held'])
    const kind = await db
      .selectFrom('eventKind')
      .select('counts')
      .where('id', '=', event.kindId)
      .executeTakeFirstOrThrow()
    // who was noted is counted; a number that is typed is for events without attendance
    const came = await cameInAll(db, eventId)
    const participants = came > 0 ? came : given.participants
    if (participants === undefined) throw invalidField('participants', nobodyNoted)
    const input = { ...given, participants }
    await evidence(context, input.fileId)
    const set = { ...outcomeFields.values(input), state: 'closed', closedOn: today }
    if (kind.counts === null) return touch(context, event, set)
    const plan = await db
      .selectFrom('plan')
      .selectAll()
      .where('id', '=', event.planId)
      .executeTakeFirstOrThrow()
    const days = { heldOn: event.startsOn, endedOn: event.endsOn }
    refuse([
      ...dayProblems(days, { ...plan, replaced: plan.state === 'replaced' }, today),
      ...peopleProblems({ kind: kind.counts, participants: input.participants, experts }),
    ])
    const { eventId: trainingEventId } = await recordEvent.run(
      context,
      {
        ...{ kind: kind.counts, title: event.title, heldOn: event.startsOn, place: event.place },
        ...{ endedOn: event.endsOn ?? undefined, planId: event.planId, fileId: input.fileId },
        ...{ participants: input.participants, experts },
      },
      undefined,
    )
    return touch(context, event, { ...set, trainingEventId })
  },
})

/** Gives an event up before it is held, with the reason. */
export const cancelEvent = command({
  name: 'events.cancel',
  summary: words('Hủy sự kiện', 'Cancel an event'),
  route: 'POST /events/{id}/cancellation',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: eventId, version, reason }) {
    const event = await lockEvent(context, eventId, version, open)
    return touch(context, event, { state: 'cancelled', cancelledOn: context.today, reason })
  },
})
