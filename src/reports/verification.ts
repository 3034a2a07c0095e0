import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import { sha256 } from '../platform/audit.ts'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import type { FileStore } from '../platform/files.ts'
import { canonicalJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import type { Reported } from './data.ts'
import { listedFiles } from './evidence.ts'
import type { ReportData } from './figures.ts'
import { draftOf, filesOf, parseSealed, type ReportRow, reportedOf, reportRow } from './report-row.ts'

const Check = z.object({
  what: z.object({ vi: z.string(), en: z.string() }),
  ok: z.boolean(),
  expected: z.string(),
  found: z.string(),
})

/**
 * Recomputes every hash of a sealed report: the data's, the two files', the evidence's; holds the row's columns against
 * the sealed data and the row against what the audit says was written.
 */
export const verifyReport = query({
  name: 'reports.verify',
  summary: words('Kiểm tra tính toàn vẹn của báo cáo đã chốt', 'Verify a sealed report'),
  route: 'GET /reports/{id}/verification',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), ok: z.boolean(), checks: z.array(Check) }),
  may: officers,
  async run({ db, files }, input) {
    const row = await reportRow(db, input.id)
    if (row === null) throw notFound(words('báo cáo', 'Report'))
    if (row.state !== 'sealed' || row.data === null) {
      throw conflict('reports.notSealed', {
        vi: 'Báo cáo chưa chốt nên chưa có gì để kiểm tra.',
        en: 'The report is not sealed: there is nothing to verify.',
      })
    }
    const checks = [
      ...dataChecks(row, row.data),
      await recordedCheck(db, row),
      ...(await fileChecks(db, files, row)),
      ...(await evidenceChecks(files, row.data)),
    ]
    return { id: row.id, ok: checks.every((check) => check.ok), checks }
  },
})

type Check = z.infer<typeof Check>

function check(vi: string, en: string, expected: string, found: string): Check {
  return { what: { vi, en }, ok: expected === found, expected, found }
}

function dataChecks(row: ReportRow, data: string): Check[] {
  const hash = check(
    'Số liệu và nội dung đã chốt',
    'The sealed figures and text',
    row.dataSha256 ?? '',
    sha256(data),
  )
  const sealed = readSealed(data)
  if (sealed === null)
    return [hash, check('Đọc được số liệu đã chốt', 'The sealed data can be read', 'JSON', '—')]
  const { figures, ...frame } = sealed
  return [
    hash,
    check(
      'Thông tin trên báo cáo khớp với số liệu đã chốt',
      "The report's own columns agree with the sealed data",
      sha256(canonicalJson({ ...frame, ...overOf({ ...figures, about: recordIn(figures) }) })),
      sha256(canonicalJson({ ...draftOf(row), ...overOf(reportedOf(row)) })),
    ),
  ]
}

/** Over what it is, and of which record; a year of a plan has no days of its own. */
const overOf = ({ year, span, about }: Pick<Reported, 'year' | 'span' | 'about'>) => ({
  year,
  ...(span === undefined ? {} : { span }),
  ...(about === undefined ? {} : { about }),
})

const recordIn = ({ record }: ReportData) =>
  record === undefined ? undefined : { about: record.about, id: record.id }

function readSealed(data: string) {
  try {
    return parseSealed(data)
  } catch {
    return null
  }
}

/** The row against the last writing of it that the audit's list of changes holds; columns that a later migration added do not count. */
async function recordedCheck(db: Db, row: ReportRow): Promise<Check> {
  const { rows } = await sql<{ recorded: string | null; now: string }>`
    SELECT encode(sha256(convert_to(last.after::text, 'UTF8')), 'hex') AS recorded,
           encode(sha256(convert_to((SELECT jsonb_object_agg(e.key, to_jsonb(r) -> e.key)
             FROM jsonb_each(coalesce(last.after, to_jsonb(r))) e)::text, 'UTF8')), 'hex') AS now
      FROM (SELECT set_config('timezone', 'UTC', true)) AS utc
     CROSS JOIN report r
      LEFT JOIN LATERAL (SELECT c.after FROM change c
                          WHERE c.table_name = 'report' AND c.row_key = r.id::text ORDER BY c.id DESC LIMIT 1) last ON true
     WHERE r.id = ${row.id}`.execute(db)
  return check(
    'Bản ghi khớp với nhật ký',
    'The record agrees with the audit',
    rows[0]?.recorded ?? '—',
    rows[0]?.now ?? '—',
  )
}

async function fileChecks(db: Db, files: FileStore, row: ReportRow): Promise<Check[]> {
  const sealed = filesOf(row)
  if (sealed === null) return []
  const checks: Check[] = []
  for (const [format, fileId, digest] of [
    ['DOCX', sealed.docxId, sealed.docxSha256],
    ['XLSX', sealed.xlsxId, sealed.xlsxSha256],
    ['PDF', sealed.pdfId, sealed.pdfSha256],
  ] as const) {
    if (fileId === null || digest === null) continue
    const file = await db.selectFrom('file').select('sha256').where('id', '=', fileId).executeTakeFirst()
    const whole = file?.sha256 === digest && (await files.intact(digest))
    checks.push(check(`Tệp ${format}`, `The ${format} file`, digest, whole ? digest : '—'))
  }
  return checks
}

/** The list of evidence and the files that it names; reports sealed before there was a list name the files in their data. */
async function evidenceChecks(files: FileStore, data: string): Promise<Check[]> {
  const { evidence = [], evidenceFile } = readSealed(data)?.figures ?? {}
  const listed =
    evidenceFile === undefined
      ? new Set(evidence.map((fact) => fact.sha256))
      : await listedFiles(files, evidenceFile)
  const list =
    evidenceFile === undefined
      ? []
      : [
          check(
            'Danh mục minh chứng',
            'The list of evidence',
            evidenceFile.sha256,
            listed === null ? '—' : evidenceFile.sha256,
          ),
        ]
  let whole = 0
  for (const digest of listed ?? []) if (await files.intact(digest)) whole += 1
  return [
    ...list,
    check(
      'Tệp minh chứng còn nguyên',
      'Evidence files that are whole',
      String(evidenceFile?.files ?? listed?.size ?? 0),
      String(whole),
    ),
  ]
}
