import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import { pino } from 'pino'
import { systemActor } from '../platform/actor.ts'
import { openAnchor } from '../platform/audit-anchor.ts'
import { beginAuditTrail } from '../platform/audit-beginning.ts'
import { openBusinessRegister } from '../platform/business-register.ts'
import type { Config } from '../platform/config.ts'
import { openDatabase, openPool } from '../platform/database.ts'
import { openErasures } from '../platform/erasures.ts'
import { recordSeldom } from '../platform/events.ts'
import { openFileStore } from '../platform/files.ts'
import { openIdentity, openOrganisations, openSingleSignOn } from '../platform/identity.ts'
import { type Folder, openFolder, refuseReal, settleInstallation } from '../platform/installation.ts'
import { settleKeys } from '../platform/keys.ts'
import { words } from '../platform/language.ts'
import { migrate } from '../platform/migrate.ts'
import { startEmbedded } from '../platform/postgres/index.ts'
import { connect, hangUp } from '../platform/postgres/keeper.ts'
import { Problem } from '../platform/problem.ts'
import { letProgramIn, programRole, worksAsSuperuser } from '../platform/program-role.ts'
import { linkIn } from '../platform/provider-link.ts'
import { requestId } from '../platform/request.ts'
import { settledBy, withheldBy } from '../platform/scanner.ts'
import { formerSecrets, secret } from '../platform/secrets.ts'
import { unlessStopped } from '../platform/stopping.ts'
import { settleFileStore } from '../platform/store-identity.ts'
import type { System } from '../platform/system.ts'
import { warnAdministrators } from '../platform/warnings.ts'
import { settleErasures, settleTrailMarks } from '../privacy/index.ts'
import { load } from './seed.ts'

/** A system and the way to end it. */
export interface Opened {
  readonly system: System
  /** The embedded server's or the external one's address. */
  readonly databaseUrl: string
  /** The address of the owner of the tables, for what the program itself may not do. */
  readonly ownerUrl: string
  readonly migrated: readonly string[]
  /** Ends connections and, when no other program works on it, the embedded server; what is still under way breaks off after some seconds. */
  close(): Promise<void>
}

export interface OpenOptions {
  /** Called when the embedded server is gone, with the last that it said. */
  readonly onDatabaseLost?: (lastWords: string) => void
  readonly onProgress?: (step: string) => void
  /** True: a sample is wanted, and made where there is nothing yet. Otherwise what is there is opened; nothing yet becomes real. */
  readonly sample?: boolean
  /** True: a database that has nothing yet begins clean of the shipped example, to be set up for a province. */
  readonly clean?: boolean
  /** Settings of the embedded server beside the usual ones, if this opening is what starts it. */
  readonly serverSettings?: Readonly<Record<string, string>>
  /** Joins the database to this folder of stored files in the place of another one, for this reason. */
  readonly adoptFiles?: string
  /** Breaks the opening off; what was started by then is stopped. */
  readonly signal?: AbortSignal
}

/** Tells the administrators, the log and the audit trail that a stored file is missing or changed on disk. */
function tellDamage(system: System, sha256: string): void {
  warnAdministrators(system, `file ${sha256}`, {
    vi: `Tệp đã lưu ${sha256.slice(0, 12)}… bị mất hoặc bị thay đổi trên đĩa; chương trình không đưa tệp này ra nữa. Xin chạy "Kiểm tra chuỗi" ở Nhật ký và khôi phục tệp từ bản sao lưu.`,
    en: `The stored file ${sha256.slice(0, 12)}… is missing or changed on disk and is no longer handed out. Run “Verify the chain” under Audit trail and restore it from a backup.`,
  })
  const event = { name: 'files.damaged', actor: systemActor, via: 'system', facts: { sha256 } } as const
  recordSeldom(system, { ...event, subject: `sha256:${sha256}` }).catch((error: unknown) =>
    system.log.error({ err: error, sha256 }, 'a damaged file could not be recorded'),
  )
}

/** Milliseconds for connections in use to finish before their server is stopped under them. */
const finishing = 5000

/**
 * Opens the database (starting the embedded one unless DATABASE_URL names another), brings it up to date and loads
 * what every installation has. Used by `nscl start`, by every other command, and by tests.
 */
