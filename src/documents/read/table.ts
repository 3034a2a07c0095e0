import { z } from 'zod'
import { optionalId } from '../../platform/fields.ts'
import { evidence, type StoredFile, storeFile } from '../../platform/files.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { invalidField, Problem } from '../../platform/problem.ts'
import type { Cell } from './headed-table.ts'
import { readWorkbook } from './workbook.ts'

/** What an import is given: an uploaded file, or a pasted text. Spread into its input; `text` is `secret`. */
export const tableInput = {
  fileId: optionalId(),
  text: z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    z.string().max(20_000_000).optional(),
  ),
}

export interface TableSheet {
  readonly name: string
  readonly rows: readonly (readonly Cell[])[]
}

/**
 * The sheets of the workbook or CSV file that was uploaded, or the one that was pasted, which is kept as a file.
 * @param enterpriseId whose the pasted text is, where it is one enterprise's
 * @throws Problem 422 on `fileId` for another kind of file, a damaged one, or none
 */
export async function readTable(
  context: Context,
  input: { readonly fileId?: number | undefined; readonly text?: string | undefined },
  enterpriseId: number | null = null,
): Promise<{ file: { id: number }; sheets: readonly TableSheet[] }> {
  if (input.fileId !== undefined) {
    const file = await evidence(context, input.fileId)
    return { file, sheets: await sheetsOf(file, await context.files.read(file.sha256)) }
  }
  if (input.text === undefined) {
    throw refused(words('Xin chọn tệp hoặc dán các dòng.', 'Please choose a file or paste rows.'))
  }
  const file = await storeFile(context.db, context.files, {
    name: 'dong-dan.csv',
    bytes: new TextEncoder().encode(input.text),
    mime: 'text/csv',
    uploadedBy: context.actor.userId,
    enterpriseId,
  })
  return { file, sheets: [{ name: '', rows: readDelimited(input.text) }] }
}

const refused = (words: { vi: string; en: string }) => invalidField('fileId', words)

async function sheetsOf(file: StoredFile, bytes: Buffer): Promise<readonly TableSheet[]> {
  if (file.mime.startsWith('text/')) return [{ name: '', rows: readDelimited(bytes.toString('utf8')) }]
  if (!file.mime.endsWith('spreadsheetml.sheet')) {
    throw refused(words('Xin chọn tệp Excel (XLSX) hoặc CSV.', 'Please choose an Excel (XLSX) or CSV file.'))
  }
  try {
    return await readWorkbook(new Uint8Array(bytes))
  } catch (error) {
    if (error instanceof Problem) throw refused(error.words)
    throw error
  }
}

/**
 * Reads delimited text (RFC 4180): a CSV file with commas or, as Vietnamese Excel writes, semicolons; or cells copied from
 * a spreadsheet, with tabs. The separator is the one that the first line holds most of outside quotes.
 */
export function readDelimited(text: string): string[][] {
  const body = text.replace(/^\ufeff/, '')
  const separator = separatorOf(body)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < body.length; at++) {
    const sign = body[at]
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (body[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === separator) {
      row.push(cell)
      cell = ''
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && body[at + 1] === '\n') at++
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += sign
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}

function separatorOf(body: string): string {
  const first =
    body
      .slice(0, 10_000)
      .replace(/"[^"]*"/g, '')
      .split(/\r?\n/)
      .find((line) => /[\t;,]/.test(line)) ?? ''
  const count = (sign: string) => first.split(sign).length
  return ['\t', ';', ','].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}
