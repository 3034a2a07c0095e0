import type { Language } from './language.ts'
import { formatNumber } from './numbers.ts'

const megabyte = 1024 * 1024

/** Bytes in MB with one decimal, `12,3`; less than that as `0,1`, so that something is never nothing. */
export function formatMegabytes(bytes: number, language: Language): string {
  const tenths = bytes === 0 ? 0 : Math.max(1, Math.round((bytes / megabyte) * 10))
  return formatNumber(tenths / 10, language, 1)
}
