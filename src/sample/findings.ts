import { sql } from 'kysely'
import { answerFinding, closeFinding, recordFinding } from '../findings/index.ts'
import { addDays } from '../platform/dates.ts'
import type { Scenario } from './scenario.ts'

/*
 * What an inspection of the first budget year of a sample found: two findings entered by the finance office, the first answered by the coordinator and
 * closed by the finance office with the paper of the inspection, the second still to be answered.
 */
export async function inspectFirstYear(scenario: Scenario): Promise<void> {
  const { system, plan, story } = scenario
  const first = await system.db
    .selectFrom('budgetLineYear as y')
    .innerJoin('budgetLine as l', 'l.id', 'y.lineId')
    .select((eb) => eb.fn.min('y.year').as('year'))
    .where('l.planId', '=', plan.id)
    .executeTakeFirst()
  if (first?.year == null) return
  const { year } = first
  const on = `${year + 1}-03-16`
  story.on(on, () => found(scenario, year, on))
}

async function found(scenario: Scenario, year: number, on: string): Promise<void> {
  const { system, plan, story, paper, as } = scenario
  const { rows } = await sql<{ lineId: number; entryId: number; voucher: string; agencyId: number }>`
    SELECT e.line_id, e.id AS entry_id, e.document_number AS voucher, h.agency_id
      FROM ledger_entry e JOIN budget_line l ON l.id = e.line_id
     CROSS JOIN (SELECT agency_id FROM held_roles(${on}::date) WHERE acts_as = 'coordinator' AND agency_id IS NOT NULL ORDER BY agency_id LIMIT 1) h
     WHERE l.plan_id = ${plan.id} AND e.year = ${year} AND e.kind = 'disbursement' ORDER BY e.id LIMIT 1`.execute(
    system.db,
  )
  const [place] = rows
  if (place === undefined) return
  const finance = as('finance')
  const conclusion = {
    ...{
      kind: 'inspection',
      issuer: 'Thanh tra tỉnh (mẫu)',
      documentNumber: '12/KL-TTr-MAU',
      documentDate: on,
    },
    ...{ lineId: place.lineId, year, agencyId: place.agencyId, dueOn: addDays(on, 30) },
  }
  const one = await story.run(finance, recordFinding, {
    ...{ ...conclusion, demand: 'recover', amount: 500_000n, entryId: place.entryId, voucher: place.voucher },
    content: 'Chi vượt khối lượng nghiệm thu; thu hồi phần chi vượt (mẫu).',
    article: 'Thông tư 35/2021/TT-BTC, Điều 3',
    fileId: await paper('Kết luận thanh tra'),
  })
  await story.run(finance, recordFinding, {
    ...{ ...conclusion, demand: 'mend' },
    content: 'Hồ sơ thanh toán thiếu biên bản nghiệm thu; bổ sung hồ sơ (mẫu).',
    article: 'Thông tư 35/2021/TT-BTC, Điều 3',
    fileId: await paper('Kết luận thanh tra'),
  })
  const answered = await story.run(as('coordinator'), answerFinding, {
    ...{ id: one.id, version: one.version, answer: 'Đơn vị đã nộp lại phần chi vượt (mẫu).' },
    ...{ recovered: 500_000n, recoveryNumber: 'GNT-01-MAU', recoveredOn: on },
  })
  await story.run(finance, closeFinding, {
    ...{ id: one.id, version: answered.version, closedNumber: '15/TB-TTr-MAU', closedOn: on },
    fileId: await paper('Thông báo kết thúc kiến nghị'),
  })
}
