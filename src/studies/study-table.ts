import type { Language } from '../platform/language.ts'
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
  readonly columns: readonly {
    readonly title: string
    readonly kind: 'text' | 'number'
    readonly width: number
  }[]
  readonly rows: readonly { readonly cells: readonly StudyCell[]; readonly sum: boolean }[]
}

export const textColumn = (title: string, width: number) => ({ title, kind: 'text' as const, width })
export const numberColumn = (title: string) => ({ title, kind: 'number' as const, width: 1 })

/** How numbers stand in a table: shown with so many decimals, kept whole. A number that could not be had is a dash. */
export function numbers(language: Language) {
  return (value: number | null | undefined, digits = 2): StudyCell =>
    value === null || value === undefined
      ? { text: '–', value: null }
      : { text: formatNumber(value, digits, language), value }
}
export const word = (text: string): StudyCell => ({ text, value: text })
