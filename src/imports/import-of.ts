import type { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { type ApplyDeclaration, applyCommand } from './apply.ts'
import { type CheckDeclaration, checkCommand } from './check.ts'
import { type Declared, type ImportOutcome, keptRows } from './kept-import.ts'
import {
  type MendDeclaration,
  mendQuery,
  type RowsDeclaration,
  rowsQuery,
  type ShowDeclaration,
  showQuery,
} from './show.ts'

/*
 * Every table that comes in goes one way: it is checked into rows (`check`), the rows are kept and shown (`show`, `rows`, `mend`), and
 * what was shown is written (`apply`). A capability says which columns there are, what a row would do and how it is written.
 */

/** The operations of one kind of import. Names and addresses are its capability's. */
export function importOf(of: Declared) {
  return {
    check: <I extends z.ZodRawShape>(declaration: CheckDeclaration<I>) => checkCommand(of, declaration),
    apply: (declaration: ApplyDeclaration) => applyCommand(of, declaration),
    show: <S extends z.ZodRawShape>(declaration: ShowDeclaration<S>) => showQuery(of, declaration),
    rows: <const O extends readonly [ImportOutcome, ...ImportOutcome[]], S extends z.ZodRawShape>(
      declaration: RowsDeclaration<O, S>,
    ) => rowsQuery(of, declaration),
    mend: <Column extends string>(declaration: MendDeclaration<Column>) => mendQuery(of, declaration),
    /** The rows that a check kept with these outcomes, in the order of the table. */
    kept: (db: Db, importId: number, outcomes: readonly ImportOutcome[]) =>
      keptRows(db, of.kind, importId, outcomes),
  }
}
