import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { columnsOf, writers } from './commands.ts'
import {
  ArticleRead,
  articleColumnKeys,
  articleColumns,
  articleTable,
  judgeArticles,
} from './import-rules.ts'

/* Many articles out of a table, such as those of an older site; each is a draft that another person publishes. */

const imports = importOf({
  kind: 'news',
  capability: 'news',
  at: '/news-imports',
  subject: 'news-import',
  writers: [...writers],
  readers: [...writers, 'auditor'],
})

/** The rows as they would be written now. */
async function judged({ db }: Context, rows: readonly (ArticleRead | null)[]) {
  const standing = await db.selectFrom('newsArticle').select('title').execute()
  const codes = rows.flatMap((row) => (row?.taxCode === undefined ? [] : [row.taxCode]))
  const enterprises = await db
    .selectFrom('enterprise')
    .select('taxCode')
    .where('taxCode', 'in', [...codes, ''])
    .where('state', '<>', 'merged')
    .execute()
  return judgeArticles(rows, {
    standing: new Set(standing.map(({ title }) => fold(title))),
    enterprises: new Set(enterprises.map(({ taxCode }) => taxCode)),
    fold,
  })
}

const incoming = judgedRows(imports, {
  ...{ table: articleTable, keys: articleColumnKeys, row: ArticleRead, label: 'title', judged },
  outcomes: ['new', 'same'],
})

/** Reads a table of articles and keeps what each row would do: a draft, one that stands already, or an error with its cell. */
export const checkArticles = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng bài viết', 'Check a table of articles'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored } }
  },
})

/** Enters what a check of a table showed, as drafts. */
export const applyArticles = imports.apply({
  summary: words('Nhập bảng bài viết', 'Import a table of articles'),
  async moved(context, found) {
    // Two tables at once must not enter one twice.
    await sql`LOCK TABLE news_article IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, today } = context
    for (const { row, now } of await incoming.again(context, found.id)) {
      if (now?.outcome !== 'new') continue
      await db
        .insertInto('newsArticle')
        .values({ ...(await columnsOf(db, row)), importId: found.id, begunOn: today })
        .execute()
    }
  },
})

/** One import: what its check found, and whether it was written. */
export const showArticleImport = imports.show({
  summary: words('Một lần nhập bài viết', 'One import of articles'),
  /** Headings that have no place here. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(articleColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showArticleImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập bài viết', 'The rows of an import of articles'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showArticlesToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập bài viết', 'The rows in error of an import of articles'),
  columns: articleColumns,
  keys: articleColumnKeys,
})
