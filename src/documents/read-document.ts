import { fileTypeFromBuffer } from 'file-type'
import { Problem } from '../platform/problem.ts'
import { readDocx } from './read-docx.ts'
import { readPdf } from './read-pdf.ts'
import { decodeText } from './read-text.ts'
import { readXlsx } from './read-xlsx.ts'

export type DocumentFormat = 'docx' | 'xlsx' | 'pdf' | 'text'

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const largest = 50 * 1024 * 1024

/**
 * The text of a document by what its bytes are, whatever its name says: Word, Excel, PDF with a text layer, plain text or
 * Markdown. Tables become lines with tabs.
 * @throws Problem 422 for what is none of these or damaged, 413 for what is too large
 */
export async function readDocument(
  name: string,
  bytes: Uint8Array,
): Promise<{ format: DocumentFormat; text: string }> {
  if (bytes.byteLength === 0) throw refused(name, { vi: 'tệp rỗng', en: 'the file is empty' })
  if (bytes.byteLength > largest) {
    throw new Problem('document.tooLarge', 413, {
      vi: `Tệp "${name}" lớn hơn 50 MB.`,
      en: `The file "${name}" is larger than 50 MB.`,
    })
  }
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (type?.mime === docx) return { format: 'docx', text: readDocx(bytes) }
  if (type?.mime === xlsx) return { format: 'xlsx', text: await readXlsx(bytes) }
  if (type?.mime === 'application/pdf') return { format: 'pdf', text: await readPdf(bytes) }
  if (type !== undefined && !type.mime.startsWith('text/') && type.mime !== 'application/xml') {
    throw refused(name, {
      vi: `loại tệp ${type.ext} không đọc được`,
      en: `files of type ${type.ext} cannot be read`,
    })
  }
  const text = decodeText(bytes)
  if (text.includes('\0')) throw refused(name, { vi: 'không phải văn bản', en: 'it is not text' })
  return { format: 'text', text }
}

function refused(name: string, why: { vi: string; en: string }): Problem {
  return new Problem('document.refused', 422, {
    vi: `Không đọc được "${name}": ${why.vi}. Chỉ nhận DOCX, XLSX, PDF có lớp chữ, văn bản thường và Markdown.`,
    en: `"${name}" cannot be read: ${why.en}. DOCX, XLSX, PDF with a text layer, plain text and Markdown are accepted.`,
  })
}
