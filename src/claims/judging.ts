import { sql } from 'kysely'
import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import {
  choice,
  id,
  longText,
  optionalDong,
  optionalId,
  optionalLongText,
  optionalText,
  whole,
} from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { type Words, words } from '../platform/language.ts'
import { type Context, command, type Need, type Rule } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { ClaimChanged, lockClaim, moveClaim, noOrder } from './claims.ts'
import { verdicts } from './fields.ts'
import { conclusionOf, cutTooLittle, type LineSum, stateOfLines } from './rules.ts'
import { claimants, claimJudges } from './sight.ts'

/* A claim as it is judged: each line accepted, cut or asked about, then the whole concluded. */

/** Whoever made a claim does not judge it. */
export const claimed = {
  table: 'paymentClaim',
  by: 'claimedBy',
  at: 'claimedAt',
  did: words('Bạn đã lập đề nghị thanh toán này', 'You made this claim'),
} satisfies EarlierAct

/** The lines of a claim as the sums take them. */
export const linesOf = (
  db: Db,
  claimId: number,
): Promise<(LineSum & { id: number; commitmentId: number })[]> =>
  db
    .selectFrom('claimLine')
    .select(['id', 'commitmentId', 'amount', 'verdict', 'accepted'])
    .where('claimId', '=', claimId)
    .orderBy('id')
    .$narrowType<{ verdict: LineSum['verdict'] }>()
    .execute()

const Verdict = z.object({
  ...{ id: id(), line: id(), version: whole(1), verdict: choice(verdicts.keys) },
  /** What a cut leaves of the line, from 0 đồng. */
  accepted: optionalDong(),
  /** Why it is cut, by which instrument and article. */
  reason: optionalLongText(2000),
  instrumentId: optionalId(),
  article: optionalText(200),
  question: optionalLongText(2000),
})
type Verdict = z.output<typeof Verdict>

const needed = (verdict: Verdict['verdict'], field: keyof Verdict, asked: Words): Need<Verdict> => ({
  ...{ field, of: ['verdict'], when: (input) => input.verdict === verdict, words: asked },
  said: verdict === 'cut' ? whenCut : whenAsked,
})
const whenCut = words('khi cắt giảm', 'when it is cut')
const whenAsked = words('khi hỏi lại', 'when it is asked about')
const verdictNeeds: readonly Need<Verdict>[] = [
  needed('cut', 'accepted', words('Xin ghi số được chấp nhận.', 'Please give what is accepted.')),
  needed('cut', 'reason', words('Xin nêu lý do cắt giảm.', 'Please say why it is cut.')),
  needed('cut', 'instrumentId', words('Xin chọn văn bản.', 'Please choose the instrument.')),
  needed('cut', 'article', words('Xin ghi điều, khoản.', 'Please give the article.')),
  needed('asked', 'question', words('Xin ghi câu hỏi.', 'Please write the question.')),
]

const verdictRules: readonly Rule<Verdict>[] = [
  {
    of: ['line', 'verdict', 'accepted'],
    judge: async ({ line, verdict, accepted }, { db }) => {
      const row = await db.selectFrom('claimLine').select('amount').where('id', '=', line).executeTakeFirst()
      return verdict === 'cut' &&
        accepted !== undefined &&
        row !== undefined &&
        cutTooLittle(row.amount, accepted)
        ? {
            field: 'accepted',
            words: words(
              'Cắt giảm thì số được chấp nhận ít hơn số đề nghị.',
              'A cut leaves less than was claimed.',
            ),
          }
        : null
    },
  },
]

