import { readFileSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fewOf } from '../testing/long.ts'
import { runProgram, serverRuns } from '../testing/program.ts'

const directory = await mkdtemp(join(tmpdir(), 'nscl-failed-'))
/** Milliseconds for a test: a slow machine decides nothing. */
const limit = 600_000
const isRoot = process.getuid?.() === 0
beforeAll(async () => {
  expect(await runProgram(directory, ['migrate']).ended()).toBe(0)
}, limit)
afterAll(() => rm(directory, { recursive: true, force: true }))

/** Changes a file for the time of some work. */
async function withFile(path: string, content: string | null, work: () => Promise<void>): Promise<void> {
  const before = await readFile(path)
  if (content === null) await rm(path)
  // In place: the file stays its owner's.
  else await writeFile(path, content)
  try {
    await work()
  } finally {
    await writeFile(path, before)
  }
}

/** Starts the program, which must fail by itself, and gives what it said. */
async function failure(folder: string, environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const program = runProgram(folder, ['start'], environment)
  expect(await program.ended()).toBe(1)
  return program.output()
}

/** A free port's opposite. */
async function takenPort(): Promise<{ port: number; give: () => void }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    give: () => server.close(),
  }
}

describe('a start that fails names the cause, ends with an exit code, and leaves no database running', () => {
  const settings = join(directory, 'pg', 'postgresql.conf')

  it.each(
    fewOf(1, [
      ['a line that is no setting', 'this is = no setting !!\n', 'postgresql.conf'],
      ['a library that there is not', "shared_preload_libraries = 'no_such_library'\n", 'no_such_library'],
      ['a setting that there is not', "no_such_setting = 'x'\n", 'no_such_setting'],
      ['a value that cannot be', 'max_wal_senders = many\n', 'max_wal_senders'],
    ] as const),
  )(
    'settings of PostgreSQL: %s',
    async (_, line, cause) => {
      await withFile(settings, `${readFileSync(settings, 'utf8')}\n${line}`, async () => {
        expect(await failure(directory)).toContain(cause)
      })
      expect(serverRuns(directory)).toBe(false)
    },
    limit,
  )

  it.each([
    ['gone', null],
    ['another installation’s', 'ab'.repeat(32)],
  ])(
    'the password of the database: %s',
    async (_, content) => {
      const secret = join(directory, 'secrets', 'postgres')
      await withFile(secret, content, async () => {
        const said = await failure(directory)
        expect(said).toContain('Mật khẩu của cơ sở dữ liệu')
        expect(said).toContain(secret)
      })
      expect(serverRuns(directory)).toBe(false)
    },
    limit,
  )

  it.each(fewOf(1, ['postgres', 'audit', 'program', 'identity']))(
    'a secret that is damaged: %s',
    async (name) => {
      const secret = join(directory, 'secrets', name)
      await withFile(secret, 'half a secr', async () => {
        expect(await failure(directory)).toContain(secret)
      })
      expect(serverRuns(directory)).toBe(false)
    },
    limit,
  )

  it.each(fewOf(1, ['/proc/nscl', '/dev/null/nscl', '/proc/1/nscl/data', '/sys/nscl']))(
    'a data folder that cannot be: %s',
    async (folder) => {
      const said = await failure(folder)
      expect(said).toContain(folder)
      expect(said).toContain('Không tạo được thư mục dữ liệu')
    },
    limit,
  )

  it.skipIf(isRoot)(
    'a data folder that may not be written to',
    async () => {
      await chmod(join(directory, 'pg'), 0o500)
      try {
        expect(await failure(directory)).toMatch(/Permission denied/)
      } finally {
        await chmod(join(directory, 'pg'), 0o700)
      }
    },
    limit,
  )

  it(
    'a database that is damaged',
    async () => {
      const broken = await mkdtemp(join(tmpdir(), 'nscl-failed-'))
      try {
        await cp(join(directory, 'secrets'), join(broken, 'secrets'), { recursive: true })
        await mkdir(join(broken, 'pg'), { mode: 0o700 })
        await writeFile(join(broken, 'pg', 'PG_VERSION'), '9.6\n')
        expect(await failure(broken)).toMatch(/PostgreSQL ended with code \d+: \S/)
        expect(serverRuns(broken)).toBe(false)
      } finally {
        await rm(broken, { recursive: true, force: true })
      }
    },
    limit,
  )

  it(
    'a port that is taken',
    async () => {
      const { port, give } = await takenPort()
      try {
        expect(await failure(directory, { PORT: String(port) })).toContain(String(port))
      } finally {
        give()
      }
      expect(serverRuns(directory)).toBe(false)
    },
    limit,
  )

  it(
    'a database of somebody else’s that does not answer, and a setting that is none',
    async () => {
      const { port, give } = await takenPort()
      give()
      const elsewhere = `postgres://somebody:secret@127.0.0.1:${port}/nscl`
      const said = await failure(directory, { DATABASE_URL: elsewhere })
      expect(said).toContain(`127.0.0.1:${port}`)
      expect(said).not.toContain('secret@')
      expect(await failure(directory, { PORT: 'many' })).toContain('PORT')
    },
    limit,
  )
})

