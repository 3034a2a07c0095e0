import { sql } from 'kysely'
import { addDays } from '../platform/dates.ts'
import { confirmPaidIn, confirmRecovery, enterPaidIn, enterRecovery } from '../recoveries/index.ts'
import type { Scenario } from './scenario.ts'

/*
 * Recoveries of a sample as its last day leaves them: one with interest as its decision says, paid in by part, one that waits to be confirmed. Of turns
 * that are paid and are no advance.
 */
export async function recoverSupport(scenario: Scenario): Promise<void> {
  const { system, story, as, paper } = scenario
  const { rows } = await sql<{ commitmentId: number; paid: bigint }>`
    SELECT t.commitment_id, sum(a.balance)::bigint AS paid FROM support_turn t JOIN ledger_account a ON a.commitment_id = t.commitment_id AND a.kind = 'disbursed'
     WHERE t.task_content_id IS NULL AND t.state <> 'cancelled'
       AND NOT EXISTS (SELECT FROM advance v JOIN payment_order o ON o.id = v.order_id WHERE o.commitment_id = t.commitment_id)
       AND (SELECT max(e.year) FROM ledger_entry e WHERE e.commitment_id = t.commitment_id AND e.kind = 'disbursement') = ${Number(story.today.slice(0, 4))}
     GROUP BY t.id HAVING sum(a.balance) > 10000000 ORDER BY t.id DESC LIMIT 2`.execute(system.db)
  for (const [at, { commitmentId, paid }] of rows.entries()) {
    const amount = (paid / 20n / 1000n) * 1000n
    const decision = {
      ...{ commitmentId, amount, decisionNumber: `${at + 1}/QĐ-TH-MAU`, decisionDate: story.today },
      ...{ issuer: 'UBND tỉnh (mẫu)', reason: 'Chi vượt khối lượng nghiệm thu (mẫu).' },
      ...{ dueOn: addDays(story.today, 30), fileId: await paper('Quyết định thu hồi') },
    }
    if (at === 1) {
      await story.run(as('coordinator'), enterRecovery, decision)
      return
    }
    const { id, version } = await story.run(as('coordinator'), enterRecovery, {
      ...decision,
      ...{ interestRate: '5', interestFrom: addDays(story.today, -60), interestYearDays: '365' },
    })
    const confirmed = await story.run(as('finance'), confirmRecovery, { id, version })
    const { paymentId } = await story.run(as('coordinator'), enterPaidIn, {
      ...{ id, version: confirmed.version, principal: amount / 2n, number: `${id}/GNT-TH-MAU` },
      ...{ onDay: story.today, fileId: await paper('Giấy nộp tiền') },
    })
    await story.run(as('finance'), confirmPaidIn, { id, payment: paymentId })
  }
}
