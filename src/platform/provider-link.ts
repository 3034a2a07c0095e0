import { randomUUID } from 'node:crypto'
import { type Recorder, recordEvent } from './events.ts'
import { type Link, singleSignOnId } from './identity.ts'

/**
 * Ties the account with this address to a person at the provider, if neither has another tie: in the audit trail, as whoever can be
 * signed in by it must be.
 */
export function linkIn(system: Recorder): Link {
  return async (subject, email) => {
    const { db } = system
    const tied = await db
      .selectFrom('accountCredential')
      .select('id')
      .where('providerId', '=', singleSignOnId)
      .where('accountId', '=', subject)
      .executeTakeFirst()
    const account = await db
      .selectFrom('account')
      .select(['id', 'name'])
      .where('email', '=', email)
      .where('disabled', '=', false)
      .executeTakeFirst()
    if (tied !== undefined || account === undefined) return
    const { id: userId, name } = account
    const event = { name: 'identity.linkedProvider', actor: { userId, name }, via: 'page' } as const
    await recordEvent(system, { ...event, subject: `account:${userId}`, facts: {} }, async (transaction) => {
      const made = await transaction
        .insertInto('accountCredential')
        .values({ id: randomUUID(), accountId: subject, providerId: singleSignOnId, userId })
        .onConflict((on) => on.doNothing())
        .executeTakeFirst()
      return made.numInsertedOrUpdatedRows === 1n
    })
  }
}