export async function openSystem(config: Config, options: OpenOptions = {}): Promise<Opened> {
  const wanted = options.sample ?? false
  const folder = await openFolder(config.dataDirectory, wanted)
  const { signal } = options
  signal?.throwIfAborted()
  const embedded =
    config.databaseUrl === undefined
      ? await startEmbedded({
          directory: config.dataDirectory,
          onLost: options.onDatabaseLost,
          onProgress: options.onProgress,
          signal,
          ...(options.serverSettings === undefined ? {} : { settings: options.serverSettings }),
        })
      : null
  let pool: Pool | null = null
  const close = async () => {
    await Promise.race([pool?.end(), wait(finishing, undefined, { ref: false })])
    await embedded?.stop()
  }
  try {
    const doors = await doorsOf(config, embedded?.url ?? null)
    const { databaseUrl } = doors
    if (embedded === null) await unlessStopped(signal, reach(databaseUrl))
    pool = openPool(databaseUrl)
    const opened = await unlessStopped(signal, bringUp(config, doors, pool, folder, options))
    return { ...opened, databaseUrl, ownerUrl: doors.ownerUrl, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Makes sure that an external database can be reached. @throws Problem naming its host and the cause, within some five seconds */
async function reach(url: string): Promise<void> {
  try {
    await hangUp(await connect(url))
  } catch (error) {
    const { hostname, port } = new URL(url)
    const [place, cause] = [
      `${hostname}:${port || '5432'}`,
      error instanceof Error ? error.message : String(error),
    ]
    throw new Problem(
      'start.databaseUnreachable',
      503,
      words(
        `Không kết nối được cơ sở dữ liệu ở ${place} (DATABASE_URL): ${cause}`,
        `The database at ${place} (DATABASE_URL) cannot be reached: ${cause}`,
      ),
    )
  }
}

/** How the database is entered: by the program, and by its owner for migrations. */
interface Doors {
  readonly databaseUrl: string
  readonly ownerUrl: string
  /** The password that the program's role gets; null where the operator has made that role. */
  readonly password: string | null
}

/** @param embedded the address of the embedded server's superuser; null for an external database */
async function doorsOf(config: Config, embedded: string | null): Promise<Doors> {
  if (embedded === null) {
    const databaseUrl = config.databaseUrl ?? ''
    return { databaseUrl, ownerUrl: config.databaseOwnerUrl ?? databaseUrl, password: null }
  }
  const password = (await secret(config.dataDirectory, 'program')).toString('hex')
  const url = new URL(embedded)
  url.username = programRole
  url.password = password
  return { databaseUrl: url.href, ownerUrl: embedded, password }
}

/** Brings the schema up to date, and lets the program's role in where that is another than the owner. */
async function migrateAsOwner(
  { databaseUrl, ownerUrl, password }: Doors,
  options: OpenOptions,
): Promise<string[]> {
  const pool = openPool(ownerUrl, 2)
  try {
    if (options.sample) await refuseReal(pool)
    options.onProgress?.('migrate')
    const migrated = await migrate(pool)
    if (databaseUrl !== ownerUrl)
      await letProgramIn(pool, decodeURIComponent(new URL(databaseUrl).username), password)
    return migrated
  } finally {
    await pool.end()
  }
}

/** The system over a database that answers: migrated, and with all that an installation starts with. */
async function bringUp(
  config: Config,
  doors: Doors,
  pool: Pool,
  folder: Folder,
  options: OpenOptions,
): Promise<Pick<Opened, 'system' | 'migrated'>> {
  const wanted = options.sample ?? false
  const migrated = await migrateAsOwner(doors, options)
  const db = openDatabase(pool)
  await settleKeys(config.dataDirectory, db)
  const identitySecret = (await secret(config.dataDirectory, 'identity')).toString('hex')
  const auditKey = await secret(config.dataDirectory, 'audit')
  const formerKeys = await formerSecrets(config.dataDirectory, 'audit')
  const bare: System = {
    config,
    db,
    files: openFileStore(
      join(config.dataDirectory, 'files'),
      { limit: config.uploadLimit, quota: config.uploadQuota },
      {
        onDamage: (sha256) => tellDamage(bare, sha256),
        withheld: withheldBy({ config, db }),
        settled: settledBy(() => bare),
      },
    ),
    identity: openIdentity(config, db, identitySecret),
    businessRegister: openBusinessRegister(config.businessRegister),
    organisations: openOrganisations(config, db, identitySecret),
    singleSignOn: openSingleSignOn(config, db, identitySecret, (...who) => linkIn(bare)(...who)),
    log: pino({
      mixin: () => ({ requestId: requestId() ?? undefined }),
      level: config.logLevel,
      redact: ['password', 'token', '*.password', '*.token', '*.cookie'],
    }),
    auditKey,
    anchor: openAnchor(config.auditAnchor, auditKey, formerKeys),
    // Its digests cannot be made anew: it keeps the first key, which backups of any age know.
    erasures: openErasures(config.erasures, formerKeys.at(-1) ?? auditKey),
    sample: wanted,
    now: () => new Date(),
  }
  await settleTrailMarks(db)
  const system = { ...bare, sample: await settleInstallation(bare, folder, wanted) }
  if (await worksAsSuperuser(pool)) {
    system.log.warn(
      'DATABASE_URL names a superuser of PostgreSQL; a role of its own is safer (README, "An external database")',
    )
  }
  await beginAuditTrail(system)
  await settleFileStore(system, options.adoptFiles)
  options.onProgress?.('load')
  await load(system, { clean: options.clean })
  await settleErasures(system)
  return { system, migrated }
}
