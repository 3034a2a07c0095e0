import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { draftReport, listReports, reportDocument, verifyReport } from '../reports/index.ts'
import { printJson, printLine, printTable, type Terminal, withSystem } from './with-system.ts'

/** The newest edition of a year's report; drafts it when there is none. */
async function reportOf(terminal: Terminal, year: string): Promise<number> {
  const { rows } = await terminal.run(listReports, { year, period: 'planYear', limit: 100 })
  const newest = [...rows].sort((one, other) => other.edition - one.edition)[0]
  if (newest !== undefined) return newest.id
  const drafted = await terminal.run(draftReport, { year })
  return drafted.id
}

/** `nscl report …`: the programme's yearly report from the command line. */
export function reportCommand(): Command {
  const report = new Command('report').description("the programme's yearly report: list, write, verify")
  report
    .command('list')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      withSystem(async (terminal) => {
        const { rows } = await terminal.run(listReports, { limit: 1000 })
        if (options.json) return printJson(rows)
        printTable([
          ['ID', 'YEAR', 'EDITION', 'STATE'],
          ...rows.map((row) => [row.id, row.year, row.edition, row.state].map(String)),
        ])
      }),
    )
  report
    .command('write')
    .description('write the report of a year as a file, drafting it first when there is none')
    .argument('<year>')
    .option('--format <format>', 'docx, pdf or xlsx', 'docx')
    .option('--out <file>', 'where to write it')
    .action((year: string, options: { format: string; out?: string }) =>
      withSystem(async (terminal) => {
        const id = await reportOf(terminal, year)
        const document = await terminal.run(reportDocument, { id, format: options.format })
        const path = options.out ?? document.name
        await writeFile(path, Buffer.from(document.base64, 'base64'))
        printLine(path)
      }),
    )
  report
    .command('verify')
    .description('recompute the hashes of a sealed report; exit code 1 when something was changed')
    .argument('<id>')
    .option('--json', 'print JSON')
    .action((id: string, options: { json?: boolean }) =>
      withSystem(async (terminal) => {
        const verdict = await terminal.run(verifyReport, { id })
        if (options.json) printJson(verdict)
        else printLine(verdict.ok ? 'Nguyên vẹn / whole.' : 'Đã bị thay đổi / changed.')
        if (!verdict.ok) process.exitCode = 1
      }),
    )
  return report
}
