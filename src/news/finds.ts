import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listArticles, listNews } from './queries.ts'

/** The articles that the search finds: what is published for everybody, what is being written for officers. */
export const newsFinds: readonly FindKind[] = [
  {
    kind: 'news',
    label: words('Tin tức', 'News'),
    by: listNews,
    address: '/news/{id}',
    list: '/news',
    rows: (_context, sought) => sql`
      SELECT n.id, n.title AS vi, n.title_en AS en, to_char(n.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY') AS note, n.search AS text
        FROM news_article n WHERE n.state = 'published' AND ${sought(sql`n.search`)}`,
  },
  {
    kind: 'news_article',
    label: words('Các bài viết', 'Articles'),
    by: listArticles,
    address: '/news/articles/{id}',
    list: '/news/articles',
    rows: (_context, sought) => sql`
      SELECT n.id, n.title AS vi, n.title_en AS en, NULL::text AS note, n.search AS text
        FROM news_article n WHERE n.state <> 'published' AND ${sought(sql`n.search`)}`,
  },
]
