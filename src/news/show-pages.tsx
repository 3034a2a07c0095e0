import { whyApart } from '../controls/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import {
  Act,
  ArticleText,
  act,
  actsOf,
  Badge,
  Facts,
  FormProblem,
  LinkButton,
  Notice,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import {
  addPicture,
  archiveArticle,
  editArticle,
  publishArticle,
  publishedApart,
  removePicture,
  returnArticle,
  sendArticle,
} from './commands.ts'
import { askConsent } from './consent.ts'
import { articleFields } from './fields.ts'
import { articleOf, to } from './form-pages.tsx'
import { officeCrumbs } from './list-pages.tsx'
import { addressesOf, picturePath } from './public-pages.tsx'
import { showArticle } from './queries.ts'
import {
  type ArticleState,
  articleStates,
  consentStates,
  mayBecome,
  mayBeRead,
  maySeekConsent,
  openToChange,
} from './rules.ts'

/* An article as the office works on it, with its acts. */

type Shown = Output<typeof showArticle>
type ActKey = 'publish' | 'return' | 'archive'

const acts = actsOf<Shown, ActKey>('/news/articles/{id}', {
  publish: act(publishArticle, {
    title: words('Đăng bài', 'Publish the article'),
    path: 'publication',
    open: ({ state }) => mayBecome(state, 'published'),
    held: ({ id }, request) => whyApart(request, publishedApart, id),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        <p>
          {t(
            'Xin đọc cả hai ngôn ngữ và xem từng ảnh; bài hiển thị ngay và được gửi qua thư cho người nhận tin.',
            'Please read both languages and look at each picture; it is shown at once and mailed to the subscribers.',
          )}
        </p>
      </>
    ),
    done: words(
      'Đã đăng; mọi người đọc được từ bây giờ.',
      'It is published; everybody reads it from now on.',
    ),
  }),
  return: act(returnArticle, {
    title: words('Trả lại bài', 'Return the article'),
    path: 'return',
    kind: 'danger',
    open: ({ state }) => mayBecome(state, 'returned'),
    held: async ({ id, state }, request) => (state === 'sent' ? whyApart(request, publishedApart, id) : null),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remarks', { label: t('Điều phải sửa', 'What is to be mended'), rows: 3 })}
      </>
    ),
    done: words('Đã trả lại bài.', 'The article is returned.'),
  }),
  archive: act(archiveArticle, {
    title: words('Cất bài', 'Archive the article'),
    path: 'archiving',
    kind: 'danger',
    open: ({ state }) => mayBecome(state, 'archived'),
    fields: reasonFields,
    done: words('Đã cất bài; không còn hiển thị.', 'It is archived and shown no more.'),
  }),
})

const way = ['draft', 'sent', 'published'] as const

const stepsOfArticle = (article: Shown, { t }: PageRequest) =>
  stepsOf<ArticleState>(
    way.map((key) => [key, t(articleStates.names[key])]),
    article.state,
    {
      ...{ draft: article.begunOn, sent: article.sentOn, returned: article.sentOn },
      ...{ published: article.publishedAt?.slice(0, 10) ?? null, archived: article.archivedOn },
    },
    article.state === 'returned' || article.state === 'archived'
      ? {
          after:
            article.state === 'archived' ? (article.publishedAt === null ? 'draft' : 'published') : 'sent',
          label: t(articleStates.names[article.state]),
          ends: article.state === 'archived',
        }
      : undefined,
  )

/** What the enterprise of a story said, and the button that asks it. */
function Consent({ article, request }: { article: Shown; request: PageRequest }) {
  const { t } = request
  if (article.kind !== 'story') return null
  return (
    <Section
      title={t('Ý kiến doanh nghiệp', 'Consent of the enterprise')}
      id="consent"
      actions={
        article.consent === null || !request.mayOpen(`/news/stories/${article.id}`) ? null : (
          <a href={`/news/stories/${article.id}`}>{t('Trang doanh nghiệp đọc', 'The page that it reads')}</a>
        )
      }
    >
      <Facts
        columns={2}
        items={[
          [t('Doanh nghiệp được kể', 'Enterprise told of'), article.enterprise],
          [
            t('Trả lời', 'Answer'),
            article.consent === null ? (
              t('Chưa hỏi', 'Not asked yet')
            ) : (
              <StateBadge of={consentStates} is={article.consent} t={t} />
            ),
          ],
          [t('Hỏi ngày', 'Asked on'), article.askedOn === null ? null : formatDate(article.askedOn)],
          [
            t('Trả lời ngày', 'Answered on'),
            article.answeredOn === null ? null : formatDate(article.answeredOn),
          ],
          [
            t('Văn bản đồng ý của doanh nghiệp', 'The paper on which the enterprise agreed'),
            article.consentPaper,
          ],
        ]}
      />
    </Section>
  )
}

