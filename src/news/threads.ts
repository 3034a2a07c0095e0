import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showArticle } from './queries.ts'
import { articleStates } from './rules.ts'

/** The records of the room that officers talk on, with their story. */
export const newsThreads: readonly ThreadKind[] = [
  {
    record: 'news_article',
    table: 'news_article',
    label: words('Các bài viết', 'Articles'),
    subjects: ['news_article'],
    show: showArticle,
    readers: officers,
    address: '/news/articles/{id}',
    states: articleStates.wordsOf,
    about: (id) => sql`
      SELECT n.title AS vi, n.title_en AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM news_article n WHERE n.id = ${id}`,
  },
]
