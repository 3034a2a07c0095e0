import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { errorCode, Problem } from '../problem.ts'
import { secret } from '../secrets.ts'
import { isCluster, makeCluster } from './cluster.ts'
import { connect, hangUp, isAlone, type Keeper, keep } from './keeper.ts'
import { ended, type Launcher, launcher } from './launcher.ts'

/** A running embedded server. */
export interface Embedded {
  readonly url: string
  /** Stops it when no other program of ours still works on it. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** The data directory, which is there; the cluster lies in its folder `pg`. */
  readonly directory: string
  /** Settings of the server beside the usual ones. */
  readonly settings?: Readonly<Record<string, string>>
  /** Called when the server is gone, whoever started it, with the last that it said if we did. Nothing works without it. */
  readonly onLost?: ((lastWords: string) => void) | undefined
  readonly onProgress?: ((step: string) => void) | undefined
  /** Breaks the start off; what was started by then is stopped. */
  readonly signal?: AbortSignal | undefined
}

/** Small on memory: the whole programme of a province fits in it, and PostgreSQL leaves the rest to the page cache. */
const usualSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '40',
  shared_buffers: '64MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  max_wal_size: '512MB',
  random_page_cost: '1.1',
  jit: 'off',
  max_parallel_workers_per_gather: '1',
  log_min_messages: 'warning',
  log_timezone: 'Asia/Ho_Chi_Minh',
  timezone: 'Asia/Ho_Chi_Minh',
}

/**
 * Starts the server in the data directory (making the cluster at first), or joins the one that already runs there.
 * @throws what keeps it from running, within seconds, and nothing of ours runs on then
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { directory, signal } = options
  const cluster = join(directory, 'pg')
  if (isCluster(cluster) && !existsSync(join(directory, 'secrets', 'postgres'))) throw passwordLost(directory)
  const password = (await secret(directory, 'postgres')).toString('hex')
  const launch = await launcher(cluster)
  if (!isCluster(cluster)) {
    options.onProgress?.('initdb')
    await makeCluster(launch, cluster, password, signal)
  }
  // Another program of ours may begin or end at the same moment: then this one works there too, or begins once that has ended.
  const deadline = Date.now() + 10_000
  for (;;) {
    const joined = await joinServer(cluster, password, options)
    if (joined !== null) return joined
    try {
      return await startServer(launch, cluster, password, options)
    } catch (error) {
      signal?.throwIfAborted()
      const taken = error instanceof Error && /lock file|shared memory block/.test(error.message)
      if (!taken || Date.now() > deadline) throw error
      await wait(50)
    }
  }
}

async function startServer(
  launch: Launcher,
  cluster: string,
  password: string,
  options: EmbeddedOptions,
): Promise<Embedded> {
  options.onProgress?.('postgres')
  const port = await freePort()
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  const flags = Object.entries({ ...usualSettings, ...options.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const child = launch.spawn('postgres', ['-D', cluster, '-p', String(port), ...flags])
  const end = ended(child)
  const isThere = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined
  const onLost = () =>
    // A process of the server that lives on for a moment keeps its last words open.
    void Promise.race([end, wait(1000)]).then((last) => options.onLost?.(last?.output ?? ''))
  try {
    const keeper = await keepWhenUp(url, isThere, 60_000, onLost, options)
    if (keeper !== null) return { url, stop: () => stopServer(child.pid ?? 0, isThere, url, keeper) }
    if (isThere()) throw new Error('PostgreSQL did not come up within a minute')
    const { code, output } = await end
    throw new Error(`PostgreSQL ended with code ${code}: ${output}`)
  } catch (error) {
    await stopProcess(child.pid ?? 0, isThere)
    throw error
  }
}

function passwordLost(directory: string): Problem {
  const [file, cluster] = [join(directory, 'secrets', 'postgres'), join(directory, 'pg')]
  return new Problem('start.passwordLost', 503, {
    vi: `Mật khẩu của cơ sở dữ liệu (tệp ${file}) đã mất hoặc không phải của ${cluster}. Xin khôi phục tệp đó từ bản sao lưu.`,
    en: `The password of the database (the file ${file}) is gone or is not that of ${cluster}. Restore that file from a backup.`,
  })
}

/** Works on the server that another program of ours started, or that one left which was killed; null when none runs. */
async function joinServer(
  cluster: string,
  password: string,
  options: EmbeddedOptions,
): Promise<Embedded | null> {
  const running = postmaster(cluster)
  if (running === null) return null
  const { pid, port } = running
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  // The number of a process that ended may be another's now.
  const isThere = () => postmaster(cluster)?.pid === pid
  // It may be starting, or ending: wait for the one or the other.
  const keeper = await keepWhenUp(url, isThere, 10_000, () => options.onLost?.(''), options)
  return keeper === null ? null : { url, stop: () => stopServer(pid, isThere, url, keeper) }
}

/** The server's process and port as the cluster's own file names them; null when that process does not run. */
function postmaster(cluster: string): { pid: number; port: number } | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 && alive(pid)
      ? { pid, port }
      : null
  } catch {
    return null
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** Milliseconds of recovery that nobody need be told of. */
const shortRecovery = 2000

/**
 * Keeps a server as soon as it takes connections. Recovery after a crash may take its time: as long as the server says that it
 * is starting, it is waited for.
 * @param patience milliseconds for a server that says nothing
 * @returns null when it is gone or has said nothing for that long
 * @throws Problem when it does not take our password; the signal's reason
 */
async function keepWhenUp(
  url: string,
  isThere: () => boolean,
  patience: number,
  onLost: () => void,
  { directory, signal, onProgress }: EmbeddedOptions,
): Promise<Keeper | null> {
  const began = Date.now()
  let [deadline, told] = [began + patience, false]
  for (;;) {
    signal?.throwIfAborted()
    try {
      return await keep(url, isThere, onLost)
    } catch (error) {
      const code = errorCode(error)
      if (code === '28P01' || code === '28000') throw passwordLost(directory)
      if (code === '57P03') {
        deadline = Date.now() + patience
        if (!told && Date.now() - began > shortRecovery) {
          onProgress?.('recovery')
          told = true
        }
      }
    }
    if (!isThere() || Date.now() > deadline) return null
    await wait(20)
  }
}

/** Stops the server, unless another program of ours still works on it: then that one stops it. */
async function stopServer(pid: number, isThere: () => boolean, url: string, keeper: Keeper): Promise<void> {
  await keeper.release()
  if (!isThere()) return
  const client = await connect(url).catch(() => null)
  if (client !== null && !(await isAlone(client))) return await hangUp(client)
  await stopProcess(pid, isThere)
  if (client !== null) await hangUp(client)
}

/** A fast shutdown, which ends connections and writes all down; where that takes too long an immediate one, mended by the next start. */
async function stopProcess(pid: number, isThere: () => boolean): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    if (!isThere()) return
    try {
      process.kill(pid, process.platform === 'win32' ? undefined : signal)
    } catch (error) {
      // Another program that ended at the same moment has stopped it.
      if (isThere()) throw error
    }
    const deadline = Date.now() + patience
    while (isThere() && Date.now() < deadline) await wait(20)
  }
  if (isThere()) throw new Error(`PostgreSQL (process ${pid}) did not stop`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('No free port')),
      )
    })
  })
}
