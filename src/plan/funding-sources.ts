import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { lowerFirst } from '../platform/text.ts'
import { provincialFunds } from './budget.ts'

/** What a source of funds is: what enterprises themselves put in counts beside the budget, never as budget. */
export const fundingKinds = states({
  budget: words('Ngân sách', 'Public budget'),
  counterpart: words('Đối ứng của doanh nghiệp', 'Own money of enterprises'),
  other: words('Nguồn hợp pháp khác', 'Other lawful source'),
})

export const FundingSource = z.object({
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  kind: fundingKinds.schema,
})
export type FundingSource = z.infer<typeof FundingSource>

/** All sources of funds, in the order of the catalogue. */
export async function fundingSources(db: Db): Promise<FundingSource[]> {
  const rows = await db
    .selectFrom('fundingSource')
    .select(['key', 'name', 'nameEn', 'kind'])
    .orderBy('ord')
    .orderBy('id')
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
