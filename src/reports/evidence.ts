import { sql } from 'kysely'
import { z } from 'zod'
import { utf8 } from '../documents/text.ts'
import { streamCsv } from '../documents/write/csv.ts'
import { type FactKind, factKindNames, ofPlans } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { type FileStore, infectedCode, storeMade } from '../platform/files.ts'
import type { Context } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import type { About } from './record-lists.ts'

/*
 * The list of evidence of a sealed report: each fact that its figures count, with the file that proves it and that file's
 * SHA-256. It is a file of its own beside DOCX and XLSX, since it is as long as the facts are many.
 */

/** The list as the sealed data name it. */
export const EvidenceFile = z.object({
  facts: z.int(),
  /** Different files among them. */
  files: z.int(),
  fileId: z.int(),
  sha256: z.string(),
})
export type EvidenceFile = z.output<typeof EvidenceFile>

interface Row {
  id: number
  kind: FactKind
  year: number
  subject: string
  quantity: number
  occurredOn: string
  label: string
  fileId: number
  fileName: string
  sha256: string
}

const columns = [
  'Số',
  'Loại kết quả',
  'Năm',
  'Đối tượng',
  'Số lượng',
  'Ngày',
  'Nội dung',
  'Số tệp',
  'Tệp minh chứng',
  'SHA-256 của tệp',
]

/** Facts are counted from the beginning of each target: up to a year of the plan, or up to the last day of another report. */
interface CountedUpTo {
  readonly year: number
  readonly to: string | undefined
  /** Facts of one record alone. */
  readonly about?: About | undefined
}

function ofRecord(about: About | undefined) {
  if (about === undefined) return sql`true`
  return about.about === 'enterprise'
    ? sql`(f.subject = 'enterprise:' || ${about.id}::int
        OR (f.record_type = 'support_turn' AND f.record_id IN (SELECT id FROM support_turn WHERE enterprise_id = ${about.id}::int))
        OR (f.record_type = 'certificate' AND f.record_id IN (SELECT id FROM certificate WHERE enterprise_id = ${about.id}::int)))`
    : sql`(f.record_type = 'support_turn' AND f.record_id IN (
        SELECT t.id FROM support_turn t JOIN science_task_content c ON c.id = t.task_content_id WHERE c.task_id = ${about.id}::int))`
}

/** As many facts as are read, and their files looked at, between two statements of a transaction. */
const batch = 2_000

async function* counted(
  db: Db,
  planIds: readonly number[],
  { year, to, about }: CountedUpTo,
): AsyncGenerator<Row[]> {
  for (let after = 0; ; ) {
    const { rows } = await sql<Row>`
      SELECT f.id, f.kind, f.year, f.subject, f.quantity, f.occurred_on, f.label, f.file_id,
             file.name AS file_name, file.sha256
        FROM fact f JOIN file ON file.id = f.file_id
       WHERE ${ofPlans('f.planId', planIds)} AND ${to === undefined ? sql`f.year <= ${year}::int` : sql`f.occurred_on <= ${to}::date`} AND ${ofRecord(about)} AND f.retracted_at IS NULL AND f.id > ${after}::int
       ORDER BY f.id LIMIT ${sql.lit(batch)}`.execute(db)
    if (rows.length > 0) yield rows
    if (rows.length < batch) return
    after = rows.at(-1)?.id ?? after
  }
}

/** Nobody counts or retracts a fact until this transaction ends, so that the list and the figures are of the same facts. */
export async function holdFacts(db: Db): Promise<void> {
  await sql`LOCK TABLE fact IN SHARE MODE`.execute(db)
}

/**
 * Writes the list of what counts for these plans, and keeps it as a file.
 * @param name of the file, without extension
 * @throws Problem 409 when a file of evidence is no longer whole on disk: a report is not sealed over missing evidence
 */
export async function keepEvidence(
  { db, files, actor }: Context,
  { planIds, upTo, name }: { planIds: readonly number[]; upTo: CountedUpTo; name: string },
): Promise<EvidenceFile> {
  const whole = new Set<string>()
  let facts = 0
  async function* lines() {
    for await (const rows of counted(db, planIds, upTo)) {
      for (const { sha256, label } of rows) {
        if (whole.has(sha256)) continue
        if (!(await files.intact(sha256))) throw lost(label)
        const reason = await files.withheld(sha256, db)
        if (reason?.code === infectedCode) throw reason
        whole.add(sha256)
      }
      facts += rows.length
      yield rows.map((row) => [
        row.id,
        factKindNames[row.kind].vi,
        row.year,
        row.subject,
        row.quantity,
        row.occurredOn,
        row.label,
        row.fileId,
        row.fileName,
        row.sha256,
      ])
    }
  }
  async function* bytes() {
    for await (const part of streamCsv(columns, lines())) yield utf8(part)
  }
  const file = await storeMade(db, files, {
    name: `${name}.csv`,
    bytes: bytes(),
    mime: 'text/csv',
    uploadedBy: actor.userId,
    enterpriseId: null,
  })
  return { facts, files: whole.size, fileId: file.id, sha256: file.sha256 }
}

const lost = (label: string) =>
  conflict('reports.evidenceLost', {
    vi: `Tệp minh chứng của "${label}" không còn nguyên trên đĩa nên chưa chốt được. Xin tải lại tệp đó.`,
    en: `The evidence file of "${label}" is no longer whole on disk, so the report was not sealed. Please upload it again.`,
  })

/** The different files that a list names; null when the list itself is no longer what was sealed. */
export async function listedFiles(files: FileStore, { sha256 }: EvidenceFile): Promise<Set<string> | null> {
  if (!(await files.intact(sha256))) return null
  const found = new Set<string>()
  let rest = ''
  for await (const part of await files.stream(sha256)) {
    const lines = `${rest}${String(part)}`.split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      // The last column, or the one before the mark of sample data.
      const digest = /,([0-9a-f]{64})(?:,[^,]*)?$/.exec(line)?.[1]
      if (digest !== undefined) found.add(digest)
    }
  }
  return found
}
