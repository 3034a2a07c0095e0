import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  consentPaper,
  consentSteps,
  Facts,
  FormProblem,
  recordView,
  Section,
  type Sent,
  StateBadge,
} from '../ui/index.ts'
import { agreeToExample, askAgain, declineExample, withdrawConsent } from './examples.ts'
import { exampleFields } from './fields.ts'
import { crumbs, officeCrumbs } from './list-pages.tsx'
import { showExample } from './queries.ts'
import { exampleStates } from './rules.ts'

type Shown = Output<typeof showExample>
type ActKey = 'agree'
const to = ({ id }: { readonly id: number }) => `/guide/examples/${id}`
const ofExample = (request: PageRequest) => request.execute(showExample, { id: request.params.id })

const acts = actsOf<Shown, ActKey>('/guide/examples/{id}', {
  agree: act(agreeToExample, {
    title: words('Đồng ý làm ví dụ', 'Agree to an example'),
    path: 'consent',
    open: ({ state }) => state === 'asked',
    fields: ({ f, t, record, request }) => (
      <>
        {f.hidden('version', record.version)}
        <p>
          {t(
            'Nội dung bên dưới và tên doanh nghiệp sẽ hiển thị công khai; có thể rút đồng ý bất cứ lúc nào.',
            'The words below and the name of the enterprise are shown to everybody; consent can be taken back at any time.',
          )}
        </p>
        {consentPaper(f, request)}
      </>
    ),
    done: words('Đã đồng ý; ví dụ được hiển thị.', 'Agreed; the example is shown.'),
  }),
})

/** @param refused an act without fields that was refused: why stands on top */
async function exampleView(
  request: PageRequest,
  sent?: Sent<ActKey>,
  refused?: FormState,
): Promise<PageResult> {
  const { t, mayOpen } = request
  const example = await ofExample(request)
  const chosen = acts.chosen(request, example, sent)
  const values = { version: example.version }
  return recordView({
    title: t(`Ví dụ: ${example.enterprise}`, `Example: ${example.enterprise}`),
    lead: t(example.entry, example.entryEn),
    breadcrumbs: mayOpen('/guide/entries')
      ? [...officeCrumbs(request), { label: example.entry, href: `/guide/entries/${example.entryId}` }]
      : crumbs(request),
    head: {
      matters: [{ record: 'guide_example', id: example.id }],
      state: { key: example.state, shown: <StateBadge of={exampleStates} is={example.state} t={t} /> },
      steps: consentSteps(exampleStates.names, example, t),
    },
    marks: refused === undefined ? null : <FormProblem form={refused} t={t} />,
    actions: (
      <>
        {example.state === 'asked' ? (
          <Act command={declineExample} request={request} action={`${to(example)}/refusal`} values={values}>
            {t('Từ chối làm ví dụ', 'Decline to be an example')}
          </Act>
        ) : null}
        {example.state === 'agreed' ? (
          <Act
            command={withdrawConsent}
            request={request}
            action={`${to(example)}/withdrawal`}
            values={values}
            kind="danger"
          >
            {t('Rút đồng ý', 'Take consent back')}
          </Act>
        ) : null}
        <Act command={askAgain} request={request} href={`${to(example)}/edit`}>
          {t('Hỏi lại với nội dung mới', 'Ask again in other words')}
        </Act>
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, example, chosen, sent),
    summary: (
      <Section title={t('Nội dung sẽ hiển thị', 'What is shown')} id="story">
        <p class="max-w-prose whitespace-pre-line">{example.story}</p>
        <div class="mt-4">
          <Facts
            columns={2}
            items={[
              [t(exampleFields.labels.storyEn), example.storyEn],
              [t('Hỏi ngày', 'Asked on'), formatDate(example.askedOn)],
              [
                t('Trả lời ngày', 'Answered on'),
                example.answeredOn === null ? null : formatDate(example.answeredOn),
              ],
              [
                t('Văn bản đồng ý của doanh nghiệp', 'The paper on which the enterprise agreed'),
                example.paper,
              ],
            ]}
          />
        </div>
      </Section>
    ),
  })
}

const again = (request: PageRequest, form: FormState) => exampleView(request, undefined, form)

const declined = receiver({
  command: declineExample,
  address: '/guide/examples/{id}/refusal',
  again,
  done: (output) => ({ to: to(output), message: words('Đã ghi trả lời.', 'The answer is recorded.') }),
})
const withdrawn = receiver({
  command: withdrawConsent,
  address: '/guide/examples/{id}/withdrawal',
  again,
  done: (output) => ({
    to: to(output),
    message: words(
      'Đã rút đồng ý; ví dụ không còn hiển thị.',
      'Consent is taken back; the example is shown no more.',
    ),
  }),
})

export const examplePages = [
  page({ route: 'GET /guide/examples/{id}', for: showExample, run: (request) => exampleView(request) }),
  ...acts.receivers(exampleView),
  declined,
  withdrawn,
]
