import { statfs } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Words, words } from './language.ts'
import { diskFullNow } from './outage.ts'
import { scannerState } from './scanner.ts'
import type { System } from './system.ts'

/** Free bytes in the data folder below which the program is not ready: two segments of PostgreSQL's log. */
const leastFree = 32 * 1024 * 1024
/** Milliseconds in which the database must answer. */
const patience = 3000

/** Something that keeps the program from its work. */
export interface Hindrance {
  readonly code: 'database' | 'readOnly' | 'disk'
  readonly words: Words
}

/** What keeps the program from its work at this moment, nothing when it is ready. Writes nothing. */
export async function hindrances(system: Pick<System, 'db' | 'config'>): Promise<readonly Hindrance[]> {
  const [database, disk] = await Promise.all([databaseHindrance(system), diskHindrance(system)])
  return [database, disk].filter((hindrance) => hindrance !== null)
}

async function databaseHindrance({ db }: Pick<System, 'db'>): Promise<Hindrance | null> {
  const state = sql<{ readOnly: boolean }>`
    SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS read_only FROM audit_head
  `.execute(db)
  const answer = await Promise.race([state.catch(() => null), wait(patience, null, { ref: false })])
  if (answer === null) {
    return {
      code: 'database',
      words: words('Cơ sở dữ liệu không trả lời.', 'The database does not answer.'),
    }
  }
  if (answer.rows[0]?.readOnly !== true) return null
  return { code: 'readOnly', words: words('Cơ sở dữ liệu chỉ cho đọc.', 'The database is read-only.') }
}

async function diskHindrance({ config }: Pick<System, 'config'>): Promise<Hindrance | null> {
  const space = await statfs(config.dataDirectory).catch(() => null)
  const free = space === null ? 0 : space.bavail * space.bsize
  if (free >= leastFree && diskFullNow() === null) return null
  return { code: 'disk', words: words('Đĩa đã đầy.', 'The disk is full.') }
}

/** What an operator should know though the program can work: files wait for a scanner that does not answer. */
export async function notices(system: Pick<System, 'db' | 'config'>): Promise<readonly Words[]> {
  if (system.config.scanner === null) return []
  const scanner = await scannerState(system).catch(() => null)
  if (scanner === null || scanner.fault === null) return []
  return [
    words(
      `Máy quét mã độc chưa trả lời; ${scanner.unscanned} tệp đang chờ.`,
      `The virus scanner does not answer; ${scanner.unscanned} files wait.`,
    ),
  ]
}
