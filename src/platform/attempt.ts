import { type Kysely, sql, type Transaction } from 'kysely'
import { beginAudit } from './audit.ts'
import type { Db } from './database.ts'
import type { DB } from './database-types.ts'
import { fromDatabase, Problem } from './problem.ts'
import { inTransaction } from './transaction.ts'

/* Trying what a command would do, before it is done. */

/** Ends a trial: all that was done is undone by it. */
class Undone extends Error {}

/** Does work in a transaction that is undone: nothing is written, and nothing recorded in the trail. */
export async function undone(db: Kysely<DB>, work: (db: Transaction<DB>) => Promise<void>): Promise<void> {
  try {
    await inTransaction(db, 'look', async (transaction) => {
      await beginAudit(transaction)
      await work(transaction)
      throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
}

/**
 * One try within a transaction, undone by itself when it is refused; what is done stands for the tries after it.
 * @returns what refused it
 */
export async function attempt(db: Db, work: () => Promise<unknown>): Promise<Problem | null> {
  await sql`SAVEPOINT each`.execute(db)
  try {
    await work()
    // What the database would say only as it commits.
    await sql`SET CONSTRAINTS ALL IMMEDIATE`.execute(db)
    await sql`SET CONSTRAINTS ALL DEFERRED`.execute(db)
    await sql`RELEASE SAVEPOINT each`.execute(db)
    return null
  } catch (error) {
    const problem = error instanceof Problem ? error : fromDatabase(error)
    if (!(problem instanceof Problem)) throw error
    await sql`ROLLBACK TO SAVEPOINT each`.execute(db)
    return problem
  }
}
