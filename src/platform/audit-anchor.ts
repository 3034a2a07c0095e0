import { createHmac } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { appendFile, mkdir, open, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import type { Kysely } from 'kysely'
import type { AuditFinding, AuditHead } from './audit.ts'
import type { DB } from './database-types.ts'

/*
 * The journal of heads: after each commit the newest head of the audit chain goes, sealed, to the end of a file outside the
 * database. A chain that was cut, rolled back or rewritten no longer holds every head of the journal. Whoever can write to the
 * database, to this file and to `secrets/audit` can change all of them: AUDIT_ANCHOR puts the file elsewhere, such as on a
 * share that only takes additions.
 */

/** The event of the trail with which a journal begins. */
export const beginAnchorEvent = 'audit.beginAnchor'

/** One line of the journal. */
export interface AnchoredHead extends AuditHead {
  /** Whether it bears this installation's seal. */
  readonly sealed: boolean
}

export interface AuditAnchor {
  readonly path: string
  append(head: AuditHead): Promise<void>
  /** The length of the journal at present, in bytes. */
  end(): Promise<number>
  /** The heads as they were written. @param end how far to read, in bytes */
  heads(end: number): AsyncIterable<AnchoredHead>
  /** Puts the journal aside, with the day in its name, so that a new one begins. @returns where it is now; null when there was none */
  putAside(day: string): Promise<string | null>
}

const line = /^(\d{1,19}) ([0-9a-f]{64}) ([0-9a-f]{64})$/

/** The journal at `path`, sealed with the audit key. @param former keys that it was sealed with before */
export function openAnchor(path: string, key: Buffer, former: readonly Buffer[] = []): AuditAnchor {
  const seal = (seq: bigint | string, hash: string, by = key) =>
    createHmac('sha256', by).update(`anchor:${seq}:${hash}`).digest('hex')
  let ready: Promise<void> | null = null
  return {
    path,
    async append({ seq, hash }) {
      ready ??= prepare(path)
      await ready
      // One short write at the end of the file: whole beside those of other programs on this installation.
      await appendFile(path, `${seq} ${hash} ${seal(seq, hash)}\n`, { mode: 0o600 })
    },
    end: async () => (await stat(path).catch(() => null))?.size ?? 0,
    async *heads(end) {
      if (end === 0) return
      const lines = createInterface({ input: createReadStream(path, { end: end - 1 }), crlfDelay: Infinity })
      for await (const text of lines) {
        // A line that a crash tore names no head.
        const [, seq, hash, mac] = line.exec(text) ?? []
        if (seq === undefined || hash === undefined) continue
        yield { seq: BigInt(seq), hash, sealed: [key, ...former].some((by) => mac === seal(seq, hash, by)) }
      }
    },
    async putAside(day) {
      for (let number = 1; ; number++) {
        const aside = `${path}.${day}${number === 1 ? '' : `-${number}`}`
        if ((await stat(aside).catch(() => null)) !== null) continue
        const there = await stat(path).catch(() => null)
        if (there !== null) await rename(path, aside)
        return there === null ? null : aside
      }
    },
  }
}

/** Ends a line that a crash tore, so that the next one stands alone. */
async function prepare(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'a+', 0o600)
  try {
    const { size } = await file.stat()
    if (size === 0) return
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
    if (buffer[0] !== 0x0a) await file.appendFile('\n')
  } finally {
    await file.close()
  }
}

const findingLimit = 100
/** How many anchored heads are held against the chain in one statement. */
const anchorBatch = 1000

/** Holds every head that was anchored outside the database against the chain: a tail that was cut or rolled back is found so. */
export async function verifyAnchor(db: Kysely<DB>, anchor: AuditAnchor): Promise<AuditFinding[]> {
  // What is anchored by now has been committed before.
  const end = await anchor.end()
  const findings: AuditFinding[] = []
  const begun = await db
    .selectFrom('audit')
    .select('seq')
    .where('command', '=', beginAnchorEvent)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  let sinceBegun = begun === undefined
  const compare = async (heads: readonly AuditHead[]) => {
    if (heads.length === 0) return
    const rows = await db
      .selectFrom('audit')
      .select(['seq', 'hash'])
      .where(
        'seq',
        'in',
        heads.map(({ seq }) => seq),
      )
      .execute()
    const held = new Map(rows.map((row) => [row.seq, row.hash]))
    for (const { seq, hash } of heads) {
      if (seq === begun?.seq) sinceBegun = true
      const found = held.get(seq)
      if (found === hash || findings.length >= findingLimit) continue
      findings.push({
        kind: 'anchor',
        where: `audit ${seq}`,
        detail:
          found === undefined
            ? 'the record was anchored outside the database and is no longer in it: the trail was cut or rolled back'
            : 'the record is another one than was anchored outside the database: the trail was rewritten',
      })
    }
  }
  // Not by number: after a tail was cut, two records have had the same one.
  let batch: AuditHead[] = []
  let foreign = 0
  for await (const line of anchor.heads(end)) {
    if (!line.sealed) foreign += 1
    else batch.push(line)
    if (batch.length < anchorBatch) continue
    await compare(batch)
    batch = []
  }
  await compare(batch)
  if (foreign > 0)
    findings.push({
      kind: 'anchor',
      where: anchor.path,
      detail: `${foreign} anchored heads bear another seal than this installation's: its key was changed, or they were`,
    })
  if (!sinceBegun)
    findings.push({
      kind: 'anchor',
      where: anchor.path,
      detail: `the journal of heads is missing or does not reach back to audit ${begun?.seq}, where it began`,
    })
  return findings
}
