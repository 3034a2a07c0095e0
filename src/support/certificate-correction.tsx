import { retractFact } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { correctable } from '../ui/index.ts'
import { factKindOf, recordCertificateFact } from './certificate-facts.ts'
import { certificateFields } from './certificate-fields.ts'
import { showCertificate } from './certificate-queries.ts'
import { evidenceOf, readTurn, turnTold } from './turn-row.ts'

async function readCertificate({ db, actor }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('certificate as k')
    .selectAll('k')
    .where('k.id', '=', id)
    .where(readableBy(actor, 'k.enterpriseId'))
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** A certificate is put right with the fact that counts it; another kind or product is another certificate. */
export const certificateCorrection = correctable({
  record: 'certificate',
  table: 'certificate',
  title: words('chứng nhận', 'Certificate'),
  fields: certificateFields,
  without: ['kind', 'productId'],
  name: 'certificates.correct',
  route: 'PUT /certificates/{id}/correction',
  historyRoute: 'GET /certificates/{id}/corrections',
  address: '/certificates/{id}/correction',
  href: (id) => `/certificates/${id}`,
  crumbs: ({ t }) => [{ label: t('Chứng nhận', 'Certificates'), href: '/certificates' }],
  may: ['coordinator'],
  read: readCertificate,
  show: showCertificate,
  async used({ db }, { turnId }) {
    return (await turnTold(db, turnId))
      ? words(
          'Chứng nhận này đã vào báo cáo năm đã chốt.',
          'A sealed yearly report has told of this certificate already.',
        )
      : null
  },
  async write(context, row, values, reason) {
    const { db, actor, today } = context
    if (row.withdrawnOn !== null)
      throw conflict(
        'certificates.withdrawn',
        words('Chứng nhận đã thu hồi.', 'The certificate is withdrawn.'),
      )
    const turn = await readTurn(db, actor, row.turnId, true)
    const issuedOn = String(values.issuedOn)
    if (issuedOn < turn.decidedOn || issuedOn > today) {
      throw invalidField(
        'issuedOn',
        words(
          `Ngày cấp phải từ ngày quyết định hỗ trợ ${formatDate(turn.decidedOn)} đến hôm nay.`,
          `The issue must lie between the decision on ${formatDate(turn.decidedOn)} and today.`,
        ),
      )
    }
    if (typeof values.expiresOn === 'string' && values.expiresOn < issuedOn) {
      throw invalidField(
        'expiresOn',
        words('Ngày hết hạn không được trước ngày cấp.', 'It cannot expire before its issue.'),
      )
    }
    const fileId = Number(values.fileId)
    if (fileId !== row.fileId) await evidenceOf(context, fileId, row.enterpriseId)
    const now = await db
      .updateTable('certificate')
      .set(values)
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const kind = factKindOf(row.kind)
    const counted =
      kind === null
        ? undefined
        : await db
            .selectFrom('fact')
            .select('id')
            .where('kind', '=', kind)
            .where('recordType', '=', 'certificate')
            .where('recordId', '=', row.id)
            .where('retractedAt', 'is', null)
            .executeTakeFirst()
    if (counted === undefined || (kind !== 'certificate.product' && kind !== 'certificate.system')) return
    await retractFact(db, { kind, recordType: 'certificate', recordId: row.id, reason })
    await recordCertificateFact(db, kind, now, turn)
  },
})
