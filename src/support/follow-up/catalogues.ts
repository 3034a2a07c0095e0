import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../../platform/actor.ts'
import { editEntry, endEntry } from '../../platform/catalogue.ts'
import type { Db } from '../../platform/database.ts'
import { id, text, whole } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { command, query } from '../../platform/operation.ts'
import { conflict, explainConstraint } from '../../platform/problem.ts'
import { fold } from '../../platform/text.ts'
import { momentFields, questionFields } from './fields.ts'
import { askedTimes, belongs, questionKinds } from './rules.ts'

/* When enterprises are asked about turns that are done, and what: rows that the office keeps. */

explainConstraint('follow_up_moment_name', () =>
  conflict('support.momentTwice', words('Đã có lần hỏi mang tên này.', 'There is one of this name.'), 'name'),
)
explainConstraint('follow_up_moment_months', () =>
  conflict(
    'support.monthsTwice',
    words('Đã có lần hỏi sau số tháng này.', 'There is one after as many months.'),
    'months',
  ),
)
explainConstraint('follow_up_question_name', () =>
  conflict('support.questionTwice', words('Đã có câu hỏi này.', 'There is this question.'), 'name'),
)

/** As they come with the program: data/catalogues.json. */
const Named = { key: z.string().min(1), name: z.string().min(1), nameEn: z.string().min(1) }
export const FollowUpMomentData = z.object({ ...Named, months: z.int(), answerDays: z.int() })
export const FollowUpQuestionData = z.object({
  ...{ ...Named, kind: questionKinds.schema, askedAt: askedTimes.schema },
})

const Changed = z.object({ id: z.int(), version: z.int() })
const ofMoment = ({ id: momentId }: { readonly id: number }) => `follow_up_moment:${momentId}`
const ofQuestion = ({ id: questionId }: { readonly id: number }) => `follow_up_question:${questionId}`