describe('a database that ends under the program', () => {
  const postmaster = async () =>
    Number((await readFile(join(directory, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[0])

  it.each(fewOf(1, ['SIGKILL', 'SIGINT', 'SIGQUIT'] as const))(
    'ends the program that started it and the one that joined it, with an exit code, and the next start works (%s)',
    async (signal) => {
      const first = runProgram(directory, ['start'])
      await first.says('Dừng / stop')
      const second = runProgram(directory, ['start'])
      await second.says('Dừng / stop')
      process.kill(await postmaster(), signal)
      expect([await first.ended(), await second.ended()]).toEqual([1, 1])
      for (const program of [first, second])
        expect(program.output()).toContain('PostgreSQL đã dừng ngoài ý muốn')

      const next = runProgram(directory, ['start'])
      await next.says('Dừng / stop')
      next.child.kill('SIGTERM')
      expect(await next.ended()).toBe(0)
      expect(serverRuns(directory)).toBe(false)
    },
    limit,
  )

  it(
    'is lost to a program that joined it after the one that started it was killed',
    async () => {
      const first = runProgram(directory, ['start'])
      await first.says('Dừng / stop')
      first.child.kill('SIGKILL')
      await first.ended()
      const second = runProgram(directory, ['start'])
      await second.says('Dừng / stop')
      process.kill(await postmaster(), 'SIGKILL')
      expect(await second.ended()).toBe(1)
    },
    limit,
  )

  it(
    'ends no program when it comes back by itself: a crash of one of its processes breaks all connections for a moment',
    async () => {
      const program = runProgram(directory, ['start'], { PORT: '0', LOG_LEVEL: 'error' })
      await program.says('Dừng / stop')
      const { pid, ready } = await crashOneProcess(await postmaster())
      expect(pid).toBeGreaterThan(0)
      await ready()
      await wait(500)
      expect(program.child.exitCode).toBeNull()
      program.child.kill('SIGTERM')
      expect(await program.ended()).toBe(0)
      expect(serverRuns(directory)).toBe(false)
    },
    limit,
  )
})

/** Kills one of the server's processes, as a crash would. */
async function crashOneProcess(server: number): Promise<{ pid: number; ready: () => Promise<void> }> {
  const children = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
  const backend = children.find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres postgres'),
  )
  if (backend === undefined) throw new Error('No process works for a connection')
  process.kill(backend, 'SIGKILL')
  return {
    pid: backend,
    async ready() {
      const status = join(directory, 'pg', 'postmaster.pid')
      await wait(200)
      while (!(await readFile(status, 'utf8')).includes('ready')) await wait(20)
    },
  }
}
