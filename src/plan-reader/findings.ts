import type { Finding, Span } from './schema.ts'
import type { Words } from './shown.ts'

/** One finding. `expected` and `found` are đồng when they are money. */
export function finding(
  code: string,
  severity: Finding['severity'],
  span: Span,
  words: Words,
  expected: Finding['expected'] = null,
  found: Finding['found'] = null,
): Finding {
  return {
    code,
    severity,
    span: { start: span.start, end: span.end },
    expected,
    found,
    words: { vi: words.vi, en: words.en },
  }
}
