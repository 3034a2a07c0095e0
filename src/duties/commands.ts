import { sql } from 'kysely'
import { z } from 'zod'
import { actsFor, type Role } from '../platform/actor.ts'
import { id, text } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, forbidden, notFound } from '../platform/problem.ts'
import { doneFields } from './fields.ts'

/** Those whose agencies have duties; leaders decide and auditors read. */
export const dutyDoers: readonly Role[] = [
  'coordinator',
  'finance',
  'home_affairs',
  'statistics',
  'agency',
  'association',
]

/** Locks the item and gives it with the agency that carries it on `day`. */
async function lockItem({ db }: Context, itemId: number, day: string) {
  const item = await db
    .selectFrom('dutyItem')
    .select(['id', 'doneOn', sql<number>`agency_on(agency_id, ${day}::date)`.as('carrier')])
    .where('id', '=', itemId)
    .forUpdate()
    .executeTakeFirst()
  if (item === undefined) throw notFound(words('công việc', 'Work item'))
  return item
}

/**
 * Marks a dated piece of work as done, with what was done and its evidence. The coordinator may for any agency; another
 * account for its own agency's work and for what its agency has taken over. The agency that carries it today keeps the credit.
 */
export const completeDuty = command({
  name: 'duties.complete',
  summary: words('Ghi hoàn thành nhiệm vụ của cơ quan', "Mark an agency's work as done"),
  route: 'POST /duties/{id}/complete',
  input: z.object({ id: id(), ...doneFields.input }),
  output: z.object({ id: z.int() }),
  may: dutyDoers,
  needs: [
    {
      field: 'note',
      of: ['fileId'],
      when: ({ fileId }) => fileId === undefined,
      said: words('khi không kèm tệp', 'without a file'),
      words: words(
        'Xin ghi đã làm gì hoặc kèm tệp minh chứng.',
        'Please say what was done or attach the evidence.',
      ),
    },
  ],
  rules: [
    notAhead('doneOn', words('Ngày hoàn thành không thể ở tương lai.', 'The day cannot be in the future.')),
  ],
  subject: (input) => `duty_item:${input.id}`,
  async run(context, input) {
    const { db, actor, today } = context
    const item = await lockItem(context, input.id, today)
    if (!actor.grants.has('coordinator') && !actsFor(actor, item.carrier)) {
      throw forbidden({
        vi: 'Chỉ cơ quan được giao việc này hoặc cơ quan điều hành ghi được.',
        en: 'Only the agency that carries this work, or the coordinator, may mark it.',
      })
    }
    if (item.doneOn !== null) {
      throw conflict(
        'duties.alreadyDone',
        words('Việc này đã được ghi hoàn thành.', 'This is marked as done already.'),
      )
    }
    if (input.fileId !== undefined) await evidence(context, input.fileId)
    await db
      .updateTable('dutyItem')
      .set({
        ...doneFields.values(input),
        agencyId: item.carrier,
      })
      .where('id', '=', input.id)
      .execute()
    return { id: input.id }
  },
})

/**
 * Marks the work of reporting as done by the report that was sealed, unless somebody marked it before; inside the sealing command.
 * The agency that carries it on the report's day keeps the credit.
 */
export async function doneByReport(
  context: Context,
  itemId: number,
  report: { readonly datedOn: string; readonly note: string; readonly fileId: number },
): Promise<void> {
  const item = await lockItem(context, itemId, report.datedOn)
  if (item.doneOn !== null) return
  await context.db
    .updateTable('dutyItem')
    .set({ doneOn: report.datedOn, note: report.note, fileId: report.fileId, agencyId: item.carrier })
    .where('id', '=', itemId)
    .execute()
}

/** Takes a mark back that was set by mistake; the reason stays with the work. */
export const reopenDuty = command({
  name: 'duties.reopen',
  summary: words('Mở lại nhiệm vụ đã ghi hoàn thành', 'Reopen work that was marked as done'),
  route: 'POST /duties/{id}/reopen',
  input: z.object({ id: id(), reason: text(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: (input) => `duty_item:${input.id}`,
  async run(context, input) {
    const item = await lockItem(context, input.id, context.today)
    if (item.doneOn === null) {
      throw conflict(
        'duties.notDone',
        words('Việc này chưa được ghi hoàn thành.', 'This is not marked as done.'),
      )
    }
    await context.db
      .updateTable('dutyItem')
      .set({ doneOn: null, note: input.reason, fileId: null })
      .where('id', '=', input.id)
      .execute()
    return { id: input.id }
  },
})
