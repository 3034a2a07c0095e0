import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import {
  type FormState,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import {
  Act,
  ArticleText,
  act,
  actsOf,
  consentPaper,
  consentSteps,
  FormProblem,
  recordView,
  Section,
  type Sent,
  StateBadge,
} from '../ui/index.ts'
import { agreeToStory, declineStory, withdrawStory } from './consent.ts'
import { addressesOf, crumbs } from './public-pages.tsx'
import { showStory } from './queries.ts'
import { consentStates } from './rules.ts'

/* A story as its enterprise reads it, agrees or not, and takes its consent back. */

type Shown = Output<typeof showStory>
const to = ({ id }: { readonly id: number }) => `/news/stories/${id}`

const acts = actsOf<Shown, 'agree'>('/news/stories/{id}', {
  agree: act(agreeToStory, {
    title: words('Đồng ý với bài này', 'Agree to this story'),
    path: 'consent',
    open: ({ consent }) => consent === 'asked',
    fields: ({ f, t, record, request }) => (
      <>
        {f.hidden('version', record.version)}
        <p>
          {t(
            'Bài dưới đây và tên doanh nghiệp sẽ hiển thị công khai, được gửi qua thư; có thể rút đồng ý bất cứ lúc nào.',
            'The story below and the name of the enterprise are shown to everybody and mailed; consent can be taken back at any time.',
          )}
        </p>
        {consentPaper(f, request)}
      </>
    ),
    done: words('Đã ghi đồng ý.', 'The consent is recorded.'),
  }),
})

/** @param refused an act without fields that was refused: why stands on top */
async function view(request: PageRequest, sent?: Sent<'agree'>, refused?: FormState): Promise<PageResult> {
  const { t } = request
  const story = await request.execute(showStory, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, story, sent)
  const values = { version: story.version }
  const pictures = addressesOf(story.pictures)
  return recordView({
    title: t(story.title, story.titleEn),
    lead: story.enterprise ?? undefined,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'news_story', id: story.id }],
      state: { key: story.consent, shown: <StateBadge of={consentStates} is={story.consent} t={t} /> },
      steps: consentSteps(consentStates.names, { ...story, state: story.consent }, t),
    },
    marks: refused === undefined ? null : <FormProblem form={refused} t={t} />,
    actions: (
      <>
        {story.consent === 'asked' ? (
          <Act command={declineStory} request={request} action={`${to(story)}/refusal`} values={values}>
            {t('Không đồng ý với bài này', 'Decline this story')}
          </Act>
        ) : null}
        {story.consent === 'agreed' ? (
          <Act
            command={withdrawStory}
            request={request}
            action={`${to(story)}/withdrawal`}
            values={values}
            kind="danger"
          >
            {t('Rút đồng ý', 'Take consent back')}
          </Act>
        ) : null}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, story, chosen, sent),
    summary: (
      <>
        <Section title={t('Bài bằng tiếng Việt', 'The article in Vietnamese')} id="text">
          <p class="mb-3 font-semibold">{story.summary}</p>
          <ArticleText text={story.body} pictures={pictures} />
        </Section>
        <Section title={t('Bài bằng tiếng Anh', 'The article in English')} id="text-en">
          <p class="mb-3 font-semibold">
            {story.titleEn}. {story.summaryEn}
          </p>
          <ArticleText text={story.bodyEn} pictures={pictures} />
        </Section>
      </>
    ),
  })
}

const again = (request: PageRequest, form: FormState) => view(request, undefined, form)

export const storyPages = [
  page({ route: 'GET /news/stories/{id}', for: showStory, run: (request) => view(request) }),
  ...acts.receivers(view),
  receiver({
    command: declineStory,
    address: '/news/stories/{id}/refusal',
    again,
    done: (output) => ({ to: to(output), message: words('Đã ghi trả lời.', 'The answer is recorded.') }),
  }),
  receiver({
    command: withdrawStory,
    address: '/news/stories/{id}/withdrawal',
    again,
    done: (output) => ({
      to: to(output),
      message: words(
        'Đã rút đồng ý; bài không còn hiển thị.',
        'Consent is taken back; the story is shown no more.',
      ),
    }),
  }),
]
