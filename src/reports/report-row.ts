import { sql } from 'kysely'
import { z } from 'zod'
import { authorityOf, officesOn } from '../agencies/index.ts'
import { activePlan, type Plan, plansOf } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { parseJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { type Reported, readReportData } from './data.ts'
import type { Report } from './document.ts'
import { Estimates } from './estimates.ts'
import { parseReportData } from './figures.ts'
import { reportSubjects } from './kind-fields.ts'
import { ReportForm } from './parts.ts'
import { periodRules, spanName, spanOf } from './periods.ts'
import type { About } from './record-lists.ts'
import { committeeHeading, type Heading, headingOf } from './rules.ts'

/* How a report lies in the database, and what a new one begins with. */

export const Sections = z.object({
  opening: z.string(),
  situation: z.string(),
  task1: z.string(),
  task2: z.string(),
  task3: z.string(),
  task4: z.string(),
  budget: z.string(),
  obstacles: z.string(),
  comparison: z.string().optional(),
  agencies: z.string().optional(),
  brief: z.string().optional(),
  record: z.string().optional(),
  execution: z.string().optional(),
  findings: z.string().optional(),
  lessons: z.string().optional(),
  proposals: z.string(),
  direction: z.string(),
})
export const HeadingShape = z.object({
  agency: z.string(),
  superior: z.string(),
  issuer: z.string(),
  symbol: z.string(),
  place: z.string(),
  subject: z.string(),
  recipients: z.array(z.string()),
})
export const SignatoryShape = z.object({ authority: z.array(z.string()), name: z.string() })

/** What a sealed report's `data` holds, in canonical JSON. */
const SealedShape = z.object({
  heading: HeadingShape,
  signatory: SignatoryShape,
  number: z.string().nullable(),
  datedOn: z.string().nullable(),
  sections: Sections,
  edition: z.int(),
  restatement: z.string().nullable(),
  form: ReportForm.optional(),
  estimates: Estimates.optional(),
  figures: z.unknown(),
})

/** The report that a sealed text holds. Throws when it is not one. */
export function parseSealed(data: string): Report {
  const parsed = SealedShape.parse(parseJson(data))
  return { ...parsed, figures: parseReportData(parsed.figures) }
}

/** A row of `report` with its JSON columns checked. */
export async function reportRow(db: Db, id: number, lock = false) {
  const row = await db
    .selectFrom('report')
    .selectAll()
    .where('id', '=', id)
    .$if(lock, (select) => select.forUpdate())
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    ...row,
    sections: Sections.parse(row.sections),
    heading: HeadingShape.parse(row.heading),
    signatory: SignatoryShape.parse(row.signatory),
    period: periodRules.schema.parse(row.period),
    form: row.form === null ? null : ReportForm.parse(row.form),
    estimates: row.estimates === null ? null : Estimates.parse(row.estimates),
    about: reportSubjects.schema.parse(row.about),
  }
}
export type ReportRow = NonNullable<Awaited<ReturnType<typeof reportRow>>>

/** The files of a sealed report; null of a draft. */
export function filesOf(row: ReportRow) {
  if (
    row.docxFileId === null ||
    row.docxSha256 === null ||
    row.xlsxFileId === null ||
    row.xlsxSha256 === null
  )
    return null
  return {
    docxId: row.docxFileId,
    docxSha256: row.docxSha256,
    xlsxId: row.xlsxFileId,
    xlsxSha256: row.xlsxSha256,
    /** Null of a report that was sealed before its PDF was kept, or where no PDF can be written. */
    pdfId: row.pdfFileId,
    pdfSha256: row.pdfSha256,
  }
}

/** The plans that a report is of, the leading one first. */
export const plansReported = ({ planId, beside }: Pick<ReportRow, 'planId' | 'beside'>): number[] => [
  planId,
  ...beside,
]

/** Whether a report is of these plans, no more and no fewer, whichever leads. */
export function ofSamePlans(of: Pick<ReportRow, 'planId' | 'beside'>) {
  const ids = sql`${plansReported(of)}::int[]`
  return sql<boolean>`cardinality(beside) = ${of.beside.length} AND plan_id = ANY (${ids}) AND beside <@ ${ids}`
}

/** What the figures of a report are of. */
export const reportedOf = (row: ReportRow): Reported => ({
  year: row.year,
  span: spanOf(row),
  ...besideOf(row.form),
  about: recordOf(row),
})

