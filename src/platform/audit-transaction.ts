import type { Transaction } from 'kysely'
import type { AuditHead } from './audit.ts'
import type { DB } from './database-types.ts'
import type { System } from './system.ts'
import { type Again, inTransaction } from './transaction.ts'
import { warnAdministrators } from './warnings.ts'

/** What a transaction came to, and the head of the audit chain that it left; null when it recorded nothing. */
export interface Audited<T> {
  readonly result: T
  readonly head: AuditHead | null
}

/**
 * One transaction that puts one record at the end of the audit chain. The new head is anchored outside the database once it is
 * committed.
 */
export async function inAudit<T>(
  system: Pick<System, 'db' | 'anchor' | 'log'>,
  again: Again,
  work: (db: Transaction<DB>) => Promise<Audited<T>>,
): Promise<T> {
  const { result, head } = await inTransaction(system.db, again, work)
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
