import { z } from 'zod'
import { lockEnterprise, lockYear, yearRule } from '../enterprises/index.ts'
import { id, optionalId, optionalLongText, text, whole, year } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { keptFigures, wholeNeeds } from './accounts-input.ts'
import { questionnaire } from './assessment.ts'
import { accountFigures } from './figures.ts'

explainConstraint('enterprise_accounts_whole', () =>
  invalidField('intermediate', {
    vi: 'Cần chi phí trung gian, hoặc đủ các khoản cấu thành giá trị tăng thêm từ chi phí lao động đến lợi nhuận.',
    en: 'Give intermediate consumption, or all parts of value added from labour cost to profit.',
  }),
)

/** Records an enterprise's accounts of one year, or corrects them: what is not given is not known. */
export const recordAccounts = command({
  name: 'productivity.record',
  summary: words('Ghi số liệu tính năng suất của doanh nghiệp', "Record an enterprise's accounts of a year"),
  route: 'PUT /enterprises/{id}/accounts/{year}',
  input: z.object({
    id: id(),
    year: year(),
    version: whole(),
    ...accountFigures.input,
    fileId: optionalId(),
  }),
  output: z.object({ id: z.int(), year: z.int(), version: z.int() }),
  may: ['coordinator', 'enterprise'],
  needs: wholeNeeds,
  rules: [yearRule],
  subject: (input) => `enterprise:${input.id}`,
  async run(context, input) {
    await lockYear(context, 'enterpriseAccounts', input)
    const row = { ...keptFigures(input), fileId: input.fileId ?? null, version: input.version + 1 }
    await context.db
      .insertInto('enterpriseAccounts')
      .values({ enterpriseId: input.id, year: input.year, ...row })
      .onConflict((there) => there.columns(['enterpriseId', 'year']).doUpdateSet(row))
      .execute()
    return { id: input.id, year: input.year, version: row.version }
  },
})

/** Removes a year that was recorded by mistake; the audit keeps what stood there and why it went. */
export const removeAccounts = command({
  name: 'productivity.remove',
  summary: words('Xóa số liệu một năm ghi nhầm', 'Remove a year recorded by mistake'),
  route: 'POST /enterprises/{id}/accounts/{year}/removal',
  input: z.object({ id: id(), year: year(), reason: text(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator', 'enterprise'],
  subject: (input) => `enterprise:${input.id}`,
  async run(context, input) {
    await lockEnterprise(context, input.id)
    const gone = await context.db
      .deleteFrom('enterpriseAccounts')
      .where('enterpriseId', '=', input.id)
      .where('year', '=', input.year)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw notFound(words('số liệu của năm này', 'Figures of this year'))
    return { id: input.id }
  },
})

/** Keeps an enterprise's own assessment of its practice: one level for every statement. */
export const recordAssessment = command({
  name: 'assessments.record',
  summary: words('Tự đánh giá thực hành năng suất chất lượng', 'Self-assessment of productivity practice'),
  route: 'POST /enterprises/{id}/assessments',
  input: z.object({
    id: id(),
    edition: text(40),
    answers: z.record(
      z.string().max(60),
      z.preprocess((value) => (value === '' ? undefined : Number(value)), z.int().min(0).max(4)),
    ),
    note: optionalLongText(2000),
  }),
  output: z.object({ id: z.int() }),
  may: ['coordinator', 'enterprise'],
  rules: [
    {
      of: ['edition', 'answers'],
      // Of another edition the answers are none: that is told first.
      judge: ({ edition, answers }) =>
        edition !== questionnaire().edition
          ? null
          : statementKeys()
              .filter((key) => answers[key] === undefined)
              .map((key) => ({
                field: `answers.${key}`,
                words: words('Xin chọn một mức.', 'Please choose a level.'),
              })),
    },
  ],
  subject: (input) => `enterprise:${input.id}`,
  async run(context, input) {
    const { db, today } = context
    await lockEnterprise(context, input.id)
    const questions = questionnaire()
    if (input.edition !== questions.edition) {
      throw conflict('assessments.edition', {
        vi: 'Bộ câu hỏi vừa thay đổi. Xin mở lại trang và trả lời theo bộ mới.',
        en: 'The questionnaire has changed. Please open the page again and answer the new one.',
      })
    }
    const keys = statementKeys()
    const answers = Object.fromEntries(keys.map((key) => [key, input.answers[key] ?? 0]))
    return db
      .insertInto('selfAssessment')
      .values({
        enterpriseId: input.id,
        assessedOn: today,
        questionnaire: questions.edition,
        answers: JSON.stringify(answers),
        note: input.note ?? null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

const statementKeys = () =>
  questionnaire().areas.flatMap((area) => area.statements.map((statement) => statement.key))
