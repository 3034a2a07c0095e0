import { z } from 'zod'
import type { Grant } from '../../platform/actor.ts'
import { id, optionalId, whole } from '../../platform/fields.ts'
import { evidence } from '../../platform/files.ts'
import { words } from '../../platform/language.ts'
import { command, type Rule } from '../../platform/operation.ts'
import { conflict, explainConstraint, notFound, staleRecord } from '../../platform/problem.ts'
import { classFields, proofField, schoolFields } from './fields.ts'

/* Schools that teach productivity, and their classes. */

explainConstraint('school_name', () =>
  conflict('schools.twice', words('Đã có trường mang tên này.', 'There is a school of this name.'), 'name'),
)
explainConstraint('school_class_once', () =>
  conflict(
    'schools.classTwice',
    words('Lớp này của năm và học kỳ đó đã được ghi.', 'This class of the year and term is entered already.'),
    'className',
  ),
)

const School = z.object({ id: z.int(), version: z.int() })
const Class = z.object({ id: z.int(), schoolId: z.int(), version: z.int() })
const ofSchool = ({ id }: { readonly id: number }) => `school:${id}`
const ofClass = ({ id }: { readonly id: number }) => `school_class:${id}`
export const noSchool = () => notFound(words('trường', 'School'))
export const noClass = () => notFound(words('lớp học', 'Class'))

/** Who keeps the register: the office, and the agencies whose schools they are. */
export const schoolKeepers: readonly Grant[] = ['coordinator', 'agency']

/** Adds a school. */
export const addSchool = command({
  name: 'schools.add',
  summary: words('Thêm trường', 'Add a school'),
  route: 'POST /schools',
  input: z.object(schoolFields.input),
  output: School,
  may: schoolKeepers,
  subject: (_input, output) => ofSchool(output),
  run: ({ db }, input) =>
    db
      .insertInto('school')
      .values(schoolFields.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** Changes a school. */
export const editSchool = command({
  name: 'schools.edit',
  summary: words('Sửa thông tin trường', 'Edit a school'),
  route: 'PUT /schools/{id}',
  input: z.object({ id: id(), version: whole(1), ...schoolFields.input }),
  output: School,
  may: schoolKeepers,
  subject: ofSchool,
  async run({ db }, { id: schoolId, version, ...input }) {
    const row = await db
      .updateTable('school')
      .set({ ...schoolFields.values(input), version: version + 1 })
      .where('id', '=', schoolId)
      .where('version', '=', version)
      .returning(['id', 'version'])
      .executeTakeFirst()
    if (row === undefined) throw staleRecord()
    return row
  },
})

export const passedWords = words('Nhiều hơn số người học.', 'More than there are learners.')
const passedRule: Rule<{ readonly learners: number; readonly passed?: number | undefined }> = {
  of: ['learners', 'passed'],
  judge: ({ learners, passed }) =>
    passed !== undefined && passed > learners ? { field: 'passed', words: passedWords } : null,
}

/** Enters a class of a school with its evidence. */
export const addClass = command({
  name: 'schools.addClass',
  summary: words('Ghi lớp học', 'Enter a class'),
  route: 'POST /schools/{id}/classes',
  input: z.object({ id: id(), ...classFields.input, ...proofField.input }),
  output: Class,
  may: schoolKeepers,
  rules: [passedRule],
  subject: (_input, output) => ofClass(output),
  async run(context, { id: schoolId, fileId, ...input }) {
    const { db, today } = context
    const school = await db.selectFrom('school').select('id').where('id', '=', schoolId).executeTakeFirst()
    if (school === undefined) throw noSchool()
    await evidence(context, fileId)
    return db
      .insertInto('schoolClass')
      .values({ schoolId, ...classFields.values(input), fileId, enteredOn: today })
      .returning(['id', 'schoolId', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** Changes a class, and its evidence where another is given. */
export const editClass = command({
  name: 'schools.editClass',
  summary: words('Sửa lớp học', 'Edit a class'),
  route: 'PUT /school-classes/{id}',
  input: z.object({ id: id(), version: whole(1), ...classFields.input, fileId: optionalId() }),
  output: Class,
  may: schoolKeepers,
  rules: [passedRule],
  subject: ofClass,
  async run(context, { id: classId, version, fileId, ...input }) {
    if (fileId !== undefined) await evidence(context, fileId)
    const row = await context.db
      .updateTable('schoolClass')
      .set({
        ...classFields.values(input),
        ...(fileId === undefined ? {} : { fileId }),
        version: version + 1,
      })
      .where('id', '=', classId)
      .where('version', '=', version)
      .returning(['id', 'schoolId', 'version'])
      .executeTakeFirst()
    if (row === undefined) throw staleRecord()
    return row
  },
})
