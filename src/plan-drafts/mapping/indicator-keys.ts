import type { IndicatorKey } from '../../plan-reader/index.ts'
import type { Tools } from './tools.ts'

/** The reader's names of what is counted, where this program's catalogue has another. */
const indicatorNames: Partial<Record<IndicatorKey, string>> = {
  systemCertificates: 'certifiedTurns',
  productCertificates: 'certifiedProducts',
}

/**
 * The indicator of the catalogue whose own words stand in the text, the longest first: an officer wrote them for that ("hội nghị năng
 * suất xanh" is no conference of any kind); else the one that the reader names.
 * @param folded the text, folded
 * @returns its key; '' when the catalogue has none
 */
export function catalogueKey({ catalogues }: Tools, named: IndicatorKey | null, folded: string): string {
  const found = catalogues.indicators
    .flatMap(({ key, phrases = [] }) => phrases.map((phrase) => ({ key, phrase })))
    .filter(({ phrase }) => folded.includes(phrase))
    .sort((one, other) => other.phrase.length - one.phrase.length)
  const key = found[0]?.key ?? (named === null ? '' : (indicatorNames[named] ?? named))
  return catalogues.indicators.some((known) => known.key === key) ? key : ''
}
