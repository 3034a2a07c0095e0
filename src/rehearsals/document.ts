import { letterheadOn } from '../agencies/index.ts'
import type { Block, OfficialDocument, TableBlock } from '../documents/official/model.ts'
import { symbolOf } from '../outgoing/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { formatDong } from '../platform/money.ts'
import { markedBanner } from '../platform/sample.ts'
import { outcomes } from './rules.ts'
import type { Rehearsed } from './shape.ts'

/* What a draft rule would do, as the annex of a policy proposal. */

const dong = (amount: bigint) => formatDong(amount, 'vi')
const paragraph = (text: string): Block => ({ type: 'paragraph', text })
const heading = (text: string): Block => ({ type: 'heading', level: 1, text })

const figures = ['Được hỗ trợ', 'Chi (đồng)', 'Thêm', 'Mất', 'Được nhiều hơn', 'Được ít hơn']
const sums = ({ supported, cost, gain, lose, more, less }: Rehearsed['draft']) => [
  String(supported),
  dong(cost),
  ...[gain, lose, more, less].map(String),
]

function sumTable(of: Rehearsed): TableBlock {
  return {
    type: 'table',
    caption: 'Bảng 1. Tác động của dự thảo và của từng thay đổi',
    columns: [
      { title: 'Quy định', width: 3 },
      ...figures.map((title) => ({
        title,
        align: 'right' as const,
        width: title.startsWith('Chi') ? 1.6 : 1,
      })),
    ],
    rows: [
      { cells: ['Đang áp dụng', ...sums(of.inForce)] },
      ...of.changes.map(({ words, article, sum }) => ({
        cells: [
          article === null ? `Chỉ riêng: ${words.vi}` : `Chỉ riêng: ${words.vi} (thay ${article.vi})`,
          ...sums(sum),
        ],
      })),
      { cells: ['Cả dự thảo', ...sums(of.draft)], bold: true },
    ],
  }
}

function yearTable(of: Rehearsed): TableBlock {
  return {
    type: 'table',
    caption: 'Bảng 2. Chi từng năm',
    unit: 'Đơn vị tính: đồng',
    columns: [
      { title: 'Năm' },
      ...['Kinh phí của năm', 'Theo quy định đang áp dụng', 'Theo dự thảo'].map((title) => ({
        title,
        align: 'right' as const,
        width: 2,
      })),
    ],
    rows: of.years.map(({ year, money, inForce, draft }) => ({
      cells: [String(year), dong(money), dong(inForce), dong(draft)],
    })),
  }
}

function rowTable(of: Rehearsed): TableBlock {
  const told = ({ outcome, amount }: Rehearsed['rows'][number]['draft']) =>
    outcome === 'supported' ? dong(amount) : outcomes.names[outcome].vi
  return {
    type: 'table',
    caption: `Hồ sơ có kết quả khác${of.rows.length < of.changed ? ` (${of.rows.length} trên ${of.changed}; đủ trong tệp XLSX)` : ''}`,
    unit: 'Đơn vị tính: đồng',
    fontSize: 10,
    columns: [
      { title: 'Số', width: 0.6 },
      { title: 'Doanh nghiệp', width: 2.4 },
      { title: 'Nội dung', width: 2.4 },
      { title: 'Năm', width: 0.7 },
      { title: 'Đề nghị', align: 'right', width: 1.3 },
      { title: 'Đang áp dụng', align: 'right', width: 1.5 },
      { title: 'Dự thảo', align: 'right', width: 1.5 },
    ],
    rows: of.rows.map((row) => ({
      cells: [
        String(row.id),
        row.enterprise,
        row.content,
        String(row.year),
        dong(row.requested),
        told(row.inForce),
        told(row.draft),
      ],
    })),
  }
}

/** The annex in the layout of Decree 30/2020/NĐ-CP, appendix I; number, day and signer are left to be written. @param day ISO */
export async function rehearsalDocument(db: Db, of: Rehearsed, day: string): Promise<OfficialDocument> {
  const { initials, ...head } = await letterheadOn(db, day)
  const banner = markedBanner(undefined)
  return {
    superior: head.superior,
    issuer: head.issuer,
    number: null,
    symbol: await symbolOf(db, 'report', initials),
    place: head.place,
    date: null,
    kind: 'BÁO CÁO',
    subject: `Đánh giá tác động của quy định dự kiến trên hồ sơ của Kế hoạch ${of.plan.number}`,
    blocks: [
      heading('I. QUY ĐỊNH DỰ KIẾN'),
      {
        type: 'list',
        mark: 'dash',
        items: of.changes.map(({ words, article }) =>
          article === null ? `${words.vi} (mới).` : `${words.vi} (thay ${article.vi}).`,
        ),
      },
      heading('II. CÁCH TÍNH'),
      paragraph(
        `Số liệu đến ngày ${formatDate(day)}. Chạy lại ${of.cases} hồ sơ của Kế hoạch theo thứ tự ưu tiên và kinh phí từng năm, một lần theo quy định đang áp dụng, một lần theo dự thảo; cả hai lần đều tính từ số tiền đề nghị, tiêu chí và quy mô đã biết hiện nay. ${of.leftOut} hồ sơ đã rút hoặc bị từ chối không được tính.`,
      ),
      heading('III. TÁC ĐỘNG'),
      sumTable(of),
      yearTable(of),
    ],
    recipients: ['Lưu: VT'],
    signature: { authority: head.authority, name: '' },
    appendices:
      of.rows.length === 0
        ? []
        : [
            {
              label: 'Phụ lục',
              title: 'Danh sách hồ sơ có kết quả khác',
              landscape: true,
              blocks: [rowTable(of)],
            },
          ],
    ...(banner === undefined ? {} : { banner }),
  }
}
