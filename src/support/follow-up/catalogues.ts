import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { keptCatalogue } from '../../platform/kept-catalogue.ts'
import { words } from '../../platform/language.ts'
import { conflict, explainConstraint } from '../../platform/problem.ts'
import { momentFields, questionFields } from './fields.ts'
import { askedTimes, belongs, questionKinds } from './rules.ts'

/* When enterprises are asked about turns that are done, and what: rows that the office keeps. */

explainConstraint('follow_up_moment_months', () =>
  conflict(
    'support.monthsTwice',
    words('Đã có lần hỏi sau số tháng này.', 'There is one after as many months.'),
    'months',
  ),
)

/** As they come with the program: data/catalogues.json. */
const Named = { key: z.string().min(1), name: z.string().min(1), nameEn: z.string().min(1) }
export const FollowUpMomentData = z.object({ ...Named, months: z.int(), answerDays: z.int() })
export const FollowUpQuestionData = z.object({
  ...{ ...Named, kind: questionKinds.schema, askedAt: askedTimes.schema },
})

/** When enterprises are asked. A moment at which somebody was asked keeps its months: answers would be of another day. */
export const followUpMoments = keptCatalogue({
  table: 'followUpMoment',
  fields: momentFields,
  one: words('lần hỏi sau hỗ trợ', 'Asking after support'),
  route: '/follow-up-moments',
  may: { keep: ['coordinator'], read: signedIn },
  add: {
    name: 'support.addFollowUpMoment',
    summary: words('Thêm lần hỏi sau hỗ trợ', 'Add an asking after support'),
  },
  edit: {
    name: 'support.editFollowUpMoment',
    summary: words('Sửa lần hỏi sau hỗ trợ', 'Edit an asking after support'),
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
  },
  end: {
    name: 'support.endFollowUpMoment',
    summary: words('Ngừng lần hỏi sau hỗ trợ', 'End an asking after support'),
  },
  list: {
    name: 'support.listFollowUpMoments',
    summary: words('Các lần hỏi sau hỗ trợ', 'Askings after support'),
  },
  twice: {
    code: 'support.momentTwice',
    words: words('Đã có lần hỏi mang tên này.', 'There is one of this name.'),
  },
  uses: sql<number>`(SELECT count(*)::int FROM support_follow_up u WHERE u.moment_id = k.id)`,
})
export const { add: addMoment, edit: editMoment, end: endMoment, list: listMoments } = followUpMoments

/** What they are asked. A question that was answered keeps what it takes: its answers would say something else. */
export const followUpQuestions = keptCatalogue({
  table: 'followUpQuestion',
  fields: questionFields,
  one: words('câu hỏi sau hỗ trợ', 'Question after support'),
  route: '/follow-up-questions',
  may: { keep: ['coordinator'], read: signedIn },
  add: {
    name: 'support.addFollowUpQuestion',
    summary: words('Thêm câu hỏi sau hỗ trợ', 'Add a question after support'),
  },
  edit: {
    name: 'support.editFollowUpQuestion',
    summary: words('Sửa câu hỏi sau hỗ trợ', 'Edit a question after support'),
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
  },
  end: {
    name: 'support.endFollowUpQuestion',
    summary: words('Ngừng hỏi một câu sau hỗ trợ', 'Stop asking a question after support'),
  },
  list: {
    name: 'support.listFollowUpQuestions',
    summary: words('Các câu hỏi sau hỗ trợ', 'Questions after support'),
  },
  twice: { code: 'support.questionTwice', words: words('Đã có câu hỏi này.', 'There is this question.') },
  uses: sql<number>`(SELECT count(*)::int FROM support_follow_up_answer a WHERE a.question_id = k.id)`,
})
export const {
  add: addQuestion,
  edit: editQuestion,
  end: endQuestion,
  list: listQuestions,
} = followUpQuestions

/** Those who were asked on a day find the questions of that day. */
export async function questionsOf(db: Db, { months, askedOn }: { months: number; askedOn: string }) {
  const rows = await db
    .selectFrom('followUpQuestion')
    .select(['id', 'name', 'nameEn', 'kind', 'askedAt', 'beginsOn', 'endedOn'])
    .orderBy('id')
    .execute()
  return rows.filter((row) => belongs(row, months, askedOn))
}
