import { pdfApart } from './apart.ts'
import type { OfficialDocument } from './model.ts'
import { sheetOf } from './pdf-sheet.ts'

/**
 * Writes an official document as PDF in the layout of Decree 30/2020/NĐ-CP, appendix I, as `writeOfficialDocx` does: A4,
 * margins 20/20/30/20 mm, page number at the top centre from page 2; each appendix begins a page and counts its own pages.
 *
 * The file is tagged (title, headings, tables with their head cells), in Vietnamese, and claims PDF/UA-1 (ISO 14289-1) when
 * Typst finds that it keeps all of it; one that skips a heading level or uses a sign no font has is plain tagged PDF 1.7.
 * The same document gives the same bytes, on every machine while Tinos has its signs. No text is read as markup. Its pages are
 * set in a thread of its own, one document at a time.
 *
 * @throws Problem 501 where the typesetter's binary is missing
 */
export function officialPdf(document: OfficialDocument): Promise<Uint8Array> {
  return pdfApart(JSON.stringify(sheetOf(document)))
}
