import { serialize } from 'node:v8'
import { Problem } from '../../platform/problem.ts'
import type { FillFault, Values } from '../fill/fill.ts'
import { leftovers, type Mark, marksOf } from '../fill/marks.ts'
import { unpackDocx } from '../fill/package.ts'
import type { SignatureFound } from '../signature/check.ts'
import { longestCell, tooMuch } from './budget.ts'
import { type DocumentFormat, readDocument } from './document.ts'
import type { SheetContent } from './sheet.ts'
import { readTableBytes, type TableFile, type TableNote } from './table-file.ts'

/* What runs in a thread of its own: documents of others are read here, under the thread's limits of memory and time. */

/** What the thread is given. */
export type Task =
  | { readonly kind: 'table'; readonly mime: string; readonly bytes: Uint8Array }
  | { readonly kind: 'document'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'template'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'signatures'
      readonly bytes: Uint8Array
      readonly trusted: readonly Uint8Array[]
      readonly now: Date
    }
  | {
      readonly kind: 'letters'
      readonly bytes: Uint8Array
      readonly letters: readonly Values[]
      readonly banner: string | undefined
    }

/** A sheet whose rows come in pages, each packed by `v8.serialize`: unpacked one by one they keep nobody waiting. */
export interface PackedSheet extends Omit<SheetContent, 'rows'> {
  readonly name: string
  readonly hidden: boolean
  readonly pages: readonly Uint8Array[]
}

/** What it gives: the content, or the problem with the document in plain data, since an error loses its kind on the way. */
export type Answer =
  | { readonly sheets: readonly PackedSheet[]; readonly notes: readonly TableNote[] }
  | { readonly format: DocumentFormat; readonly text: string }
  | TemplateContent
  | { readonly signatures: readonly SignatureFound[] }
  | { readonly made: readonly Uint8Array[] }
  | { readonly unfillable: readonly FillFault[] }
  | { readonly problem: Pick<Problem, 'code' | 'status' | 'words' | 'fields'> }

/** What a template holds: its marks, how they fail to stand together, and what it still carries of its making. */
export interface TemplateContent {
  readonly marks: readonly Mark[]
  readonly faults: readonly FillFault[]
  readonly leftovers: ReturnType<typeof leftovers>
}

/** Cells of a page: few enough that unpacking one keeps nobody waiting. */
const pageCells = 50_000

/** Characters; a plan of 300 pages has a million. */
const longestText = 2_000_000

/** Does one task. */
export default async function run(task: Task): Promise<Answer> {
  try {
    if (task.kind === 'template') {
      const parts = await unpackDocx(task.bytes)
      const { fillFaults } = await import('../fill/fill.ts')
      return { marks: marksOf(parts), faults: fillFaults(parts), leftovers: leftovers(parts) }
    }
    if (task.kind === 'signatures') {
      const { checkSignatures } = await import('../signature/check.ts')
      return { signatures: await checkSignatures(task.bytes, task.trusted, task.now) }
    }
    if (task.kind === 'letters') return await letters(task)
    if (task.kind === 'document') {
      const read = await readDocument(task.name, task.bytes)
      if (read.text.length > longestText) throw tooMuch()
      return read
    }
    const { sheets, notes } = await readTableBytes(task.mime, task.bytes)
    return { sheets: sheets.map(packed), notes }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { code, status, words, fields } = error
    return { problem: { code, status, words, fields } }
  }
}

async function letters(task: Extract<Task, { kind: 'letters' }>): Promise<Answer> {
  const { fillEach, Unfillable } = await import('../fill/fill.ts')
  try {
    return { made: await fillEach(await unpackDocx(task.bytes), task.letters, task.banner) }
  } catch (error) {
    if (error instanceof Unfillable) return { unfillable: error.faults }
    throw error
  }
}

function packed({ rows, ...sheet }: TableFile['sheets'][number]): PackedSheet {
  const pages: Uint8Array[] = []
  let from = 0
  let cells = 0
  for (const [at, row] of rows.entries()) {
    cells += row.length
    if (row.some((cell) => typeof cell === 'string' && cell.length > longestCell)) throw tooMuch()
    if (cells < pageCells && at < rows.length - 1) continue
    pages.push(serialize(rows.slice(from, at + 1)))
    from = at + 1
    cells = 0
  }
  return { ...sheet, pages }
}
