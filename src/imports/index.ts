/*
 * Tables that come in: check → stage → show → apply, once for every kind.
 *
 *   headed.ts     readHeaded: a table with a row of headings, by its columns (headed-*.ts); left-out.ts: what was not taken is said
 *   read-rows.ts  readRows: its rows by a schema, each cell that is wrong named once
 *   judged-rows.ts judgedRows({...}): rows that are judged one by one, for the check and again under the lock of what writes them
 *   field-columns.ts  columnsOf: the columns of a table out of the fields of a record
 *   import-of.ts  importOf({...}): the five operations of a kind (check.ts, apply.ts, show.ts), over one pair of tables (kept-import.ts)
 *   pages.tsx     importPages({...}): what the check found, the rows to mend, the button that writes
 *   taken-over.ts the mark of a record that came in with a sheet of past years, read by the pages of every kind of record
 *   form-pages.tsx importForm({...}): the page that takes a table, with its template
 *   room-pages.tsx importRoom({...}): both of them, for an import of nothing but its rows
 *   key-words.ts  keysByWords: what a cell may say for a key of a closed list
 *   form.tsx      the fields of a form that takes a table, and the inputs behind them
 */

export type { Checked, StagedRow } from './check.ts'
export { columnsOf } from './field-columns.ts'
export { FigureShown, figuresColumn } from './figures.tsx'
export { convertField, numbersField, readingFields, readingInput, tableNeeded } from './form.tsx'
export { importForm } from './form-pages.tsx'
export { readHeaded } from './headed.ts'
export {
  type HeadedKind,
  type HeadedRow,
  type HeadedTable,
  type ImportColumn,
  type ImportColumns,
  mapped,
  namesOf,
  type ReadOptions,
} from './headed-kind.ts'
export { unclearNumber } from './headed-row.ts'
export { importOf } from './import-of.ts'
export { judgedRows } from './judged-rows.ts'
export type { ImportKind } from './kept-import.ts'
export { keysByWords, quotedNames } from './key-words.ts'
export { hiddenColumnNotes, hiddenNotes } from './left-out.ts'
export { oldFontOf, oldFontWords, unicodeRows } from './old-fonts.ts'
export { importPages, lineColumn, outcomeColumn, problemsColumn } from './pages.tsx'
export { readRows, stagedRows } from './read-rows.ts'
export { checkedColumns, importRoom } from './room-pages.tsx'
export { TakenOver, type TakenOverType, takenOver, takenOverInput, takenOverWanted } from './taken-over.ts'
export { TakenOverMark, takenOverFilter } from './taken-over-view.tsx'
export { stagedImports } from './work.ts'
