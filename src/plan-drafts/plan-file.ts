import { readDocument } from '../documents/read/document.ts'
import type { PlanDocument } from '../plan-reader/index.ts'
import { readPlan } from '../plan-reader/index.ts'

/**
 * Reads a plan out of a file: DOCX, XLSX (the appendix alone), PDF with a text layer, Markdown or plain text, told by
 * its content. The spans of the result point into its `text`.
 * @param name for messages only
 * @throws Problem 422 for a file that cannot be read, 413 for one that is too large
 */
export async function readPlanFile(name: string, bytes: Uint8Array): Promise<PlanDocument> {
  const { text } = await readDocument(name, bytes)
  return readPlan(text)
}
