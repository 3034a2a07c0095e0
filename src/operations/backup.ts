import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { joinErasures } from '../platform/erasures.ts'
import { filePlaces } from '../platform/files.ts'
import { conflict } from '../platform/problem.ts'
import { backupName, isBackupName, Manifest, outlived } from './manifest.ts'
import { damaged, openVault, type Vault } from './vault.ts'

/** What a backup is taken of. */
export interface Installation {
  readonly databaseUrl: string
  readonly dataDirectory: string
  readonly sample: boolean
  /** The journal of erasures; `erasures` in the data folder when it is not said. */
  readonly erasures?: string
}

/** How long backups are kept. */
export interface Retention {
  readonly days: number
  readonly months: number
}

/** What a backup came to. */
export interface Taken {
  readonly name: string
  readonly path: string
  readonly tables: number
  readonly rows: number
  readonly files: number
  /** Bytes before they were packed and sealed. */
  readonly size: number
  /** Earlier backups that were removed, by name. */
  readonly removed: readonly string[]
}

/** The copy of the journal of erasures in a folder of backups; it says no name. */
export const erasuresFile = 'erasures'

const tableFile = (folder: string, table: string) => join(folder, `${table}.copy`)

/** Where a stored file lies in a folder of backups. */
export function sealedFile(folder: string, sha256: string): string {
  return join(folder, 'files', sha256.slice(0, 2), sha256.slice(2))
}

/**
 * Takes a backup while the program runs: the database as of one moment (one REPEATABLE READ snapshot), every stored file,
 * the secrets and what else the data folder holds, sealed with the pass phrase; reads all of it back; then removes
 * what has outlived its time. It appears under its name only when it is whole.
 * @param folder where backups lie; each takes a folder in it, stored files are shared between them
 * @throws Problem 409 for another pass phrase than before, or when what was written does not read back
 */
export async function takeBackup(
  { databaseUrl, dataDirectory, sample, erasures = join(dataDirectory, 'erasures') }: Installation,
  folder: string,
  passphrase: string,
  retention: Retention,
  now: Date = new Date(),
): Promise<Taken> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await removeBroken(folder, now)
  const vault = await openVault(join(folder, 'key.json'), passphrase, true)
  const name = backupName(now)
  const path = join(folder, name)
  const making = join(folder, `.${name}.part`)
  await mkdir(making, { mode: 0o700 }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw underWay(making)
    throw error
  })
  try {
    // Before the database: every head that the audit's journal has by now stands in it.
    const kept = await keepFolder(dataDirectory, folder, making, vault)
    const database = await dumpDatabase(databaseUrl, making, vault)
    const manifest: Manifest = {
      format: 1,
      takenAt: now.toISOString(),
      sample,
      ...database,
      files: await keepFiles(database.files, join(dataDirectory, 'files'), folder, vault),
      folder: kept,
    }
    await vault.seal(join(making, 'manifest'), pieces(Buffer.from(JSON.stringify(manifest))))
    await checkBackup(making, folder, vault)
    await rename(making, path)
    // Beside the backups, so that any of them comes back with everybody erased who has been since.
    await joinErasures(join(folder, erasuresFile), [erasures])
    return {
      name,
      path,
      tables: manifest.tables.length,
      rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
      files: manifest.files.length,
      size: [...manifest.tables, ...manifest.files].reduce((sum, { size }) => sum + size, 0),
      removed: await removeOutlived(folder, retention, vault),
    }
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw error
  }
}

/** Removes what a backup that was cut off has left, a day later. */
async function removeBroken(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^\.\d{8}T\d{6}Z\.part$/.test(name)) continue
    const { mtimeMs } = await stat(join(folder, name))
    if (now.getTime() - mtimeMs > 86_400_000) await rm(join(folder, name), { recursive: true, force: true })
  }
}

const underWay = (making: string) =>
  conflict('backup.underWay', {
    vi: `Một bản sao lưu khác đang được ghi (${making}).`,
    en: `Another backup is being written (${making}).`,
  })

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

type Dump = Pick<Manifest, 'migrations' | 'tables' | 'sequences'> & { readonly files: readonly string[] }

