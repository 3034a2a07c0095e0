import { createHash } from 'node:crypto'
import { z } from 'zod'
import { letterheadOn } from '../agencies/index.ts'
import { writeOfficialDocx } from '../documents/official/docx.ts'
import { fittedTable } from '../documents/official/fitted-table.ts'
import type { Block, OfficialDocument } from '../documents/official/model.ts'
import { type WorkbookSheet, writeWorkbook } from '../documents/write/workbook.ts'
import { symbolOf } from '../outgoing/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { choice, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type Context, query } from '../platform/operation.ts'
import { markedFileName } from '../platform/sample.ts'
import { slug } from '../platform/text.ts'
import { Consolidated, consolidate } from './consolidate.ts'
import { answerStates, isFigure, placeName } from './rules.ts'
import { office } from './sight.ts'

/* The consolidation of a request as files: an official document (Decree 30/2020/NĐ-CP) and a workbook. */

type Shown = Consolidated['questions'][number]

const number = (amount: number | null) => (amount === null ? '' : formatNumber(amount, 'vi'))
const recipientOf = ({ reports }: Consolidated, answerId: number) =>
  reports.find((one) => one.id === answerId)?.recipient ?? ''

const marksIn = (figure: Shown['places'][number]['figures'][number]): string =>
  [
    figure.isChange ? 'thay đổi từ 50% trở lên' : '',
    figure.isOutlier ? 'khác thường' : '',
    figure.proposed !== null && figure.proposed !== figure.amount
      ? `chương trình có ${number(figure.proposed)}; lý do: ${figure.reason ?? ''}`
      : '',
  ]
    .filter((part) => part !== '')
    .join('; ')

const leftOutMark = (proposed: number) => `để trống; chương trình có ${number(proposed)}`

/** The figures of a question: of each place the sum beside the period before, then who gave what. */
const figureRows = (of: Consolidated, question: Shown) => [
  ...question.places.flatMap((place) => [
    {
      cells: [
        placeName(question, place),
        'Tổng số',
        number(place.sum),
        number(place.before),
        place.isChange ? 'thay đổi từ 50% trở lên' : '',
      ],
      sum: true,
    },
    ...place.figures.map((figure) => ({
      cells: [
        '',
        recipientOf(of, figure.answerId),
        number(figure.amount),
        number(figure.before),
        marksIn(figure),
      ],
    })),
  ]),
  ...question.leftOut.map(({ answerId, proposed }) => ({
    cells: ['', recipientOf(of, answerId), '', '', leftOutMark(proposed)],
  })),
]

function blocksOf(of: Consolidated): Block[] {
  return [...Map.groupBy(of.questions, ({ section }) => section)].flatMap(([section, questions]): Block[] => [
    { type: 'heading', level: 1, text: section },
    ...questions.flatMap((question): Block[] => {
      const head: Block = {
        type: 'paragraph',
        text: [{ text: `${question.code}. ${question.label}`, bold: true }],
      }
      if (isFigure(question)) {
        if (question.places.length + question.leftOut.length === 0)
          return [head, { type: 'paragraph', text: 'Chưa có số liệu.' }]
        return [
          head,
          fittedTable(
            [
              { title: 'Chỉ tiêu' },
              { title: 'Đơn vị báo cáo' },
              { title: 'Kỳ này', figure: true },
              { title: 'Kỳ trước', figure: true },
              { title: 'Ghi chú' },
            ],
            figureRows(of, question),
            'upright',
            question.unit ?? undefined,
          ),
        ]
      }
      if (question.kind === 'file')
        return [
          head,
          question.files.length === 0
            ? { type: 'paragraph', text: 'Chưa có tệp.' }
            : {
                type: 'list',
                mark: 'dash',
                items: question.files.map(({ answerId, name }) => `${recipientOf(of, answerId)}: ${name}`),
              },
        ]
      if (question.texts.length === 0) return [head, { type: 'paragraph', text: 'Chưa có nội dung.' }]
      return [
        head,
        {
          type: 'list',
          mark: 'dash',
          items: question.texts.map(({ answerId, said }) => `${recipientOf(of, answerId)}: ${said}`),
        },
      ]
    }),
  ])
}

async function documentOf(db: Db, today: string, of: Consolidated): Promise<OfficialDocument> {
  const head = await letterheadOn(db, today)
  const { request, reports } = of
  const isGone = reports.filter(({ state }) => state !== 'sent' && state !== 'accepted')
  return {
    superior: head.superior,
    issuer: head.issuer,
    number: null,
    symbol: await symbolOf(db, 'report', head.initials),
    place: head.place,
    date: null,
    kind: 'BÁO CÁO TỔNG HỢP',
    subject: `${request.title}, kỳ từ ${formatDate(request.fromOn)} đến ${formatDate(request.toOn)}`,
    blocks: [
      {
        type: 'paragraph',
        text: `Tổng hợp từ ${reports.length - isGone.length}/${reports.length} báo cáo theo biểu mẫu “${request.form}” (phiên bản ${request.edition}).`,
      },
      ...(isGone.length === 0
        ? []
        : ([
            {
              type: 'paragraph',
              text: `Chưa có báo cáo của: ${isGone.map(({ recipient, state }) => `${recipient} (${answerStates.names[state].vi.toLocaleLowerCase('vi')})`).join('; ')}.`,
            },
          ] satisfies Block[])),
      ...blocksOf(of),
    ],
    recipients: ['Lưu: VT'],
    signature: { authority: [...head.authority], name: '' },
    banner: 'DỰ THẢO',
  }
}

