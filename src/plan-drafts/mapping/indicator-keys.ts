import type { IndicatorKey } from '../../plan-reader/index.ts'
import type { Tools } from './tools.ts'

/** The reader's names of what is counted, where this program's catalogue has another. */
const indicatorNames: Partial<Record<IndicatorKey, string>> = {
  systemCertificates: 'certifiedTurns',
  productCertificates: 'certifiedProducts',
}

/**
 * The indicator of the catalogue for what the reader names, or else the one whose words stand in the text; the longest words win.
 * @param folded the text, folded
 * @returns its key; '' when the catalogue has none
 */
export function catalogueKey({ catalogues }: Tools, named: IndicatorKey | null, folded: string): string {
  const key = named === null ? '' : (indicatorNames[named] ?? named)
  if (catalogues.indicators.some((known) => known.key === key)) return key
  const found = catalogues.indicators
    .flatMap(({ key, phrases = [] }) => phrases.map((phrase) => ({ key, phrase })))
    .filter(({ phrase }) => folded.includes(phrase))
    .sort((one, other) => other.phrase.length - one.phrase.length)
  return found[0]?.key ?? ''
}
