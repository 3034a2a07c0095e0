import { follow } from '../platform/follow.ts'
import type { Context } from '../platform/operation.ts'
import { acceptRegistration, answerInvitation, inviteEnterprise } from '../registrations/index.ts'

/* What becomes of an introduction while the enterprise signs up: invited, answered with or without consent, in the register. */

/** Writes that an invitation was an agency's. */
export async function introduceInvited(
  { db, actor, today }: Context,
  { name, taxCode }: { readonly name: string; readonly taxCode: string },
  registrationId: number,
): Promise<void> {
  if (actor.grants.has('coordinator') || actor.agencyId === null) return
  await db
    .insertInto('introduction')
    .values({
      ...{ agencyId: actor.agencyId, registrationId, taxCode, name },
      ...{ introducedOn: today, introducedBy: actor.userId },
    })
    .execute()
}

follow(inviteEnterprise, (context, input, { id }) => introduceInvited(context, input, id))

follow(answerInvitation, async ({ db, today }, { consents, person }, { id }) => {
  await db
    .updateTable('introduction')
    .set((eb) => ({
      ...(consents
        ? { state: 'consented' as const, consentedOn: today, consentBy: person, consentWay: 'link' as const }
        : { state: 'refused' as const, endedOn: today, endedBy: person }),
      version: eb('version', '+', 1),
    }))
    .where('registrationId', '=', id)
    .where('state', '=', 'asked')
    .execute()
})

follow(acceptRegistration, async ({ db }, _input, { id, enterpriseId }) => {
  await db
    .updateTable('introduction')
    .set((eb) => ({ enterpriseId, version: eb('version', '+', 1) }))
    .where('registrationId', '=', id)
    .execute()
})
