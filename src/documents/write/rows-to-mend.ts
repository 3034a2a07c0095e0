import { z } from 'zod'
import { download } from '../../platform/file-answer.ts'
import type { Language } from '../../platform/language.ts'
import { reasonHeading } from '../read/headed-table.ts'
import { writeWorkbook } from './workbook.ts'
import type { WorkbookValue } from './workbook-model.ts'

const Words = z.object({ vi: z.string(), en: z.string() })
const Value = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** What is wrong with one column of a row, as a check keeps it. @param columns keys of the columns */
export const problemsOf = <Column extends string>(columns: readonly Column[]) =>
  z.array(
    z.object({
      column: z.enum(columns),
      cell: z.string().optional(),
      typed: z.string().optional(),
      words: Words,
    }),
  )

/** The rows of an import that were left out, as they were typed under the headings of their sheet, each with its reasons. */
export const RowsToMend = z.object({
  headings: z.array(z.string()),
  rows: z.array(z.object({ cells: z.array(Value), reasons: z.array(Words) })),
})

const Cells = z.array(z.unknown())

/** The typed cells of a stored row; what a workbook cannot hold is left empty. */
export function typedCells(stored: unknown): (string | number | boolean | null)[] {
  const cells = Cells.safeParse(stored)
  return cells.success ? cells.data.map((cell) => Value.safeParse(cell).data ?? null) : []
}

/** These rows as a workbook to mend and read again: the sheet's own headings and cells, and the reasons in a last column. */
export async function mendRows(
  { headings, rows }: z.infer<typeof RowsToMend>,
  name: string,
  language: Language,
): Promise<Response> {
  const width = Math.max(headings.length, ...rows.map(({ cells }) => cells.length))
  const bytes = await writeWorkbook([
    {
      name: { vi: 'Dòng cần sửa', en: 'Rows to mend' }[language],
      columns: [
        ...Array.from({ length: width }, (_, at) => ({ title: headings[at] ?? '', type: 'text' as const })),
        { title: reasonHeading[language], type: 'text' },
      ],
      rows: rows.map(({ cells, reasons }): WorkbookValue[] => [
        ...Array.from({ length: width }, (_, at) => cells[at] ?? null),
        reasons.map((words) => words[language]).join(' '),
      ]),
    },
  ])
  return download(
    `${name}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    new Uint8Array(bytes),
  )
}
