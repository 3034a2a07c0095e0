import type { Words } from '../platform/language.ts'
import { valueAt } from './sections.ts'

/* Names of what a draft is and has, and the anchors of its places on a page. */

export const kindNames = {
  document: { vi: 'Văn bản đã ký', en: 'Signed document' },
  amendment: { vi: 'Điều chỉnh kế hoạch', en: 'Amendment' },
  next: { vi: 'Kế hoạch giai đoạn sau', en: 'Plan for the next period' },
} as const satisfies Record<string, Words>

export const stateNames = {
  open: { vi: 'Đang soát', en: 'Being worked on' },
  accepted: { vi: 'Đã chấp nhận', en: 'Accepted' },
  discarded: { vi: 'Đã bỏ', en: 'Discarded' },
} as const satisfies Record<string, Words>

export const severityNames = {
  error: { vi: 'Lỗi', en: 'Error' },
  warning: { vi: 'Lưu ý', en: 'Warning' },
  info: { vi: 'Thông tin', en: 'To know' },
} as const satisfies Record<string, Words>

export const boundNames = {
  exactly: { vi: 'đúng số này', en: 'this number' },
  about: { vi: 'khoảng', en: 'about' },
  atLeast: { vi: 'ít nhất', en: 'at least' },
  atMost: { vi: 'nhiều nhất', en: 'at most' },
  range: { vi: 'từ … đến …', en: 'from … to …' },
} as const satisfies Record<string, Words>

export const unitNames: readonly { value: number; words: Words }[] = [
  { value: 1_000_000, words: { vi: 'triệu đồng', en: 'million đồng' } },
  { value: 1, words: { vi: 'đồng', en: 'đồng' } },
  { value: 1000, words: { vi: 'nghìn đồng', en: 'thousand đồng' } },
  { value: 1_000_000_000, words: { vi: 'tỷ đồng', en: 'billion đồng' } },
]

/** The anchor of an item on the review page; the parts of a row (its agencies, its year) stand in the row. */
export function itemAnchor(path: string): string {
  const row =
    /^(?:tasks\.\d+\.items\.\d+|budget\.lines\.\d+|budget\.(?:total|yearTotals|source|supportLine)|[a-zA-Z]+\.\d+|[a-zA-Z]+)/.exec(
      path,
    )?.[0] ?? path
  return `i-${row.replace('budget.yearTotals', 'budget.total').replaceAll('.', '-')}`
}

/** The anchor of a place in the document's text. */
export function spanAnchor(path: string): string {
  return `s-${path.replaceAll('.', '-')}`
}

/** The field of the form that a path is corrected in: a text in two languages is two fields. */
export function fieldAnchor(document: unknown, path: string): string {
  const value = valueAt(document, path)
  if (typeof value === 'object' && value !== null && 'vi' in value) return `f-${path}.vi`
  if (Array.isArray(value) && path !== 'budget.years' && !path.endsWith('.agencies')) return `l-${path}`
  return /^budget\.(?:[^.]+\/|(?!lines|years|total|yearTotals|title|unit|source|supportLine))/.test(path)
    ? 'sums'
    : `f-${path}`
}
