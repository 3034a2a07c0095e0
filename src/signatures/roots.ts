import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { today as dayOf } from '../platform/dates.ts'
import { id, longText, optionalChoice, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'

/* The authorities whose certificates are trusted when a digital signature is checked. None is shipped: an administrator loads them. */

export const rootStates = states({
  trusted: { vi: 'Được tin', en: 'Trusted', tone: 'success' },
  removed: { vi: 'Đã bỏ khỏi danh sách', en: 'Taken off the list', tone: 'neutral' },
})

const noRoot = () => notFound(words('chứng thư này', 'This certificate'))

explainConstraint('signature_root_once', () =>
  invalidField('pem', words('Chứng thư này đã có.', 'This certificate is there already.')),
)

/** The certificate in a PEM text. @throws Problem 422 for another text, or the certificate of somebody who issues none */
function certificateIn(pem: string): X509Certificate {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(pem)
  } catch {
    throw invalidField(
      'pem',
      words(
        'Đây không phải chứng thư dạng PEM (bắt đầu bằng BEGIN CERTIFICATE).',
        'This is no certificate in PEM (it begins with BEGIN CERTIFICATE).',
      ),
    )
  }
  if (!certificate.ca)
    throw invalidField(
      'pem',
      words(
        'Chứng thư này không phải của một tổ chức cấp chứng thư.',
        'This is not the certificate of an authority that issues certificates.',
      ),
    )
  return certificate
}

/** Loads the certificate of an authority. */
export const addSignatureRoot = command({
  name: 'signatures.addRoot',
  summary: words('Thêm chứng thư của tổ chức chứng thực', 'Add the certificate of an authority'),
  route: 'POST /signature-roots',
  input: z.object({ pem: longText(20_000), source: text(500) }),
  output: z.object({ id: z.int(), subject: z.string() }),
  may: ['admin'],
  subject: (_input, output) => `signature_root:${output.id}`,
  async run({ db, today }, { pem, source }) {
    const certificate = certificateIn(pem)
    return db
      .insertInto('signatureRoot')
      .values({
        subject: certificate.subject.replaceAll('\n', ', '),
        der: certificate.raw,
        sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
        validFrom: dayOf(certificate.validFromDate),
        validTo: dayOf(certificate.validToDate),
        source,
        addedOn: today,
      })
      .returning(['id', 'subject'])
      .executeTakeFirstOrThrow()
  },
})

/** Takes an authority away; what was checked by it stays as it was found. */
export const removeSignatureRoot = command({
  name: 'signatures.removeRoot',
  summary: words('Bỏ chứng thư của tổ chức chứng thực', 'Take the certificate of an authority away'),
  route: 'POST /signature-roots/{id}/removal',
  input: z.object({ id: id(), reason: longText(1000) }),
  output: z.object({ id: z.int() }),
  may: ['admin'],
  subject: ({ id: rootId }) => `signature_root:${rootId}`,
  async run({ db, today }, { id: rootId, reason }) {
    const row = await db
      .selectFrom('signatureRoot')
      .select('removedOn')
      .where('id', '=', rootId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw noRoot()
    if (row.removedOn !== null)
      throw conflict('signatures.removed', words('Chứng thư này đã bỏ.', 'This certificate is taken away.'))
    await db
      .updateTable('signatureRoot')
      .set({ removedOn: today, removeReason: reason })
      .where('id', '=', rootId)
      .execute()
    return { id: rootId }
  },
})

const RootRow = z.object({
  id: z.int(),
  subject: z.string(),
  sha256: z.string(),
  validFrom: z.iso.date(),
  validTo: z.iso.date(),
  source: z.string(),
  addedOn: z.iso.date(),
  state: rootStates.schema,
  removedOn: z.iso.date().nullable(),
  removeReason: z.string().nullable(),
})
export type RootRow = z.infer<typeof RootRow>

const roots = (db: Db) =>
  db
    .selectFrom('signatureRoot as r')
    .select(['r.id', 'r.subject', 'r.sha256', 'r.validFrom', 'r.validTo', 'r.source', 'r.addedOn'])
    .select(['r.removedOn', 'r.removeReason'])
    .select(({ eb, val }) =>
      eb
        .case()
        .when('r.removedOn', 'is', null)
        .then(val<'trusted' | 'removed'>('trusted'))
        .else(val<'trusted' | 'removed'>('removed'))
        .end()
        .as('state'),
    )

const rootReaders = ['admin', 'coordinator', 'leader', 'auditor'] as const

/** The authorities that are trusted, and were. */
export const listSignatureRoots = query({
  name: 'signatures.roots',
  summary: words('Các tổ chức chứng thực được tin', 'Authorities that are trusted'),
  route: 'GET /signature-roots',
  input: z.object({ ...listInput(['addedOn', 'validTo']), state: optionalChoice(rootStates.keys) }),
  output: listOutput(RootRow),
  may: rootReaders,
  async run({ db }, input) {
    let rows = roots(db)
    if (input.state !== undefined)
      rows = rows.where('r.removedOn', input.state === 'trusted' ? 'is' : 'is not', null)
    for (const pattern of searchPatterns(input.q, (said) => said.toLowerCase()))
      rows = rows.where('r.subject', 'ilike', pattern)
    return pageOf(
      rows,
      input,
      {
        addedOn: { column: 'r.addedOn', value: (row) => row.addedOn, direction: 'desc' },
        validTo: { column: 'r.validTo', value: (row) => row.validTo },
      },
      'r.id',
    )
  },
})

/** One of them. */
export const showSignatureRoot = query({
  name: 'signatures.root',
  summary: words('Một chứng thư được tin', 'A certificate that is trusted'),
  route: 'GET /signature-roots/{id}',
  input: z.object({ id: id() }),
  output: RootRow,
  may: rootReaders,
  async run({ db }, { id: rootId }) {
    const row = await roots(db).where('r.id', '=', rootId).executeTakeFirst()
    if (row === undefined) throw noRoot()
    return row
  },
})
