import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import { editEntry, endEntry } from '../platform/catalogue.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { measureFields } from './fields.ts'
import { betters } from './measure-change.ts'

/* The measures that projects choose among, as the office keeps them: what is measured, in which unit, and which way is better. */

explainConstraint('improvement_measure_name', () =>
  conflict(
    'improvements.measureTwice',
    words('Đã có chỉ số mang tên này, cùng đơn vị.', 'There is a measure of this name and unit.'),
    'name',
  ),
)

/** A measure as it comes with the program: data/catalogues.json. */
export const MeasureData = z.object({
  key: z.string().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  unit: z.string().min(1),
  unitEn: z.string().min(1),
  better: betters.schema,
})

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id }: { readonly id: number }) => `improvement_measure:${id}`

/** Adds a measure. */
export const addMeasure = command({
  name: 'improvements.addMeasure',
  summary: words('Thêm chỉ số đo cải tiến', 'Add a measure of improvement'),
  route: 'POST /improvement-measures',
  input: z.object(measureFields.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => subject(output),
  run: ({ db }, input) =>
    db
      .insertInto('improvementMeasure')
      .values(measureFields.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** Changes a measure. One that a project has chosen keeps its unit and its direction: values would say something else. */
export const editMeasure = command({
  name: 'improvements.editMeasure',
  summary: words('Sửa chỉ số đo cải tiến', 'Edit a measure of improvement'),
  route: 'PUT /improvement-measures/{id}',
  input: z.object({ id: id(), version: whole(1), ...measureFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'unit', 'better'],
      judge: async ({ id: measureId, unit, better }, { db }) => {
        const row = await db
          .selectFrom('improvementMeasure as m')
          .select(['m.unit', 'm.better'])
          .where('m.id', '=', measureId)
          .where(sql<boolean>`EXISTS (SELECT FROM improvement_choice c WHERE c.measure_id = m.id)`)
          .executeTakeFirst()
        if (row === undefined || (row.unit === unit && row.better === better)) return null
        return {
          field: row.unit === unit ? 'better' : 'unit',
          words: words(
            'Đã có dự án chọn chỉ số này; xin thêm chỉ số mới.',
            'Projects have chosen it; please add a new measure.',
          ),
        }
      },
    },
  ],
  subject,
  run: ({ db }, { id: measureId, version, ...input }) =>
    editEntry(db, 'improvementMeasure', { id: measureId, version }, measureFields.values(input)),
})

/** Has a measure chosen no more; projects that have it keep it. */
export const endMeasure = command({
  name: 'improvements.endMeasure',
  summary: words('Ngừng dùng chỉ số đo cải tiến', 'Stop using a measure of improvement'),
  route: 'POST /improvement-measures/{id}/end',
  input: z.object({ id: id(), reason: longText(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject,
  run: ({ db, today }, { id: measureId }) =>
    endEntry(
      db,
      'improvementMeasure',
      measureId,
      today,
      words('chỉ số đo cải tiến', 'Measure of improvement'),
    ),
})

const Measure = z.object({
  id: z.int(),
  ...measureFields.row,
  endedOn: z.iso.date().nullable(),
  /** How many projects have chosen it. */
  projects: z.int(),
  version: z.int(),
})

/** The measures, with how many projects have chosen each. */
export const listMeasures = query({
  name: 'improvements.measures',
  summary: words('Danh mục chỉ số đo cải tiến', 'Catalogue of measures of improvement'),
  route: 'GET /improvement-measures',
  input: z.object(listInput(['name', 'ended'])),
  output: listOutput(Measure),
  may: signedIn,
  async run({ db }, input) {
    let rows = db
      .selectFrom('improvementMeasure as m')
      .select(['m.id', ...measureFields.select('m'), 'm.endedOn', 'm.version'])
      .select(
        sql<number>`(SELECT count(*)::int FROM improvement_choice c WHERE c.measure_id = m.id)`.as(
          'projects',
        ),
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
