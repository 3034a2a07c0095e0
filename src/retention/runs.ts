import type { Db } from '../platform/database.ts'
import type { System } from '../platform/system.ts'
import { type RetentionKind, retentionKindKeys, retentionKinds } from './kinds.ts'
import type { Kind } from './row-kinds.ts'

const day = 86_400_000

/** How long a kind is kept: what was set, else what the program proposes; null: nothing is said, and nothing is due. */
export interface Period {
  readonly days: number | null
  readonly source: string | null
  readonly reason: string | null
  readonly set: boolean
}

/** The periods of all kinds. */
export async function periods(db: Db): Promise<ReadonlyMap<RetentionKind, Period>> {
  const rules = await db.selectFrom('retentionRule').select(['kind', 'days', 'source', 'reason']).execute()
  return new Map(
    retentionKindKeys.map((kind) => {
      const rule = rules.find((row) => row.kind === kind)
      const proposed = { days: retentionKinds[kind].days, source: null, reason: null, set: false }
      return [
        kind,
        rule === undefined
          ? proposed
          : { days: rule.days, source: rule.source, reason: rule.reason, set: true },
      ]
    }),
  )
}

/** Lists what is due of each kind, anew: nothing is removed before an administrator has confirmed it. @returns how much is due */
export async function listDue({ db, now, log }: Pick<System, 'db' | 'now' | 'log'>): Promise<number> {
  const at = now()
  let all = 0
  for (const [kind, { days }] of await periods(db)) {
    const ofKind: Kind = retentionKinds[kind]
    if (days === null || ofKind.byItself === true) continue
    const before = new Date(at.getTime() - days * day)
    const due = await ofKind.count(db, before)
    all += due
    await db
      .insertInto('retentionRun')
      .values({ kind, before, due, listedAt: at })
      .onConflict((open) =>
        open.column('kind').where('doneAt', 'is', null).doUpdateSet({ before, due, listedAt: at }),
      )
      .execute()
  }
  if (all > 0) log.info({ due: all }, 'retention: due, waiting to be confirmed')
  return all
}
