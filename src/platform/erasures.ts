import { createHmac, timingSafeEqual } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { errorCode } from './problem.ts'

/*
 * The journal of erasures: each person who was erased goes, as digests that name nobody, to the end of a file outside the database, so
 * that an older state of the database that comes back from a backup has them erased again at its first start.
 */

const Entry = z.object({
  id: z.string(),
  accountIds: z.array(z.string()),
  /** Of the person's names, addresses and numbers, each in its one writing. */
  digests: z.array(z.string()),
  /** How many words the names have. */
  nameLengths: z.array(z.int()),
})
export type ErasureEntry = z.infer<typeof Entry>

export interface ErasureJournal {
  readonly path: string
  /** What a name, address or number is known again by. Without the installation's key nobody can tell what it is of. */
  digest(trait: string): string
  append(entry: ErasureEntry): Promise<void>
  /** The entries that bear this installation's seal. */
  entries(): Promise<ErasureEntry[]>
}

/** The journal at `path`, sealed with the installation's audit key. */
export function openErasures(path: string, key: Buffer): ErasureJournal {
  const seal = (text: string) => createHmac('sha256', key).update(`erasure:${text}`).digest('hex')
  return {
    path,
    digest: (trait) => createHmac('sha256', key).update(`erased:${trait}`).digest('hex'),
    async append(entry) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const text = JSON.stringify(entry)
      // A line that a crash tore stands alone, and is no entry.
      await appendFile(path, `\n${text}\t${seal(text)}\n`, { mode: 0o600, flush: true })
    },
    async entries() {
      return (await linesOf(path)).flatMap((line) => {
        const [text = '', mac = ''] = line.split('\t')
        const [given, right] = [Buffer.from(mac), Buffer.from(seal(text))]
        if (given.length !== right.length || !timingSafeEqual(given, right)) return []
        return [Entry.parse(JSON.parse(text))]
      })
    },
  }
}

async function linesOf(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** Adds the lines of other journals that one does not have yet; where they belong to another installation they stay without effect. */
export async function joinErasures(path: string, others: readonly string[]): Promise<void> {
  const known = new Set(await linesOf(path))
  const more: string[] = []
  for (const other of others) {
    for (const line of await linesOf(other)) {
      if (known.has(line)) continue
      known.add(line)
      more.push(line)
    }
  }
  if (more.length === 0) return
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await appendFile(path, `\n${more.join('\n')}\n`, { mode: 0o600, flush: true })
}
