import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ended, type Launcher } from './launcher.ts'

/** Whether a database lies in this folder, whole as far as its name tells. */
export function isCluster(folder: string): boolean {
  return existsSync(join(folder, 'PG_VERSION'))
}

/**
 * Makes the database in `cluster`, whose user `postgres` has this password. One that another start has put there meanwhile stays.
 * @param signal breaks it off, and leaves nothing half made
 */
export async function makeCluster(
  launch: Launcher,
  cluster: string,
  password: string,
  signal?: AbortSignal,
): Promise<void> {
  // Made beside its place and moved there whole: a start that was cut off leaves nothing half made, and of two programs
  // that begin at the same moment the later one takes what the earlier one made.
  const making = await mkdtemp(`${cluster}-making-`)
  const passwordFile = `${making}-password`
  try {
    await launch.own(making)
    await writeFile(passwordFile, password, { mode: 0o600 })
    await launch.own(passwordFile)
    const child = launch.spawn('initdb', [
      `--pgdata=${making}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ])
    const breakOff = () => child.kill()
    signal?.addEventListener('abort', breakOff)
    const { code, output } = await ended(child)
    signal?.removeEventListener('abort', breakOff)
    signal?.throwIfAborted()
    if (code !== 0) throw new Error(`The database could not be made: ${output}`)
    // Never over a cluster that is there: a folder that holds anything is no place to move to.
    await rename(making, cluster).catch(async (error: unknown) => {
      if (isCluster(cluster) || !existsSync(cluster)) throw error
      // What an older version of the program left half made.
      await rm(cluster, { recursive: true, force: true })
      await rename(making, cluster)
    })
  } catch (error) {
    if (signal?.aborted || !isCluster(cluster)) throw error
  } finally {
    await rm(passwordFile, { force: true })
    await rm(making, { recursive: true, force: true })
  }
}
