import type { Insertable } from 'kysely'
import { z } from 'zod'
import { retractFact } from '../plan/index.ts'
import type { DB } from '../platform/database-types.ts'
import { id, longText } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { factOf } from './certificate-count.ts'
import { factKindOf, recordCertificateFact } from './certificate-facts.ts'
import {
  auditFields,
  auditResultFields,
  renewalFields,
  scopeFields,
  suspensionFields,
} from './certificate-life-fields.ts'
import { type CertificateKind, validities, validity } from './rules.ts'
import { evidenceOf, readTurn } from './turn-row.ts'

/* The life of a certificate after its issue, by the papers of its body: audits, suspension, restoration, renewal, scope. */

explainConstraint('certificate_audit_once', () =>
  conflict(
    'certificates.auditTwice',
    words('Đã có cuộc đánh giá như vậy vào ngày này.', 'There is such an audit on this day.'),
    'plannedOn',
  ),
)

const Done = z.object({ id: z.int() })
const subject = ({ id }: { readonly id: number }) => `certificate:${id}`

/** A certificate under lock that was not withdrawn. @throws Problem 404, 409 */
async function lockCertificate({ db }: Context, certificateId: number) {
  const row = await db
    .selectFrom('certificate')
    .selectAll()
    .where('id', '=', certificateId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('chứng nhận', 'Certificate'))
  if (row.withdrawnOn !== null)
    throw conflict('certificates.withdrawn', words('Chứng nhận đã thu hồi.', 'The certificate is withdrawn.'))
  return row
}

/** Nothing becomes of a certificate before its issue. */
const sinceIssue = <K extends 'plannedOn' | 'heldOn' | 'onDay'>(
  field: K,
): Rule<{ readonly id: number } & { readonly [key in K]: string }> => ({
  of: ['id', field],
  judge: async (input, { db }) => {
    const row = await db
      .selectFrom('certificate')
      .select('issuedOn')
      .where('id', '=', input.id)
      .executeTakeFirst()
    return row === undefined || input[field] >= row.issuedOn
      ? null
      : { field, words: words('Không được trước ngày cấp.', 'Not before its issue.') }
  },
})

/** Plans a surveillance or recertification audit. */
export const planAudit = command({
  name: 'certificates.planAudit',
  summary: words('Ghi cuộc đánh giá dự kiến của chứng nhận', 'Plan an audit of a certificate'),
  route: 'POST /certificates/{id}/audits',
  input: z.object({ id: id(), ...auditFields.input }),
  output: Done,
  may: ['coordinator'],
  rules: [sinceIssue('plannedOn')],
  subject,
  async run(context, { id: certificateId, ...input }) {
    const row = await lockCertificate(context, certificateId)
    await context.db
      .insertInto('certificateAudit')
      .values({ certificateId: row.id, ...auditFields.values(input) })
      .execute()
    return { id: row.id }
  },
})

/** An audit that is still to come. @throws Problem 404, 409 */
async function openAudit({ db }: Context, certificateId: number, auditId: number) {
  const row = await db
    .selectFrom('certificateAudit')
    .selectAll()
    .where('id', '=', auditId)
    .where('certificateId', '=', certificateId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('cuộc đánh giá', 'Audit'))
  if (row.heldOn !== null || row.cancelledOn !== null)
    throw conflict(
      'certificates.auditSettled',
      words('Cuộc đánh giá này đã có kết quả hoặc đã hủy.', 'The audit was held or cancelled.'),
    )
  return row
}

