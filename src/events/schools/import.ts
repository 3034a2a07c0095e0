import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../../imports/index.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { fold } from '../../platform/text.ts'
import { schoolKeepers } from './commands.ts'
import { classFields } from './fields.ts'
import {
  ClassRead,
  classColumnKeys,
  classColumns,
  classKey,
  classTable,
  judgeClasses,
} from './import-rules.ts'

/* Classes of schools out of a table, which is kept as their evidence. */

const imports = importOf({
  kind: 'school_classes',
  capability: 'schools',
  at: '/school-class-imports',
  subject: 'school-class-import',
  writers: [...schoolKeepers],
  readers: [...schoolKeepers, 'auditor'],
})

/** The rows as they would be written now. */
async function judged({ db }: Context, rows: readonly (ClassRead | null)[]) {
  const schools = await db.selectFrom('school').select(['id', 'name']).execute()
  const standing = await db
    .selectFrom('schoolClass')
    .select(['schoolId', 'year', 'term', 'className', 'module'])
    .execute()
  return judgeClasses(rows, {
    schools: new Map(schools.map(({ id, name }) => [fold(name), id])),
    standing: new Set(standing.map((row) => classKey(row, fold))),
    fold,
  })
}

const incoming = judgedRows(imports, {
  ...{ table: classTable, keys: classColumnKeys, row: ClassRead, label: 'className', judged },
  outcomes: ['new', 'same'],
})

/** Reads a table of classes and keeps what each row would do: a new one, one that stands already, or an error with its cell. */
export const checkClasses = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng lớp học', 'Check a table of classes'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored } }
  },
})

/** Enters the classes that a check of a table showed, with the table as their evidence. */
export const applyClasses = imports.apply({
  summary: words('Nhập bảng lớp học', 'Import a table of classes'),
  async moved(context, found) {
    // Two tables at once must not enter one class twice.
    await sql`LOCK TABLE school_class IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, today } = context
    const added = (await incoming.again(context, found.id)).flatMap(({ row, now }) => {
      if (now?.outcome !== 'new' || now.schoolId === null) return []
      const { school: _school, ...said } = row
      return [
        {
          ...{ ...classFields.values(said), schoolId: now.schoolId },
          ...{ importId: found.id, enteredOn: today },
        },
      ]
    })
    for (let at = 0; at < added.length; at += 500)
      await db
        .insertInto('schoolClass')
        .values(added.slice(at, at + 500))
        .execute()
  },
})

/** One import: what its check found, and whether it was written. */
export const showClassImport = imports.show({
  summary: words('Một lần nhập lớp học', 'One import of classes'),
  /** Headings that a class has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(classColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showClassImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập lớp học', 'The rows of an import of classes'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showClassesToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập lớp học', 'The rows in error of an import of classes'),
  columns: classColumns,
  keys: classColumnKeys,
})
