import { writeFile } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { activePlan } from '../plan/index.ts'
import { planDifferencesIn, planFile, planFormats } from '../plan-documents/index.ts'
import { printLine, withSystem } from './with-system.ts'

/**
 * `nscl plan write`: the plan in force as a document written from its data. `--check` reads the file again and names each
 * place of the data (`duties.12.due`) that the document does not give back; exit code 1 when there is one.
 */
export function planWriteCommand(): Command {
  return new Command('write')
    .description('write the plan in force as a document (Decree 30/2020/NĐ-CP) or a workbook')
    .addOption(new Option('--format <format>', 'kind of file').choices(planFormats).default('docx'))
    .option('--out <file>', 'where to write it')
    .option('--check', 'read the file again and list what it does not give back')
    .action((options: { format: string; out?: string; check?: boolean }) =>
      withSystem(async (terminal) => {
        const file = await terminal.run(planFile, { format: options.format })
        const bytes = Buffer.from(file.base64, 'base64')
        const path = options.out ?? file.name
        await writeFile(path, bytes)
        printLine(path)
        if (!options.check) return
        const { db } = terminal.system
        const { id } = await activePlan({ db, planId: null })
        const differing = await planDifferencesIn(db, id, file.name, bytes)
        for (const each of differing) printLine(each)
        if (differing.length > 0) process.exitCode = 1
      }),
    )
}
