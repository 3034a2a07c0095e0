import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { problemWords } from '../documents/read/headed-table.ts'
import { problemsOf, RowsToMend, typedCells } from '../documents/write/rows-to-mend.ts'
import { staff } from '../platform/actor.ts'
import { dongOut, id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { type Context, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { figureKeys } from './accounts-input.ts'
import { importLimit, Reading } from './import-check.ts'
import { importColumnKeys, importColumns } from './import-columns.ts'

export const importOutcomes = ['new', 'changed', 'same', 'error'] as const
const Outcome = z.enum(importOutcomes)
const Problems = problemsOf(importColumnKeys)

/** The import, if this account may see it: an enterprise sees those of its own years. @throws Problem 404 */
export async function seenImport({ db, actor }: Context, importId: number) {
  const row = await db
    .selectFrom('accountsImport as i')
    .innerJoin('file as f', 'f.id', 'i.fileId')
    .leftJoin('enterprise as e', 'e.id', 'i.enterpriseId')
    .selectAll('i')
    .select(['f.name as fileName', 'e.name as enterpriseName'])
    .where('i.id', '=', importId)
    .executeTakeFirst()
  if (row === undefined || (actor.enterpriseId !== null && row.enterpriseId !== actor.enterpriseId))
    throw notFound(words('lần nhập', 'Import'))
  return row
}

/** One import of accounts: how its sheet was read, what it would do, whether it was written. */
export const showAccountsImport = query({
  name: 'productivity.showImport',
  summary: words('Một lần nhập số liệu năm', 'One import of accounts'),
  route: 'GET /productivity/imports/{id}',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    file: z.object({ id: z.int(), name: z.string() }),
    enterprise: z.object({ id: z.int(), name: z.string() }).nullable(),
    reading: Reading,
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    checkedAt: z.string(),
    checkedBy: z.string(),
    appliedAt: z.string().nullable(),
  }),
  may: [...staff, 'enterprise'],
  async run(context, input) {
    const row = await seenImport(context, input.id)
    return {
      id: row.id,
      file: { id: row.fileId, name: row.fileName },
      enterprise:
        row.enterpriseId === null || row.enterpriseName === null
          ? null
          : { id: row.enterpriseId, name: row.enterpriseName },
      reading: Reading.parse(row.reading),
      added: row.added,
      changed: row.changed,
      unchanged: row.unchanged,
      refused: row.refused,
      checkedAt: new Date(row.checkedAt).toISOString(),
      checkedBy: row.checkedBy,
      appliedAt: row.appliedAt === null ? null : new Date(row.appliedAt).toISOString(),
    }
  },
})

const Amount = z.number().nullable()

/** The rows of an import in the order of its sheet: what each does, what stood there before, or why it is left out. */
export const listAccountsImport = query({
  name: 'productivity.listImport',
  summary: words('Các dòng của một lần nhập số liệu năm', 'The rows of an import of accounts'),
  route: 'GET /productivity/imports/{id}/rows',
  input: z.object({ ...listInput(['line']), id: id(), outcome: optionalChoice(importOutcomes) }),
  output: listOutput(
    z.object({
      /** The row's number in the sheet. */
      id: z.int(),
      outcome: Outcome,
      label: z.string(),
      taxCode: z.string().nullable(),
      year: z.int().nullable(),
      /** Money in đồng. */
      changes: z.array(z.object({ column: z.enum(figureKeys), before: Amount, after: Amount })),
      problems: Problems,
    }),
  ),
  may: [...staff, 'enterprise'],
  async run(context, input) {
    await seenImport(context, input.id)
    let rows = context.db
      .selectFrom('accountsImportRow as r')
      .leftJoin('enterprise as e', 'e.id', 'r.enterpriseId')
      .select(['r.line as id', 'r.outcome', 'r.label', 'r.year', 'r.changes', 'r.problems', 'e.taxCode'])
      .where('r.importId', '=', input.id)
    if (input.outcome !== undefined) rows = rows.where('r.outcome', '=', input.outcome)
    const page = await pageOf(rows, input, { line: { column: 'r.line', value: (row) => row.id } }, 'r.line')
    const Changes = z.array(z.object({ column: z.enum(figureKeys), before: Amount, after: Amount }))
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        changes: Changes.parse(row.changes),
        problems: Problems.parse(row.problems),
      })),
    }
  },
})

/** The rows of an import that were left out, as they were typed, with the reasons: the sheet to mend. */
export const showAccountsToMend = query({
  name: 'productivity.showRowsToMend',
  summary: words('Các dòng lỗi của một lần nhập số liệu năm', 'The rows in error of an import of accounts'),
  route: 'GET /productivity/imports/{id}/errors',
  input: z.object({ id: id() }),
  output: RowsToMend,
  may: [...staff, 'enterprise'],
  async run(context, input) {
    const checked = await seenImport(context, input.id)
    const rows = await context.db
      .selectFrom('accountsImportRow')
      .select(['cells', 'problems'])
      .where('importId', '=', input.id)
      .where('outcome', '=', 'error')
      .orderBy('line')
      .execute()
    return {
      headings: Reading.parse(checked.reading).headings,
      rows: rows.map(({ cells, problems }) => ({
        cells: typedCells(cells),
        reasons: Problems.parse(problems).map((problem) =>
          problemWords(importColumns[problem.column], problem),
        ),
      })),
    }
  },
})

const Kept = dongOut().nullable()

/**
 * What a template is filled with: the years on record of one enterprise, or the enterprises that are active with what they have of
 * one year (figures null for those that have none).
 */
export const accountsSheet = query({
  name: 'productivity.sheet',
  summary: words('Số liệu năm đang có, để điền tiếp', 'The accounts on record, to be completed'),
  route: 'GET /productivity/sheet',
  input: z.object({ enterpriseId: optionalId(), year: optionalYear() }),
  output: z.array(
    z.object({
      taxCode: z.string(),
      name: z.string(),
      year: z.int(),
      netRevenue: Kept,
      stockChange: Kept,
      goodsForResale: Kept,
      intermediate: Kept,
      labourCost: Kept,
      depreciation: Kept,
      productionTaxes: Kept,
      subsidies: Kept,
      interest: Kept,
      profit: Kept,
      fixedAssets: Kept,
      labour: z.int().nullable(),
      hours: Kept,
      priceIndex: z.number().nullable(),
    }),
  ),
  may: [...staff, 'enterprise'],
  async run({ db, actor }, input) {
    const enterpriseId = actor.enterpriseId ?? input.enterpriseId
    if (enterpriseId === undefined && input.year === undefined) return []
    let rows = db
      .selectFrom('enterprise as e')
      .leftJoin('enterpriseAccounts as a', (join) => {
        const on = join.onRef('a.enterpriseId', '=', 'e.id')
        return input.year === undefined ? on : on.on('a.year', '=', input.year)
      })
      .select([
        'e.taxCode',
        'e.name',
        sql<number>`coalesce(a.year, ${input.year ?? null}::int)`.as('year'),
        ...figureKeys.map((figure) => `a.${figure}` as const),
      ])
      .orderBy('e.name')
      .orderBy('e.id')
      .orderBy('a.year')
      .limit(importLimit)
    rows =
      enterpriseId === undefined
        ? rows.where(sql<SqlBool>`(e.state = 'active' OR a.year IS NOT NULL)`)
        : rows.where('e.id', '=', enterpriseId)
    if (input.year === undefined) rows = rows.where('a.year', 'is not', null)
    return rows.execute()
  },
})
