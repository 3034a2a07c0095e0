import { Command } from 'commander'
import { problemOf } from '../platform/outage.ts'
import { tfpCommand } from '../tfp/index.ts'
import { auditCommand } from './audit.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { dutiesCommand } from './duties.ts'
import { filesCommand } from './files.ts'
import { initCommand } from './init.ts'
import { keysCommand } from './keys.ts'
import { personCommand } from './person.ts'
import { planCommand } from './plan.ts'
import { reportCommand } from './report.ts'
import { sampleCommand } from './sample.ts'
import { migrateCommand, startCommand } from './start.ts'
import { stopSignals, wasStopped } from './stop-signals.ts'
import { userCommand } from './user.ts'

/** The command line: `nscl` and all below it. */
export function commandLine(): Command {
  const program = new Command('nscl')
    .description('Runs a province’s programme for raising the productivity and quality of its enterprises')
    .showHelpAfterError()
    .option('--data <folder>', 'the data folder of this run, in place of NSCL_DATA')
    .hook('preAction', (root) => {
      const { data } = root.opts<{ data?: string }>()
      if (data !== undefined) process.env.NSCL_DATA = data
    })
  for (const command of [
    startCommand(),
    initCommand(),
    migrateCommand(),
    planCommand(),
    dutiesCommand(),
    reportCommand(),
    auditCommand(),
    filesCommand(),
    backupCommand(),
    restoreCommand(),
    keysCommand(),
    userCommand(),
    personCommand(),
    sampleCommand(),
    tfpCommand(),
  ])
    program.addCommand(command)
  return program
}

/** Does what the arguments of this process ask for; what goes wrong is told on standard error, and the exit code tells of it. */
export async function runCommandLine(): Promise<void> {
  try {
    await commandLine().parseAsync()
  } catch (error) {
    tellFailure(error)
    // At once: what a failed attempt has left open (a timer, a socket) must not hold the program up.
    process.exit(stopSignals().stop.aborted ? 130 : 1)
  }
}

function tellFailure(error: unknown): void {
  const problem = problemOf(error)
  if (stopSignals().stop.aborted) process.stderr.write(`nscl: ${wasStopped}\n`)
  else if (problem !== null) {
    process.stderr.write(`${problem.words.vi}\n${problem.words.en}\n`)
    for (const field of problem.fields)
      process.stderr.write(`  ${field.field}: ${field.words.vi} / ${field.words.en}\n`)
  } else {
    process.stderr.write(`nscl: ${error instanceof Error ? error.message : String(error)}\n`)
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  }
}
