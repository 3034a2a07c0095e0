import { sql } from 'kysely'
import { z } from 'zod'
import { staff } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { byText, listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { query } from '../../platform/operation.ts'
import { fold } from '../../platform/text.ts'
import { noClass, noSchool } from './commands.ts'
import { classFields, schoolFields, schoolKinds, terms } from './fields.ts'
import { growthByYear } from './rules.ts'

const SchoolRow = z.object({
  id: z.int(),
  ...schoolFields.row,
  classes: z.int(),
  learners: z.int(),
  version: z.int(),
})
export type SchoolRow = z.infer<typeof SchoolRow>

const schoolRows = (db: Db) =>
  db
    .selectFrom('school as s')
    .select(['s.id', ...schoolFields.select('s'), 's.version'])
    .select([
      sql<number>`(SELECT count(*)::int FROM school_class c WHERE c.school_id = s.id)`.as('classes'),
      sql<number>`(SELECT coalesce(sum(c.learners), 0)::int FROM school_class c WHERE c.school_id = s.id)`.as(
        'learners',
      ),
    ])

/** The schools, with how many classes and learners each has had. */
export const listSchools = query({
  name: 'schools.list',
  summary: words('Các trường có dạy năng suất', 'Schools that teach productivity'),
  route: 'GET /schools',
  input: z.object({ ...listInput(['name']), kind: optionalChoice(schoolKinds.keys) }),
  output: listOutput(SchoolRow),
  may: staff,
  run({ db }, input) {
    let rows = schoolRows(db)
    if (input.kind !== undefined) rows = rows.where('s.kind', '=', input.kind)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('s.search', 'like', pattern)
    return pageOf(rows, input, { name: byText('s.name', (row) => row.name) }, 's.id')
  },
})

const Year = z.object({
  year: z.int(),
  classes: z.int(),
  learners: z.int(),
  /** Against the learners of the year before, in percent; null where there were none. */
  growth: z.number().nullable(),
})

async function yearsOf(db: Db, schoolId: number | undefined) {
  let rows = db
    .selectFrom('schoolClass as c')
    .select([
      'c.year',
      sql<number>`count(*)::int`.as('classes'),
      sql<number>`sum(c.learners)::int`.as('learners'),
    ])
    .groupBy('c.year')
  if (schoolId !== undefined) rows = rows.where('c.schoolId', '=', schoolId)
  return growthByYear(await rows.execute())
}

/** Learners of all schools, or of one, by year with the growth. */
export const schoolGrowth = query({
  name: 'schools.growth',
  summary: words('Người học theo năm và tăng trưởng', 'Learners by year and their growth'),
  route: 'GET /school-growth',
  input: z.object({ schoolId: optionalId() }),
  output: z.array(Year),
  may: staff,
  run: ({ db }, { schoolId }) => yearsOf(db, schoolId),
})

/** One school. */
export const showSchool = query({
  name: 'schools.show',
  summary: words('Một trường', 'One school'),
  route: 'GET /schools/{id}',
  input: z.object({ id: id() }),
  output: SchoolRow.extend({ years: z.array(Year) }),
  may: staff,
  async run({ db }, input) {
    const row = await schoolRows(db).where('s.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw noSchool()
    return { ...row, years: await yearsOf(db, row.id) }
  },
})

const File = z.object({ id: z.int(), name: z.string() }).nullable()
const ClassRow = z.object({
  id: z.int(),
  schoolId: z.int(),
  school: z.string(),
  ...classFields.row,
  file: File,
  version: z.int(),
})
export type ClassRow = z.infer<typeof ClassRow>

const classRows = (db: Db) =>
  db
    .selectFrom('schoolClass as c')
    .innerJoin('school as s', 's.id', 'c.schoolId')
    .select(['c.id', 'c.schoolId', 's.name as school', ...classFields.select('c'), 'c.version'])
    .select(
      sql<z.infer<typeof File>>`(SELECT jsonb_build_object('id', f.id, 'name', f.name) FROM file f
          WHERE f.id = coalesce(c.file_id, (SELECT i.file_id FROM import i WHERE i.kind = c.import_kind AND i.id = c.import_id)))`.as(
        'file',
      ),
    )

/** The classes of schools, the latest year first. */
export const listClasses = query({
  name: 'schools.classes',
  summary: words('Lớp học của các trường', 'Classes of schools'),
  route: 'GET /school-classes',
  input: z.object({
    ...listInput(['year', 'learners']),
    schoolId: optionalId(),
    year: optionalYear(),
    term: optionalChoice(terms.keys),
  }),
  output: listOutput(ClassRow),
  may: staff,
  run({ db }, input) {
    let rows = classRows(db)
    if (input.schoolId !== undefined) rows = rows.where('c.schoolId', '=', input.schoolId)
    if (input.year !== undefined) rows = rows.where('c.year', '=', input.year)
    if (input.term !== undefined) rows = rows.where('c.term', '=', input.term)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`(c.search LIKE ${pattern} OR s.search LIKE ${pattern})`)
    return pageOf(
      rows,
      input,
      {
        year: { column: 'c.year', value: (row) => row.year, direction: 'desc' },
        learners: { column: 'c.learners', value: (row) => row.learners, direction: 'desc' },
      },
      'c.id',
    )
  },
})

/** One class. */
export const showClass = query({
  name: 'schools.class',
  summary: words('Một lớp học của trường', 'One class of a school'),
  route: 'GET /school-classes/{id}',
  input: z.object({ id: id() }),
  output: ClassRow,
  may: staff,
  async run({ db }, input) {
    const row = await classRows(db).where('c.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw noClass()
    return row
  },
})
