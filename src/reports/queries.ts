import { sql } from 'kysely'
import { z } from 'zod'
import { keptDocument } from '../documents/kept.ts'
import { isLate, ofPlans, type Plan, plansInput, plansOf, plansWanted, reportCovers } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import { sha256 } from '../platform/audit.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { choice, id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import type { FileStore } from '../platform/files.ts'
import { canonicalJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { differences } from './comparison.ts'
import { readReportData } from './data.ts'
import { type Report, reportDocx, reportFileName, reportPdf, reportXlsx } from './document.ts'
import { Estimates } from './estimates.ts'
import { ReportData } from './figures.ts'
import { ReportForm } from './parts.ts'
import { type PeriodRule, periodRules } from './periods.ts'
import {
  filesOf,
  HeadingShape,
  headingOn,
  ofSamePlans,
  plansOfReport,
  plansReported,
  reportedNumbers,
  reportedOf,
  reportRow,
  reportTitle,
  Sections,
  SignatoryShape,
  sameReport,
  wholeReport,
} from './report-row.ts'
import { reportStates } from './rules.ts'
import { docxType, pdfType, xlsxType } from './seal.ts'

const WordsShape = z.object({ vi: z.string(), en: z.string() })
const Listed = z.object({
  id: z.int(),
  planId: z.int(),
  /** The number of the plan on which it reports; of several all of them, the leading one first. */
  plan: z.string(),
  /** The plans beside the leading one. */
  beside: z.array(z.int()),
  year: z.int(),
  edition: z.int(),
  /** What it is called, by its kind and what it is over. */
  title: z.string(),
  titleEn: z.string(),
  kindId: z.int().nullable(),
  period: periodRules.schema,
  /** Its first and last day; null of a year of the plan, which is the calendar's. */
  fromOn: z.iso.date().nullable(),
  toOn: z.iso.date().nullable(),
  state: reportStates.schema,
  /** Null where the plan names no day. */
  dueOn: z.iso.date().nullable(),
  dueBefore: z.boolean(),
  number: z.string().nullable(),
  datedOn: z.iso.date().nullable(),
  sealedAt: z.iso.datetime().nullable(),
  sealedBy: z.string().nullable(),
  /** SHA-256 of the sealed PDF; null of a draft and of one that was sealed before its PDF was kept. */
  pdfSha256: z.string().nullable(),
})

/** The programme's reports, newest year first. */
export const listReports = query({
  name: 'reports.list',
  summary: words('Danh sách báo cáo của Chương trình', "List of the programme's reports"),
  route: 'GET /reports',
  input: z.object({
    ...listInput(['year', 'id', 'due', 'state', 'datedOn', 'sealedAt']),
    year: optionalYear(),
    state: optionalChoice(reportStates.keys),
    kindId: optionalId(),
    period: optionalChoice(periodRules.keys),
    ...plansInput,
  }),
  output: listOutput(Listed),
  may: officers,
  async run({ db, planId }, input) {
    let rows = db
      .selectFrom('report as r')
      .where(reportOf(plansWanted(planId, input.plan)))
      .select([
        'r.id',
        'r.planId',
        reportedNumbers.as('plan'),
        'r.beside',
        'r.year',
        'r.edition',
        reportTitle.vi.as('title'),
        reportTitle.en.as('titleEn'),
        'r.kindId',
        sql<PeriodRule>`r.period`.as('period'),
        'r.fromOn',
        'r.toOn',
        'r.state',
        'r.dueOn',
        'r.dueBefore',
        'r.number',
        'r.datedOn',
        'r.sealedAt',
        'r.sealedBy',
        'r.pdfSha256',
      ])
    if (input.year !== undefined) rows = rows.where('r.year', '=', input.year)
    if (input.state !== undefined) rows = rows.where('r.state', '=', input.state)
    if (input.kindId !== undefined) rows = rows.where('r.kindId', '=', input.kindId)
    if (input.period !== undefined) rows = rows.where('r.period', '=', input.period)
    const page = await pageOf(
      rows,
      input,
      {
        year: { column: 'r.year', value: (row) => row.year, direction: 'desc' },
        id: { column: 'r.id', value: (row) => row.id },
        due: byDay('r.dueOn', (row) => row.dueOn),
        state: { column: 'r.state', value: (row) => row.state },
        datedOn: byDay('r.datedOn', (row) => row.datedOn),
        sealedAt: {
          column: sql`coalesce(r.sealed_at, '-infinity'::timestamptz)`,
          value: (row) => row.sealedAt?.toISOString() ?? '-infinity',
          direction: 'desc',
        },
      },
      'r.id',
    )
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        sealedAt: row.sealedAt?.toISOString() ?? null,
      })),
    }
  },
})

/** A report `r` of one of the plans, alone or beside others. */
const reportOf = (wanted: readonly number[] | null) =>
  wanted === null
    ? sql<boolean>`true`
    : sql<boolean>`(${ofPlans('r.planId', wanted)} OR r.beside && ${[...wanted]}::int[])`

