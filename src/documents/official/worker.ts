import { Problem } from '../../platform/problem.ts'
import { drawPng } from './png.ts'
import { typeset } from './typesetter.ts'

/* What runs in a thread of its own: pages are set and pictures drawn here, one at a time. */

/** What the thread is given. */
export type Task =
  | { readonly kind: 'pdf'; readonly document: string }
  | { readonly kind: 'png'; readonly svg: string; readonly scale: number }

/** What it gives: the bytes, or the problem in plain data, since an error loses its kind on the way. */
export type Answer =
  | { readonly bytes: Uint8Array }
  | { readonly problem: Pick<Problem, 'code' | 'status' | 'words' | 'fields'> }

/** Does one task. */
export default async function run(task: Task): Promise<Answer> {
  try {
    return { bytes: task.kind === 'pdf' ? await typeset(task.document) : await drawPng(task.svg, task.scale) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { code, status, words, fields } = error
    return { problem: { code, status, words, fields } }
  }
}
