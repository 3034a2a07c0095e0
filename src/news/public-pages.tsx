import { formatDate, today } from '../platform/dates.ts'
import { type Language, words } from '../platform/language.ts'
import { numberOf, type PageRequest, page } from '../platform/page.ts'
import { sentFile } from '../platform/pages.ts'
import { ArticleText, LinkButton, listPage, Section } from '../ui/index.ts'
import { feedOf, feedPath } from './feed.ts'
import { listNews, type Read, showNews, showPicture } from './queries.ts'
import { newsKinds } from './rules.ts'

/* What everybody reads without an account: the list, an article, its pictures, the feeds; the latest on the public home. */

export const title = words('Tin tức của Chương trình', 'News of the programme')
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/news' }]
export const picturePath = (id: number) => `/news/pictures/${id}`

/** Where each picture of an article is, by its number. */
export const addressesOf = (pictures: readonly { readonly id: number }[]) =>
  new Map(pictures.map(({ id }) => [id, picturePath(id)]))

const dayOf = (moment: string) => formatDate(today(new Date(moment)))

/** How one goes on reading: by feed or by mail. */
function Follow({ request: { t, language } }: { request: PageRequest }) {
  return (
    <>
      <a href={feedPath(language)} type="application/rss+xml">
        {t('Theo dõi bằng RSS', 'Follow by RSS')}
      </a>
      {' · '}
      <a href="/news/subscribe">{t('Nhận tin qua thư', 'News by mail')}</a>
    </>
  )
}

export const newsPage = listPage({
  route: 'GET /news',
  place: { group: 'activities', order: 3, main: ['public'], label: words('Tin tức', 'News') },
  title,
  lead: words(
    'Tin tức, bài hướng dẫn, câu chuyện thành công và video về năng suất, chất lượng.',
    'News, how-to articles, success stories and videos on productivity and quality.',
  ),
  query: listNews,
  actions: (request) => (
    <>
      <LinkButton href="/news/subscribe">{request.t('Nhận tin qua thư', 'News by mail')}</LinkButton>
      <LinkButton href={feedPath(request.language)}>RSS</LinkButton>
      {request.mayOpen('/news/articles') ? (
        <LinkButton href="/news/articles">{request.t('Các bài viết', 'Articles')}</LinkButton>
      ) : null}
    </>
  ),
  empty: ({ t }) => t('Chưa có bài nào.', 'There is no article yet.'),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm trong tin tức', 'Search the news') },
    {
      name: 'kind',
      kind: 'select',
      label: words('Loại bài', 'Kind of article'),
      choices: newsKinds.choices(t),
    },
  ],
  columns: ({ t }) => [
    {
      key: 'title',
      label: words('Bài đăng', 'What was published'),
      value: (row: Read) => t(row.title, row.titleEn),
      cell: (row) => (
        <div>
          <a href={`/news/${row.id}`}>{t(row.title, row.titleEn)}</a>
          <span class="hint block">{t(row.summary, row.summaryEn)}</span>
        </div>
      ),
    },
    {
      key: 'kind',
      label: words('Loại bài', 'Kind of article'),
      value: (row) => t(newsKinds.names[row.kind]),
    },
    {
      key: 'published',
      label: words('Ngày đăng', 'Day of publication'),
      kind: 'moment',
      sort: 'published',
      value: (row) => row.publishedAt,
    },
  ],
})

export const articlePage = page({
  route: 'GET /news/{id}',
  for: showNews,
  async run(request) {
    const { t, mayOpen } = request
    const article = await request.execute(showNews, { id: numberOf(request, 'id') })
    const credits = article.pictures.flatMap(({ caption, captionEn, credit }) =>
      credit === null ? [] : [`${t(caption, captionEn)}: ${credit}`],
    )
    return {
      title: t(article.title, article.titleEn),
      lead: `${t(newsKinds.names[article.kind])} · ${dayOf(article.publishedAt)}`,
      breadcrumbs: crumbs(request),
      actions: mayOpen(`/news/articles/${article.id}`) ? (
        <LinkButton href={`/news/articles/${article.id}`}>{t('Xem hồ sơ bài', 'See its record')}</LinkButton>
      ) : null,
      body: (
        <article class="grid gap-4">
          <p class="max-w-prose font-semibold">{t(article.summary, article.summaryEn)}</p>
          {article.enterprise === null ? null : (
            <p>
              {t('Doanh nghiệp', 'Enterprise')}: <b>{article.enterprise}</b>
            </p>
          )}
          {article.videoAddress === null ? null : (
            <p class="wrap-anywhere">
              <a href={article.videoAddress} rel="noopener noreferrer nofollow">
                {t('Xem video', 'See the video')}
              </a>
              <span class="hint block">{article.videoAddress}</span>
            </p>
          )}
          <ArticleText text={t(article.body, article.bodyEn)} pictures={addressesOf(article.pictures)} />
          {credits.length === 0 ? null : (
            <p class="hint">
              {t('Nguồn ảnh', 'Credit of the picture')}: {credits.join('; ')}
            </p>
          )}
          <p class="no-print">
            <Follow request={request} />
          </p>
        </article>
      ),
    }
  },
})

export const picturePage = page({
  route: 'GET /news/pictures/{id}',
  for: showPicture,
  run: async (request) =>
    sentFile(request, await request.execute(showPicture, { id: numberOf(request, 'id') })),
})

/** How many articles a feed tells of. */
const inFeed = 30

const feedIn = (language: Language) =>
  page({
    route: `GET ${feedPath(language)}`,
    for: listNews,
    async run(request) {
      const { rows } = await request.execute(listNews, { limit: inFeed })
      return new Response(feedOf(rows, request.system.config.publicUrl, language), {
        headers: {
          'Content-Type': 'application/rss+xml; charset=utf-8',
          'Cache-Control': 'public, max-age=300',
        },
      })
    },
  })
export const feeds = [feedIn('vi'), feedIn('en')]

/** The latest articles, for the public home; nothing where none is published. */
export async function NewsBrief({ request }: { request: PageRequest }) {
  const { t } = request
  const { rows } = await request.execute(listNews, { limit: 3 })
  if (rows.length === 0) return null
  return (
    <Section title={t(title)} id="news" actions={<a href="/news">{t('Mọi bài', 'All articles')}</a>}>
      <ul class="grid gap-3">
        {rows.map((row) => (
          <li>
            <a href={`/news/${row.id}`}>{t(row.title, row.titleEn)}</a>
            <span class="hint block">
              {t(newsKinds.names[row.kind])} · {dayOf(row.publishedAt)}
            </span>
            <span class="block max-w-prose">{t(row.summary, row.summaryEn)}</span>
          </li>
        ))}
      </ul>
      <p class="mt-3">
        <Follow request={request} />
      </p>
    </Section>
  )
}
