import type { DraftDocument } from '../plan-drafts/index.ts'
import { planOfficial, type Writing } from './official.ts'
import { planSheets } from './workbook.ts'

/* A plan, or a draft of one, as a file. The same plan gives the same bytes. */

/** DOCX in the layout of Decree 30/2020/NĐ-CP. */
export async function planDocx(document: DraftDocument, writing: Writing): Promise<Uint8Array> {
  const { writeOfficialDocx } = await import('../documents/official/docx.ts')
  return writeOfficialDocx(planOfficial(document, writing))
}

/** PDF in the same layout. */
export async function planPdf(document: DraftDocument, writing: Writing): Promise<Uint8Array> {
  const { officialPdf } = await import('../documents/official/pdf.ts')
  return officialPdf(planOfficial(document, writing))
}

/** XLSX: what the plan says as tables, money as numbers. */
export async function planXlsx(document: DraftDocument, writing: Writing): Promise<Uint8Array> {
  const { writeWorkbook } = await import('../documents/write/workbook.ts')
  return writeWorkbook(planSheets(document, writing))
}
