import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { carryOutErasure, exportPerson, proposeErasure } from '../privacy/index.ts'
import { printLine, withSystem } from './with-system.ts'

/** `nscl person …`: what is held on a person, from the server itself. */
export function personCommand(): Command {
  const person = new Command('person').description('personal data: export what is held on a person, erase')
  person
    .command('export')
    .description('write what is held on a person as JSON and as a document to read (DOCX)')
    .argument('<who>', 'e-mail address, telephone number, name, or number of an account')
    .option('--out <file>', 'where to write, without the extension', 'du-lieu-ca-nhan')
    .option('--language <language>', 'of the document: vi or en', 'vi')
    .action((who: string, options: { out: string; language: string }) =>
      withSystem(async (terminal) => {
        for (const format of ['json', 'docx'] as const) {
          const file = await terminal.run(exportPerson, { q: who, format, language: options.language })
          const path = `${options.out}.${format}`
          await writeFile(path, Buffer.from(file.base64, 'base64'), { mode: 0o600 })
          printLine(path)
        }
      }),
    )
  person
    .command('erase')
    .description('erase a person; what the law keeps stays, and is named')
    .argument('<who>', 'e-mail address, telephone number, name, or number of an account')
    .requiredOption('--reason <text>', 'why; it stands in the list of erasures')
    .action((who: string, { reason }: { reason: string }) =>
      withSystem(async (terminal) => {
        const { id } = await terminal.run(proposeErasure, { q: who, reason })
        const { kept } = await terminal.run(carryOutErasure, { id })
        printLine(`Đã xóa / erased: ${id}`)
        for (const [table, rows] of Object.entries(kept)) printLine(`  giữ lại / kept: ${table} ${rows}`)
      }),
    )
  return person
}