/** Judges one line: accepted whole, cut with its reason and article, or asked about. Judged anew, the last word counts. */
export const judgeClaimLine = command({
  name: 'claims.judgeLine',
  summary: words('Xem xét một khoản chi phí', 'Judge a line of a claim'),
  route: 'POST /claims/{id}/lines/{line}/verdict',
  input: Verdict,
  output: ClaimChanged,
  may: claimJudges,
  needs: verdictNeeds,
  rules: verdictRules,
  subject: ({ id }) => `payment_claim:${id}`,
  async run(context, input) {
    const { db, actor, today } = context
    const row = await lockClaim(context, input.id, ['sent', 'asked'], input.version)
    await holdPersonsApart(context, 'payment', { account: row.claimedBy, at: row.claimedAt }, claimed.did)
    const line = await db
      .selectFrom('claimLine')
      .select(['id', 'amount'])
      .where('id', '=', input.line)
      .where('claimId', '=', row.id)
      .executeTakeFirst()
    if (line === undefined) throw notFound(words('khoản chi phí', 'Line of cost'))
    const cut = input.verdict === 'cut'
    await db
      .updateTable('claimLine')
      .set({
        verdict: input.verdict,
        accepted: input.verdict === 'accepted' ? line.amount : cut ? (input.accepted ?? 0n) : null,
        reason: cut ? (input.reason ?? null) : null,
        instrumentId: cut ? (input.instrumentId ?? null) : null,
        article: cut ? (input.article ?? null) : null,
        ...{ judgedBy: actor.userId, judgedOn: today },
      })
      .where('id', '=', line.id)
      .execute()
    // A question that is open is put in other words, or falls with another verdict.
    await db.deleteFrom('claimQuestion').where('lineId', '=', line.id).where('answer', 'is', null).execute()
    if (input.verdict === 'asked')
      await db
        .insertInto('claimQuestion')
        .values({
          ...{ lineId: line.id, question: input.question ?? '', askedBy: actor.userId, askedOn: today },
        })
        .execute()
    return moveClaim(context, row, { state: stateOfLines(await linesOf(db, row.id)) })
  },
})

/** Answers what was asked about a line, with another photograph or file where one is needed; the line is to be judged again. */
export const answerClaimLine = command({
  name: 'claims.answer',
  summary: words('Trả lời câu hỏi về một khoản chi phí', 'Answer a question about a line'),
  route: 'POST /claims/{id}/lines/{line}/answer',
  input: z.object({ id: id(), line: id(), answer: longText(2000), fileId: optionalId() }),
  output: ClaimChanged,
  may: claimants,
  subject: ({ id }) => `payment_claim:${id}`,
  async run(context, { id: claimId, line, answer, fileId }) {
    const { db, actor, today } = context
    const row = await lockClaim(context, claimId, ['asked'])
    const file = fileId === undefined ? null : await evidence(context, fileId)
    const answered = await db
      .updateTable('claimQuestion')
      .set({ answer, fileId: file?.id ?? null, answeredBy: actor.userId, answeredOn: today })
      .where('lineId', '=', line)
      .where('answer', 'is', null)
      .where(sql<boolean>`line_id IN (SELECT l.id FROM claim_line l WHERE l.claim_id = ${claimId})`)
      .returning('id')
      .executeTakeFirst()
    if (answered === undefined) throw notFound(words('câu hỏi chưa trả lời', 'Open question'))
    await db
      .updateTable('claimLine')
      .set({ verdict: null, judgedBy: null, judgedOn: null })
      .where('id', '=', line)
      .execute()
    return moveClaim(context, row, { state: stateOfLines(await linesOf(db, claimId)) })
  },
})

/** Concludes a claim whose lines are all judged: accepted as far as they are, or refused where nothing is. */
export const concludeClaim = command({
  name: 'claims.conclude',
  summary: words('Kết luận đề nghị thanh toán', 'Conclude a claim'),
  route: 'POST /claims/{id}/conclusion',
  input: z.object({ id: id(), version: whole(1) }),
  output: ClaimChanged,
  may: claimJudges,
  subject: ({ id }) => `payment_claim:${id}`,
  async run(context, { id: claimId, version }) {
    const { db, actor, today } = context
    const row = await lockClaim(context, claimId, ['sent'], version)
    await holdPersonsApart(context, 'payment', { account: row.claimedBy, at: row.claimedAt }, claimed.did)
    const state = conclusionOf(await linesOf(db, claimId))
    if (state === null)
      throw conflict(
        'claims.linesOpen',
        words('Còn khoản chi phí chưa được xem xét.', 'A line is not judged yet.'),
      )
    return moveClaim(context, row, { state, settledBy: actor.userId, settledOn: today })
  },
})

/** Takes the conclusion back, with the reason, so that lines can be judged anew; not once a payment is drawn up. */
export const reopenClaim = command({
  name: 'claims.reopen',
  summary: words('Xem xét lại đề nghị thanh toán', 'Judge a claim again'),
  route: 'POST /claims/{id}/reopening',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: ClaimChanged,
  may: claimJudges,
  subject: ({ id }) => `payment_claim:${id}`,
  async run(context: Context, { id: claimId, version, reason }) {
    const row = await lockClaim(context, claimId, ['accepted', 'refused'], version)
    await noOrder(context.db, claimId)
    return moveClaim(context, row, { state: 'sent', settledBy: null, settledOn: null, reason })
  },
})
