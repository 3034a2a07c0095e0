import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatMillions } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { ReportData } from './figures.ts'
import type { Placeholder } from './placeholder.ts'
import type { RecordCell, RecordList } from './record-lists.ts'
import type { Cell, ReportTable } from './tables.ts'

/* The record that a report is about, as the document has it. */

function cellOf({ value, href }: RecordCell, kind: RecordList['columns'][number]['kind']): Cell {
  if (value === null || value === '') return { text: '', href }
  if (kind === 'money') return { text: formatMillions(BigInt(value), 'vi'), value: BigInt(value), href }
  if (kind === 'date') return { text: formatDate(String(value)), value, href }
  return { text: typeof value === 'number' ? formatNumber(value, 'vi', 2) : value, value, href }
}

/** A table for each list of the record; of an empty list its heading alone. */
export const recordTables = ({ record }: ReportData): { title: string; table: ReportTable | null }[] =>
  (record?.lists ?? []).map(({ title, columns, rows }) => ({
    title,
    table:
      rows.length === 0
        ? null
        : {
            key: 'record',
            caption: title,
            ...(columns.some(({ kind }) => kind === 'money') ? { unit: 'triệu đồng' } : {}),
            columns,
            rows: rows.map((row) => ({
              sum: false,
              cells: row.map((one, place) => cellOf(one, columns[place]?.kind ?? 'text')),
            })),
          },
  }))

export const recordPlaceholder: Placeholder = {
  name: 'record',
  label: words('hồ sơ mà báo cáo nói về', 'the record that the report is about'),
  fill: ({ record }) =>
    (record?.told ?? []).map((text, place) => [{ text, ...(place === 0 ? { href: record?.href } : {}) }]),
}
