import { join, resolve } from 'node:path'
import { Command } from 'commander'
import {
  checkInstallation,
  type Drill,
  inTrialFolder,
  openBackup,
  passphraseIn,
  restoreBackup,
  takeBackup,
} from '../operations/index.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { Problem } from '../platform/problem.ts'
import { unlessStopped } from '../platform/stopping.ts'
import { openSystem } from '../start/open.ts'
import { stopSignals } from './stop-signals.ts'
import { printJson, printLine, withSystem } from './with-system.ts'

interface PassphraseOption {
  readonly passphraseFile?: string
}

async function passphraseOf(options: PassphraseOption, config: Config): Promise<string> {
  const file = options.passphraseFile ?? config.backup?.passphraseFile
  if (file !== undefined) return passphraseIn(file)
  throw new Problem('backup.passphrase', 422, {
    vi: 'Xin chỉ tệp chứa mật khẩu: --passphrase-file hoặc BACKUP_PASSPHRASE_FILE.',
    en: 'Name the file that holds the pass phrase: --passphrase-file or BACKUP_PASSPHRASE_FILE.',
  })
}

/** `nscl backup`: a verified, sealed backup of the database, the files and the secrets, while the program runs. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('back up database, files and secrets while the program runs, and read the backup back')
    .argument('[folder]', 'where backups lie (BACKUP_DIRECTORY without)')
    .option('--passphrase-file <file>', 'the file that holds the pass phrase')
    .option('--json', 'print JSON')
    .action(async (folder: string | undefined, options: PassphraseOption & { json?: boolean }) =>
      withSystem(async ({ system, opened }) => {
        const { config } = system
        const target = folder ?? config.backup?.directory
        if (target === undefined) {
          throw new Problem('backup.nowhere', 422, {
            vi: 'Xin chỉ thư mục để sao lưu, hoặc đặt BACKUP_DIRECTORY.',
            en: 'Name the folder to back up to, or set BACKUP_DIRECTORY.',
          })
        }
        const taken = await takeBackup(
          {
            databaseUrl: opened.databaseUrl,
            dataDirectory: config.dataDirectory,
            sample: system.sample,
            erasures: config.erasures,
          },
          resolve(target),
          await passphraseOf(options, config),
          config.backup ?? { days: 14, months: 24 },
        )
        if (options.json) return printJson(taken)
        printLine(taken.path)
        printLine(
          `${taken.tables} bảng / tables, ${taken.rows} dòng / rows, ${taken.files} tệp / files; đã đọc lại, nguyên vẹn / read back, whole`,
        )
        for (const name of taken.removed) printLine(`đã xóa bản cũ / removed ${name}`)
      }),
    )
}

/** `nscl restore`: makes an installation of a backup, or tries it in a folder of its own (`--check`). */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('make an installation of a backup in the empty folder of --data (or NSCL_DATA)')
    .argument('[folder]', 'where backups lie (BACKUP_DIRECTORY without)')
    .option('--backup <name>', 'which backup; the newest without')
    .option('--passphrase-file <file>', 'the file that holds the pass phrase')
    .option(
      '--check',
      'restore into a trial folder, check everything there, remove it; nothing else is touched',
    )
    .option(
      '--erasures <file>',
      'the journal of erasures of the installation that is lost: whoever it names is erased again',
    )
    .option('--json', 'print JSON')
    .action(
      async (
        folder: string | undefined,
        options: PassphraseOption & { backup?: string; check?: boolean; json?: boolean; erasures?: string },
      ) => {
        const config = readConfig(process.env)
        const source = folder ?? config.backup?.directory
        if (source === undefined) {
          throw new Problem('backup.nowhere', 422, {
            vi: 'Xin chỉ thư mục chứa các bản sao lưu, hoặc đặt BACKUP_DIRECTORY.',
            en: 'Name the folder of the backups, or set BACKUP_DIRECTORY.',
          })
        }
        const backup = await openBackup(resolve(source), await passphraseOf(options, config), options.backup)
        const more = options.erasures === undefined ? [] : [resolve(options.erasures)]
        const drill = options.check
          ? // A trial writes to no journal but its own.
            await inTrialFolder((trial) =>
              restoreAndCheck(backup, { ...process.env, NSCL_DATA: trial, ERASURES: '' }, undefined, {
                from: [config.erasures, ...more],
              }),
            )
          : await restoreAndCheck(backup, process.env, config.databaseUrl, {
              into: config.erasures === join(config.dataDirectory, 'erasures') ? undefined : config.erasures,
              from: more,
            })
        if (options.json) printJson({ backup: backup.name, ...drill })
        else printDrill(backup.name, drill, options.check === true)
        if (!drill.whole) process.exitCode = 1
      },
    )
}

async function restoreAndCheck(
  backup: Awaited<ReturnType<typeof openBackup>>,
  environment: NodeJS.ProcessEnv,
  databaseUrl?: string,
  erasures?: Parameters<typeof restoreBackup>[4],
): Promise<Drill> {
  const config = readConfig({
    ...environment,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: environment.LOG_LEVEL ?? 'warn',
  })
  const { stop } = stopSignals()
  await restoreBackup(backup, config.dataDirectory, databaseUrl, stop, erasures)
  const opened = await openSystem(config, { signal: stop })
  try {
    return await unlessStopped(stop, checkInstallation(opened.system))
  } finally {
    await opened.close()
  }
}

function printDrill(name: string, { verdict, ledger, whole }: Drill, check: boolean): void {
  printLine(`${name}: ${check ? 'khôi phục thử / trial restore' : 'đã khôi phục / restored'}`)
  printLine(
    `${verdict.records} bản ghi kiểm toán / audit records, ${verdict.rows} dòng / rows, ${verdict.files} tệp / files`,
  )
  for (const finding of verdict.findings) printLine(`  ${finding.where}: ${finding.detail}`)
  for (const sha256 of verdict.damagedFiles) printLine(`  tệp / file ${sha256}: missing or changed`)
  if (ledger.unbalancedEntries + ledger.wrongBalances > 0) {
    printLine(
      `  sổ cái / ledger: ${ledger.unbalancedEntries} entries do not balance, ${ledger.wrongBalances} balances are wrong`,
    )
  }
  printLine(whole ? 'Nguyên vẹn / whole.' : 'KHÔNG nguyên vẹn / NOT whole.')
}
