import { createHmac, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { systemActor } from './actor.ts'
import { recordEvent } from './events.ts'
import { makeFolder } from './folders.ts'
import { conflict, errorCode } from './problem.ts'
import type { System } from './system.ts'

/*
 * A database, the folder of its stored files and the keys of the installation belong together: folder and database hold the same id, and
 * the database a mark of the identity key. A second program on the database with a folder of its own would keep files that the first
 * never finds; one with keys of its own would end the other's sessions and seal what the other cannot open.
 */

const place = (dataDirectory: string) => join(dataDirectory, 'files', 'store-id')

/** The id in the folder; null without one. @throws Error when it is damaged */
async function idOf(dataDirectory: string): Promise<string | null> {
  const path = place(dataDirectory)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  if (!/^[0-9a-f]{32}$/.test(text.trim())) throw new Error(`${path} is damaged`)
  return text.trim()
}

async function giveId(dataDirectory: string, id: string): Promise<string> {
  await makeFolder(join(dataDirectory, 'files'), 0o700)
  try {
    await writeFile(place(dataDirectory), id, { flag: 'wx', mode: 0o600, flush: true })
    return id
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    return (await idOf(dataDirectory)) ?? id
  }
}

/** The mark of an identity key: it tells one key from another, and nothing of the key. */
export const keyMark = (identitySecret: string): string =>
  createHmac('sha256', identitySecret).update('nscl installation').digest('hex')

/**
 * Makes sure that the folder of stored files and the keys are this database's; at the first start they are joined, which the audit trail
 * tells.
 * @param adopt why this folder and these keys take the place of others, which are lost; it stands in the audit trail
 * @throws Problem 409 when they do not belong together
 */
export async function settleFileStore(system: System, adopt?: string): Promise<void> {
  const { dataDirectory } = system.config
  const keys = keyMark(system.identity.options.secret)
  const joinedTo = () => system.db.selectFrom('fileStore').select(['id', 'keys']).executeTakeFirst()
  const said = await joinedTo()
  const here = await idOf(dataDirectory)
  const isSame = said !== undefined && said.id === here
  if (isSame && said.keys === keys) return
  if (said !== undefined && adopt === undefined) {
    if (!isSame) throw anotherStore(join(dataDirectory, 'files'))
    if (said.keys !== null) throw otherKeys(join(dataDirectory, 'secrets'))
  }
  const id = here ?? (await giveId(dataDirectory, randomBytes(16).toString('hex')))
  const joined = {
    name: 'files.store',
    actor: systemActor,
    via: 'system',
    subject: 'installation:1',
  } as const
  await recordEvent(system, { ...joined, facts: { id, reason: adopt ?? null } }, async (db) => {
    const rows = db.insertInto('fileStore').values({ id, keys })
    const written = await (adopt !== undefined
      ? rows.onConflict((there) => there.column('single').doUpdateSet({ id, keys }))
      : // A database of before there were marks of keys gets one, once.
        rows.onConflict((there) =>
          there
            .column('single')
            .doUpdateSet({ keys })
            .where('fileStore.id', '=', id)
            .where('fileStore.keys', 'is', null),
        )
    ).executeTakeFirst()
    return written.numInsertedOrUpdatedRows === 1n
  })
  // Another start may have been quicker, with a folder or keys of its own.
  const settled = await joinedTo()
  if (settled?.id !== id) throw anotherStore(join(dataDirectory, 'files'))
  if (settled.keys !== keys) throw otherKeys(join(dataDirectory, 'secrets'))
}

/** Gives the restored folder the id that its restored database names. @param pool of the database, whose schema may be older than this id */
export async function joinRestored(pool: Pool, dataDirectory: string): Promise<void> {
  const there = await pool.query(`SELECT to_regclass('public.file_store') IS NOT NULL AS there`)
  if (there.rows[0]?.there !== true) return
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM file_store')
  if (rows[0] !== undefined) await giveId(dataDirectory, rows[0].id)
}

function anotherStore(folder: string) {
  return conflict('installation.anotherStore', {
    vi: `Thư mục tệp ${folder} không phải của cơ sở dữ liệu này: chương trình khác, với thư mục tệp khác, đã dùng cơ sở dữ liệu này. Xin xem lại NSCL_DATA (--data) và DATABASE_URL, hoặc gắn lại đĩa chứa tệp. Nếu thư mục cũ đã mất hẳn: nscl files adopt --reason …`,
    en: `The folder of stored files ${folder} is not this database's: another program, with a folder of its own, has used the database. See NSCL_DATA (--data) and DATABASE_URL, or mount the disk of the files. If the other folder is lost for good: nscl files adopt --reason …`,
  })
}

function otherKeys(folder: string) {
  return conflict('installation.otherKeys', {
    vi: `Khóa trong ${folder} không phải của cơ sở dữ liệu này: chương trình khác, với khóa khác, đã dùng cơ sở dữ liệu này. Xin xem lại NSCL_DATA (--data) và DATABASE_URL, hoặc lấy lại thư mục khóa từ bản sao lưu. Nếu khóa cũ đã mất hẳn: nscl files adopt --reason …`,
    en: `The keys in ${folder} are not this database's: another program, with other keys, has used the database. See NSCL_DATA (--data) and DATABASE_URL, or take the keys out of a backup. If the former keys are lost for good: nscl files adopt --reason …`,
  })
}
