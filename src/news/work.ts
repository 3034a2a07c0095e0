import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { type RoomWork, type WorkKind, workInState } from '../platform/work.ts'
import { publishArticle, publishedApart, sendArticle } from './commands.ts'
import { agreeToStory } from './consent.ts'
import { applyArticles } from './import.ts'
import { articleStates } from './rules.ts'

const common = { record: 'news_article', address: '/news/articles/{id}', whose: 'office' } as const
const inState = workInState('news_article', { planId: false, subjectEn: 'title_en' })

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'news.finish',
    label: words('Hoàn thiện bài', 'Finish an article'),
    states: ['draft'],
    by: sendArticle,
    rows: () => inState('draft', 'begun_on'),
  },
  {
    ...common,
    kind: 'news.mend',
    label: words('Sửa bài được trả lại', 'Mend a returned article'),
    states: ['returned'],
    by: sendArticle,
    rows: () => inState('returned', 'begun_on'),
  },
  {
    ...common,
    kind: 'news.publish',
    label: words('Duyệt đăng bài', 'Review an article'),
    states: ['sent'],
    by: publishArticle,
    apart: publishedApart,
    rows: () => inState('sent', 'sent_on'),
  },
  {
    kind: 'news.consent',
    label: words('Trả lời về bài kể về doanh nghiệp', 'Answer about a story of the enterprise'),
    record: 'news_story',
    address: '/news/stories/{id}',
    whose: 'enterprise',
    states: [],
    by: agreeToStory,
    rows: () => ({
      from: sql`news_article n WHERE n.consent = 'asked' AND n.state IN ('draft', 'returned')`,
      id: sql`n.id`,
      since: sql`n.asked_on`,
      enterpriseId: sql`n.enterprise_id`,
      subject: sql`n.title`,
      subjectEn: sql`n.title_en`,
    }),
  },
  stagedImports({
    kind: 'news',
    by: applyArticles,
    label: words('Ghi bảng bài viết đã kiểm tra', 'Write a checked table of articles'),
    address: '/news/imports/{id}',
  }),
]

export const newsWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'news_article',
      table: 'news_article',
      states: articleStates.keys,
      settled: {
        published: words('Đã đăng, mọi người đọc được.', 'Published, everybody reads it.'),
        archived: words('Đã cất, có lý do.', 'Archived, with the reason.'),
      },
    },
  ],
}
