import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { flag, id, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict, type FieldProblem, refuse } from '../platform/problem.ts'
import { columnName } from '../platform/text.ts'
import { type Basis, basisOf } from './basis.ts'
import { Changed, lockOpen, noLine, touch } from './commands.ts'
import { estimateLines } from './content.ts'
import { type EstimateLineValues, estimateLineFields } from './fields.ts'
import { isBlank, readLines, type TypedLine, typedLine } from './typed-lines.ts'

/* All lines of an estimate at once, as the grid sends them: new ones, changed ones, those that are taken out. */

/** The most lines that one grid takes. */
export const mostLines = 1000

const gridLine = typedLine.extend({
  /** Takes the line out. */
  remove: flag(),
})
type GridLine = z.output<typeof gridLine>

/** The rows that say something, each with its place in the grid. */
const saying = (rows: readonly GridLine[]): { at: number; row: GridLine }[] =>
  rows.flatMap((row, at) => (row.id === undefined && isBlank(row) ? [] : [{ at, row }]))

/** What the rows of a grid come to, and what is wrong with each, by the names of their fields. */
function readGrid(rows: readonly GridLine[], basis: Basis) {
  const kept = saying(rows).filter(({ row }) => !row.remove)
  const read = readLines(
    kept.map(({ row }) => row as TypedLine),
    basis,
  )
  const faults: FieldProblem[] = []
  const values: { id: number | undefined; values: EstimateLineValues }[] = []
  for (const [place, line] of read.entries()) {
    const { at, row } = kept[place] ?? { at: 0, row: undefined }
    for (const { field, words: said } of line.problems)
      faults.push({ field: `lines.${at}.${field}`, words: said })
    if (line.values !== null) values.push({ id: row?.id, values: line.values })
  }
  return { faults, values }
}

const gridRule: Rule<{ readonly id: number; readonly lines: readonly GridLine[] }> = {
  of: ['id', 'lines'],
  judge: async ({ id: estimateId, lines }, { db }) => {
    const row = await db
      .selectFrom('estimate')
      .select(['planId', 'year'])
      .where('id', '=', estimateId)
      .executeTakeFirst()
    return row === undefined ? null : readGrid(lines, await basisOf(db, row)).faults
  },
}

/** The same under the lock: what a row names may be gone meanwhile. @throws Problem 422 */
async function heldGrid(db: Db, row: { planId: number; year: number }, lines: readonly GridLine[]) {
  const { faults, values } = readGrid(lines, await basisOf(db, row))
  refuse(faults)
  return values
}

/** Saves the grid of an estimate whole: rows with a number change their lines, others are new ones, and `remove` takes one out. */
export const saveEstimateGrid = command({
  name: 'estimates.saveGrid',
  summary: words('Ghi bảng dự toán', 'Save the grid of an estimate'),
  route: 'PUT /estimates/{id}/lines',
  input: z.object({ id: id(), version: whole(1), lines: z.array(gridLine).max(mostLines) }),
  output: Changed.extend({ added: z.int(), changed: z.int(), removed: z.int() }),
  may: ['coordinator'],
  rules: [gridRule],
  subject: ({ id }) => `estimate:${id}`,
  async run({ db }, { id: estimateId, version, lines }) {
    const row = await lockOpen(db, estimateId, version)
    const values = await heldGrid(db, row, lines)
    const gone = lines.flatMap((line) => (line.remove && line.id !== undefined ? [line.id] : []))
    const counts = await writeLines(db, estimateId, values, gone)
    if (counts.added + counts.changed + counts.removed === 0)
      throw conflict(
        'estimates.unchanged',
        words('Bảng không có gì thay đổi.', 'Nothing in the grid changed.'),
      )
    return { ...(await touch(db, row)), ...counts }
  },
})

const sameLine = (one: EstimateLineValues, other: EstimateLineValues) =>
  estimateLineFields.keys.every((key) => one[key] === other[key])

/**
 * Writes lines of an estimate in two statements, whatever their number, and what changed alone.
 * @param lines those with an `id` are there already @throws Problem 404 for a line that is not of the estimate
 */
export async function writeLines(
  db: Db,
  estimateId: number,
  lines: readonly { readonly id: number | undefined; readonly values: EstimateLineValues }[],
  gone: readonly number[],
): Promise<{ added: number; changed: number; removed: number }> {
  const there = new Map(
    (await estimateLines(db).where('e.estimateId', '=', estimateId).execute()).map((line) => [line.id, line]),
  )
  if ([...lines.flatMap(({ id: lineId }) => lineId ?? []), ...gone].some((lineId) => !there.has(lineId)))
    throw noLine()
  const added = lines.filter(({ id: lineId }) => lineId === undefined)
  const changed = lines.flatMap(({ id: lineId, values }) => {
    const before = lineId === undefined ? undefined : there.get(lineId)
    return before === undefined || sameLine(values, { ...before }) ? [] : [{ id: before.id, ...values }]
  })
  if (gone.length > 0)
    await db
      .deleteFrom('estimateLine')
      .where('id', 'in', [...gone])
      .execute()
  if (changed.length > 0)
    await sql`UPDATE estimate_line AS e SET title = x.title, line_id = x.line_id, source_id = x.source_id, quantity = x.quantity, unit = x.unit,
        unit_cost = x.unit_cost, counterpart = x.counterpart, norm_id = x.norm_id, over_norm_reason = x.over_norm_reason, note = x.note
      FROM jsonb_to_recordset(${jsonRows(changed)}::jsonb) AS x(id int, title text, line_id int, source_id int, quantity int, unit text,
        unit_cost bigint, counterpart bigint, norm_id int, over_norm_reason text, note text) WHERE e.id = x.id`.execute(
      db,
    )
  if (added.length > 0)
    await sql`INSERT INTO estimate_line (estimate_id, title, line_id, source_id, quantity, unit, unit_cost, counterpart, norm_id, over_norm_reason, note)
      SELECT ${estimateId}, title, line_id, source_id, quantity, unit, unit_cost, counterpart, norm_id, over_norm_reason, note
        FROM jsonb_to_recordset(${jsonRows(added.map(({ values }, ord) => ({ ...values, ord })))}::jsonb)
          AS x(title text, line_id int, source_id int, quantity int, unit text, unit_cost bigint, counterpart bigint, norm_id int,
            over_norm_reason text, note text, ord int) ORDER BY ord`.execute(db)
  return { added: added.length, changed: changed.length, removed: gone.length }
}

/** Rows as one parameter, by the names of their columns. */
const jsonRows = (rows: readonly object[]): string =>
  JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [
          columnName(key),
          typeof value === 'bigint' ? String(value) : value,
        ]),
      ),
    ),
  )
