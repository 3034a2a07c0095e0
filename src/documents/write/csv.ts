import { isSample, sampleMark } from '../../platform/sample.ts'
import { documentText } from '../text.ts'

/** A cell of a CSV file: text, a number (written with a decimal point, no grouping), an amount, yes/no, or nothing. */
export type CsvValue = string | number | bigint | boolean | null

/** A text that Excel, LibreOffice or Google Sheets would take for a formula (OWASP, "CSV Injection"). */
const formulaStart = /^[ ']*[=+\-@\t\r\n＝＋－＠]/
/** The same behind a semicolon or a tab, where a spreadsheet of another country begins a cell. One apostrophe more than there was. */
const formulaWithin = /([;\t])([ ']*[=+\-@＝＋－＠])/g

function field(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = documentText(value)
  const begun = formulaStart.test(value) || formulaStart.test(text) ? `'${text}` : text
  const safe = begun.replace(formulaWithin, "$1'$2")
  return /[",;\t\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * Writes a CSV file by RFC 4180: commas, CRLF after every line, quotes where needed. It begins with a byte order mark so
 * that Excel reads it as UTF-8. A text that begins with `= + - @`, a tab or a line break, or has one of these signs behind a
 * semicolon or tab, gets an apostrophe before it, so that no spreadsheet runs it as a formula; numbers, negative ones too, stay
 * as they are. `readDelimited` takes the apostrophes off again.
 *
 * Sample data say so in a column of their own, the last one, on every row: whoever cuts rows out keeps the mark, and a reader
 * that finds its columns by their titles or by their places (an import of ours does both) reads the file as it would without.
 *
 * @param columns the titles of the columns
 * @param rows one array a line, as long as `columns`
 */
export function writeCsv(columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  const mark = isSample() ? [sampleMark] : []
  return ['\uFEFF', ...lines([columns], mark), ...lines(rows, mark)].join('')
}

/** The same file while its rows come, page by page, each line a text; `writeCsv` of all the rows gives the same text. */
export function streamCsv(
  columns: readonly string[],
  pages: AsyncIterable<readonly (readonly CsvValue[])[]>,
): AsyncGenerator<string[]> {
  return csvParts(columns, pages, isSample() ? [sampleMark] : [])
}

async function* csvParts(
  columns: readonly string[],
  pages: AsyncIterable<readonly (readonly CsvValue[])[]>,
  mark: readonly string[],
): AsyncGenerator<string[]> {
  yield ['\uFEFF', ...lines([columns], mark)]
  for await (const rows of pages) yield lines(rows, mark)
}

function lines(rows: readonly (readonly CsvValue[])[], mark: readonly string[]): string[] {
  const end = mark.map((text) => `,${field(text)}`).join('')
  return rows.map((row) => `${row.map(field).join(',')}${end}\r\n`)
}
