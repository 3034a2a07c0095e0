import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { deserialize } from 'node:v8'
import { Tinypool } from 'tinypool'
import { packageDirectory } from '../../platform/config.ts'
import { words } from '../../platform/language.ts'
import { conflict, Problem } from '../../platform/problem.ts'
import type { Values } from '../fill/fill.ts'
import type { SignatureFound } from '../signature/check.ts'
import { tooMuch } from './budget.ts'
import type { DocumentFormat } from './document.ts'
import type { WorkbookCell } from './sheet.ts'
import type { TableFile } from './table-file.ts'
import type { Answer, PackedSheet, Task, TemplateContent } from './worker.ts'

/*
 * Documents that others send are read in threads of their own, two at a time, with an end to their memory and time: one that is too
 * large, or is made to be, ends its thread and nothing else.
 */

/** A workbook of 4 million cells takes some 600 MB while it is read. */
const memory = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 64 }
/** Milliseconds; the largest list that is taken needs some 4,000 on two busy cores. */
const deadline = 30_000

const here = fileURLToPath(import.meta.url)
const worker = here.endsWith('.ts')
  ? fileURLToPath(new URL('./worker.ts', import.meta.url))
  : join(packageDirectory, 'dist', 'documents', 'read', 'worker.js')

let pool: Tinypool | undefined

/** The threads: made when the first document comes, gone a while after the last one. */
function threads(): Tinypool {
  pool ??= new Tinypool({
    filename: worker,
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 10_000,
    resourceLimits: memory,
  })
  return pool
}

/** @throws Problem of the document, 413 when it takes more memory or time than is given */
async function answerTo(task: Task): Promise<Exclude<Answer, { problem: unknown }>> {
  let answer: Answer
  try {
    const run: Promise<unknown> = threads().run(task, { signal: AbortSignal.timeout(deadline) })
    // What the thread returns is what its `run` returns.
    answer = (await run) as Answer
  } catch (error) {
    throw endedByLimit(error) ? tooMuch() : error
  }
  if (!('problem' in answer)) return answer
  const { code, status, words, fields } = answer.problem
  throw new Problem(code, status, words, fields)
}

const endedByLimit = (error: unknown) =>
  error instanceof Error &&
  (error.name === 'AbortError' ||
    error.name === 'TimeoutError' ||
    ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'))

/**
 * The sheets of a workbook or delimited text, as `readTableBytes` gives them, while others are answered.
 * @throws Problem as `readTableBytes`, and 413 for a file that takes too much memory or time
 */
export async function readTableFile(mime: string, bytes: Uint8Array): Promise<TableFile> {
  const answer = await answerTo({ kind: 'table', mime, bytes })
  if (!('sheets' in answer)) throw new TypeError('A table was asked for')
  const sheets: TableFile['sheets'][number][] = []
  for (const { pages, ...sheet } of answer.sheets) sheets.push({ ...sheet, rows: await unpacked(pages) })
  return { sheets, notes: answer.notes }
}

async function unpacked(pages: PackedSheet['pages']): Promise<WorkbookCell[][]> {
  const rows: WorkbookCell[][] = []
  for (const page of pages) {
    const part = deserialize(page) as WorkbookCell[][]
    for (const row of part) rows.push(row)
    await breathe()
  }
  return rows
}

/**
 * What a Word template holds.
 * @throws Problem 422 for what is no DOCX, or acts by itself; 413 for one that takes too much memory or time
 */
export async function readTemplateFile(bytes: Uint8Array): Promise<TemplateContent> {
  const answer = await answerTo({ kind: 'template', bytes })
  if (!('marks' in answer)) throw new TypeError('The marks of a template were asked for')
  return answer
}

/**
 * Letters out of one template, in the order of their values, while others are answered.
 * @param banner stands above each: "DỮ LIỆU MẪU"
 * @throws Problem as `readTemplateFile`, and 409 for a template whose marks do not stand together
 */
export async function fillTemplate(
  bytes: Uint8Array,
  letters: readonly Values[],
  banner: string | undefined,
): Promise<readonly Uint8Array[]> {
  const answer = await answerTo({ kind: 'letters', bytes, letters, banner })
  if ('made' in answer) return answer.made
  throw conflict(
    'template.faulty',
    words(
      'Mẫu có chỗ điền sai nên không tạo được văn bản.',
      'The template has wrong marks, so nothing can be made of it.',
    ),
  )
}

/**
 * The text of a document as `readDocument` gives it, while others are answered.
 * @throws Problem as `readDocument`, and 413 for a document that takes too much memory or time
 */
export async function readDocumentFile(
  name: string,
  bytes: Uint8Array,
): Promise<{ format: DocumentFormat; text: string }> {
  const answer = await answerTo({ kind: 'document', name, bytes })
  if (!('text' in answer)) throw new TypeError('A text was asked for')
  return answer
}

/**
 * What the digital signatures of a PDF are worth, while others are answered; none for a file without one.
 * @param of.trusted certificates of authorities, in DER
 * @throws Problem 413 for a file that takes too much memory or time
 */
export async function readSignatures(
  bytes: Uint8Array,
  of: { readonly trusted: readonly Uint8Array[]; readonly now: Date },
): Promise<readonly SignatureFound[]> {
  const answer = await answerTo({ kind: 'signatures', bytes, ...of })
  if (!('signatures' in answer)) throw new TypeError('Signatures were asked for')
  return answer.signatures
}
