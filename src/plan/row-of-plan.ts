import type { Insertable } from 'kysely'
import type { Db } from '../platform/database.ts'
import type { DB } from '../platform/database-types.ts'
import { words } from '../platform/language.ts'
import { notFound, staleRecord } from '../platform/problem.ts'

/** Tables that keep one versioned row for a plan: what a document says of it. */
type OfPlan = 'callRule' | 'objectionLimit'

/** Holds a plan while what is said of it is written. @throws Problem 404 */
export async function lockPlan(db: Db, planId: number): Promise<void> {
  const plan = await db
    .selectFrom('plan')
    .select('id')
    .where('id', '=', planId)
    .forUpdate()
    .executeTakeFirst()
  if (plan === undefined) throw notFound(words('kế hoạch', 'Plan'))
}

/**
 * Writes the one row that a table keeps for a plan, with its version counted.
 * @param seen the version that the writer saw; 0: there was none
 * @returns the new version
 * @throws Problem 404 without the plan, 409 when somebody else has written meanwhile
 */
export async function setRowOfPlan<T extends OfPlan>(
  db: Db,
  table: T,
  {
    planId,
    version: seen,
    ...said
  }: Omit<Insertable<DB[T]>, 'version'> & { planId: number; version: number },
): Promise<{ planId: number; version: number }> {
  await lockPlan(db, planId)
  const there = await db
    .selectFrom(table as OfPlan)
    .select('version')
    .where('planId', '=', planId)
    .executeTakeFirst()
  if ((there?.version ?? 0) !== seen) throw staleRecord()
  const row = { ...said, version: seen + 1 }
  await db
    .insertInto(table as OfPlan)
    .values({ planId, ...row } as never)
    .onConflict((at) => at.column('planId').doUpdateSet(row as never))
    .execute()
  return { planId, version: seen + 1 }
}
