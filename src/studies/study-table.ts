import { type Language, translator } from '../platform/language.ts'
import { formatNumber } from '../tfp/index.ts'

/* What a table of a study is, whichever part of the study makes it. */

type PartsTableKey =
  | 'assets'
  | 'assetSources'
  | 'costShares'
  | 'partYears'
  | 'quality'
  | 'groups'
  | 'assetData'
  | 'groupData'

type SectorsTableKey =
  | 'sectors'
  | 'sectorYears'
  | 'reallocation'
  | 'shiftYears'
  | 'shiftSectors'
  | 'sectorData'

export interface StudyCell {
  /** As it is read. */
  readonly text: string
  /** As a workbook holds it. */
  readonly value: string | number | null
}

export interface StudyTable {
  readonly key: 'years' | 'sensitivity' | 'data' | 'sources' | PartsTableKey | SectorsTableKey
  readonly caption: string
  readonly columns: readonly StudyColumn[]
  readonly rows: readonly StudyRow[]
}

interface StudyColumn {
  readonly title: string
  readonly kind: 'text' | 'number'
  /** Its part of the table's width, beside 1 of a column of numbers. */
  readonly width: number
}

interface StudyRow {
  readonly cells: readonly StudyCell[]
  /** Whether it sums or averages the others. */
  readonly sum: boolean
}

/** A table of a study. */
export const studyTable = (
  key: StudyTable['key'],
  caption: string,
  columns: readonly StudyColumn[],
  rows: readonly StudyRow[],
): StudyTable => ({ key, caption, columns, rows })

export const rowOf = (cells: readonly StudyCell[], sum = false): StudyRow => ({ cells, sum })
export const textColumn = (title: string, width: number) => ({ title, kind: 'text' as const, width })
export const numberColumn = (title: string) => ({ title, kind: 'number' as const, width: 1 })

/** What a table is written with in one language: its words, and its numbers. */
export const writing = (language: Language) => ({ t: translator(language), number: numbers(language) })

/** How numbers stand in a table: shown with so many decimals, kept whole. A number that could not be had is a dash. */
function numbers(language: Language) {
  return (value: number | null | undefined, digits = 2): StudyCell =>
    value === null || value === undefined
      ? { text: '–', value: null }
      : { text: formatNumber(value, digits, language), value }
}
export const word = (text: string): StudyCell => ({ text, value: text })
