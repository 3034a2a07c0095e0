import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { publishArticle, returnArticle, sendArticle } from './commands.ts'
import { agreeToStory, askConsent, declineStory, withdrawStory } from './consent.ts'
import { articleStates, consentStates } from './rules.ts'

const title = words('Tiêu đề bài', 'Title of the article')

const toPublish = noticeKind({
  key: 'news.toPublish',
  label: words('Bài chờ duyệt đăng', 'Article to be reviewed'),
  for: ['leader', 'coordinator'],
  way: 'mail',
  subject: words('Chờ duyệt đăng: {title}', 'Waits for its reviewer: {title}'),
  body: words(
    'Bài {title} chờ người khác đọc và đăng.',
    'The article {title} waits for another person to read and publish it.',
  ),
  fields: { title },
})

const settled = noticeKind({
  key: 'news.settled',
  label: words('Bài đã đăng hoặc trả lại', 'Article published or returned'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words('{title}: {state}. {remarks}', '{title}: {state}. {remarks}'),
  fields: {
    title,
    state: words('Tình trạng', 'State'),
    remarks: words('Điều phải sửa', 'What is to be mended'),
  },
})

const asked = noticeKind({
  key: 'news.asked',
  label: words('Xin ý kiến về bài kể về doanh nghiệp', 'Asked about a story of the enterprise'),
  for: ['enterprise'],
  way: 'mail',
  subject: words(
    'Xin phép đăng bài về doanh nghiệp: {title}',
    'May we publish a story of your enterprise: {title}',
  ),
  body: words(
    'Chương trình muốn đăng bài {title} kể về doanh nghiệp. Xin đọc rồi đồng ý hoặc không; có thể rút đồng ý bất cứ lúc nào.',
    'The programme would like to publish {title}, which tells of your enterprise. Please read it and agree or not; consent can be taken back at any time.',
  ),
  fields: { title },
})

const answered = noticeKind({
  key: 'news.answered',
  label: words('Doanh nghiệp trả lời về bài', 'An enterprise answered about a story'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{enterprise}: {state}', '{enterprise}: {state}'),
  body: words('{enterprise}, bài {title}: {state}.', '{enterprise}, article {title}: {state}.'),
  fields: { title, enterprise: words('Doanh nghiệp', 'Enterprises'), state: words('Tình trạng', 'State') },
})

const articleOf = ({ db }: Context, articleId: number) =>
  db
    .selectFrom('newsArticle as n')
    .leftJoin('enterprise as e', 'e.id', 'n.enterpriseId')
    .select([
      'n.title',
      'n.titleEn',
      'n.state',
      'n.version',
      'n.consent',
      'n.enterpriseId',
      'n.remarks',
      'e.name',
    ])
    .where('n.id', '=', articleId)
    .executeTakeFirstOrThrow()

follow(sendArticle, async (context, _input, { id, version }) => {
  const article = await articleOf(context, id)
  await tell(context, toPublish, {
    to: { roles: ['leader', 'coordinator'] },
    occurrence: `${id}:${version}`,
    values: { title: words(article.title, article.titleEn) },
    href: `/news/articles/${id}`,
  })
})

async function tellOffice(
  context: Context,
  _input: unknown,
  { id, version }: { id: number; version: number },
) {
  const article = await articleOf(context, id)
  await tell(context, settled, {
    to: { roles: ['coordinator'] },
    occurrence: `${id}:${version}`,
    values: {
      title: words(article.title, article.titleEn),
      state: articleStates.names[article.state],
      remarks: article.remarks ?? '',
    },
    href: `/news/articles/${id}`,
  })
}
follow(returnArticle, tellOffice)
follow(publishArticle, tellOffice)

follow(askConsent, async (context, _input, { id, version }) => {
  const { enterpriseId, ...article } = await articleOf(context, id)
  await tell(context, asked, {
    to: { enterpriseId },
    occurrence: `${id}:${version}`,
    values: { title: words(article.title, article.titleEn) },
    href: `/news/stories/${id}`,
  })
})

async function tellAnswer(
  context: Context,
  _input: unknown,
  { id, version }: { id: number; version: number },
) {
  const { consent, ...article } = await articleOf(context, id)
  if (consent === null) return
  await tell(context, answered, {
    to: { roles: ['coordinator'] },
    occurrence: `${id}:${version}`,
    values: {
      title: words(article.title, article.titleEn),
      enterprise: article.name ?? '',
      state: consentStates.names[consent],
    },
    href: `/news/articles/${id}`,
  })
}
follow(agreeToStory, tellAnswer)
follow(declineStory, tellAnswer)
follow(withdrawStory, tellAnswer)
