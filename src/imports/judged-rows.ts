import type { z } from 'zod'
import type { CellProblem } from '../documents/read/headed-table.ts'
import { type ReadTable, readTable } from '../documents/read/table.ts'
import type { Db } from '../platform/database.ts'
import type { Words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import type { StagedRow } from './check.ts'
import { readHeaded } from './headed.ts'
import type { HeadedKind } from './headed-kind.ts'
import type { ImportOutcome } from './kept-import.ts'
import { readRows, stagedRows } from './read-rows.ts'

/** What an import of rows that are judged one by one against what stands says of its table. */
interface Judging<Column extends string, S extends z.ZodType, Now, Of extends unknown[]> {
  readonly table: HeadedKind<Column>
  readonly keys: readonly Column[]
  /** A row as it is read; kept as `data.row`, and read out of that again. */
  readonly row: S
  /** The column by which a row is named. */
  readonly label: Column
  /** What each row would do now; null is a row that could not be read. */
  readonly judged: (context: Context, rows: readonly (z.output<S> | null)[], ...of: Of) => Promise<Now[]>
  /** What is kept of a row, where that is not the row as it is. */
  readonly kept?: (row: z.output<S>) => object
  /** The outcomes whose rows are judged again. */
  readonly outcomes: readonly ImportOutcome[]
}

interface Read {
  readonly fileId?: number | undefined
  readonly text?: string | undefined
  readonly sheet?: string | undefined
  readonly convert?: boolean | undefined
}

/**
 * Reads a table of such rows for its check, and judges the rows that were kept again under the lock of what writes them.
 * @param imports the kind of import, for the rows that it keeps
 */
export function judgedRows<
  Column extends string,
  S extends z.ZodType,
  Now extends {
    readonly outcome: StagedRow['outcome']
    readonly problems: readonly CellProblem<Column>[]
  },
  Of extends unknown[] = [],
>(
  imports: {
    readonly kept: (
      db: Db,
      importId: number,
      outcomes: readonly ImportOutcome[],
    ) => Promise<{ line: number; outcome: string; data: unknown }[]>
  },
  { table: kind, keys, row: schema, label, judged, kept, outcomes }: Judging<Column, S, Now, Of>,
) {
  async function again(context: Context, importId: number, ...of: Of) {
    const shown = (await imports.kept(context.db, importId, outcomes)).map(({ line, outcome, data }) => ({
      line,
      outcome,
      row: schema.parse((data as { row: unknown }).row),
    }))
    const now = await judged(
      context,
      shown.map(({ row }) => row),
      ...of,
    )
    return shown.map((each, at) => ({ ...each, now: now[at] }))
  }
  return {
    async read(
      context: Context,
      input: Read,
      ...of: Of
    ): Promise<{
      table: ReadTable
      headings: readonly string[]
      notes: readonly Words[]
      ignored: readonly string[]
      rows: StagedRow[]
    }> {
      const table = await readTable(context, input)
      const { header, rows, headings, notes } = await readHeaded<Column>(table, kind, {
        ...{ sheet: input.sheet, convert: input.convert },
        ...{ unit: null, numbers: null },
      })
      const read = readRows(rows, schema, keys, label)
      const now = await judged(
        context,
        read.map(({ row }) => row),
        ...of,
      )
      const staged = stagedRows({ rows, read, header }, now, label, (_judged, row) => ({
        row: row === null || kept === undefined ? row : kept(row),
      }))
      return { table, headings, notes, ignored: header.ignored, rows: staged }
    },
    again,
    /** How many rows would do something else than was shown. */
    async moved(context: Context, importId: number, ...of: Of): Promise<number> {
      return (await again(context, importId, ...of)).filter(({ outcome, now }) => outcome !== now?.outcome)
        .length
    },
  }
}
