import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

/** Where an obstacle stands; it follows from its days. */
export const obstacleStates = states({
  open: { vi: 'Chưa giải quyết', en: 'Unresolved', tone: 'warning' },
  resolved: { vi: 'Đã trả lời, chờ nơi phản ánh', en: 'Answered, waits for who reported it', tone: 'info' },
  accepted: { vi: 'Nơi phản ánh đã chấp nhận trả lời', en: 'Its answer is accepted', tone: 'success' },
  withdrawn: words('Phản ánh đã rút', 'The report is withdrawn'),
})
export type ObstacleState = (typeof obstacleStates.keys)[number]

/** The state of the row `o`. */
export const obstacleState = sql<ObstacleState>`CASE WHEN o.withdrawn_on IS NOT NULL THEN 'withdrawn'
  WHEN o.accepted_on IS NOT NULL THEN 'accepted' WHEN o.resolved_on IS NOT NULL THEN 'resolved' ELSE 'open' END`

/** Whether the row `o` still waits for an answer. */
export const obstacleOpen = sql<boolean>`o.resolved_on IS NULL AND o.withdrawn_on IS NULL`

/** Whether the row `o` waits for the answer of the People's Committee. */
export const waitsForCommittee = sql<boolean>`EXISTS (SELECT FROM obstacle_passing w WHERE w.obstacle_id = o.id AND w.answered_on IS NULL)`

/** What an obstacle waits for there. */
export const waitingOf = (db: Db, obstacleId: number) =>
  db
    .selectFrom('obstaclePassing')
    .select('id')
    .where('obstacleId', '=', obstacleId)
    .where('answeredOn', 'is', null)
    .executeTakeFirst()

/** The state by the days that are known; the same as in SQL. */
export function stateOf(of: {
  readonly resolvedOn: string | null
  readonly acceptedOn: string | null
  readonly withdrawnOn: string | null
}): ObstacleState {
  if (of.withdrawnOn !== null) return 'withdrawn'
  if (of.acceptedOn !== null) return 'accepted'
  return of.resolvedOn === null ? 'open' : 'resolved'
}
