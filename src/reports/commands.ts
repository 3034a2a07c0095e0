import { z } from 'zod'
import { authorityOf } from '../agencies/index.ts'
import { holdApart } from '../controls/index.ts'
import { activePlan } from '../plan/index.ts'
import { sha256 } from '../platform/audit.ts'
import {
  day,
  id,
  longText,
  optionalDay,
  optionalId,
  optionalLongText,
  optionalText,
  text,
  whole,
  year,
} from '../platform/fields.ts'
import { storeMade } from '../platform/files.ts'
import { canonicalJson } from '../platform/json.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import {
  conflict,
  explainConstraint,
  type FieldProblem,
  notFound,
  Problem,
  refuse,
} from '../platform/problem.ts'
import { type ReportData, readReportData } from './data.ts'
import { type Report, reportDocx, reportFileName, reportPdf, reportXlsx } from './document.ts'
import { holdFacts, keepEvidence } from './evidence.ts'
import { draftOf, headingOn, planOfYear, type ReportRow, reportDuty, reportRow } from './report-row.ts'
import { defaultSections, type SectionKey, type Sections, sectionKeys, unknownPlaceholders } from './text.ts'

/** Who drafted a report does not seal it. */
export const sealedApart = {
  control: 'seal',
  commands: ['reports.draft', 'reports.edit', 'reports.restate'],
} as const

const Result = z.object({ id: z.int(), version: z.int() })
const subject = (_input: unknown, output: { id: number }) => `report:${output.id}`

/** What the day and number of a report hold to. */
const paperRules = [
  notAhead('datedOn', words('Ngày của báo cáo không thể ở tương lai.', 'The day cannot be in the future.')),
  {
    of: ['id', 'datedOn'],
    judge: async ({ id: reportId, datedOn }, { db }) => {
      const row = datedOn === undefined ? null : await reportRow(db, reportId, false)
      if (row === null || datedOn === undefined || datedOn >= `${row.year}-01-01`) return null
      return {
        field: 'datedOn',
        words: {
          vi: 'Ngày của báo cáo không thể trước năm báo cáo.',
          en: 'The day cannot be before the year reported on.',
        },
      }
    },
  },
  {
    of: ['number'],
    judge: ({ number }) =>
      number === undefined || /^\d{1,5}[a-z]?$/i.test(number)
        ? null
        : {
            field: 'number',
            words: {
              vi: 'Số văn bản chỉ gồm chữ số (ví dụ 12); ký hiệu ghi ở mục riêng.',
              en: 'The number is digits only (such as 12); the symbol has its own field.',
            },
          },
  },
] satisfies readonly Rule<{ id: number; datedOn?: string | undefined; number?: string | undefined }>[]

