import { writeOfficialDocx } from '../documents/official/docx.ts'
import { fittedTable } from '../documents/official/fitted-table.ts'
import {
  type Appendix,
  type Block,
  longDate,
  numberAndSymbol,
  type OfficialDocument,
} from '../documents/official/model.ts'
import { officialPdf } from '../documents/official/pdf.ts'
import { writeWorkbook } from '../documents/write/workbook.ts'
import type { WorkbookColumn } from '../documents/write/workbook-model.ts'
import { formatLongDate } from '../platform/dates.ts'
import { markedFileName } from '../platform/sample.ts'
import { lowerFirst, slug } from '../platform/text.ts'
import { recordTables } from './about-record.ts'
import { briefTable } from './brief-table.ts'
import { agencyTable, moneyBefore, resultsBefore } from './comparison-tables.ts'
import type { Estimates } from './estimates.ts'
import { executionTable } from './execution-table.ts'
import type { ReportData } from './figures.ts'
import { type PartKey, type ReportForm, yearParts } from './parts.ts'
import { closesEarly, spanName } from './periods.ts'
import type { Heading } from './rules.ts'
import {
  budgetTable,
  certificateTable,
  contentTable,
  ofItsDays,
  type ReportColumn,
  type ReportTable,
  resultTable,
  turnTable,
} from './tables.ts'
import { type Line, lineText, renderSection, type SectionKey, type Sections, sectionTitles } from './text.ts'

export interface Signatory {
  /** Lines above the name: `GIÁM ĐỐC`. */
  readonly authority: readonly string[]
  readonly name: string
}

/** A report whole: what is sealed, and what a document is written from. */
export interface Report {
  readonly heading: Heading
  readonly signatory: Signatory
  readonly number: string | null
  readonly datedOn: string | null
  readonly sections: Sections
  readonly edition: number
  /** Why this edition replaces the one before it. */
  readonly restatement: string | null
  /** What its kind says; not in reports begun before reports had kinds. */
  readonly form?: ReportForm | undefined
  /** What the whole year is expected to come to; not there where nothing was estimated. */
  readonly estimates?: Estimates | undefined
  readonly figures: ReportData
}

/** A part of the document as it stands under its numbered heading. */
export interface Part {
  readonly level: 1 | 2
  /** Empty where it stands alone. */
  readonly title: string
  readonly section: SectionKey | null
  readonly lines: readonly Line[]
  readonly table: ReportTable | null
}

/** The body of the report in its order: headings, paragraphs, tables. Appendices apart. */
export function partsOf(report: Report): Part[] {
  const { figures, sections, heading } = report
  const lines = (key: SectionKey) => renderSection(sections[key] ?? '', figures, heading.agency)
  const title = (key: SectionKey) => sectionTitles[key].vi
  const part = (
    level: 1 | 2,
    text: string,
    section: SectionKey | null,
    table: ReportTable | null = null,
  ): Part => ({
    level,
    title: text,
    section,
    lines: section === null ? [] : lines(section),
    table,
  })
  const upper = (text: string) => text.toLocaleUpperCase('vi')
  const table = (of: ReportTable) => ofItsDays(figures, of)
  const byContent = contentTable(figures)
  const results: Part[] = [
    part(2, `1. ${title('task1')}`, 'task1'),
    part(2, `2. ${title('task2')}`, 'task2'),
    part(2, `3. ${title('task3')}`, 'task3'),
    part(2, `4. ${title('task4')}`, 'task4'),
    {
      ...part(
        2,
        '5. Kết quả thực hiện các chỉ tiêu',
        null,
        filled(table(resultTable(figures, estimatesShown(report)))),
      ),
      lines: figures.targets.length > 0 ? [] : renderSection('{unmet}', figures, heading.agency),
    },
    ...(byContent === null ? [] : [part(2, '6. Kết quả hỗ trợ theo nội dung', null, table(byContent))]),
  ]
  const direction =
    figures.span === undefined
      ? `PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM ${figures.year + 1}`
      : 'PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI'
  /** The tables of a part, each under a heading of its own. */
  const beside = (tables: readonly (ReportTable | null)[]): Part[] =>
    tables
      .flatMap((one) => (one === null ? [] : [one]))
      .map((one, place) => part(2, `${place + 1}. ${sheetNames[one.key]}`, null, table(one)))
  const body = (key: PartKey, number: string): Part[] => {
    if (key === 'brief') return [part(1, '', key, briefTable(figures))]
    if (key === 'record')
      return [
        part(1, `${number}. ${upper(title(key))}`, key),
        ...recordTables(figures).map((one, place) => ({
          ...part(2, `${place + 1}. ${one.title}`, null, one.table),
          lines: one.table === null ? renderSection('Không có.', figures, heading.agency) : [],
        })),
      ]
    if (key === 'comparison')
      return [
        part(1, `${number}. ${upper(title(key))}`, key),
        ...beside([resultsBefore(figures), moneyBefore(figures)]),
      ]
    if (key === 'results') return [part(1, `${number}. KẾT QUẢ THỰC HIỆN`, null), ...results]
    const budget = key === 'budget' && figures.budget.length > 0 ? table(budgetTable(figures)) : null
    return [part(1, `${number}. ${key === 'direction' ? direction : upper(title(key))}`, key, budget)]
  }
  return (report.form?.parts ?? yearParts).flatMap((key, place) => body(key, roman[place] ?? ''))
}

