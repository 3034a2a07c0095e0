import { type Words, words } from '../platform/language.ts'
import { formPath } from './budget-form.ts'
import type { DraftDocument } from './draft.ts'
import { valueAt } from './sections.ts'

export const severityNames = {
  error: words('Lỗi', 'Error'),
  warning: words('Cảnh báo', 'Warning'),
  info: words('Thông tin', 'To know'),
} as const satisfies Record<string, Words>

export const boundNames = {
  exactly: words('đúng số này', 'this number'),
  about: words('khoảng', 'about'),
  atLeast: words('ít nhất', 'at least'),
  atMost: words('nhiều nhất', 'at most'),
  range: words('từ … đến …', 'from … to …'),
} as const satisfies Record<string, Words>

export const unitNames: readonly { value: number; words: Words }[] = [
  { value: 1_000_000, words: words('triệu đồng', 'million đồng') },
  { value: 1, words: words('đồng', 'đồng') },
  { value: 1000, words: words('nghìn đồng', 'thousand đồng') },
  { value: 1_000_000_000, words: words('tỷ đồng', 'billion đồng') },
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
export function fieldAnchor(document: DraftDocument, path: string): string {
  const value = valueAt(document, path)
  if (typeof value === 'object' && value !== null && 'vi' in value) return `f-${path}.vi`
  if (Array.isArray(value) && path !== 'budget.years' && !path.endsWith('.agencies')) return `l-${path}`
  return /^budget\.(?:[^.]+\/|(?!lines|years|total|yearTotals|title|unit|source|others|whole|supportLine))/.test(
    path,
  )
    ? 'sums'
    : `f-${formPath(document, path)}`
}
