import { z } from 'zod'
import { problemWords } from '../documents/read/headed-table.ts'
import { problemsOf, RowsToMend, typedCells } from '../documents/write/rows-to-mend.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { importColumnKeys, importColumns } from './import-rules.ts'

/** One import: what its check found, and whether it was applied. */
export const showImport = query({
  name: 'enterprises.showImport',
  summary: words('Một lần nhập doanh nghiệp', 'One import of enterprises'),
  route: 'GET /enterprise-imports/{id}',
  formerRoutes: ['GET /enterprises/imports/{id}'],
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    file: z.object({ id: z.int(), name: z.string() }),
    checkedAt: z.string(),
    checkedBy: z.string(),
    added: z.int(),
    changed: z.int(),
    refused: z.int(),
    /** Headings that the register has no place for. */
    ignored: z.array(z.string()),
    appliedAt: z.string().nullable(),
  }),
  may: ['coordinator', 'auditor'],
  async run({ db }, input) {
    const row = await db
      .selectFrom('enterpriseImport as i')
      .innerJoin('file as f', 'f.id', 'i.fileId')
      .selectAll('i')
      .select('f.name as fileName')
      .where('i.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('lần nhập', 'Import'))
    return {
      id: row.id,
      file: { id: row.fileId, name: row.fileName },
      checkedAt: new Date(row.checkedAt).toISOString(),
      checkedBy: row.checkedBy,
      added: row.added,
      changed: row.changed,
      refused: row.refused,
      ignored: row.ignored,
      appliedAt: row.appliedAt === null ? null : new Date(row.appliedAt).toISOString(),
    }
  },
})

export const importOutcomes = ['new', 'update', 'error'] as const

const Problems = problemsOf(importColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showImportRows = query({
  name: 'enterprises.showImportRows',
  summary: words('Các dòng của một lần nhập', 'The rows of an import'),
  route: 'GET /enterprise-imports/{id}/rows',
  formerRoutes: ['GET /enterprises/imports/{id}/rows'],
  input: z.object({ ...listInput(['line']), id: id(), outcome: optionalChoice(importOutcomes) }),
  output: listOutput(
    z.object({
      /** The row's number in the sheet. */
      id: z.int(),
      outcome: z.enum(importOutcomes),
      label: z.string(),
      taxCode: z.string().nullable(),
      problems: Problems,
    }),
  ),
  may: ['coordinator', 'auditor'],
  async run({ db }, input) {
    let rows = db
      .selectFrom('enterpriseImportRow as r')
      .select(['r.line as id', 'r.outcome', 'r.label', 'r.data', 'r.problems'])
      .where('r.importId', '=', input.id)
    if (input.outcome !== undefined) rows = rows.where('r.outcome', '=', input.outcome)
    const page = await pageOf(rows, input, { line: { column: 'r.line', value: (row) => row.id } }, 'r.line')
    const Data = z.object({ taxCode: z.string().optional() })
    return {
      ...page,
      rows: page.rows.map((row) => ({
        id: row.id,
        outcome: row.outcome,
        label: row.label,
        taxCode: Data.parse(row.data).taxCode ?? null,
        problems: Problems.parse(row.problems),
      })),
    }
  },
})

/** The rows of an import that were left out, as they were typed, with the reasons: the sheet to mend. */
export const showRowsToMend = query({
  name: 'enterprises.showRowsToMend',
  summary: words(
    'Các dòng lỗi của một lần nhập doanh nghiệp',
    'The rows in error of an import of enterprises',
  ),
  route: 'GET /enterprise-imports/{id}/errors',
  formerRoutes: ['GET /enterprises/imports/{id}/errors'],
  input: z.object({ id: id() }),
  output: RowsToMend,
  may: ['coordinator', 'auditor'],
  async run({ db }, input) {
    const checked = await db
      .selectFrom('enterpriseImport')
      .select('headings')
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (checked === undefined) throw notFound(words('lần nhập', 'Import'))
    const rows = await db
      .selectFrom('enterpriseImportRow')
      .select(['cells', 'label', 'problems'])
      .where('importId', '=', input.id)
      .where('outcome', '=', 'error')
      .orderBy('line')
      .execute()
    return {
      headings: checked.headings ?? [importColumns.name.vi],
      rows: rows.map(({ cells, label, problems }) => ({
        // An import of before the cells were kept has its label alone.
        cells: cells === null ? [label] : typedCells(cells),
        reasons: Problems.parse(problems).map((problem) =>
          problemWords(importColumns[problem.column], problem),
        ),
      })),
    }
  },
})
