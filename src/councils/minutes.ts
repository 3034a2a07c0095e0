import { createHash } from 'node:crypto'
import { z } from 'zod'
import { officesOn, placeOf, plainName } from '../agencies/index.ts'
import { keptDocument } from '../documents/kept.ts'
import { writeOfficialDocx } from '../documents/official/docx.ts'
import { fittedTable } from '../documents/official/fitted-table.ts'
import { type Block, longDate, type OfficialDocument } from '../documents/official/model.ts'
import { officialPdf } from '../documents/official/pdf.ts'
import { symbolOf } from '../outgoing/index.ts'
import { choice, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type Output, query } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { markedFileName } from '../platform/sample.ts'
import { slug } from '../platform/text.ts'
import { councilReaders } from './council-queries.ts'
import { showAppraisal } from './queries.ts'
import { councilPosts } from './quorum.ts'
import { grounds } from './rules.ts'

/* The minutes of a council on one record, in the layout of Decree 30/2020/NĐ-CP. */

type Shown = Output<typeof showAppraisal>
const money = (amount: bigint) => formatDong(amount, 'vi')
const points = (value: number) => formatNumber(Math.round(value * 100) / 100, 'vi')

/** A table on the upright page of the minutes. */
const tableOf = (
  columns: Parameters<typeof fittedTable>[0],
  rows: readonly (readonly string[])[],
  unit?: string,
) =>
  fittedTable(
    columns,
    rows.map((cells) => ({ cells })),
    'upright',
    unit,
  )

const heading = (text: string): Block => ({ type: 'heading', level: 1, text })
const paragraph = (text: string): Block => ({ type: 'paragraph', text })

function membersIn({ seats }: Shown): Block[] {
  const present = seats.filter((seat) => seat.present === true)
  const absent = seats.filter((seat) => seat.present !== true && seat.keptOut === null)
  const out = seats.filter((seat) => seat.keptOut !== null)
  const named = (seat: Shown['seats'][number]) =>
    `${seat.name}${seat.post === null ? '' : `, ${councilPosts.names[seat.post].vi}`}`
  return [
    heading('I. THÀNH PHẦN'),
    paragraph(`Có mặt ${present.length}/${seats.length} thành viên:`),
    { type: 'list', mark: 'dash', items: present.map(named) },
    ...(absent.length === 0 ? [] : [paragraph(`Vắng mặt: ${absent.map(named).join('; ')}.`)]),
    ...(out.length === 0
      ? [paragraph('Không có thành viên nào có xung đột lợi ích.')]
      : [
          paragraph(
            `Không tham gia do xung đột lợi ích: ${out
              .map(
                (seat) =>
                  `${named(seat)} (${seat.keptOut === null ? '' : grounds.names[seat.keptOut].vi.toLowerCase()})`,
              )
              .join('; ')}.`,
          ),
        ]),
  ]
}

function scoresIn({ seats, sheet, result }: Shown): Block[] {
  const counted = seats.filter((seat) => seat.present === true && seat.opinion !== null)
  if (sheet === null || result === null || result.total === null) return []
  return [
    heading('II. KẾT QUẢ CHO ĐIỂM'),
    paragraph(`Theo ${sheet.name} (${sheet.instrument}, ${sheet.article}).`),
    tableOf(
      [
        { title: 'Thành viên' },
        ...sheet.groups.map(({ name }) => ({ title: name, figure: true as const })),
        { title: 'Tổng', figure: true },
      ],
      counted.map((seat) => [
        `${seat.name}${seat.onPaper ? ' (nhập từ phiếu giấy)' : ''}`,
        ...sheet.groups.map((group) =>
          points(
            group.criteria.reduce(
              (sum, { id: criterion }) =>
                sum + (seat.opinion?.points.find((one) => one.criterionId === criterion)?.points ?? 0),
              0,
            ),
          ),
        ),
        points(seat.opinion?.total ?? 0),
      ]),
    ),
    tableOf(
      [
        { title: 'Nhóm tiêu chí' },
        { title: 'Trung bình', figure: true },
        { title: 'Thấp nhất', figure: true },
        { title: 'Cao nhất', figure: true },
        { title: 'Độ lệch', figure: true },
      ],
      [
        ...result.groups.map((group) => [
          sheet.groups.find((one) => one.id === group.id)?.name ?? '',
          ...[group.spread.mean, group.spread.least, group.spread.most, group.spread.deviation].map(points),
        ]),
        [
          'Tổng điểm',
          ...[result.total.mean, result.total.least, result.total.most, result.total.deviation].map(points),
        ],
      ],
    ),
    ...(sheet.judged === 'mean'
      ? [paragraph(`Xếp loại theo điểm trung bình: ${result.grade ?? 'Không đạt'}.`)]
      : []),
  ]
}

function votesIn({ rule, contents, result }: Shown): Block[] {
  if (rule === null || rule.votes.length === 0 || result === null) return []
  return [
    heading('III. KẾT QUẢ BỎ PHIẾU TỪNG NỘI DUNG'),
    tableOf(
      [
        { title: 'Nội dung' },
        ...rule.votes.map(({ name }) => ({ title: name, figure: true as const })),
        { title: 'Kết quả' },
      ],
      result.contents.map(({ contentId, counts, outcome }) => [
        contents.find((one) => one.id === contentId)?.title ?? '',
        ...counts.map(({ count }) => String(count)),
        rule.votes.find(({ key }) => key === outcome)?.name ?? '',
      ]),
    ),
  ]
}