async function workbookOf(of: Consolidated): Promise<Uint8Array> {
  const { request } = of
  return writeWorkbook([
    {
      name: 'Số liệu',
      title: [request.title, `Kỳ từ ${formatDate(request.fromOn)} đến ${formatDate(request.toOn)}`],
      columns: [
        { title: 'Phần', type: 'text' },
        { title: 'Chỉ tiêu', type: 'text' },
        { title: 'Đơn vị tính', type: 'text' },
        { title: 'Đơn vị báo cáo', type: 'text' },
        { title: 'Kỳ này', type: 'decimal' },
        { title: 'Kỳ trước', type: 'decimal' },
        { title: 'Số chương trình có', type: 'decimal' },
        { title: 'Ghi chú', type: 'text' },
      ],
      rows: of.questions.flatMap((question) => [
        ...question.places.flatMap((place) => {
          const start = [question.section, placeName(question, place), question.unit ?? '']
          return [
            [
              ...start,
              'Tổng số',
              place.sum,
              place.before,
              null,
              place.isChange ? 'thay đổi từ 50% trở lên' : '',
            ],
            ...place.figures.map((figure) => [
              ...start,
              recipientOf(of, figure.answerId),
              ...[figure.amount, figure.before, figure.proposed, marksIn(figure)],
            ]),
          ]
        }),
        ...question.leftOut.map(({ answerId, proposed }) => [
          ...[question.section, `${question.code}: ${question.label}`, question.unit ?? ''],
          ...[recipientOf(of, answerId), null, null, proposed, leftOutMark(proposed)],
        ]),
      ]),
    },
    {
      name: 'Nội dung',
      title: [request.title],
      columns: [
        { title: 'Phần', type: 'text' },
        { title: 'Câu hỏi', type: 'text' },
        { title: 'Đơn vị báo cáo', type: 'text' },
        { title: 'Trả lời', type: 'text' },
      ],
      rows: of.questions.flatMap((question) =>
        question.texts.map(({ answerId, said }) => [
          ...[question.section, `${question.code}. ${question.label}`, recipientOf(of, answerId), said],
        ]),
      ),
    },
    ...(of.questions.some(({ kind }) => kind === 'file') ? [evidenceSheet(of)] : []),
  ])
}

/** The files that came with the reports, each with its SHA-256. */
const evidenceSheet = (of: Consolidated): WorkbookSheet => ({
  name: 'Tệp đính kèm',
  title: [of.request.title],
  columns: [
    { title: 'Phần', type: 'text' },
    { title: 'Câu hỏi', type: 'text' },
    { title: 'Đơn vị báo cáo', type: 'text' },
    { title: 'Tệp', type: 'text' },
    { title: 'SHA-256', type: 'text' },
  ],
  rows: of.questions.flatMap((question) =>
    question.files.map(({ answerId, name, sha256 }) => [
      ...[question.section, `${question.code}. ${question.label}`, recipientOf(of, answerId), name, sha256],
    ]),
  ),
})

export const consolidationFormats = ['docx', 'xlsx'] as const
const mimes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** The consolidation as a file. */
export async function consolidationFileOf(context: Context, of: Consolidated, format: keyof typeof mimes) {
  const bytes =
    format === 'xlsx'
      ? await workbookOf(of)
      : await writeOfficialDocx(await documentOf(context.db, context.today, of))
  return {
    name: markedFileName(`${slug(`Tổng hợp ${of.request.title}`)}.${format}`),
    mime: mimes[format],
    bytes,
  }
}

/** The consolidation of a request as DOCX or XLSX. */
export const consolidationFile = query({
  name: 'reportRequests.consolidationFile',
  summary: words('Tải bản tổng hợp báo cáo dạng DOCX, XLSX', 'The consolidation as DOCX or XLSX'),
  route: 'GET /report-requests/{id}/consolidation-file',
  input: z.object({ id: id(), format: choice(consolidationFormats) }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: office,
  async run(context, { id: requestId, format }) {
    const of = Consolidated.parse(await consolidate.run(context, { id: requestId }))
    const { name, mime, bytes } = await consolidationFileOf(context, of, format)
    return {
      ...{ name, mime, sha256: createHash('sha256').update(bytes).digest('hex') },
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})
