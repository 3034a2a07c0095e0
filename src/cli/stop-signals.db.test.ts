import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fewOf } from '../testing/long.ts'
import { type Program, runProgram, serverRuns } from '../testing/program.ts'

const directory = await mkdtemp(join(tmpdir(), 'nscl-stop-'))
const up = 'Dừng / stop'
beforeAll(async () => {
  const first = runProgram(directory, ['migrate'])
  expect(await first.ended()).toBe(0)
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function send(program: Program, signals: readonly NodeJS.Signals[], pause: number): Promise<void> {
  for (const [at, signal] of signals.entries()) {
    if (at > 0) await wait(pause)
    program.child.kill(signal)
  }
}

const impatience: readonly [string, readonly NodeJS.Signals[], number][] = [
  ['two, 50 ms apart', ['SIGTERM', 'SIGTERM'], 50],
  ['one', ['SIGTERM'], 0],
  ['two at once', ['SIGINT', 'SIGINT'], 0],
  ['three', ['SIGINT', 'SIGTERM', 'SIGINT'], 20],
  ['a closed terminal and an impatient hand', ['SIGHUP', 'SIGINT', 'SIGINT', 'SIGINT'], 5],
]

it.each(fewOf(1, impatience))('signals end the program and its database: %s', async (_, signals, pause) => {
  const program = runProgram(directory, ['start'])
  await program.says(up)
  expect(serverRuns(directory)).toBe(true)
  await send(program, signals, pause)
  expect(await program.ended()).toBe(0)
  expect(serverRuns(directory)).toBe(false)
})

it.each(fewOf(1, ['Cập nhật lược đồ', 'Khởi động PostgreSQL', 'Nạp kế hoạch']))(
  'signals during a start end it, and leave no database running: at “%s”',
  async (step) => {
    const program = runProgram(directory, ['start'])
    await program.says(step)
    await send(program, ['SIGTERM', 'SIGTERM', 'SIGTERM'], 50)
    expect(await program.ended()).toBe(0)
    expect(serverRuns(directory)).toBe(false)
  },
)

it('signals while the database is made for the first time leave nothing half made', async () => {
  const fresh = await mkdtemp(join(tmpdir(), 'nscl-stop-'))
  try {
    const program = runProgram(fresh, ['start'])
    await program.says('Tạo cơ sở dữ liệu')
    await send(program, ['SIGINT', 'SIGINT'], 50)
    expect(await program.ended()).toBe(0)
    expect(await readdir(fresh)).toEqual(['secrets'])
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
})

it('signals to a shell between npm and the program, which passes none on, end the program and its database', async () => {
  const shell = spawn('sh', ['-c', `"${process.execPath}" dist/cli.js start; exit 0`], {
    env: { ...process.env, npm_lifecycle_event: 'start', NSCL_DATA: directory, DATABASE_URL: '', PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let output = ''
  shell.stdout.on('data', (part: Buffer) => {
    output += part.toString('utf8')
  })
  const closed = once(shell.stdout, 'close') // the program has it too, so it has ended then
  while (!output.includes(up)) await wait(20)
  shell.kill('SIGTERM')
  await wait(50)
  shell.kill('SIGTERM')
  await closed
  expect(serverRuns(directory)).toBe(false)
})

it('a signal ends another command too, with an exit code that tells of it', async () => {
  const program = runProgram(directory, ['audit', 'verify'])
  while (!serverRuns(directory)) await wait(5)
  await send(program, ['SIGINT', 'SIGINT'], 50)
  expect([0, 130]).toContain(await program.ended())
  expect(serverRuns(directory)).toBe(false)
})
