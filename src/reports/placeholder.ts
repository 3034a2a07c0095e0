import type { Words } from '../platform/language.ts'
import type { ReportData } from './figures.ts'
import type { Piece } from './rules.ts'

/** A name in braces that a report's text may hold, and how it is filled in from the data. */
export interface Placeholder {
  readonly name: string
  readonly label: Words
  /** One entry for each line that it becomes; a placeholder of one line can stand inside a sentence. */
  readonly fill: (data: ReportData, agency: string) => Piece[][]
}

export const word = (
  name: string,
  label: Words,
  of: (data: ReportData, agency: string) => string,
): Placeholder => ({
  name,
  label,
  fill: (data, agency) => [[{ text: of(data, agency) }]],
})

/** The plans that a report is of. */
export const plansIn = ({ plan, plans }: ReportData) => plans ?? [plan]
