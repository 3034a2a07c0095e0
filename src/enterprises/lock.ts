import type { Actor } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'

const noSuch = () => notFound(words('doanh nghiệp', 'Enterprise'))

/** An enterprise account acts on its own enterprise; to it others do not exist. */
export function ownOnly(actor: Actor, enterpriseId: number): void {
  if (actor.role === 'enterprise' && actor.enterpriseId !== enterpriseId) throw noSuch()
}

/** The enterprise as it stands, if this account may see it. @throws Problem 404 */
export async function visibleEnterprise({ db, actor }: Context, enterpriseId: number) {
  ownOnly(actor, enterpriseId)
  const enterprise = await db
    .selectFrom('enterprise')
    .selectAll()
    .where('id', '=', enterpriseId)
    .executeTakeFirst()
  if (enterprise === undefined) throw noSuch()
  return enterprise
}

/** The enterprise under lock, so that two changes of it come one after the other. */
export async function lockEnterprise({ db, actor }: Context, enterpriseId: number) {
  ownOnly(actor, enterpriseId)
  const enterprise = await db
    .selectFrom('enterprise')
    .selectAll()
    .where('id', '=', enterpriseId)
    .forUpdate()
    .executeTakeFirst()
  if (enterprise === undefined) throw noSuch()
  return enterprise
}