/** Has enterprises asked once more, so many months after a turn was done. */
export const addMoment = command({
  name: 'support.addFollowUpMoment',
  summary: words('Thêm lần hỏi sau hỗ trợ', 'Add an asking after support'),
  route: 'POST /follow-up-moments',
  input: z.object(momentFields.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => ofMoment(output),
  run: ({ db }, input) =>
    db
      .insertInto('followUpMoment')
      .values(momentFields.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** Changes when they are asked. One at which somebody was asked keeps its months: answers would be of another day. */
export const editMoment = command({
  name: 'support.editFollowUpMoment',
  summary: words('Sửa lần hỏi sau hỗ trợ', 'Edit an asking after support'),
  route: 'PUT /follow-up-moments/{id}',
  input: z.object({ id: id(), version: whole(1), ...momentFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'months'],
      judge: async ({ id: momentId, months }, { db }) => {
        const row = await db
          .selectFrom('followUpMoment as m')
          .select('m.months')
          .where('m.id', '=', momentId)
          .where(sql<boolean>`EXISTS (SELECT FROM support_follow_up u WHERE u.moment_id = m.id)`)
          .executeTakeFirst()
        return row === undefined || row.months === months
          ? null
          : {
              field: 'months',
              words: words(
                'Đã hỏi doanh nghiệp theo lần hỏi này; xin thêm lần hỏi mới.',
                'Enterprises were asked by it; please add another.',
              ),
            }
      },
    },
  ],
  subject: ofMoment,
  run: ({ db }, { id: momentId, version, ...input }) =>
    editEntry(db, 'followUpMoment', { id: momentId, version }, momentFields.values(input)),
})

/** Has nobody asked any more at this moment; what was asked stays. */
export const endMoment = command({
  name: 'support.endFollowUpMoment',
  summary: words('Ngừng lần hỏi sau hỗ trợ', 'End an asking after support'),
  route: 'POST /follow-up-moments/{id}/end',
  input: z.object({ id: id(), reason: text(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: ofMoment,
  run: ({ db, today }, { id: momentId }) =>
    endEntry(db, 'followUpMoment', momentId, today, words('lần hỏi sau hỗ trợ', 'Asking after support')),
})

/** Adds a question. */
export const addQuestion = command({
  name: 'support.addFollowUpQuestion',
  summary: words('Thêm câu hỏi sau hỗ trợ', 'Add a question after support'),
  route: 'POST /follow-up-questions',
  input: z.object(questionFields.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => ofQuestion(output),
  run: ({ db }, input) =>
    db
      .insertInto('followUpQuestion')
      .values(questionFields.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** Changes a question. One that was answered keeps what it takes: its answers would say something else. */
export const editQuestion = command({
  name: 'support.editFollowUpQuestion',
  summary: words('Sửa câu hỏi sau hỗ trợ', 'Edit a question after support'),
  route: 'PUT /follow-up-questions/{id}',
  input: z.object({ id: id(), version: whole(1), ...questionFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'kind'],
      judge: async ({ id: questionId, kind }, { db }) => {
        const row = await db
          .selectFrom('followUpQuestion as q')
          .select('q.kind')
          .where('q.id', '=', questionId)
          .where(sql<boolean>`EXISTS (SELECT FROM support_follow_up_answer a WHERE a.question_id = q.id)`)
          .executeTakeFirst()
        return row === undefined || row.kind === kind
          ? null
          : {
              field: 'kind',
              words: words(
                'Câu hỏi này đã có câu trả lời; xin thêm câu hỏi mới.',
                'It has answers; please add a new question.',
              ),
            }
      },
    },
  ],
  subject: ofQuestion,
  run: ({ db }, { id: questionId, version, ...input }) =>
    editEntry(db, 'followUpQuestion', { id: questionId, version }, questionFields.values(input)),
})

/** Has a question asked no more; its answers stay. */
export const endQuestion = command({
  name: 'support.endFollowUpQuestion',
  summary: words('Ngừng hỏi một câu sau hỗ trợ', 'Stop asking a question after support'),
  route: 'POST /follow-up-questions/{id}/end',
  input: z.object({ id: id(), reason: text(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: ofQuestion,
  run: ({ db, today }, { id: questionId }) =>
    endEntry(
      db,
      'followUpQuestion',
      questionId,
      today,
      words('câu hỏi sau hỗ trợ', 'Question after support'),
    ),
})

const kept = { id: z.int(), endedOn: z.iso.date().nullable(), version: z.int(), uses: z.int() }

/** When enterprises are asked. */
export const listMoments = query({
  name: 'support.listFollowUpMoments',
  summary: words('Các lần hỏi sau hỗ trợ', 'Askings after support'),
  route: 'GET /follow-up-moments',
  input: z.object(listInput(['name', 'ended'])),
  output: listOutput(z.object({ ...kept, ...momentFields.row })),
  may: signedIn,
  async run({ db }, input) {
    let rows = db
      .selectFrom('followUpMoment as m')
      .select(['m.id', ...momentFields.select('m'), 'm.endedOn', 'm.version'])
      .select(
        sql<number>`(SELECT count(*)::int FROM support_follow_up u WHERE u.moment_id = m.id)`.as('uses'),
      )
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(m.name || ' ' || m.name_en) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      { name: byText('m.name', (row) => row.name), ended: byDay('m.endedOn', (row) => row.endedOn) },
      'm.id',
    )
  },
})

/** What they are asked. */
export const listQuestions = query({
  name: 'support.listFollowUpQuestions',
  summary: words('Các câu hỏi sau hỗ trợ', 'Questions after support'),
  route: 'GET /follow-up-questions',
  input: z.object(listInput(['name', 'ended'])),
  output: listOutput(z.object({ ...kept, ...questionFields.row })),
  may: signedIn,
  async run({ db }, input) {
    let rows = db
      .selectFrom('followUpQuestion as q')
      .select(['q.id', ...questionFields.select('q'), 'q.endedOn', 'q.version'])
      .select(
        sql<number>`(SELECT count(*)::int FROM support_follow_up_answer a WHERE a.question_id = q.id)`.as(
          'uses',
        ),
      )
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(q.name || ' ' || q.name_en) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      { name: byText('q.name', (row) => row.name), ended: byDay('q.endedOn', (row) => row.endedOn) },
      'q.id',
    )
  },
})

/** Those who were asked on a day find the questions of that day. */
export async function questionsOf(db: Db, { months, askedOn }: { months: number; askedOn: string }) {
  const rows = await db
    .selectFrom('followUpQuestion')
    .select(['id', 'name', 'nameEn', 'kind', 'askedAt', 'beginsOn', 'endedOn'])
    .orderBy('id')
    .execute()
  return rows.filter((row) => belongs(row, months, askedOn))
}
