/* Which browser on which system, by the words that a browser says of itself. The first that fits counts: they name one another. */

const browsers: readonly (readonly [RegExp, string])[] = [
  [/coc_coc_browser/i, 'Cốc Cốc'],
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** `Chrome, Windows`; null for words that no known browser says. @param said the header User-Agent */
export function browserName(said: string): string | null {
  const of = (names: typeof browsers) => names.find(([pattern]) => pattern.test(said))?.[1]
  const browser = of(browsers)
  if (browser === undefined) return null
  const system = of(systems)
  return system === undefined ? browser : `${browser}, ${system}`
}
