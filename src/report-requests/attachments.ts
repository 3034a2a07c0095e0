import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, whole } from '../platform/fields.ts'
import { File, fileOf } from '../platform/file-of.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { AnswerChanged, type Locked, lockAnswer, subject, touch } from './answers.ts'
import { questionsOf } from './forms.ts'
import { writtenStates } from './rules.ts'
import { reporters } from './sight.ts'

/*
 * Files that a form asks for. One that was sent in a round stays with it: taken out, it ends with that round; what was never sent goes.
 */

export const mostAttachments = 10

explainConstraint('report_attachment_once', () =>
  invalidField('fileId', words('Tệp này đã được đính kèm.', 'This file is attached already.')),
)

export const Attachment = z.object({
  id: z.int(),
  questionId: z.int(),
  file: File,
  fromRound: z.int(),
  /** The last round in which it was; null: it stands. */
  untilRound: z.int().nullable(),
  attachedOn: z.iso.date(),
})
export type Attachment = z.infer<typeof Attachment>

/** The files of a report, those of earlier rounds too. */
export const attachmentsOf = (db: Db, actor: Actor, answerId: number) =>
  db
    .selectFrom('reportAttachment')
    .select(['id', 'questionId', 'fromRound', 'untilRound', 'attachedOn'])
    .select(fileOf(actor, 'fileId').as('file'))
    .where('answerId', '=', answerId)
    .orderBy('id')
    .execute()

async function lastRound(db: Db, answerId: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    SELECT coalesce(max(number), 0)::int AS last FROM report_round WHERE answer_id = ${answerId}`.execute(db)
  return rows[0]?.last ?? 0
}

/** Attaches a file to a question that asks for files, while the report is written. */
export const attachFile = command({
  name: 'reportRequests.attach',
  summary: words('Đính kèm tệp vào báo cáo', 'Attach a file to a report'),
  route: 'POST /report-answers/{id}/attachments',
  input: z.object({ id: id(), version: whole(1), questionId: id(), fileId: id() }),
  output: AnswerChanged,
  may: reporters,
  subject,
  async run(context, { id: answerId, version, questionId, fileId }) {
    const row = await lockAnswer(context, answerId, writtenStates, version)
    const file = await evidence(context, fileId)
    return attach(context, row, { questionId, fileId: file.id })
  },
})

/** Attaches a file to a report that is locked. */
export async function attach(
  context: Context,
  row: Locked,
  { questionId, fileId }: { readonly questionId: number; readonly fileId: number },
) {
  const { db, today } = context
  const answerId = row.id
  const questions = await questionsOf(db, row.formId)
  if (!questions.some((question) => question.id === questionId && question.kind === 'file'))
    throw invalidField(
      'questionId',
      words('Biểu mẫu không hỏi tệp ở câu này.', 'The form asks for no file here.'),
    )
  const { standing } = await db
    .selectFrom('reportAttachment')
    .select(({ fn }) => fn.countAll<number>().as('standing'))
    .where('answerId', '=', answerId)
    .where('questionId', '=', questionId)
    .where('untilRound', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(standing) >= mostAttachments)
    throw conflict(
      'reportRequests.manyAttachments',
      words(
        `Mỗi câu hỏi nhận nhiều nhất ${mostAttachments} tệp.`,
        `A question takes at most ${mostAttachments} files.`,
      ),
    )
  const fromRound = (await lastRound(db, answerId)) + 1
  await db
    .insertInto('reportAttachment')
    .values({ answerId, questionId, fileId, fromRound, attachedOn: today })
    .execute()
  return touch(context, row)
}

/** Takes a file out of a report that is written on. */
export const removeAttachment = command({
  name: 'reportRequests.removeAttachment',
  summary: words('Bỏ tệp đính kèm khỏi báo cáo', 'Take a file out of a report'),
  route: 'DELETE /report-answers/{id}/attachments/{attachment}',
  input: z.object({ id: id(), attachment: id() }),
  output: AnswerChanged,
  may: reporters,
  subject,
  run: async (context, { id: answerId, attachment }) =>
    detach(context, await lockAnswer(context, answerId, writtenStates), attachment),
})

/** Takes a file out of a report that is locked. */
export async function detach(context: Context, row: Locked, attachment: number) {
  const { db } = context
  const answerId = row.id
  const standing = await db
    .selectFrom('reportAttachment')
    .select(['id', 'fromRound'])
    .where('id', '=', attachment)
    .where('answerId', '=', answerId)
    .where('untilRound', 'is', null)
    .executeTakeFirst()
  if (standing === undefined) throw notFound(words('tệp đính kèm này', 'Attached file'))
  const last = await lastRound(db, answerId)
  await (standing.fromRound > last
    ? db.deleteFrom('reportAttachment').where('id', '=', standing.id).execute()
    : db.updateTable('reportAttachment').set({ untilRound: last }).where('id', '=', standing.id).execute())
  return touch(context, row)
}
