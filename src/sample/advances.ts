import { sql } from 'kysely'
import {
  applyAdvances,
  checkAdvances,
  clearByClaim,
  clearByVoucher,
  confirmPart,
  draftAdvance,
  enterPaidBack,
  prolongAdvance,
} from '../advances/index.ts'
import { basisNames, releasePayment } from '../budget/index.ts'
import { addDays, formatDate } from '../platform/dates.ts'
import { judged, sent } from './claims.ts'
import type { Scenario } from './scenario.ts'

/*
 * Advances of a sample as its last day leaves them: one cleared in part with a part that waits to be confirmed, one whose day is past, of which a cost
 * of a claim that names it waits to clear a part and a later day waits to be approved, one that came in with a table and waits to be released. Their days are typed with the reason: no document sets a term.
 */

interface Payable {
  readonly commitmentId: number
  /** Of the contract of a task: the content that is paid. */
  readonly contentId: number | null
  /** Of a turn by itself. */
  readonly turnId: number | null
  readonly name: string
  readonly on: string
  readonly amount: bigint
}

/** A tenth of what may be advanced of turns under way and contents of tasks, by own money that is proven and by the share of the first advance. */
async function payable({ system, story }: Scenario): Promise<Payable[]> {
  const { rows } = await sql<Payable>`
    SELECT * FROM (
      SELECT DISTINCT ON (x.commitment_id) x.commitment_id, x.content_id, x.turn_id, x.name,
             greatest(${addDays(story.today, -30)}::date, (SELECT max(e.occurred_on) FROM ledger_entry e WHERE e.commitment_id = x.commitment_id)) AS "on",
             (least(claim_left(x.commitment_id, NULL), x.most) / 10 / 1000 * 1000)::bigint AS amount
        FROM (
          SELECT t.commitment_id, NULL::integer AS content_id, t.id AS turn_id, e.name,
                 counterpart_most(s.state_agreed, s.own_agreed, s.proven, 30, s.paid = 0) - s.paid AS most
            FROM support_turn t JOIN counterpart_turn s ON s.id = t.id JOIN enterprise e ON e.id = t.enterprise_id
           WHERE t.state IN ('contracted', 'in_progress') AND t.task_content_id IS NULL AND t.commitment_id IS NOT NULL
          UNION ALL
          SELECT o.commitment_id, c.id, NULL, h.host_name, least(
                   CASE WHEN r.way = 'in_step' THEN counterpart_most(c.state_agreed, c.own_agreed, c.proven, r.advance_percent, c.paid = 0) - c.paid
                     ELSE c.state_agreed END,
                   CASE WHEN r.way = 'in_step' THEN counterpart_most(k.state_agreed, k.own_agreed, k.proven, r.advance_percent, k.paid = 0) - k.paid
                     ELSE k.state_agreed END,
                   CASE WHEN r.advance_percent > 0 THEN c.state_agreed * r.advance_percent / 100 ELSE c.state_agreed END)
            FROM science_task_commitment o JOIN counterpart_content c ON c.task_id = o.task_id JOIN counterpart_task k ON k.id = c.task_id
            JOIN science_task_content n ON n.id = c.id AND n.committed_by = 'contract'
            JOIN science_task h ON h.id = c.task_id
            JOIN LATERAL counterpart_rule(c.kind_id, c.agreed_on) r ON true) x
       WHERE x.most > 0 ORDER BY x.commitment_id, x.content_id) y
     WHERE y.amount >= 1000000 ORDER BY y.commitment_id`.execute(system.db)
  return rows
}

export async function advancePayments(scenario: Scenario): Promise<void> {
  const { story, as } = scenario
  const some = await payable(scenario)
  // where little is under way, more than one is of the same commitment
  for (const at of [0, 1, 2]) {
    const of = some[at % Math.max(some.length, 1)]
    if (of === undefined) return
    const late = at === 1
    const number = `${of.commitmentId}-${at + 1}`
    if (at === 2) return byTable(scenario, of, number)
    const advance = await story.run(as('coordinator'), draftAdvance, {
      ...{ id: of.commitmentId, amount: of.amount, on: of.on },
      ...(of.contentId === null
        ? { kind: 'enterprise' }
        : { kind: 'contractor', taskContentId: of.contentId }),
      ...{ documentNumber: `${number}/TU-MAU`, fileId: await scenario.paper('Chứng từ chi') },
      ...{ basis: 'contract', basisNumber: `${number}/HĐ-MAU`, basisDate: of.on },
      basisFileId: await scenario.paper('Hợp đồng'),
      dueOn: late ? of.on : addDays(story.today, 60),
      dueReason: 'Theo thời hạn của hợp đồng hỗ trợ (mẫu)',
      note: 'Tạm ứng của dữ liệu mẫu',
    })
    await story.run(as('finance'), releasePayment, { id: advance.paymentId })
    if (late) {
      await prolong(scenario, advance.id, number)
      await accountFor(scenario, advance.id, of)
    } else await clear(scenario, advance.id, of, number)
  }
}

