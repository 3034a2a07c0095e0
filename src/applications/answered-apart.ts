import { type Apart, holdApart, whyApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import type { Words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { answeredApart } from './controls.ts'

/** The same of a decision on several applications, which the trail files under its own number. */
const togetherApart = {
  ...answeredApart,
  commands: ['applications.decideTogether'],
  record: 'application_decision',
} satisfies Apart

const decisionsOf = async (db: Db, applicationId: number) =>
  (
    await db
      .selectFrom('applicationDecisionItem')
      .select('decisionId')
      .where('applicationId', '=', applicationId)
      .execute()
  ).map(({ decisionId }) => decisionId)

/** Refuses an answer to an objection by whoever decided the application, alone or with others. @throws Problem 409 */
export async function holdAnswerApart(context: Context, applicationId: number): Promise<void> {
  await holdApart(context, answeredApart, applicationId)
  for (const id of await decisionsOf(context.db, applicationId)) await holdApart(context, togetherApart, id)
}

/** Why this reader does not answer the objection; null where he does. */
export async function whyAnswerApart(request: PageRequest, applicationId: number): Promise<Words | null> {
  const alone = await whyApart(request, answeredApart, applicationId)
  if (alone !== null) return alone
  for (const id of await decisionsOf(request.system.db, applicationId)) {
    const why = await whyApart(request, togetherApart, id)
    if (why !== null) return why
  }
  return null
}
