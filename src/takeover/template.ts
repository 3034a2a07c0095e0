import { writeWorkbook } from '../documents/write/workbook.ts'
import { download } from '../platform/file-answer.ts'
import type { Language } from '../platform/language.ts'
import { columns } from './columns.ts'
import type { Step } from './step.ts'

/** The headings of a step's sheet; those of money say their unit. */
export const headingsOf = (step: Step, language: Language): string[] =>
  step.columns.map((key) => {
    const { words, kind } = columns[key]
    return kind === 'money' ? `${words[language]} (đồng)` : words[language]
  })

/** An empty workbook with a sheet of headings for each step. */
export async function templateOf(steps: readonly Step[], language: Language): Promise<Response> {
  const bytes = await writeWorkbook(
    steps.map((step) => ({
      name: step.name[language],
      columns: headingsOf(step, language).map((title) => ({ title, type: 'text' as const })),
      rows: [],
    })),
  )
  const name = { vi: 'mau-tiep-nhan', en: 'take-over-template' }[language]
  return download(
    `${name}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    new Uint8Array(bytes),
  )
}
