import { sql, type Transaction } from 'kysely'
import type { AuditHead } from './audit.ts'
import type { DB } from './database-types.ts'
import { isRetryable, Problem } from './problem.ts'
import type { System } from './system.ts'
import { warnAdministrators } from './warnings.ts'

/** What a transaction came to, and the head of the audit chain that it left; null when it recorded nothing. */
export interface Audited<T> {
  readonly result: T
  readonly head: AuditHead | null
}

const attempts = 4

/**
 * One transaction that puts one record at the end of the audit chain, tried again after a deadlock or a serialization failure. The
 * new head is anchored outside the database once it is committed.
 */
export async function inAudit<T>(
  system: Pick<System, 'db' | 'anchor' | 'log'>,
  work: (db: Transaction<DB>) => Promise<Audited<T>>,
): Promise<T> {
  const { result, head } = await inTransaction(system, work)
  if (head === null) return result
  try {
    await system.anchor.append(head)
  } catch (error) {
    // What is committed stays: a journal that cannot be written is told, and found when the trail is verified.
    system.log.error({ err: error, seq: String(head.seq) }, 'the head of the audit chain was not anchored')
    warnAdministrators(system, 'anchor', {
      vi: `Không ghi được sổ đầu chuỗi nhật ký (${system.anchor.path}); xin báo người vận hành.`,
      en: `The journal of the audit chain (${system.anchor.path}) cannot be written; please tell the operator.`,
    })
  }
  return result
}

async function inTransaction<T>(
  { db }: Pick<System, 'db'>,
  work: (db: Transaction<DB>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(async (transaction) => {
        // A commit is on disk before the user hears of it, whatever the server's default.
        await sql`SET LOCAL synchronous_commit = on`.execute(transaction)
        return await work(transaction)
      })
    } catch (error) {
      if (error instanceof Problem || attempt === attempts || !isRetryable(error)) throw error
    }
  }
}
