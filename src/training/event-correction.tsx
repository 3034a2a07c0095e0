import { recordFact, retractFact, toldInReport } from '../plan/index.ts'
import { yearOf } from '../platform/dates.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, refuse } from '../platform/problem.ts'
import { correctable } from '../ui/index.ts'
import { recordEvent } from './commands.ts'
import { type EventValues, eventFields } from './fields.ts'
import { showEvent } from './queries.ts'
import { dayProblems, factOf, peopleProblems } from './rules.ts'

async function readEvent({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('trainingEvent as e')
    .select(['e.id', 'e.planId', 'e.retractedOn', 'e.fileId', ...eventFields.select('e')])
    .where('e.id', '=', id)
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** An event is put right with the fact that the plan's targets count, until a sealed report has told of it. */
export const eventCorrection = correctable({
  record: 'training_event',
  table: 'training_event',
  title: words('sự kiện', 'Event'),
  fields: eventFields,
  name: 'training.correct',
  route: 'PUT /training/{id}/correction',
  historyRoute: 'GET /training/{id}/corrections',
  address: '/training/{id}/correction',
  href: (id) => `/training/${id}`,
  crumbs: ({ t }) => [{ label: t('Hội nghị, đào tạo', 'Events and training'), href: '/training' }],
  may: ['coordinator'],
  read: readEvent,
  asks: { needs: recordEvent.needs ?? [] },
  show: showEvent,
  async used({ db }, { planId, heldOn }) {
    return (await toldInReport(db, planId, yearOf(heldOn)))
      ? words(
          'Sự kiện này đã vào báo cáo năm đã chốt.',
          'A sealed yearly report has told of this event already.',
        )
      : null
  },
  async write(context, row, given, reason) {
    const { db, today } = context
    if (row.retractedOn !== null)
      throw conflict(
        'training.retracted',
        words('Sự kiện này đã được rút.', 'This event has been retracted.'),
      )
    const event = given as unknown as EventValues
    const plan = await db
      .selectFrom('plan')
      .selectAll()
      .where('id', '=', row.planId)
      .executeTakeFirstOrThrow()
    const span = { startsOn: plan.startsOn, endsOn: plan.endsOn, replaced: plan.state === 'replaced' }
    refuse([...dayProblems(event, span, today), ...peopleProblems(event)])
    const file = await evidence(context, event.fileId)
    await db.updateTable('trainingEvent').set(event).where('id', '=', row.id).execute()
    const record = { recordType: 'training_event', recordId: row.id } as const
    await retractFact(db, { ...record, kind: factOf(row).kind, reason })
    await recordFact(db, {
      ...record,
      planId: row.planId,
      ...factOf(event),
      year: yearOf(event.heldOn),
      occurredOn: event.heldOn,
      subject: `event:${row.id}`,
      label: event.title,
      fileId: file.id,
    })
  },
})
