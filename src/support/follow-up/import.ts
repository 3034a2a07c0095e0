import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../../imports/index.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { fold } from '../../platform/text.ts'
import { questionsOf } from './catalogues.ts'
import {
  AnswerRead,
  answerColumnKeys,
  answerColumns,
  answerTable,
  askingOf,
  judgeAnswers,
  type StandingAsking,
} from './import-rules.ts'

/* Answers of many enterprises out of a table, which is their proof. */

const imports = importOf({
  kind: 'follow_up_answers',
  capability: 'followUps',
  at: '/follow-up-answer-imports',
  subject: 'follow-up-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

/** The rows as they would be written now. */
async function judged({ db, today }: Context, rows: readonly (AnswerRead | null)[]) {
  const turns = [...new Set(rows.flatMap((row) => (row === null ? [] : [row.turn])))]
  const found = await db
    .selectFrom('supportFollowUp as u')
    .innerJoin('followUpMoment as m', 'm.id', 'u.momentId')
    .select(['u.id', 'u.turnId', 'm.months', 'u.state', 'u.askedOn', 'u.answeredOn'])
    .where('u.turnId', '=', sql<number>`ANY(${turns}::int[])`)
    .orderBy('u.id')
    .execute()
  const standing = await db
    .selectFrom('supportFollowUpAnswer as a')
    .innerJoin('supportFollowUp as u', 'u.id', 'a.followUpId')
    .select(['a.followUpId', 'a.questionId', 'a.value', 'a.said'])
    .where('u.turnId', '=', sql<number>`ANY(${turns}::int[])`)
    .execute()
  const byAsking = Map.groupBy(standing, ({ followUpId }) => followUpId)
  const askings = new Map<string, StandingAsking>()
  // Of the askings of one day and moment the questions are the same.
  const asked = new Map<string, ReturnType<typeof questionsOf>>()
  for (const { turnId: turn, months, ...asking } of found) {
    const key = `${months} ${asking.askedOn}`
    const reading = asked.get(key) ?? questionsOf(db, { months, askedOn: asking.askedOn })
    asked.set(key, reading)
    const questions = await reading
    askings.set(askingOf({ turn, months }), {
      ...asking,
      questions: new Map(questions.map((one) => [fold(one.name), one])),
      answers: new Map((byAsking.get(asking.id) ?? []).map((one) => [one.questionId, one])),
    })
  }
  return judgeAnswers(rows, { askings, fold, today })
}

const incoming = judgedRows(imports, {
  ...{ table: answerTable, keys: answerColumnKeys, row: AnswerRead, label: 'question', judged },
  kept: (row) => row,
  outcomes: ['new', 'same'],
})

/** Reads a table of answers and keeps what each row would do: a new one, one that stands already, or an error with its cell. */
export const checkAnswers = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng câu trả lời sau hỗ trợ', 'Check a table of answers after support'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored } }
  },
})

/** Enters the answers that a check of a table showed, with the table as their proof. */
export const applyAnswers = imports.apply({
  summary: words('Nhập bảng câu trả lời sau hỗ trợ', 'Import a table of answers after support'),
  async moved(context, found) {
    // Two tables at once must not answer one asking twice.
    await sql`LOCK TABLE support_follow_up IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db } = context
    const added = (await incoming.again(context, found.id)).flatMap(({ row, now }) =>
      now?.outcome !== 'new' || now.answer === null || now.followUpId === null
        ? []
        : [{ ...now.answer, followUpId: now.followUpId, answeredOn: row.answeredOn }],
    )
    for (let at = 0; at < added.length; at += 500)
      await db
        .insertInto('supportFollowUpAnswer')
        .values(added.slice(at, at + 500).map(({ answeredOn: _on, ...answer }) => answer))
        .execute()
    for (const [followUpId, [one]] of Map.groupBy(added, (each) => each.followUpId))
      await db
        .updateTable('supportFollowUp')
        .set({
          ...{ state: 'answered', answeredOn: one?.answeredOn ?? context.today, answeredBy: 'table' },
          ...{ importId: found.id, remark: null, version: sql`version + 1` },
        })
        .where('id', '=', followUpId)
        .execute()
  },
})

/** One import: what its check found, and whether it was written. */
export const showAnswerImport = imports.show({
  summary: words('Một lần nhập câu trả lời sau hỗ trợ', 'One import of answers after support'),
  /** Headings that an answer has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(answerColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showAnswerImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập câu trả lời', 'The rows of an import of answers'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showAnswersToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập câu trả lời', 'The rows in error of an import of answers'),
  columns: answerColumns,
  keys: answerColumnKeys,
})
