import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { registerEnterprise } from '../enterprises/index.ts'
import { systemActor } from '../platform/actor.ts'
import { readConfig } from '../platform/config.ts'
import { execute } from '../platform/execute.ts'
import type { System } from '../platform/system.ts'
import { openSystem } from '../start/open.ts'
import { runProgram, serverRuns } from '../testing/program.ts'
import { userOf } from './init.ts'

/* `nscl init` as a process of its own, on a data folder that has nothing yet. */

const directory = await mkdtemp(join(tmpdir(), 'nscl-init-'))
const plan = 'src/setup/fixtures/ke-hoach-dong-nai.txt'
const answers = [
  ...['init', '--province', 'Đồng Nai', '--called', 'tỉnh Đồng Nai', '--plan', plan, '--communes'],
  ...['--without', 'stp', '--rename', 'sct=Sở Công Thương và Năng lượng tỉnh Đồng Nai'],
  ...['--admin', 'quantri@dongnai.example.vn:Lê Quản Trị'],
  ...['--user', 'leader:lanhdao@dongnai.example.vn:Trần Thị Lãnh Đạo', '--json'],
]
afterAll(() => rm(directory, { recursive: true, force: true }))

async function run(parameters: readonly string[]) {
  const program = runProgram(directory, parameters)
  const code = await program.ended()
  return { code, output: program.output() }
}

interface Made {
  called: string
  agenciesAdded: number
  draftId: number
  password: string | null
  users: { password: string | null }[]
}

async function init(): Promise<Made> {
  const { code, output } = await run(answers)
  expect([code, output]).toEqual([0, output])
  return JSON.parse(output) as Made
}

test('mistakes of the flags are told before anything is made', async () => {
  for (const [parameters, said] of [
    [['init'], '--province'],
    [['init', '--province', 'Đồng Nai', '--plan', 'khong-co.pdf'], 'khong-co.pdf'],
    [['init', '--province', 'Đồng Nai', '--user', 'sếp:a@b.vn:An'], 'leader:'],
  ] as const) {
    const { code, output } = await run(parameters)
    expect([code, output.includes(said)]).toEqual([1, true])
  }
  expect(serverRuns(directory)).toBe(false)
  expect(userOf('leader:an@example.vn:Nguyễn: An')).toEqual({
    role: 'leader',
    email: 'an@example.vn',
    name: 'Nguyễn:An',
  })
})

test('killed in the middle and run again it goes on, to the same end as without; a third time changes nothing', async () => {
  const killed = runProgram(directory, answers)
  while (!serverRuns(directory)) await wait(20)
  await wait(400)
  killed.child.kill('SIGKILL')
  await killed.ended()

  const made = await init()
  expect(made).toMatchObject({ called: 'tỉnh Đồng Nai', users: [{ password: expect.any(String) }] })
  expect(made.agenciesAdded).toBeGreaterThan(100)
  expect(made.password).toEqual(expect.any(String))

  const again = await init()
  expect(again).toMatchObject({
    agenciesAdded: 0,
    draftId: made.draftId,
    password: null,
    users: [{ password: null }],
  })
  expect(serverRuns(directory)).toBe(false)
  const verified = await run(['audit', 'verify'])
  expect([verified.code, verified.output]).toEqual([0, verified.output])
})

test('a start leaves it clean of the example; with work in it another set-up is refused and nothing changes', async () => {
  const program = runProgram(directory, ['start'])
  await program.says('Dừng / stop')
  program.child.kill('SIGINT')
  expect(await program.ended()).toBe(0)
  const shown = await run(['plan', 'show'])
  expect([shown.code, shown.output.includes('181/KH')]).toEqual([1, false])

  const config = readConfig({ NSCL_DATA: directory, LOG_LEVEL: 'silent' })
  const work = async <T>(on: (system: System) => Promise<T>): Promise<T> => {
    const opened = await openSystem(config)
    try {
      return await on(opened.system)
    } finally {
      await opened.close()
    }
  }
  const records = async ({ db }: System) => (await db.selectFrom('audit').select('seq').execute()).length
  const before = await work(async (system) => {
    const unit = await system.db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()
    const enterprise = {
      ...{ taxCode: '2200108445', name: 'Công ty Mẫu', address: 'Biên Hòa' },
      ...{ adminUnitId: unit.id, sectorGroup: 'production' },
    }
    await execute(system, registerEnterprise, systemActor, enterprise, { via: 'cli' })
    return records(system)
  })
  for (const province of ['Đồng Nai', 'Hà Nội']) {
    const refused = await run(['init', '--province', province])
    expect([refused.code, refused.output.includes('đã có công việc')]).toEqual([1, true])
  }
  expect(await work(records)).toBe(before)
})
