import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { day, id, longText, text, whole } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { Changed, lockCall, touch } from './commands.ts'
import { callStateOn, isOpenToChange } from './rules.ts'

/* A call on its way: sent, returned or approved by another person; ended with what came of it, or cancelled. */

/** Whoever did one of these on a call does not approve it. */
export const approvedApart = {
  control: 'call',
  commands: [
    'calls.create',
    'calls.edit',
    'calls.addContent',
    'calls.feedContent',
    'calls.removeContent',
    'calls.addPaper',
    'calls.removePaper',
    'calls.send',
  ],
  record: 'call',
  did: words('Bạn đã soạn đợt kêu gọi này', 'You drew up this call'),
} satisfies Apart

/** Sends a call to whoever approves it. */
export const sendCall = command({
  name: 'calls.send',
  summary: words('Trình đợt kêu gọi', 'Send a call for approval'),
  route: 'POST /calls/{id}/sending',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `call:${id}`,
  async run({ db, today }, { id: callId, version }) {
    const call = await lockCall(db, callId, version)
    if (!isOpenToChange(call.state))
      throw conflict('calls.sent', words('Đợt kêu gọi đã trình rồi.', 'The call was sent already.'))
    const contents = await db
      .selectFrom('callContent')
      .select('taskContentId')
      .where('callId', '=', callId)
      .execute()
    if (call.taskId !== null && contents.some(({ taskContentId }) => taskContentId === null))
      throw conflict(
        'calls.noTaskContent',
        words(
          'Đợt này thuộc một nhiệm vụ: xin chọn nội dung của nhiệm vụ chi trả cho từng nội dung hỗ trợ.',
          'The call feeds a task: please choose for each content which content of the task pays.',
        ),
      )
    if (contents.length === 0)
      throw conflict(
        'calls.empty',
        words('Đợt kêu gọi chưa có nội dung hỗ trợ nào.', 'The call is for no content yet.'),
      )
    if (call.closesOn < today)
      throw conflict(
        'calls.over',
        words('Ngày đóng đã qua; xin sửa lại ngày.', 'Its last day is over; please correct the days.'),
      )
    return touch(db, call, { state: 'sent', sentOn: today })
  },
})

/** The call that waits for approval. @throws Problem 409 where none waits, 403 for whoever drew it up */
async function lockSent(context: Context, callId: number, version: number) {
  const call = await lockCall(context.db, callId, version)
  if (call.state !== 'sent')
    throw conflict(
      'calls.notSent',
      words('Đợt kêu gọi không chờ phê duyệt.', 'The call does not wait for approval.'),
    )
  await holdApart(context, approvedApart, callId)
  return call
}

/** Returns a call to be mended, with remarks. */
export const returnCall = command({
  name: 'calls.return',
  summary: words('Trả lại đợt kêu gọi', 'Return a call'),
  route: 'POST /calls/{id}/return',
  input: z.object({ id: id(), version: whole(1), remarks: longText(4000) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject: ({ id }) => `call:${id}`,
  async run(context, { id: callId, version, remarks }) {
    return touch(context.db, await lockSent(context, callId, version), { state: 'returned', remarks })
  },
})

/** Approves a call by a document of the day; it opens on its first day. */
export const approveCall = command({
  name: 'calls.approve',
  summary: words('Phê duyệt đợt kêu gọi', 'Approval of a call'),
  route: 'POST /calls/{id}/approval',
  input: z.object({ id: id(), version: whole(1), number: text(60), decidedOn: day() }),
  output: Changed,
  may: ['coordinator', 'leader'],
  rules: [notAhead('decidedOn')],
  subject: ({ id }) => `call:${id}`,
  async run(context, { id: callId, version, number, decidedOn }) {
    return touch(context.db, await lockSent(context, callId, version), {
      ...{ state: 'approved', number, decidedOn, remarks: null },
    })
  },
})

/** Ends a call that has closed: what came of it. */
export const endCall = command({
  name: 'calls.end',
  summary: words('Kết thúc đợt kêu gọi', 'End a call'),
  route: 'POST /calls/{id}/end',
  input: z.object({ id: id(), version: whole(1), outcome: longText(4000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `call:${id}`,
  async run({ db, today }, { id: callId, version, outcome }) {
    const call = await lockCall(db, callId, version)
    if (callStateOn(call, today) !== 'closed')
      throw conflict(
        'calls.notClosed',
        words(
          'Chỉ kết thúc đợt kêu gọi đã đóng nhận hồ sơ.',
          'Only a call that takes no more applications is ended.',
        ),
      )
    const waiting = await db
      .selectFrom('application')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('callId', '=', callId)
      .where('state', 'in', ['filed', 'returned', 'checked', 'appraised'])
      .executeTakeFirstOrThrow()
    if (Number(waiting.count) > 0)
      throw conflict(
        'calls.undecided',
        words(
          `Còn ${waiting.count} hồ sơ của đợt chưa có quyết định.`,
          `${waiting.count} applications of the call are not decided yet.`,
        ),
      )
    return touch(db, call, { state: 'ended', settledOn: today, outcome })
  },
})

/** Cancels a call at any time before it has ended; applications that came stay where they are. */
export const cancelCall = command({
  name: 'calls.cancel',
  summary: words('Hủy đợt kêu gọi', 'Cancel a call'),
  route: 'POST /calls/{id}/cancellation',
  input: z.object({ id: id(), version: whole(1), outcome: longText(4000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `call:${id}`,
  async run({ db, today }, { id: callId, version, outcome }) {
    const call = await lockCall(db, callId, version)
    if (call.state === 'ended' || call.state === 'cancelled')
      throw conflict('calls.settled', words('Đợt kêu gọi đã kết thúc.', 'The call has ended.'))
    return touch(db, call, { state: 'cancelled', settledOn: today, outcome })
  },
})
