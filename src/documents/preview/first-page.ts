import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageDirectory } from '../../platform/config.ts'
import { words } from '../../platform/language.ts'
import { Problem } from '../../platform/problem.ts'

/*
 * The first page of a PDF as a picture, also of one that is scanned. Each is drawn in a process of its own, one at a time, with an end to
 * its time and nothing of the program's environment: a file that is made to harm ends its process and nothing else.
 */

/** Bytes; larger ones are opened by their name. */
export const largestPdf = 30 * 1_048_576
/** Milliseconds; a page takes some 900. */
const deadline = 15_000
/** Pictures that are kept: some 200 KB each. */
const most = 60

const here = fileURLToPath(import.meta.url)
const worker = here.endsWith('.ts')
  ? fileURLToPath(new URL('./worker.ts', import.meta.url))
  : join(packageDirectory, 'dist', 'documents', 'preview', 'worker.js')

const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
let last: Promise<unknown> = Promise.resolve()

/**
 * The first page of a PDF as PNG, about 890 pixels wide.
 * @param sha256 of the file: a page that was drawn, or could not be, is not drawn again
 * @throws Problem 422 for a file that cannot be drawn: damaged, with a password, or too much work
 */
export function firstPage(sha256: string, read: () => Promise<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const there = kept.get(sha256)
  if (there !== undefined) return there
  const drawn = last.then(async () => draw(await read()))
  last = drawn.catch((error: unknown) => {
    // What could not be read, or is withheld, may be there later.
    if (!(error instanceof Problem) || error.code !== notDrawn().code) kept.delete(sha256)
  })
  kept.set(sha256, drawn)
  const [oldest] = kept.keys()
  if (kept.size > most && oldest !== undefined) kept.delete(oldest)
  return drawn
}

function draw(pdf: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [worker], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {},
      timeout: deadline,
      killSignal: 'SIGKILL',
    })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    // It may end before it has read all.
    child.stdin.on('error', () => undefined)
    child.once('error', failed)
    child.once('close', (code) => {
      const picture = Buffer.concat(parts)
      if (code === 0 && picture.byteLength > 0) done(new Uint8Array(picture))
      else failed(notDrawn())
    })
    child.stdin.end(pdf)
  })
}

const notDrawn = (): Problem =>
  new Problem(
    'document.notDrawn',
    422,
    words(
      'Không xem trước được tệp này: tệp hỏng, có mật khẩu hoặc quá nặng.',
      'This file cannot be previewed: it is damaged, has a password, or is too heavy.',
    ),
  )
