import { letterheadOn } from '../agencies/index.ts'
import { chartPng } from '../documents/official/apart.ts'
import { writeOfficialDocx } from '../documents/official/docx.ts'
import { fittedTable } from '../documents/official/fitted-table.ts'
import type { Block, OfficialDocument } from '../documents/official/model.ts'
import { documentFont } from '../documents/official/png.ts'
import { type WorkbookSheet, writeWorkbook } from '../documents/write/workbook.ts'
import { symbolOf } from '../outgoing/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import type { Words } from '../platform/language.ts'
import { markedFileName } from '../platform/sample.ts'
import { slug } from '../platform/text.ts'
import { heights, widths } from '../ui/index.ts'
import { partNames } from './by-factor/choices.ts'
import { partsDataTables } from './by-factor/data-tables.ts'
import { partsSheets, partsTables } from './by-factor/tables.ts'
import { sectorDataTable, sectorsSheets, sectorsTables } from './by-sector/tables.ts'
import { type ChartName, chartNames, chartTitle, studyChart } from './charts.ts'
import { methods } from './rules.ts'
import { type StudyRow, toldOf } from './study-row.ts'
import type { StudyTable } from './study-table.ts'
import { dataTable, sensitivityTable, sourceTable, yearTable } from './tables.ts'
import { studyWords } from './text.ts'

/** What a document says around the study itself. */
export interface DocumentFrame {
  readonly superior: string
  readonly issuer: string
  /** `BC-SKHCN`. */
  readonly symbol: string
  readonly place: string
  readonly authority: readonly string[]
  /** `BẢN NHÁP`, or nothing. */
  readonly banner: string | undefined
  /** The day it is published; null before. */
  readonly publishedOn: string | null
}

/** The heading of the agency that carries the programme on this day. @param draft whether it carries "BẢN NHÁP" */
export async function frameOn(
  db: Db,
  day: string,
  publishedOn: string | null,
  draft: boolean,
): Promise<DocumentFrame> {
  const { initials, ...head } = await letterheadOn(db, day)
  return {
    ...head,
    symbol: await symbolOf(db, 'report', initials),
    banner: draft ? 'BẢN NHÁP' : undefined,
    publishedOn,
  }
}

export interface Picture {
  readonly name: ChartName
  readonly png: Uint8Array<ArrayBuffer>
  readonly alt: string
}

/** The charts of a study as pictures for its documents, in Vietnamese. */
export async function pictures(row: StudyRow): Promise<Picture[]> {
  const made: Picture[] = []
  for (const name of chartNames) {
    const svg = studyChart(name, row.result, {
      language: 'vi',
      size: 'wide',
      id: name,
      font: documentFont,
      names: partNames(row.data),
    })
    if (svg === null) continue
    const said = /<desc[^>]*>([^<]*)<\/desc>/.exec(svg)?.[1] ?? ''
    made.push({
      name,
      png: await chartPng(svg),
      alt: `${chartTitle(name, row.result).vi}. ${said}`,
    })
  }
  return made
}

const paragraph = (words: string): Block => ({ type: 'paragraph', text: words })
const heading = (level: 1 | 2, text: string): Block => ({ type: 'heading', level, text })

const tableBlock = (table: StudyTable, number: number) =>
  fittedTable(
    table.columns.map(({ title, kind }) => ({ title, ...(kind === 'number' && { figure: true }) })),
    table.rows.map(({ cells, sum }) => ({ sum, cells: cells.map(({ text }) => text) })),
    'upright',
    undefined,
    `Bảng ${number}. ${table.caption}`,
  )

/**
 * A study as an official document: result in words, table and charts, sensitivity, method and data, cautions, a summary in
 * English, and the SHA-256 by which data and result can be held against what is on record.
 */
