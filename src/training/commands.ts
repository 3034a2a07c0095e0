import { z } from 'zod'
import { recordFact, retractFact } from '../plan/facts.ts'
import { activePlan } from '../plan/queries.ts'
import { yearOf } from '../platform/dates.ts'
import { choice, day, id, longText, optionalDay, text, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { counted, eventKinds } from './rules.ts'

explainConstraint('training_event_once', () =>
  conflict(
    'training.once',
    {
      vi: 'Sự kiện cùng loại, cùng ngày và cùng tên đã được ghi.',
      en: 'An event of this kind, day and title has been recorded.',
    },
    'title',
  ),
)

/** Records an event that was held, with its evidence; its indicator moves by itself. Plan 181, I.2.1, III.1 and III.3. */
export const recordEvent = command({
  name: 'training.record',
  summary: { vi: 'Ghi hội nghị, khoá đào tạo đã tổ chức', en: 'Record a conference or course held' },
  route: 'POST /training',
  input: z.object({
    kind: choice(eventKinds),
    title: text(500),
    heldOn: day(),
    endedOn: optionalDay(),
    place: text(300),
    participants: whole(1, 100_000),
    experts: z.preprocess((value) => (value === '' || value === undefined ? 0 : value), whole(0, 1000)),
    fileId: id(),
  }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: (_input, output) => `training_event:${output.id}`,
  async run(context, input) {
    const { db, today } = context
    const plan = await activePlan(db)
    const year = yearOf(input.heldOn)
    if (input.heldOn > today) {
      throw invalidField('heldOn', {
        vi: 'Chỉ ghi sự kiện đã tổ chức; ngày này chưa tới.',
        en: 'Only what was held is recorded; this day is to come.',
      })
    }
    if (year < plan.firstYear || year > plan.lastYear) {
      throw invalidField('heldOn', {
        vi: `Kế hoạch tính các sự kiện từ năm ${plan.firstYear} đến năm ${plan.lastYear}.`,
        en: `The plan counts events of ${plan.firstYear} to ${plan.lastYear}.`,
      })
    }
    if (input.endedOn !== undefined && input.endedOn < input.heldOn) {
      throw invalidField('endedOn', {
        vi: 'Ngày kết thúc không được trước ngày bắt đầu.',
        en: 'It cannot end before it begins.',
      })
    }
    if (input.kind === 'expert_training' && input.experts === 0) {
      throw invalidField('experts', {
        vi: 'Xin ghi số chuyên gia được đào tạo.',
        en: 'How many experts were trained?',
      })
    }
    if (input.kind !== 'expert_training' && input.experts > 0) {
      throw invalidField('experts', {
        vi: 'Chỉ ghi cho khoá đào tạo chuyên gia.',
        en: 'Only for a training of experts.',
      })
    }
    if (input.experts > input.participants) {
      throw invalidField('experts', {
        vi: 'Không thể nhiều hơn số người dự.',
        en: 'Not more than took part.',
      })
    }
    await evidence(context, input.fileId)
    const event = await db
      .insertInto('training_event')
      .values({
        plan_id: plan.id,
        kind: input.kind,
        title: input.title,
        held_on: input.heldOn,
        ended_on: input.endedOn ?? null,
        place: input.place,
        participants: input.participants,
        experts: input.experts,
        file_id: input.fileId,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordFact(db, {
      planId: plan.id,
      ...counted(input.kind, input.experts),
      year,
      occurredOn: input.heldOn,
      subject: `event:${event.id}`,
      recordType: 'training_event',
      recordId: event.id,
      label: input.title,
      fileId: input.fileId,
    })
    return { id: event.id }
  },
})

/** Takes back an event recorded in error: it stays readable with the reason and counts no more. */
export const retractEvent = command({
  name: 'training.retract',
  summary: { vi: 'Rút lại sự kiện ghi nhầm', en: 'Retract an event recorded in error' },
  route: 'POST /training/{id}/retraction',
  input: z.object({ id: id(), reason: longText(1000) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: (input) => `training_event:${input.id}`,
  async run({ db, today }, input) {
    const event = await db
      .selectFrom('training_event')
      .selectAll()
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (event === undefined) throw notFound({ vi: 'sự kiện', en: 'Event' })
    if (event.retracted_on !== null) {
      throw conflict('training.retracted', {
        vi: 'Sự kiện này đã được rút lại.',
        en: 'This event has been retracted.',
      })
    }
    await db
      .updateTable('training_event')
      .set({ retracted_on: today, retraction: input.reason })
      .where('id', '=', input.id)
      .execute()
    const kind = eventKinds.find((each) => each === event.kind) ?? 'conference'
    await retractFact(db, {
      kind: counted(kind, event.experts).kind,
      recordType: 'training_event',
      recordId: input.id,
      reason: input.reason,
    })
    return { id: input.id }
  },
})
