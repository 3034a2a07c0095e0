import { documentText } from './text.ts'

/** A cell of a CSV file: text, a number (written with a decimal point, no grouping), an amount, yes/no, or nothing. */
export type CsvValue = string | number | bigint | boolean | null

/** A text that Excel, LibreOffice or Google Sheets would take for a formula (OWASP, "CSV Injection"). */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/

function field(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = documentText(value)
  const safe = formulaStart.test(value) || formulaStart.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * Writes a CSV file by RFC 4180: commas, CRLF after every line, quotes where needed. It begins with a byte order mark so
 * that Excel reads it as UTF-8. A text that begins with `= + - @`, a tab or a line break gets an apostrophe before it,
 * so that no spreadsheet runs it as a formula; numbers, negative ones too, stay as they are.
 *
 * @param columns the titles of the columns
 * @param rows one array a line, as long as `columns`
 */
export function writeCsv(columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  const lines = [columns, ...rows].map((row) => `${row.map(field).join(',')}\r\n`)
  return `\uFEFF${lines.join('')}`
}
