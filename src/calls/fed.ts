import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { type ContentMoney, moneyOfContents } from '../science-tasks/index.ts'

/* What a call feeds: support turns that stand alone, or a task whose contents pay what is granted. */

interface ToCall {
  readonly id: number
  readonly callId: number | null
  readonly contentId: number
  readonly planId: number
}

/**
 * The content of a task that each of these applications comes under once it is accepted, by the number of the application; one that stands
 * alone, or was moved to another plan than its call's task, is left out.
 */
export async function fedBy(db: Db, applications: readonly ToCall[]): Promise<Map<number, ContentMoney>> {
  const called = applications.filter(({ callId }) => callId !== null)
  if (called.length === 0) return new Map()
  const { rows: links } = await sql<{ callId: number; contentId: number; taskContentId: number }>`
    SELECT k.call_id, k.content_id, k.task_content_id FROM call_content k
     WHERE k.task_content_id IS NOT NULL AND k.call_id = ANY (${[...new Set(called.map(({ callId }) => callId))]}::int[])`.execute(
    db,
  )
  const money = await moneyOfContents(
    db,
    links.map(({ taskContentId }) => taskContentId),
  )
  return new Map(
    called.flatMap(({ id, callId, contentId, planId }) => {
      const link = links.find((one) => one.callId === callId && one.contentId === contentId)
      const content = money.find((one) => one.contentId === link?.taskContentId && one.planId === planId)
      return content === undefined ? [] : [[id, content] as const]
    }),
  )
}
