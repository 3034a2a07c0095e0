import { fileTypeFromBuffer } from 'file-type'
import { words } from '../../platform/language.ts'
import { Problem } from '../../platform/problem.ts'
import { readDocx } from './docx.ts'
import { readPdf } from './pdf.ts'
import { brokenZip, compoundFile, markupText, otherKind } from './refusals.ts'
import { decodeText } from './text.ts'
import { readXlsx } from './xlsx.ts'

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
  if (bytes.byteLength === 0) throw refused(name, words('tệp rỗng', 'the file is empty'))
  if (bytes.byteLength > largest) {
    throw new Problem(
      'document.tooLarge',
      413,
      words(`Tệp "${name}" lớn hơn 50 MB.`, `The file "${name}" is larger than 50 MB.`),
    )
  }
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (type?.mime === docx) return { format: 'docx', text: readDocx(bytes) }
  if (type?.mime === xlsx) return { format: 'xlsx', text: await readXlsx(bytes) }
  if (type?.mime === 'application/pdf') return { format: 'pdf', text: await readPdf(bytes) }
  if (type?.ext === 'cfb') throw refused(name, compoundFile(bytes))
  if (isZip(bytes) && (type === undefined || type.ext === 'zip')) throw refused(name, brokenZip)
  // Text may begin like another kind of file (`BM` a picture, a UTF-16 mark a sound): what decodes is text.
  try {
    const text = decodeText(bytes)
    const markup = markupText(text)
    if (markup !== null) throw refused(name, markup)
    if (!text.includes('\0')) return { format: 'text', text }
  } catch (error) {
    if (type === undefined || (error instanceof Problem && error.code === 'document.refused')) throw error
  }
  throw refused(name, otherKind(type?.ext ?? 'binary'))
}

/** Whether the bytes begin as those of an archive, which Word and Excel files are: cut off, they may well decode as text. */
const isZip = (bytes: Uint8Array) =>
  [0x50, 0x4b, 3, 4].every((byte, place) => bytes[place] === byte) && bytes.byteLength >= 4

function refused(name: string, why: { vi: string; en: string }): Problem {
  return new Problem('document.refused', 422, {
    vi: `Không đọc được "${name}": ${why.vi.replace(/\.$/, '')}. Chỉ nhận DOCX, XLSX, PDF có lớp chữ, văn bản thường và Markdown.`,
    en: `"${name}" cannot be read: ${why.en.replace(/\.$/, '')}. DOCX, XLSX, PDF with a text layer, plain text and Markdown are accepted.`,
  })
}
