import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { exportPerson } from '../privacy/index.ts'
import { printLine, withSystem } from './with-system.ts'

/** `nscl person …`: what is held on a person, from the server itself. */
export function personCommand(): Command {
  const person = new Command('person').description('personal data: export what is held on a person')
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
  return person
}
