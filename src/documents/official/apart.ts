import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Tinypool } from 'tinypool'
import { packageDirectory } from '../../platform/config.ts'
import { Problem } from '../../platform/problem.ts'
import type { Answer, Task } from './worker.ts'

/*
 * Pages are set and pictures drawn in one thread beside the program's own, one at a time, so that others are answered meanwhile and
 * many who ask at once take one core and not all.
 */

const here = fileURLToPath(import.meta.url)
const worker = here.endsWith('.ts')
  ? fileURLToPath(new URL('./worker.ts', import.meta.url))
  : join(packageDirectory, 'dist', 'documents', 'official', 'worker.js')

let pool: Tinypool | undefined

let done = 0

/** How many documents and pictures the thread was asked for since the program started. */
export const documentsSet = (): number => done

/** Does a task in the thread, which is made for the first one and gone a while after the last. @throws Problem of the task */
async function apart(task: Task): Promise<Uint8Array<ArrayBuffer>> {
  // What the program itself was started with, such as a script on its command line, is nothing to the thread.
  pool ??= new Tinypool({ filename: worker, minThreads: 0, maxThreads: 1, idleTimeout: 60_000, execArgv: [] })
  // What the thread returns is what its `run` returns.
  done += 1
  const answer = (await pool.run(task)) as Answer
  if ('bytes' in answer) return new Uint8Array(answer.bytes)
  const { code, status, words, fields } = answer.problem
  throw new Problem(code, status, words, fields)
}

/** The pages of a document as PDF. @param document the sheet of it as JSON @throws Problem 501 without a typesetter */
export const pdfApart = (document: string): Promise<Uint8Array<ArrayBuffer>> =>
  apart({ kind: 'pdf', document })

/**
 * An SVG chart as PNG for a document, lettered in Tinos alone, so that it is the same picture on every machine.
 * @param scale how many pixels a unit of the SVG gets; 2 prints at about 240 dots an inch over a page's width
 */
export const chartPng = (svg: string, scale = 2): Promise<Uint8Array<ArrayBuffer>> =>
  apart({ kind: 'png', svg, scale })
