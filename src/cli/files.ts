import { Command } from 'commander'
import { readConfig } from '../platform/config.ts'
import { openSystem } from '../start/open.ts'
import { printLine } from './with-system.ts'

/** `nscl files adopt`: this folder of stored files takes the place of one that is lost. */
export function filesCommand(): Command {
  const files = new Command('files').description('the folder of stored files')
  files
    .command('adopt')
    .description(
      'joins the database to this folder of stored files and these keys, when those that it had are lost for good',
    )
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .action(async ({ reason }: { reason: string }) => {
      const config = readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' })
      const opened = await openSystem(config, { adoptFiles: reason })
      await opened.close()
      printLine('Đã nhận thư mục tệp này; xin chạy / now run: nscl audit verify')
    })
  return files
}
