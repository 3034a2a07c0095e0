import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { basisOf } from './basis.ts'
import { lockOpen, noEstimate, touch } from './commands.ts'
import { estimateLines } from './content.ts'
import { writeLines } from './grid.ts'
import {
  type EstimateColumn,
  EstimateRead,
  estimateColumnKeys,
  estimateTable,
  judgeRows,
  sheetColumns,
} from './import-rules.ts'

const imports = importOf({
  kind: 'estimate',
  capability: 'estimates',
  at: '/estimate-imports',
  subject: 'estimate-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

async function judged({ db }: Context, estimateId: number, rows: readonly (EstimateRead | null)[]) {
  const row = await db
    .selectFrom('estimate')
    .select(['planId', 'year'])
    .where('id', '=', estimateId)
    .executeTakeFirst()
  if (row === undefined) throw noEstimate()
  const there = await estimateLines(db).where('e.estimateId', '=', estimateId).execute()
  return judgeRows(rows, await basisOf(db, row), there)
}

/** Reads a table of lines and keeps what each row would do: a new line, a change of one, or an error with its cell and reason. */
export const checkEstimateLines = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng dòng dự toán', 'Check a table of lines of an estimate'),
  input: { ...readingInput, estimateId: id() },
  needs: [tableNeeded],
  async check(context, input) {
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<EstimateColumn>(table, estimateTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, EstimateRead, estimateColumnKeys, 'title')
    const now = await judged(
      context,
      input.estimateId,
      read.map(({ row }) => row),
    )
    return {
      ...{ table, headings, notes },
      reading: { ignored: header.ignored, estimateId: input.estimateId },
      rows: stagedRows({ rows, read, header }, now, 'title', ({ changed }, row) => ({
        row: row === null ? null : asJson(row),
        changed,
      })),
    }
  },
})

const asJson = ({ unitCost, counterpart, ...row }: EstimateRead) => ({
  ...row,
  unitCost: String(unitCost),
  ...(counterpart === undefined ? {} : { counterpart: String(counterpart) }),
})

const Kept = z.object({ row: EstimateRead, changed: z.array(z.enum(estimateColumnKeys)) })
const Reading = z.object({ ignored: z.array(z.string()), estimateId: z.int() })

/** The rows that were no error: as they were shown, and as they would be written now. */
async function again(context: Context, found: { readonly id: number; readonly reading: unknown }) {
  const { estimateId } = Reading.parse(found.reading)
  const kept = await imports.kept(context.db, found.id, ['new', 'changed', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const now = await judged(
    context,
    estimateId,
    shown.map(({ row }) => row),
  )
  return { estimateId, rows: shown.map((each, at) => ({ ...each, now: now[at] })) }
}

/** Writes the lines that a check showed into their estimate, which must still be open. */
export const applyEstimateLines = imports.apply({
  summary: words('Nhập bảng dòng dự toán', 'Import a table of lines of an estimate'),
  moved: async (context, found) =>
    (await again(context, found)).rows.filter(({ outcome, now }) => outcome !== now?.outcome).length,
  async write(context, found) {
    const { estimateId, rows } = await again(context, found)
    const row = await lockOpen(context.db, estimateId)
    const lines = rows.flatMap(({ now }) =>
      now === undefined || now.values === null || now.outcome === 'same'
        ? []
        : [{ id: now.id ?? undefined, values: now.values }],
    )
    if (lines.length === 0) return
    await writeLines(context.db, estimateId, lines, [])
    await touch(context.db, row)
  },
})

/** One import: what its check found, and whether it was written. */
export const showEstimateImport = imports.show({
  summary: words('Một lần nhập dòng dự toán', 'One import of lines of an estimate'),
  /** Headings that a line has no place for, and the estimate that it is for. */
  shape: Reading.shape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(estimateColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showEstimateImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập dự toán', 'The rows of an import into an estimate'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: {
    label: z.string(),
    /** Which columns would change. */
    changed: z.array(z.enum(estimateColumnKeys)),
    problems: Problems,
  },
  of: async (_context, rows) =>
    rows.map(({ label, data, problems }) => ({
      label,
      changed: z.object({ changed: z.array(z.enum(estimateColumnKeys)) }).parse(data).changed,
      problems: Problems.parse(problems),
    })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showEstimateRowsToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập dự toán', 'The rows in error of an import into an estimate'),
  columns: sheetColumns,
  keys: estimateColumnKeys,
})
