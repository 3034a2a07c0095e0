import { Command } from 'commander'
import { createFirstAdministrator } from '../accounts/index.ts'
import { systemActor } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import { Problem } from '../platform/problem.ts'
import { sampleMarkBoth } from '../platform/sample.ts'
import { start } from '../start/serve.ts'
import { printLine, withSystem } from './with-system.ts'

const firstAdministrator = { name: 'Quản trị viên', email: 'quantri@nscl.local' }

const stepWords: Readonly<Record<string, string>> = {
  initdb: 'Tạo cơ sở dữ liệu (lần đầu) …',
  postgres: 'Khởi động PostgreSQL …',
  migrate: 'Cập nhật lược đồ …',
  load: 'Nạp kế hoạch và danh mục …',
}

/** `nscl start`: serves until Ctrl-C. */
export function startCommand(): Command {
  return new Command('start')
    .description(
      'start the program: database, pages, REST (settings: PORT, HOST, DATABASE_URL, NSCL_DATA, PUBLIC_URL)',
    )
    .action(() => serve(process.env))
}

/** Serves until Ctrl-C, telling the address, and the first administrator's password when there is no account yet. */
export async function serve(environment: NodeJS.ProcessEnv): Promise<void> {
  const began = performance.now()
  let stopping = false
  const running = await start(environment, {
    onProgress: (step) => printLine(stepWords[step] ?? step),
    onDatabaseLost: () => {
      if (stopping) return
      process.stderr.write('nscl: PostgreSQL đã dừng ngoài ý muốn / PostgreSQL ended unexpectedly\n')
      process.exit(1)
    },
  })
  const first = await firstPassword(running.system)
  printLine()
  if (running.system.sample) printLine(`  ${sampleMarkBoth}`)
  printLine(`  nscl: ${running.address}   (${Math.round(performance.now() - began)} ms)`)
  if (first !== null) {
    printLine()
    printLine(`  Quản trị viên đầu tiên / first administrator:  ${firstAdministrator.email}`)
    printLine(`  Mật khẩu dùng một lần / one-time password:     ${first}`)
  } else {
    printLine('  Quên mật khẩu / forgotten password:  npx nscl user reset-password EMAIL')
  }
  printLine('  Dừng / stop:  Ctrl-C')
  printLine()
  const stop = async () => {
    if (stopping) process.exit(1) // pressed twice: at once
    stopping = true
    printLine('Đang dừng … / stopping …')
    await running.close()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
}

async function firstPassword(system: Parameters<typeof execute>[0]): Promise<string | null> {
  const some = await system.db.selectFrom('account').select('id').limit(1).executeTakeFirst()
  if (some !== undefined) return null
  try {
    const made = await execute(system, createFirstAdministrator, systemActor, firstAdministrator, {
      via: 'system',
    })
    return made.password
  } catch (error) {
    // Another start was quicker.
    if (error instanceof Problem && error.code === 'accounts.notFirst') return null
    throw error
  }
}

/** `nscl migrate`: brings the database up to date and loads what every installation has. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the database up to date without starting the pages')
    .action(() =>
      withSystem(async ({ opened }) => {
        for (const name of opened.migrated) printLine(`applied ${name}`)
        printLine(
          opened.migrated.length === 0
            ? 'The database is up to date.'
            : `${opened.migrated.length} migrations applied.`,
        )
      }),
    )
}
