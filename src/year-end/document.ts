import { createHash } from 'node:crypto'
import { z } from 'zod'
import { authorityOf, initials, officesOn, placeOf, plainName, shortCommittee } from '../agencies/index.ts'
import { keptDocument } from '../documents/kept.ts'
import { writeOfficialDocx } from '../documents/official/docx.ts'
import { fittedTable } from '../documents/official/fitted-table.ts'
import { type Block, longDate, type OfficialDocument } from '../documents/official/model.ts'
import { officialPdf } from '../documents/official/pdf.ts'
import { symbolOf } from '../outgoing/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type Output, query } from '../platform/operation.ts'
import { markedFileName } from '../platform/sample.ts'
import { slug } from '../platform/text.ts'
import { showYearEnd } from './carry-queries.ts'

/* The list of what is carried over or cancelled, as an official document (Decree 30/2020/NĐ-CP). */

const formats = ['docx', 'pdf'] as const
type Format = (typeof formats)[number]
const mimes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

export const formatInput = choice(formats)
export const File = z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() })

/** A document as a file; kept while what it says is the same. */
export async function fileOf(
  document: OfficialDocument,
  of: { readonly record: string; readonly name: string; readonly format: Format },
): Promise<z.output<typeof File>> {
  const { record, name, format } = of
  const bytes = await keptDocument(`${record} ${format}`, document, () =>
    format === 'docx' ? writeOfficialDocx(document) : officialPdf(document),
  )
  return {
    name: markedFileName(`${slug(name)}.${format}`),
    mime: mimes[format],
    sha256: createHash('sha256').update(bytes).digest('hex'),
    base64: Buffer.from(bytes).toString('base64'),
  }
}

export const money = (amount: bigint) => formatDong(amount, 'vi')
export const paragraph = (text: string): Block => ({ type: 'paragraph', text })

/** The head of a document of the agency that carries the programme, as it and the body above are called on a day. */
export async function headOn(db: Db, day: string, kind: 'report' | 'minutes') {
  const { coordinator, leader } = await officesOn(db, day)
  const issuer = plainName(coordinator)
  return {
    superior: shortCommittee(leader).toLocaleUpperCase('vi'),
    issuer,
    number: null,
    symbol: await symbolOf(db, kind, initials(issuer)),
    place: placeOf(leader),
    signature: { authority: authorityOf(issuer), name: '' },
  }
}

type Shown = Output<typeof showYearEnd>

/** Of what the money is: its commitment with task and content, or none. */
export const whatOf = (line: Shown['lines'][number]) =>
  line.commitmentId === null
    ? 'Chưa cam kết'
    : [`${line.documentNumber}: ${line.purpose}`, line.task?.title ?? null, line.content]
        .filter((one) => one !== null && one !== line.purpose)
        .join('; ')

async function listDocument(db: Db, row: Shown): Promise<OfficialDocument> {
  const day = row.proposedAt.slice(0, 10)
  const carry = row.kind === 'carry'
  const articles = [...new Set(row.lines.flatMap(({ article }) => (article === null ? [] : [article])))]
  return {
    ...(await headOn(db, day, 'report')),
    date: day,
    kind: 'BÁO CÁO',
    subject: carry
      ? `Đề nghị chuyển nguồn kinh phí năm ${row.year} sang năm ${row.year + 1}`
      : `Đề nghị hủy dự toán kinh phí năm ${row.year}`,
    legalBases: articles.map((article) => `Căn cứ ${article}`),
    blocks: [
      ...row.reason.split('\n').map(paragraph),
      paragraph(
        carry
          ? `Tổng số đề nghị chuyển nguồn từ năm ${row.year} sang năm ${row.year + 1}: ${money(row.total)} đồng, chi tiết theo Phụ lục.`
          : `Tổng số dự toán năm ${row.year} không được chuyển nguồn, đề nghị hủy: ${money(row.total)} đồng, chi tiết theo Phụ lục.`,
      ),
      ...(row.documentDate !== null
        ? [paragraph(`Đã được duyệt tại Quyết định số ${row.documentNumber} ${longDate(row.documentDate)}.`)]
        : []),
    ],
    recipients: ['Cơ quan tài chính', 'Lưu: VT'],
    appendices: [
      {
        label: 'Phụ lục',
        title: carry
          ? `DANH MỤC KINH PHÍ NĂM ${row.year} CHUYỂN NGUỒN SANG NĂM ${row.year + 1}`
          : `DANH MỤC DỰ TOÁN NĂM ${row.year} BỊ HỦY`,
        landscape: true,
        blocks: [
          fittedTable(
            [
              { title: 'TT', figure: true },
              { title: 'Mục' },
              { title: 'Nội dung' },
              { title: 'Nguồn' },
              { title: 'Cam kết, nhiệm vụ' },
              { title: 'Số tiền', figure: true },
              ...(carry ? [{ title: 'Căn cứ chuyển nguồn' }] : []),
            ],
            [
              ...row.lines.map((line, at) => ({
                cells: [
                  ...[
                    String(at + 1),
                    line.line,
                    line.lineTitle,
                    line.sourceName,
                    whatOf(line),
                    money(line.amount),
                  ],
                  ...(carry ? [`${line.ground} (${line.article})`] : []),
                ],
              })),
              { cells: ['', '', 'Tổng cộng', '', '', money(row.total), ...(carry ? [''] : [])], sum: true },
            ],
            'landscape',
            'đồng',
          ),
        ],
      },
    ],
    ...(row.state === 'proposed'
      ? { banner: 'DỰ THẢO' }
      : row.state === 'taken_back'
        ? { banner: 'ĐÃ RÚT' }
        : {}),
  }
}

/** What is carried over or cancelled, as DOCX or PDF. */
export const yearEndFile = query({
  name: 'yearEnd.file',
  summary: words('Tải danh mục chuyển nguồn, hủy dự toán', 'The list of what is carried over or cancelled'),
  route: 'GET /budget/year-end/{id}/document',
  input: z.object({ id: id(), format: formatInput }),
  output: File,
  may: officers,
  async run(context, { id: decisionId, format }) {
    const row = await showYearEnd.run(context, { id: decisionId })
    return fileOf(await listDocument(context.db, row as Shown), {
      record: `year_end ${row.id}`,
      name: row.kind === 'carry' ? `Chuyển nguồn năm ${row.year}` : `Hủy dự toán năm ${row.year}`,
      format,
    })
  },
})
