import { z } from 'zod'
import { fittedTable } from '../documents/official/fitted-table.ts'
import type { OfficialDocument } from '../documents/official/model.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type Output, query } from '../platform/operation.ts'
import { File, fileOf, formatInput, headOn, money, paragraph } from './document.ts'
import { showSettlement } from './settlement-queries.ts'
import { differences, given, sumKeys, sumNames } from './settlement-rules.ts'

/* The minutes of a settlement (biên bản quyết toán), in the layout of Decree 30/2020/NĐ-CP. No form of the law was found: a plain one. */

type Shown = Output<typeof showSettlement>

/** Where the Treasury's figures differ, with what explains it. */
export const differencesSaid = ({ lines }: Pick<Shown, 'lines'>): string[] =>
  lines.flatMap((line) =>
    line.treasury === null
      ? []
      : differences(line, line.treasury).map(
          ({ of, by }) =>
            `Mục ${line.line}, ${line.sourceName}: ${of.vi.toLocaleLowerCase('vi')} của Kho bạc ${by > 0n ? 'nhiều' : 'ít'} hơn ${formatDong(by > 0n ? by : -by, 'vi')} đồng. ${line.treasury?.explanation ?? ''}`,
        ),
  )

/** A commitment with its task and content. */
export const taskSaid = ({ documentNumber, purpose, task, content }: Shown['tasks'][number]): string =>
  [`${documentNumber}: ${purpose}`, task, content].filter((one) => one !== null && one !== purpose).join('; ')

async function minutes(db: Db, row: Shown): Promise<OfficialDocument> {
  const day = row.minutesDate ?? row.drawnUpAt.slice(0, 10)
  const total = (key: (typeof sumKeys)[number]) => row.lines.reduce((sum, line) => sum + line[key], 0n)
  const spendable = row.lines.reduce((sum, line) => sum + given(line), 0n)
  const off = differencesSaid(row)
  return {
    ...(await headOn(db, day, 'minutes')),
    date: day,
    kind: 'BIÊN BẢN',
    subject: `Quyết toán kinh phí năm ${row.year} thực hiện Kế hoạch số ${row.plan}`,
    blocks: [
      paragraph(
        `Tổng kinh phí được sử dụng năm ${row.year}: ${money(spendable)} đồng; đã chi ${money(total('paid'))} đồng; chuyển nguồn sang năm ${row.year + 1}: ${money(total('carriedOut'))} đồng; hủy dự toán ${money(total('cancelled'))} đồng; số dư ${money(total('left'))} đồng.`,
      ),
      paragraph(
        off.length === 0
          ? 'Số liệu của sổ khớp với số liệu đối chiếu của Kho bạc Nhà nước.'
          : 'Chênh lệch với số liệu đối chiếu của Kho bạc Nhà nước:',
      ),
      ...(off.length === 0 ? [] : [{ type: 'list', mark: 'dash', items: off } as const]),
      ...(row.note === null ? [] : row.note.split('\n').map(paragraph)),
      paragraph('Chi tiết theo Phụ lục. Mẫu chưa đối chiếu với mẫu của văn bản hướng dẫn quyết toán.'),
    ],
    recipients: ['Các bên ký biên bản', 'Lưu: VT'],
    appendices: [
      {
        label: 'Phụ lục I',
        title: `QUYẾT TOÁN NĂM ${row.year} THEO MỤC VÀ NGUỒN`,
        landscape: true,
        blocks: [
          fittedTable(
            [
              { title: 'Mục' },
              { title: 'Nguồn' },
              ...sumKeys.map((key) => ({ title: sumNames[key].vi, figure: true as const })),
            ],
            [
              ...row.lines.map((line) => ({
                cells: [line.line, line.sourceName, ...sumKeys.map((key) => money(line[key]))],
              })),
              { cells: ['Tổng cộng', '', ...sumKeys.map((key) => money(total(key)))], sum: true },
            ],
            'landscape',
            'đồng',
          ),
        ],
      },
      {
        label: 'Phụ lục II',
        title: `QUYẾT TOÁN NĂM ${row.year} THEO NHIỆM VỤ VÀ NỘI DUNG`,
        landscape: true,
        blocks: [
          fittedTable(
            [
              { title: 'Mục' },
              { title: 'Cam kết, nhiệm vụ, nội dung' },
              { title: 'Năm trước chuyển sang', figure: true },
              { title: 'Cam kết trong năm', figure: true },
              { title: 'Đã chi', figure: true },
              { title: 'Chuyển sang năm sau', figure: true },
            ],
            row.tasks.map((task) => ({
              cells: [
                task.line,
                taskSaid(task),
                ...[task.carriedIn, task.committed, task.paid, task.carriedOut].map(money),
              ],
            })),
            'landscape',
            'đồng',
          ),
        ],
      },
    ],
    ...(row.state === 'agreed' ? {} : { banner: 'DỰ THẢO' }),
  }
}

/** The minutes of a settlement, as DOCX or PDF. */
export const settlementFile = query({
  name: 'yearEnd.settlementFile',
  summary: words('Tải biên bản quyết toán năm', 'The minutes of the settlement of a year'),
  route: 'GET /budget/settlements/{id}/document',
  input: z.object({ id: id(), format: formatInput }),
  output: File,
  may: officers,
  async run(context, { id: settlementId, format }) {
    const row = (await showSettlement.run(context, { id: settlementId })) as Shown
    return fileOf(await minutes(context.db, row), {
      record: `year_settlement ${row.id}`,
      name: `Quyết toán năm ${row.year}`,
      format,
    })
  },
})
