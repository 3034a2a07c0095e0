import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import {
  judgeMeasures,
  MeasureRead,
  measureColumnKeys,
  measureColumns,
  measureKey,
  measureTable,
} from './import-rules.ts'

/* Measures of criteria of many enterprises, out of a table of the office: proposed by whoever writes it, confirmed by another person. */

const imports = importOf({
  kind: 'measures',
  capability: 'proofs',
  at: '/measure-imports',
  subject: 'measure-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

/** The rows as they would be written now. */
async function judged({ db, today }: Context, rows: readonly (MeasureRead | null)[]) {
  const codes = [...new Set(rows.flatMap((row) => (row === null ? [] : [row.taxCode])))]
  const enterprises = await db
    .selectFrom('enterprise as e')
    .select([sql<number>`coalesce(e.merged_into, e.id)`.as('id'), 'e.taxCode'])
    .where('e.taxCode', '=', sql<string>`ANY(${codes}::text[])`)
    .execute()
  const standing = await db
    .selectFrom('enterpriseProof')
    .select(['enterpriseId', 'kind', 'year', 'value', 'unit'])
    .where('enterpriseId', '=', sql<number>`ANY(${enterprises.map(({ id }) => id)}::int[])`)
    .where('kind', '<>', 'key_product')
    .where('state', 'in', ['proposed', 'confirmed'])
    .execute()
  return judgeMeasures(rows, {
    enterprises: new Map(enterprises.map(({ id, taxCode }) => [taxCode, id])),
    standing: new Map(
      standing.flatMap(({ value, unit, ...of }) =>
        value === null || unit === null ? [] : [[measureKey(of), { value, unit }] as const],
      ),
    ),
    running: yearOf(today),
  })
}

const incoming = judgedRows(imports, {
  ...{ table: measureTable, keys: measureColumnKeys, row: MeasureRead, label: 'taxCode', judged },
  outcomes: ['new', 'same'],
})

/** Reads a table of measures and keeps what each row would do: a new proof, one that stands already, or an error with its cell. */
export const checkMeasures = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng số liệu tiêu chí', 'Check a table of measures'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored } }
  },
})

/** Proposes the measures that a check of a table showed, with the table as their evidence. */
export const applyMeasures = imports.apply({
  summary: words('Nhập bảng số liệu tiêu chí', 'Import a table of measures'),
  async moved(context, found) {
    // Two tables at once must not enter one measure twice.
    await sql`LOCK TABLE enterprise_proof IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, today } = context
    const added = (await incoming.again(context, found.id)).flatMap(({ row, now }) => {
      if (now?.outcome !== 'new' || now.enterpriseId === null) return []
      const { taxCode: _code, ...measure } = row
      return [{ ...measure, enterpriseId: now.enterpriseId, importId: found.id, proposedOn: today }]
    })
    for (let at = 0; at < added.length; at += 1000)
      await db
        .insertInto('enterpriseProof')
        .values(added.slice(at, at + 1000))
        .execute()
  },
})

/** One import: what its check found, and whether it was written. */
export const showMeasureImport = imports.show({
  summary: words('Một lần nhập số liệu tiêu chí', 'One import of measures'),
  /** Headings that a measure has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(measureColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showMeasureImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập số liệu tiêu chí', 'The rows of an import of measures'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showMeasuresToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập số liệu tiêu chí',
    'The rows in error of an import of measures',
  ),
  columns: measureColumns,
  keys: measureColumnKeys,
})
