import { z } from 'zod'
import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { lookUpLimit } from '../platform/strangers.ts'
import { CertificateRow, certificateSelect, withValidity } from './certificate-queries.ts'

const countLookUp = lookUpLimit()

/** The certificate of a code, for whoever scans it: no person, address or file; of its audits the days alone. */
export const verifyCode = query({
  name: 'certificates.verifyCode',
  summary: words('Chứng nhận theo mã QR', 'The certificate of a QR code'),
  route: 'GET /verify/{code}',
  input: z.object({ code: text(40) }),
  output: CertificateRow.pick({
    enterprise: true,
    kind: true,
    standard: true,
    product: true,
    body: true,
    number: true,
    issuedOn: true,
    expiresOn: true,
    withdrawnOn: true,
    suspendedOn: true,
    scope: true,
    validity: true,
    code: true,
  }).extend({ lastAudit: z.iso.date().nullable() }),
  may: ['public'],
  async run({ db, today }, { code }) {
    await countLookUp()
    const row = await certificateSelect(db).where('k.code', '=', code.trim().toUpperCase()).executeTakeFirst()
    if (row === undefined) throw notFound(words('chứng nhận có mã này', 'Certificate of this code'))
    const audit = await db
      .selectFrom('certificateAudit')
      .select((eb) => eb.fn.max<string | null>('heldOn').as('heldOn'))
      .where('certificateId', '=', row.id)
      .executeTakeFirst()
    const { enterprise, kind, standard, product, body, number, issuedOn, expiresOn, withdrawnOn, ...rest } =
      withValidity(row, today)
    return {
      ...{ enterprise, kind, standard, product, body, number, issuedOn, expiresOn, withdrawnOn },
      ...{ suspendedOn: rest.suspendedOn, scope: rest.scope, validity: rest.validity, code: rest.code },
      lastAudit: audit?.heldOn ?? null,
    }
  },
})
