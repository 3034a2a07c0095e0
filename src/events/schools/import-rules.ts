import { z } from 'zod'
import { type CellProblem, keysOf } from '../../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../../imports/index.ts'
import { text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { passedWords } from './commands.ts'
import { classFields, terms } from './fields.ts'

/* Classes of schools as a table, one row for each: what each row would do, told without a database. */

const { year, term, className, module, lecturer, hours, learners, passed, result } = classFields.table

export const classTable = {
  columns: {
    school: { words: words('Tên trường', 'Name of the school'), others: ['truong'], kind: 'text' },
    ...columnsOf({ year, term, className, module, lecturer, hours, learners, passed, result }),
  },
  holds: (found) => found.has('school') && found.has('className') && found.has('learners'),
  keys: ['school'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Tên trường”, “Lớp”, “Số người học”. Xin dùng tệp mẫu.',
    'No row of headings with “Tên trường”, “Lớp”, “Số người học” was found. Please use the template.',
  ),
  mostRows: 5_000,
} as const satisfies HeadedKind<string>
export type ClassColumn = keyof typeof classTable.columns
export const classColumnKeys = keysOf(classTable.columns)
export const classColumns = namesOf<ClassColumn>(classTable.columns)

const keyed = (cell: unknown) => (typeof cell === 'string' ? (keysByWords(terms)(cell) ?? cell) : cell)
const { input } = classFields

/** A row as its cells say it. */
export const ClassRead = z.object({ school: text(300), ...input, term: z.preprocess(keyed, input.term) })
export type ClassRead = z.output<typeof ClassRead>

/** What makes a class the same as another. */
export const classKey = (
  of: { schoolId: number; year: number; term: string; className: string; module: string },
  fold: (said: string) => string,
) => JSON.stringify([of.schoolId, of.year, of.term, fold(of.className), fold(of.module)])

export interface JudgedClass {
  readonly outcome: 'new' | 'same' | 'error'
  readonly schoolId: number | null
  readonly problems: readonly CellProblem<ClassColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. */
export function judgeClasses(
  rows: readonly (ClassRead | null)[],
  there: {
    /** Schools by their folded name. */
    readonly schools: ReadonlyMap<string, number>
    /** Classes that stand, by `classKey`. */
    readonly standing: ReadonlySet<string>
    readonly fold: (said: string) => string
  },
): JudgedClass[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedClass => {
    if (row === null) return { outcome: 'error', schoolId: null, problems: [] }
    const problems: CellProblem<ClassColumn>[] = []
    const schoolId = there.schools.get(there.fold(row.school)) ?? null
    if (schoolId === null)
      problems.push({
        column: 'school',
        words: words('Chưa có trường này trong danh sách.', 'The school is not on the list yet.'),
      })
    if (row.passed !== undefined && row.passed > row.learners)
      problems.push({ column: 'passed', words: passedWords })
    const key = schoolId === null ? null : classKey({ ...row, schoolId }, there.fold)
    if (key !== null && seen.has(key))
      problems.push({
        column: 'className',
        words: words('Dòng này có hai lần trong bảng.', 'The table has this row twice.'),
      })
    if (key !== null) seen.add(key)
    const same = key !== null && there.standing.has(key)
    return { outcome: problems.length > 0 ? 'error' : same ? 'same' : 'new', schoolId, problems }
  })
}
