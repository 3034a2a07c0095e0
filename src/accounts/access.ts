import { randomUUID } from 'node:crypto'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { hashPassword } from '../platform/passwords.ts'
import { notFound } from '../platform/problem.ts'

const noAccount = words('tài khoản', 'Account')

/** The account, locked against another change of it. @throws Problem 404 */
export async function lockAccount(db: Db, id: string) {
  const account = await db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (account === undefined) throw notFound(noAccount)
  return account
}

/** Keeps a new password, as its scrypt hash. */
export async function setPassword(db: Db, userId: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  const updated = await db
    .updateTable('accountCredential')
    .set({ password: hash, updatedAt: new Date() })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  if (updated.numUpdatedRows > 0n) return
  await db
    .insertInto('accountCredential')
    .values({
      id: randomUUID(),
      accountId: userId,
      providerId: 'credential',
      userId,
      password: hash,
    })
    .execute()
}

/** Ends all by which somebody acts as one of these accounts: sessions, sign-ins under way, tokens. */
export async function endAccess(db: Db, userIds: readonly string[], now: Date): Promise<void> {
  if (userIds.length === 0) return
  await endSessions(db, userIds)
  await db
    .updateTable('apiToken')
    .set({ revokedAt: now })
    .where('userId', 'in', userIds)
    .where('revokedAt', 'is', null)
    .execute()
}

/** Ends the sessions of these accounts and their sign-ins under way. */
export async function endSessions(db: Db, userIds: readonly string[]): Promise<void> {
  await db.deleteFrom('accountSession').where('userId', 'in', userIds).execute()
  // Who has shown the old password and not yet the second factor begins anew.
  await db.deleteFrom('signInStep').where('userId', 'in', userIds).execute()
}

/** How long a one-time password can be used. */
const oneTimeDays = 7

/** Until when a one-time password issued now can be used; by the clock on the wall, since a sample is made in the past. */
export const oneTimeEnd = () => new Date(Date.now() + oneTimeDays * 86_400_000)