/** Records what an audit came to, with its report. */
export const recordAudit = command({
  name: 'certificates.recordAudit',
  summary: words('Ghi kết quả đánh giá của chứng nhận', 'Record the result of an audit'),
  route: 'POST /certificates/{id}/audits/{audit}/result',
  input: z.object({ id: id(), audit: id(), ...auditResultFields.input }),
  output: Done,
  may: ['coordinator'],
  needs: [
    {
      field: 'findings',
      of: ['result'],
      when: ({ result }) => result !== 'passed',
      said: words(
        'khi phải khắc phục hoặc không duy trì',
        'where something is to be mended or it is not kept',
      ),
      words: words('Xin ghi điểm phải khắc phục.', 'Please say what is to be mended.'),
    },
  ],
  rules: [notAhead('heldOn'), sinceIssue('heldOn')],
  subject,
  async run(context, { id: certificateId, audit, ...input }) {
    const row = await lockCertificate(context, certificateId)
    const { id: auditId } = await openAudit(context, certificateId, audit)
    await evidenceOf(context, input.fileId, row.enterpriseId)
    await context.db
      .updateTable('certificateAudit')
      .set(auditResultFields.values(input))
      .where('id', '=', auditId)
      .execute()
    return { id: row.id }
  },
})

/** Cancels an audit that will not be held, with the reason. */
export const cancelAudit = command({
  name: 'certificates.cancelAudit',
  summary: words('Hủy cuộc đánh giá dự kiến', 'Cancel an audit that is planned'),
  route: 'POST /certificates/{id}/audits/{audit}/cancellation',
  input: z.object({ id: id(), audit: id(), reason: longText(1000) }),
  output: Done,
  may: ['coordinator'],
  subject,
  async run(context, { id: certificateId, audit, reason }) {
    const row = await openAudit(context, certificateId, audit)
    await context.db
      .updateTable('certificateAudit')
      .set({ cancelledOn: context.today, cancelReason: reason })
      .where('id', '=', row.id)
      .execute()
    return { id: certificateId }
  },
})

type Event = Omit<Insertable<DB['certificateEvent']>, 'certificateId' | 'enteredOn'>

/** Keeps what became of a certificate, with its paper. */
async function keepEvent(
  context: Context,
  row: { readonly id: number; readonly enterpriseId: number },
  event: Event,
) {
  await evidenceOf(context, event.fileId, row.enterpriseId)
  await context.db
    .insertInto('certificateEvent')
    .values({ ...event, certificateId: row.id, enteredOn: context.today })
    .execute()
  return { id: row.id }
}

const change = { may: ['coordinator'], output: Done, subject } as const

/** The turn and its certificate under lock, in the order of whoever finishes the turn, which counts its certificates. */
async function lockCounted(context: Context, certificateId: number) {
  const of = await context.db
    .selectFrom('certificate')
    .select('turnId')
    .where('id', '=', certificateId)
    .executeTakeFirst()
  if (of === undefined) throw notFound(words('chứng nhận', 'Certificate'))
  const turn = await readTurn(context.db, context.actor, of.turnId, true)
  return { turn, row: await lockCertificate(context, certificateId) }
}

/** Takes back what a certificate counts as. */
async function countNoMore(
  { db }: Context,
  row: { readonly id: number; readonly kind: CertificateKind },
  reason: string,
): Promise<void> {
  const kind = factKindOf(row.kind)
  if (kind !== null) await retractFact(db, { kind, recordType: 'certificate', recordId: row.id, reason })
}

/** Suspends a certificate as its body has said: until it is restored it does not hold, and does not count. */
export const suspendCertificate = command({
  ...change,
  name: 'certificates.suspend',
  summary: words('Ghi đình chỉ chứng nhận', 'Record that a certificate is suspended'),
  route: 'POST /certificates/{id}/suspension',
  input: z.object({ id: id(), ...suspensionFields.input }),
  rules: [notAhead('onDay'), sinceIssue('onDay')],
  async run(context, { id: certificateId, ...said }) {
    const { row } = await lockCounted(context, certificateId)
    const is = validity(row, context.today)
    if (is !== 'valid') {
      const { vi, en } = validities.wordsOf(is)
      throw conflict(
        'certificates.validity',
        words(`Chứng nhận này: ${vi.toLowerCase()}.`, `This certificate: ${en.toLowerCase()}.`),
      )
    }
    await context.db
      .updateTable('certificate')
      .set({ suspendedOn: said.onDay })
      .where('id', '=', row.id)
      .execute()
    await countNoMore(context, row, said.reason)
    return keepEvent(context, row, { kind: 'suspension', ...said })
  },
})

