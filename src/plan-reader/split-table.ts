import { moneyUnitOf } from './amounts.ts'
import type { RowBlock } from './blocks.ts'
import { type FoundTable, isBudgetTable } from './budget.ts'
import { headsOf } from './columns.ts'
import { emptyPlain, type Plain } from './text.ts'

/*
 * A budget too wide for a page is set as several tables below one another: the same lines, each table with the amounts of other
 * sources or years. They are one table.
 */

/** The tables with those joined that are one, and the later parts that went into them. */
export function joinSplit(tables: readonly FoundTable[]): { tables: FoundTable[]; parts: FoundTable[] } {
  const joined: FoundTable[] = []
  const parts: FoundTable[] = []
  for (const table of tables) {
    const before = joined.at(-1)
    if (before === undefined || !goesOn(before, table)) joined.push(table)
    else {
      joined[joined.length - 1] = join(before, table)
      parts.push(table)
    }
  }
  return { tables: joined, parts }
}

/** What a line is called: its number and title. */
const namesOf = ({ heads, rows }: FoundTable): string[] => {
  const named = heads.columns.flatMap(({ role }, at) => (role === 'title' || role === 'code' ? [at] : []))
  return rows.map(({ cells }) => named.map((at) => cells[at]?.folded.trim() ?? '').join('|'))
}

/** The units of money that its heads name. */
const unitsOf = ({ headRows }: FoundTable): string => {
  const units = headRows.flatMap(({ cells }) => cells.map(({ folded }) => moneyUnitOf(folded)))
  return [...new Set(units.filter((unit) => unit !== null))].sort().join(' ')
}

const amountPlaces = ({ heads }: FoundTable): number[] =>
  heads.columns.flatMap(({ role }, at) => (role === 'amount' ? [at] : []))

/** Whether the second table has the lines of the first, word for word, with amounts under other heads. */
function goesOn(first: FoundTable, second: FoundTable): boolean {
  if (!isBudgetTable(first) || !isBudgetTable(second) || first.rows.length !== second.rows.length)
    return false
  // The same money in another unit, such as a workbook's sheet in đồng beside the appendix, is a table of its own.
  if (unitsOf(first) !== unitsOf(second)) return false
  const [one, other] = [namesOf(first), namesOf(second)]
  if (one.length < 2 || one.some((name, at) => name !== other[at])) return false
  const heads = new Set(amountPlaces(first).map((at) => first.heads.columns[at]?.head))
  return amountPlaces(second).every((at) => !heads.has(second.heads.columns[at]?.head))
}

function join(first: FoundTable, second: FoundTable): FoundTable {
  const width = first.heads.columns.length
  const places = amountPlaces(second)
  const beside = (row: RowBlock | undefined, more: RowBlock | undefined): Plain[] => [
    ...Array.from({ length: width }, (_, at) => row?.cells[at] ?? emptyPlain),
    ...places.map((at) => more?.cells[at] ?? emptyPlain),
  ]
  const rows = first.rows.map((row, at) => ({ ...row, cells: beside(row, second.rows[at]) }))
  const headRows = first.headRows.map((row, at) => ({ ...row, cells: beside(row, second.headRows[at]) }))
  return { heads: { ...first.heads, columns: headsOf(headRows.slice(0, first.heads.rows)) }, headRows, rows }
}
