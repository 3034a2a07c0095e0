import { sql } from 'kysely'
import { addDays } from '../platform/dates.ts'
import {
  approveCorrection,
  confirmPaidIn,
  confirmRecovery,
  correctRecovery,
  enterPaidIn,
  enterRecovery,
} from '../recoveries/index.ts'
import type { Scenario } from './scenario.ts'

/*
 * Recoveries of a sample as its last day leaves them: the overdue advance, with interest as its decision says, paid in by part; one of a paid turn that
 * was corrected, stands and bars its enterprise from new support; one that waits to be confirmed.
 */
export async function recoverSupport(scenario: Scenario): Promise<void> {
  const { system } = scenario
  const { rows: advances } = await sql<{ commitmentId: number; orderId: number; amount: bigint }>`
    SELECT o.commitment_id, o.id AS order_id, a.amount FROM advance a JOIN payment_order o ON o.id = a.order_id
     WHERE a.state = 'open' ORDER BY a.due_on LIMIT 1`.execute(system.db)
  for (const { commitmentId, orderId, amount } of advances) {
    const half = (amount / 2000n) * 1000n
    await payIn(scenario, await decided(scenario, { commitmentId, orderId, amount: half }, 1), half / 2n)
  }
  const { rows: turns } = await sql<{ commitmentId: number; amount: bigint }>`
    SELECT t.commitment_id, (sum(a.balance) / 20000)::bigint * 1000 AS amount
      FROM support_turn t JOIN ledger_account a ON a.commitment_id = t.commitment_id AND a.kind = 'disbursed'
     WHERE t.state <> 'cancelled' AND NOT EXISTS (SELECT FROM advance v JOIN payment_order o ON o.id = v.order_id WHERE o.commitment_id = t.commitment_id)
     GROUP BY t.id HAVING sum(a.balance) > 10000000 ORDER BY t.id DESC LIMIT 2`.execute(system.db)
  for (const [at, turn] of turns.entries()) {
    const recovery = await decided(scenario, turn, at + 2)
    if (at === 0) await correct(scenario, recovery, turn.amount)
  }
}

interface Of {
  readonly commitmentId: number
  readonly orderId?: number
  readonly amount: bigint
}

/** The first bears interest, the third waits to be confirmed. */
async function decided({ story, as, paper }: Scenario, of: Of, place: number) {
  const interest = { interestRate: '5', interestFrom: addDays(story.today, -20), interestYearDays: '365' }
  const { id, version } = await story.run(as('coordinator'), enterRecovery, {
    ...{ ...of, decisionNumber: `${place}/QĐ-TH-MAU`, decisionDate: story.today },
    ...{ issuer: 'UBND tỉnh (mẫu)', reason: 'Chi vượt khối lượng nghiệm thu (mẫu).' },
    ...{ dueOn: addDays(story.today, 30), fileId: await paper('Quyết định thu hồi') },
    ...(place === 1 ? interest : {}),
  })
  return place === 3 ? { id, version } : story.run(as('finance'), confirmRecovery, { id, version })
}

/** The sum was reckoned too high; another person approves a lower one. */
async function correct(
  { story, as, paper }: Scenario,
  { id, version }: { readonly id: number; readonly version: number },
  amount: bigint,
): Promise<void> {
  const { correctionId } = await story.run(as('coordinator'), correctRecovery, {
    ...{ id, version, amount: (amount / 5000n) * 4000n, dueOn: addDays(story.today, 45) },
    ...{ number: `${id}/TB-TH-MAU`, onDay: story.today, reason: 'Tính lại theo biên bản đối chiếu (mẫu).' },
    fileId: await paper('Văn bản sửa khoản thu hồi'),
  })
  await story.run(as('finance'), approveCorrection, { id, correction: correctionId })
}

async function payIn(
  { story, as, paper }: Scenario,
  { id, version }: { readonly id: number; readonly version: number },
  principal: bigint,
): Promise<void> {
  const { paymentId } = await story.run(as('coordinator'), enterPaidIn, {
    ...{ id, version, principal, number: `${id}/GNT-TH-MAU`, onDay: story.today },
    fileId: await paper('Giấy nộp tiền'),
  })
  await story.run(as('finance'), confirmPaidIn, { id, payment: paymentId })
}
