import { type InferResult, sql } from 'kysely'
import { z } from 'zod'
import { TakenOver, takenOver, takenOverInput, takenOverWanted } from '../imports/index.ts'
import { ofPlans, planArticles, plansInput, plansWanted } from '../plan/index.ts'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { invalidField, notFound } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { lookUpLimit } from '../platform/strangers.ts'
import { fold } from '../platform/text.ts'
import { certificateFields } from './certificate-fields.ts'
import { CertificateLife, lifeOf } from './certificate-life-rows.ts'
import { certificateKinds, isProductKind, type Validity, validities, validity } from './rules.ts'

export const CertificateRow = z.object({
  id: z.int(),
  planId: z.int(),
  /** The number of the plan under which it was given. */
  plan: z.string(),
  turnId: z.int(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  ...certificateFields.row,
  product: z.string().nullable(),
  /** Its body on the register of providers, where it was picked. */
  providerId: z.int().nullable(),
  withdrawnOn: z.iso.date().nullable(),
  withdrawal: z.string().nullable(),
  /** By which the public finds it. */
  code: z.string(),
  scope: z.string().nullable(),
  suspendedOn: z.iso.date().nullable(),
  file: z.object({ id: z.int(), name: z.string() }),
  validity: validities.schema,
  /** Whether an indicator counts it now. */
  counted: z.boolean(),
})
export type CertificateRow = z.infer<typeof CertificateRow>

/** Certificates with their names, unfiltered and unordered. */
export function certificateSelect(db: Db) {
  return db
    .selectFrom('certificate as k')
    .innerJoin('enterprise as e', 'e.id', 'k.enterpriseId')
    .innerJoin('file as f', 'f.id', 'k.fileId')
    .innerJoin('plan as of', 'of.id', 'k.planId')
    .leftJoin('product as p', 'p.id', 'k.productId')
    .select([
      'k.id',
      'k.planId',
      'of.number as plan',
      'k.turnId',
      'k.enterpriseId',
      'e.name as enterprise',
      ...certificateFields.select('k'),
      'p.name as product',
      'k.providerId',
      'k.withdrawnOn',
      'k.withdrawal',
      'k.code',
      'k.scope',
      'k.suspendedOn',
      'k.fileId',
      'f.name as fileName',
      sql<boolean>`EXISTS (SELECT FROM fact WHERE fact.record_type = 'certificate' AND fact.record_id = k.id
        AND fact.retracted_at IS NULL)`.as('counted'),
    ])
}

type SelectedCertificate = InferResult<ReturnType<typeof certificateSelect>>[number]

/** A selected certificate as it is shown on a day. */
export function withValidity(
  { fileId, fileName, ...row }: SelectedCertificate,
  today: string,
): CertificateRow {
  return {
    ...row,
    file: { id: fileId, name: fileName },
    validity: validity(row, today),
  }
}

/** Rows of a select of certificates that hold, are suspended, have expired or were withdrawn on the day: `validity` in SQL. */
function validityWhere(wanted: Validity, today: string) {
  const withdrawn = sql<boolean>`(k.withdrawn_on IS NOT NULL AND k.withdrawn_on <= ${today}::date)`
  const expired = sql<boolean>`(k.expires_on IS NOT NULL AND k.expires_on < ${today}::date)`
  const suspended = sql<boolean>`(k.suspended_on IS NOT NULL AND k.suspended_on <= ${today}::date)`
  if (wanted === 'withdrawn') return withdrawn
  if (wanted === 'expired') return sql<boolean>`(NOT ${withdrawn} AND ${expired})`
  return wanted === 'suspended'
    ? sql<boolean>`(NOT ${withdrawn} AND NOT ${expired} AND ${suspended})`
    : sql<boolean>`(NOT ${withdrawn} AND NOT ${expired} AND NOT ${suspended})`
}

/** A pattern in the certificate's number, standard or body, its product, or its enterprise. */
function matches(pattern: string) {
  return sql<boolean>`(e.search LIKE ${pattern} OR fold(k.number || ' ' || k.standard || ' ' || k.body || ' ' || coalesce(p.name, '')) LIKE ${pattern})`
}

/** The certificates of every plan, or of those asked for. An enterprise sees its own. */
export const listCertificates = query({
  name: 'certificates.list',
  summary: words('Danh sách chứng nhận', 'List of certificates'),
  route: 'GET /certificates',
  input: z.object({
    ...listInput(['issued', 'expires', 'number', 'kind', 'standard', 'enterprise']),
    kind: optionalChoice(certificateKinds.keys),
    validity: optionalChoice(validities.keys),
    enterpriseId: optionalId(),
    /** The unit that the enterprise's seat is in. */
    unit: optionalId(),
    ...takenOverInput,
    ...plansInput,
  }),
  output: listOutput(CertificateRow),
  may: signedIn,
  async run({ db, actor, today, planId }, input) {
    let select = certificateSelect(db)
      .where(ofPlans('k.planId', plansWanted(planId, input.plan)))
      .where(readableBy(actor, 'k.enterpriseId'))
      .where(takenOverWanted('certificate', 'k.id', input.takenOver))
    if (input.enterpriseId !== undefined) select = select.where('k.enterpriseId', '=', input.enterpriseId)
    if (input.unit !== undefined) select = select.where('e.adminUnitId', '=', input.unit)
    if (input.kind !== undefined) select = select.where('k.kind', '=', input.kind)
    if (input.validity !== undefined) select = select.where(validityWhere(input.validity, today))
    for (const pattern of searchPatterns(input.q, fold)) select = select.where(matches(pattern))
    const page = await pageOf(
      select,
      input,
      {
        issued: { column: 'k.issuedOn', value: (row) => row.issuedOn, direction: 'desc' },
        expires: byDay('k.expiresOn', (row) => row.expiresOn),
        number: { column: 'k.number', value: (row) => row.number },
        kind: { column: 'k.kind', value: (row) => row.kind },
        standard: { column: 'k.standard', value: (row) => row.standard },
        enterprise: { column: 'e.name', value: (row) => row.enterprise },
      },
      'k.id',
    )
    return { ...page, rows: page.rows.map((row) => withValidity(row, today)) }
  },
})

/** One certificate. An enterprise finds its own only. */
export const showCertificate = query({
  name: 'certificates.show',
  summary: words('Một chứng nhận', 'One certificate'),
  route: 'GET /certificates/{id}',
  input: z.object({ id: id() }),
  output: CertificateRow.extend({
    /** The section of the plan that its target stands in. */
    article: z.string().nullable(),
    takenOver: TakenOver,
    ...CertificateLife,
  }),
  may: signedIn,
  async run({ db, actor, today }, input) {
    const row = await certificateSelect(db)
      .where('k.id', '=', input.id)
      .where(readableBy(actor, 'k.enterpriseId'))
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('chứng nhận', 'Certificate'))
    const { targets } = await planArticles(db, row.planId)
    const counts = isProductKind(row.kind) ? 'certifiedProducts' : 'certifiedTurns'
    return {
      ...withValidity(row, today),
      article: targets[counts] ?? null,
      takenOver: await takenOver(db, actor, 'certificate', row.id),
      ...(await lifeOf(db, row.id)),
    }
  },
})

