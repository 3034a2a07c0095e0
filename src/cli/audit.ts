import { SingleBar } from 'cli-progress'
import { Command } from 'commander'
import { verifyAudit } from '../platform/audit.ts'
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
        const bar =
          options.json || !process.stderr.isTTY ? null : new SingleBar({ format: '{bar} {percentage}%' })
        bar?.start(100, 0)
        const verdict = await verifyAudit(system.db, system.auditKey, (share) =>
          bar?.update(Math.round(share * 90)),
        )
        const files = await system.db.selectFrom('file').select('sha256').distinct().execute()
        const damaged: string[] = []
        for (const [at, file] of files.entries()) {
          if (!(await system.files.intact(file.sha256))) damaged.push(file.sha256)
          bar?.update(90 + Math.round(((at + 1) / files.length) * 10))
        }
        bar?.stop()
        if (options.json) printJson({ ...verdict, files: files.length, damagedFiles: damaged })
        else {
          printLine(
            `${verdict.records} records, ${verdict.changes} changes, ${verdict.rows} rows, ${files.length} files`,
          )
          for (const finding of verdict.findings) printLine(`  ${finding.where}: ${finding.detail}`)
          for (const sha256 of damaged) printLine(`  file ${sha256}: missing or changed on disk`)
        }
        if (verdict.findings.length > 0 || damaged.length > 0) process.exitCode = 1
        else if (!options.json) printLine('Nguyên vẹn / whole.')
      }),
    )
  return audit
}
