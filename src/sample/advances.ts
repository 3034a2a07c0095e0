import { sql } from 'kysely'
import { clearByVoucher, confirmPart, draftAdvance, enterPaidBack } from '../advances/index.ts'
import { releasePayment } from '../budget/index.ts'
import { addDays } from '../platform/dates.ts'
import type { Scenario } from './scenario.ts'

/*
 * Advances of a sample as its last day leaves them: one cleared in part with a part that waits to be confirmed, one of which nothing is cleared and
 * whose day is past, one that waits to be released. Their days are typed with the reason: no document sets a term.
 */

interface Payable {
  readonly commitmentId: number
  readonly turnId: number
  readonly on: string
  readonly amount: bigint
}

/** A quarter of what may be paid of turns under way, by own money that is proven or as their first advance; at most a month before the last day, in its year. */
async function payable({ system, story }: Scenario): Promise<Payable[]> {
  const year = Number(story.today.slice(0, 4))
  const { rows } = await sql<Payable>`
    SELECT t.commitment_id, t.id AS turn_id, x.on_day AS "on", (x.room / 4 / 1000 * 1000)::bigint AS amount
      FROM support_turn t JOIN counterpart_turn s ON s.id = t.id JOIN commitment c ON c.id = t.commitment_id
     CROSS JOIN LATERAL (
       SELECT least(claim_left(c.id, NULL), counterpart_most(s.state_agreed, s.own_agreed, s.proven, 40, s.paid = 0) - s.paid) AS room,
              greatest(c.document_date, ${addDays(story.today, -30)}::date, make_date(${year}, 1, 1)) AS on_day) x
     WHERE t.state IN ('contracted', 'in_progress') AND t.task_content_id IS NULL AND c.year = ${year} AND x.room >= 4000000
       AND NOT EXISTS (SELECT FROM ledger_account a WHERE a.commitment_id = c.id AND a.year > c.year)
     ORDER BY t.id LIMIT 3`.execute(system.db)
  return rows
}

export async function advancePayments(scenario: Scenario): Promise<void> {
  const { story, as } = scenario
  for (const [at, of] of (await payable(scenario)).entries()) {
    const late = at === 1
    const advance = await story.run(as('coordinator'), draftAdvance, {
      ...{ id: of.commitmentId, amount: of.amount, kind: 'enterprise', on: of.on },
      ...{ documentNumber: `${of.turnId}/TU-MAU`, fileId: await scenario.paper('Chứng từ chi') },
      ...{ basis: 'contract', basisNumber: `${of.turnId}/HĐ-MAU`, basisDate: of.on },
      basisFileId: await scenario.paper('Hợp đồng'),
      dueOn: late ? of.on : addDays(story.today, 60),
      dueReason: 'Theo thời hạn của hợp đồng hỗ trợ (mẫu)',
      note: 'Tạm ứng của dữ liệu mẫu',
    })
    if (at === 2) return
    await story.run(as('finance'), releasePayment, { id: advance.paymentId })
    if (!late) await clear(scenario, advance.id, of)
  }
}

/** Half of it by a voucher that is confirmed, a quarter paid back that waits to be. */
async function clear(scenario: Scenario, id: number, { turnId, amount }: Payable): Promise<void> {
  const { story, as } = scenario
  const proof = { onDay: story.today, fileId: await scenario.paper('Hóa đơn của doanh nghiệp') }
  const half = await story.run(as('coordinator'), clearByVoucher, {
    ...{ ...proof, id, version: 2, amount: amount / 2n, number: `${turnId}-TU/HĐĐT-MAU` },
    what: 'Thuê tư vấn xây dựng hệ thống (mẫu)',
  })
  const { version } = await story.run(as('finance'), confirmPart, { id, part: half.partId })
  await story.run(as('coordinator'), enterPaidBack, {
    ...{ ...proof, id, version, amount: amount / 4n, number: `${turnId}/GNT-MAU` },
  })
}
