import { z } from 'zod'
import type { Language, Words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'

import type { ListColumn } from '../ui/index.ts'

/* Every figure of a row as it will be stored, with its unit, beside the cell that it came from. */

const Pair = z.object({ vi: z.string(), en: z.string() })

export const FigureShown = z.object({
  column: z.string(),
  /** The cell that it came from, and what stands there; none for what is on record already. */
  cell: z.string().nullable(),
  typed: z.string().nullable(),
  /** As it will be stored. */
  value: z.number(),
  unit: Pair,
})
type Shown = z.infer<typeof FigureShown>

function said(
  { column, cell, typed, value, unit }: Shown,
  names: Readonly<Record<string, Words>>,
  language: Language,
) {
  const from = cell === null ? '' : ` ← ${cell}${typed === null ? '' : ` (${typed})`}`
  return `${names[column]?.[language] ?? column}: ${formatNumber(value, language)} ${unit[language]}${from}`
}

/** The column of a list of rows that shows their figures. */
export function figuresColumn(
  language: Language,
  names: Readonly<Record<string, Words>>,
): ListColumn<{ figures: Shown[] }> {
  return {
    key: 'figures',
    label: { vi: 'Số sẽ lưu ← ô trong tệp', en: 'Figures stored ← cell' },
    value: (row) => row.figures.map((figure) => said(figure, names, language)).join('; ') || null,
    cell: (row) =>
      row.figures.length === 0 ? '—' : row.figures.map((figure) => <p>{said(figure, names, language)}</p>),
  }
}
