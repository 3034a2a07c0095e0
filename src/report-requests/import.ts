import { createHash } from 'node:crypto'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { writeWorkbook } from '../documents/write/workbook.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { formatDate } from '../platform/dates.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, query } from '../platform/operation.ts'
import { markedFileName } from '../platform/sample.ts'
import { slug } from '../platform/text.ts'
import { lockAnswer } from './answers.ts'
import { cellsOf, writeCells } from './cells.ts'
import { questionsOf } from './forms.ts'
import {
  editionName,
  judgeRows,
  ReportRead,
  reportColumnKeys,
  reportColumns,
  reportTable,
} from './import-rules.ts'
import { readReport } from './queries.ts'
import { type Cell, placeKey, placesOf, writtenStates } from './rules.ts'
import { readers, reporters } from './sight.ts'

const imports = importOf({
  kind: 'report',
  capability: 'reportRequests',
  at: '/report-answer-imports',
  subject: 'report-import',
  writers: reporters,
  readers,
})

/** The form of a report and what stands in it. */
async function standingOf({ db, actor, today }: Context, answerId: number) {
  const report = await readReport(db, actor, today, answerId)
  const form = await db
    .selectFrom('reportForm')
    .select(['name', 'edition'])
    .where('id', '=', report.formId)
    .executeTakeFirstOrThrow()
  return { report, form, questions: await questionsOf(db, report.formId), cells: await cellsOf(db, answerId) }
}

async function judged(context: Context, rows: readonly (ReportRead | null)[], answerId: number) {
  const { form, questions, cells } = await standingOf(context, answerId)
  return judgeRows(rows, questions, cells, form)
}

const rows = judgedRows(imports, {
  ...{ table: reportTable, keys: reportColumnKeys, row: ReportRead, label: 'code', judged },
  outcomes: ['new', 'changed', 'same'],
})

const Reading = z.object({ ignored: z.array(z.string()), answerId: z.int() })

/** Reads a report that was filled in as a workbook, and keeps what each row would do. */
export const checkReportFile = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra tệp báo cáo đã điền', 'Check a report that was filled in as a file'),
  input: { ...readingInput, answerId: id() },
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...read } = await rows.read(context, input, input.answerId)
    const { report } = await standingOf(context, input.answerId)
    return { ...read, enterpriseId: report.enterpriseId, reading: { ignored, answerId: input.answerId } }
  },
})

/** Writes what a check showed into its report, which must still be written on. */
export const applyReportFile = imports.apply({
  summary: words('Nhập tệp báo cáo đã điền', 'Take a report in that was filled in as a file'),
  moved: (context, found) => rows.moved(context, found.id, Reading.parse(found.reading).answerId),
  async write(context, found) {
    const { db } = context
    const { answerId } = Reading.parse(found.reading)
    const row = await lockAnswer(context, answerId, writtenStates)
    const cells = new Map<string, Cell>((await cellsOf(db, answerId)).map((cell) => [placeKey(cell), cell]))
    for (const { now } of await rows.again(context, found.id, answerId))
      if (now?.cell != null) cells.set(placeKey(now.cell), now.cell)
    await writeCells(db, answerId, [...cells.values()])
    await db
      .updateTable('reportAnswer')
      .set({ version: row.version + 1 })
      .where('id', '=', answerId)
      .execute()
  },
})

/** One import: what its check found, and whether it was written. */
export const showReportImport = imports.show({
  summary: words('Một lần nhập tệp báo cáo', 'One import of a report'),
  shape: Reading.shape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(reportColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showReportImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập báo cáo', 'The rows of an import of a report'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), changed: z.array(z.enum(reportColumnKeys)), problems: Problems },
  of: async (_context, found) =>
    found.map(({ label, outcome, problems }) => ({
      label,
      changed: outcome === 'changed' ? (['value'] as const).slice() : [],
      problems: Problems.parse(problems),
    })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showReportRowsToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập báo cáo', 'The rows in error of an import of a report'),
  columns: reportColumns,
  keys: reportColumnKeys,
})

/** A report as a workbook whose headings are those of its import, to be filled in without a network. */
export const reportWorkbook = query({
  name: 'reportRequests.workbook',
  summary: words('Tải biểu mẫu báo cáo dạng XLSX', 'A report as XLSX, to be filled in'),
  route: 'GET /report-answers/{id}/workbook',
  input: z.object({ id: id() }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: readers,
  async run(context, { id: answerId }) {
    const { report, form, questions, cells } = await standingOf(context, answerId)
    const at = new Map(cells.map((cell) => [placeKey(cell), cell]))
    const bytes = await writeWorkbook([
      {
        name: 'Báo cáo',
        title: [
          report.title,
          `${report.recipient}; kỳ từ ${formatDate(report.fromOn)} đến ${formatDate(report.toOn)}; hạn ${formatDate(report.dueOn)}`,
        ],
        columns: [
          { title: reportColumns.code.vi, type: 'text' },
          { title: reportColumns.line.vi, type: 'integer' },
          { title: reportColumns.col.vi, type: 'integer' },
          { title: reportColumns.label.vi, type: 'text' },
          { title: 'Đơn vị tính', type: 'text' },
          { title: reportColumns.value.vi, type: 'decimal' },
          { title: 'Số chương trình có', type: 'decimal' },
          { title: reportColumns.reason.vi, type: 'text' },
          { title: reportColumns.edition.vi, type: 'text' },
        ],
        rows: questions.flatMap((question) =>
          placesOf(question).map((place) => {
            const cell = at.get(placeKey(place))
            const choices = question.choices.length === 0 ? '' : ` (${question.choices.join('; ')})`
            const label =
              question.kind === 'table'
                ? `${question.label}: ${question.lines[place.line - 1] ?? ''}, ${question.columns[place.col - 1] ?? ''}`
                : `${question.label}${choices}`
            return [
              ...[question.code, place.line, place.col, label, question.unit ?? ''],
              ...[cell?.amount ?? cell?.said ?? null, cell?.proposed ?? null, cell?.reason ?? ''],
              editionName(form),
            ]
          }),
        ),
      },
    ])
    return {
      name: markedFileName(`${slug(`${report.title} ${report.recipient}`)}.xlsx`),
      mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})