/** Restores a suspended certificate: it counts again as it did. */
export const restoreCertificate = command({
  ...change,
  name: 'certificates.restore',
  summary: words('Ghi khôi phục chứng nhận', 'Record that a certificate is restored'),
  route: 'POST /certificates/{id}/restoration',
  input: z.object({ id: id(), ...suspensionFields.input }),
  rules: [notAhead('onDay')],
  async run(context, { id: certificateId, ...said }) {
    const { turn, row } = await lockCounted(context, certificateId)
    if (row.suspendedOn === null)
      throw conflict(
        'certificates.notSuspended',
        words('Chứng nhận này không bị đình chỉ.', 'The certificate is not suspended.'),
      )
    if (said.onDay < row.suspendedOn)
      throw invalidField('onDay', words('Không được trước ngày đình chỉ.', 'Not before it was suspended.'))
    await context.db.updateTable('certificate').set({ suspendedOn: null }).where('id', '=', row.id).execute()
    const counted = factOf({
      ...{ kind: row.kind, turnId: turn.id, productId: row.productId },
      ...{ turnFinished: turn.state === 'finished', withdrawn: false, suspended: false },
    })
    if (counted !== null && turn.state !== 'cancelled') {
      // one that was suspended before suspensions were counted has its fact still
      await countNoMore(context, row, said.reason)
      await recordCertificateFact(context.db, counted.fact, row, turn)
    }
    return keepEvent(context, row, { kind: 'restoration', ...said })
  },
})

/** Renews a certificate: it holds until a later day. It is the same certificate, so that nothing is counted anew. */
export const renewCertificate = command({
  ...change,
  name: 'certificates.renew',
  summary: words('Ghi gia hạn chứng nhận', 'Record that a certificate is renewed'),
  route: 'POST /certificates/{id}/renewal',
  input: z.object({ id: id(), ...renewalFields.input }),
  rules: [
    notAhead('onDay'),
    sinceIssue('onDay'),
    {
      of: ['id', 'expiresOn'],
      judge: async ({ id: certificateId, expiresOn }, { db }) => {
        const row = await db
          .selectFrom('certificate')
          .select('expiresOn')
          .where('id', '=', certificateId)
          .executeTakeFirst()
        return row === undefined || (row.expiresOn !== null && expiresOn > row.expiresOn)
          ? null
          : {
              field: 'expiresOn',
              words:
                row.expiresOn === null
                  ? words('Chứng nhận này không có thời hạn.', 'The certificate has no last day.')
                  : words('Phải sau ngày hết hạn hiện nay.', 'It must come after its last day of today.'),
            }
      },
    },
  ],
  async run(context, { id: certificateId, ...said }) {
    const row = await lockCertificate(context, certificateId)
    await context.db
      .updateTable('certificate')
      .set({ expiresOn: said.expiresOn })
      .where('id', '=', row.id)
      .execute()
    return keepEvent(context, row, { kind: 'renewal', expiresBefore: row.expiresOn, ...said })
  },
})

/** Says what a certificate covers, as its body has extended or reduced it. */
export const changeScope = command({
  ...change,
  name: 'certificates.changeScope',
  summary: words('Ghi phạm vi chứng nhận', 'Record the scope of a certificate'),
  route: 'POST /certificates/{id}/scope',
  input: z.object({ id: id(), ...scopeFields.input }),
  rules: [notAhead('onDay'), sinceIssue('onDay')],
  async run(context, { id: certificateId, ...said }) {
    const row = await lockCertificate(context, certificateId)
    await context.db.updateTable('certificate').set({ scope: said.scope }).where('id', '=', row.id).execute()
    return keepEvent(context, row, { kind: 'scope', scopeBefore: row.scope, ...said })
  },
})
