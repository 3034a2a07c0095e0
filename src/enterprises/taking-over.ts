import { keysOf } from '../documents/read/headed-table.ts'
import { type HeadedRow, mapped, type StagedRow } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { judgeRows } from './import.ts'
import { enterpriseTable, type ImportColumn, importColumns } from './import-rules.ts'
import { yearFigures } from './profile.ts'

/*
 * Enterprises that come in with the work of past years: those that the register has stay as they are, others are registered. Figures of
 * years have an import of their own.
 */

const left: readonly string[] = ['year', ...keysOf(yearFigures.read)]

/** The columns that a take-over reads of an enterprise. */
export const takenOverProfile = keysOf(importColumns).filter((column) => !left.includes(column))
export const takenOverColumns = mapped(takenOverProfile, (column) => enterpriseTable.columns[column])

/**
 * What each row would do: register an enterprise, or leave one that is there.
 * @param rows what the cells of each row say, by column
 */
export async function judgeTakenOver(
  context: Pick<Context, 'db' | 'today'>,
  rows: readonly { readonly line: number; readonly values: Readonly<Record<string, unknown>> }[],
): Promise<StagedRow[]> {
  const headed = rows.map(
    ({ line, values }): HeadedRow<ImportColumn> => ({ line, cells: [], values, problems: [] }),
  )
  const judged = await judgeRows(context, headed, () => '—')
  return judged.map(({ row, staged, ended }) => {
    const label = String(row.values.name ?? row.values.taxCode ?? staged.label)
    if (staged.outcome === 'error') return { ...staged, label }
    if (staged.outcome === 'new') return { ...staged, label, problems: ended }
    const known = words(
      'Doanh nghiệp đã có trong danh bạ và giữ nguyên.',
      'The enterprise is in the register and stays as it is.',
    )
    return { ...staged, label, outcome: 'same', data: {}, problems: [{ column: 'taxCode', words: known }] }
  })
}
