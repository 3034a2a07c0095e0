import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { id, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { formFields, questionFields, questionLists } from './fields.ts'
import { knownFigures } from './known.ts'
import type { QuestionKind } from './rules.ts'

/* The library of forms: editions of a form with their questions; one that was sent out never changes, what is new is a further edition. */

const Changed = z.object({ id: z.int() })
export const noForm = () => notFound(words('biểu mẫu báo cáo', 'Form of a report'))
const noQuestion = () => notFound(words('câu hỏi này', 'Question'))

explainConstraint('report_form_in_use', () =>
  conflict(
    'reportRequests.formInUse',
    words(
      'Biểu mẫu đã được dùng để hỏi nên không sửa nữa; xin tạo phiên bản mới.',
      'The form was sent out and changes no more; please make a new edition.',
    ),
  ),
)
explainConstraint('report_question_code', () =>
  invalidField(
    'code',
    words('Biểu mẫu đã có câu hỏi mang mã này.', 'The form has a question with this code.'),
  ),
)
explainConstraint('report_question_indicator_id_fkey', () =>
  invalidField('indicatorId', words('Không có chỉ số này.', 'There is no such indicator.')),
)

/** The questions of a form in their order. */
export const questionsOf = (db: Db, formId: number) =>
  db
    .selectFrom('reportQuestion as q')
    .leftJoin('indicator as i', 'i.id', 'q.indicatorId')
    .select(['q.id', ...questionFields.select('q'), 'q.indicatorId'])
    .select([
      'q.choices',
      'q.lines',
      'q.columns',
      'q.sumOf',
      'q.version',
      'i.name as indicator',
      'i.nameEn as indicatorEn',
    ])
    .where('q.formId', '=', formId)
    .orderBy(
      sql`(SELECT min(s.id) FROM report_question s WHERE s.form_id = q.form_id AND s.section = q.section)`,
    )
    .orderBy('q.id')
    .execute()

/** Begins a form; its questions come next. */
export const createForm = command({
  name: 'reportRequests.createForm',
  summary: words('Lập biểu mẫu báo cáo', 'Begin a form of a report'),
  route: 'POST /report-forms',
  input: z.object(formFields.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, { id: formId }) => `report_form:${formId}`,
  run: ({ db, today }, input) =>
    db
      .insertInto('reportForm')
      .values({ ...formFields.values(input), madeOn: today })
      .returning('id')
      .executeTakeFirstOrThrow(),
})

/** Makes the next edition of a form, with its questions; the one before stays as it was answered. */
export const newEdition = command({
  name: 'reportRequests.newEdition',
  summary: words('Tạo phiên bản mới của biểu mẫu', 'Make a new edition of a form'),
  route: 'POST /report-forms/{id}/editions',
  input: z.object({ id: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, { id: formId }) => `report_form:${formId}`,
  async run({ db, today }, input) {
    const form = await db.selectFrom('reportForm').selectAll().where('id', '=', input.id).executeTakeFirst()
    if (form === undefined) throw noForm()
    const rootId = form.rootId ?? form.id
    await sql`SELECT FROM report_form WHERE id = ${rootId} FOR UPDATE`.execute(db)
    const next = await db
      .insertInto('reportForm')
      .values({
        rootId,
        name: form.name,
        purpose: form.purpose,
        madeOn: today,
        edition: await nextEdition(db, rootId),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sql`INSERT INTO report_question (form_id, section, code, label, kind, required, unit, choices, lines, columns, minimum, maximum,
        integral, sum_of, total_line, known, indicator_id)
      SELECT ${next.id}, section, code, label, kind, required, unit, choices, lines, columns, minimum, maximum, integral, sum_of, total_line,
        known, indicator_id FROM report_question WHERE form_id = ${form.id} ORDER BY id`.execute(db)
    return next
  },
})

async function nextEdition(db: Db, rootId: number): Promise<number> {
  const { last } = await db
    .selectFrom('reportForm')
    .select(({ fn }) => fn.max('edition').as('last'))
    .where(({ eb, or }) => or([eb('id', '=', rootId), eb('rootId', '=', rootId)]))
    .executeTakeFirstOrThrow()
  return Number(last) + 1
}

const given = {
  ...questionFields.input,
  choices: questionLists.choices.field,
  lines: questionLists.lines.field,
  columns: questionLists.columns.field,
  sumOf: questionLists.sumOf.field,
}
const Given = z.object(given)
type Given = z.output<typeof Given>

const only = (
  of: readonly QuestionKind[],
  field: keyof Given & string,
  isGiven: (input: Given) => boolean,
): Rule<Given> => ({
  of: ['kind', field],
  judge: (input) =>
    !of.includes(input.kind) && isGiven(input)
      ? {
          field,
          words: words('Loại câu hỏi này không có mục này.', 'This kind of question has no such thing.'),
        }
      : null,
})

const needed = (
  kind: QuestionKind,
  field: 'choices' | 'lines' | 'columns',
  said: ReturnType<typeof words>,
): Rule<Given> => ({
  of: ['kind', field],
  asks: { [field]: said },
  judge: (input) =>
    input.kind === kind && input[field].length === 0
      ? {
          field,
          words: words(
            'Xin điền mục này cho loại câu hỏi đã chọn.',
            'Please fill this in for the kind of question.',
          ),
        }
      : null,
})

const figures: readonly QuestionKind[] = ['number', 'table']
const questionRules: readonly Rule<Given>[] = [
  needed('choice', 'choices', words('với câu hỏi chọn một', 'for a choice')),
  needed('table', 'lines', words('với bảng số liệu', 'for a table')),
  needed('table', 'columns', words('với bảng số liệu', 'for a table')),
  only(['choice'], 'choices', ({ choices }) => choices.length > 0),
  only(['table'], 'lines', ({ lines }) => lines.length > 0),
  only(['table'], 'columns', ({ columns }) => columns.length > 0),
  only(['number'], 'sumOf', ({ sumOf }) => sumOf.length > 0),
  only(['number'], 'known', ({ known }) => known !== undefined),
  only(['number'], 'indicatorId', ({ indicatorId }) => indicatorId !== undefined),
  only(figures, 'unit', ({ unit }) => unit !== undefined),
  only(figures, 'minimum', ({ minimum }) => minimum !== undefined),
  only(figures, 'maximum', ({ maximum }) => maximum !== undefined),
  {
    of: ['known'],
    judge: ({ known }) =>
      known === undefined || knownFigures.has(known)
        ? null
        : {
            field: 'known',
            words: words('Chương trình không có số này.', 'The program has no such figure.'),
          },
  },
  {
    of: ['minimum', 'maximum'],
    judge: ({ minimum, maximum }) =>
      minimum !== undefined && maximum !== undefined && maximum < minimum
        ? {
            field: 'maximum',
            words: words('Không thể nhỏ hơn mức dưới.', 'It cannot be under the lower bound.'),
          }
        : null,
  },
]

const rowOf = ({ choices, lines, columns, sumOf, ...input }: Given) => ({
  ...questionFields.values(input),
  ...{ choices: [...choices], lines: [...lines], columns: [...columns], sumOf: [...sumOf] },
})

/** Adds a question to a form that was not sent out. */
export const addQuestion = command({
  name: 'reportRequests.addQuestion',
  summary: words('Thêm câu hỏi vào biểu mẫu', 'Add a question to a form'),
  route: 'POST /report-forms/{id}/questions',
  input: z.object({ id: id(), ...given }),
  output: Changed,
  may: ['coordinator'],
  rules: questionRules,
  subject: ({ id: formId }) => `report_form:${formId}`,
  async run({ db }, { id: formId, ...input }) {
    const form = await db
      .selectFrom('reportForm')
      .select('id')
      .where('id', '=', formId)
      .forUpdate()
      .executeTakeFirst()
    if (form === undefined) throw noForm()
    await db
      .insertInto('reportQuestion')
      .values({ formId, ...rowOf(input) })
      .execute()
    return form
  },
})

async function lockQuestion({ db }: Context, formId: number, question: number, version?: number) {
  const row = await db
    .selectFrom('reportQuestion')
    .select(['id', 'version'])
    .where('id', '=', question)
    .where('formId', '=', formId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noQuestion()
  if (version !== undefined && row.version !== version) throw staleRecord()
  return row
}

/** Changes a question of a form that was not sent out. */
export const changeQuestion = command({
  name: 'reportRequests.changeQuestion',
  summary: words('Sửa câu hỏi của biểu mẫu', 'Change a question of a form'),
  route: 'PUT /report-forms/{id}/questions/{question}',
  input: z.object({ id: id(), question: id(), version: whole(1), ...given }),
  output: Changed,
  may: ['coordinator'],
  rules: questionRules,
  subject: ({ id: formId }) => `report_form:${formId}`,
  async run(context, { id: formId, question, version, ...input }) {
    const row = await lockQuestion(context, formId, question, version)
    await context.db
      .updateTable('reportQuestion')
      .set({ ...rowOf(input), version: row.version + 1 })
      .where('id', '=', row.id)
      .execute()
    return { id: formId }
  },
})

/** Takes a question out of a form that was not sent out. */
export const removeQuestion = command({
  name: 'reportRequests.removeQuestion',
  summary: words('Bỏ câu hỏi khỏi biểu mẫu', 'Take a question out of a form'),
  route: 'DELETE /report-forms/{id}/questions/{question}',
  input: z.object({ id: id(), question: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id: formId }) => `report_form:${formId}`,
  async run(context, { id: formId, question }) {
    const row = await lockQuestion(context, formId, question)
    await context.db.deleteFrom('reportQuestion').where('id', '=', row.id).execute()
    return { id: formId }
  },
})

/** What a question is as far as answers are judged. */
export type QuestionRow = Awaited<ReturnType<typeof questionsOf>>[number]