const Difference = z.object({
  what: WordsShape,
  sealed: z.string(),
  now: z.string(),
  href: z.string().nullable(),
})

/**
 * One report, whole: a draft with the figures of now, a sealed one with the figures that were sealed and, line by line,
 * what would read differently today.
 */
export const showReport = query({
  name: 'reports.show',
  summary: words('Một báo cáo, kèm số liệu', 'One report with its figures'),
  route: 'GET /reports/{id}',
  input: z.object({ id: id() }),
  output: Listed.extend({
    heading: HeadingShape,
    signatory: SignatoryShape,
    sections: Sections,
    restatement: z.string().nullable(),
    form: ReportForm.optional(),
    estimates: Estimates.optional(),
    version: z.int(),
    figures: ReportData,
    /** SHA-256 of the figures in canonical JSON. */
    figuresSha256: z.string(),
    dataSha256: z.string().nullable(),
    files: z
      .object({
        docxId: z.int(),
        docxSha256: z.string(),
        xlsxId: z.int(),
        xlsxSha256: z.string(),
        pdfId: z.int().nullable(),
        pdfSha256: z.string().nullable(),
      })
      .nullable(),
    differences: z.array(Difference),
    /** The heading of the agency that carries the programme on the report's day (today when it has none). */
    lawfulHeading: HeadingShape,
    editions: z.array(z.object({ id: z.int(), edition: z.int(), state: reportStates.schema })),
  }),
  may: officers,
  async run({ db, today }, input) {
    const row = await reportRow(db, input.id)
    if (row === null) throw notFound(words('báo cáo', 'Report'))
    const report = await wholeReport(db, row)
    const sealed = row.state === 'sealed'
    const editions = await db
      .selectFrom('report')
      .select(['id', 'edition', 'state'])
      .where(ofSamePlans(row))
      .where(sameReport(row))
      .orderBy('edition')
      .execute()
    const plans = await plansOfReport(db, row)
    const titles = await db
      .selectFrom('report as r')
      .select([reportTitle.vi.as('title'), reportTitle.en.as('titleEn')])
      .where('r.id', '=', row.id)
      .executeTakeFirstOrThrow()
    return {
      id: row.id,
      planId: row.planId,
      plan: plans.map(({ number }) => number).join(', '),
      beside: row.beside,
      year: row.year,
      ...titles,
      kindId: row.kindId,
      period: row.period,
      fromOn: row.fromOn,
      toOn: row.toOn,
      state: row.state,
      dueOn: row.dueOn,
      dueBefore: row.dueBefore,
      sealedAt: row.sealedAt?.toISOString() ?? null,
      sealedBy: row.sealedBy,
      version: row.version,
      ...report,
      heading: { ...report.heading, recipients: [...report.heading.recipients] },
      signatory: { ...report.signatory, authority: [...report.signatory.authority] },
      figuresSha256: sha256(canonicalJson(report.figures)),
      dataSha256: row.dataSha256,
      pdfSha256: row.pdfSha256,
      files: filesOf(row),
      differences: sealed
        ? differences(report.figures, await readReportData(db, plansReported(row), reportedOf(row)))
        : [],
      lawfulHeading: HeadingShape.parse(
        await headingOn(db, plans, { ...reportedOf(row), form: row.form }, row.datedOn ?? today),
      ),
      editions,
    }
  },
})

const mimeOf = { docx: docxType, xlsx: xlsxType, pdf: pdfType } as const
type Format = keyof typeof mimeOf

function written(report: Report, format: Format, draft: boolean): Promise<Uint8Array> {
  if (format === 'pdf') return reportPdf(report, draft)
  return format === 'docx' ? reportDocx(report, draft) : reportXlsx(report, draft)
}

/**
 * The report as a file. The files of a sealed one are those that were sealed; the PDF of one that was sealed before PDFs were kept
 * is written from the sealed data. A draft is written afresh and says "BẢN NHÁP".
 */
export const reportDocument = query({
  name: 'reports.document',
  summary: words('Tải báo cáo dạng DOCX, PDF hoặc XLSX', 'A report as DOCX, PDF or XLSX'),
  route: 'GET /reports/{id}/document',
  input: z.object({ id: id(), format: choice(['docx', 'pdf', 'xlsx']) }),
  output: z.object({
    name: z.string(),
    mime: z.string(),
    sha256: z.string(),
    /** Of the stored file; null for what is written now. */
    fileId: z.int().nullable(),
    base64: z.string(),
  }),
  may: officers,
  async run({ db, files }, { id: reportId, format }) {
    const row = await reportRow(db, reportId)
    if (row === null) throw notFound(words('báo cáo', 'Report'))
    const report = await wholeReport(db, row)
    const sealed = filesOf(row)
    const mime = mimeOf[format]
    const name = `${reportFileName(report, sealed === null)}.${format}`
    const stored = sealed?.[`${format}Sha256`] ?? null
    if (sealed !== null && stored !== null) {
      const bytes = await sealedBytes(files, stored)
      return { name, mime, sha256: stored, fileId: sealed[`${format}Id`], base64: bytes.toString('base64') }
    }
    const draft = sealed === null
    const bytes = await keptDocument(`report ${reportId} ${format}`, [report, draft], () =>
      written(report, format, draft),
    )
    return { name, mime, sha256: sha256(bytes), fileId: null, base64: Buffer.from(bytes).toString('base64') }
  },
})