/** More answers than this are not shown: whoever verifies knows the number or the name. */
const verifyLimit = 20
const countLookUp = lookUpLimit()

/**
 * Public verification: certificates by number, product or enterprise, with their validity today. Names of enterprises and
 * products only; no person, address or file. Certificates of every plan are found.
 */
export const verifyCertificates = query({
  name: 'certificates.verify',
  summary: words('Tra cứu chứng nhận', 'Look up a certificate'),
  route: 'GET /verify',
  input: z.object({ q: text(200) }),
  output: z.object({
    rows: z.array(
      CertificateRow.pick({
        enterprise: true,
        kind: true,
        standard: true,
        product: true,
        body: true,
        number: true,
        issuedOn: true,
        expiresOn: true,
        withdrawnOn: true,
        validity: true,
      }),
    ),
    more: z.boolean(),
  }),
  may: ['public'],
  async run({ db, today }, input) {
    await countLookUp()
    if (fold(input.q).replace(/[^a-z0-9]/g, '').length < 3) {
      throw invalidField(
        'q',
        words('Xin nhập ít nhất 3 chữ hoặc số.', 'Please enter at least 3 letters or digits.'),
      )
    }
    let select = certificateSelect(db)
    for (const pattern of searchPatterns(input.q, fold)) select = select.where(matches(pattern))
    const found = await select
      .orderBy('k.issuedOn', 'desc')
      .orderBy('k.id', 'desc')
      .limit(verifyLimit + 1)
      .execute()
    const rows = found.slice(0, verifyLimit).map((row) => {
      const {
        enterprise,
        kind,
        standard,
        product,
        body,
        number,
        issuedOn,
        expiresOn,
        withdrawnOn,
        validity,
      } = withValidity(row, today)
      return { enterprise, kind, standard, product, body, number, issuedOn, expiresOn, withdrawnOn, validity }
    })
    return { rows, more: found.length > verifyLimit }
  },
})