/** The one record that a report is about; undefined of the programme. */
export const recordOf = ({ about, aboutId }: Pick<ReportRow, 'about' | 'aboutId'>): About | undefined =>
  about === 'programme' || aboutId === null ? undefined : { about, id: aboutId }

/** What stands beside the figures of a report, by the parts that it has. */
export const besideOf = (
  form: ReportForm | null,
): Pick<Reported, 'compare' | 'agencies' | 'execution' | 'brief'> => ({
  compare: form?.parts.includes('comparison') === true ? form.cutOff : undefined,
  agencies: form?.parts.includes('agencies'),
  execution: form?.parts.includes('execution'),
  brief: form?.parts.includes('brief'),
})

/** The reports of the same kind over the same days as this one: its editions. Of a year of a plan whatever its kind is called. */
export const sameReport = (
  of: Pick<ReportRow, 'period' | 'kindId' | 'year' | 'fromOn' | 'toOn' | 'about' | 'aboutId'>,
) =>
  sql<boolean>`(year = ${of.year}::int AND period = ${of.period} AND (period = 'planYear' OR kind_id = ${of.kindId}::int)
    AND from_on IS NOT DISTINCT FROM ${of.fromOn}::date AND to_on IS NOT DISTINCT FROM ${of.toOn}::date
    AND about = ${of.about} AND about_id IS NOT DISTINCT FROM ${of.aboutId}::int)`

/** What the report `r` is called: `Báo cáo năm 2025`, or by its kind and what it is over. */
export const reportTitle = {
  vi: sql<string>`CASE r.period WHEN 'planYear' THEN 'Báo cáo năm ' || r.year ELSE (r.form ->> 'name') || coalesce(': ' || (r.form ->> 'of'), '') || ', ' || (r.form #>> '{over,vi}') END`,
  en: sql<string>`CASE r.period WHEN 'planYear' THEN 'Report on ' || r.year ELSE (r.form ->> 'nameEn') || coalesce(': ' || (r.form ->> 'of'), '') || ', ' || (r.form #>> '{over,en}') END`,
}

/** Numbers of the plans that the report `r` is of, the leading one first. */
export const reportedNumbers = sql<string>`(
  SELECT string_agg(p.number, ', ' ORDER BY p.id <> r.plan_id, array_position(r.beside, p.id))
    FROM plan p WHERE p.id = r.plan_id OR p.id = ANY (r.beside))`

/** The report as a document is written from it: a sealed one as it was sealed, a draft with the figures of now. */
export async function wholeReport(db: Db, row: ReportRow): Promise<Report> {
  if (row.state === 'sealed' && row.data !== null) return parseSealed(row.data)
  return { ...draftOf(row), figures: await readReportData(db, plansReported(row), reportedOf(row)) }
}

/** Everything of a report but its figures, off the row's own columns. */
export function draftOf(row: ReportRow): Omit<Report, 'figures'> {
  return {
    heading: row.heading,
    signatory: row.signatory,
    number: row.number,
    datedOn: row.datedOn,
    sections: row.sections,
    edition: row.edition,
    restatement: row.restatement,
    // A report that was begun before there were kinds says nothing of one: its seal is over what it said.
    ...(row.form === null ? {} : { form: row.form }),
    ...(row.estimates === null ? {} : { estimates: row.estimates }),
  }
}

export interface ReportDuty {
  /** The work of the agency that reports; null where the plan names none. */
  readonly itemId: number | null
  readonly agencyId: number | null
  readonly dueOn: string
  readonly dueBefore: boolean
}

/**
 * Who must report on a year, and by when: the coordinator's yearly duty that names a day (most say before
 * 30 November). A plan that names none is reported on by the end of the year.
 */
export async function reportDuty(db: Db, planId: number, year: number): Promise<ReportDuty> {
  const { rows } = await sql<ReportDuty>`
    SELECT i.id AS item_id, d.agency_id, i.due_on, i.due_before
      FROM duty_item i JOIN duty d ON d.id = i.duty_id JOIN agency a ON a.id = d.agency_id
     WHERE d.plan_id = ${planId} AND d.recurrence = 'yearly' AND d.due_month IS NOT NULL AND a.kind = 'coordinator'
       AND i.year = ${year} AND i.requested_by IS NULL
     ORDER BY i.due_on DESC, d.ord LIMIT 1`.execute(db)
  return rows[0] ?? { itemId: null, agencyId: null, dueOn: `${year}-12-31`, dueBefore: false }
}

/** The plans of a report, the leading one first. */
export type ReportedPlans = readonly [Plan, ...Plan[]]