/** Writes each table of one snapshot into `folder`. */
async function dumpDatabase(url: string, folder: string, vault: Vault): Promise<Dump> {
  const client = new pg.Client({ connectionString: url, application_name: 'nscl-backup' })
  client.on('error', () => {}) // the query under way fails with it
  await client.connect()
  try {
    await client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0')
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const tables: Manifest['tables'] = []
    for (const { name, columns } of await tablesOf(client)) {
      const list = columns.map(quoted).join(', ')
      const copy = client.query(copyTo(`COPY ${quoted(name)} (${list}) TO STDOUT`))
      const packed = copy.pipe(createGzip({ level: 6 }))
      copy.on('error', (error) => packed.destroy(error))
      const content = await vault.seal(tableFile(folder, name), packed)
      tables.push({ name, columns, rows: copy.rowCount ?? 0, ...content })
    }
    const migrations = await client.query<{ name: string; sha256: string }>(
      'SELECT name, sha256 FROM migration ORDER BY name',
    )
    const sequences = await client.query<{ name: string; last: string | null }>(
      `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
    )
    const files = await client.query<{ sha256: string }>('SELECT DISTINCT sha256 FROM file ORDER BY 1')
    await client.query('COMMIT')
    return {
      tables,
      migrations: migrations.rows,
      sequences: sequences.rows,
      files: files.rows.map(({ sha256 }) => sha256),
    }
  } finally {
    await client.end()
  }
}

/** The tables of the program with the columns that are stored, not computed. */
async function tablesOf(client: pg.Client): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migration'
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY c.relname ORDER BY c.relname`,
  )
  return rows
}

/** A name as SQL writes it, whatever it is. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Puts the stored files that are not there yet into the folder that all backups share. */
async function keepFiles(
  hashes: readonly string[],
  store: string,
  folder: string,
  vault: Vault,
): Promise<Manifest['files']> {
  const kept: Manifest['files'] = []
  for (const sha256 of hashes) {
    const [here, apart] = filePlaces(store, sha256)
    const source = existsSync(here) ? here : apart
    const place = sealedFile(folder, sha256)
    const size = await stat(source).then((found) => found.size)
    const there = await stat(place).catch(() => null)
    if (there === null) {
      await mkdir(join(folder, 'files', sha256.slice(0, 2)), { recursive: true, mode: 0o700 })
      const content = await vault.seal(place, pieces(await readFile(source)))
      if (content.sha256 !== sha256) {
        await rm(place)
        throw conflict('backup.fileChanged', {
          vi: `Tệp ${sha256} trên đĩa không còn như khi lưu, nên bản sao lưu dừng lại. Chạy nscl audit verify để biết tệp nào.`,
          en: `File ${sha256} on disk is not what was stored, so the backup stopped. nscl audit verify says which files.`,
        })
      }
    }
    kept.push({ sha256, size })
  }
  return kept
}

/** Everything of the data folder but the database and the stored files: secrets, anchors, notes. */
async function keepFolder(
  directory: string,
  backups: string,
  making: string,
  vault: Vault,
): Promise<Manifest['folder']> {
  const kept: Manifest['folder'] = []
  await mkdir(join(making, 'folder'), { mode: 0o700 })
  const entries = await readdir(directory, { withFileTypes: true, recursive: true })
  for (const entry of entries.toSorted((a, b) => (a.parentPath < b.parentPath ? -1 : 1))) {
    const path = relative(directory, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
    if (!entry.isFile() || /^(pg|pg-making-[^/]*|files)(\/|$)/.test(path)) continue
    // Backups may lie in the data folder itself; they are no part of it.
    if (!relative(backups, join(directory, path)).startsWith('..')) continue
    const bytes = await readFile(join(directory, path))
    kept.push({ path, ...(await vault.seal(join(making, 'folder', String(kept.length)), pieces(bytes))) })
  }
  return kept
}

/**
 * Reads a whole backup back: each table, each stored file, each file of the data folder is what its manifest says.
 * @throws Problem 409 that names the first that is not
 */
export async function checkBackup(path: string, folder: string, vault: Vault): Promise<Manifest> {
  const manifest = await readManifest(path, vault)
  for (const table of manifest.tables) {
    const found = await contentOf(vault, tableFile(path, table.name))
    if (found !== table.sha256) throw damaged(tableFile(path, table.name))
  }
  for (const { sha256 } of manifest.files) {
    if ((await contentOf(vault, sealedFile(folder, sha256))) !== sha256)
      throw damaged(sealedFile(folder, sha256))
  }
  for (const [at, { sha256 }] of manifest.folder.entries()) {
    const place = join(path, 'folder', String(at))
    if ((await contentOf(vault, place)) !== sha256) throw damaged(place)
  }
  return manifest
}

/** The manifest of a backup. @throws Problem 409 when it was changed */
async function readManifest(path: string, vault: Vault): Promise<Manifest> {
  return Manifest.parse(JSON.parse((await vault.read(join(path, 'manifest'))).toString('utf8')))
}

/** The rows of a table as COPY wrote them. */
export async function tableContent(path: string, table: string, vault: Vault) {
  const packed = await vault.open(tableFile(path, table))
  const unpacked = packed.pipe(createGunzip())
  packed.on('error', (error) => unpacked.destroy(error))
  return unpacked
}

async function contentOf(vault: Vault, path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const part of await vault.open(path)) hash.update(part as Buffer)
  } catch {
    return null
  }
  return hash.digest('hex')
}

/** The backups of a folder, oldest first. */
export async function backupsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter(isBackupName).toSorted()
}

/** Removes backups that have outlived their time, then the stored files that no backup names any more. */
async function removeOutlived(folder: string, retention: Retention, vault: Vault): Promise<string[]> {
  const removed = outlived(await backupsIn(folder), retention)
  if (removed.length === 0) return []
  for (const name of removed) await rm(join(folder, name), { recursive: true, force: true })
  const named = new Set<string>()
  for (const name of await backupsIn(folder)) {
    for (const { sha256 } of (await readManifest(join(folder, name), vault)).files) named.add(sha256)
  }
  const files = join(folder, 'files')
  for (const entry of await readdir(files, { withFileTypes: true, recursive: true }).catch(() => [])) {
    if (!entry.isFile()) continue
    const place = join(entry.parentPath, entry.name)
    const sha256 = relative(files, place).replace(/[\\/]/g, '')
    if (!named.has(sha256)) await rm(place)
  }
  return removed
}
