import { setImmediate } from 'node:timers/promises'
import { today } from '../../platform/dates.ts'
import { download } from '../../platform/file-answer.ts'
import type { PageRequest } from '../../platform/page.ts'
import { slug } from '../../platform/text.ts'
import { utf8 } from '../text.ts'
import { type CsvValue, streamCsv } from './csv.ts'
import { streamWorkbook } from './workbook.ts'

export interface ExportColumn<Row> {
  readonly label: string
  readonly kind?: 'text' | 'number' | 'money' | 'date' | 'moment' | undefined
  readonly value: (row: Row) => CsvValue
}

export interface ExportedTable<Row> {
  /** File name without extension. */
  readonly name: string
  readonly title: string
  readonly columns: readonly ExportColumn<Row>[]
  /** All of them, or pages of them as they come, so that a long list never stands in memory whole. */
  readonly rows: readonly Row[] | AsyncGenerator<readonly Row[]>
}

/** `Danh sách doanh nghiệp` on 24/11/2026 in Viet Nam → `danh-sach-doanh-nghiep-20261124`. */
export function exportName(title: string, now: Date): string {
  return `${slug(title)}-${today(now).replaceAll('-', '')}`
}

const columnTypes = { text: 'text', number: 'decimal', money: 'money', date: 'date', moment: 'text' } as const

/** Rows written without letting others have their turn: some hundredths of a second. */
const pageRows = 1000

/**
 * A table as a download: CSV for machines, XLSX for an office. It leaves while it is written, and others are answered
 * between its pages. What goes wrong before the first page is ready is thrown; later it breaks the download off.
 */
export async function exportTable<Row>(format: 'csv' | 'xlsx', table: ExportedTable<Row>): Promise<Response> {
  const rows = 'next' in table.rows ? table.rows : pagesOf(table.rows)
  const pages = valuesOf(table.columns, await begun(rows))
  if (format === 'csv') {
    const labels = table.columns.map((column) => column.label)
    return download(`${table.name}.csv`, 'text/csv; charset=utf-8', bytesOf(streamCsv(labels, pages)))
  }
  const columns = table.columns.map(({ label, kind }) => ({
    title: label,
    type: columnTypes[kind ?? 'text'],
  }))
  return download(
    `${table.name}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    streamWorkbook({ name: table.title, title: [table.title], columns }, pages),
  )
}

async function* pagesOf<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += pageRows) {
    yield rows.slice(from, from + pageRows)
    await setImmediate()
  }
}

/** The same pages, the first of them read already. */
async function begun<Page>(pages: AsyncGenerator<Page>): Promise<AsyncGenerator<Page>> {
  const first = await pages.next()
  return (async function* () {
    if (first.done === true) return
    yield first.value
    yield* pages
  })()
}

async function* valuesOf<Row>(columns: readonly ExportColumn<Row>[], pages: AsyncGenerator<readonly Row[]>) {
  for await (const rows of pages) yield rows.map((row) => columns.map((column) => column.value(row)))
}

async function* bytesOf(texts: AsyncGenerator<string[]>): AsyncGenerator<Uint8Array> {
  for await (const part of texts) yield utf8(part)
}

/**
 * A whole document of ours as a download. Its tag is its SHA-256: a browser that has it already is told so (304). What is open to
 * everybody may lie in a cache on the way, which asks each time whether it is still so; what an account gets may not.
 */
export function documentDownload(
  request: Pick<PageRequest, 'actor' | 'headers'>,
  file: { readonly name: string; readonly mime: string; readonly sha256: string; readonly base64: string },
): Response {
  const answer = download(file.name, file.mime, Uint8Array.from(Buffer.from(file.base64, 'base64')))
  const etag = `"${file.sha256}"`
  answer.headers.set('ETag', etag)
  if (request.actor.userId !== null) return answer
  answer.headers.set('Cache-Control', 'public, no-cache')
  const known = (request.headers.get('if-none-match') ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
  if (!known.includes(etag)) return answer
  return new Response(null, { status: 304, headers: { ETag: etag, 'Cache-Control': 'public, no-cache' } })
}
