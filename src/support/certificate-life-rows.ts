import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { auditKinds, auditResults, certificateEvents } from './certificate-life-fields.ts'

const File = z.object({ id: z.int(), name: z.string() })

const Audit = z.object({
  id: z.int(),
  kind: auditKinds.schema,
  plannedOn: z.iso.date(),
  heldOn: z.iso.date().nullable(),
  result: auditResults.schema.nullable(),
  findings: z.string().nullable(),
  file: File.nullable(),
  cancelledOn: z.iso.date().nullable(),
  cancelReason: z.string().nullable(),
})
export type Audit = z.infer<typeof Audit>

const Event = z.object({
  id: z.int(),
  kind: certificateEvents.schema,
  onDay: z.iso.date(),
  documentNumber: z.string(),
  reason: z.string().nullable(),
  expiresBefore: z.iso.date().nullable(),
  expiresOn: z.iso.date().nullable(),
  scopeBefore: z.string().nullable(),
  scope: z.string().nullable(),
  file: File,
})
export type CertificateEvent = z.infer<typeof Event>

/** What became of a certificate, as its page shows it. */
export const CertificateLife = { audits: z.array(Audit), events: z.array(Event) }

const fileOf = sql`CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('id', f.id, 'name', f.name) END`

/** The audits and events of a certificate, in the order of their days. */
export async function lifeOf(db: Db, certificateId: number) {
  const audits = await sql<Audit>`
    SELECT a.id, a.kind, a.planned_on, a.held_on, a.result, a.findings, ${fileOf} AS file, a.cancelled_on, a.cancel_reason
      FROM certificate_audit a LEFT JOIN file f ON f.id = a.file_id WHERE a.certificate_id = ${certificateId}
     ORDER BY a.planned_on, a.id`.execute(db)
  const events = await sql<CertificateEvent>`
    SELECT v.id, v.kind, v.on_day, v.document_number, v.reason, v.expires_before, v.expires_on, v.scope_before, v.scope, ${fileOf} AS file
      FROM certificate_event v LEFT JOIN file f ON f.id = v.file_id WHERE v.certificate_id = ${certificateId}
     ORDER BY v.on_day, v.id`.execute(db)
  return { audits: audits.rows, events: events.rows }
}
