import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { doneByReport } from '../duties/index.ts'
import { sha256 } from '../platform/audit.ts'
import { day, id, optionalText, text, whole } from '../platform/fields.ts'
import { storeMade } from '../platform/files.ts'
import { canonicalJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, Problem, refuse } from '../platform/problem.ts'
import { readReportData } from './data.ts'
import { type Report, reportDocx, reportFileName, reportPdf, reportXlsx } from './document.ts'
import { lockDraft, paperRules, unknownNames } from './draft-rules.ts'
import { holdFacts, keepEvidence } from './evidence.ts'
import { draftOf, plansReported, recordOf, reportDuty, reportedOf } from './report-row.ts'

/** Who drafted a report does not seal it. */
export const sealedApart = {
  control: 'seal',
  commands: ['reports.draft', 'reports.edit', 'reports.restate'],
  record: 'report',
  did: words('Bạn đã soạn báo cáo này', 'You drafted this report'),
} satisfies Apart

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
  may: ['coordinator', 'leader', 'head'],
  signed: 'report',
  rules: paperRules,
  subject: ({ id: reportId }) => `report:${reportId}`,
  async run(context, input) {
    const { db, files, actor } = context
    const row = await lockDraft(context, input.id, input.version)
    await holdApart(context, sealedApart, input.id)
    await holdFacts(db)
    const seen = await readReportData(db, plansReported(row), reportedOf(row))
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
      planIds: plansReported(row),
      upTo: { year: row.year, to: row.toOn ?? undefined, about: recordOf(row) },
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
    // The report that the plan asks for is done by it; one over several plans is the report of each of them.
    for (const planId of row.period === 'planYear' ? plansReported(row) : []) {
      const { itemId } = await reportDuty(db, planId, row.year)
      if (itemId !== null)
        await doneByReport(context, itemId, {
          datedOn: input.datedOn,
          note: `Báo cáo năm ${row.year}${report.number === null ? '' : ` số ${report.number}`} đã chốt.`,
          fileId: keptPdf?.id ?? docx.id,
        })
    }
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
