import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/** A record of the audit trail that makes an installation one in use. */
export interface Work {
  readonly command: string
  readonly at: Date
}

/**
 * What happens before there is work: the program's own start, people who sign in, accounts, and the set-up itself with the plan that it
 * brings in as a draft.
 */
const before = ['accounts', 'identity', 'access', 'setup', 'files', 'audit', 'installation'] as const

/** The first thing that somebody did with the installation beyond setting it up; null when there is none. */
export async function firstWork(db: Db): Promise<Work | null> {
  const row = await db
    .selectFrom('audit')
    .select(['command', 'at'])
    .where('via', '<>', 'system')
    .where('command', '<>', 'drafts.read')
    .where((where) => where.not(where(sql<string>`split_part(command, '.', 1)`, 'in', [...before])))
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : { command: row.command, at: new Date(row.at) }
}
