import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import { id, text, whole } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { type Context, command } from '../../platform/operation.ts'
import {
  conflict,
  explainConstraint,
  invalid,
  invalidField,
  notFound,
  Problem,
  staleRecord,
} from '../../platform/problem.ts'
import { strangerLimit } from '../../platform/strangers.ts'
import { tokenHash } from '../../platform/tokens.ts'
import { lockEvent } from '../commands.ts'
import { eventStates } from '../rules.ts'
import { optionsIn, questionInput, type SheetState, sheetFields, sheetStates } from './fields.ts'
import { type Question, readAnswers, scoreOf } from './rules.ts'

/* Tests and surveys of an event: written, opened, answered by the personal links of who has a place, closed. */

explainConstraint('event_sheet_once', () =>
  conflict(
    'events.sheetTwice',
    words('Sự kiện đã có phiếu loại này.', 'The event has a sheet of this kind.'),
    'kind',
  ),
)
const answeredTwice = () =>
  conflict('events.answeredTwice', words('Bạn đã trả lời phiếu này.', 'You have answered this sheet.'))
explainConstraint('event_test_result_once', answeredTwice)
explainConstraint('event_survey_done_once', answeredTwice)

const Sheet = z.object({ id: z.int(), state: sheetStates.schema, version: z.int() })
const subject = ({ id }: { readonly id: number }) => `event_sheet:${id}`
export const noSheet = () => notFound(words('phiếu hỏi của sự kiện', 'Sheet of an event'))

