import { z } from 'zod'
import { id, text, whole } from '../platform/fields.ts'
import { storeUpload } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { conflict, Problem, refuse } from '../platform/problem.ts'
import { strangerLimit } from '../platform/strangers.ts'
import { AnswerChanged, begin, inState, refuseUnfinished, save, send } from './answers.ts'
import { attach, detach } from './attachments.ts'
import { cellInput, cellsOf, mostCells, readCells } from './cells.ts'
import { wish } from './extensions.ts'
import { extensionFields } from './fields.ts'
import { Question } from './form-queries.ts'
import { questionsOf } from './forms.ts'
import { findHolder, linkHolder, linkInput } from './links.ts'
import { CellRow } from './queries.ts'
import { answerStates, waitingStates, writtenStates } from './rules.ts'

/* A report by its personal link: what whoever holds it sees and does, of this one report alone. */

const perHour = 120
/** How many files one report takes by its link. */
const mostFiles = 40
const countStranger = strangerLimit(
  perHour,
  () =>
    new Problem(
      'reportRequests.tooMany',
      429,
      words(
        'Đã gửi quá nhiều lần. Xin thử lại sau một giờ.',
        'Too much was sent. Please try again in an hour.',
      ),
    ),
)

/** What a link shows: the form, what stands in it, and how far it is. */
export const showReportLink = query({
  name: 'reportRequests.showLink',
  summary: words('Báo cáo qua liên kết riêng', 'A report behind a personal link'),
  route: 'GET /report-links/{token}',
  input: z.object(linkInput),
  output: z.object({
    title: z.string(),
    recipient: z.string(),
    recipientEn: z.string(),
    agencyId: z.int().nullable(),
    enterpriseId: z.int().nullable(),
    fromOn: z.iso.date(),
    toOn: z.iso.date(),
    dueOn: z.iso.date(),
    until: z.iso.date(),
    state: answerStates.schema,
    remark: z.string().nullable(),
    sentOn: z.iso.date().nullable(),
    opened: z.boolean(),
    version: z.int(),
    questions: z.array(Question),
    cells: z.array(CellRow),
    attachments: z.array(z.object({ id: z.int(), questionId: z.int(), name: z.string() })),
    /** More time was asked for and not answered. */
    wished: z.boolean(),
  }),
  may: ['public'],
  async run(context, { token }) {
    const { db } = context
    const row = await linkHolder(context, token, 'read')
    const { title, carrier, enterpriseId, fromOn, toOn, dueOn, linkUntil, remark, sentOn, version } = row
    const recipient =
      carrier === null
        ? await db
            .selectFrom('enterprise')
            .select(['name', 'name as nameEn'])
            .where('id', '=', enterpriseId)
            .executeTakeFirstOrThrow()
        : await db
            .selectFrom('agency')
            .select(['name', 'nameEn'])
            .where('id', '=', carrier)
            .executeTakeFirstOrThrow()
    const attachments = await db
      .selectFrom('reportAttachment as a')
      .innerJoin('file as f', 'f.id', 'a.fileId')
      .select(['a.id', 'a.questionId', 'f.name'])
      .where('a.answerId', '=', row.id)
      .where('a.untilRound', 'is', null)
      .orderBy('a.id')
      .execute()
    const wished = await db
      .selectFrom('reportExtension')
      .select('id')
      .where('answerId', '=', row.id)
      .where('state', '=', 'asked')
      .executeTakeFirst()
    return {
      ...{ title, recipient: recipient.name, recipientEn: recipient.nameEn, agencyId: carrier, enterpriseId },
      ...{ fromOn, toOn, dueOn, until: linkUntil ?? dueOn, remark, sentOn, version, attachments },
      state: answerStates.schema.parse(row.state),
      opened: row.linkOpenedOn !== null,
      questions: await questionsOf(db, row.formId),
      cells: await cellsOf(db, row.id),
      wished: wished !== undefined,
    }
  },
})

const stranger = { may: ['public'], secret: ['token'], prepare: countStranger } as const
const ofAnswer = (_input: unknown, { id: answerId }: { readonly id: number }) => `report_answer:${answerId}`

/** Notes that a link was opened for the first time. */
export const openByLink = command({
  name: 'reportRequests.openByLink',
  summary: words('Mở báo cáo bằng liên kết riêng', 'Open a report by its personal link'),
  route: 'POST /report-links/opening',
  input: z.object(linkInput),
  output: AnswerChanged,
  ...stranger,
  subject: ofAnswer,
  async run(context, { token }) {
    const row = await linkHolder(context, token, 'locked')
    if (row.linkOpenedOn !== null) return { id: row.id, version: row.version }
    await context.db
      .updateTable('reportAnswer')
      .set({ linkOpenedOn: context.today })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, version: row.version }
  },
})

export const beginByLink = command({
  name: 'reportRequests.beginByLink',
  summary: words('Bắt đầu soạn báo cáo bằng liên kết riêng', 'Begin a report by its personal link'),
  route: 'POST /report-links/beginning',
  input: z.object({ ...linkInput, version: whole(1) }),
  output: AnswerChanged,
  ...stranger,
  subject: ofAnswer,
  run: async (context, { token, version }) =>
    begin(context, inState(await linkHolder(context, token, 'locked'), ['asked'], version)),
})

