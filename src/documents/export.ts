import { slug } from '../platform/text.ts'
import { type CsvValue, writeCsv } from './csv.ts'
import { writeWorkbook } from './workbook.ts'

export interface ExportColumn<Row> {
  readonly label: string
  readonly kind?: 'text' | 'number' | 'money' | 'date' | 'moment' | undefined
  readonly value: (row: Row) => CsvValue
}

export interface ExportedTable<Row> {
  /** File name without extension. */
  readonly name: string
  readonly title: string
  /** Whether the database holds made-up data only: the file then says so. */
  readonly sample: boolean
  readonly columns: readonly ExportColumn<Row>[]
  readonly rows: readonly Row[]
}

/** `Danh sách doanh nghiệp` on 24/11/2026 → `danh-sach-doanh-nghiep-20261124`. */
export function exportName(title: string, now: Date): string {
  return `${slug(title)}-${now.toISOString().slice(0, 10).replaceAll('-', '')}`
}

/** A table as a download: CSV for machines, XLSX for an office. */
export async function exportTable<Row>(format: 'csv' | 'xlsx', table: ExportedTable<Row>): Promise<Response> {
  if (format === 'csv') {
    // A machine reads it by its columns, so the mark is a column of its own, on every row.
    const labels = [...table.columns.map((column) => column.label), ...(table.sample ? ['DỮ LIỆU MẪU'] : [])]
    const rows = table.rows.map((row) => [
      ...table.columns.map((column) => column.value(row)),
      ...(table.sample ? ['DỮ LIỆU MẪU'] : []),
    ])
    return download(`${table.name}.csv`, 'text/csv; charset=utf-8', writeCsv(labels, rows))
  }
  const bytes = await writeWorkbook([
    {
      name: table.title,
      title: [table.title],
      banner: table.sample ? 'DỮ LIỆU MẪU' : undefined,
      columns: table.columns.map((column) => ({
        title: column.label,
        type: { text: 'text', number: 'decimal', money: 'money', date: 'date', moment: 'text' }[
          column.kind ?? 'text'
        ] as 'text',
      })),
      rows: table.rows.map((row) => table.columns.map((column) => column.value(row))),
    },
  ])
  return download(
    `${table.name}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    new Uint8Array(bytes),
  )
}

/** A file of ours as a download; never kept by a cache on the way. */
export function download(name: string, type: string, body: string | Uint8Array<ArrayBuffer>): Response {
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Cache-Control': 'private, no-store',
    },
  })
}
