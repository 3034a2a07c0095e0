import { createHash } from 'node:crypto'
import { z } from 'zod'
import { writeWorkbook } from '../documents/write/workbook.ts'
import { officers } from '../platform/actor.ts'
import { id, optionalWhole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { markedFileName } from '../platform/sample.ts'
import { slug } from '../platform/text.ts'
import { noEstimate } from './commands.ts'
import { RoundContent, readContent } from './content.ts'
import { sheetColumns } from './import-rules.ts'
import { isOpen, sumOf } from './rules.ts'

const kinds: Readonly<Record<string, 'text' | 'money' | 'integer'>> = {
  key: 'integer',
  quantity: 'integer',
  unitCost: 'money',
  counterpart: 'money',
}

/** An estimate as a workbook whose headings are those of its import, so that it is edited and comes in again: as it is, or as it was sent. */
export const estimateWorkbook = query({
  name: 'estimates.workbook',
  summary: words('Tải dự toán năm dạng XLSX', 'An estimate of a year as XLSX'),
  route: 'GET /estimates/{id}/workbook',
  input: z.object({ id: id(), round: optionalWhole(1) }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: officers,
  async run({ db }, { id: estimateId, round }) {
    const row = await db
      .selectFrom('estimate as e')
      .innerJoin('plan as p', 'p.id', 'e.planId')
      .select(['e.year', 'e.state', 'p.number as plan'])
      .where('e.id', '=', estimateId)
      .executeTakeFirst()
    if (row === undefined) throw noEstimate()
    const sent =
      round === undefined
        ? null
        : await db
            .selectFrom('estimateRound')
            .select('content')
            .where('estimateId', '=', estimateId)
            .where('place', '=', round)
            .executeTakeFirst()
    if (sent === undefined) throw notFound(words('vòng này', 'This round'))
    const content = sent === null ? await readContent(db, estimateId) : RoundContent.parse(sent.content)
    const columns = Object.entries(sheetColumns)
    const bytes = await writeWorkbook([
      {
        name: `Dự toán năm ${row.year}`,
        title: [content.title, `Kế hoạch số ${row.plan}; năm ${row.year}; đơn vị: đồng`],
        ...(isOpen(row.state) ? { banner: 'DỰ THẢO' } : {}),
        columns: [
          ...columns.map(([key, label]) => ({ title: label.vi, type: kinds[key] ?? ('text' as const) })),
          { title: 'Thành tiền (đồng)', type: 'money' as const },
        ],
        rows: [
          ...content.lines.map((line) => [
            ...columns.map(([key]) => {
              const value = ({ ...line, key: line.id } as Readonly<Record<string, unknown>>)[key]
              return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
                ? value
                : null
            }),
            line.amount,
          ]),
        ],
      },
      {
        name: 'Tổng hợp',
        title: [`Tổng hợp dự toán năm ${row.year}`],
        columns: [
          { title: 'Mục dự toán', type: 'text' },
          { title: 'Nguồn kinh phí', type: 'text' },
          { title: 'Số tiền (đồng)', type: 'money' },
        ],
        rows: [
          ...[...Map.groupBy(content.lines, ({ line, source }) => `${line ?? ''}\n${source}`).values()].map(
            (own) => [own[0]?.line ?? 'Chưa chọn mục', own[0]?.source ?? '', sumOf(own).amount],
          ),
          ['Tổng cộng', '', sumOf(content.lines).amount],
        ],
      },
    ])
    return {
      name: markedFileName(
        `${slug(`Dự toán năm ${row.year}`)}${round === undefined ? '' : `-vong-${round}`}.xlsx`,
      ),
      mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})
