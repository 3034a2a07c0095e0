import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../imports/index.ts'
import { optionalDong, optionalLongText, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { contentFields } from './task-fields.ts'

/*
 * The contents of a task as a table: a row for each source of money of a content, the content known by its title. What each row would do, told
 * without a database. The columns are those of the workbook that a task gives.
 */

const moneyFields = {
  source: {
    field: optionalText(300),
    label: words('Nguồn kinh phí', 'Funding'),
    headings: ['nguon'],
  },
  amount: {
    field: optionalDong(1n),
    label: words('Kinh phí (đồng)', 'Budget (đồng)'),
    input: 'money',
    headings: ['kinh phi', 'so tien'],
  },
} as const

export const contentTable = {
  columns: columnsOf({ ...contentFields.read, ...moneyFields }),
  holds: (found) => found.has('title') && found.has('output'),
  keys: ['title'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Nội dung thực hiện”, “Kết quả đầu ra”. Xin dùng tệp mẫu.',
    'No row of headings with “Nội dung thực hiện”, “Kết quả đầu ra” was found. Please use the template.',
  ),
  mostRows: 500,
} as const satisfies HeadedKind<string>
export type ContentColumn = keyof typeof contentTable.columns
export const contentColumnKeys = keysOf(contentTable.columns)
export const contentColumns = namesOf<ContentColumn>(contentTable.columns)

/** A row as its cells say it. Of a content that stands in a row above, or in the task, its words may be left out. */
export const ContentRead = z.object({
  ...contentFields.imported,
  title: contentFields.input.title,
  output: optionalLongText(2000),
  source: moneyFields.source.field,
  amount: moneyFields.amount.field,
})
export type ContentRead = z.output<typeof ContentRead>

/** A content that the task has, with its money by source. */
export interface KnownContent {
  readonly id: number
  readonly title: string
  readonly output: string
  readonly startsOn: string | null
  readonly endsOn: string | null
  readonly paymentPapers: string | null
  readonly money: ReadonlyMap<number, bigint>
}

export interface JudgedContent {
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  readonly sourceId: number | null
  readonly problems: readonly CellProblem<ContentColumn>[]
}

const plain = ['output', 'startsOn', 'endsOn', 'paymentPapers'] as const

/** By what a content is known. */
export const contentKey = (title: string): string => slug(title)

/**
 * What rows would do, in their order; null for one that could not be read. What the task has and the table leaves out stays.
 * @param sources their ids by the slugs of their names and keys
 */
export function judgeContents(
  rows: readonly (ContentRead | null)[],
  sources: ReadonlyMap<string, number>,
  there: ReadonlyMap<string, KnownContent>,
): JudgedContent[] {
  const seen = new Set<string>()
  const begun = new Set<string>()
  return rows.map((row): JudgedContent => {
    if (row === null) return { outcome: 'error', sourceId: null, problems: [] }
    const key = contentKey(row.title)
    const known = there.get(key)
    const sourceId = row.source === undefined ? null : (sources.get(slug(row.source)) ?? null)
    const problems: CellProblem<ContentColumn>[] = []
    const fault = (column: ContentColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    if (row.source !== undefined && sourceId === null)
      fault('source', 'Không có nguồn này.', 'There is no such source.')
    if ((row.source === undefined) !== (row.amount === undefined))
      fault(
        row.source === undefined ? 'source' : 'amount',
        'Nguồn và số tiền phải ghi cùng nhau.',
        'Source and amount go together.',
      )
    if (known === undefined && !begun.has(key) && row.output === undefined)
      fault('output', 'Nội dung mới phải ghi kết quả đầu ra.', 'A new content needs its output.')
    const startsOn = row.startsOn ?? known?.startsOn
    const endsOn = row.endsOn ?? known?.endsOn
    if (startsOn != null && endsOn != null && endsOn < startsOn)
      fault('endsOn', 'Ngày cuối cùng phải sau ngày đầu.', 'The last day must come after the first.')
    const place = `${key}|${sourceId ?? ''}`
    if (seen.has(place)) fault('title', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    if (problems.length > 0) return { outcome: 'error', sourceId, problems }
    seen.add(place)
    begun.add(key)
    const differs =
      known !== undefined &&
      (plain.some((field) => row[field] !== undefined && row[field] !== known[field]) ||
        (sourceId !== null && known.money.get(sourceId) !== row.amount))
    return { outcome: known === undefined ? 'new' : differs ? 'changed' : 'same', sourceId, problems }
  })
}

/** A content as the rows together write it; what they leave out stays as it is. */
export interface WrittenContent {
  readonly title: string
  readonly words: Readonly<Partial<Pick<KnownContent, (typeof plain)[number]>>>
  readonly money: ReadonlyMap<number, bigint>
}

/** The rows that write something, content by content. */
export function writtenBy(
  rows: readonly { readonly row: ContentRead; readonly now: JudgedContent | undefined }[],
): ReadonlyMap<string, WrittenContent> {
  const written = new Map<string, WrittenContent>()
  for (const { row, now } of rows) {
    if (now === undefined || now.outcome === 'error' || now.outcome === 'same') continue
    const key = contentKey(row.title)
    const before = written.get(key)
    const given = Object.fromEntries(
      plain.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]])),
    )
    written.set(key, {
      title: before?.title ?? row.title,
      words: { ...before?.words, ...given },
      money: new Map([
        ...(before?.money ?? []),
        ...(now.sourceId === null || row.amount === undefined ? [] : [[now.sourceId, row.amount] as const]),
      ]),
    })
  }
  return written
}
