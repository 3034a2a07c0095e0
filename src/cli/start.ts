import { Command } from 'commander'
import { createFirstAdministrator } from '../accounts/index.ts'
import { systemActor } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import { Problem } from '../platform/problem.ts'
import { sampleMarkBoth } from '../platform/sample.ts'
import { aborted } from '../platform/stopping.ts'
import { type Running, start } from '../start/serve.ts'
import { stopSignals } from './stop-signals.ts'
import { printLine, withSystem } from './with-system.ts'

/** The first account, where nobody is named. */
export const firstAdministrator = { name: 'Quản trị viên', email: 'quantri@nscl.local' }

const stepWords: Readonly<Record<string, string>> = {
  initdb: 'Tạo cơ sở dữ liệu (lần đầu) …',
  postgres: 'Khởi động PostgreSQL …',
  recovery: 'PostgreSQL đang khôi phục sau lần dừng đột ngột …',
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
  const { stop, hurry } = stopSignals()
  let running: Running | null = null
  try {
    running = await start(environment, {
      onProgress: (step) => printLine(stepWords[step] ?? step),
      onDatabaseLost,
      signal: stop,
    })
    endWithUncaught(running)
    printAddress(running, await firstPassword(running.system), performance.now() - began)
    await aborted(stop)
  } catch (error) {
    if (!stop.aborted) throw error
  } finally {
    if (stop.aborted) printLine('Đang dừng … / stopping …')
    await running?.close(hurry)
  }
  process.exit(0)
}

/** What nobody caught leaves the program in a state that nobody knows: it ends, and its server with it. */
function endWithUncaught(running: Running): void {
  process.once('uncaughtException', (error) => {
    running.system.log.fatal({ err: error }, 'uncaught')
    void running.close(AbortSignal.abort()).finally(() => process.exit(1))
  })
}

/** Without its database the program can answer nothing: it ends, so that who watches over it starts it anew. */
function onDatabaseLost(lastWords: string): void {
  process.stderr.write(
    `nscl: PostgreSQL đã dừng ngoài ý muốn / PostgreSQL ended unexpectedly\n${failures(lastWords)}`,
  )
  process.exit(1)
}

/** The lines of PostgreSQL's log that tell why it ended; statements, with what people typed, stay out. */
function failures(log: string): string {
  return log
    .split('\n')
    .filter((line) => /\b(PANIC|FATAL|HINT):/.test(line))
    .map((line) => `  ${line}\n`)
    .join('')
}

function printAddress({ system, address }: Running, first: string | null, milliseconds: number): void {
  printLine()
  if (system.sample) printLine(`  ${sampleMarkBoth}`)
  printLine(`  nscl: ${address}   (${Math.round(milliseconds)} ms)`)
  if (first !== null) {
    printLine()
    printLine(`  Quản trị viên đầu tiên / first administrator:  ${firstAdministrator.email}`)
    printLine(`  Mật khẩu dùng một lần / one-time password:     ${first}`)
    printLine(
      '  Thiết lập cho tỉnh của bạn / for your province: npx nscl init, hoặc trang / or the page  /setup',
    )
  } else {
    printLine('  Quên mật khẩu / forgotten password:  npx nscl user reset-password EMAIL')
  }
  printLine('  Dừng / stop:  Ctrl-C')
  printLine()
}

/** Makes the first administrator where there is no account. @returns the one-time password; null where there is one */
export async function firstPassword(
  system: Parameters<typeof execute>[0],
  administrator: { readonly name: string; readonly email: string } = firstAdministrator,
): Promise<string | null> {
  const some = await system.db.selectFrom('account').select('id').limit(1).executeTakeFirst()
  if (some !== undefined) return null
  try {
    const made = await execute(system, createFirstAdministrator, systemActor, administrator, {
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
