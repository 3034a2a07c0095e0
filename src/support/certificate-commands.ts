import { z } from 'zod'
import { retractFact } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { day, id, longText, optionalText } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { pickedProvider } from '../providers/index.ts'
import { factOf } from './certificate-count.ts'
import { factKindOf, recordCertificateFact } from './certificate-facts.ts'
import { certificateFields, certifierField } from './certificate-fields.ts'
import { isProductKind, mayCertify, turnStates } from './rules.ts'
import { evidenceOf, readTurn, type TurnRecord } from './turn-row.ts'

explainConstraint('certificate_once', () =>
  conflict(
    'certificates.once',
    words(
      'Chứng nhận của tổ chức này với số này (cho sản phẩm này) đã được ghi nhận.',
      'A certificate of this body with this number (for this product) is recorded already.',
    ),
    'number',
  ),
)

/** The one on the register that was picked, on the day of the issue. @throws Problem 422 */
const certifierOf = async (
  db: Db,
  { providerId, issuedOn }: { readonly providerId?: number | undefined; readonly issuedOn: string },
) =>
  providerId === undefined
    ? null
    : pickedProvider(db, { providerId, roles: ['certifier', 'laboratory', 'inspection'], day: issuedOn })

const certifierRule: Rule<{ readonly providerId?: number | undefined; readonly issuedOn: string }> = {
  of: ['providerId', 'issuedOn'],
  check: async (input, { db }) => {
    await certifierOf(db, input)
  },
}

/**
 * Records a certificate that came out of a turn. A product certificate counts at once; a system certificate counts once
 * its turn is finished: plans ask for certified turns among the supported ones ("trong đó").
 */
