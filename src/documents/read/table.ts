import { z } from 'zod'
import { optionalId } from '../../platform/fields.ts'
import { evidence, storeFile } from '../../platform/files.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { invalidField } from '../../platform/problem.ts'
import { readTableFile } from './apart.ts'
import type { TableFile } from './table-file.ts'

/** What an import is given: an uploaded file, or a pasted text. Spread into its input; `text` is `secret`. */
export const tableInput = {
  fileId: optionalId(),
  text: z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    z.string().max(20_000_000).optional(),
  ),
}

/** A table that was brought in: its sheets, and the file that it came in, where it was one. */
export interface ReadTable extends TableFile {
  readonly file: { readonly id: number } | null
}

/**
 * The sheets of the workbook or CSV file that was uploaded, or the one that was pasted. For `prepare`: it takes its time and writes
 * nothing.
 * @throws Problem 422 on `fileId` for another kind of file, a damaged one, or none; 413 for one that is too large
 */
export async function readTable(
  context: Context,
  { fileId, text }: { readonly fileId?: number | undefined; readonly text?: string | undefined },
): Promise<ReadTable> {
  if (fileId !== undefined) {
    const file = await evidence(context, fileId)
    return { file, ...(await readTableFile(file.mime, await context.files.read(file.sha256))) }
  }
  if (text === undefined) {
    throw invalidField(
      'fileId',
      words('Xin chọn tệp hoặc dán các dòng.', 'Please choose a file or paste rows.'),
    )
  }
  return { file: null, ...(await readTableFile('text/csv', new TextEncoder().encode(text))) }
}

/** The id of the file that a table came in; a pasted text is kept as one. @param enterpriseId whose it is, where it is one's */
export async function fileOfTable(
  context: Context,
  { file }: ReadTable,
  text: string | undefined,
  enterpriseId: number | null,
): Promise<number> {
  if (file !== null) return file.id
  const kept = await storeFile(context.db, context.files, {
    name: 'dong-dan.csv',
    bytes: new TextEncoder().encode(text ?? ''),
    mime: 'text/csv',
    uploadedBy: context.actor.userId,
    enterpriseId,
  })
  return kept.id
}
