import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { needFields } from './fields.ts'
import { kindNotAsked, needKinds } from './rules.ts'

/* A table of needs that comes in, one row for each need: what each row would do, told without a database. */

export const needTable = {
  columns: {
    taxCode: {
      words: words('Mã số thuế', 'Tax code'),
      others: ['mst', 'ma so doanh nghiep'],
      kind: 'text',
    },
    ...columnsOf(needFields.read),
  },
  holds: (found) => found.has('kind') && found.has('text'),
  keys: ['text'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Loại nhu cầu”, “Nội dung”. Xin dùng tệp mẫu.',
    'No row of headings with “Loại nhu cầu”, “Nội dung” was found. Please use the template.',
  ),
  mostRows: 10_000,
} as const satisfies HeadedKind<string>
export type NeedColumn = keyof typeof needTable.columns
export const needColumnKeys = keysOf(needTable.columns)
export const needColumns = namesOf<NeedColumn>(needTable.columns)
export type NeedFault = CellProblem<NeedColumn>

const kindOf = keysByWords(needKinds)
const { contentId: _content, ...plain } = needFields.imported

/** A row as its cells say it: the enterprise by its tax code (empty: one's own agency's need), the content by its name or code. */
export const NeedRowRead = z.object({
  ...plain,
  // Held against the register, which alone says whether there is such a code.
  taxCode: z.preprocess(
    (value) => (value === undefined || value === null ? undefined : String(value).replace(/\s/g, '')),
    optionalText(20),
  ),
  content: optionalText(300),
  kind: z.preprocess(
    (value) => (typeof value === 'string' ? (kindOf(value) ?? value) : value),
    needFields.input.kind,
  ),
  text: needFields.input.text,
  year: needFields.input.year,
})
export type NeedRowRead = z.output<typeof NeedRowRead>

/** What rows name: the enterprises that the account acts for by tax code, contents by name and code. */
export interface NeedNames {
  readonly enterprises: ReadonlyMap<string, number>
  readonly contents: ReadonlyMap<string, number>
  /** Whether a row without an enterprise is a need of the account's own agency. */
  readonly agency: boolean
  /** The kinds that the survey asks for; null outside a survey. */
  readonly asks: readonly string[] | null
}

/** A need that is there already, by whose it is and what it says. */
export const identityOf = (need: { enterpriseId: number | null; kind: string; year: number; text: string }) =>
  JSON.stringify([need.enterpriseId, need.kind, need.year, slug(need.text)])

export interface JudgedNeed {
  readonly outcome: 'new' | 'same' | 'error'
  readonly enterpriseId: number | null
  readonly contentId: number | undefined
  readonly problems: readonly NeedFault[]
}

const fault = (column: NeedColumn, vi: string, en: string): NeedFault => ({ column, words: words(vi, en) })

/** What rows would do, in their order; null for one that could not be read. */
export function judgeNeeds(
  rows: readonly (NeedRowRead | null)[],
  names: NeedNames,
  there: ReadonlySet<string>,
): JudgedNeed[] {
  const seen = new Set<string>()
  return rows.map((row) => {
    if (row === null) return { outcome: 'error', enterpriseId: null, contentId: undefined, problems: [] }
    const enterpriseId = row.taxCode === undefined ? null : (names.enterprises.get(row.taxCode) ?? null)
    const contentId = row.content === undefined ? undefined : names.contents.get(slug(row.content))
    const key = identityOf({ ...row, enterpriseId })
    const problems = [
      ...(row.taxCode !== undefined && enterpriseId === null
        ? [
            fault(
              'taxCode',
              'Không có doanh nghiệp mã số thuế này trong số doanh nghiệp mà bạn được nêu nhu cầu.',
              'No enterprise of this tax code is among those that you may speak for.',
            ),
          ]
        : []),
      ...(row.taxCode === undefined && !names.agency
        ? [
            fault(
              'taxCode',
              'Xin ghi mã số thuế của doanh nghiệp.',
              'Please give the tax code of the enterprise.',
            ),
          ]
        : []),
      ...(names.asks !== null && !names.asks.includes(row.kind)
        ? [{ column: 'kind', words: kindNotAsked } as const]
        : []),
      ...(row.content !== undefined && contentId === undefined
        ? [fault('content', 'Danh mục không có nội dung này.', 'The catalogue has no such content.')]
        : []),
      ...(seen.has(key)
        ? [fault('text', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')]
        : []),
    ]
    seen.add(key)
    const outcome = problems.length > 0 ? 'error' : there.has(key) ? 'same' : 'new'
    return { outcome, enterpriseId, contentId, problems }
  })
}
