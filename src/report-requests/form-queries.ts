import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { flag, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { formFields, questionFields } from './fields.ts'
import { noForm, questionsOf } from './forms.ts'
import { office } from './sight.ts'

export const FormRow = z.object({
  id: z.int(),
  ...formFields.row,
  edition: z.int(),
  madeOn: z.iso.date(),
  questions: z.int(),
  /** How often it was sent out; an edition that was changes no more. */
  used: z.int(),
  /** No later edition is there. */
  newest: z.boolean(),
})
export type FormRow = z.infer<typeof FormRow>

const forms = (db: Db) =>
  db.selectFrom((base) =>
    base
      .selectFrom('reportForm as f')
      .select(['f.id', ...formFields.select('f'), 'f.edition', 'f.madeOn', 'f.search'])
      .select(
        sql<number>`(SELECT count(*)::int FROM report_question q WHERE q.form_id = f.id)`.as('questions'),
      )
      .select(sql<number>`(SELECT count(*)::int FROM report_request r WHERE r.form_id = f.id)`.as('used'))
      .select(
        sql<boolean>`NOT EXISTS (SELECT FROM report_form n WHERE coalesce(n.root_id, n.id) = coalesce(f.root_id, f.id)
          AND n.edition > f.edition)`.as('newest'),
      )
      .as('w'),
  )
const formColumns = [
  'w.id',
  'w.name',
  'w.purpose',
  'w.edition',
  'w.madeOn',
  'w.questions',
  'w.used',
  'w.newest',
] as const

/** The library of forms with their editions. */
export const listForms = query({
  name: 'reportRequests.forms',
  summary: words('Thư viện biểu mẫu báo cáo', 'Library of forms of reports'),
  route: 'GET /report-forms',
  input: z.object({
    ...listInput(['name', 'madeOn']),
    /** Only the newest edition of each form. */
    newest: flag(),
  }),
  output: listOutput(FormRow),
  may: office,
  async run({ db }, input) {
    let rows = forms(db).select(formColumns)
    if (input.newest) rows = rows.where('w.newest', '=', true)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('w.search', 'like', pattern)
    return pageOf(
      rows,
      input,
      { name: byText('w.name', (row) => row.name), madeOn: byDay('w.madeOn', (row) => row.madeOn) },
      'w.id',
    )
  },
})

export const Question = z.object({
  id: z.int(),
  ...questionFields.row,
  indicatorId: z.int().nullable(),
  indicator: z.string().nullable(),
  indicatorEn: z.string().nullable(),
  choices: z.array(z.string()),
  lines: z.array(z.string()),
  columns: z.array(z.string()),
  sumOf: z.array(z.string()),
  version: z.int(),
})
export type Question = z.infer<typeof Question>

/** One edition of a form with its questions. */
export const showForm = query({
  name: 'reportRequests.form',
  summary: words('Một biểu mẫu báo cáo', 'One form of a report'),
  route: 'GET /report-forms/{id}',
  input: z.object({ id: id() }),
  output: FormRow.extend({
    ofQuestions: z.array(Question),
    editions: z.array(z.object({ id: z.int(), edition: z.int(), madeOn: z.iso.date() })),
  }),
  may: office,
  async run({ db }, input) {
    const row = await forms(db).select(formColumns).where('w.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw noForm()
    const editions = await db
      .selectFrom('reportForm as f')
      .select(['f.id', 'f.edition', 'f.madeOn'])
      .where(
        sql<boolean>`coalesce(f.root_id, f.id) = (SELECT coalesce(own.root_id, own.id) FROM report_form own WHERE own.id = ${row.id})`,
      )
      .orderBy('f.edition')
      .execute()
    return { ...row, ofQuestions: await questionsOf(db, row.id), editions }
  },
})
