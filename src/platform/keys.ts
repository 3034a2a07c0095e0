import { type Kysely, sql, type Transaction } from 'kysely'
import { systemActor } from './actor.ts'
import { appendAudit, beginAudit, headMac } from './audit.ts'
import { inAudit } from './audit-transaction.ts'
import type { DB } from './database-types.ts'
import { resealKeptForms } from './forms/kept.ts'
import { openIdentity, seal, unseal } from './identity.ts'
import { toJson } from './json.ts'
import { lifeLock } from './postgres/keeper.ts'
import { conflict } from './problem.ts'
import { dropSecret, replaceSecret, secret, secretIfThere } from './secrets.ts'
import { keyMark } from './store-identity.ts'
import type { System } from './system.ts'

/*
 * New keys in the place of `secrets/identity` and `secrets/audit`. They are made beside the present ones; one transaction seals anew what
 * these have sealed, the head of the audit chain among it; then they take their place. Broken off anywhere, the next start sees by the
 * seal on the head whether that transaction was committed, and goes on or goes back.
 */

/** Brings a renewal of the keys that was broken off to its end, before anything is read with them. */
export async function settleKeys(directory: string, db: Kysely<DB>): Promise<void> {
  const next = await secretIfThere(directory, 'audit.next')
  if (next === null) return dropSecret(directory, 'identity.next')
  const head = await db.selectFrom('auditHead').selectAll().executeTakeFirst()
  if (head !== undefined && head.mac === headMac(next, head.seq, head.hash)) return putIntoPlace(directory)
  // The one that tells goes last.
  await dropSecret(directory, 'identity.next')
  await dropSecret(directory, 'audit.next')
}

/** The audit key goes last: as long as it waits, the next start knows that there is something to do. */
async function putIntoPlace(directory: string): Promise<void> {
  await replaceSecret(directory, 'identity', false)
  // Heads that were anchored under the old key stay provable.
  await replaceSecret(directory, 'audit', true)
}

/** What a renewal has done. */
export interface RenewedKeys {
  /** Authenticator apps whose secrets are sealed anew. */
  readonly apps: number
  /** Forms that wait for their accounts, sealed anew. */
  readonly forms: number
  /** What did not open under the old key, and stays as it is. */
  readonly unreadable: number
  /** Accounts whose recovery codes have ended. */
  readonly withoutCodes: number
}

/**
 * Gives the installation new keys. Sessions, sign-ins under way and recovery codes end: who knows the old key and has the database can
 * make the first and guess the last. Runs with no other program on the database; one that runs on writes nothing any more.
 * @param reason why; it stands in the audit trail
 * @throws Problem 409 when another program works on the database
 */
export async function renewKeys(system: System, reason: string): Promise<RenewedKeys> {
  const { dataDirectory: directory } = system.config
  await holdAlone(system)
  const identityKey = await secret(directory, 'identity.next')
  const auditKey = await secret(directory, 'audit.next')
  const identity = openIdentity(system.config, system.db, identityKey.toString('hex'))
  const renewed = await inAudit(system, 'look', async (db) => {
    const reference = await beginAudit(db)
    const apps = await resealApps(db, system, identity)
    const forms = await resealKeptForms(db, system, { identity })
    const codes = await db.deleteFrom('recoveryCode').returning('userId').execute()
    await db.deleteFrom('accountSession').execute()
    await db.deleteFrom('signInStep').execute()
    await db
      .updateTable('fileStore')
      .set({ keys: keyMark(identityKey.toString('hex')) })
      .execute()
    const result = {
      apps: apps.sealed,
      forms: forms.sealed,
      unreadable: apps.unreadable + forms.unreadable,
      withoutCodes: new Set(codes.map(({ userId }) => userId)).size,
    }
    const head = await appendAudit(
      db,
      system.auditKey,
      {
        reference,
        at: system.now(),
        userId: null,
        actor: systemActor.name,
        via: 'cli',
        command: 'keys.renewed',
        subject: null,
        input: toJson({ reason, ...result }),
      },
      'account',
    )
    await db
      .updateTable('auditHead')
      .set({ mac: headMac(auditKey, head.seq, head.hash) })
      .execute()
    return { result, head }
  })
  await putIntoPlace(directory)
  return renewed
}

async function resealApps(
  db: Transaction<DB>,
  from: Pick<System, 'identity'>,
  identity: System['identity'],
): Promise<{ sealed: number; unreadable: number }> {
  let sealed = 0
  const rows = await db.selectFrom('secondFactor').select(['userId', 'secret']).forUpdate().execute()
  for (const { userId, secret: kept } of rows) {
    const opened = await unseal(from.identity, kept)
    if (opened === null) continue
    const anew = await seal(identity, opened)
    await db.updateTable('secondFactor').set({ secret: anew }).where('userId', '=', userId).execute()
    sealed += 1
  }
  return { sealed, unreadable: rows.length - sealed }
}

/**
 * Refuses where another program works on the database: it keeps the embedded server, beside us, or has a connection of our role that is
 * older than this process. What connections of other roles are doing is not told to us.
 */
async function holdAlone({ db }: Pick<System, 'db'>): Promise<void> {
  const { rows } = await sql<{ keepers: number; older: number }>`
    SELECT (SELECT count(*)::int FROM pg_locks l JOIN pg_database d ON d.oid = l.database
             WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.granted AND l.objid = ${lifeLock}) AS keepers,
           (SELECT count(*)::int FROM pg_stat_activity
             WHERE datname = current_database() AND usename = current_user
               AND backend_start < clock_timestamp() - make_interval(secs => ${process.uptime()})) AS older`.execute(
    db,
  )
  const { keepers = 0, older = 0 } = rows[0] ?? {}
  if (keepers <= 1 && older === 0) return
  throw conflict('keys.inUse', {
    vi: 'Chương trình khác đang chạy trên cơ sở dữ liệu này. Xin dừng nó trước khi đổi khóa.',
    en: 'Another program works on this database. Stop it before the keys are renewed.',
  })
}