/** Begins a sheet of questions of an event. */
export const createSheet = command({
  name: 'events.createSheet',
  summary: words('Lập phiếu hỏi của sự kiện', 'Begin a sheet of questions'),
  route: 'POST /events/{id}/sheets',
  input: z.object({ id: id(), ...sheetFields.input }),
  output: Sheet,
  may: ['coordinator'],
  subject: (_input, output) => subject(output),
  async run(context, { id: eventId, ...input }) {
    await lockEvent(context, eventId, undefined, eventStates.keys)
    const row = await context.db
      .insertInto('eventSheet')
      .values({ eventId, ...sheetFields.values(input), begunOn: context.today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    return { ...row, state: 'draft' as const }
  },
})

async function lock({ db }: Context, sheetId: number, version: number | undefined, within: SheetState) {
  const row = await db
    .selectFrom('eventSheet')
    .selectAll()
    .where('id', '=', sheetId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noSheet()
  if (version !== undefined && row.version !== version) throw staleRecord()
  if (row.state !== within)
    throw conflict(
      'events.sheetState',
      words('Phiếu không còn ở bước này.', 'The sheet is not at this step any more.'),
    )
  return row
}

async function move<S extends SheetState>(
  { db }: Context,
  row: { readonly id: number; readonly version: number },
  set: { readonly state: S; readonly openedOn?: string; readonly closedOn?: string },
) {
  const version = row.version + 1
  await db
    .updateTable('eventSheet')
    .set({ ...set, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: set.state, version }
}

/** Adds a question. Of a test it has its options, the right one and its points; of a survey options, or a line to write on. */
export const addQuestion = command({
  name: 'events.addQuestion',
  summary: words('Thêm câu hỏi', 'Add a question'),
  route: 'POST /event-sheets/{id}/questions',
  input: z.object({ id: id(), ...questionInput }),
  output: Sheet,
  may: ['coordinator'],
  subject,
  async run(context, { id: sheetId, content, options: typed, rightOption, points }) {
    const sheet = await lock(context, sheetId, undefined, 'draft')
    const options = optionsIn(typed)
    const test = sheet.kind !== 'survey'
    if (options.length > 20 || (test ? options.length < 2 : options.length === 1))
      throw invalidField('options', words('Từ 2 đến 20 lựa chọn.', 'From 2 to 20 options.'))
    if (test && (rightOption === undefined || rightOption > options.length))
      throw invalidField(
        'rightOption',
        words('Xin ghi lựa chọn đúng, đếm từ 1.', 'Say which option is right, counted from 1.'),
      )
    if (!test && (rightOption !== undefined || points !== undefined))
      throw invalidField(
        'rightOption',
        words('Khảo sát không có câu đúng và điểm.', 'A survey has no right answers and no points.'),
      )
    await context.db
      .insertInto('eventQuestion')
      .values({
        ...{ sheetId, content, options },
        ...{ rightOption: test ? (rightOption ?? null) : null, points: test ? (points ?? 1) : null },
        number: sql<number>`(SELECT coalesce(max(q.number), 0) + 1 FROM event_question q WHERE q.sheet_id = ${sheetId})`,
      })
      .execute()
    return move(context, sheet, { state: 'draft' })
  },
})

/** Takes a question out while the sheet is being written. */
export const removeQuestion = command({
  name: 'events.removeQuestion',
  summary: words('Bỏ câu hỏi', 'Take a question out'),
  route: 'DELETE /event-sheets/{id}/questions/{question}',
  input: z.object({ id: id(), question: id() }),
  output: Sheet,
  may: ['coordinator'],
  subject,
  async run(context, { id: sheetId, question }) {
    const sheet = await lock(context, sheetId, undefined, 'draft')
    const gone = await context.db
      .deleteFrom('eventQuestion')
      .where('id', '=', question)
      .where('sheetId', '=', sheetId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('câu hỏi', 'Question'))
    return move(context, sheet, { state: 'draft' })
  },
})

/** Opens a sheet to who has a place at the event; its questions stand then. */
export const openSheet = command({
  name: 'events.openSheet',
  summary: words('Mở phiếu hỏi', 'Open a sheet of questions'),
  route: 'POST /event-sheets/{id}/opening',
  input: z.object({ id: id(), version: whole(1) }),
  output: Sheet,
  may: ['coordinator'],
  subject,
  async run(context, { id: sheetId, version }) {
    const sheet = await lock(context, sheetId, version, 'draft')
    if ((await questionsOf(context.db, sheetId)).length === 0)
      throw conflict('events.noQuestions', words('Phiếu chưa có câu hỏi.', 'The sheet has no questions.'))
    return move(context, sheet, { state: 'open', openedOn: context.today })
  },
})

/** Closes a sheet: nobody answers any more. */
export const closeSheet = command({
  name: 'events.closeSheet',
  summary: words('Đóng phiếu hỏi', 'Close a sheet of questions'),
  route: 'POST /event-sheets/{id}/closing',
  input: z.object({ id: id(), version: whole(1) }),
  output: Sheet,
  may: ['coordinator'],
  subject,
  async run(context, { id: sheetId, version }) {
    const sheet = await lock(context, sheetId, version, 'open')
    return move(context, sheet, { state: 'closed', closedOn: context.today })
  },
})

interface AskedQuestion extends Question {
  readonly number: number
  readonly content: string
  readonly options: string[]
}
export const questionsOf = (db: Db, sheetId: number): Promise<AskedQuestion[]> =>
  db
    .selectFrom('eventQuestion')
    .select(['id', 'number', 'content', 'options', 'rightOption', 'points'])
    .where('sheetId', '=', sheetId)
    .orderBy('number')
    .execute()

/** The registration that a personal link is of, while it has a place. */
export async function placeOf(db: Db, token: string): Promise<{ id: number; eventId: number }> {
  const hash = tokenHash(token)
  const row = await db
    .selectFrom('eventRegistration')
    .select(['id', 'eventId'])
    .where(({ or, eb }) => or([eb('linkSha256', '=', hash), eb('mailSha256', '=', hash)]))
    .where('state', '=', 'accepted')
    .executeTakeFirst()
  if (row === undefined)
    throw notFound(
      words('đăng ký này, hoặc đường dẫn đã hết hạn', 'This registration, or its link has ended'),
    )
  return row
}

const countStranger = strangerLimit(
  60,
  () =>
    new Problem(
      'events.tooMany',
      429,
      words(
        'Đã nhận quá nhiều phiếu từ nơi này. Xin thử lại sau một giờ.',
        'Too many have come in from here. Please try again in an hour.',
      ),
    ),
)

/** Answers a sheet by the personal link of a registration, once. A test is scored; of a survey it is kept that one has answered, and apart from it what. */
export const answerSheet = command({
  name: 'events.answerSheet',
  summary: words('Trả lời phiếu hỏi của sự kiện', 'Answer a sheet of an event'),
  route: 'POST /event-registration-links/{token}/sheets/{sheet}',
  input: z.object({
    token: text(200),
    sheet: id(),
    answers: z.record(z.string().max(20), z.string().max(2000)).optional(),
  }),
  output: z.object({ id: z.int() }),
  may: ['public'],
  secret: ['token', 'answers'],
  prepare: countStranger,
  subject: (_input, output) => subject(output),
  async run(context, { token, sheet: sheetId, answers: sent = {} }) {
    const { db, today } = context
    const place = await placeOf(db, token)
    const sheet = await db
      .selectFrom('eventSheet')
      .select(['id', 'kind', 'state', 'eventId'])
      .where('id', '=', sheetId)
      .where('eventId', '=', place.eventId)
      .forShare()
      .executeTakeFirst()
    if (sheet === undefined) throw noSheet()
    if (sheet.state !== 'open')
      throw conflict('events.sheetClosed', words('Phiếu không mở.', 'The sheet is not open.'))
    const questions = await questionsOf(db, sheetId)
    const { answers, wrong } = readAnswers(questions, sent)
    if (wrong.length > 0)
      throw invalid(
        wrong.map((question) => ({
          field: `answers.${question}`,
          words: words('Xin chọn một câu trả lời.', 'Choose an answer.'),
        })),
      )
    const kept = JSON.stringify(answers)
    const registrationId = place.id
    if (sheet.kind === 'survey') {
      await db.insertInto('eventSurveyDone').values({ sheetId, registrationId }).execute()
      await db
        .insertInto('eventSurveyAnswer')
        .values({ id: randomInt(1, 2_147_483_647), sheetId, answers: kept })
        .execute()
    } else
      await db
        .insertInto('eventTestResult')
        .values({ sheetId, registrationId, answers: kept, ...scoreOf(questions, answers), givenOn: today })
        .execute()
    return { id: sheetId }
  },
})
