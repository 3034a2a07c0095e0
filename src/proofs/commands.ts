import { sql } from 'kysely'
import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { enterpriseEvidence, lockEnterprise } from '../enterprises/index.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { matchFields, measureFields } from './fields.ts'
import { measureFault, storedStates } from './rules.ts'

/* A proof on its way: proposed with its evidence, confirmed or refused by another person, withdrawn, or ended when it no longer holds. */

const twice = () =>
  conflict(
    'proofs.twice',
    words(
      'Đã có chứng minh như vậy đang chờ hoặc đã xác nhận.',
      'Such a proof waits or is confirmed already.',
    ),
  )
explainConstraint('enterprise_proof_once', twice)
explainConstraint('enterprise_proof_product', () =>
  conflict(
    'enterprises.productProven',
    words(
      'Sản phẩm đã được đề nghị là sản phẩm chủ lực nên không xóa được; có thể đổi tên.',
      'The product was matched to a key product and cannot be removed; it can be renamed.',
    ),
  ),
)
explainConstraint('enterprise_proof_entry', () =>
  conflict(
    'keyProducts.matched',
    words(
      'Đã có sản phẩm của doanh nghiệp khớp với dòng này; xin kết thúc danh mục thay vì xóa dòng.',
      'A product of an enterprise is matched to it; please end the list instead.',
    ),
  ),
)

const Changed = z.object({ id: z.int(), enterpriseId: z.int(), version: z.int() })
export const noProof = () => notFound(words('chứng minh tiêu chí', 'Proof of a criterion'))

/** Whoever proposed a proof does not confirm or refuse it. */
export const confirmedApart = {
  control: 'proof',
  record: 'enterprise_proof',
  commands: ['proofs.matchProduct', 'proofs.recordMeasure'],
  // what came in with a table was entered by whoever wrote the table
  others: (proofId) => sql`SELECT u.user_id AS account, u.at
    FROM enterprise_proof p JOIN audit u ON u.subject = 'measure-import:' || p.import_id
    WHERE p.id = ${proofId} AND u.command = 'proofs.applyImport'`,
  did: words('Bạn đã lập chứng minh này', 'You entered this proof'),
} satisfies Apart

const ofEnterprise: Rule<{ readonly id: number; readonly productId: number }> = {
  of: ['id', 'productId'],
  judge: async ({ id: enterpriseId, productId }, { db }) =>
    (await productOf(db, enterpriseId, productId)) === undefined
      ? {
          field: 'productId',
          words: words('Doanh nghiệp không có sản phẩm này.', 'The enterprise has no such product.'),
        }
      : null,
}

const productOf = (db: Db, enterpriseId: number, productId: number) =>
  db
    .selectFrom('product')
    .select(['id', 'name'])
    .where('id', '=', productId)
    .where('enterpriseId', '=', enterpriseId)
    .executeTakeFirst()

const stillListed: Rule<{ readonly keyProductId: number }> = {
  of: ['keyProductId'],
  judge: async ({ keyProductId }, { db, today }) => {
    const entry = await db
      .selectFrom('keyProduct as k')
      .innerJoin('keyProductList as l', 'l.id', 'k.listId')
      .select('l.validTo')
      .where('k.id', '=', keyProductId)
      .executeTakeFirst()
    if (entry === undefined)
      return {
        field: 'keyProductId',
        words: words('Không có sản phẩm chủ lực này.', 'There is no such key product.'),
      }
    if (entry.validTo === null || entry.validTo >= today) return null
    return {
      field: 'keyProductId',
      words: words('Danh mục của sản phẩm này đã hết hiệu lực.', 'The list of this product has ended.'),
    }
  },
}