export function studyOfficial(
  row: StudyRow,
  frame: DocumentFrame,
  drawn: readonly Picture[],
): OfficialDocument {
  const words = studyWords(toldOf(row))
  const figure = (name: ChartName): Block[] => {
    const place = drawn.findIndex((each) => each.name === name)
    const found = drawn[place]
    if (found === undefined) return []
    const width = 158
    return [
      {
        type: 'image',
        png: found.png,
        width,
        height: (width * heights.wide) / widths.wide,
        alt: found.alt,
        caption: `Hình ${place + 1}. ${chartTitle(name, row.result).vi}`,
      },
    ]
  }
  const sensitivity = sensitivityTable(row.result, 'vi')
  const bySector = sectorsTables(row.result, row.data, 'vi')
  const dataBySector = sectorDataTable(row.result, row.data, 'vi')
  let chapters = 0
  const chapter = (title: string): Block => {
    chapters += 1
    return heading(1, `${['I', 'II', 'III', 'IV', 'V', 'VI'][chapters - 1]}. ${title}`)
  }
  let tables = 0
  const table = (made: StudyTable): Block => {
    tables += 1
    return tableBlock(made, tables)
  }
  const list = (items: readonly Words[], language: 'vi' | 'en'): Block => ({
    type: 'list',
    mark: 'dash',
    items: items.map((each) => each[language]),
  })
  return {
    superior: frame.superior,
    issuer: frame.issuer,
    number: null,
    symbol: frame.symbol,
    place: frame.place,
    date: frame.publishedOn,
    kind: 'BÁO CÁO',
    subject: `Kết quả tính toán đóng góp của năng suất các nhân tố tổng hợp: ${row.title}`,
    blocks: [
      chapter('KẾT QUẢ'),
      ...words.found.map(({ vi }) => paragraph(vi)),
      table(yearTable(row.result, 'vi')),
      ...figure('contributions'),
      ...partsTables(row.data, row.result, 'vi').map(table),
      ...figure('parts'),
      ...figure('index'),
      ...(bySector.length === 0
        ? []
        : [
            chapter('PHÂN TÍCH THEO NGÀNH'),
            ...bySector.map(table),
            ...figure('sectors'),
            ...figure('shiftShare'),
          ]),
      ...(sensitivity === null
        ? []
        : [
            chapter('ĐỘ NHẠY'),
            table(sensitivity),
            ...(sensitivity.columns.length > 2 ? [paragraph('(*) Giả định của tính toán này.')] : []),
            ...figure('sensitivity'),
          ]),
      chapter('PHƯƠNG PHÁP VÀ SỐ LIỆU'),
      ...words.how.map(({ vi }) => paragraph(vi)),
      paragraph(methods[row.result.method].explained.vi),
      table(dataTable(row.data, row.result, 'vi')),
      ...partsDataTables(row.data, row.result, 'vi').map(table),
      // The workbook has them all; twenty sectors would fill the document.
      ...(dataBySector === null || dataBySector.rows.length > 60 ? [] : [table(dataBySector)]),
      table(sourceTable(row.data, 'vi')),
      chapter('LƯU Ý KHI SỬ DỤNG'),
      list(words.caveats, 'vi'),
      chapter('TÓM TẮT BẰNG TIẾNG ANH (SUMMARY)'),
      ...words.found.map(({ en }) => paragraph(en)),
      list(words.caveats, 'en'),
      paragraph(
        `Người tính: ${row.authorName}. Người thẩm tra: ${row.reviewerName ?? '(chưa thẩm tra)'}. SHA-256 của số liệu: ${row.dataSha256}; của kết quả: ${row.resultSha256}.`,
      ),
    ],
    recipients: ['Các sở, ban, ngành liên quan', 'Lưu: VT'],
    signature: { authority: frame.authority, name: '' },
    banner: frame.banner,
  }
}

/** The study as DOCX. The same study and frame give the same bytes. */
export async function studyDocx(
  row: StudyRow,
  frame: DocumentFrame,
  drawn: readonly Picture[],
): Promise<Uint8Array> {
  return writeOfficialDocx(studyOfficial(row, frame, drawn))
}

/** The study as XLSX: result with its charts, sensitivity, data, sources, and the words. The same study gives the same bytes. */
export async function studyXlsx(
  row: StudyRow,
  frame: DocumentFrame,
  drawn: readonly Picture[],
): Promise<Uint8Array> {
  const words = studyWords(toldOf(row))
  const images = drawn.map(({ png, alt }) => ({ png, alt, width: widths.wide, height: heights.wide }))
  const title = [
    row.title,
    frame.publishedOn === null
      ? `${frame.issuer}: chưa công bố`
      : `${frame.issuer}, công bố ngày ${formatDate(frame.publishedOn)}`,
  ]
  const sheet = (name: string, table: StudyTable): WorkbookSheet => ({
    name,
    title: [...title, table.caption],
    banner: frame.banner,
    columns: table.columns.map((column) => ({
      title: column.title,
      type: column.kind === 'text' ? 'text' : 'decimal',
      width: column.kind === 'number' ? 14 : undefined,
    })),
    rows: table.rows.map(({ cells }) => cells.map(({ value }) => value)),
  })
  const sensitivity = sensitivityTable(row.result, 'vi')
  const dataBySector = sectorDataTable(row.result, row.data, 'vi')
  const said = [
    ...words.found.map((each) => ['Kết quả', each] as const),
    ...words.how.map((each) => ['Phương pháp', each] as const),
    ...words.caveats.map((each) => ['Lưu ý', each] as const),
  ]
  return writeWorkbook([
    { ...sheet('Kết quả', yearTable(row.result, 'vi')), images },
    ...(sensitivity === null ? [] : [sheet('Độ nhạy', sensitivity)]),
    ...partsTables(row.data, row.result, 'vi').map((table) =>
      sheet(partsSheets[table.key] ?? table.key, table),
    ),
    ...sectorsTables(row.result, row.data, 'vi').map((table) =>
      sheet(sectorsSheets[table.key] ?? table.key, table),
    ),
    sheet('Số liệu', dataTable(row.data, row.result, 'vi')),
    ...partsDataTables(row.data, row.result, 'vi').map((table) =>
      sheet(partsSheets[table.key] ?? table.key, table),
    ),
    ...(dataBySector === null
      ? []
      : [sheet(sectorsSheets[dataBySector.key] ?? dataBySector.key, dataBySector)]),
    sheet('Nguồn', sourceTable(row.data, 'vi')),
    {
      name: 'Lời văn',
      title,
      banner: frame.banner,
      columns: [
        { title: 'Mục', type: 'text', width: 14 },
        { title: 'Tiếng Việt', type: 'text', width: 60 },
        { title: 'English', type: 'text', width: 60 },
      ],
      rows: [
        ...said.map(([part, each]) => [part, each.vi, each.en]),
        ['SHA-256', `Số liệu: ${row.dataSha256}`, `Kết quả: ${row.resultSha256}`],
      ],
    },
  ])
}

/** The name of the study's file, without extension. */
export function studyFileName({ id, title }: Pick<StudyRow, 'id' | 'title'>): string {
  return markedFileName(`${slug(title)}-${id}`)
}
