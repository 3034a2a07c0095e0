import { z } from 'zod'
import { activePlan, planFor, recordFact, retractFact } from '../plan/index.ts'
import { yearOf } from '../platform/dates.ts'
import { id, longText, optionalId } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { eventFields } from './fields.ts'
import { dayProblems, factOf, peopleProblems } from './rules.ts'

explainConstraint('training_event_once', () =>
  conflict(
    'training.twice',
    words(
      'Sự kiện cùng loại, cùng tên, cùng ngày đã được ghi.',
      'An event of this kind, title and day has been recorded.',
    ),
    'title',
  ),
)

/** Records an event that was held, with its evidence, and with it the fact that the plan's target counts. */
export const recordEvent = command({
  name: 'training.record',
  summary: words('Ghi hội nghị, khóa đào tạo đã tổ chức', 'Record an event that was held'),
  route: 'POST /training',
  input: z.object({
    ...eventFields.input,
    /** The plan that the officer names, also for what comes after its end while no next plan is there; left out: the plan to work in. */
    planId: optionalId(),
  }),
  output: z.object({ eventId: z.int() }),
  may: ['coordinator'],
  needs: [
    {
      field: 'experts',
      of: ['kind'],
      when: ({ kind }) => kind === 'expert_training',
      said: words('khi đào tạo chuyên gia', 'for a training of experts'),
      words: words('Xin ghi số chuyên gia được đào tạo.', 'Please give the number of experts trained.'),
    },
  ],
  rules: [
    {
      of: ['heldOn', 'endedOn', 'planId'],
      judge: async ({ heldOn, endedOn = null, planId: named }, context) => {
        const plan =
          named === undefined ? await activePlan(context) : await planFor(context, { named, day: heldOn })
        const span = { ...plan, replaced: named === undefined || plan.replaced }
        return dayProblems({ heldOn, endedOn }, span, context.today)
      },
    },
    {
      of: ['kind', 'participants', 'experts'],
      judge: ({ kind, participants, experts = 0 }) => peopleProblems({ kind, participants, experts }),
    },
  ],
  subject: (_input, output) => `training_event:${output.eventId}`,
  async run(context, input) {
    const { db } = context
    const { planId: named } = input
    const plan =
      named === undefined ? await activePlan(context) : await planFor(context, { named, day: input.heldOn })
    const event = eventFields.values(input)
    const file = await evidence(context, input.fileId)
    const { id: eventId } = await db
      .insertInto('trainingEvent')
      .values({ ...event, planId: plan.id })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordFact(db, {
      planId: plan.id,
      ...factOf(event),
      year: yearOf(event.heldOn),
      occurredOn: event.heldOn,
      subject: `event:${eventId}`,
      recordType: 'training_event',
      recordId: eventId,
      label: event.title,
      fileId: file.id,
    })
    return { eventId }
  },
})

/** Takes a wrongly recorded event back: it stays with the reason, and counts no more. */
export const retractEvent = command({
  name: 'training.retract',
  summary: words('Rút một sự kiện ghi sai', 'Retract a wrongly recorded event'),
  route: 'POST /training/{id}/retraction',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: z.object({ eventId: z.int() }),
  may: ['coordinator'],
  subject: (input) => `training_event:${input.id}`,
  async run({ db, today }, input) {
    const event = await db
      .selectFrom('trainingEvent')
      .select(['kind', 'experts', 'retractedOn'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (event === undefined) throw notFound(words('sự kiện', 'Event'))
    if (event.retractedOn !== null) {
      throw conflict(
        'training.retracted',
        words('Sự kiện này đã được rút.', 'This event has been retracted.'),
      )
    }
    await db
      .updateTable('trainingEvent')
      .set({ retractedOn: today, retraction: input.reason })
      .where('id', '=', input.id)
      .execute()
    const { kind } = factOf({ kind: event.kind, experts: event.experts })
    await retractFact(db, { kind, recordType: 'training_event', recordId: input.id, reason: input.reason })
    return { eventId: input.id }
  },
})
