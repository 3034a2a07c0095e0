import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { createArticle } from './commands.ts'
import { articleFields } from './fields.ts'
import { checkArticles } from './import.ts'
import { crumbs } from './public-pages.tsx'
import { type Article, listArticles } from './queries.ts'
import { articleStates, consentStates, newsKinds } from './rules.ts'

export const at = '/news/articles'
export const officeTitle = words('Các bài viết', 'Articles')

/** The way up to the list of the office. */
export const officeCrumbs = (request: PageRequest) => [
  ...crumbs(request),
  ...(request.mayOpen(at) ? [{ label: request.t(officeTitle), href: at }] : []),
]

export const articlesPage = listPage({
  route: `GET ${at}`,
  title: officeTitle,
  lead: words(
    'Soạn, gửi; người khác đọc và đăng. Câu chuyện về doanh nghiệp chỉ được gửi khi doanh nghiệp đồng ý với đúng nội dung ấy.',
    'Write and send; another person reads and publishes. A story is sent once its enterprise has agreed to these very words.',
  ),
  breadcrumbs: crumbs,
  query: listArticles,
  actions: (request) => (
    <>
      <Act command={createArticle} request={request} href={`${at}/new`} kind="primary">
        {request.t('Soạn bài', 'Write an article')}
      </Act>
      {mayRun(request.actor, checkArticles) ? (
        <LinkButton href="/news/import">{request.t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
      {request.mayOpen('/news/subscribers') ? (
        <LinkButton href="/news/subscribers">{request.t('Người nhận tin', 'Subscribers')}</LinkButton>
      ) : null}
    </>
  ),
  empty: ({ t }) => t('Chưa có bài nào.', 'There is no article yet.'),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm tiêu đề, tóm tắt', 'Title or summary') },
    { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: articleStates.choices(t) },
    { name: 'kind', kind: 'select', label: articleFields.labels.kind, choices: newsKinds.choices(t) },
    {
      name: 'consent',
      kind: 'select',
      label: words('Ý kiến doanh nghiệp', 'Consent of the enterprise'),
      choices: consentStates.choices(t),
    },
  ],
  columns: ({ t }) => {
    const { title, kind, enterprise, ...others } = articleFields.columns<Article>(t, {
      title: { cell: (row) => <a href={`${at}/${row.id}`}>{row.title}</a> },
      enterprise: {
        label: words('Doanh nghiệp được kể', 'Enterprise told of'),
        value: (row) => row.enterprise,
      },
    })
    return [
      title,
      kind,
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(articleStates.names[row.state]),
        cell: (row) => <StateBadge of={articleStates} is={row.state} t={t} />,
      },
      enterprise,
      {
        key: 'consent',
        label: words('Ý kiến doanh nghiệp', 'Consent of the enterprise'),
        value: (row) => (row.consent === null ? null : t(consentStates.names[row.consent])),
      },
      {
        key: 'publishedAt',
        label: words('Ngày đăng', 'Day of publication'),
        kind: 'moment',
        value: (row) => row.publishedAt,
      },
      ...Object.values(others),
    ]
  },
})
