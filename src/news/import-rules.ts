import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { articleFields } from './fields.ts'
import { newsKinds } from './rules.ts'

/* Articles as a table, one in a row; what each row would do, told without a database. */

const { kind, taxCode, title, titleEn, summary, summaryEn, videoAddress, body, bodyEn } = articleFields.table

export const articleTable = {
  columns: columnsOf({ title, titleEn, kind, taxCode, summary, summaryEn, videoAddress, body, bodyEn }),
  holds: (found) => found.has('title') && found.has('body'),
  keys: ['title'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Tiêu đề bài”, “Nội dung bài”. Xin dùng tệp mẫu.',
    'No row of headings with “Tiêu đề bài”, “Nội dung bài” was found. Please use the template.',
  ),
  mostRows: 1_000,
} as const satisfies HeadedKind<string>
export type ArticleColumn = keyof typeof articleTable.columns
export const articleColumnKeys = keysOf(articleTable.columns)
export const articleColumns = namesOf<ArticleColumn>(articleTable.columns)

const kindOf = keysByWords(newsKinds)

/** A row as its cells say it. */
export const ArticleRead = z.object({
  ...articleFields.input,
  kind: z.preprocess(
    (cell) => (typeof cell === 'string' ? (kindOf(cell) ?? cell) : cell),
    articleFields.input.kind,
  ),
})
export type ArticleRead = z.output<typeof ArticleRead>

export interface JudgedArticle {
  readonly outcome: 'new' | 'same' | 'error'
  readonly problems: readonly CellProblem<ArticleColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. */
export function judgeArticles(
  rows: readonly (ArticleRead | null)[],
  there: {
    /** Titles that stand, folded. */
    readonly standing: ReadonlySet<string>
    /** Tax codes of the register. */
    readonly enterprises: ReadonlySet<string>
    readonly fold: (said: string) => string
  },
): JudgedArticle[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedArticle => {
    if (row === null) return { outcome: 'error', problems: [] }
    const problems: CellProblem<ArticleColumn>[] = []
    const wrong = (column: ArticleColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    const key = there.fold(row.title)
    if (seen.has(key)) wrong('title', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    seen.add(key)
    if (row.kind === 'video' && row.videoAddress === undefined)
      wrong(
        'videoAddress',
        'Bài có video phải có địa chỉ video.',
        'A video article needs the address of the video.',
      )
    if (row.kind === 'story' && row.taxCode === undefined)
      wrong(
        'taxCode',
        'Câu chuyện thành công phải có mã số thuế của doanh nghiệp.',
        'A success story needs the tax code of its enterprise.',
      )
    if (row.kind !== 'story' && row.taxCode !== undefined)
      wrong(
        'taxCode',
        'Chỉ câu chuyện thành công kể về một doanh nghiệp.',
        'Only a success story tells of an enterprise.',
      )
    else if (row.taxCode !== undefined && !there.enterprises.has(row.taxCode))
      wrong('taxCode', 'Sổ không có mã số thuế này.', 'The register has no such tax code.')
    return { outcome: problems.length > 0 ? 'error' : there.standing.has(key) ? 'same' : 'new', problems }
  })
}
