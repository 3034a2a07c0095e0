import { sql } from 'kysely'
import type { Role } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { addDays, today } from '../platform/dates.ts'
import { toJson } from '../platform/json.ts'
import { type NoticeKind, type NoticeValue, wayOf } from './kinds.ts'

/** Whom a notice is for: all accounts of these together, less the one that acts. */
export interface Recipients {
  readonly enterpriseId?: number | null
  readonly agencyIds?: readonly number[]
  readonly roles?: readonly Role[]
  readonly accountIds?: readonly (string | null)[]
}

export interface Telling<Field extends string> {
  readonly to: Recipients
  /** What happened, so that nobody is told of it twice: `17:returned:3`. */
  readonly occurrence: string
  readonly values: Readonly<Record<Field, NoticeValue>>
  readonly href: string
}

/** The hour of the day, at Asia/Ho_Chi_Minh, at which the daily mail leaves. */
const digestHour = 7

/** When the next daily mail leaves. */
export function nextDigest(now: Date): Date {
  const day = today(now)
  const at = (of: string) => new Date(`${of}T${String(digestHour).padStart(2, '0')}:00:00+07:00`)
  return at(day) > now ? at(day) : at(addDays(day, 1))
}

/**
 * Tells accounts something, in the transaction of the command that it comes of: the notice, and its way out as each account wishes.
 * @param context.actor who acts is not told of the own act; left out for what somebody must know of themselves
 * @returns how many accounts were told
 */
export async function tell<Field extends string>(
  context: { readonly db: Db; readonly now: Date; readonly actor?: { readonly userId: string | null } },
  kind: NoticeKind<Field>,
  { to, occurrence, values, href }: Telling<Field>,
): Promise<number> {
  const { db, now } = context
  const accounts = await accountsOf(db, to, context.actor?.userId ?? null, kind.key)
  const wished = accounts
    .map(({ id, wish }) => ({ id, way: wayOf(kind, wish ?? undefined) }))
    .filter(({ way }) => way !== 'off')
  if (wished.length === 0) return 0
  const written = await db
    .insertInto('notice')
    .values(
      wished.map(({ id }) => ({
        accountId: id,
        kind: kind.key,
        occurrence,
        parameters: toJson(values),
        href,
        at: now,
      })),
    )
    .onConflict((there) => there.columns(['accountId', 'kind', 'occurrence']).doNothing())
    .returning(['id', 'accountId'])
    .execute()
  if (written.length === 0) return 0
  const ways = new Map(wished.map(({ id, way }) => [id, way]))
  const mailed = written.flatMap(({ id, accountId }) => {
    const way = ways.get(accountId)
    if (way !== 'mail' && way !== 'digest') return []
    return [{ noticeId: id, channel: way, nextAt: way === 'mail' ? now : nextDigest(now) }]
  })
  if (mailed.length > 0) await db.insertInto('noticeDelivery').values(mailed).execute()
  return written.length
}

async function accountsOf(db: Db, to: Recipients, acting: string | null, kind: string) {
  const { enterpriseId = null, agencyIds = [], roles = [], accountIds = [] } = to
  const { rows } = await sql<{ id: string; wish: string | null }>`
    SELECT a.id, w.way AS wish FROM account a
      LEFT JOIN notice_wish w ON w.account_id = a.id AND w.kind = ${kind}
     WHERE NOT a.disabled AND a.id IS DISTINCT FROM ${acting}
       AND (a.enterprise_id = ${enterpriseId} OR a.agency_id = ANY (${agencyIds}::int[])
         OR a.role = ANY (${roles}::text[]) OR a.id = ANY (${accountIds.filter((id) => id !== null)}::text[]))
     ORDER BY a.id`.execute(db)
  return rows
}