/** Says that a product of an enterprise is a key product by a list, with what shows it. It waits for an officer. */
export const matchProduct = command({
  name: 'proofs.matchProduct',
  summary: words('Đề nghị công nhận sản phẩm chủ lực', 'Match a key product'),
  route: 'POST /enterprises/{id}/key-product-matches',
  input: z.object({ id: id(), ...matchFields.input }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  rules: [ofEnterprise, stillListed],
  subject: (_input, output) => `enterprise_proof:${output.id}`,
  async run(context, { id: enterpriseId, productId, keyProductId, note, fileId }) {
    const { db } = context
    await lockEnterprise(context, enterpriseId)
    const product = await productOf(db, enterpriseId, productId)
    if (product === undefined) throw noProof()
    return propose(context, enterpriseId, {
      ...{ kind: 'key_product', productId, productName: product.name, keyProductId, note, fileId },
    })
  },
})

/** Gives a measure of a year, with what shows it. It waits for an officer. */
export const recordMeasure = command({
  name: 'proofs.recordMeasure',
  summary: words('Ghi số liệu chứng minh tiêu chí', 'Record a measure of a criterion'),
  route: 'POST /enterprises/{id}/measures',
  input: z.object({ id: id(), ...measureFields.input }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  rules: [
    { of: ['kind', 'value', 'unit'], judge: (input) => measureFault(input) },
    {
      of: ['year'],
      judge: ({ year }, { today }) =>
        year <= yearOf(today)
          ? null
          : { field: 'year', words: words('Năm này chưa tới.', 'This year is yet to come.') },
    },
  ],
  subject: (_input, output) => `enterprise_proof:${output.id}`,
  async run(context, { id: enterpriseId, ...input }) {
    await lockEnterprise(context, enterpriseId)
    return propose(context, enterpriseId, input)
  },
})

type Proposed =
  | {
      readonly kind: 'key_product'
      readonly productId: number
      readonly productName: string
      readonly keyProductId: number
      readonly note: string
      readonly fileId: number
    }
  | z.output<z.ZodObject<typeof measureFields.input>>

/** Keeps what was proposed. One that stands already is said of the field that names it. */
async function propose(context: Context, enterpriseId: number, proposed: Proposed) {
  const { db, today } = context
  const there = await db
    .selectFrom('enterpriseProof')
    .select('id')
    .where('enterpriseId', '=', enterpriseId)
    .where('kind', '=', proposed.kind)
    .where('state', 'in', ['proposed', 'confirmed'])
    .$if('year' in proposed, (of) => of.where('year', '=', 'year' in proposed ? proposed.year : 0))
    .$if('productId' in proposed, (of) =>
      'productId' in proposed
        ? of.where('keyProductId', '=', proposed.keyProductId).where('productName', '=', proposed.productName)
        : of,
    )
    .executeTakeFirst()
  if (there !== undefined)
    throw invalidField(
      'year' in proposed ? 'year' : 'keyProductId',
      words(
        `Đã có chứng minh số ${there.id} đang chờ hoặc đã xác nhận; nếu sai, xin rút hoặc kết thúc chứng minh đó trước.`,
        `Proof ${there.id} waits or is confirmed already; if it is wrong, withdraw or end it first.`,
      ),
    )
  await enterpriseEvidence(context, enterpriseId, proposed.fileId, null)
  return db
    .insertInto('enterpriseProof')
    .values({ enterpriseId, ...proposed, proposedOn: today })
    .returning(['id', 'enterpriseId', 'version'])
    .executeTakeFirstOrThrow()
}

type Stored = (typeof storedStates.keys)[number]

/** The proof under lock, in a state for the act. @throws Problem 404, 409 */
async function lockProof(
  { db, actor }: Context,
  { id: proofId, version }: { readonly id: number; readonly version: number },
  from: readonly Stored[],
) {
  const proof = await db
    .selectFrom('enterpriseProof')
    .selectAll()
    .where('id', '=', proofId)
    .where(readableBy(actor, 'enterpriseProof.enterpriseId'))
    .forUpdate()
    .executeTakeFirst()
  if (proof === undefined) throw noProof()
  if (proof.version !== version) throw staleRecord()
  if (!from.includes(proof.state)) {
    const { vi, en } = storedStates.wordsOf(proof.state)
    throw conflict(
      'proofs.state',
      words(`Chứng minh này: ${vi.toLowerCase()}.`, `This proof: ${en.toLowerCase()}.`),
    )
  }
  return proof
}

const settle = (
  { db, today }: Context,
  proof: { readonly id: number; readonly version: number },
  to: { readonly state: Stored; readonly reason: string | null },
) =>
  db
    .updateTable('enterpriseProof')
    .set({ ...to, decidedOn: today, version: proof.version + 1 })
    .where('id', '=', proof.id)
    .returning(['id', 'enterpriseId', 'version'])
    .executeTakeFirstOrThrow()

const apart = (context: Context, proofId: number) => holdApart(context, confirmedApart, proofId)

/** Confirms a proof: from now on it counts while it is in force. */
export const confirmProof = command({
  name: 'proofs.confirm',
  summary: words('Xác nhận chứng minh tiêu chí', 'Confirm a proof of a criterion'),
  route: 'POST /proofs/{id}/confirmation',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `enterprise_proof:${id}`,
  async run(context, input) {
    const proof = await lockProof(context, input, ['proposed'])
    await apart(context, proof.id)
    return settle(context, proof, { state: 'confirmed', reason: null })
  },
})

/** Refuses a proof, with the reason. The criterion stays not known: nothing was found to be otherwise. */
export const refuseProof = command({
  name: 'proofs.refuse',
  summary: words('Không xác nhận chứng minh tiêu chí', 'Refuse a proof of a criterion'),
  route: 'POST /proofs/{id}/refusal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `enterprise_proof:${id}`,
  async run(context, input) {
    const proof = await lockProof(context, input, ['proposed'])
    await apart(context, proof.id)
    return settle(context, proof, { state: 'refused', reason: input.reason })
  },
})

/** Takes a proof back that nobody has confirmed or refused yet. */
export const withdrawProof = command({
  name: 'proofs.withdraw',
  summary: words('Rút chứng minh tiêu chí', 'Withdraw a proof of a criterion'),
  route: 'POST /proofs/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject: ({ id }) => `enterprise_proof:${id}`,
  async run(context, input) {
    const proof = await lockProof(context, input, ['proposed'])
    return settle(context, proof, { state: 'withdrawn', reason: input.reason })
  },
})

/** Ends a confirmed proof that no longer holds, with the reason: it counts no more. */
export const endProof = command({
  name: 'proofs.end',
  summary: words('Kết thúc chứng minh tiêu chí', 'End a proof of a criterion'),
  route: 'POST /proofs/{id}/end',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject: ({ id }) => `enterprise_proof:${id}`,
  async run(context, input) {
    const proof = await lockProof(context, input, ['confirmed'])
    return settle(context, proof, { state: 'ended', reason: input.reason })
  },
})