/** An advance out of a table, with one scan of its vouchers: it waits to be released. */
async function byTable(scenario: Scenario, of: Payable, number: string): Promise<void> {
  const { system, story, as } = scenario
  const content = await system.db
    .selectFrom('scienceTaskContent')
    .select('title')
    .where('id', '=', of.contentId)
    .executeTakeFirst()
  const said = {
    'Cam kết số': String(of.commitmentId),
    'Nội dung nhiệm vụ': content?.title ?? '',
    'Số tiền': String(of.amount),
    'Số chứng từ chi': `${number}/TU-MAU`,
    'Ngày chi': formatDate(of.on),
    'Căn cứ chi': basisNames.contract.vi,
    'Số văn bản căn cứ': `${number}/HĐ-MAU`,
    'Ngày văn bản căn cứ': formatDate(of.on),
    'Hạn hoàn tạm ứng': formatDate(addDays(story.today, 60)),
    'Lý do của thời hạn': 'Theo thời hạn của hợp đồng hỗ trợ (mẫu)',
    'Ghi chú': 'Tạm ứng của dữ liệu mẫu',
  }
  const { id } = await story.run(as('coordinator'), checkAdvances, {
    text: [Object.keys(said), Object.values(said)].map((cells) => cells.join('\t')).join('\n'),
    paperId: await scenario.paper('Bản quét chứng từ của bảng tạm ứng'),
    basisPaperId: await scenario.paper('Bản quét hợp đồng của bảng tạm ứng'),
  })
  await story.run(as('coordinator'), applyAdvances, { id })
}

async function prolong({ story, as, ...scenario }: Scenario, id: number, number: string): Promise<void> {
  await story.run(as('coordinator'), prolongAdvance, {
    ...{ id, version: 2, dueOn: addDays(story.today, 45) },
    ...{ number: `${number}/CV-MAU`, onDay: story.today },
    fileId: await scenario.paper('Văn bản cho gia hạn hoàn tạm ứng'),
    reason: 'Doanh nghiệp chờ biên bản nghiệm thu (mẫu)',
  })
}

/** A claim that names the advance: a cost that was accepted waits to clear it, the other is cut. */
async function accountFor(scenario: Scenario, id: number, of: Payable): Promise<void> {
  const place = of.turnId ?? of.contentId
  if (place === null) return
  const { commitmentId, name, amount } = of
  const claim = await sent(
    scenario,
    // its costs are half and a fifth of what was advanced
    { id: place, turn: of.turnId !== null, name, commitmentId, left: amount * 20n, advanceId: id },
    4,
  )
  await judged(scenario, claim, 'cut')
  const { version } = await scenario.system.db
    .selectFrom('advance')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await scenario.story.run(scenario.as('coordinator'), clearByClaim, {
    ...{ id, version, claimLineId: claim.lines[0]?.id },
  })
}

/** Half of it by a voucher that is confirmed, a quarter paid back that waits to be. */
async function clear(scenario: Scenario, id: number, { amount }: Payable, number: string): Promise<void> {
  const { story, as } = scenario
  const proof = { onDay: story.today, fileId: await scenario.paper('Hóa đơn của doanh nghiệp') }
  const half = await story.run(as('coordinator'), clearByVoucher, {
    ...{ ...proof, id, version: 2, amount: amount / 2n, number: `${number}-TU/HĐĐT-MAU` },
    what: 'Thuê tư vấn xây dựng hệ thống (mẫu)',
  })
  const { version } = await story.run(as('finance'), confirmPart, { id, part: half.partId })
  await story.run(as('coordinator'), enterPaidBack, {
    ...{ ...proof, id, version, amount: amount / 4n, number: `${number}/GNT-MAU` },
  })
}
