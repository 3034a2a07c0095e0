// npm run dev: runs the sources, and anew at each change. Stack traces name the sources' lines; the log is written to be read.
// The embedded PostgreSQL runs on from one start to the next. `-- --data FOLDER` and the settings of README apply.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, watch } from 'node:fs'
import { extname } from 'node:path'
import { createInterface } from 'node:readline'
import { readConfig } from '../src/platform/config.ts'
import { makeFolder } from '../src/platform/folders.ts'
import { startEmbedded } from '../src/platform/postgres/index.ts'

const parameters = process.argv.slice(2)
const data = parameters.indexOf('--data')
if (data >= 0) process.env.NSCL_DATA = parameters[data + 1]
const config = readConfig(process.env)

const levels: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
}

/** A line of the log as a person reads it; what is no line of the log stays as it is. */
function readable(line: string): string {
  if (!line.startsWith('{"level"')) return line
  const { level, time, msg = '', err, pid: _pid, hostname: _hostname, ...rest } = JSON.parse(line)
  const facts = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const at = new Date(time).toTimeString().slice(0, 8)
  const stack = err?.stack === undefined ? '' : `\n${err.stack}`
  return `${at} ${levels[level] ?? level} ${[msg, ...facts].join(' ')}${stack}`
}

let child: ChildProcess | null = null

function start(): void {
  child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'start'], {
    env: { ...process.env, NSCL_STYLES: 'on', LOG_LEVEL: process.env.LOG_LEVEL ?? 'debug' },
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ctrl-C reaches us, and we stop it.
    detached: process.platform !== 'win32',
  })
  if (child.stdout === null) return
  createInterface(child.stdout).on('line', (line) => process.stdout.write(`${readable(line)}\n`))
}

async function stop(): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return
  const end = once(child, 'exit')
  child.kill('SIGTERM')
  await end
}

/** The style sheet names the classes that pages use. */
const makeAssets = () =>
  execFileSync(process.execPath, ['build.mjs', '--assets'], { stdio: ['ignore', 'ignore', 'inherit'] })

await makeFolder(config.dataDirectory)
const server =
  config.databaseUrl === undefined
    ? await startEmbedded({ directory: config.dataDirectory, onLost: () => process.exit(1) })
    : null
if (!existsSync('dist/assets/manifest.json')) makeAssets()
start()

let restyle = false
let due: NodeJS.Timeout | undefined
let restarting = Promise.resolve()
async function restart(): Promise<void> {
  await stop()
  if (restyle) makeAssets()
  restyle = false
  start()
}
// In data/ the program itself writes too: its own folders are not watched.
for (const folder of ['src', 'assets', 'data', 'data/plans', 'migrations']) {
  watch(folder, { recursive: folder === 'src' }, (_event, name) => {
    if (name === null || /\.test\.tsx?$|[/\\]testing[/\\]/.test(name) || /^(pg|files|secrets)$/.test(name))
      return
    restyle ||= folder === 'assets' || extname(name) === '.tsx'
    clearTimeout(due)
    // An editor that saves writes several times.
    due = setTimeout(() => {
      restarting = restarting.then(restart)
    }, 150)
  })
}

let ending = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, async () => {
    if (ending) return
    ending = true
    clearTimeout(due)
    await restarting
    await stop()
    await server?.stop()
    process.exit(0)
  })
}