export const saveByLink = command({
  name: 'reportRequests.saveByLink',
  summary: words('Lưu nháp báo cáo bằng liên kết riêng', 'Save a report by its personal link'),
  route: 'POST /report-links/cells',
  input: z.object({ ...linkInput, version: whole(1), cells: z.array(cellInput).max(mostCells) }),
  output: AnswerChanged,
  ...stranger,
  rules: [
    {
      of: ['token', 'cells'],
      judge: async ({ token, cells }, context) => {
        const row = await findHolder(context, token, 'read')
        if (row === null) return null
        const questions = await questionsOf(context.db, row.formId)
        return readCells(questions, await cellsOf(context.db, row.id), cells).faults
      },
    },
  ],
  subject: ofAnswer,
  run: async (context, { token, version, cells }) =>
    save(context, inState(await linkHolder(context, token, 'locked'), writtenStates, version), cells),
})

/** Keeps a file of whoever has the link, to be attached or to be the signed scan. */
export const keepLinkFile = command({
  name: 'reportRequests.keepLinkFile',
  summary: words('Tải tệp lên bằng liên kết riêng', 'Upload a file by a personal link'),
  route: 'POST /report-links/{token}/files',
  input: z.object({
    ...linkInput,
    name: text(),
    bytes: z.instanceof(Uint8Array).meta({ type: 'string', format: 'binary' }),
  }),
  output: z.object({ id: z.int(), name: z.string(), sha256: z.string() }),
  may: ['public'],
  secret: ['token', 'bytes'],
  prepare: countStranger,
  subject: (_input, output) => `file:${output.id}`,
  async run(context, { token, name, bytes }) {
    const { db, files, today } = context
    const row = inState(await linkHolder(context, token, 'locked'), writtenStates)
    const { kept } = await db
      .selectFrom('reportLinkFile')
      .select(({ fn }) => fn.countAll<number>().as('kept'))
      .where('answerId', '=', row.id)
      .executeTakeFirstOrThrow()
    if (Number(kept) >= mostFiles)
      throw conflict(
        'reportRequests.manyLinkFiles',
        words(
          `Liên kết này nhận nhiều nhất ${mostFiles} tệp.`,
          `This link takes at most ${mostFiles} files.`,
        ),
      )
    const file = await storeUpload(db, files, {
      name,
      bytes,
      uploadedBy: null,
      enterpriseId: row.enterpriseId,
    })
    await db
      .insertInto('reportLinkFile')
      .values({ fileId: file.id, answerId: row.id, keptOn: today })
      .execute()
    return { id: file.id, name: file.name, sha256: file.sha256 }
  },
  after: ({ files }, { sha256 }) => files.settled(sha256),
})

/** @throws Problem 422 for a file that did not come by this link */
async function refuseOthers({ db }: Pick<Context, 'db'>, answerId: number, fileId: number): Promise<void> {
  const kept = await db
    .selectFrom('reportLinkFile')
    .select('fileId')
    .where('answerId', '=', answerId)
    .where('fileId', '=', fileId)
    .executeTakeFirst()
  if (kept === undefined)
    refuse([
      {
        field: 'fileId',
        words: words('Tệp này không gửi theo đường dẫn này.', 'This file did not come by this link.'),
      },
    ])
}

export const attachByLink = command({
  name: 'reportRequests.attachByLink',
  summary: words('Đính kèm tệp bằng liên kết riêng', 'Attach a file by a personal link'),
  route: 'POST /report-links/attachments',
  input: z.object({ ...linkInput, version: whole(1), questionId: id(), fileId: id() }),
  output: AnswerChanged,
  ...stranger,
  subject: ofAnswer,
  async run(context, { token, version, questionId, fileId }) {
    const row = inState(await linkHolder(context, token, 'locked'), writtenStates, version)
    await refuseOthers(context, row.id, fileId)
    return attach(context, row, { questionId, fileId })
  },
})

export const detachByLink = command({
  name: 'reportRequests.detachByLink',
  summary: words('Bỏ tệp đính kèm bằng liên kết riêng', 'Take a file out by a personal link'),
  route: 'POST /report-links/attachments/{attachment}/removal',
  input: z.object({ ...linkInput, attachment: id() }),
  output: AnswerChanged,
  ...stranger,
  subject: ofAnswer,
  run: async (context, { token, attachment }) =>
    detach(context, inState(await linkHolder(context, token, 'locked'), writtenStates), attachment),
})

/** Sends a report by its link: who signed it, with the signed scan. */
export const sendByLink = command({
  name: 'reportRequests.sendByLink',
  summary: words('Gửi báo cáo bằng liên kết riêng', 'Send a report by its personal link'),
  route: 'POST /report-links/sending',
  input: z.object({ ...linkInput, version: whole(1), signer: text(200), fileId: id() }),
  output: AnswerChanged,
  ...stranger,
  subject: ofAnswer,
  async run(context, { token, version, signer, fileId }) {
    const row = inState(await linkHolder(context, token, 'locked'), writtenStates, version)
    await refuseUnfinished(context.db, row)
    await refuseOthers(context, row.id, fileId)
    return send(context, row, { sentBy: signer, approvedBy: signer, fileId })
  },
})

export const wishByLink = command({
  name: 'reportRequests.wishByLink',
  summary: words('Xin gia hạn bằng liên kết riêng', 'Ask for more time by a personal link'),
  route: 'POST /report-links/extensions',
  input: z.object({ ...linkInput, ...extensionFields.input }),
  output: AnswerChanged,
  ...stranger,
  subject: ofAnswer,
  run: async (context, { token, ...input }) =>
    wish(context, inState(await linkHolder(context, token, 'locked'), waitingStates), input),
})