const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X']

/** The estimates that the table of targets has a column for; null where it has none. */
function estimatesShown({ form, estimates, figures, datedOn }: Report): Estimates | null {
  if (form?.estimates !== true) return null
  if (estimates === undefined && !closesEarly(figures.year, figures.span, datedOn)) return null
  return estimates ?? {}
}

/** A table that has a row; a plan without counted targets has none to show. */
const filled = (table: ReportTable) => (table.rows.length === 0 ? null : table)

/** What a report opens with; one of one page has no opening. */
export const openingOf = ({ form, sections, figures, heading }: Report): Line[] =>
  form?.onePage === true ? [] : renderSection(sections.opening, figures, heading.agency)

/** Whether a report has one of these parts. */
const has = ({ form }: Report, ...parts: readonly PartKey[]) =>
  parts.some((part) => (form?.parts ?? yearParts).includes(part))

/** The appendices that have something to list. */
export function appendicesOf(report: Report): { label: string; table: ReportTable }[] {
  const { figures } = report
  if (report.form?.onePage === true) return []
  const tables = [
    ...(has(report, 'results') ? [turnTable(figures), certificateTable(figures)] : []),
    agencyTable(figures),
    executionTable(figures),
  ].flatMap((table) => (table === null || table.rows.length === 0 ? [] : [table]))
  return tables.map((table, place) => ({
    label: tables.length === 1 ? 'Phụ lục' : `Phụ lục ${'I'.repeat(place + 1)}`,
    table: ofItsDays(figures, table),
  }))
}

/** `BẢN NHÁP`, `DỮ LIỆU MẪU`, both, or nothing. */
export function bannerOf(sample: boolean, draft: boolean): string | undefined {
  const words = [...(draft ? ['BẢN NHÁP'] : []), ...(sample ? ['DỮ LIỆU MẪU'] : [])]
  return words.length === 0 ? undefined : words.join(' - ')
}

/** What a restated report says of itself under its first heading. */
export function restatementLine(report: Report): string | null {
  if (report.restatement === null) return null
  return `Báo cáo này là bản lập lại lần thứ ${report.edition}, thay thế bản trước. Lý do: ${report.restatement}`
}

/**
 * The report as DOCX in the layout of Decree 30/2020/NĐ-CP. The same report gives the same bytes.
 * @param draft whether it carries "BẢN NHÁP"
 */
export async function reportDocx(report: Report, draft: boolean): Promise<Uint8Array> {
  return writeOfficialDocx(reportOfficial(report, draft))
}

/**
 * The same document as PDF. The same report gives the same bytes.
 * @throws Problem 501 where PDF cannot be written
 */
export async function reportPdf(report: Report, draft: boolean): Promise<Uint8Array> {
  return officialPdf(reportOfficial(report, draft))
}

function reportOfficial(report: Report, draft: boolean): OfficialDocument {
  const onePage = report.form?.onePage === true
  const opening = openingOf(report).flatMap(lineBlocks)
  const restated = restatementLine(report)
  const blocks: Block[] = [
    ...opening,
    ...(restated === null ? [] : [{ type: 'paragraph', text: [{ text: restated, italic: true }] } as const]),
  ]
  let tables = 0
  for (const part of partsOf(report)) {
    if (part.title !== '') blocks.push({ type: 'heading', level: part.level, text: part.title })
    blocks.push(...part.lines.flatMap(lineBlocks))
    if (part.table !== null) {
      tables += 1
      const table = tableBlock(
        part.table,
        onePage ? undefined : `Bảng ${tables}. ${part.table.caption}`,
        'upright',
      )
      blocks.push(onePage ? { ...table, fontSize: briefSize } : table)
    }
  }
  if (!onePage) blocks.push({ type: 'paragraph', text: closingSentence(report) })
  const { heading, signatory } = report
  return {
    ...(heading.superior === '' ? {} : { superior: heading.superior }),
    issuer: heading.issuer,
    number: report.number,
    symbol: heading.symbol,
    place: heading.place,
    date: report.datedOn,
    kind: 'BÁO CÁO',
    subject: heading.subject,
    ...(report.form?.addressee ? { addressees: [report.form.addressee] } : {}),
    blocks,
    recipients: heading.recipients,
    signature: signatory,
    appendices: appendicesOf(report).map(
      ({ label, table }): Appendix => ({
        label,
        title: table.caption,
        attachedTo: attachment(report),
        landscape: true,
        blocks: [tableBlock(table, undefined, 'landscape')],
      }),
    ),
    banner: bannerOf(report.figures.sample, draft),
  }
}

