import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { Problem } from '../../platform/problem.ts'
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
 * Sets the pages of a document.
 * @param document the sheet of it (`sheetOf`) as JSON
 * @throws Problem 501 where the typesetter's binary is missing
 */
export async function typeset(document: string): Promise<Uint8Array> {
  compiler ??= makeCompiler()
  const typst = await compiler
  // Compiled and written in one call: a laid out document kept for a second would hold memory that V8 does not count.
  const task = { mainFileContent: template, inputs: { document } }
  try {
    return typst.pdf(task, { pdfStandard: 'ua-1' })
  } catch {
    return typst.pdf(task)
  } finally {
    // What was laid out for this document serves no other.
    typst.evictCache(0)
  }
}
