import { type Actor, ownEnterprise } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { speaksFor } from '../platform/sight.ts'

/** Whose need it is, and who brought it. */
export interface Owner {
  readonly enterpriseId: number | null
  readonly agencyId: number | null
  readonly broughtBy: number | null
}

/**
 * Whose need an account gives: an owner its own enterprise's; an agency one of an enterprise that it acts for, which it then brings, or
 * its own for its sector; the office anybody's. Whether the account acts for the enterprise that it names is asked beside it.
 * @throws Problem 422 where nobody is named and the account is of no agency
 */
export function ownerBy(
  actor: Actor,
  named: { readonly enterpriseId?: number | undefined; readonly agencyId?: number | undefined },
): Owner {
  const office = actor.grants.has('coordinator')
  if (!office && actor.enterpriseId !== null)
    return { enterpriseId: ownEnterprise(actor, named.enterpriseId), agencyId: null, broughtBy: null }
  const own = actor.agencyId
  if (named.enterpriseId !== undefined)
    return {
      enterpriseId: named.enterpriseId,
      agencyId: null,
      broughtBy: office ? (named.agencyId ?? null) : own,
    }
  const agencyId = office ? (named.agencyId ?? own) : own
  if (agencyId === null)
    throw invalidField('enterpriseId', words('Xin chọn doanh nghiệp.', 'Please choose the enterprise.'))
  return { enterpriseId: null, agencyId, broughtBy: null }
}

/** The same, of an enterprise that the account acts for. @throws Problem 422 for another */
export async function ownerOf(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  named: { readonly enterpriseId?: number | undefined; readonly agencyId?: number | undefined },
): Promise<Owner> {
  const owner = ownerBy(actor, named)
  // An owner gives its own enterprise's, whatever it names; an agency's need is of no enterprise.
  if (owner.enterpriseId === null || owner.enterpriseId !== named.enterpriseId) return owner
  const there = await db
    .selectFrom('enterprise as e')
    .select('e.id')
    .where('e.id', '=', owner.enterpriseId)
    .where(speaksFor(actor, 'e.id'))
    .executeTakeFirst()
  if (there !== undefined) return owner
  throw invalidField('enterpriseId', words('Không có doanh nghiệp này.', 'There is no such enterprise.'))
}

/** Whether the actor gave the need, or its owner or who brought it does. */
export function isGiver(actor: Actor, need: Owner): boolean {
  if (actor.grants.has('coordinator')) return true
  const { enterpriseId, agencyId, broughtBy } = need
  return (
    (enterpriseId !== null && actor.enterpriseIds.includes(enterpriseId)) ||
    [agencyId, broughtBy].some((agency) => agency !== null && actor.agencyIds.includes(agency))
  )
}
