import { sql } from 'kysely'
import { z } from 'zod'
import { actsFor } from '../../platform/actor.ts'
import { id, longText, optionalDay, optionalText, optionalWhole, whole } from '../../platform/fields.ts'
import { evidence } from '../../platform/files.ts'
import { notAhead } from '../../platform/judge.ts'
import { words } from '../../platform/language.ts'
import { type Context, command, type Rule } from '../../platform/operation.ts'
import { conflict, invalidField, notFound, staleRecord } from '../../platform/problem.ts'
import { keepLetter, prepareLetter } from '../../support/index.ts'
import type { Filled } from '../../templates/index.ts'
import { lockEvent, touch } from '../commands.ts'
import type { EventState } from '../rules.ts'
import { minutesOf } from './document.ts'
import {
  type ConclusionState,
  completionFields,
  conclusionFields,
  conclusionStates,
  minutesFields,
} from './fields.ts'

/* The minutes of an event, and its conclusions as work: entered, carried out with evidence, opened again or given up. */

const Changed = z.object({ id: z.int(), version: z.int() })
const Conclusion = z.object({ id: z.int(), state: conclusionStates.schema, version: z.int() })
const ofEvent = ({ id }: { readonly id: number }) => `planned_event:${id}`
const ofConclusion = ({ id }: { readonly id: number }) => `event_conclusion:${id}`
const noConclusion = () => notFound(words('kết luận của sự kiện', 'Conclusion of an event'))

/** What was said can be written down once the event was held. */
export const wasHeld: readonly EventState[] = ['held', 'closed']

/** Writes the minutes of an event, or writes them anew. */
export const writeMinutes = command({
  name: 'events.writeMinutes',
  summary: words('Ghi biên bản sự kiện', 'Write the minutes of an event'),
  route: 'PUT /events/{id}/minutes',
  input: z.object({
    id: id(),
    /** Of minutes that are there already. */
    version: optionalWhole(1),
    ...minutesFields.input,
  }),
  output: Changed,
  may: ['coordinator'],
  subject: ofEvent,
  async run(context, { id: eventId, version, ...input }) {
    await lockEvent(context, eventId, undefined, wasHeld)
    const { db, today } = context
    const there = await db
      .selectFrom('eventMinutes')
      .select('version')
      .where('eventId', '=', eventId)
      .executeTakeFirst()
    if (there?.version !== version) throw staleRecord()
    const next = (version ?? 0) + 1
    const values = { ...minutesFields.values(input), writtenOn: today, version: next }
    await db
      .insertInto('eventMinutes')
      .values({ ...values, eventId })
      .onConflict((row) => row.column('eventId').doUpdateSet(values))
      .execute()
    return { id: eventId, version: next }
  },
})

/** Makes the minutes as a document, with the conclusions, out of the template in use. Minutes have no number. */
export const draftMinutes = command({
  name: 'events.draftMinutes',
  summary: words('Tạo văn bản biên bản sự kiện', 'Make the minutes of an event as a document'),
  route: 'POST /events/{id}/minutes/documents',
  input: z.object({
    id: id(),
    version: whole(1),
    issuedOn: optionalDay(),
    signer: optionalText(100),
  }),
  output: Changed.extend({ documentId: z.int(), fileId: z.int() }),
  may: ['coordinator'],
  rules: [notAhead('issuedOn')],
  subject: ofEvent,
  prepare: (context, input) => prepareLetter(context, minutesOf(input.id), { ...input, give: false }),
  async run(context, input, filled: Filled | null) {
    // each conclusion that is entered makes another version of the event
    const event = await lockEvent(context, input.id, input.version, wasHeld)
    const there = await context.db
      .selectFrom('eventMinutes')
      .select('id')
      .where('eventId', '=', event.id)
      .executeTakeFirst()
    if (there === undefined)
      throw conflict('events.noMinutes', words('Chưa ghi biên bản.', 'No minutes are written yet.'))
    const asked = { ...input, give: false }
    const kept = await keepLetter(context, minutesOf(event.id), asked, filled, {
      ...{ record: `planned_event:${event.id}`, enterpriseId: null },
      title: `Biên bản: ${event.title}`.slice(0, 200),
    })
    return { ...(await touch(context, event)), ...kept }
  },
})

const livingAgency: Rule<{ readonly agencyId: number }> = {
  of: ['agencyId'],
  judge: async ({ agencyId }, { db, today }) =>
    (await db
      .selectFrom('agency')
      .select('id')
      .where('id', '=', agencyId)
      .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', today)]))
      .executeTakeFirst()) === undefined
      ? { field: 'agencyId', words: words('Cơ quan không còn hoạt động.', 'The agency is no more.') }
      : null,
}

