import { XMLBuilder } from 'fast-xml-parser'
import { type Language, translator } from '../platform/language.ts'
import { markedTitle } from '../platform/sample.ts'
import type { Read } from './queries.ts'

/* The latest articles as RSS 2.0, for whoever reads by a feed. */

/** The address of the feed in a language. */
export const feedPath = (language: Language) => (language === 'en' ? '/news/feed-en.xml' : '/news/feed.xml')

/** The feed in a language. Pure. @param publicUrl where the program is */
export function feedOf(articles: readonly Read[], publicUrl: string, language: Language): string {
  const t = translator(language)
  const [latest] = articles
  const builder = new XMLBuilder({ ignoreAttributes: false, format: true, suppressBooleanAttributes: false })
  return builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    rss: {
      '@_version': '2.0',
      '@_xmlns:atom': 'http://www.w3.org/2005/Atom',
      channel: {
        title: markedTitle(t('Tin tức của Chương trình', 'News of the programme'), t),
        link: `${publicUrl}/news`,
        description: t(
          'Tin tức, hướng dẫn, câu chuyện thành công về năng suất và chất lượng.',
          'News, guidance and success stories on productivity and quality.',
        ),
        language,
        ...(latest === undefined ? {} : { lastBuildDate: new Date(latest.publishedAt).toUTCString() }),
        'atom:link': {
          '@_href': publicUrl + feedPath(language),
          '@_rel': 'self',
          '@_type': 'application/rss+xml',
        },
        item: articles.map((article) => ({
          title: markedTitle(t(article.title, article.titleEn), t),
          link: `${publicUrl}/news/${article.id}`,
          guid: { '@_isPermaLink': 'true', '#text': `${publicUrl}/news/${article.id}` },
          pubDate: new Date(article.publishedAt).toUTCString(),
          description: t(article.summary, article.summaryEn),
        })),
      },
    },
  }) as string
}
