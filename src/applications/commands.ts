import { z } from 'zod'
import { choice, dong, id, longText, optionalLongText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { command } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { contendersOf, criteriaOfPlan, findingsOf } from './application-row.ts'
import { rankAll } from './ranking.ts'
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

/** Proposes an amount and freezes findings, rank and reason as they were seen. */
export const appraiseApplication = command({
  name: 'applications.appraise',
  summary: words('Thẩm định hồ sơ', 'Appraise an application'),
  route: 'POST /applications/{id}/appraisal',
  input: z.object({ id: id(), version: whole(1), amount: dong(1n), note: longText(5000) }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'amount'],
      check: async (input, context) => withinRequest(input.amount, await seenOf(context, input.id)),
    },
  ],
  subject: ({ id }) => `application:${id}`,
  async run(context, input) {
    const { db } = context
    const { record, state } = await lockForAction(context, input, 'appraise')
    withinRequest(input.amount, record)
    const criteria = await criteriaOfPlan(db, record.planId)
    const line = rankAll(await contendersOf(db, record.planId, record.year), criteria)
    const place = line.find(({ contender }) => contender.id === record.id)
    if (place === undefined) throw new Error(`Application ${record.id} stands in no line`)
    return applyTransition(context, record, state, {
      findings: JSON.stringify(await findingsOf(db, record)),
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
