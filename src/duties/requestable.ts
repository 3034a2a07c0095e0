import { PlanDocument } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'

/**
 * Says of a plan that was loaded before it was known which of its duties may also be asked for ("đột xuất"). What the plan
 * in the database says of a duty already, either way, stays.
 */
export async function markRequestable(db: Db, document: PlanDocument): Promise<void> {
  const codes = document.duties.filter((duty) => duty.onRequest === true).map((duty) => duty.code)
  const row = await db
    .selectFrom('plan')
    .select(['id', 'document'])
    .where('number', '=', document.number)
    .executeTakeFirst()
  if (row === undefined || codes.length === 0) return
  const kept = PlanDocument.parse(row.document)
  const unsaid = kept.duties.filter((duty) => duty.onRequest === undefined && codes.includes(duty.code))
  if (unsaid.length === 0) return
  const duties = kept.duties.map((duty) => (unsaid.includes(duty) ? { ...duty, onRequest: true } : duty))
  await db
    .updateTable('plan')
    .set({ document: JSON.stringify({ ...kept, duties }) })
    .where('id', '=', row.id)
    .execute()
  await db
    .updateTable('duty')
    .set({ onRequest: true })
    .where('planId', '=', row.id)
    .where(
      'code',
      'in',
      unsaid.map((duty) => duty.code),
    )
    .where('onRequest', '=', false)
    .execute()
}
