import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { conflict, explainConstraint, type Problem } from '../platform/problem.ts'

/* Of what the contract of a task has committed, turns under it draw: that part is not given back while they stand. */

explainConstraint('ledger_task_drawn', () =>
  conflict(
    'budget.drawnByTurns',
    words(
      'Phần cam kết này giữ cho các lượt hỗ trợ thuộc nhiệm vụ nên không hủy được.',
      'Support turns under the task draw on this part of the commitment, so it is not released.',
    ),
  ),
)

/** Locks the task whose contract made a commitment, before the accounts of the ledger; nothing for another commitment. */
export async function lockTaskOf(db: Db, commitmentId: number): Promise<void> {
  await sql`SELECT FROM science_task k WHERE k.id = (
    SELECT o.task_id FROM science_task_commitment o WHERE o.commitment_id = ${commitmentId}) FOR NO KEY UPDATE`.execute(
    db,
  )
}

/** What of an unpaid rest may be given back, đồng: all of it, or what turns under its task leave. */
export async function releasable(db: Db, commitmentId: number, rest: bigint): Promise<bigint> {
  const { rows } = await sql<{ spare: bigint }>`
    SELECT m.committed - m.drawn AS spare FROM science_task_commitment o JOIN commitment c ON c.id = o.commitment_id
      JOIN funding_source s ON s.id = c.source_id AND s.kind = 'budget' CROSS JOIN LATERAL task_money(o.task_id) m
     WHERE o.commitment_id = ${commitmentId}`.execute(db)
  const spare = rows[0]?.spare ?? rest
  return spare < 0n ? 0n : spare < rest ? spare : rest
}

/** Says that nothing of a rest may be given back, since turns draw on all of it. */
export const drawnByTurns = (rest: bigint): Problem =>
  conflict(
    'budget.drawnByTurns',
    words(
      `Các lượt hỗ trợ thuộc nhiệm vụ dùng hết ${formatDong(rest, 'vi')} đồng chưa giải ngân của cam kết này. Hủy lượt trước nếu không hỗ trợ nữa.`,
      `Support turns under the task draw on all of the ${formatDong(rest, 'en')} đồng that this commitment holds unpaid. Cancel a turn first if it is no longer supported.`,
    ),
  )
