import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { id, longText, optionalId, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { type Words, words } from '../platform/language.ts'
import { ofMatter } from '../platform/matters.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { readableBy, readsEvery } from '../platform/sight.ts'
import { accountedFields, type ClaimState, claimLineFields, claimStates, payeeFields } from './fields.ts'
import { claimants, claimReadable } from './sight.ts'

/* A claim of payment as its claimant writes it: kept as a draft, line by line, sent, withdrawn. */

explainConstraint('claim_within', () =>
  conflict(
    'claims.overCommitment',
    words(
      'Đề nghị vượt số cam kết còn lại sau khi trừ số đã chi và các đề nghị đang chờ. Xin mở lại trang để xem số còn được đề nghị.',
      'The claim goes over what is committed less what was paid and what other claims wait for. Please reload the page to see what may be claimed.',
    ),
  ),
)
explainConstraint('claim_voucher_once', () =>
  conflict(
    'claims.voucherTwice',
    words(
      'Một chứng từ cùng số, cùng ngày, cùng số tiền đã được đề nghị thanh toán.',
      'A voucher of the same number, day and amount is claimed already.',
    ),
  ),
)
explainConstraint('claim_commitment', () => wrongSource())
explainConstraint('claim_advance', () =>
  invalidField(
    'advanceId',
    words(
      'Không phải khoản tạm ứng chưa hoàn của lượt hỗ trợ hoặc nội dung này.',
      'No advance of this turn or content that is still to be cleared.',
    ),
  ),
)

const wrongSource = () =>
  invalidField(
    'commitmentId',
    words('Nguồn và năm này không thuộc đề nghị.', 'This source and year are not of the claim.'),
  )

export const ClaimChanged = z.object({ id: z.int(), state: claimStates.schema, version: z.int() })
export type ClaimRow = Awaited<ReturnType<typeof lockClaim>>

/** A claim under lock, one that the actor reads. @throws Problem 404, 409 when it changed meanwhile or is in none of these states */
export async function lockClaim(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  claimId: number,
  from: readonly ClaimState[],
  version?: number,
) {
  const seen = await db
    .selectFrom('paymentClaim as c')
    .leftJoin('supportTurn as t', 't.id', 'c.turnId')
    .leftJoin('scienceTaskContent as n', 'n.id', 'c.contentId')
    .select('c.id')
    .where('c.id', '=', claimId)
    .where(claimReadable(actor))
    .executeTakeFirst()
  if (seen === undefined) throw notFound(words('đề nghị thanh toán', 'Claim'))
  const row = await db
    .selectFrom('paymentClaim')
    .selectAll()
    .where('id', '=', claimId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (version !== undefined && row.version !== version) throw staleRecord()
  const state = claimStates.schema.parse(row.state)
  if (!from.includes(state)) {
    const is = claimStates.wordsOf(state)
    throw conflict(
      'claims.elsewhere',
      words(`Đề nghị này: ${is.vi.toLowerCase()}.`, `This claim is: ${is.en.toLowerCase()}.`),
    )
  }
  return { ...row, state }
}

/** What an act changes of a claim; it has one version more. */
export async function moveClaim(
  { db }: Pick<Context, 'db'>,
  row: { readonly id: number; readonly version: number },
  set: {
    readonly state: ClaimState
    readonly sentOn?: string
    readonly settledOn?: string | null
    readonly settledBy?: string | null
    readonly reason?: string | null
  },
) {
  await db
    .updateTable('paymentClaim')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: set.state, version: row.version + 1 }
}

/** A turn or content whose money may be claimed by this actor. @throws Problem 404, 409 */
async function checkTurn({ db, actor }: Context, turnId: number): Promise<void> {
  const turn = await db
    .selectFrom('supportTurn as t')
    .select(['t.state', 't.commitmentId'])
    .where('t.id', '=', turnId)
    .where(readableBy(actor, 't.enterpriseId'))
    .executeTakeFirst()
  if (turn === undefined) throw notFound(words('lượt hỗ trợ', 'Support turn'))
  if (turn.state === 'cancelled')
    throw conflict('claims.turnCancelled', words('Lượt hỗ trợ đã hủy.', 'The turn is cancelled.'))
  if (turn.commitmentId === null)
    throw conflict(
      'claims.byTask',
      words(
        'Kinh phí của lượt do hợp đồng nhiệm vụ cam kết; tổ chức chủ trì nhiệm vụ đề nghị thanh toán.',
        'The contract of the task commits the money of this turn; the host of the task claims it.',
      ),
    )
}

async function checkContent({ db, actor }: Context, contentId: number): Promise<void> {
  const content = await db
    .selectFrom('scienceTaskContent as n')
    .innerJoin('scienceTask as k', 'k.id', 'n.taskId')
    .select(['n.committedBy', 'n.passed'])
    .select(
      sql<boolean>`EXISTS (SELECT FROM science_task_commitment o WHERE o.task_id = k.id)`.as('committed'),
    )
    .where('n.id', '=', contentId)
    .where(readsEvery(actor) ? sql<boolean>`true` : ofMatter(actor, 'science-task', 'k.id'))
    .executeTakeFirst()
  if (content === undefined) throw notFound(words('nội dung của nhiệm vụ', 'Content of the task'))
  if (content.committedBy !== 'contract' || content.passed === false || !content.committed)
    throw conflict(
      'claims.notCommitted',
      words(
        'Hợp đồng nhiệm vụ chưa cam kết kinh phí của nội dung này.',
        'No contract of the task has committed money of this content.',
      ),
    )
}

const begun = { ...payeeFields.input, ...accountedFields.input }
type Begun = z.output<z.ZodObject<typeof begun>>

async function begin(
  context: Context,
  place: { turnId: number | null; contentId: number | null; taskTurnId?: number | undefined },
  { advanceId, ...payee }: Begun,
) {
  const { db, actor, now } = context
  return db
    .insertInto('paymentClaim')
    .values({
      ...place,
      ...payee,
      advanceId: advanceId ?? null,
      note: payee.note ?? null,
      claimedBy: actor.userId,
      claimedAt: now,
    })
    .returning(['id', 'state', 'version'])
    .$narrowType<{ state: 'draft' }>()
    .executeTakeFirstOrThrow()
}

/** Begins a claim for a support turn: by the enterprise itself, or by an officer who has its paper. It is a draft until it is sent. */
export const claimOfTurn = command({
  name: 'claims.ofTurn',
  summary: words('Lập đề nghị thanh toán của lượt hỗ trợ', 'Begin a claim for a support turn'),
  route: 'POST /support/{id}/claims',
  input: z.object({ id: id(), ...begun }),
  output: ClaimChanged,
  may: ['coordinator', 'enterprise'],
  subject: (_input, output) => `payment_claim:${output.id}`,
  async run(context, { id: turnId, ...payee }) {
    await checkTurn(context, turnId)
    return begin(context, { turnId, contentId: null }, payee)
  },
})

/** Begins a claim for a content of a task: by the host or the leader, or by an officer who has their paper. */
export const claimOfContent = command({
  name: 'claims.ofContent',
  summary: words('Lập đề nghị thanh toán của nội dung nhiệm vụ', 'Begin a claim for a content of a task'),
  route: 'POST /science-task-contents/{id}/claims',
  /** `taskTurnId`: the support turn under the content that it is for. */
  input: z.object({ id: id(), ...begun, taskTurnId: optionalId() }),
  output: ClaimChanged,
  may: ['coordinator', 'task_host', 'task_leader'],
  subject: (_input, output) => `payment_claim:${output.id}`,
  async run(context, { id: contentId, taskTurnId, ...payee }) {
    await checkContent(context, contentId)
    return begin(context, { turnId: null, contentId, taskTurnId }, payee)
  },
})

/** Says anew whom a draft is paid to. Of a claim that is accepted too: an account that the Treasury could not pay to is mended so. */
export const editPayee = command({
  name: 'claims.editPayee',
  summary: words('Sửa tài khoản nhận tiền', 'Change the account that is paid'),
  route: 'PUT /claims/{id}/payee',
  input: z.object({ id: id(), version: whole(1), ...payeeFields.input }),
  output: ClaimChanged,
  may: claimants,
  subject: ({ id }) => `payment_claim:${id}`,
  async run(context, { id: claimId, version, note, ...payee }) {
    const row = await lockClaim(context, claimId, ['draft', 'sent', 'asked', 'accepted'], version)
    await noOrder(context.db, claimId)
    await context.db
      .updateTable('paymentClaim')
      .set({ ...payee, note: note ?? null })
      .where('id', '=', claimId)
      .execute()
    return moveClaim(context, row, { state: row.state })
  },
})

/** The commitments that a claim may name, with what may still be claimed on each. */
export async function sourcesOf(
  db: Db,
  claim: {
    readonly id: number | null
    readonly turnId: number | null
    readonly contentId: number | null
  },
) {
  const { rows } = await sql<{
    commitmentId: number
    year: number
    source: string
    sourceEn: string
    documentNumber: string
    left: bigint
  }>`
    SELECT c.id AS commitment_id, c.year, s.name AS source, s.name_en AS source_en, c.document_number, claim_left(c.id, ${claim.id}::int) AS "left"
      FROM commitment c JOIN funding_source s ON s.id = c.source_id
     WHERE c.id IN (SELECT t.commitment_id FROM support_turn t WHERE t.id = ${claim.turnId}::int
       UNION ALL SELECT k.commitment_id FROM science_task_commitment k JOIN science_task_content n ON n.task_id = k.task_id
        WHERE n.id = ${claim.contentId}::int)
     ORDER BY c.year, s.ord, c.id`.execute(db)
  return rows
}

/** The advances that a claim may name: those of the turn or content that are still to be cleared. */
export async function advancesOf(
  db: Db,
  claim: { readonly turnId: number | null; readonly contentId: number | null },
) {
  const { rows } = await sql<{ id: number; number: string; rest: bigint; dueOn: string }>`
    SELECT a.id, o.document_number AS number, a.amount - a.cleared - a.returned - a.recovered AS rest, a.due_on
      FROM advance a JOIN payment_order o ON o.id = a.order_id
     WHERE a.state IN ('open', 'part') AND o.task_content_id IS NOT DISTINCT FROM ${claim.contentId}::int
       AND (${claim.turnId}::int IS NULL AND o.task_content_id IS NOT NULL
         OR o.commitment_id = (SELECT t.commitment_id FROM support_turn t WHERE t.id = ${claim.turnId}::int))
     ORDER BY a.due_on, a.id`.execute(db)
  return rows
}

/** Adds a line of cost with its voucher to a draft. */
export const addClaimLine = command({
  name: 'claims.addLine',
  summary: words('Thêm khoản chi phí vào đề nghị', 'Add a cost to a claim'),
  route: 'POST /claims/{id}/lines',
  /** `commitmentId`: the source and year that it is asked from; left out where there is one. */
  input: z.object({ id: id(), commitmentId: optionalId(), ...claimLineFields.input }),
  output: ClaimChanged.extend({ lineId: z.int() }),
  may: claimants,
  rules: [notAhead('voucherOn')],
  subject: ({ id }) => `payment_claim:${id}`,
  async run(context, { id: claimId, commitmentId, fileId, ...line }) {
    const { db } = context
    const row = await lockClaim(context, claimId, ['draft'])
    const sources = await sourcesOf(db, row)
    const only = sources.length === 1 ? sources[0]?.commitmentId : undefined
    const named = commitmentId ?? only
    if (named === undefined)
      throw invalidField('commitmentId', words('Xin chọn nguồn và năm.', 'Please choose source and year.'))
    if (!sources.some((source) => source.commitmentId === named)) throw wrongSource()
    const file = await evidence(context, fileId)
    const { id: lineId } = await db
      .insertInto('claimLine')
      .values({ ...line, claimId, commitmentId: named, fileId: file.id })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { ...(await moveClaim(context, row, { state: row.state })), lineId }
  },
})

/** Takes a line out of a draft. */
export const removeClaimLine = command({
  name: 'claims.removeLine',
  summary: words('Bỏ một khoản chi phí', 'Take a cost out'),
  route: 'POST /claims/{id}/lines/{line}/removal',
  input: z.object({ id: id(), line: id() }),
  output: ClaimChanged,
  may: claimants,
  subject: ({ id }) => `payment_claim:${id}`,
  async run(context, { id: claimId, line }) {
    const row = await lockClaim(context, claimId, ['draft'])
    const gone = await context.db
      .deleteFrom('claimLine')
      .where('id', '=', line)
      .where('claimId', '=', claimId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('khoản chi phí', 'Line of cost'))
    return moveClaim(context, row, { state: row.state })
  },
})

/** Sends a draft to be judged. What it asks for is held on its commitments from then on. */
export const sendClaim = command({
  name: 'claims.send',
  summary: words('Gửi đề nghị thanh toán', 'Send a claim'),
  route: 'POST /claims/{id}/send',
  input: z.object({ id: id(), version: whole(1) }),
  output: ClaimChanged,
  may: claimants,
  subject: ({ id }) => `payment_claim:${id}`,
  async run(context, { id: claimId, version }) {
    const row = await lockClaim(context, claimId, ['draft'], version)
    const line = await context.db
      .selectFrom('claimLine')
      .select('id')
      .where('claimId', '=', claimId)
      .executeTakeFirst()
    if (line === undefined)
      throw conflict(
        'claims.empty',
        words('Đề nghị chưa có khoản chi phí nào.', 'The claim has no cost yet.'),
      )
    return moveClaim(context, row, { state: 'sent', sentOn: context.today })
  },
})

/** Takes a claim back, with the reason; one that is drawn up for payment stays. */
export const withdrawClaim = command({
  name: 'claims.withdraw',
  summary: words('Rút đề nghị thanh toán', 'Withdraw a claim'),
  route: 'POST /claims/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: ClaimChanged,
  may: claimants,
  subject: ({ id }) => `payment_claim:${id}`,
  async run(context, { id: claimId, version, reason }) {
    const row = await lockClaim(context, claimId, ['draft', 'sent', 'asked', 'accepted'], version)
    await noOrder(context.db, claimId)
    const { actor, today } = context
    return moveClaim(context, row, {
      ...{ state: 'withdrawn', reason, settledBy: actor.userId, settledOn: today },
    })
  },
})

/** @throws Problem 409 when a payment is drawn up or released from the claim */
export async function noOrder(db: Db, claimId: number, said: Words = drawn): Promise<void> {
  const order = await db
    .selectFrom('paymentOrder')
    .select('id')
    .where('claimId', '=', claimId)
    .where('state', 'in', ['drafted', 'released'])
    .executeTakeFirst()
  if (order !== undefined) throw conflict('claims.drawn', said)
}
const drawn = words(
  'Đã lập chứng từ chi theo đề nghị này; trả lại chứng từ chi trước đã.',
  'A payment is drawn up from this claim; return that one first.',
)
