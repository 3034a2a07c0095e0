import { type RawBuilder, sql } from 'kysely'
import { position } from '../budget/index.ts'
import { fedBy } from '../calls/index.ts'
import type { Db } from '../platform/database.ts'
import { byTask, rankKey } from './application-row.ts'

/* The waiting list: who could be supported once money or a place is free, in the order of priority. A person decides; nothing moves by itself. */

interface Waiting {
  readonly id: number
  readonly amount: bigint
  /** Places that the call has left for its content; null: not limited. */
  readonly places: number | null
  readonly key: string
}

/**
 * Of a waiting list in its order those whose money and place are there, down to the first that does not fit: who stands lower does not go
 * before. Pure.
 * @param left what the line has left, in đồng
 */
export function fitting(list: readonly Waiting[], left: bigint): Waiting[] {
  const taken = new Map<string, number>()
  const fits: Waiting[] = []
  let free = left
  for (const one of list) {
    const used = taken.get(one.key) ?? 0
    if (one.places !== null && one.places - used <= 0) continue
    if (one.amount > free) break
    free -= one.amount
    taken.set(one.key, used + 1)
    fits.push(one)
  }
  return fits
}

/** The waiting applications that could move up now. */
export async function couldMoveUp(db: Db, day: string): Promise<{ id: number; left: bigint }[]> {
  const years = await db
    .selectFrom('application as a')
    .innerJoin('plan as p', 'p.id', 'a.planId')
    .select(['a.planId', 'a.year', 'p.supportLine as lineCode', 'p.budgetSource as sourceKey'])
    .distinct()
    .where('a.state', '=', 'waiting')
    .execute()
  const found: { id: number; left: bigint }[] = []
  for (const { planId, year, lineCode, sourceKey } of years) {
    if (lineCode === null) continue
    const { remaining } = await position(db, { planId, year, lineCode, sourceKey })
    const rows = await waitingOf(db, day, sql`a.plan_id = ${planId} AND a.year = ${year} AND NOT ${byTask}`)
    found.push(...fitting(rows, remaining).map(({ id }) => ({ id, left: remaining })))
  }
  return [...found, ...(await underTasks(db, day))]
}

/** Those of a waiting list whose money is the contents of tasks, by content. */
async function underTasks(db: Db, day: string): Promise<{ id: number; left: bigint }[]> {
  const rows = await waitingOf(db, day, byTask)
  const fed = await fedBy(db, rows)
  const contents = new Map([...fed.values()].map(({ contentId, left }) => [contentId, left]))
  return [...contents].flatMap(([contentId, left]) =>
    fitting(
      rows.filter(({ id }) => fed.get(id)?.contentId === contentId),
      left,
    ).map(({ id }) => ({ id, left })),
  )
}

/** A waiting list in its order. */
async function waitingOf(db: Db, day: string, which: RawBuilder<unknown>) {
  const { rows } = await sql<Waiting & { callId: number | null; contentId: number; planId: number }>`
    SELECT a.id, a.call_id, a.content_id, a.plan_id, a.appraised_amount AS amount,
           coalesce(a.call_id, 0) || ':' || a.content_id AS key,
           k.places - (SELECT count(*)::int FROM application o WHERE o.call_id = a.call_id AND o.content_id = a.content_id
                        AND o.state = 'accepted') AS places
      FROM application a LEFT JOIN call_content k ON k.call_id = a.call_id AND k.content_id = a.content_id
     WHERE a.state = 'waiting' AND a.appraised_amount IS NOT NULL AND ${which}
     ORDER BY ${rankKey(day)}`.execute(db)
  return rows
}
