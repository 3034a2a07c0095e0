import type { z } from 'zod'
import { type CellProblem, placed, plainCell } from '../documents/read/headed-table.ts'
import { fieldProblems } from '../platform/fields.ts'
import type { StagedRow } from './check.ts'
import type { HeadedRow, HeadedTable } from './headed-kind.ts'

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

/**
 * The rows of a table as a check keeps them: what each would do, with its faults at their cells; the cells of a row in error as typed.
 * @param of the rows in the order of the table, as they were read
 * @param judged what each would do, in the same order
 * @param label the column by which a row is named
 * @param data what is kept of a row to be written
 */
export function stagedRows<
  Row,
  Column extends string,
  J extends { readonly outcome: StagedRow['outcome']; readonly problems: readonly CellProblem<Column>[] },
>(
  of: {
    readonly rows: readonly HeadedRow<Column>[]
    readonly read: readonly ReadRow<Row, Column>[]
    readonly header: HeadedTable<Column>['header']
  },
  judged: readonly J[],
  label: Column,
  data: (judged: J, row: Row | null) => object,
): StagedRow[] {
  return judged.map((each, at) => {
    const { line = 0, cells = [], values } = of.rows[at] ?? {}
    const { row = null, faults = [] } = of.read[at] ?? {}
    const { outcome, problems } = each
    return {
      ...{ line, outcome, label: String(values?.[label] ?? '—').slice(0, 200), data: data(each, row) },
      problems: placed([...faults, ...problems], of.header, line, cells),
      cells: outcome === 'error' ? cells.map(plainCell) : null,
    }
  })
}