function Pictures({ article, request }: { article: Shown; request: PageRequest }) {
  const { t } = request
  const open = openToChange(article.state)
  if (article.pictures.length === 0) return null
  return (
    <Section title={t('Ảnh của bài', 'Pictures of the article')} id="pictures">
      <ul class="grid gap-4 sm:grid-cols-2">
        {article.pictures.map((picture) => (
          <li>
            <img
              src={picturePath(picture.id)}
              alt={t(picture.caption, picture.captionEn)}
              loading="lazy"
              class="max-h-60"
            />
            <p>{t(picture.caption, picture.captionEn)}</p>
            <p class="hint">
              {t('Chép vào nội dung', 'Put into the text')}:{' '}
              <code>{`![${picture.caption}](${picture.id})`}</code>
              {picture.credit === null ? null : <span class="block">{picture.credit}</span>}
            </p>
            {open ? (
              <Act
                command={removePicture}
                request={request}
                action={`${to(article)}/pictures/${picture.id}/removal`}
                small
              >
                {t('Bỏ ảnh', 'Take the picture out')}
              </Act>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** @param refused an act without fields that was refused: why stands on top */
async function view(request: PageRequest, sent?: Sent<ActKey>, refused?: FormState): Promise<PageResult> {
  const { t } = request
  const article = await articleOf(request)
  const { state } = article
  const first = acts.chosen(request, article, sent)
  // what takes something down is asked for, never proposed
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished || first === 'publish' ? first : undefined
  const values = { version: article.version }
  const pictures = addressesOf(article.pictures)
  return recordView({
    title: article.title,
    lead: article.titleEn,
    breadcrumbs: officeCrumbs(request),
    head: {
      matters: [{ record: 'news_article', id: article.id }],
      state: { key: state, shown: <StateBadge of={articleStates} is={state} t={t} /> },
      steps: stepsOfArticle(article, request),
    },
    finished: state === 'archived',
    marks: (
      <>
        {refused === undefined ? null : <FormProblem form={refused} t={t} />}
        {article.remarks === null ? null : (
          <Notice tone="warning" title={t('Điều phải sửa', 'What is to be mended')}>
            <p class="whitespace-pre-line">{article.remarks}</p>
          </Notice>
        )}
        {article.reason === null ? null : (
          <Notice title={t('Lý do cất bài', 'Why it is archived')}>
            <p class="whitespace-pre-line">{article.reason}</p>
          </Notice>
        )}
      </>
    ),
    actions: (
      <>
        {openToChange(state) ? (
          <>
            {mayBeRead(article) ? (
              <Act
                command={sendArticle}
                request={request}
                action={`${to(article)}/sending`}
                values={values}
                kind="primary"
              >
                {t('Gửi để duyệt đăng', 'Send it to be reviewed')}
              </Act>
            ) : null}
            {maySeekConsent(article) ? (
              <Act
                command={askConsent}
                request={request}
                action={`${to(article)}/consent-request`}
                values={values}
                kind="primary"
              >
                {t('Hỏi ý kiến doanh nghiệp', 'Ask the enterprise')}
              </Act>
            ) : null}
            <Act command={editArticle} request={request} href={`${to(article)}/edit`}>
              {t('Sửa', 'Edit')}
            </Act>
            <Act command={addPicture} request={request} href={`${to(article)}/pictures/new`}>
              {t('Thêm ảnh', 'Add a picture')}
            </Act>
          </>
        ) : null}
        {state === 'published' ? (
          <LinkButton href={`/news/${article.id}`}>
            {t('Xem trang công khai', 'See the public page')}
          </LinkButton>
        ) : null}
        {chosen === undefined
          ? acts
              .open(request, article)
              .map((each) => (
                <LinkButton href={`${to(article)}?do=${each}#act`}>{t(acts.title(each))}</LinkButton>
              ))
          : null}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, article, chosen, sent),
    summary: (
      <>
        <Section title={t('Bài bằng tiếng Việt', 'The article in Vietnamese')} id="text">
          <p class="mb-3 font-semibold">{article.summary}</p>
          <ArticleText text={article.body} pictures={pictures} />
        </Section>
        <Section title={t('Bài bằng tiếng Anh', 'The article in English')} id="text-en">
          <p class="mb-3 font-semibold">{article.summaryEn}</p>
          <ArticleText text={article.bodyEn} pictures={pictures} />
        </Section>
        <Section title={t('Thông tin chung', 'General information')} id="about">
          <Facts
            columns={2}
            items={[
              articleFields.facts(article, t, request.language).kind,
              [
                t(articleFields.labels.videoAddress),
                article.videoAddress === null ? null : (
                  <a class="wrap-anywhere" href={article.videoAddress} rel="noopener noreferrer nofollow">
                    {article.videoAddress}
                  </a>
                ),
              ],
              [t('Đã gửi thư cho', 'Mailed to'), <Badge>{article.mailed}</Badge>],
            ]}
          />
        </Section>
        <Consent article={article} request={request} />
      </>
    ),
    evidence: <Pictures article={article} request={request} />,
  })
}

const again = (request: PageRequest, form: FormState) => view(request, undefined, form)
const back = (message: ReturnType<typeof words>) => (output: { readonly id: number }) => ({
  to: to(output),
  message,
})

export const articlePages = [
  page({ route: 'GET /news/articles/{id}', for: showArticle, run: (request) => view(request) }),
  ...acts.receivers(view),
  receiver({
    command: sendArticle,
    address: '/news/articles/{id}/sending',
    again,
    done: back(
      words('Đã gửi; người khác đọc và đăng.', 'It is sent; another person reads and publishes it.'),
    ),
  }),
  receiver({
    command: askConsent,
    address: '/news/articles/{id}/consent-request',
    again,
    done: back(words('Đã hỏi doanh nghiệp.', 'The enterprise is asked.')),
  }),
  receiver({
    command: removePicture,
    address: '/news/articles/{id}/pictures/{picture}/removal',
    again,
    done: back(words('Đã bỏ ảnh.', 'The picture is taken out.')),
  }),
]
