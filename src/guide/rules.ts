import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

/** Where an entry stands; what was published before stays readable while a new edition is written. */
export const entryStates = states({
  draft: words('Đang soạn', 'Being written'),
  sent: { vi: 'Chờ công bố', en: 'Waits to be published', tone: 'info' },
  returned: { vi: 'Trả lại để sửa', en: 'Returned to be mended', tone: 'warning' },
  published: { vi: 'Đã công bố', en: 'Published', tone: 'success' },
  withdrawn: { vi: 'Đã gỡ', en: 'Taken down', tone: 'error' },
})

/** What an enterprise wants to reach; one looks for entries by it. */
export const goals = states({
  productivity: words('Năng suất, giảm lãng phí', 'Productivity, less waste'),
  quality: words('Chất lượng sản phẩm', 'Quality of products'),
  food_safety: words('An toàn thực phẩm', 'Food safety'),
  environment: words('Môi trường', 'Environment'),
  energy: words('Tiết kiệm năng lượng', 'Saving of energy'),
  safety: words('An toàn lao động', 'Safety at work'),
  market: words('Thị trường, niềm tin của khách hàng', 'Market, trust of customers'),
  digital: words('Số hóa, sản xuất thông minh', 'Digital and smart production'),
})

/** What an entry names beside its text. */
export const referenceKinds = states({
  source: words('Nguồn đã đọc', 'Source that was read'),
  document: words('Tài liệu đọc thêm', 'Further reading'),
  video: words('Phim, video', 'Video'),
  adviser: words('Nơi tư vấn', 'Adviser'),
})

/** Whether an enterprise lets itself be told of. */
export const exampleStates = states({
  asked: { vi: 'Chờ doanh nghiệp trả lời', en: 'Waits for the enterprise', tone: 'info' },
  agreed: { vi: 'Đồng ý, đang hiển thị', en: 'Agreed, shown', tone: 'success' },
  declined: words('Không đồng ý', 'Not agreed'),
  withdrawn: { vi: 'Đã rút đồng ý', en: 'Consent withdrawn', tone: 'warning' },
})

/**
 * From how many finished turns on a median is shown. Below it the figure would tell of single enterprises, and say little about the next
 * one. A choice of the program, not of an instrument; it stands beside the figure.
 */
export const leastTurns = 5

/** A median with the number of turns that it is of; null below the least number. */
export interface Median {
  readonly n: number
  readonly median: bigint | null
}

/** The median of whole numbers, rounded to the nearest; null for fewer than `leastTurns`. The same as in SQL (`medians.ts`). */
export function medianOf(values: readonly bigint[]): Median {
  const n = values.length
  if (n < leastTurns) return { n, median: null }
  const sorted = values.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0))
  const [low = 0n, high = 0n] = [sorted[Math.floor((n - 1) / 2)], sorted[Math.floor(n / 2)]]
  const sum = low + high
  // halves go away from zero, as `round` of PostgreSQL does
  return { n, median: sum % 2n === 0n ? sum / 2n : (sum + (sum < 0n ? -1n : 1n)) / 2n }
}

/** Whether the text of an entry may be changed: not while it waits to be published. */
export const isOpenToChange = (state: (typeof entryStates.keys)[number]): boolean => state !== 'sent'

/** What a reference may lack beside its title. */
export type ReferencePart = 'publisher' | 'address' | 'readOn'

export interface ReferenceLike {
  readonly kind: (typeof referenceKinds.keys)[number]
  readonly publisher?: string | null | undefined
  readonly address?: string | null | undefined
  readonly readOn?: string | null | undefined
}

/** What a reference lacks: a source its publisher, address and the day on which it was read; all but advisers an address. */
export function lacking(reference: ReferenceLike): readonly ReferencePart[] {
  const { kind } = reference
  const wanted =
    kind === 'source'
      ? (['publisher', 'address', 'readOn'] as const)
      : kind === 'adviser'
        ? []
        : (['address'] as const)
  return wanted.filter((key) => reference[key] === undefined || reference[key] === null)
}
