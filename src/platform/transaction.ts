import { setTimeout as wait } from 'node:timers/promises'
import { type ControlledTransaction, type Kysely, sql, type Transaction } from 'kysely'
import type { DB } from './database-types.ts'
import { words } from './language.ts'
import { isConnectionLost, noteWrite } from './outage.ts'
import { isRetryable, Problem } from './problem.ts'

const attempts = 4
/** Milliseconds in which the database is asked what became of a commit that it did not answer. */
const askFor = 5000

/** How somebody goes on who was told that the outcome is unknown: by sending the same form or key again, or by looking first. */
export type Again = 'form' | 'key' | 'look'

/**
 * One transaction, tried again after a deadlock or a serialization failure. When the connection ends during COMMIT, the database
 * itself is asked what became of it (by the transaction's number), so that what was committed counts as done.
 * @throws Problem commit.unknown when the database does not tell; what the work throws
 */
export async function inTransaction<T>(
  db: Kysely<DB>,
  again: Again,
  work: (db: Transaction<DB>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const transaction = await db.startTransaction().execute()
    try {
      const number = await begin(transaction)
      const result = await work(transaction)
      await commit(db, transaction, number, again)
      noteWrite()
      return result
    } catch (error) {
      if (error instanceof Problem || attempt === attempts || !isRetryable(error)) throw error
    } finally {
      // Gives the connection back; what was lost has rolled back by itself.
      if (!transaction.isCommitted)
        await transaction
          .rollback()
          .execute()
          .catch(() => {})
    }
  }
}

/** Makes the commit wait for the disk before the user hears of it, whatever the server's default; gives the transaction's number. */
async function begin(transaction: Transaction<DB>): Promise<string> {
  const { rows } = await sql<{ number: string }>`
    SELECT pg_current_xact_id()::text AS number, set_config('synchronous_commit', 'on', true)
  `.execute(transaction)
  return rows[0]?.number ?? ''
}

async function commit(
  db: Kysely<DB>,
  transaction: ControlledTransaction<DB>,
  number: string,
  again: Again,
): Promise<void> {
  try {
    await transaction.commit().execute()
  } catch (error) {
    // What the server refuses (a deferred constraint) is rolled back; without its word there are both possibilities.
    if (!isConnectionLost(error)) throw error
    const outcome = await outcomeOf(db, number)
    if (outcome === 'aborted') throw error
    if (outcome === 'unknown') throw commitUnknown(again, error)
  }
}

/** What became of the transaction of this number, as PostgreSQL remembers it. */
async function outcomeOf(db: Kysely<DB>, number: string): Promise<'committed' | 'aborted' | 'unknown'> {
  const deadline = Date.now() + askFor
  do {
    const answer = await sql<{ status: string | null }>`SELECT pg_xact_status(${number}::xid8) AS status`
      .execute(db)
      .catch(() => null)
    const status = answer?.rows[0]?.status
    if (status === 'committed' || status === 'aborted') return status
    await wait(200)
  } while (Date.now() < deadline)
  return 'unknown'
}

const howToFindOut = {
  form: words(
    'Xin gửi lại đúng biểu mẫu này: việc đã ghi thì không ghi lần nữa, và trang sau cho thấy kết quả đúng.',
    'Send this same form again: what was written is not written twice, and the next page shows what is true.',
  ),
  key: words(
    'Xin gửi lại cùng nội dung với cùng Idempotency-Key: việc đã ghi thì không ghi lần nữa, và câu trả lời là kết quả đúng.',
    'Send the same again with the same Idempotency-Key: what was written is not written twice, and the answer is what is true.',
  ),
  look: words(
    'Xin mở lại hồ sơ, hoặc Nhật ký, xem đã ghi chưa trước khi làm lại.',
    'Open the record, or the audit trail, and see whether it is there before you do it again.',
  ),
}

function commitUnknown(again: Again, cause: unknown): Problem {
  const how = howToFindOut[again]
  return new Problem(
    'commit.unknown',
    503,
    words(
      `Kết nối tới cơ sở dữ liệu đứt đúng lúc đang ghi, nên chưa biết việc này đã được ghi hay chưa. ${how.vi}`,
      `The connection to the database broke off while this was being written, so it is not known whether it was. ${how.en}`,
    ),
    [],
    { cause },
  )
}
