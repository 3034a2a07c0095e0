import { z } from 'zod'
import { choice, id, optionalDay, optionalLongText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { AnswerChanged, type Locked, lockAnswer } from './answers.ts'
import { extensionFields } from './fields.ts'
import { waitingStates } from './rules.ts'
import { reporters } from './sight.ts'

/* More time for a report: wished with a reason, granted to a day or refused with one. */

export const extensionStates = states({
  asked: { vi: 'Chờ trả lời gia hạn', en: 'More time is asked for', tone: 'warning' },
  granted: { vi: 'Đồng ý gia hạn', en: 'Granted', tone: 'success' },
  refused: { vi: 'Không gia hạn', en: 'More time refused', tone: 'error' },
  lapsed: { vi: 'Không còn cần gia hạn', en: 'No longer needed' },
})

explainConstraint('report_extension_open', () =>
  conflict(
    'reportRequests.extensionAsked',
    words('Đã xin gia hạn, đang chờ trả lời.', 'More time was asked for already.'),
  ),
)

/** Asks for more time for a report that was not sent. */
export const askExtension = command({
  name: 'reportRequests.askExtension',
  summary: words('Xin gia hạn báo cáo', 'Ask for more time for a report'),
  route: 'POST /report-answers/{id}/extensions',
  input: z.object({ id: id(), ...extensionFields.input }),
  output: AnswerChanged,
  may: reporters,
  subject: ({ id: answerId }) => `report_answer:${answerId}`,
  run: async (context, { id: answerId, ...input }) =>
    wish(context, await lockAnswer(context, answerId, waitingStates), input),
})

/** Asks for more time for a report that is locked. */
export async function wish(
  { db, today }: Context,
  row: Locked,
  input: { readonly wishedOn: string; readonly reason: string },
) {
  if (input.wishedOn <= row.dueOn || input.wishedOn < today)
    throw invalidField(
      'wishedOn',
      words(
        'Ngày này phải sau hạn hiện nay và chưa qua.',
        'It must be after the present deadline and not be over.',
      ),
    )
  await db
    .insertInto('reportExtension')
    .values({ answerId: row.id, askedOn: today, ...extensionFields.values(input) })
    .execute()
  return { id: row.id, version: row.version }
}

/** Grants more time, to the day that was wished or another one, or refuses it with the reason. */
export const settleExtension = command({
  name: 'reportRequests.settleExtension',
  summary: words('Trả lời đề nghị gia hạn báo cáo', 'Answer a wish for more time'),
  route: 'POST /report-answers/{id}/extension',
  input: z.object({
    id: id(),
    version: whole(1),
    outcome: choice(['granted', 'refused']),
    /** Left out: the day that was wished. */
    dueOn: optionalDay(),
    reply: optionalLongText(2000),
  }),
  output: AnswerChanged,
  may: ['coordinator'],
  needs: [
    {
      field: 'reply',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'refused',
      said: words('khi không gia hạn', 'where it is refused'),
      words: words('Xin ghi lý do không gia hạn.', 'Please say why it is refused.'),
    },
  ],
  subject: ({ id: answerId }) => `report_answer:${answerId}`,
  async run(context, { id: answerId, version, outcome, dueOn, reply }) {
    const { db, today } = context
    const row = await lockAnswer(context, answerId, waitingStates, version)
    const wish = await db
      .selectFrom('reportExtension')
      .selectAll()
      .where('answerId', '=', answerId)
      .where('state', '=', 'asked')
      .forUpdate()
      .executeTakeFirst()
    if (wish === undefined) throw notFound(words('đề nghị gia hạn', 'Wish for more time'))
    const granted = dueOn ?? wish.wishedOn
    if (outcome === 'granted' && granted <= row.dueOn)
      throw invalidField(
        'dueOn',
        words('Ngày này phải sau hạn hiện nay.', 'It must be after the present deadline.'),
      )
    await db
      .updateTable('reportExtension')
      .set({ state: outcome, reply: reply ?? null, settledOn: today })
      .where('id', '=', wish.id)
      .execute()
    return db
      .updateTable('reportAnswer')
      .set({ ...(outcome === 'granted' ? { dueOn: granted } : {}), version: row.version + 1 })
      .where('id', '=', answerId)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

export const Extension = z.object({
  id: z.int(),
  ...extensionFields.row,
  askedOn: z.iso.date(),
  state: extensionStates.schema,
  reply: z.string().nullable(),
  settledOn: z.iso.date().nullable(),
})
