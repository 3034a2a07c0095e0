import { sql } from 'kysely'
import { z } from 'zod'
import { ratioOf } from '../budget/index.ts'
import { projectVerdicts } from '../improvements/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { formatPercent } from '../platform/numbers.ts'
import { productivityYears } from '../productivity/index.ts'
import { certificateKinds, turnStates } from '../support/index.ts'
import { type Of, rows } from './figure-sql.ts'
import { Certificate, ObstacleRow, Turn, withMoney } from './figures.ts'
import { cell, columnsOf, type RecordList, type ReportedRecord } from './record-lists.ts'
import { certificateRows, obstacleRows, ofEnterprise, turnRows } from './record-rows.ts'

/** One enterprise under a plan over the days of a report; null where there is none. */
export async function aboutEnterprise(
  db: Db,
  id: number,
  planId: number,
  of: Of,
): Promise<ReportedRecord | null> {
  const enterprise = await db
    .selectFrom('enterprise')
    .select(['name', 'taxCode', 'address', 'industry'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (enterprise === undefined) return null
  const href = `/enterprises/${id}`
  const { rows: found } = await sql<{ turns: unknown; certificates: unknown; obstacles: unknown }>`
    SELECT ${rows(ofEnterprise('support_turn', turnRows(planId, of), id))} AS turns,
           ${rows(ofEnterprise('certificate', certificateRows(planId, of), id))} AS certificates,
           ${rows(ofEnterprise('obstacle', obstacleRows(planId, of), id))} AS obstacles`.execute(db)
  const turns = z.array(Turn).parse(withMoney(found[0]?.turns))
  const obstacles = z.array(ObstacleRow).parse(found[0]?.obstacles)
  const first = turns[0]?.decidedOn
  return {
    about: 'enterprise',
    id,
    name: enterprise.name,
    href,
    told: [
      `${enterprise.name}, mã số thuế ${enterprise.taxCode}, địa chỉ ${enterprise.address}.`,
      ...(enterprise.industry === null ? [] : [`Ngành nghề: ${enterprise.industry}.`]),
      first === undefined
        ? 'Trong kỳ chưa có lượt hỗ trợ nào được quyết định.'
        : `Trong kỳ có ${turns.length} lượt hỗ trợ được quyết định, lượt đầu ngày ${formatDate(first)}.`,
    ],
    lists: [
      {
        title: 'Lượt hỗ trợ',
        columns: columnsOf(
          't3:Nội dung hỗ trợ',
          'd:Ngày quyết định',
          't1.3:Tình trạng',
          'd:Ngày hoàn thành',
          'm:Kinh phí cam kết',
          'm:Đã giải ngân',
        ),
        rows: turns.map((turn) => [
          cell(turn.content, `/support/${turn.id}`),
          cell(turn.decidedOn),
          cell(turnStates.wordsOf(turn.state).vi),
          cell(turn.finishedOn),
          cell(turn.committed),
          cell(turn.disbursed),
        ]),
      },
      certificates(z.array(Certificate).parse(found[0]?.certificates)),
      await ownMoney(db, id, planId, href),
      await improvements(db, id, of),
      await productivity(db, id, first === undefined ? null : Number(first.slice(0, 4))),
      {
        title: 'Khó khăn, vướng mắc đã nêu',
        columns: columnsOf('t4:Nội dung', 'd:Ngày nêu', 'd:Ngày được trả lời', 't3:Kết quả'),
        rows: obstacles.map((one) => [
          cell(one.text, `/obstacles/${one.id}`),
          cell(one.reportedOn),
          cell(one.resolvedOn),
          cell(one.resolution),
        ]),
      },
    ],
  }
}

function certificates(of: readonly z.output<typeof Certificate>[]): RecordList {
  return {
    title: 'Chứng nhận',
    columns: columnsOf(
      't1.6:Loại chứng nhận',
      't1.6:Tiêu chuẩn, quy chuẩn',
      't1.6:Sản phẩm',
      't1.6:Tổ chức chứng nhận',
      't1.2:Số',
      'd:Ngày cấp',
      'd:Hiệu lực đến',
    ),
    // one that counts in two ways is one certificate
    rows: [...new Map(of.map((one) => [one.id, one])).values()].map((one) => [
      cell(certificateKinds.wordsOf(one.kind).vi),
      cell(one.standard),
      cell(one.product),
      cell(one.body),
      cell(one.number, `/certificates/${one.id}`),
      cell(one.issuedOn),
      cell(one.expiresOn),
    ]),
  }
}

async function ownMoney(db: Db, id: number, planId: number, href: string): Promise<RecordList> {
  const sides = await ratioOf(db, id, [planId])
  const share = (of: number | null) => cell(of === null ? null : formatPercent(of / 1000, 'vi'))
  return {
    title: 'Ngân sách hỗ trợ và vốn đối ứng',
    columns: columnsOf(
      'm:Ngân sách được duyệt',
      'm:Ngân sách đã chi',
      't:Tỷ lệ đã chi',
      'm:Vốn đối ứng hứa',
      'm:Đã bỏ ra',
      'm:Đã chứng minh',
      't:Tỷ lệ chứng minh',
      'm:Đã quyết toán',
    ),
    rows:
      sides === undefined
        ? []
        : [
            [
              cell(sides.stateAgreed, href),
              cell(sides.paid),
              share(sides.stateShare),
              cell(sides.ownAgreed),
              cell(sides.paidIn),
              cell(sides.proven),
              share(sides.ownShare),
              cell(sides.settled),
            ],
          ],
  }
}

async function improvements(db: Db, id: number, of: Of): Promise<RecordList> {
  const { rows: results } = await sql<{
    id: number
    title: string
    measure: string
    unit: string
    before: number | null
    after: number | null
    verdict: string
  }>`
    SELECT i.id, i.title, m.name AS measure, m.unit, r.before::float8, r.after::float8, i.verdict
      FROM improvement_project i JOIN improvement_result r ON r.project_id = i.id JOIN improvement_measure m ON m.id = r.measure_id
     WHERE i.enterprise_id = ${id} AND i.state = 'evaluated' AND i.evaluated_on BETWEEN ${of.first}::date AND ${of.last}::date
     ORDER BY i.evaluated_on, i.id, m.name`.execute(db)
  return {
    title: 'Kết quả cải tiến',
    columns: columnsOf('t2.5:Dự án', 't2:Chỉ số đo', 't:Đơn vị', 'n:Trước', 'n:Sau', 't1.4:Kết luận'),
    rows: results.map((one) => [
      cell(one.title, `/improvements/${one.id}`),
      cell(one.measure),
      cell(one.unit),
      cell(one.before),
      cell(one.after),
      cell(projectVerdicts.wordsOf(one.verdict).vi),
    ]),
  }
}

/** @param supported the year of the first turn; null without one */
async function productivity(db: Db, id: number, supported: number | null): Promise<RecordList> {
  const years = await productivityYears(db, id)
  const when = (year: number) =>
    supported === null ? '' : year < supported ? 'Trước' : year === supported ? 'Năm hỗ trợ' : 'Sau'
  return {
    title: 'Năng suất trước và sau hỗ trợ',
    columns: columnsOf(
      't:Năm',
      't1.2:So với lần hỗ trợ đầu',
      'n:Lao động (người)',
      'n1.4:Năng suất lao động, giá so sánh (triệu đồng/người)',
    ),
    rows: years.map(({ year, labour, perPerson }) => [
      cell(String(year), `/enterprises/${id}/productivity`),
      cell(when(year)),
      cell(labour),
      cell(perPerson === null ? null : Number((perPerson / 1e6).toFixed(1))),
    ]),
  }
}
