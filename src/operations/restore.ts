import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { joinErasures } from '../platform/erasures.ts'
import { openFileStore } from '../platform/files.ts'
import { makeFolder } from '../platform/folders.ts'
import { migrate } from '../platform/migrate.ts'
import { startEmbedded } from '../platform/postgres/index.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { unlessStopped } from '../platform/stopping.ts'
import { joinRestored } from '../platform/store-identity.ts'
import { backupsIn, checkBackup, erasuresFile, quoted, sealedFile, tableContent } from './backup.ts'
import type { Manifest } from './manifest.ts'
import { openVault, type Vault } from './vault.ts'

/** A backup, opened with its pass phrase and read through once. */
export interface OpenedBackup {
  readonly name: string
  readonly path: string
  readonly folder: string
  readonly vault: Vault
  readonly manifest: Manifest
}

/**
 * Opens a backup and reads all of it: every byte is what was written.
 * @param name which one; the newest without
 * @throws Problem 404 when there is none, 409 for another pass phrase or a damaged file
 */
export async function openBackup(folder: string, passphrase: string, name?: string): Promise<OpenedBackup> {
  const vault = await openVault(join(folder, 'key.json'), passphrase, false)
  const names = await backupsIn(folder)
  const wanted = name ?? names.at(-1)
  if (wanted === undefined || !names.includes(wanted)) throw notFound({ vi: 'bản sao lưu', en: 'Backup' })
  const path = join(folder, wanted)
  return { name: wanted, path, folder, vault, manifest: await checkBackup(path, folder, vault) }
}

/**
 * Makes an installation of a backup: the data folder with its secrets and stored files, and the database.
 * @param databaseUrl an empty external database; without it the embedded server is started in the new folder, and stopped
 * @param signal breaks it off, and stops the server that was started
 * @param erasures the journal of this run, and others whose entries it takes up beside those of the folder of backups
 * @throws Problem 409 when the folder or the database holds anything
 */
export async function restoreBackup(
  backup: OpenedBackup,
  directory: string,
  databaseUrl?: string,
  signal?: AbortSignal,
  erasures: { readonly into?: string | undefined; readonly from?: readonly string[] } = {},
): Promise<void> {
  await makeFolder(directory)
  if ((await readdir(directory)).length > 0) {
    throw conflict('backup.folderInUse', {
      vi: `Thư mục ${directory} đã có dữ liệu; chỉ khôi phục vào thư mục trống.`,
      en: `The folder ${directory} holds data; a backup is restored into an empty one only.`,
    })
  }
  await restoreFolder(backup, directory)
  const own = join(directory, 'erasures')
  const others = [join(backup.folder, erasuresFile), ...(erasures.from ?? [])]
  // Whoever was erased after this backup was taken is erased again when it is opened.
  await joinErasures(erasures.into ?? own, erasures.into === undefined ? others : [own, ...others])
  const embedded = databaseUrl === undefined ? await startEmbedded({ directory, signal }) : null
  try {
    await unlessStopped(signal, restoreDatabase(backup, directory, embedded?.url ?? databaseUrl ?? ''))
  } finally {
    await embedded?.stop()
  }
}

async function restoreFolder(
  { manifest, path, folder, vault }: OpenedBackup,
  directory: string,
): Promise<void> {
  for (const [at, file] of manifest.folder.entries()) {
    const place = join(directory, ...file.path.split('/'))
    await mkdir(dirname(place), { recursive: true, mode: 0o700 })
    await writeFile(place, await vault.read(join(path, 'folder', String(at))), { mode: 0o600, flush: true })
  }
  const store = openFileStore(join(directory, 'files'), { limit: 0, quota: 0 })
  for (const { sha256 } of manifest.files) await store.write(await vault.open(sealedFile(folder, sha256)))
}

async function restoreDatabase(
  { manifest, path, vault }: OpenedBackup,
  directory: string,
  url: string,
): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'nscl-restore' })
  // The query under way fails with it.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    const { rows } = await pool.query<{ tables: number }>(
      `SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`,
    )
    if ((rows[0]?.tables ?? 0) > 0) {
      throw conflict('backup.databaseInUse', {
        vi: 'Cơ sở dữ liệu này đã có bảng; chỉ khôi phục vào cơ sở dữ liệu trống.',
        en: 'This database holds tables; a backup is restored into an empty one only.',
      })
    }
    // The schema as it was on that day; what the program has added since comes when it is opened.
    await migrate(pool, undefined, manifest.migrations)
    const client = await pool.connect()
    try {
      await fill(client, manifest, (table) => tableContent(path, table, vault))
    } finally {
      client.release()
    }
    await joinRestored(pool, directory)
  } finally {
    await pool.end()
  }
}

/**
 * Fills the tables in one transaction. Triggers and foreign keys rest meanwhile: the rows are as they were, the audit's
 * among them, and are checked as a whole afterwards.
 */
async function fill(
  client: pg.PoolClient,
  manifest: Manifest,
  content: (table: string) => Promise<NodeJS.ReadableStream>,
): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query('SET LOCAL session_replication_role = replica')
    await client.query(`TRUNCATE ${manifest.tables.map(({ name }) => quoted(name)).join(', ')}`)
    for (const { name, columns } of manifest.tables) {
      const list = columns.map(quoted).join(', ')
      await pipeline(await content(name), client.query(copyFrom(`COPY ${quoted(name)} (${list}) FROM STDIN`)))
    }
    for (const { name, last } of manifest.sequences) {
      if (last !== null) await client.query('SELECT setval($1::regclass, $2)', [quoted(name), last])
    }
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

/** A folder for a trial, removed when it is over. */
export async function inTrialFolder<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'nscl-restore-'))
  try {
    return await work(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