function costsIn({ costs, result }: Shown): Block[] {
  if (costs.length === 0) return []
  return [
    heading('IV. THẨM ĐỊNH KINH PHÍ'),
    tableOf(
      [
        { title: 'Khoản chi' },
        { title: 'Số lượng', figure: true },
        { title: 'Đơn giá', figure: true },
        { title: 'Đề nghị', figure: true },
        { title: 'Chấp nhận', figure: true },
        { title: 'Lý do cắt giảm, định mức' },
      ],
      costs.map((cost) => [
        cost.title,
        `${formatNumber(cost.quantity, 'vi')} ${cost.unit ?? ''}`.trim(),
        money(cost.unitCost),
        money(BigInt(cost.quantity) * cost.unitCost),
        money(cost.allowed),
        [cost.cutReason, cost.norm, cost.overReason].filter((text) => text !== null).join('; '),
      ]),
      'đồng',
    ),
    paragraph(`Mức được đề xuất: ${money(result?.allowed ?? 0n)} đồng.`),
  ]
}

function official(
  shown: Shown,
  council: { readonly name: string; readonly number: string | null; readonly decidedOn: string | null },
  place: { readonly committee: string; readonly coordinator: string; readonly symbol: string },
): OfficialDocument {
  const chair = shown.seats.find(({ post }) => post === 'chair')
  const opinions = shown.seats.filter((seat) => seat.present === true && seat.opinion !== null)
  return {
    superior: plainName(place.coordinator).toLocaleUpperCase('vi'),
    issuer: council.name,
    number: null,
    symbol: place.symbol,
    place: placeOf(place.committee),
    date: shown.sessionOn,
    kind: 'BIÊN BẢN',
    subject: `Họp hội đồng thẩm định: ${shown.title}`,
    legalBases: [
      ...(shown.rule === null ? [] : [`Căn cứ ${shown.rule.instrument}, ${shown.rule.article}`]),
      ...(council.number === null
        ? []
        : [
            `Căn cứ Quyết định số ${council.number} ${longDate(council.decidedOn)} về việc thành lập hội đồng`,
          ]),
    ],
    blocks: [
      paragraph(
        `Hội đồng họp ${longDate(shown.sessionOn)}${shown.sessionPlace === null ? '' : `, ${shown.sessionPlace}`}.`,
      ),
      ...(shown.earlyReason === null
        ? []
        : [paragraph(`Lý do họp sớm hơn số ngày gửi tài liệu theo quy chế: ${shown.earlyReason}`)]),
      ...membersIn(shown),
      ...scoresIn(shown),
      ...votesIn(shown),
      ...costsIn(shown),
      heading('V. Ý KIẾN CỦA TỪNG THÀNH VIÊN'),
      {
        type: 'list',
        mark: 'dash',
        items: opinions.map((seat) => `${seat.name}: ${seat.opinion?.remark ?? ''}`),
      },
      heading('VI. KẾT LUẬN'),
      ...(shown.conclusion ?? '').split('\n').map(paragraph),
      paragraph(shown.passes === true ? 'Hội đồng đề nghị thông qua.' : 'Hội đồng kết luận không đạt.'),
    ],
    recipients: ['Thành viên hội đồng', plainName(place.coordinator), 'Lưu: VT'],
    signature: { authority: ['CHỦ TỊCH HỘI ĐỒNG'], name: chair?.name ?? '' },
  }
}

export const minutesFormats = ['docx', 'pdf'] as const
const mimes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

/** The minutes of an appraisal that a council concluded. */
export const councilMinutes = query({
  name: 'councils.minutes',
  summary: words('Tải biên bản họp hội đồng', 'The minutes of a council'),
  route: 'GET /appraisals/{id}/minutes',
  input: z.object({ id: id(), format: choice(minutesFormats) }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: councilReaders,
  async run(context, { id: appraisalId, format }) {
    const { db, today } = context
    // what stands in the minutes is what the reader may read: who is kept out gets none
    const shown = await showAppraisal.run(context, { id: appraisalId })
    if (shown.council === null || shown.state !== 'concluded' || shown.blind)
      throw conflict(
        'councils.noMinutes',
        words('Chưa có biên bản của hội đồng để tải.', 'There are no minutes of a council to download.'),
      )
    const council = await db
      .selectFrom('council')
      .select(['name', 'number', 'decidedOn'])
      .where('id', '=', shown.council.id)
      .executeTakeFirstOrThrow()
    const { coordinator, leader } = await officesOn(db, shown.sessionOn ?? today)
    // the council is the body that the minutes are of
    const symbol = await symbolOf(db, 'minutes', 'HĐ')
    const document = official(shown, council, { committee: leader, coordinator, symbol })
    const bytes = await keptDocument(`minutes ${appraisalId} ${format}`, document, () =>
      format === 'docx' ? writeOfficialDocx(document) : officialPdf(document),
    )
    return {
      name: markedFileName(`${slug(`Biên bản ${shown.title}`)}.${format}`),
      mime: mimes[format],
      sha256: createHash('sha256').update(bytes).digest('hex'),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})
