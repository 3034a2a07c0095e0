import { decodePlainText, type Encoding } from '../../platform/encoding.ts'
import { type Words, words } from '../../platform/language.ts'
import { invalidField, Problem } from '../../platform/problem.ts'
import { readDelimited } from './delimited.ts'
import { type ReadSheet, readWorkbook } from './workbook.ts'

/** What a reader tells of a file beside its content. */
export type TableNote = Words

/** The sheets of a workbook, or a delimited text as one sheet without a name. */
export interface TableFile {
  readonly sheets: readonly ReadSheet[]
  readonly notes: readonly TableNote[]
}

const refused = (words: Words) => invalidField('fileId', words)

const encodingNotes: Readonly<Partial<Record<Encoding, Words>>> = {
  'windows-1258': words(
    'Tệp viết theo bảng mã windows-1258, đã đọc sang Unicode.',
    'The file is in windows-1258 and was read into Unicode.',
  ),
  'utf-16le': words('Tệp viết theo bảng mã UTF-16.', 'The file is in UTF-16.'),
  'utf-16be': words('Tệp viết theo bảng mã UTF-16.', 'The file is in UTF-16.'),
}

/**
 * Reads a file that holds tables by what it is. It keeps its thread busy: see `readTableFile`.
 * @throws Problem 422 on `fileId` for another kind of file, a damaged one, an encoding that nothing tells; 413 for one that is too large
 */
export async function readTableBytes(mime: string, bytes: Uint8Array): Promise<TableFile> {
  if (mime.startsWith('text/')) return textTable(bytes)
  if (!mime.endsWith('spreadsheetml.sheet')) {
    throw refused(words('Xin chọn tệp Excel (XLSX) hoặc CSV.', 'Please choose an Excel (XLSX) or CSV file.'))
  }
  try {
    return { sheets: await readWorkbook(bytes), notes: [] }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw new Problem(error.code, error.status, error.words, [{ field: 'fileId', words: error.words }])
  }
}

function textTable(bytes: Uint8Array): TableFile {
  const decoded = decodePlainText(bytes)
  if (decoded === null) {
    throw refused({
      vi: 'Không nhận ra bảng mã của tệp. Xin lưu lại dưới dạng “CSV UTF-8” rồi thử lại.',
      en: 'The encoding of the file is unknown. Save it as “CSV UTF-8” and try again.',
    })
  }
  const note = encodingNotes[decoded.encoding]
  return {
    sheets: [
      {
        name: '',
        hidden: false,
        rows: readDelimited(decoded.text, 'fileId'),
        merged: [],
        hiddenRows: [],
        hiddenColumns: [],
      },
    ],
    notes: note === undefined ? [] : [note],
  }
}
