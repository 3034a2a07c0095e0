import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { choice, id, longText, optionalId, optionalLongText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { lockNeed, settledAlready, writeNeed } from './commands.ts'
import { outcomes } from './rules.ts'

/* What became of a need. */

const Changed = z.object({ id: z.int() })

/** The application or event that an outcome names, as far as it may be named. @throws Problem 422 */
async function resultOf(
  db: Db,
  need: { readonly enterpriseId: number | null },
  {
    outcome,
    applicationId = 0,
    eventId = 0,
  }: { outcome: string; applicationId?: number | undefined; eventId?: number | undefined },
) {
  if (outcome === 'supported') {
    const application = await db
      .selectFrom('application')
      .select('id')
      .where('id', '=', applicationId)
      .where('enterpriseId', '=', need.enterpriseId)
      .where('state', 'not in', ['withdrawn', 'refused'])
      .executeTakeFirst()
    if (application === undefined)
      throw invalidField(
        'applicationId',
        words('Không có hồ sơ này của doanh nghiệp.', 'The enterprise has no such application.'),
      )
    return { applicationId: application.id, eventId: null }
  }
  if (outcome !== 'course') return { applicationId: null, eventId: null }
  const event = await db
    .selectFrom('trainingEvent')
    .select('id')
    .where('id', '=', eventId)
    .where('retractedOn', 'is', null)
    .executeTakeFirst()
  if (event === undefined)
    throw invalidField('eventId', words('Không có sự kiện này.', 'There is no such event.'))
  return { applicationId: null, eventId: event.id }
}

/** Says what became of a need: an application, a course, not for the programme because …, or no answer. */
export const settleNeed = command({
  name: 'needs.settle',
  summary: words('Ghi kết quả của nhu cầu', 'Say what became of a need'),
  route: 'POST /needs/{id}/outcome',
  input: z.object({
    id: id(),
    outcome: choice(outcomes.keys),
    applicationId: optionalId(),
    eventId: optionalId(),
    reason: optionalLongText(1000),
  }),
  output: z.object({ id: z.int(), outcome: outcomes.schema }),
  may: ['coordinator'],
  needs: [
    {
      field: 'applicationId',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'supported',
      said: words('khi đã có hồ sơ', 'when there is an application'),
      words: words('Xin chọn hồ sơ.', 'Please choose the application.'),
    },
    {
      field: 'eventId',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'course',
      said: words('khi đã có khóa đào tạo', 'when there is a course'),
      words: words('Xin chọn sự kiện.', 'Please choose the event.'),
    },
    {
      field: 'reason',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'declined' || outcome === 'unanswered',
      said: words('khi không hỗ trợ hoặc không liên hệ được', 'when it is declined or unanswered'),
      words: words('Xin ghi lý do.', 'Please give the reason.'),
    },
  ],
  subject: ({ id }) => `need:${id}`,
  async run(context, { id: needId, outcome, applicationId, eventId, reason }) {
    const need = await lockNeed(context, needId)
    if (need.settledOn !== null) throw settledAlready()
    const result = await resultOf(context.db, need, { outcome, applicationId, eventId })
    await writeNeed(context, need, {
      ...result,
      state: outcome,
      reason: reason ?? null,
      settledOn: context.today,
    })
    return { id: needId, outcome }
  },
})

/** Takes up again a need whose outcome was entered wrongly or did not last. */
export const reopenNeed = command({
  name: 'needs.reopen',
  summary: words('Xem xét lại nhu cầu', 'Take a need up again'),
  route: 'POST /needs/{id}/reopening',
  input: z.object({ id: id(), why: longText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `need:${id}`,
  async run(context, { id: needId }) {
    const need = await lockNeed(context, needId)
    if (need.settledOn === null)
      throw conflict('needs.open', words('Nhu cầu chưa có kết quả.', 'The need has no outcome yet.'))
    await writeNeed(context, need, {
      ...{ state: 'taken', settledOn: null, reason: null },
      applicationId: null,
      eventId: null,
    })
    return { id: needId }
  },
})