/** The plans of a report that is there. */
export async function plansOfReport(db: Db, row: ReportRow): Promise<ReportedPlans> {
  const lead = await activePlan({ db, planId: row.planId })
  const others = row.beside.length === 0 ? [] : await plansOf(db, row.beside)
  return [lead, ...others.toSorted((one, other) => row.beside.indexOf(one.id) - row.beside.indexOf(other.id))]
}

/** The lines above the signature: of the agency's head, or for the People's Committee (Decree 30/2020). */
export const signsFor = ({ issuer }: Pick<Heading, 'issuer'>, form: ReportForm | null): string[] =>
  form?.issuer === 'committee' ? ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'] : authorityOf(issuer)

/** The heading that the law gives a report of this day: that of the agency which carries the programme then. */
export async function headingOn(
  db: Db,
  [plan, ...beside]: ReportedPlans,
  { year, span, form }: Reported & { readonly form: ReportForm | null },
  day: string,
): Promise<Heading> {
  const { agencyId } = await reportDuty(db, plan.id, year)
  const { coordinator, leader } = await officesOn(db, day, { carrierId: agencyId, issuedOn: plan.issuedOn })
  const of =
    beside.length === 0
      ? `Kế hoạch số ${plan.number}`
      : `các Kế hoạch số ${[plan, ...beside].map(({ number }) => number).join(', ')}`
  const subject =
    form?.of === undefined
      ? `${form?.subjectLine ?? 'Kết quả'} ${spanName(year, span).vi} thực hiện ${of} về hỗ trợ doanh nghiệp nâng cao năng suất và chất lượng sản phẩm, hàng hóa`
      : `${form.subjectLine ?? 'Kết quả'} ${form.of} ${spanName(year, span).vi}`
  return form?.issuer === 'committee'
    ? committeeHeading(leader, subject)
    : headingOf(coordinator, leader, subject)
}

/**
 * The plans that a report is asked over: those named, led by `planId` or else by the latest period's; where none is named one plan, as
 * `planOfYear` finds it.
 * @throws Problem 422 on `planIds` for a plan that is not there or does not run in the year, on `year` for one that has not come
 */
export async function plansToReport(
  context: Pick<Context, 'db' | 'planId' | 'today'>,
  wanted: {
    readonly year: number
    /** From which day on such a report may be begun. */
    readonly from: string
    readonly planId?: number | undefined
    readonly planIds: readonly number[]
  },
): Promise<ReportedPlans> {
  const { year, from, planId = context.planId } = wanted
  if (wanted.planIds.length === 0) return [await planOfYear({ ...context, planId }, year, from)]
  const ids = [...new Set(wanted.planIds)]
  const plans = await plansOf(context.db, ids)
  if (plans.length < ids.length)
    throw invalidField('planIds', words('Không có kế hoạch này.', 'There is no such plan.'))
  const without = plans.filter(({ firstYear, lastYear }) => year < firstYear || year > lastYear)
  if (without.length > 0) {
    const numbers = without.map(({ number }) => number).join(', ')
    throw invalidField(
      'planIds',
      words(`Không thực hiện trong năm ${year}: ${numbers}.`, `Not running in ${year}: ${numbers}.`),
    )
  }
  const leading = plans.find(({ id }) => id === planId) ?? plans[0]
  const lead = await planOfYear({ ...context, planId: leading?.id ?? planId }, year, from)
  return [lead, ...plans.filter(({ id }) => id !== lead.id)]
}

/** The plan to work in, or where none is chosen the latest plan that has this year. @throws Problem 422 on `year` */
export async function planOfYear(
  context: Pick<Context, 'db' | 'planId' | 'today'>,
  year: number,
  from: string,
): Promise<Plan> {
  const { today } = context
  const active = await activePlan(context)
  const has = (one: Plan) => year >= one.firstYear && year <= one.lastYear
  const plan =
    has(active) || context.planId !== null ? active : ((await plansOf(context.db, null)).find(has) ?? active)
  if (year < plan.firstYear || year > plan.lastYear) {
    throw invalidField('year', {
      vi: `Kế hoạch thực hiện từ năm ${plan.firstYear} đến năm ${plan.lastYear}.`,
      en: `The plan runs from ${plan.firstYear} to ${plan.lastYear}.`,
    })
  }
  if (from > today) {
    throw invalidField(
      'year',
      year > yearOf(today)
        ? words('Năm này chưa tới.', 'That year has not come yet.')
        : words('Kỳ báo cáo này chưa bắt đầu.', 'That period has not begun yet.'),
    )
  }
  return plan
}
