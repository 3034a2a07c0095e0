import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import {
  judgeValues,
  type StandingProject,
  slotOf,
  ValueRead,
  valueColumnKeys,
  valueColumns,
  valueTable,
} from './import-rules.ts'

/* Values of many projects out of a table, which is their proof. */

const imports = importOf({
  kind: 'improvement_values',
  capability: 'improvements',
  at: '/improvement-value-imports',
  subject: 'improvement-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

/** The rows as they would be written now. */
async function judged({ db, today }: Context, rows: readonly (ValueRead | null)[]) {
  const wanted = [...new Set(rows.flatMap((row) => (row === null ? [] : [row.project])))]
  const found = await db
    .selectFrom('improvementProject as i')
    .leftJoin('improvementChoice as c', 'c.projectId', 'i.id')
    .leftJoin('improvementMeasure as m', 'm.id', 'c.measureId')
    .select(['i.id', 'i.state', 'i.startedOn', 'c.id as choiceId', 'm.name'])
    .where('i.id', '=', sql<number>`ANY(${wanted}::int[])`)
    .execute()
  const projects = new Map<number, StandingProject & { choices: Map<string, number> }>()
  for (const { id, state, startedOn, choiceId, name } of found) {
    const project = projects.get(id) ?? { state, startedOn, choices: new Map<string, number>() }
    if (choiceId !== null && name !== null) project.choices.set(fold(name), choiceId)
    projects.set(id, project)
  }
  const values = await db
    .selectFrom('improvementValue as v')
    .innerJoin('improvementChoice as c', 'c.id', 'v.choiceId')
    .select(['v.choiceId', 'v.phase', 'v.measuredOn', 'v.value'])
    .where('c.projectId', '=', sql<number>`ANY(${wanted}::int[])`)
    .where('v.struckOn', 'is', null)
    .execute()
  return judgeValues(rows, {
    projects,
    standing: new Map(values.map((one) => [slotOf(one.choiceId, one), one.value])),
    ...{ fold, today },
  })
}

const incoming = judgedRows(imports, {
  ...{ table: valueTable, keys: valueColumnKeys, row: ValueRead, label: 'measure', judged },
  kept: (row) => row,
  outcomes: ['new', 'same'],
})

/** Reads a table of values and keeps what each row would do: a new one, one that stands already, or an error with its cell. */
export const checkValues = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng giá trị đo', 'Check a table of values'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored } }
  },
})

/** Enters the values that a check of a table showed, with the table as their proof. */
export const applyValues = imports.apply({
  summary: words('Nhập bảng giá trị đo', 'Import a table of values'),
  async moved(context, found) {
    // Two tables at once must not enter one value twice, nor a project move on meanwhile.
    await sql`LOCK TABLE improvement_project, improvement_value IN SHARE ROW EXCLUSIVE MODE`.execute(
      context.db,
    )
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, today } = context
    const added = (await incoming.again(context, found.id)).flatMap(({ row, now }) => {
      if (now?.outcome !== 'new' || now.choiceId === null) return []
      const { project: _project, measure: _measure, ...value } = row
      return [{ ...value, choiceId: now.choiceId, importId: found.id, enteredOn: today }]
    })
    for (let at = 0; at < added.length; at += 500)
      await db
        .insertInto('improvementValue')
        .values(added.slice(at, at + 500))
        .execute()
    // a page of the project that was opened before shows other values
    await db
      .updateTable('improvementProject')
      .set({ version: sql`version + 1` })
      .where(
        sql<boolean>`id IN (SELECT c.project_id FROM improvement_choice c JOIN improvement_value v ON v.choice_id = c.id WHERE v.import_id = ${found.id})`,
      )
      .execute()
  },
})

/** One import: what its check found, and whether it was written. */
export const showValueImport = imports.show({
  summary: words('Một lần nhập giá trị đo', 'One import of values'),
  /** Headings that a value has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(valueColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showValueImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập giá trị đo', 'The rows of an import of values'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showValuesToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập giá trị đo', 'The rows in error of an import of values'),
  columns: valueColumns,
  keys: valueColumnKeys,
})
