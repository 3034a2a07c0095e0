import { type FactKind, recordFact } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { countedSubject } from './certificate-count.ts'
import { type CertificateKind, countsFor } from './rules.ts'

interface CountedCertificate {
  readonly id: number
  readonly kind: string
  readonly standard: string
  readonly number: string
  readonly productId: number | null
  readonly issuedOn: string
  readonly fileId: number
}

interface CountedTurn {
  readonly id: number
  readonly planId: number
  readonly year: number
  readonly enterpriseId: number
  readonly enterpriseName: string
}

/** The fact that a certificate is, if it counts for a target; `null` when it does not. */
export const factKindOf = (kind: CertificateKind) => countsFor(kind).fact

/** Records the certificate as a fact of this kind, in the plan year of its turn. */
export async function recordCertificateFact(
  db: Db,
  kind: 'certificate.system' | 'certificate.product',
  certificate: CountedCertificate,
  turn: CountedTurn,
): Promise<void> {
  await recordFact(db, {
    planId: turn.planId,
    kind,
    year: turn.year,
    occurredOn: certificate.issuedOn,
    subject: countedSubject(kind, { turnId: turn.id, productId: certificate.productId }),
    recordType: 'certificate',
    recordId: certificate.id,
    enterpriseId: turn.enterpriseId,
    label: `${turn.enterpriseName}: ${certificate.standard}, số ${certificate.number}`,
    fileId: certificate.fileId,
  })
}

/** What a turn's certificates may have been counted as. */
export async function certificateFacts(
  db: Db,
  turnId: number,
): Promise<{ kind: FactKind; recordId: number }[]> {
  const rows = await db
    .selectFrom('certificate')
    .select(['id', 'kind'])
    .where('turnId', '=', turnId)
    .execute()
  return rows.flatMap((row) => {
    const kind = factKindOf(row.kind)
    return kind === null ? [] : [{ kind, recordId: row.id }]
  })
}
