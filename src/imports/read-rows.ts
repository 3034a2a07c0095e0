import type { z } from 'zod'
import type { CellProblem } from '../documents/read/headed-table.ts'
import { fieldProblems } from '../platform/fields.ts'
import type { HeadedRow } from './headed-kind.ts'

/** A row as a schema takes it, null where a cell is wrong; and what is wrong, each column named once. */
export interface ReadRow<Row, Column extends string> {
  readonly row: Row | null
  readonly faults: readonly CellProblem<Column>[]
}

/**
 * Reads each row of a table by a schema whose fields are the table's columns.
 * @param columns in the order of the table; a fault of none of them is told at `otherwise`
 */
export function readRows<S extends z.ZodType, Column extends string>(
  rows: readonly HeadedRow<Column>[],
  schema: S,
  columns: readonly Column[],
  otherwise: Column,
): ReadRow<z.output<S>, Column>[] {
  return rows.map(({ values, problems }) => {
    const parsed = schema.safeParse(values, { reportInput: true })
    const faults: CellProblem<Column>[] = [...problems]
    if (!parsed.success)
      for (const { field, words } of fieldProblems(parsed.error)) {
        const column = columns.find((key) => key === field.split('.')[0]) ?? otherwise
        if (faults.every((fault) => fault.column !== column)) faults.push({ column, words })
      }
    return { row: parsed.success && faults.length === 0 ? parsed.data : null, faults }
  })
}