/** Enters a conclusion of an event that was held: it is work of who answers, who is told. */
export const addConclusion = command({
  name: 'events.addConclusion',
  summary: words('Ghi kết luận của sự kiện', 'Enter a conclusion of an event'),
  route: 'POST /events/{id}/conclusions',
  input: z.object({ id: id(), ...conclusionFields.input }),
  output: Conclusion.extend({ eventId: z.int() }),
  may: ['coordinator'],
  rules: [livingAgency],
  subject: (_input, output) => ofConclusion(output),
  async run(context, { id: eventId, ...input }) {
    const event = await lockEvent(context, eventId, undefined, wasHeld)
    if (input.dueOn < event.startsOn)
      throw invalidField('dueOn', words('Trước ngày của sự kiện.', 'Before the day of the event.'))
    const row = await context.db
      .insertInto('eventConclusion')
      .values({
        ...{ eventId, ...conclusionFields.values(input), enteredOn: context.today },
        number: sql<number>`(SELECT coalesce(max(c.number), 0) + 1 FROM event_conclusion c WHERE c.event_id = ${eventId})`,
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    await touch(context, event)
    return { ...row, state: 'open' as const, eventId }
  },
})

async function lock({ db }: Context, conclusionId: number, version: number, within: ConclusionState) {
  const row = await db
    .selectFrom('eventConclusion')
    .selectAll()
    .where('id', '=', conclusionId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noConclusion()
  if (row.version !== version) throw staleRecord()
  if (row.state !== within) {
    const is = conclusionStates.wordsOf(row.state)
    throw conflict('events.conclusionState', words(`${is.vi}.`, `${is.en}.`))
  }
  return row
}

async function move<S extends ConclusionState>(
  { db }: Context,
  row: { readonly id: number; readonly version: number },
  set: { readonly state: S } & Readonly<Record<string, unknown>>,
) {
  const version = row.version + 1
  await db
    .updateTable('eventConclusion')
    .set({ ...set, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: set.state, version }
}

/** Changes a conclusion that is not carried out yet. */
export const editConclusion = command({
  name: 'events.editConclusion',
  summary: words('Sửa kết luận của sự kiện', 'Edit a conclusion of an event'),
  route: 'PUT /event-conclusions/{id}',
  input: z.object({ id: id(), version: whole(1), ...conclusionFields.input }),
  output: Conclusion,
  may: ['coordinator'],
  rules: [livingAgency],
  subject: ofConclusion,
  async run(context, { id: conclusionId, version, ...input }) {
    const row = await lock(context, conclusionId, version, 'open')
    return move(context, row, { ...conclusionFields.values(input), state: 'open' })
  },
})

/** Records that a conclusion was carried out, with its evidence: by the agency that answers, or the coordinator for it. */
export const fulfilConclusion = command({
  name: 'events.fulfilConclusion',
  summary: words('Ghi đã thực hiện kết luận', 'Record that a conclusion was carried out'),
  route: 'POST /event-conclusions/{id}/completion',
  input: z.object({ id: id(), version: whole(1), ...completionFields.input }),
  output: Conclusion,
  may: ['coordinator', 'finance', 'home_affairs', 'statistics', 'agency'],
  rules: [notAhead('doneOn')],
  subject: ofConclusion,
  async run(context, { id: conclusionId, version, ...input }) {
    const { actor, today } = context
    const row = await lock(context, conclusionId, version, 'open')
    if (!actor.grants.has('coordinator') && !actsFor(actor, row.agencyId)) throw noConclusion()
    await evidence(context, input.fileId)
    const values = completionFields.values(input)
    return move(context, row, { ...values, remark: null, state: 'done', settledOn: today })
  },
})

/** Opens a conclusion again whose evidence is not enough, with what is missing; the agency is told. */
export const reopenConclusion = command({
  name: 'events.reopenConclusion',
  summary: words('Yêu cầu thực hiện tiếp kết luận', 'Open a conclusion again'),
  route: 'POST /event-conclusions/{id}/reopening',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Conclusion,
  may: ['coordinator'],
  subject: ofConclusion,
  async run(context, { id: conclusionId, version, reason }) {
    const row = await lock(context, conclusionId, version, 'done')
    return move(context, row, { state: 'open', remark: reason, doneOn: null, settledOn: null })
  },
})

/** Gives a conclusion up, with the reason. */
export const dropConclusion = command({
  name: 'events.dropConclusion',
  summary: words('Ghi không thực hiện kết luận nữa', 'Give a conclusion up'),
  route: 'POST /event-conclusions/{id}/end',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Conclusion,
  may: ['coordinator'],
  subject: ofConclusion,
  async run(context, { id: conclusionId, version, reason }) {
    const row = await lock(context, conclusionId, version, 'open')
    return move(context, row, { state: 'dropped', remark: reason, settledOn: context.today })
  },
})
