import {
  AlignmentType,
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalMergeType,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { readDocument } from '../documents/read/document.ts'
import { Problem } from '../platform/problem.ts'
import { pdfFile } from '../testing/office-files.ts'
import { readPlanFile } from './plan-file.ts'

const million = 1_000_000
const text = (words: string) => new Paragraph({ children: [new TextRun(words)] })
const cell = (words: string, more: { columnSpan?: number; verticalMerge?: 'restart' | 'continue' } = {}) =>
  new TableCell({
    children: [text(words)],
    ...(more.columnSpan === undefined ? {} : { columnSpan: more.columnSpan }),
    ...(more.verticalMerge === undefined
      ? {}
      : {
          verticalMerge:
            more.verticalMerge === 'restart' ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE,
        }),
  })
const row = (...cells: (string | TableCell)[]) =>
  new TableRow({ children: cells.map((each) => (typeof each === 'string' ? cell(each) : each)) })
const numbered = (words: string, level: number) =>
  new Paragraph({ children: [new TextRun(words)], numbering: { reference: 'plan', level } })

/** A made-up plan of a made-up province, as Word keeps one: automatic numbers, merged heads, tables side by side. */
function tanGiang(): Promise<Uint8Array> {
  const document = new Document({
    numbering: {
      config: [
        {
          reference: 'plan',
          levels: [
            { level: 0, format: LevelFormat.UPPER_ROMAN, text: '%1.', alignment: AlignmentType.LEFT },
            { level: 1, format: LevelFormat.DECIMAL, text: '%2.', alignment: AlignmentType.LEFT },
            { level: 2, format: LevelFormat.LOWER_LETTER, text: '%3)', alignment: AlignmentType.LEFT },
            { level: 3, format: LevelFormat.BULLET, text: '-', alignment: AlignmentType.LEFT },
          ],
        },
      ],
    },
    sections: [
      {
        children: [
          new Table({
            rows: [
              new TableRow({
                children: [
                  new TableCell({
                    children: [text('ỦY BAN NHÂN DÂN'), text('TỈNH TÂN GIANG'), text('Số: 301/KH-UBND')],
                  }),
                  new TableCell({
                    children: [
                      text('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
                      text('Độc lập - Tự do - Hạnh phúc'),
                      text('Tân Giang, ngày 02 tháng 6 năm 2026'),
                    ],
                  }),
                ],
              }),
            ],
          }),
          text('(Văn bản giả định để kiểm thử)'),
          new Paragraph({ text: 'KẾ HOẠCH', heading: HeadingLevel.TITLE }),
          text('Nâng cao năng suất, chất lượng sản phẩm, hàng hóa'),
          text('trên địa bàn tỉnh Tân Giang giai đoạn 2026 - 2027'),
          text(
            'Căn cứ Quyết định số 1322/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ & các văn bản liên quan;',
          ),
          numbered('MỤC TIÊU', 0),
          numbered('Mục tiêu chung', 1),
          text('Nâng cao năng suất.'),
          numbered('Mục tiêu cụ thể', 1),
          numbered('Hỗ trợ 06 lượt doanh nghiệp áp dụng công cụ 5S.', 2),
          numbered('Ít nhất 04 sản phẩm được chứng nhận hợp quy.', 2),
          numbered('NHIỆM VỤ VÀ GIẢI PHÁP', 0),
          numbered('Tuyên truyền trên báo, đài.', 3),
          numbered('KINH PHÍ', 0),
          text('Tổng kinh phí: 500 triệu đồng.'),
          numbered('TỔ CHỨC THỰC HIỆN', 0),
          text('Phân công cụ thể như sau:'),
          new Table({
            rows: [
              row('STT', 'Nội dung', 'Cơ quan chủ trì', 'Cơ quan phối hợp', 'Thời gian'),
              row('1', 'Tổng hợp nhu cầu', 'Sở Khoa học và Công nghệ', 'Các sở, ngành', 'Quý I hằng năm'),
              row(
                '2',
                'Bố trí kinh phí',
                'Sở Tài chính',
                'Sở Khoa học và Công nghệ',
                'Trước ngày 31/12/2026',
              ),
            ],
          }),
          new Table({
            rows: [
              new TableRow({
                children: [
                  new TableCell({ children: [text('Nơi nhận:'), text('- Bộ KH&CN;'), text('- Lưu: VT.')] }),
                  new TableCell({
                    children: [
                      text('TM. ỦY BAN NHÂN DÂN'),
                      text('CHỦ TỊCH'),
                      text(''),
                      text('Đỗ Thị Giả Sử'),
                    ],
                  }),
                ],
              }),
            ],
          }),
          text('PHỤ LỤC'),
          text(
            '(Kèm theo Kế hoạch số 310/KH-UBND ngày 02 tháng 6 năm 2026 của Ủy ban nhân dân tỉnh Tân Giang)',
          ),
          new Table({
            rows: [
              row(
                cell('STT', { verticalMerge: 'restart' }),
                cell('Nội dung', { verticalMerge: 'restart' }),
                cell('Kinh phí (triệu đồng)', { columnSpan: 3 }),
              ),
              row(
                cell('', { verticalMerge: 'continue' }),
                cell('', { verticalMerge: 'continue' }),
                'Tổng',
                'Năm 2026',
                'Năm 2027',
              ),
              row('1', 'Hỗ trợ doanh nghiệp', '300', '150', '150'),
              row('2', 'Chứng nhận sản phẩm', '200', '100', '100'),
              row(cell('Tổng cộng', { columnSpan: 2 }), '500', '250', '260'),
            ],
          }),
        ],
      },
    ],
  })
  return Packer.toBuffer(document).then((bytes) => new Uint8Array(bytes))
}

async function problemOf(name: string, bytes: Uint8Array): Promise<string> {
  const error = await readPlanFile(name, bytes).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Problem) return error.code
  throw new Error(`expected a Problem, not ${String(error)}`)
}

describe('a plan in Word', () => {
  it('is read with automatic numbers, merged heads and parts side by side', async () => {
    const plan = await readPlanFile('ke-hoach.docx', await tanGiang())
    expect(plan.number?.value).toBe('301/KH-UBND')
    expect(plan.date?.value).toBe('2026-06-02')
    expect(plan.province?.value).toBe('Tân Giang')
    expect(plan.title?.value).toBe(
      'Nâng cao năng suất, chất lượng sản phẩm, hàng hóa trên địa bàn tỉnh Tân Giang giai đoạn 2026 - 2027',
    )
    expect(plan.sections.map(({ code, title }) => [code, title])).toEqual([
      ['I', 'MỤC TIÊU'],
      ['I.1', 'Mục tiêu chung'],
      ['I.2', 'Mục tiêu cụ thể'],
      ['II', 'NHIỆM VỤ VÀ GIẢI PHÁP'],
      ['III', 'KINH PHÍ'],
      ['IV', 'TỔ CHỨC THỰC HIỆN'],
    ])
    expect(plan.objectives.map(({ code, indicator }) => [code, indicator])).toEqual([
      ['I.1.1', null],
      ['I.2.a', 'supportTurns'],
      ['I.2.b', 'productCertificates'],
    ])
    expect(plan.signatory?.name).toBe('Đỗ Thị Giả Sử')
    expect(plan.legalBases[0]?.text).toContain('Chính phủ & các văn bản')
    expect(plan.budget?.columns.map(({ role, year }) => [role, year])).toEqual([
      ['code', null],
      ['title', null],
      ['amount', null],
      ['amount', 2026],
      ['amount', 2027],
    ])
  })

  it('gives the duties of a table of work with their times', async () => {
    const plan = await readPlanFile('ke-hoach.docx', await tanGiang())
    expect(
      plan.duties.map(({ agency, text, due }) => [
        agency,
        text,
        due.map(({ quarter, month, year }) => [quarter, month, year]),
      ]),
    ).toEqual([
      [null, 'Phân công cụ thể như sau:', []],
      ['Sở Khoa học và Công nghệ', 'Tổng hợp nhu cầu', [[1, null, null]]],
      ['Sở Tài chính', 'Bố trí kinh phí', [[null, 12, 2026]]],
    ])
  })

  it('has exactly the planted errors', async () => {
    const plan = await readPlanFile('ke-hoach.docx', await tanGiang())
    expect(plan.findings.map(({ code, expected, found }) => [code, expected, found])).toEqual([
      ['duty.noAgency', null, null],
      ['head.numberDiffers', '301/KH-UBND', '310/KH-UBND'],
      ['budget.yearsVsTotal', 510 * million, 500 * million],
      ['budget.groupsVsTotal', 250 * million, 260 * million],
    ])
    expect(plan.unplaced.map((each) => each.text)).toEqual(['(Văn bản giả định để kiểm thử)'])
  })

  it('is refused when an entity is declared in it', async () => {
    const files = unzipSync(await tanGiang())
    const document = strFromU8(files['word/document.xml'] ?? new Uint8Array())
    const bomb = document.replace('?>', '?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]>')
    expect(await problemOf('bom.docx', zipSync({ ...files, 'word/document.xml': strToU8(bomb) }))).toBe(
      'document.damaged',
    )
  })

  it('is refused when it unpacks to more than a document can be', async () => {
    const files = unzipSync(await tanGiang())
    const huge = new Uint8Array(61 * 1024 * 1024).fill(32)
    expect(await problemOf('bom.docx', zipSync({ ...files, 'word/document.xml': huge }))).toBe(
      'document.tooLarge',
    )
  })

  it('is refused when it is cut short', async () => {
    const bytes = await tanGiang()
    expect(await problemOf('cut.docx', bytes.slice(0, bytes.length / 2))).toMatch(/^document\./)
  })
})

describe('the appendix alone in Excel', () => {
  const heads = ['STT', 'Nội dung', 'ĐVT', 'Số lượng', 'Kinh phí năm 2026', 'Ghi chú']
  const lines = [
    ['Phụ lục: dự toán kinh phí tỉnh Phú Châu (giả định)'],
    ['Đơn vị tính: nghìn đồng'],
    heads,
    ['I', 'Đào tạo', null, null, 50_000.5, null],
    [1, 'Tập huấn', 'lớp', 2, 30_000.5, null],
    [2, 'Hội thảo', 'cuộc', 1, 20_000, 'Quý II'],
    ['II', 'Hỗ trợ', null, null, 75_123.125, null],
    [null, 'Tổng cộng', null, null, 125_000, null],
  ]
  const workbook = async () => {
    const data = lines.map((cells) => cells.map((value) => (value === null ? null : { value })))
    const bytes = await writeExcelFile(data).toBuffer()
    return new Uint8Array(bytes)
  }

  it('is read with its decimals, and said to be the appendix alone', async () => {
    const plan = await readPlanFile('phu-luc.xlsx', await workbook())
    expect(plan.budget?.lines.map(({ code, total, byYear }) => [code, total, byYear['2026']])).toEqual([
      ['I', 50_000_500, 50_000_500],
      ['I.1', 30_000_500, 30_000_500],
      ['I.2', 20_000_000, 20_000_000],
      ['II', 75_123_125, 75_123_125],
    ])
    expect(plan.budget?.lines[1]?.quantity).toMatchObject([{ min: 2, max: 2, unit: 'lớp' }])
    expect(plan.findings.map(({ code, expected, found }) => [code, expected, found])).toEqual([
      ['document.appendixAlone', null, null],
      ['budget.groupsVsTotal', 125_123_625, 125_000_000],
    ])
    expect(plan.unplaced).toEqual([])
  })
})

describe('a file that is no plan', () => {
  it('is refused by its content, whatever its name says', async () => {
    const png = new Uint8Array([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1,
    ])
    expect(await problemOf('ke-hoach.docx', png)).toBe('document.refused')
    expect(await problemOf('ke-hoach.md', new Uint8Array())).toBe('document.refused')
    expect(await problemOf('ke-hoach.txt', new Uint8Array([0x4b, 0xd5, 0xff, 0x20]))).toBe(
      'document.encoding',
    )
    expect(await problemOf('ke-hoach.pdf', strToU8('%PDF-1.7\nhỏng'))).toBe('document.damaged')
  })

  it('is said to be a scan when a PDF has no text', async () => {
    expect(await problemOf('scan.pdf', pdfFile(['']))).toBe('document.noText')
  })

  it('is read as text when it is UTF-16 with its mark', async () => {
    const bytes = new Uint8Array(2 + 2 * 8)
    bytes.set([0xff, 0xfe])
    for (const [index, sign] of [...'KẾ HOẠCH'].entries())
      new DataView(bytes.buffer).setUint16(2 + index * 2, sign.charCodeAt(0), true)
    expect(await readDocument('a.txt', bytes)).toEqual({ format: 'text', text: 'KẾ HOẠCH' })
  })
})
