import { z } from 'zod'
import { guardYear } from '../budget/index.ts'
import { holdApart } from '../controls/index.ts'
import { exceeded, type NormVerdict, verdictWords } from '../norms/index.ts'
import { formatDate } from '../platform/dates.ts'
import { choice, day, flag, id, longText, optionalId, optionalText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { evidenceOf } from '../support/index.ts'
import { accept, paidByTask } from './accept.ts'
import { amountOf, findingsOf, normsOf } from './application-row.ts'
import { decidedApart } from './controls.ts'
import { applicationDecisionNumber } from './decision-number.ts'
import { isEligible } from './rules.ts'
import { refuseBefore, standingOfApplication } from './standing.ts'
import { applyTransition, Changed, lockForAction, seenOf } from './transitions.ts'

/**
 * Decides an application. Accepting commits its money and opens its support turn in the same
 * transaction: all of it or nothing.
 * @throws Problem 409 when a condition fails or the year's allocation does not reach
 */
export const decideApplication = command({
  name: 'applications.decide',
  summary: words('Quyết định hồ sơ', 'Decide an application'),
  route: 'POST /applications/{id}/decision',
  input: z.object({
    id: id(),
    version: whole(1),
    outcome: choice(['accept', 'refuse', 'wait']),
    reason: longText(5000),
    /** Left out: the next one of the register. One of another register as the paper bears it. */
    decisionNumber: optionalText(100),
    /** The People's Committee issues it; else the agency that carries the programme. */
    committee: flag(),
    decidedOn: day(),
    decisionFileId: optionalId(),
    /** That more than a norm is paid, for the reason of the appraisal. */
    overAgreed: flag(),
  }),
  output: Changed.extend({
    turnId: z.int().nullable(),
    /** With its symbol: 05/QĐ-SKHCN; null for one that waits. */
    decisionNumber: z.string().nullable(),
  }),
  may: ['coordinator', 'leader', 'head'],
  signed: 'application',
  rules: [
    {
      of: ['id', 'decidedOn'],
      judge: async ({ id: applicationId, decidedOn }, context) => {
        const seen = await seenOf(context, applicationId)
        if (seen === undefined || (decidedOn <= context.today && decidedOn >= seen.filedOn)) return null
        return {
          field: 'decidedOn',
          words: {
            vi: `Ngày quyết định phải từ ngày nộp ${formatDate(seen.filedOn)} đến hôm nay.`,
            en: `The day must lie between the filing on ${formatDate(seen.filedOn)} and today.`,
          },
        }
      },
    },
    {
      // what is accepted is committed in its own year: the same is asked again when the money is booked
      of: ['id', 'outcome', 'decidedOn'],
      check: async ({ id: applicationId, outcome, decidedOn }, context) => {
        const seen = outcome === 'accept' ? await seenOf(context, applicationId) : undefined
        if (seen === undefined || (await paidByTask(context.db, seen))) return
        await guardYear(context, 'commitment', seen.year, decidedOn, 'decidedOn')
      },
    },
  ],
  subject: ({ id }) => `application:${id}`,
  async run(context, input) {
    const { db } = context
    const { record, state } = await lockForAction(context, input, input.outcome)
    await holdApart(context, decidedApart, input.id)
    if (input.decisionFileId !== undefined)
      await evidenceOf(context, input.decisionFileId, record.enterpriseId)
    const accepting = input.outcome === 'accept'
    // Two applications of one enterprise for one content, in two years, must not both find that none was supported.
    if (accepting) {
      await db
        .selectFrom('enterprise')
        .select('id')
        .where('id', '=', record.enterpriseId)
        .forNoKeyUpdate()
        .execute()
    }
    const norms = await normsOf(db, record, amountOf(record))
    const now = await findingsOf(db, record, norms)
    refuseBefore(await standingOfApplication(db, record), input.outcome)
    const over = accepting && agreedOver(norms, input.overAgreed)
    const decisionNumber =
      input.outcome === 'wait' ? (input.decisionNumber ?? null) : await applicationDecisionNumber(db, input)
    const turnId = accepting
      ? await accept(context, record, { ...input, decisionNumber }, isEligible(now))
      : null
    const changed = await applyTransition(context, record, state, {
      findings: JSON.stringify(now),
      decisionNumber,
      decidedOn: input.decidedOn,
      decisionReason: input.reason,
      decisionFileId: input.decisionFileId ?? null,
      overNormAgreed: over,
    })
    return { ...changed, turnId, decisionNumber }
  },
})

/**
 * Whether more than a norm is paid, which whoever decides must say.
 * @throws Problem 409 when a norm that is not exceeded stands against it, 422 when it was not said
 */
function agreedOver(norms: readonly NormVerdict[], agreed: boolean): boolean {
  const { stopped, approved } = exceeded(norms)
  const told = [...stopped, ...approved].map(verdictWords)
  const sentence = words(told.map(({ vi }) => vi).join('; '), told.map(({ en }) => en).join('; '))
  if (stopped.length > 0) {
    throw conflict(
      'applications.overNorm',
      words(
        `Mức thẩm định vượt định mức, cần thẩm định lại. ${sentence.vi}.`,
        `The appraised amount is above a norm: it is to be appraised anew. ${sentence.en}.`,
      ),
    )
  }
  if (approved.length > 0 && !agreed) {
    throw invalidField(
      'overAgreed',
      words(
        `Mức hỗ trợ vượt định mức: người quyết định phải đồng ý. ${sentence.vi}.`,
        `It is above a norm: who decides must agree. ${sentence.en}.`,
      ),
    )
  }
  return approved.length > 0
}
