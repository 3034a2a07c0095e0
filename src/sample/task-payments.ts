import { sql } from 'kysely'
import { draftPayment, releasePayment } from '../budget/index.ts'
import type { Scenario } from './scenario.ts'

/* Payments of a task's content that name the support turn that they pay: one released, one that waits. */

interface Payable {
  readonly turnId: number
  readonly contentId: number
  readonly commitmentId: number
  readonly amount: bigint
}

/** Part of what may be paid today for turns that draw on contents of tasks, by what they draw and by own money that is proven. */
async function payable({ system, story }: Scenario): Promise<Payable[]> {
  const { rows } = await sql<Payable>`
    SELECT * FROM (
      SELECT DISTINCT ON (t.id) t.id AS turn_id, t.task_content_id AS content_id, o.commitment_id,
             (least(t.task_money - p.paid - p.waiting, claim_left(o.commitment_id, NULL), c.most, k.most) / 8 / 1000 * 1000)::bigint AS amount
        FROM support_turn t CROSS JOIN LATERAL task_turn_paid(t.id) p
        JOIN science_task_content n ON n.id = t.task_content_id AND n.committed_by = 'contract'
        JOIN science_task_commitment o ON o.task_id = n.task_id
        JOIN commitment m ON m.id = o.commitment_id JOIN funding_source s ON s.id = m.source_id AND s.kind = 'budget'
        JOIN science_task h ON h.id = n.task_id
        CROSS JOIN LATERAL counterpart_rule(h.kind_id, h.approved_on) r
        CROSS JOIN LATERAL (
          SELECT CASE WHEN r.way = 'in_step' THEN counterpart_most(c.state_agreed, c.own_agreed, c.proven, r.advance_percent,
                   counterpart_first('content', NULL, c.id, NULL, ${story.today}::date)) ELSE c.state_agreed END - c.paid AS most
            FROM counterpart_content c WHERE c.id = n.id) c
        CROSS JOIN LATERAL (
          SELECT CASE WHEN r.way = 'in_step' THEN counterpart_most(k.state_agreed, k.own_agreed, k.proven, r.advance_percent,
                   counterpart_first('task', NULL, NULL, k.id, ${story.today}::date)) ELSE k.state_agreed END - k.paid AS most
            FROM counterpart_task k WHERE k.id = n.task_id) k
       WHERE t.commitment_id IS NULL AND t.state <> 'cancelled'
       ORDER BY t.id, o.commitment_id) x
     WHERE x.amount >= 100000 ORDER BY x.turn_id`.execute(system.db)
  return rows
}

export async function payTaskTurns(scenario: Scenario): Promise<void> {
  const { story, as } = scenario
  const some = await payable(scenario)
  for (const at of [0, 1]) {
    // where there is one turn alone, it is paid and waits for more
    const of = some[at % Math.max(some.length, 1)]
    if (of === undefined) return
    const number = `${of.turnId}-${at + 1}`
    const order = await story.run(as('finance'), draftPayment, {
      ...{ id: of.commitmentId, amount: of.amount, on: story.today, kind: 'enterprise' },
      ...{ taskContentId: of.contentId, taskTurnId: of.turnId, documentNumber: `${number}/UNC-NV-MAU` },
      fileId: await scenario.paper('Chứng từ chi'),
      ...{ basis: 'acceptance', basisNumber: `${number}/BBNT-NV-MAU`, basisDate: story.today },
      basisFileId: await scenario.paper('Biên bản nghiệm thu'),
      note: 'Chi cho lượt hỗ trợ thuộc nhiệm vụ (mẫu)',
    })
    if (at === 0) await story.run(as('coordinator'), releasePayment, { id: order.id })
  }
}
