import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import { keptCatalogue } from '../platform/kept-catalogue.ts'
import { words } from '../platform/language.ts'
import { measureFields } from './fields.ts'
import { betters } from './measure-change.ts'

/** A measure as it comes with the program: data/catalogues.json. */
export const MeasureData = z.object({
  key: z.string().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  unit: z.string().min(1),
  unitEn: z.string().min(1),
  better: betters.schema,
})

/**
 * The measures that projects choose among, as the office keeps them: what is measured, in which unit, and which way is better.
 * One that a project has chosen keeps its unit and its direction: values would say something else.
 */
export const improvementMeasures = keptCatalogue({
  table: 'improvementMeasure',
  fields: measureFields,
  one: words('chỉ số đo cải tiến', 'Measure of improvement'),
  route: '/improvement-measures',
  may: { keep: ['coordinator'], read: signedIn },
  add: {
    name: 'improvements.addMeasure',
    summary: words('Thêm chỉ số đo cải tiến', 'Add a measure of improvement'),
  },
  edit: {
    name: 'improvements.editMeasure',
    summary: words('Sửa chỉ số đo cải tiến', 'Edit a measure of improvement'),
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
  },
  end: {
    name: 'improvements.endMeasure',
    summary: words('Ngừng dùng chỉ số đo cải tiến', 'Stop using a measure of improvement'),
  },
  list: {
    name: 'improvements.measures',
    summary: words('Danh mục chỉ số đo cải tiến', 'Catalogue of measures of improvement'),
  },
  twice: {
    code: 'improvements.measureTwice',
    words: words('Đã có chỉ số mang tên này, cùng đơn vị.', 'There is a measure of this name and unit.'),
  },
  uses: sql<number>`(SELECT count(*)::int FROM improvement_choice c WHERE c.measure_id = k.id)`,
})
export const { add: addMeasure, edit: editMeasure, end: endMeasure, list: listMeasures } = improvementMeasures
