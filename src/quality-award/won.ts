import { recordFact } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'

interface Won {
  readonly id: number
  readonly enterpriseId: number
  readonly productId: number | null
  readonly decidedOn: string
  /** The decision that gives the prize. */
  readonly fileId: number
}

/** Counts a prize as a fact of the plan that has the year of its round. */
export async function countWon(
  db: Db,
  round: { readonly planId: number; readonly year: number },
  { id: entryId, enterpriseId, productId, decidedOn, fileId }: Won,
): Promise<void> {
  const named = await db
    .selectFrom('enterprise as e')
    .leftJoin('product as p', (join) => join.on('p.id', '=', productId))
    .select(['e.name', 'p.name as product'])
    .where('e.id', '=', enterpriseId)
    .executeTakeFirstOrThrow()
  await recordFact(db, {
    ...{ ...round, kind: 'award.won', occurredOn: decidedOn, fileId },
    subject: productId === null ? `enterprise:${enterpriseId}` : `product:${productId}`,
    ...{ recordType: 'award_entry', recordId: entryId, enterpriseId },
    label: named.product === null ? named.name : `${named.product} (${named.name})`,
  })
}
