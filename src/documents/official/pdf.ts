import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { Problem } from '../../platform/problem.ts'
import type { OfficialDocument } from './model.ts'
import { sheetOf } from './pdf-sheet.ts'
import { template } from './pdf-template.ts'

/** Where Tinos lies, the twin in measure of Times New Roman: found as Node finds a package, from whatever directory. */
function fontDirectory(): string {
  return dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
}

async function makeCompiler(): Promise<NodeCompiler> {
  try {
    const { NodeCompiler: Compiler } = await import('@myriaddreamin/typst-ts-node-compiler')
    return Compiler.create({ fontArgs: [{ fontPaths: [fontDirectory()] }] })
  } catch (error) {
    throw withoutPdf(error)
  }
}

/** PDF cannot be written on this machine: 501. @param cause why, kept for the log */
function withoutPdf(cause: unknown): Problem {
  const problem = new Problem('documents.noPdf', 501, {
    vi: 'Máy chủ này không tạo được tệp PDF vì thiếu bộ dàn trang cho hệ điều hành của nó. Xin tải tệp DOCX; nội dung giống nhau.',
    en: 'This server cannot write PDF: the typesetter is not available for its operating system. Please download the DOCX file, which has the same content.',
  })
  problem.cause = cause
  return problem
}

let compiler: Promise<NodeCompiler> | undefined

/**
 * Writes an official document as PDF in the layout of Decree 30/2020/NĐ-CP, appendix I, as `writeOfficialDocx` does: A4,
 * margins 20/20/30/20 mm, page number at the top centre from page 2; each appendix begins a page and counts its own pages.
 *
 * The file is tagged (title, headings, tables with their head cells), in Vietnamese, and claims PDF/UA-1 (ISO 14289-1) when
 * Typst finds that it keeps all of it; one that skips a heading level or uses a sign no font has is plain tagged PDF 1.7.
 * The same document gives the same bytes, on every machine while Tinos has its signs. No text is read as markup.
 *
 * @throws Problem 501 where the typesetter's binary is missing
 */
export async function officialPdf(document: OfficialDocument): Promise<Uint8Array> {
  compiler ??= makeCompiler()
  const typst = await compiler
  // Compiled and written in one call: a laid out document kept for a second would hold memory that V8 does not count.
  const task = { mainFileContent: template, inputs: { document: JSON.stringify(sheetOf(document)) } }
  try {
    return typst.pdf(task, { pdfStandard: 'ua-1' })
  } catch {
    return typst.pdf(task)
  } finally {
    // What was laid out for this document serves no other.
    typst.evictCache(0)
  }
}
