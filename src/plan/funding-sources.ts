import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { optionalChoice, text } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { lowerFirst } from '../platform/text.ts'
import { recordFields } from '../ui/index.ts'
import { provincialFunds } from './budget.ts'

/** What a source of funds is: what enterprises themselves put in counts beside the budget, never as budget. */
export const fundingKinds = states({
  budget: words('Ngân sách', 'Public budget'),
  counterpart: words('Đối ứng của doanh nghiệp', 'Own money of enterprises'),
  other: words('Nguồn hợp pháp khác', 'Other lawful source'),
})

/**
 * State money that guarantees a task, or that supports it beside other sources (Circular 35/2021/TT-BTC, art. 2.1: by the tasks of
 * Decision 1322/QĐ-TTg).
 */
export const backings = states({
  guaranteed: words('Được bảo đảm', 'Guaranteed'),
  supported: words('Được hỗ trợ', 'Supported'),
})

/** The fields of a source of funds: one that is added here is in its form, in the catalogue and in REST, and its column is marked. */
export const fundingFields = recordFields({
  name: { field: text(200), label: words('Tên', 'Name'), heading: words('Nguồn kinh phí', 'Funding') },
  nameEn: { field: text(200), label: words('Tên tiếng Anh', 'Name in English') },
  key: {
    field: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/),
    label: words('Mã', 'Code'),
    hint: words('Chữ thường không dấu, ví dụ von_oda.', 'Small letters without accents, such as von_oda.'),
  },
  kind: {
    field: fundingKinds.schema,
    label: words('Loại nguồn', 'Kind of source'),
    hint: words(
      'Đối ứng của doanh nghiệp không tính là ngân sách.',
      'Own money of enterprises is not counted as budget.',
    ),
    input: 'select',
    of: fundingKinds,
  },
  backing: {
    field: optionalChoice(backings.keys),
    label: words('Mức độ của ngân sách', 'State money'),
    hint: words(
      'Bảo đảm toàn bộ hay hỗ trợ một phần nhiệm vụ; để trống khi nguồn không phân biệt.',
      'Guarantees a task or supports part of it; empty where the source does not tell.',
    ),
    input: 'select',
    of: backings,
  },
})

export const FundingSource = z.object(fundingFields.row)
export type FundingSource = z.infer<typeof FundingSource>

/** All sources of funds, in the order of the catalogue. */
export async function fundingSources(db: Db): Promise<FundingSource[]> {
  const rows = await db
    .selectFrom('fundingSource as s')
    .select(fundingFields.select('s'))
    .orderBy('s.ord')
    .orderBy('s.id')
    .execute()
  return rows.map((row) => FundingSource.parse(row))
}

/** The source that a plan's estimate is of, as a sentence names it: `ngân sách tỉnh`, `ngân sách trung ương`. */
export function estimateSource(key: string | undefined, name: Words | null): Words {
  if (key === undefined || key === provincialFunds || name === null)
    return words('ngân sách tỉnh', 'the provincial budget')
  return words(lowerFirst(name.vi), `the ${lowerFirst(name.en)}`)
}

/** What the sources of a plan are called, by key; a key that the catalogue does not have is its own name. */
export function sourceNamed(sources: readonly FundingSource[]): (key: string) => Words {
  const known = new Map(sources.map(({ key, name, nameEn }) => [key, words(name, nameEn)]))
  return (key) => known.get(key) ?? words(key, key)
}