/** The report as its appendices name it: `Báo cáo số 12/BC-SKHCN ngày 28 tháng 11 năm 2025 của Sở Khoa học và Công nghệ`. */
function attachment({ heading, number, datedOn }: Report): string {
  const numbered = numberAndSymbol(number, heading.symbol).replace('Số:', 'số')
  return `Báo cáo ${numbered} ${longDate(datedOn)} của ${heading.agency}`
}

function closingSentence({ heading, figures, form }: Report): string {
  const plans = figures.plans === undefined ? 'Kế hoạch' : 'các Kế hoạch'
  return `Trên đây là báo cáo ${form?.subjectLine === undefined ? 'kết quả' : lowerFirst(form.subjectLine)} thực hiện ${plans} ${spanName(figures.year, figures.span).vi} của ${heading.agency}./.`
}

function lineBlocks(line: Line): Block[] {
  if (line.kind === 'paragraph') return [{ type: 'paragraph', text: lineText(line) }]
  return [{ type: 'list', mark: line.kind, items: [lineText(line)] }]
}

const figureOf: Readonly<Record<ReportColumn['kind'], true | 'day' | undefined>> = {
  text: undefined,
  number: true,
  money: true,
  date: 'day',
}

/** Of the table of a report that is held to one page. */
const briefSize = 11

/** @param caption undefined where the page has a title of its own */
const tableBlock = (table: ReportTable, caption: string | undefined, page: 'upright' | 'landscape') =>
  fittedTable(
    table.columns.map(({ title, kind, width }) => ({ title, width, figure: figureOf[kind] })),
    table.rows.map(({ cells, sum }) => ({ sum, cells: cells.map(({ text }) => text) })),
    page,
    table.unit,
    caption,
  )

const sheetNames = {
  results: 'Chỉ tiêu',
  budget: 'Kinh phí',
  contents: 'Theo nội dung',
  turns: 'Lượt hỗ trợ',
  certificates: 'Chứng nhận',
  resultsBefore: 'Chỉ tiêu so với kỳ trước',
  moneyBefore: 'Kinh phí so với kỳ trước',
  agencies: 'Cơ quan, hội',
  execution: 'Thực hiện kinh phí',
  record: 'Hồ sơ',
  brief: 'Tóm tắt',
} as const satisfies Readonly<Record<ReportTable['key'], string>>

const columnTypes: Readonly<Record<ReportColumn['kind'], WorkbookColumn['type']>> = {
  text: 'text',
  number: 'decimal',
  money: 'money',
  date: 'date',
}

/** The tables of the report as XLSX, a sheet each, money in whole đồng. The same report gives the same bytes. */
export async function reportXlsx(report: Report, draft: boolean): Promise<Uint8Array> {
  const { figures, heading } = report
  const tables = [
    ...(has(report, 'results') ? [resultTable(figures, estimatesShown(report))] : []),
    ...(has(report, 'results', 'budget') ? [budgetTable(figures)] : []),
    ...(has(report, 'results') ? [contentTable(figures), turnTable(figures), certificateTable(figures)] : []),
    briefTable(figures),
    ...recordTables(figures).map(({ table }) => table),
    executionTable(figures),
    resultsBefore(figures),
    moneyBefore(figures),
    agencyTable(figures),
  ].flatMap((table) => (table === null ? [] : [table]))
  const dated = report.datedOn === null ? '' : `, ${formatLongDate(report.datedOn)}`
  return writeWorkbook(
    tables.map((table) => ({
      name: table.key === 'record' ? table.caption.slice(0, 31) : sheetNames[table.key],
      title: [table.caption, `${heading.issuer}: Báo cáo ${reportNumber(report)}${dated}`],
      banner: bannerOf(figures.sample, draft),
      columns: table.columns.map((column) => ({
        title: column.kind === 'money' ? `${column.title} (đồng)` : column.title,
        type: columnTypes[column.kind],
      })),
      rows: table.rows.map((row) =>
        row.cells.map((cell) => (cell.value === undefined ? cell.text : cell.value)),
      ),
    })),
  )
}

/** `số 12/BC-SKHCN`, or that it has no number yet. */
function reportNumber(report: Pick<Report, 'number' | 'heading'>): string {
  return report.number === null
    ? '(chưa có số)'
    : `số ${report.number.padStart(2, '0')}/${report.heading.symbol}`
}

/** The year of its file's name; of other days what they are called. */
const fileYear = ({ year, span }: ReportData) => (span === undefined ? String(year) : spanName(year, span).vi)

/** The name of the report's file, without extension. */
export function reportFileName(report: Report, draft: boolean): string {
  const { plan, plans } = report.figures
  const edition = report.edition === 1 ? '' : `-lan-${report.edition}`
  const joint = plans === undefined ? '' : ` ${plans.length} kế hoạch`
  return markedFileName(
    `${slug(`Báo cáo năng suất chất lượng ${plan.province}${joint} ${fileYear(report.figures)}`)}${edition}${draft ? '-nhap' : ''}`,
  )
}