/** Begins the programme's report on a year: its text from the data, its heading of the agency that reports on that day. */
export const draftReport = command({
  name: 'reports.draft',
  summary: words('Lập dự thảo báo cáo năm', "Draft a year's report"),
  route: 'POST /reports',
  input: z.object({
    year: year(),
    datedOn: optionalDay(),
    /** The plan that asks for it; left out: the one chosen, else the one in force, else the one that has the year. */
    planId: optionalId(),
  }),
  output: Result,
  may: ['coordinator'],
  rules: [
    {
      of: ['year', 'planId'],
      check: (input, context) =>
        planOfYear({ ...context, planId: input.planId ?? context.planId }, input.year),
    },
  ],
  subject,
  async run({ db, today, planId }, input) {
    const plan = await planOfYear({ db, today, planId: input.planId ?? planId }, input.year)
    const there = await db
      .selectFrom('report')
      .select(['id', 'state'])
      .where('planId', '=', plan.id)
      .where('year', '=', input.year)
      .executeTakeFirst()
    if (there !== undefined) throw existing(input.year)
    const duty = await reportDuty(db, plan.id, input.year)
    const heading = await headingOn(db, plan, input.year, input.datedOn ?? today)
    const figures = await readReportData(db, plan.id, input.year)
    return db
      .insertInto('report')
      .values({
        planId: plan.id,
        year: input.year,
        state: 'draft',
        dueOn: duty.dueOn,
        dueBefore: duty.dueBefore,
        sections: JSON.stringify(defaultSections(figures)),
        heading: JSON.stringify(heading),
        signatory: JSON.stringify({ authority: authorityOf(heading.issuer), name: '' }),
        datedOn: input.datedOn ?? null,
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

function existing(reported: number | null) {
  const of = reported === null ? '' : ` ${reported}`
  return conflict('reports.exists', {
    vi: `Báo cáo năm${of} đã được lập. Xin mở báo cáo đó; nếu đã chốt thì lập lại từ trang của báo cáo.`,
    en: `The report on the year${of} exists. Open it; if it is sealed, restate it from its own page.`,
  })
}

const section = () => optionalLongText(20_000)

/** Saves the edited text and heading of a draft. A field left empty takes the proposed text again. */
export const editReport = command({
  name: 'reports.edit',
  summary: words('Sửa dự thảo báo cáo', 'Edit a draft report'),
  route: 'PUT /reports/{id}',
  input: z.object({
    id: id(),
    version: whole(1),
    opening: section(),
    situation: section(),
    task1: section(),
    task2: section(),
    task3: section(),
    task4: section(),
    budget: section(),
    obstacles: section(),
    proposals: section(),
    direction: section(),
    agency: optionalText(200),
    superior: optionalText(200),
    issuer: optionalText(200),
    symbol: optionalText(50),
    place: optionalText(100),
    subject: optionalLongText(500),
    recipients: optionalLongText(2000),
    authority: optionalLongText(500),
    signatory: optionalText(100),
    number: optionalText(20),
    datedOn: optionalDay(),
  }),
  output: Result,
  may: ['coordinator'],
  rules: [
    {
      // A section that is too long is told beside the others: it is left out of what is looked at.
      of: ['id'],
      judge: async (input, { db }) => {
        const row = await reportRow(db, input.id, false)
        const typed = sectionKeys.some((key) => input[key] !== undefined)
        if (row === null || !typed) return null
        return unknownNames(input as Partial<Sections>, await readReportData(db, row.planId, row.year))
      },
    },
    ...paperRules,
  ],
  subject,
  async run(context, input) {
    const { db, today } = context
    const row = await lockDraft(context, input.id, input.version)
    const plan = await activePlan({ db, planId: row.planId })
    const figures = await readReportData(db, row.planId, row.year)
    const proposed = defaultSections(figures)
    const sections = sectionsFrom((key) => input[key] ?? proposed[key])
    refuse(unknownNames(sections, figures))
    const law = await headingOn(db, plan, row.year, input.datedOn ?? today)
    const heading = {
      agency: input.agency ?? law.agency,
      superior: input.superior ?? law.superior,
      issuer: input.issuer ?? law.issuer,
      symbol: input.symbol ?? law.symbol,
      place: input.place ?? law.place,
      subject: input.subject ?? law.subject,
      recipients: input.recipients === undefined ? law.recipients : linesOf(input.recipients),
    }
    const authority = input.authority === undefined ? authorityOf(heading.issuer) : linesOf(input.authority)
    return db
      .updateTable('report')
      .set({
        sections: JSON.stringify(sections),
        heading: JSON.stringify(heading),
        signatory: JSON.stringify({ authority, name: input.signatory ?? '' }),
        number: input.number ?? null,
        datedOn: input.datedOn ?? null,
        version: row.version + 1,
      })
      .where('id', '=', row.id)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

const linesOf = (typed: string) => typed.split('\n').filter((line) => line !== '')

function sectionsFrom(of: (key: SectionKey) => string): Sections {
  return {
    opening: of('opening'),
    situation: of('situation'),
    task1: of('task1'),
    task2: of('task2'),
    task3: of('task3'),
    task4: of('task4'),
    budget: of('budget'),
    obstacles: of('obstacles'),
    proposals: of('proposals'),
    direction: of('direction'),
  }
}

function unknownNames(sections: Partial<Sections>, figures: ReportData): FieldProblem[] {
  return sectionKeys.flatMap((key): FieldProblem[] => {
    const unknown = unknownPlaceholders(sections[key] ?? '', figures)
    if (unknown.length === 0) return []
    const names = unknown.map((name) => `{${name}}`).join(', ')
    return [
      {
        field: key,
        words: words(`Không có số liệu nào tên ${names}.`, `There is no figure called ${names}.`),
      },
    ]
  })
}

async function lockDraft({ db }: Context, reportId: number, version: number | undefined): Promise<ReportRow> {
  const row = await reportRow(db, reportId, true)
  if (row === null) throw notFound(words('báo cáo', 'Report'))
  if (row.state === 'sealed') throw alreadySealed()
  if (version !== undefined && row.version !== version) {
    throw conflict('reports.stale', {
      vi: 'Có người vừa lưu báo cáo này. Nội dung bạn nhập vẫn còn dưới đây; xin đối chiếu với bản hiện tại rồi lưu lại.',
      en: 'Somebody has just saved this report. What you typed is still below; compare it with the present text and save again.',
    })
  }
  return row
}

function alreadySealed() {
  return conflict('reports.sealed', {
    vi: 'Báo cáo đã chốt, không sửa được nữa. Nếu số liệu đổi, xin lập lại báo cáo với lý do.',
    en: 'The report is sealed and can no longer be changed. If figures have changed, restate it with a reason.',
  })
}

/**
 * Seals a report: its figures, text and heading as canonical JSON, its DOCX and XLSX, each with its SHA-256, and with the
 * figures the SHA-256 of every evidence file that is counted. From then on the row cannot change.
 */
export const sealReport = command({
  name: 'reports.seal',
  summary: words('Chốt báo cáo', 'Seal a report'),
  route: 'POST /reports/{id}/seal',
  input: z.object({
    id: id(),
    /** The version that was read; without it the present one is sealed. */
    version: whole(1).optional(),
    number: text(20),
    datedOn: day(),
    signatory: text(100),
    /** SHA-256 of the figures that were read; sealing stops if they have changed since. */
    seen: optionalText(64),
  }),
  output: z.object({
    id: z.int(),
    version: z.int(),
    dataSha256: z.string(),
    docxSha256: z.string(),
    xlsxSha256: z.string(),
  }),
  may: ['coordinator', 'leader'],
  rules: paperRules,
  subject,
  async run(context, input) {
    const { db, files, actor } = context
    const row = await lockDraft(context, input.id, input.version)
    await holdApart(
      context,
      sealedApart.control,
      { subject: `report:${input.id}`, commands: sealedApart.commands },
      words('Bạn đã soạn báo cáo này', 'You drafted this report'),
    )
    await holdFacts(db)
    const seen = await readReportData(db, row.planId, row.year)
    if (input.seen !== undefined && input.seen !== sha256(canonicalJson(seen))) {
      throw conflict('reports.moved', {
        vi: 'Số liệu vừa thay đổi sau khi bạn mở trang này. Xin xem lại báo cáo rồi chốt.',
        en: 'The figures have changed since you opened this page. Please read the report again, then seal it.',
      })
    }
    refuse(unknownNames(row.sections, seen))
    const drafted: Report = {
      ...draftOf(row),
      number: input.number ?? null,
      datedOn: input.datedOn,
      signatory: { ...row.signatory, name: input.signatory },
      figures: seen,
    }
    const name = reportFileName(drafted, false)
    const evidenceFile = await keepEvidence(context, {
      planId: row.planId,
      year: row.year,
      name: `${name}-minh-chung`,
    })
    const report: Report = { ...drafted, figures: { ...seen, evidenceFile } }
    const data = canonicalJson(report)
    const keep = async (extension: string, mime: string, bytes: Uint8Array) =>
      storeMade(db, files, {
        name: `${name}.${extension}`,
        bytes,
        mime,
        uploadedBy: actor.userId,
        enterpriseId: null,
      })
    const docx = await keep('docx', docxType, await reportDocx(report, false))
    const xlsx = await keep('xlsx', xlsxType, await reportXlsx(report, false))
    const pdf = await pdfOf(report)
    const keptPdf = pdf === null ? null : await keep('pdf', pdfType, pdf)
    const dataSha256 = sha256(data)
    const sealed = await db
      .updateTable('report')
      .set({
        state: 'sealed',
        number: report.number,
        datedOn: report.datedOn,
        signatory: JSON.stringify(report.signatory),
        data,
        dataSha256,
        docxFileId: docx.id,
        docxSha256: docx.sha256,
        xlsxFileId: xlsx.id,
        xlsxSha256: xlsx.sha256,
        pdfFileId: keptPdf?.id ?? null,
        pdfSha256: keptPdf?.sha256 ?? null,
        sealedAt: context.now,
        sealedBy: actor.name,
        version: row.version + 1,
      })
      .where('id', '=', row.id)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    return { ...sealed, dataSha256, docxSha256: docx.sha256, xlsxSha256: xlsx.sha256 }
  },
})

/** The PDF of a report that is sealed; null where this machine writes none. */
async function pdfOf(report: Report): Promise<Uint8Array | null> {
  try {
    return await reportPdf(report, false)
  } catch (error) {
    if (error instanceof Problem && error.status === 501) return null
    throw error
  }
}

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const pdfType = 'application/pdf'

/** Begins a new edition of a sealed report whose figures or text must be put right. The sealed one stays as it is. */
export const restateReport = command({
  name: 'reports.restate',
  summary: words('Lập lại báo cáo đã chốt', 'Restate a sealed report'),
  route: 'POST /reports/{id}/restatement',
  input: z.object({ id: id(), reason: longText(1000) }),
  output: Result,
  may: ['coordinator'],
  subject,
  async run({ db }, input) {
    const row = await reportRow(db, input.id)
    if (row === null) throw notFound(words('báo cáo', 'Report'))
    if (row.state !== 'sealed') {
      throw conflict('reports.notSealed', {
        vi: 'Báo cáo chưa chốt, có thể sửa trực tiếp.',
        en: 'The report is not sealed; it can be edited as it is.',
      })
    }
    const later = await db
      .selectFrom('report')
      .select('id')
      .where('planId', '=', row.planId)
      .where('year', '=', row.year)
      .where('edition', '>', row.edition)
      .executeTakeFirst()
    if (later !== undefined) throw notLatest()
    return db
      .insertInto('report')
      .values({
        planId: row.planId,
        year: row.year,
        edition: row.edition + 1,
        state: 'draft',
        dueOn: row.dueOn,
        dueBefore: row.dueBefore,
        sections: JSON.stringify(row.sections),
        heading: JSON.stringify(row.heading),
        signatory: JSON.stringify(row.signatory),
        restatement: input.reason,
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

function notLatest() {
  return conflict(
    'reports.notLatest',
    words('Báo cáo này đã được lập lại ở một bản sau.', 'A later edition of this report exists already.'),
  )
}

explainConstraint('report_sealed', alreadySealed)
explainConstraint('report_one_draft', () => existing(null))
explainConstraint('report_plan_id_year_edition_key', () => existing(null))
