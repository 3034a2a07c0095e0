import { z } from 'zod'
import { holdApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { day, id, longText, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { Changed, lockCall, touch } from './commands.ts'

/* An approved call takes applications for longer: proposed by one, approved or refused by another. */

export const prolongationStates = states({
  proposed: { vi: 'Chờ phê duyệt', en: 'Waits for approval', tone: 'info' },
  approved: { vi: 'Đã duyệt', en: 'Approved', tone: 'success' },
  refused: { vi: 'Không được duyệt', en: 'Not approved', tone: 'error' },
})

explainConstraint('call_prolongation_once', () =>
  conflict('calls.prolongedTwice', words('Đã có đề nghị gia hạn đang chờ.', 'A prolongation waits already.')),
)

/** Whoever proposed to prolong a call does not approve it. */
export const prolongedApart = {
  control: 'call',
  record: 'call',
  commands: ['calls.prolong'],
  did: words('Bạn đã đề nghị gia hạn đợt này', 'You proposed to prolong this call'),
} as const

/** Proposes that a call takes applications for longer. */
export const prolongCall = command({
  name: 'calls.prolong',
  summary: words('Đề nghị gia hạn đợt kêu gọi', 'Propose to prolong a call'),
  route: 'POST /calls/{id}/prolongation',
  input: z.object({ id: id(), version: whole(1), closesOn: day(), reason: longText(4000) }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'closesOn'],
      judge: async ({ id: callId, closesOn }, { db, today }) => {
        const call = await db
          .selectFrom('call')
          .select('closesOn')
          .where('id', '=', callId)
          .executeTakeFirst()
        const last = call?.closesOn ?? closesOn
        if (closesOn >= today && (call === undefined || closesOn > last)) return null
        return {
          field: 'closesOn',
          words: words(
            `Ngày mới phải sau ngày đóng hiện nay (${formatDate(last)}) và không trước hôm nay.`,
            `The new day comes after the present last day (${formatDate(last)}) and not before today.`,
          ),
        }
      },
    },
  ],
  subject: ({ id }) => `call:${id}`,
  async run({ db, today, actor }, { id: callId, version, closesOn, reason }) {
    const call = await lockCall(db, callId, version)
    if (call.state !== 'approved')
      throw conflict(
        'calls.notApproved',
        words('Chỉ gia hạn đợt kêu gọi đã phê duyệt.', 'Only a call that was approved is prolonged.'),
      )
    await db
      .insertInto('callProlongation')
      .values({
        callId,
        wasUntil: call.closesOn,
        closesOn,
        reason,
        proposedBy: actor.userId,
        proposedOn: today,
      })
      .execute()
    return touch(db, call)
  },
})

/** The prolongation that waits, with its call under lock. @throws Problem 404 where none waits, 403 for whoever proposed it */
async function lockProposed(context: Context, callId: number, version: number) {
  const call = await lockCall(context.db, callId, version)
  const proposed = await context.db
    .selectFrom('callProlongation')
    .selectAll()
    .where('callId', '=', callId)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  if (proposed === undefined) throw notFound(words('đề nghị gia hạn đang chờ', 'Prolongation that waits'))
  await holdApart(context, prolongedApart, callId)
  return { call, proposed }
}

/** Approves a prolongation by a document: the call takes applications until the new day. */
export const approveProlongation = command({
  name: 'calls.approveProlongation',
  summary: words('Phê duyệt gia hạn đợt kêu gọi', 'Approve the prolongation of a call'),
  route: 'POST /calls/{id}/prolongation-approval',
  input: z.object({ id: id(), version: whole(1), number: text(60) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject: ({ id }) => `call:${id}`,
  async run(context, { id: callId, version, number }) {
    const { db, today } = context
    const { call, proposed } = await lockProposed(context, callId, version)
    if (call.state !== 'approved' || proposed.closesOn < today)
      throw conflict(
        'calls.prolongedLate',
        words(
          'Đợt đã kết thúc hoặc ngày đề nghị đã qua; xin không duyệt và đề nghị lại.',
          'The call has ended or the proposed day is over; refuse it and propose anew.',
        ),
      )
    await db
      .updateTable('callProlongation')
      .set({ state: 'approved', number, settledOn: today })
      .where('id', '=', proposed.id)
      .execute()
    return touch(db, call, { closesOn: proposed.closesOn })
  },
})

/** Refuses a prolongation, with the reason: the call closes on its day. */
export const refuseProlongation = command({
  name: 'calls.refuseProlongation',
  summary: words('Không duyệt gia hạn đợt kêu gọi', 'Refuse the prolongation of a call'),
  route: 'POST /calls/{id}/prolongation-refusal',
  input: z.object({ id: id(), version: whole(1), remarks: longText(4000) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject: ({ id }) => `call:${id}`,
  async run(context, { id: callId, version, remarks }) {
    const { db, today } = context
    const { call, proposed } = await lockProposed(context, callId, version)
    await db
      .updateTable('callProlongation')
      .set({ state: 'refused', remarks, settledOn: today })
      .where('id', '=', proposed.id)
      .execute()
    return touch(db, call)
  },
})

export const ProlongationRow = z.object({
  id: z.int(),
  wasUntil: z.iso.date(),
  closesOn: z.iso.date(),
  reason: z.string(),
  state: prolongationStates.schema,
  proposedOn: z.iso.date(),
  number: z.string().nullable(),
  remarks: z.string().nullable(),
  settledOn: z.iso.date().nullable(),
})

/** How a call was prolonged, the first on top. */
export const prolongationsOf = (db: Db, callId: number): Promise<z.infer<typeof ProlongationRow>[]> =>
  db
    .selectFrom('callProlongation')
    .select(['id', 'wasUntil', 'closesOn', 'reason', 'state', 'proposedOn', 'number', 'remarks', 'settledOn'])
    .where('callId', '=', callId)
    .orderBy('id')
    .execute()
