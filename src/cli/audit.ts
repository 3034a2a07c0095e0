import { Command } from 'commander'
import { beginAnchor } from '../platform/audit-beginning.ts'
import { verifyInstallation } from '../platform/verification.ts'
import { showProgress } from './progress.ts'
import { printJson, printLine, withSystem } from './with-system.ts'

/** `nscl audit verify`: finds any change made behind the program's back, in the database or in the stored files. */
export function auditCommand(): Command {
  const audit = new Command('audit').description('the audit chain')
  audit
    .command('verify')
    .description(
      'check the chain, every audited row and every stored file; exit code 1 when something was changed',
    )
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      withSystem(async ({ system }) => {
        const progress = showProgress('Kiểm tra nhật ký / verifying the audit trail')
        const verdict = await verifyInstallation(system, progress.update).finally(progress.stop)
        if (options.json) printJson(verdict)
        else {
          printLine(
            `${verdict.records} records, ${verdict.changes} changes, ${verdict.rows} rows, ${verdict.files} files`,
          )
          for (const finding of verdict.findings) printLine(`  ${finding.where}: ${finding.detail}`)
          for (const sha256 of verdict.damagedFiles) printLine(`  file ${sha256}: missing or changed on disk`)
        }
        if (verdict.findings.length > 0 || verdict.damagedFiles.length > 0) process.exitCode = 1
        else if (!options.json) printLine('Nguyên vẹn / whole.')
      }),
    )
  audit
    .command('anchor')
    .description(
      'begins the journal of the chain’s heads anew, after an older backup was put back or AUDIT_ANCHOR was moved',
    )
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .action(({ reason }: { reason: string }) =>
      withSystem(async ({ system }) => {
        const aside = await beginAnchor(system, reason)
        if (aside !== null) printLine(`Sổ cũ / the old journal: ${aside}`)
        printLine(`Sổ mới / the new journal: ${system.anchor.path}`)
      }),
    )
  return audit
}
