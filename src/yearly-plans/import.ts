import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { basisOf } from './basis.ts'
import { lockOpen, noYearlyPlan, touch } from './commands.ts'
import { lineRows } from './content.ts'
import { lineFields } from './fields.ts'
import {
  identityOf,
  judgeRows,
  type LineColumn,
  LineRead,
  lineColumnKeys,
  lineColumns,
  lineTable,
} from './import-rules.ts'

const imports = importOf({
  kind: 'yearly_plan',
  capability: 'yearlyPlans',
  at: '/yearly-plan-imports',
  subject: 'yearly-plan-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

async function judged(context: Context, yearlyPlanId: number, rows: readonly (LineRead | null)[]) {
  const { db, today } = context
  const row = await db
    .selectFrom('yearlyPlan')
    .select(['planId', 'year'])
    .where('id', '=', yearlyPlanId)
    .executeTakeFirst()
  if (row === undefined) throw noYearlyPlan()
  const basis = await basisOf(db, { ...row, today })
  const there = await lineRows(db).where('y.yearlyPlanId', '=', yearlyPlanId).execute()
  const norms = new Map(
    basis.norms.flatMap(({ id: normId, name, role, instrument, article }) => [
      [`${name}${role === null ? '' : ` (${role})`}, ${instrument}, ${article}`, normId] as const,
      [role === null ? name : `${name} (${role})`, normId] as const,
    ]),
  )
  return judgeRows(rows, basis, norms, new Set(there.map(identityOf)))
}

/** Reads a table of lines and keeps what each row would do: a new line, one that is there already, or an error with its cell and reason. */
export const checkLines = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng dòng kế hoạch năm', 'Check a table of lines of a yearly plan'),
  input: { ...readingInput, yearlyPlanId: id() },
  needs: [tableNeeded],
  async check(context, input) {
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<LineColumn>(table, lineTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, LineRead, lineColumnKeys, 'title')
    const now = await judged(
      context,
      input.yearlyPlanId,
      read.map(({ row }) => row),
    )
    return {
      ...{ table, headings, notes },
      reading: { ignored: header.ignored, yearlyPlanId: input.yearlyPlanId },
      rows: stagedRows({ rows, read, header }, now, 'title', (_judged, row) => ({
        row: row === null ? null : asJson(row),
      })),
    }
  },
})

const asJson = ({ unitCost, counterpart, ...row }: LineRead) => ({
  ...row,
  unitCost: String(unitCost),
  ...(counterpart === undefined ? {} : { counterpart: String(counterpart) }),
})

const Kept = z.object({ row: LineRead })
const Reading = z.object({ ignored: z.array(z.string()), yearlyPlanId: z.int() })

/** The rows that were no error: as they were shown, and as they would be written now. */
async function again(context: Context, found: { readonly id: number; readonly reading: unknown }) {
  const { yearlyPlanId } = Reading.parse(found.reading)
  const kept = await imports.kept(context.db, found.id, ['new', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const now = await judged(
    context,
    yearlyPlanId,
    shown.map(({ row }) => row),
  )
  return { yearlyPlanId, rows: shown.map((each, at) => ({ ...each, now: now[at] })) }
}

const Written = z.object(lineFields.input)

/** Writes the lines that a check showed into their yearly plan, which must still be open. */
export const applyLines = imports.apply({
  summary: words('Nhập bảng dòng kế hoạch năm', 'Import a table of lines of a yearly plan'),
  moved: async (context, found) =>
    (await again(context, found)).rows.filter(({ outcome, now }) => outcome !== now?.outcome).length,
  async write(context, found) {
    const { yearlyPlanId, rows } = await again(context, found)
    const row = await lockOpen(context.db, yearlyPlanId)
    const lines = rows.flatMap(({ now }) =>
      now?.outcome === 'new' && now.line !== null ? [lineFields.values(Written.parse(now.line))] : [],
    )
    if (lines.length === 0) return
    await context.db
      .insertInto('yearlyPlanLine')
      .values(lines.map((line) => ({ ...line, yearlyPlanId })))
      .execute()
    await touch(context.db, row)
  },
})

/** One import: what its check found, and whether it was written. */
export const showLineImport = imports.show({
  summary: words('Một lần nhập dòng kế hoạch năm', 'One import of lines of a yearly plan'),
  /** Headings that a line has no place for, and the yearly plan that it is for. */
  shape: Reading.shape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(lineColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showLineImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập kế hoạch năm', 'The rows of an import into a yearly plan'),
  outcomes: ['new', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showLineRowsToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập kế hoạch năm',
    'The rows in error of an import into a yearly plan',
  ),
  columns: lineColumns,
  keys: lineColumnKeys,
})