async function sealedBytes(files: FileStore, digest: string): Promise<Buffer> {
  if (!(await files.intact(digest))) {
    throw conflict('reports.fileLost', {
      vi: 'Tệp của báo cáo đã chốt không còn nguyên trên đĩa. Xin khôi phục từ bản sao lưu.',
      en: 'The file of the sealed report is no longer whole on disk. Please restore it from a backup.',
    })
  }
  return files.read(digest)
}

export interface ReportDue {
  readonly planId: number
  /** The number of the plan that asks for it. */
  readonly plan: string
  readonly year: number
  readonly dueOn: string
  readonly dueBefore: boolean
  /** Its day has gone by, and it is not sealed; never of a day before the installation's first. */
  readonly late: boolean
  readonly reportId: number | null
  readonly state: 'draft' | 'sealed' | null
}

/**
 * For each plan and each of its years up to now: when its report is due, and how far it is. A report over several plans is the report of
 * each of them; of one that is sealed alone and one that is sealed jointly the plan's own is named.
 */
export async function reportsDue(db: Db, plans: readonly Plan[], today: string): Promise<ReportDue[]> {
  const { rows } = await sql<Omit<ReportDue, 'late'> & { history: boolean }>`
    SELECT p.id AS plan_id, p.number AS plan, y.year, coalesce(i.due_on, make_date(y.year, 12, 31)) AS due_on,
           coalesce(i.due_before, false) AS due_before, r.id AS report_id, r.state,
           coalesce(coalesce(i.due_on, make_date(y.year, 12, 31)) < greatest((SELECT first_day FROM installation), p.kept_from), false) AS history
      FROM unnest(${plans.map(({ id }) => id)}::int[], ${plans.map(({ firstYear }) => firstYear)}::int[],
                  ${plans.map(({ lastYear }) => Math.min(lastYear, yearOf(today)))}::int[]) AS of (id, first, last)
      JOIN plan p USING (id)
     CROSS JOIN LATERAL generate_series(of.first, of.last) AS y (year)
      LEFT JOIN LATERAL (
        SELECT i.due_on, i.due_before FROM duty_item i JOIN duty d ON d.id = i.duty_id JOIN agency a ON a.id = d.agency_id
         WHERE d.plan_id = p.id AND d.recurrence = 'yearly' AND d.due_month IS NOT NULL AND a.kind = 'coordinator'
           AND i.year = y.year AND i.requested_by IS NULL ORDER BY i.due_on DESC, d.ord LIMIT 1) i ON true
      LEFT JOIN LATERAL (
        SELECT id, state FROM report WHERE ${reportCovers('report', sql`p.id`)} AND report.year = y.year AND report.period = 'planYear'
         ORDER BY state = 'sealed' DESC, beside = '{}' DESC, edition DESC LIMIT 1) r ON true
     ORDER BY y.year, p.id`.execute(db)
  return rows.map(({ history, ...row }) => ({
    ...row,
    late: !history && row.state !== 'sealed' && isLate({ on: row.dueOn, before: row.dueBefore }, today),
  }))
}

/**
 * The plans whose reports are asked for: those wanted; of all only those with duties, since of an earlier plan that was entered for its
 * results nobody asks for a report.
 */
export async function reportingPlans(db: Db, wanted: readonly number[] | null): Promise<Plan[]> {
  const plans = await plansOf(db, wanted)
  if (wanted !== null) return plans
  const asking = new Set(
    (await db.selectFrom('duty').select('planId').distinct().execute()).map(({ planId }) => planId),
  )
  return plans.filter(({ id }) => asking.has(id))
}

/** Which years need a report, and how far each is. */
export const dueReports = query({
  name: 'reports.due',
  summary: words('Báo cáo phải lập theo Kế hoạch', 'Reports that the plan asks for'),
  route: 'GET /reports-due',
  input: z.object(plansInput),
  output: z.object({
    years: z.array(
      z.object({
        planId: z.int(),
        plan: z.string(),
        year: z.int(),
        dueOn: z.iso.date(),
        dueBefore: z.boolean(),
        late: z.boolean(),
        reportId: z.int().nullable(),
        state: reportStates.schema.nullable(),
      }),
    ),
  }),
  may: officers,
  async run({ db, today, planId }, input) {
    const plans = await reportingPlans(db, plansWanted(planId, input.plan))
    return { years: await reportsDue(db, plans, today) }
  },
})
