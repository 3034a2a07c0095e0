import { Command } from 'commander'
import { Problem } from '../platform/problem.ts'
import { tfpCommand } from '../tfp/index.ts'
import { auditCommand } from './audit.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { dutiesCommand } from './duties.ts'
import { planCommand } from './plan.ts'
import { reportCommand } from './report.ts'
import { sampleCommand } from './sample.ts'
import { migrateCommand, startCommand } from './start.ts'
import { stopSignals, wasStopped } from './stop-signals.ts'
import { userCommand } from './user.ts'

const program = new Command('nscl')
  .description('Runs a province’s programme for raising the productivity and quality of its enterprises')
  .showHelpAfterError()
  .option('--data <folder>', 'the data folder of this run, in place of NSCL_DATA')
  .hook('preAction', (root) => {
    const { data } = root.opts<{ data?: string }>()
    if (data !== undefined) process.env.NSCL_DATA = data
  })
program.addCommand(startCommand())
program.addCommand(migrateCommand())
program.addCommand(planCommand())
program.addCommand(dutiesCommand())
program.addCommand(reportCommand())
program.addCommand(auditCommand())
program.addCommand(backupCommand())
program.addCommand(restoreCommand())
program.addCommand(userCommand())
program.addCommand(sampleCommand())
program.addCommand(tfpCommand())

try {
  await program.parseAsync()
} catch (error) {
  const { stop } = stopSignals()
  if (stop.aborted) {
    process.stderr.write(`nscl: ${wasStopped}\n`)
    process.exit(130)
  }
  if (error instanceof Problem) {
    process.stderr.write(`${error.words.vi}\n${error.words.en}\n`)
    for (const field of error.fields)
      process.stderr.write(`  ${field.field}: ${field.words.vi} / ${field.words.en}\n`)
  } else {
    process.stderr.write(`nscl: ${error instanceof Error ? error.message : String(error)}\n`)
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  }
  // At once: what a failed attempt has left open (a timer, a socket) must not hold the program up.
  process.exit(1)
}
