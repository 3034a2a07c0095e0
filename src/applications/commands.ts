import { z } from 'zod'
import { exceeded, type NormVerdict, verdictWords } from '../norms/index.ts'
import type { Db } from '../platform/database.ts'
import { choice, dong, id, longText, optionalLongText, optionalWhole, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { command } from '../platform/operation.ts'
import { type FieldProblem, invalid, invalidField } from '../platform/problem.ts'
import { contendersOf, criteriaOfPlan, findingsOf, normsOf, readApplication } from './application-row.ts'
import { keepReturn } from './filings.ts'
import { rankAll } from './ranking.ts'
import { outsideBounds, refuseBefore, standingOfApplication } from './standing.ts'
import { applyTransition, Changed, lockForAction, seenOf } from './transitions.ts'

/** Records the findings on an application, and either passes it on or returns it to the enterprise with reasons. */
export const checkApplication = command({
  name: 'applications.check',
  summary: words('Kiểm tra hồ sơ', 'Check an application'),
  route: 'POST /applications/{id}/check',
  input: z.object({
    id: id(),
    version: whole(1),
    outcome: choice(['checked', 'returned']),
    note: optionalLongText(2000),
  }),
  output: Changed,
  may: ['coordinator'],
  needs: [
    {
      field: 'note',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'returned',
      said: words('khi trả lại', 'to return it'),
      words: words('Xin nêu lý do trả lại.', 'Please say why it is returned.'),
    },
  ],
  subject: ({ id }) => `application:${id}`,
  async run(context, input) {
    const { record, state } = await lockForAction(
      context,
      input,
      input.outcome === 'checked' ? 'check' : 'return',
    )
    if (input.outcome === 'returned') await keepReturn(context, record.id, input.note ?? null)
    return applyTransition(context, record, state, {
      findings: JSON.stringify(await findingsOf(context.db, record)),
      checkNote: input.note ?? null,
    })
  },
})

/** @throws Problem 422 for more than was asked for */
function withinRequest(amount: bigint, application: { requested: bigint } | undefined): void {
  if (application === undefined || amount <= application.requested) return
  throw invalidField('amount', {
    vi: `Không được vượt số tiền đề nghị ${formatDong(application.requested, 'vi')} đồng.`,
    en: `Not above the requested ${formatDong(application.requested, 'en')} đồng.`,
  })
}

/** The plan names the enterprises' own money as a source and sets no share: to propose support without any wants a reason. */
function noOwnFunds(
  application: { ownFunds: bigint } | undefined,
  reason: string | undefined,
): FieldProblem | null {
  if (application === undefined || application.ownFunds > 0n || reason !== undefined) return null
  return {
    field: 'noOwnFundsReason',
    words: words(
      'Doanh nghiệp không bỏ kinh phí: xin ghi lý do vẫn đề xuất hỗ trợ.',
      'The enterprise puts in no money of its own: please say why support is proposed all the same.',
    ),
  }
}

/** What the norms say against an amount: one that stops it, or one that wants a reason. */
function aboveNorms(norms: readonly NormVerdict[], reason: string | undefined): FieldProblem | null {
  const { stopped, approved } = exceeded(norms)
  const told = (verdicts: readonly NormVerdict[]) => {
    const each = verdicts.map(verdictWords)
    return words(each.map(({ vi }) => vi).join('; '), each.map(({ en }) => en).join('; '))
  }
  if (stopped.length > 0) {
    const { vi, en } = told(stopped)
    return { field: 'amount', words: words(`Vượt định mức. ${vi}.`, `Above a norm. ${en}.`) }
  }
  if (approved.length === 0 || reason !== undefined) return null
  const { vi, en } = told(approved)
  return {
    field: 'overReason',
    words: words(`Vượt định mức, xin nêu lý do. ${vi}.`, `Above a norm: please say why. ${en}.`),
  }
}

/** Keeps by which norms an application was appraised: those are not changed any more. */
async function keepNorms(db: Db, applicationId: number, norms: readonly NormVerdict[]): Promise<void> {
  await db.deleteFrom('applicationNorm').where('applicationId', '=', applicationId).execute()
  if (norms.length === 0) return
  await db
    .insertInto('applicationNorm')
    .values(norms.map(({ norm, most }) => ({ applicationId, normId: norm.id, most })))
    .execute()
}

/** Proposes an amount and freezes findings, rank and reason as they were seen. */
export const appraiseApplication = command({
  name: 'applications.appraise',
  summary: words('Thẩm định hồ sơ', 'Appraise an application'),
  route: 'POST /applications/{id}/appraisal',
  input: z.object({
    id: id(),
    version: whole(1),
    amount: dong(1n),
    /** How many certificates, products, persons … it is for; 1 if left out. */
    units: optionalWhole(1, 10_000),
    note: longText(5000),
    /** Why more is proposed than a norm that may be exceeded. */
    overReason: optionalLongText(2000),
    /** Why support is proposed though the enterprise puts in no money of its own. */
    noOwnFundsReason: optionalLongText(2000),
  }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'amount'],
      check: async (input, context) => withinRequest(input.amount, await seenOf(context, input.id)),
    },
    {
      of: ['id', 'amount'],
      judge: async (input, context) => {
        const seen = await seenOf(context, input.id)
        if (seen === undefined) return null
        return outsideBounds(await standingOfApplication(context.db, seen), input.amount)
      },
    },
    {
      of: ['id', 'noOwnFundsReason'],
      asks: {
        noOwnFundsReason: words('khi doanh nghiệp không bỏ kinh phí', 'where the enterprise puts in nothing'),
      },
      judge: async (input, context) => noOwnFunds(await seenOf(context, input.id), input.noOwnFundsReason),
    },
    {
      of: ['id', 'amount', 'units', 'overReason'],
      judge: async (input, context) => {
        const seen = await seenOf(context, input.id)
        if (seen === undefined) return null
        const record = await readApplication(context.db, context.actor, input.id, false)
        return aboveNorms(await normsOf(context.db, record, input.amount, input.units ?? 1), input.overReason)
      },
    },
  ],
  subject: ({ id }) => `application:${id}`,
  async run(context, input) {
    const { db } = context
    const { record, state } = await lockForAction(context, input, 'appraise')
    withinRequest(input.amount, record)
    const standing = await standingOfApplication(db, record)
    refuseBefore(standing, 'appraise')
    const outside = outsideBounds(standing, input.amount)
    if (outside !== null) throw invalid([outside])
    const unexplained = noOwnFunds(record, input.noOwnFundsReason)
    if (unexplained !== null) throw invalid([unexplained])
    const { units = 1 } = input
    const norms = await normsOf(db, record, input.amount, units)
    const above = aboveNorms(norms, input.overReason)
    if (above !== null) throw invalid([above])
    const criteria = await criteriaOfPlan(db, record.planId)
    const line = rankAll(await contendersOf(db, record.planId, record.year, context.today), criteria)
    const place = line.find(({ contender }) => contender.id === record.id)
    if (place === undefined) throw new Error(`Application ${record.id} stands in no line`)
    await keepNorms(db, record.id, norms)
    return applyTransition(context, record, state, {
      findings: JSON.stringify(
        await findingsOf(db, { ...record, appraisedAmount: input.amount, normUnits: units }, norms),
      ),
      normUnits: units,
      overNormReason: exceeded(norms).approved.length > 0 ? (input.overReason ?? null) : null,
      overNormAgreed: false,
      noOwnFundsReason: record.ownFunds > 0n ? null : (input.noOwnFundsReason ?? null),
      appraisedAmount: input.amount,
      appraisalNote: input.note,
      appraisalRank: place.rank,
      appraisalReason: JSON.stringify({ ...place.reason, of: place.of }),
      // A decision to wait ends with a new appraisal.
      decisionReason: null,
      decisionNumber: null,
      decidedOn: null,
      decisionFileId: null,
    })
  },
})

/** Takes an application back before it is accepted or refused. */
export const withdrawApplication = command({
  name: 'applications.withdraw',
  summary: words('Rút hồ sơ', 'Withdraw an application'),
  route: 'POST /applications/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject: ({ id }) => `application:${id}`,
  async run(context, input) {
    const { record, state } = await lockForAction(context, input, 'withdraw')
    return applyTransition(context, record, state, {
      decisionReason: input.reason,
      decisionNumber: null,
      decidedOn: null,
      decisionFileId: null,
    })
  },
})