export const recordCertificate = command({
  name: 'certificates.record',
  summary: words('Ghi nhận chứng nhận', 'Record a certificate'),
  route: 'POST /certificates',
  input: z.object({
    turnId: id(),
    ...certificateFields.input,
    ...certifierField.input,
    /** As the certificate says it; the name on the register where it is picked from there. */
    body: optionalText(200),
    /** A product that is not listed yet, by its name. */
    productName: optionalText(200),
  }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  needs: [
    {
      field: 'providerId',
      of: ['body'],
      when: ({ body }) => body === undefined,
      said: words('chọn trong sổ', 'from the register'),
      words: words('Xin chọn tổ chức chứng nhận trong sổ.', 'Please pick the certification body.'),
    },
  ],
  rules: [
    certifierRule,
    {
      of: ['turnId', 'issuedOn'],
      judge: async ({ turnId, issuedOn }, { db, actor, today }) => {
        const { decidedOn } = await readTurn(db, actor, turnId, false)
        if (issuedOn >= decidedOn && issuedOn <= today) return null
        return {
          field: 'issuedOn',
          words: words(
            `Ngày cấp phải từ ngày quyết định hỗ trợ ${formatDate(decidedOn)} đến hôm nay.`,
            `The issue must lie between the decision on ${formatDate(decidedOn)} and today.`,
          ),
        }
      },
    },
    inOrder(
      'issuedOn',
      'expiresOn',
      words('Ngày hết hạn không được trước ngày cấp.', 'It cannot expire before its issue.'),
    ),
    {
      of: ['turnId', 'kind', 'productId', 'productName'],
      check: async (input, { db, actor }) => {
        if (!isProductKind(input.kind) || input.productName !== undefined) return
        await knownProduct(db, await readTurn(db, actor, input.turnId, false), input.productId)
      },
    },
  ],
  subject: (_input, output) => `certificate:${output.id}`,
  async run(context, input) {
    const { db, actor } = context
    const turn = await readTurn(db, actor, input.turnId, true)
    if (!mayCertify(turn.state)) {
      throw conflict('certificates.turnState', {
        vi: `Lượt hỗ trợ đang “${turnStates.names[turn.state].vi}” nên chưa ghi nhận được chứng nhận.`,
        en: `The turn is “${turnStates.names[turn.state].en}”: no certificate can come of it.`,
      })
    }
    await evidenceOf(context, input.fileId, turn.enterpriseId)
    const provider = await certifierOf(db, input)
    const body = input.body ?? provider?.name
    if (body === undefined) throw new Error('A certificate has a body')
    const certificate = await db
      .insertInto('certificate')
      .values({
        planId: turn.planId,
        turnId: turn.id,
        enterpriseId: turn.enterpriseId,
        ...certificateFields.values({ ...input, body }),
        providerId: provider?.id ?? null,
        productId: isProductKind(input.kind) ? await productOf(context, turn, input) : null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const counted = factOf({
      ...{ kind: input.kind, turnId: turn.id, productId: certificate.productId },
      ...{ turnFinished: turn.state === 'finished', withdrawn: false, suspended: false },
    })
    if (counted !== null) await recordCertificateFact(db, counted.fact, certificate, turn)
    return { id: certificate.id }
  },
})

/** Withdraws a certificate (withdrawn by its body, or recorded in error): it stays on record and counts no more. */
export const withdrawCertificate = command({
  name: 'certificates.withdraw',
  summary: words('Thu hồi chứng nhận', 'Withdraw a certificate'),
  route: 'POST /certificates/{id}/withdrawal',
  input: z.object({ id: id(), withdrawnOn: day(), reason: longText(2000) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'withdrawnOn'],
      judge: async ({ id: certificateId, withdrawnOn }, { db, today }) => {
        const certificate = await db
          .selectFrom('certificate')
          .select('issuedOn')
          .where('id', '=', certificateId)
          .executeTakeFirst()
        if (certificate === undefined) return null
        const { issuedOn } = certificate
        if (withdrawnOn >= issuedOn && withdrawnOn <= today) return null
        return {
          field: 'withdrawnOn',
          words: {
            vi: `Ngày thu hồi phải từ ngày cấp ${formatDate(issuedOn)} đến hôm nay.`,
            en: `The day must lie between the issue on ${formatDate(issuedOn)} and today.`,
          },
        }
      },
    },
  ],
  subject: ({ id }) => `certificate:${id}`,
  async run({ db }, input) {
    // The turn first: finishing it counts its certificates, and must see this one either before or after.
    await db
      .selectFrom('supportTurn')
      .select('id')
      .where('id', 'in', db.selectFrom('certificate').select('turnId').where('id', '=', input.id))
      .forUpdate()
      .execute()
    const certificate = await db
      .selectFrom('certificate')
      .selectAll()
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (certificate === undefined) throw notFound(words('chứng nhận', 'Certificate'))
    if (certificate.withdrawnOn !== null) {
      throw conflict('certificates.withdrawn', {
        vi: `Chứng nhận đã thu hồi từ ngày ${formatDate(certificate.withdrawnOn)}.`,
        en: `The certificate was withdrawn on ${formatDate(certificate.withdrawnOn)}.`,
      })
    }
    await db
      .updateTable('certificate')
      .set({ withdrawnOn: input.withdrawnOn, withdrawal: input.reason })
      .where('id', '=', input.id)
      .execute()
    const kind = factKindOf(certificate.kind)
    if (kind !== null) {
      await retractFact(db, { kind, recordType: 'certificate', recordId: input.id, reason: input.reason })
    }
    return { id: input.id }
  },
})

/** The enterprise's product that is certified: a known one, or by its name (a new name makes a new product). */
async function productOf(
  { db }: Context,
  turn: TurnRecord,
  input: { productId?: number | undefined; productName?: string | undefined },
): Promise<number> {
  if (input.productName !== undefined) {
    await db
      .insertInto('product')
      .values({ enterpriseId: turn.enterpriseId, name: input.productName })
      .onConflict((conflict) => conflict.columns(['enterpriseId', 'name']).doNothing())
      .execute()
    const product = await db
      .selectFrom('product')
      .select('id')
      .where('enterpriseId', '=', turn.enterpriseId)
      .where('name', '=', input.productName)
      .executeTakeFirstOrThrow()
    return product.id
  }
  return knownProduct(db, turn, input.productId)
}

/** @throws Problem 422 when none is chosen, or one of another enterprise */
async function knownProduct(db: Db, turn: TurnRecord, productId: number | undefined): Promise<number> {
  if (productId === undefined) {
    throw invalidField('productId', {
      vi: 'Xin chọn hoặc ghi tên sản phẩm được chứng nhận.',
      en: 'Please choose or name the certified product.',
    })
  }
  const product = await db
    .selectFrom('product')
    .select('id')
    .where('id', '=', productId)
    .where('enterpriseId', '=', turn.enterpriseId)
    .executeTakeFirst()
  if (product === undefined) {
    throw invalidField(
      'productId',
      words('Sản phẩm không thuộc doanh nghiệp này.', 'Not a product of this enterprise.'),
    )
  }
  return product.id
}

/** Ties a certificate whose body was typed to the one on the register; what the certificate says stays. */
export const chooseCertifier = command({
  name: 'certificates.chooseCertifier',
  summary: words('Chọn tổ chức chứng nhận trong sổ', 'Pick the certification body of a certificate'),
  route: 'POST /certificates/{id}/certifier',
  input: z.object({ id: id(), providerId: id() }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: ({ id }) => `certificate:${id}`,
  async run({ db }, { id: certificateId, providerId }) {
    const row = await db
      .selectFrom('certificate')
      .select(['id', 'issuedOn'])
      .where('id', '=', certificateId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('chứng nhận', 'Certificate'))
    const provider = await certifierOf(db, { providerId, issuedOn: row.issuedOn })
    await db
      .updateTable('certificate')
      .set({ providerId: provider?.id ?? null })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id }
  },
})
