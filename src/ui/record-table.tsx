import type { Child } from 'hono/jsx'
import { Table } from './pieces.tsx'

/** A column of a table of records: its head (the label of its cells on a phone) and what a row shows in it. */
export interface TableColumn<Row> {
  readonly head: string
  /** A figure: set to the right. */
  readonly num?: boolean
  readonly cell: (row: Row, at: number) => Child
}

/** A table with one row for each record. A column that is null is left out. `stack`: each row is a card on a phone. */
export function RecordTable<Row>(props: {
  caption: string
  showCaption?: boolean
  stack?: boolean
  rows: readonly Row[]
  columns: readonly (TableColumn<Row> | null)[]
}) {
  const columns = props.columns.filter((column) => column !== null)
  return (
    <Table caption={props.caption} showCaption={props.showCaption} stack={props.stack}>
      <thead>
        <tr>
          {columns.map(({ head, num }) => (
            <th scope="col" class={num ? 'num' : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row, at) => (
          <tr>
            {columns.map(({ head, num, cell }) => (
              <td class={num ? 'num' : undefined} data-label={props.stack ? head : undefined}>
                {cell(row, at)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
