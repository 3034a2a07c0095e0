import { sql } from 'kysely'
import { endList } from '../key-products/index.ts'
import { noticeKind, tell } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { confirmProof, endProof, matchProduct, recordMeasure, refuseProof } from './commands.ts'
import { storedStates } from './rules.ts'
import { subjectOf, subjectOfEn } from './threads.ts'

const enterprise = words('Doanh nghiệp', 'Enterprise')
const proof = words('Nội dung chứng minh', 'What is proven')
const reason = words('Lý do', 'Reason')

const proposed = noticeKind({
  key: 'proofs.proposed',
  label: words('Chứng minh tiêu chí mới', 'New proof of a criterion'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('Chờ xác nhận: {proof} của {enterprise}', 'To be confirmed: {proof} of {enterprise}'),
  body: words('{enterprise} lập chứng minh tiêu chí: {proof}.', '{enterprise} proves a criterion: {proof}.'),
  fields: { enterprise, proof },
})

const settled = noticeKind({
  key: 'proofs.settled',
  label: words(
    'Chứng minh tiêu chí được xác nhận, không xác nhận, kết thúc',
    'Proof confirmed, refused or ended',
  ),
  for: ['enterprise'],
  way: 'mail',
  subject: words('{proof}: {state}', '{proof}: {state}'),
  body: words('{enterprise}, {proof}: {state}. {reason}', '{enterprise}, {proof}: {state}. {reason}'),
  fields: { enterprise, proof, state: words('Tình trạng', 'State'), reason },
})

const lapses = noticeKind({
  key: 'proofs.listEnded',
  label: words('Danh mục sản phẩm chủ lực kết thúc', 'A list of key products ends'),
  for: ['enterprise', 'coordinator'],
  way: 'mail',
  subject: words(
    '{proof}: danh mục {instrument} áp dụng đến hết ngày {day}',
    '{proof}: the list {instrument} holds until {day}',
  ),
  body: words(
    'Sau ngày {day} sản phẩm {proof} của {enterprise} không còn được tính là sản phẩm chủ lực theo {instrument}. Nếu danh mục mới có sản phẩm này, xin lập chứng minh theo danh mục mới.',
    'After {day} the product {proof} of {enterprise} no longer counts as a key product by {instrument}. If a new list names it, please match it to that.',
  ),
  fields: {
    enterprise,
    proof,
    instrument: words('Số văn bản', 'Number of the document'),
    day: words('Ngày cuối cùng', 'Last day'),
  },
})

const about = async (db: Db, condition: ReturnType<typeof sql>) =>
  (
    await sql<{
      id: number
      version: number
      state: (typeof storedStates.keys)[number]
      reason: string | null
      enterpriseId: number
      enterprise: string
      vi: string
      en: string
    }>`SELECT p.id, p.version, p.state, p.reason, p.enterprise_id, e.name AS enterprise, ${subjectOf} AS vi, ${subjectOfEn} AS en
         FROM enterprise_proof p JOIN enterprise e ON e.id = p.enterprise_id WHERE ${condition} ORDER BY p.id`.execute(
      db,
    )
  ).rows

async function tellOffice(context: Context, proofId: number): Promise<void> {
  for (const one of await about(context.db, sql`p.id = ${proofId}`))
    await tell(context, proposed, {
      to: { roles: ['coordinator'] },
      occurrence: String(proofId),
      values: { enterprise: one.enterprise, proof: words(one.vi, one.en) },
      href: `/proofs/${proofId}`,
    })
}
follow(matchProduct, (context, _input, { id }) => tellOffice(context, id))
follow(recordMeasure, (context, _input, { id }) => tellOffice(context, id))

async function tellOwner(context: Context, proofId: number): Promise<void> {
  for (const one of await about(context.db, sql`p.id = ${proofId}`))
    await tell(context, settled, {
      to: { enterpriseId: one.enterpriseId },
      occurrence: `${proofId}:${one.version}`,
      values: {
        enterprise: one.enterprise,
        proof: words(one.vi, one.en),
        state: storedStates.wordsOf(one.state),
        reason: one.reason ?? '',
      },
      href: `/proofs/${proofId}`,
    })
}
follow(confirmProof, (context, _input, { id }) => tellOwner(context, id))
follow(refuseProof, (context, _input, { id }) => tellOwner(context, id))
follow(endProof, (context, _input, { id }) => tellOwner(context, id))

/** A list that ends concerns whoever has a confirmed product of it: told at once, the work follows on the day after its last. */
follow(endList, async (context, { validTo }, { id: listId }) => {
  const { db } = context
  const { number } = await db
    .selectFrom('keyProductList as l')
    .innerJoin('legalInstrument as i', 'i.id', 'l.instrumentId')
    .select('i.number')
    .where('l.id', '=', listId)
    .executeTakeFirstOrThrow()
  const of = sql`p.state = 'confirmed' AND p.key_product_id IN (SELECT k.id FROM key_product k WHERE k.list_id = ${listId})`
  for (const one of await about(db, of))
    await tell(context, lapses, {
      to: { enterpriseId: one.enterpriseId, roles: ['coordinator'] },
      occurrence: `${one.id}:${validTo}`,
      values: {
        enterprise: one.enterprise,
        proof: words(one.vi, one.en),
        instrument: number,
        day: formatDate(validTo),
      },
      href: `/proofs/${one.id}`,
    })
})
