import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { z } from 'zod'
import { systemActor } from './actor.ts'
import { execute } from './execute.ts'
import { makeFolder } from './folders.ts'
import { words } from './language.ts'
import { command } from './operation.ts'
import { conflict, explainConstraint, Problem } from './problem.ts'
import { sampleMarkBoth } from './sample.ts'
import type { System } from './system.ts'

/*
 * An installation is real or a sample for good. The database says which in its table `installation`, set once and guarded
 * by triggers (migration 0018); the data folder, which holds files and secrets, says it by a note.
 */

const noteName = 'DU-LIEU-MAU.txt'
const note = `${sampleMarkBoth}

Thư mục này chỉ chứa dữ liệu mẫu do chương trình tạo ra. Không để số liệu thật ở đây; có thể xóa cả thư mục.
This folder holds made-up data only. Keep no real data here; the whole folder may be removed.
`

explainConstraint('installation_real', () => realDatabase())

function realDatabase(): Problem {
  return conflict('installation.real', {
    vi: 'Cơ sở dữ liệu này đã được dùng cho số liệu thật hoặc cho chương trình khác, nên không tạo dữ liệu mẫu trong đó. Xin chọn thư mục khác (--data) hoặc bỏ DATABASE_URL.',
    en: 'This database is in use for real data or by another program, so no sample data are made in it. Choose another folder (--data) or leave DATABASE_URL out.',
  })
}

function mixed(folder: string): Problem {
  return conflict('installation.mixed', {
    vi: `Thư mục ${folder} và cơ sở dữ liệu không cùng loại: một bên là dữ liệu mẫu, một bên là dữ liệu thật. Xin xem lại NSCL_DATA (--data) và DATABASE_URL.`,
    en: `The folder ${folder} and the database do not belong together: one holds sample data, the other real data. See NSCL_DATA (--data) and DATABASE_URL.`,
  })
}

/** What a data folder is before it is opened: nothing yet, a sample's, or another's. */
export type Folder = 'new' | 'sample' | 'real'

/**
 * Looks at the data folder and, for a sample, makes it one.
 * @param sample whether a sample is to be opened, which may then be made in a new folder
 * @throws Problem 409 when a sample is asked for in a folder that holds something else
 */
export async function openFolder(directory: string, sample: boolean): Promise<Folder> {
  await makeFolder(directory).catch((error: unknown) => {
    throw new Problem('start.folder', 503, {
      vi: `Không tạo được thư mục dữ liệu ${directory}: ${error instanceof Error ? error.message : error}`,
      en: `The data folder ${directory} could not be made: ${error instanceof Error ? error.message : error}`,
    })
  })
  if (existsSync(join(directory, noteName))) return 'sample'
  const folder = (await readdir(directory)).length === 0 ? 'new' : 'real'
  if (!sample) return folder
  if (folder === 'real') {
    throw conflict('installation.folder', {
      vi: `Thư mục ${directory} đã có dữ liệu khác nên không tạo dữ liệu mẫu trong đó. Xin chọn thư mục khác (--data).`,
      en: `The folder ${directory} holds something else, so no sample data are made in it. Choose another (--data).`,
    })
  }
  await markFolder(directory)
  return 'sample'
}

function markFolder(directory: string): Promise<void> {
  return writeFile(join(directory, noteName), note)
}

/**
 * Refuses a database that a sample may not be made in, before anything is written to it (not even a migration).
 * @throws Problem 409 when it holds real data, or tables of another program
 */
export async function refuseReal(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ ours: boolean; tables: number }>(
    `SELECT to_regclass('public.installation') IS NOT NULL AS ours,
            (SELECT count(*)::int FROM pg_tables WHERE schemaname = 'public') AS tables`,
  )
  const [found] = rows
  if (found === undefined || found.tables === 0) return
  if (!found.ours) throw realDatabase()
  const said = await pool.query<{ sample: boolean }>('SELECT sample FROM installation')
  if (said.rows[0]?.sample === false) throw realDatabase()
}

const found = command({
  name: 'installation.found',
  summary: words('Xác định dữ liệu thật hay dữ liệu mẫu', 'Say whether data are real or sample data'),
  route: 'POST /installation',
  input: z.object({ sample: z.boolean() }),
  output: z.object({ sample: z.boolean() }),
  may: ['system'],
  subject: () => 'installation:1',
  async run({ db }, { sample }) {
    // A sample tells of past years; a real installation begins today (the column's default).
    await db
      .insertInto('installation')
      .values(sample ? { sample, firstDay: null } : { sample })
      .execute()
    return { sample }
  },
})

/**
 * Whether the database is a sample; at its first opening this is written into it, as the first record of its audit.
 * @param sample whether a sample is to be opened
 * @throws Problem 409 when a sample is asked for and it is real, or when database and folder do not belong together
 */
export async function settleInstallation(system: System, folder: Folder, sample: boolean): Promise<boolean> {
  const said = await system.db.selectFrom('installation').select('sample').executeTakeFirst()
  const is =
    said?.sample ??
    (await execute(system, found, systemActor, { sample }, { via: 'system', once: 'installation' })).sample
  if (sample && !is) throw realDatabase()
  if (folder === 'new' && is) await markFolder(system.config.dataDirectory)
  else if (is !== (folder === 'sample') && folder !== 'new') throw mixed(system.config.dataDirectory)
  return is
}
