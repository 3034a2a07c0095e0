import { deliveryStates } from '../notices/index.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../platform/page.ts'
import {
  Act,
  Empty,
  Facts,
  Form,
  FormProblem,
  fields,
  LinkButton,
  listPage,
  Notice,
  PostButton,
  RecordTable,
  Section,
  StateBadge,
} from '../ui/index.ts'
import { answerNone } from './answers.ts'
import { addNeed } from './commands.ts'
import { surveyFields } from './fields.ts'
import { checkNeeds } from './import.ts'
import { mailLinks } from './link-letters.ts'
import { crumbs } from './list-pages.tsx'
import { askedStates, needKinds, surveyStates } from './rules.ts'
import { edited, ended, more, newSurvey, ofSurvey, title, up } from './survey-form-pages.tsx'
import { type AskedRow, listAsked, listSurveys, type SurveyRow, showSurvey } from './survey-queries.ts'
import { askMore, editSurvey, endSurvey, giveLinks, openSurvey } from './surveys.ts'

const surveysPage = listPage({
  route: 'GET /needs/surveys',
  title,
  lead: words(
    'Mỗi đợt hỏi doanh nghiệp, hội và cơ quan cần gì trong một năm; người chưa trả lời được nhắc trước khi đóng 14 và 3 ngày.',
    'Each asks enterprises, associations and agencies what they need in a year; who has not answered is reminded 14 and 3 days before it closes.',
  ),
  query: listSurveys,
  breadcrumbs: crumbs,
  actions: (request) => (
    <Act command={openSurvey} request={request} href="/needs/surveys/new" kind="primary">
      {request.t('Mở đợt khảo sát', 'Open a survey')}
    </Act>
  ),
  filters: async ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên', 'Search by name') },
    { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: surveyStates.choices(t) },
    { name: 'year', kind: 'search', label: words('Nhu cầu của năm', 'Needs of the year') },
  ],
  columns: ({ t }) => {
    const { title: name, ...others } = surveyFields.columns<SurveyRow>(t, {
      title: { cell: (row) => <a href={`/needs/surveys/${row.id}`}>{row.title}</a> },
      plan: { value: (row) => row.plan },
    })
    return [
      name,
      ...Object.values(others),
      { key: 'asked', label: words('Được hỏi', 'Number asked'), kind: 'number', value: (row) => row.asked },
      {
        key: 'replied',
        label: words('Đã trả lời', 'Replied'),
        kind: 'number',
        value: (row) => row.answered + row.none,
      },
      { key: 'needs', label: words('Nhu cầu', 'Needs'), kind: 'number', value: (row) => row.needs },
      {
        key: 'unsettled',
        label: words('Chưa có kết quả', 'Without an outcome'),
        kind: 'number',
        value: (row) => row.unsettled,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(surveyStates.names[row.state]),
        cell: (row) => <StateBadge of={surveyStates} is={row.state} t={t} />,
      },
    ]
  },
  empty: (request) =>
    mayRun(request.actor, openSurvey) ? (
      <a href="/needs/surveys/new">{request.t('Mở đợt khảo sát', 'Open a survey')}</a>
    ) : null,
})

type Survey = Awaited<ReturnType<typeof ofSurvey>>

/** What one who is asked does here: give needs, one by one or as a table, or say that there is none. */
function Answering({ request, survey, form }: { request: PageRequest; survey: Survey; form: FormState }) {
  const { t, actor } = request
  if (survey.own.length === 0) return null
  const open = survey.own.filter(({ state }) => state === 'asked')
  const f = fields(form, t)
  return (
    <Section title={t('Trả lời của bạn', 'Your answer')} id="answer">
      <ul class="mb-3 grid gap-1">
        {survey.own.map(({ name, state }) => (
          <li>
            {name}: <StateBadge of={askedStates} is={state} t={t} />
          </li>
        ))}
      </ul>
      {survey.state !== 'open' ? null : (
        <>
          <div class="mb-4 flex flex-wrap gap-2">
            <Act command={addNeed} request={request} href={`/needs/new?surveyId=${survey.id}`} kind="primary">
              {t('Nêu nhu cầu', 'Tell of a need')}
            </Act>
            {mayRun(actor, checkNeeds) ? (
              <LinkButton href={`/needs/import?surveyId=${survey.id}`}>
                {t('Nhập từ Excel', 'Import from Excel')}
              </LinkButton>
            ) : null}
          </div>
          {open.length === 0 ? null : (
            <details>
              <summary class="font-semibold">{t('Không có nhu cầu', 'No need')}</summary>
              <div class="mt-2">
                <Form
                  form={form}
                  t={t}
                  action={`/needs/surveys/${survey.id}/none`}
                  submit={t('Trả lời: không có nhu cầu', 'Answer: no need')}
                >
                  {open.length < 2
                    ? null
                    : f.select('enterpriseId', {
                        label: t('Doanh nghiệp', 'Enterprise'),
                        choices: open.flatMap(({ enterpriseId, name }) =>
                          enterpriseId === null ? [] : [{ value: enterpriseId, label: name }],
                        ),
                      })}
                  {f.area('note', { label: t('Ghi chú', 'Note'), rows: 2 })}
                </Form>
              </div>
            </details>
          )}
        </>
      )}
    </Section>
  )
}

async function surveyView(request: PageRequest, form: FormState = freshForm()): Promise<View> {
  const { t, actor, language } = request
  const survey = await ofSurvey(request)
  const { id, counts, state } = survey
  return {
    title: survey.title,
    breadcrumbs: up(request),
    actions:
      state === 'closed' ? null : (
        <>
          <Act command={editSurvey} request={request} href={`/needs/surveys/${id}/edit`}>
            {t('Sửa', 'Edit')}
          </Act>
          <Act command={askMore} request={request} href={`/needs/surveys/${id}/asked/new`}>
            {t('Hỏi thêm nơi khác', 'Ask others too')}
          </Act>
          <Act command={endSurvey} request={request} href={`/needs/surveys/${id}/end`}>
            {t('Đóng sớm', 'Close early')}
          </Act>
        </>
      ),
    body: (
      <>
        {survey.own.length === 0 ? <FormProblem form={form} t={t} /> : null}
        <Answering request={request} survey={survey} form={form} />
        <Section title={t('Thông tin chung', 'General information')}>
          <Facts
            columns={3}
            items={[
              [t('Tình trạng', 'State'), <StateBadge of={surveyStates} is={state} t={t} />],
              [t('Kế hoạch', 'Plan'), survey.plan],
              [t('Hỏi về', 'Asks for'), survey.kinds.map((kind) => t(needKinds.names[kind])).join(', ')],
              ...Object.entries(surveyFields.facts(survey, t, language)).flatMap(([key, fact]) =>
                key === 'title' ? [] : [fact],
              ),
            ]}
          />
        </Section>
        {counts === null ? null : (
          <Section
            title={t('Trả lời', 'Answers')}
            actions={
              <>
                <a href={`/needs/surveys/${id}/asked`}>{t('Nơi được hỏi', 'Who is asked')}</a>
                <a href={`/needs?surveyId=${id}`}>{t('Các nhu cầu', 'The needs')}</a>
                <a href={`/needs/results?surveyId=${id}`}>{t('Tổng hợp', 'Summary')}</a>
              </>
            }
          >
            <Facts
              columns={3}
              items={[
                [t('Được hỏi', 'Number asked'), String(counts.asked)],
                [t('Có nhu cầu', 'With needs'), String(counts.answered)],
                [t('Không có nhu cầu', 'No need'), String(counts.none)],
                [t('Chưa trả lời', 'Not answered'), String(counts.open)],
                [t('Nhu cầu', 'Needs'), String(counts.needs)],
                [t('Chưa có kết quả', 'Without an outcome'), String(counts.unsettled)],
              ]}
            />
            {state === 'closed' || !mayRun(actor, giveLinks) ? null : (
              <div class="mt-4">
                <p class="hint mb-2 max-w-prose">
                  {t(
                    'Doanh nghiệp chưa có tài khoản trả lời bằng liên kết riêng, hết hạn cùng đợt khảo sát. Liên kết chỉ hiện một lần.',
                    'An enterprise without an account answers by a personal link, which ends with the survey. Links are shown once.',
                  )}
                </p>
                {request.system.config.mail === null || state !== 'open' ? null : (
                  <Act
                    command={mailLinks}
                    request={request}
                    action={`/needs/surveys/${id}/letters`}
                    kind="primary"
                  >
                    {t('Gửi liên kết qua thư điện tử', 'Mail the links')}
                  </Act>
                )}
                <PostButton
                  action={`/needs/surveys/${id}/links`}
                  once={crypto.randomUUID()}
                  label={t('Cấp liên kết riêng', 'Give personal links')}
                />
              </div>
            )}
          </Section>
        )}
      </>
    ),
  }
}

const shown = page({
  route: 'GET /needs/surveys/{id}',
  for: showSurvey,
  run: (request) => surveyView(request),
})

export const none = receiver({
  command: answerNone,
  address: '/needs/surveys/{id}/none',
  again: surveyView,
  done: ({ id }) => ({
    to: `/needs/surveys/${id}`,
    message: words('Đã ghi nhận. Cảm ơn.', 'Noted, thank you.'),
  }),
})

const links = receiver({
  command: giveLinks,
  address: '/needs/surveys/{id}/links',
  again: surveyView,
  done: ({ id, links: given }, { request }) => {
    const { t, url, system } = request
    const base = system.config.publicUrl ?? url.origin
    return {
      title: t('Liên kết riêng', 'Personal links'),
      breadcrumbs: up(request),
      body: (
        <Section>
          <Notice tone="warning">
            {t(
              'Chỉ hiện một lần. Chép bảng này để gửi cho từng doanh nghiệp; ai có liên kết trả lời thay doanh nghiệp đó.',
              'Shown once. Copy the table to send each enterprise its own; who holds a link answers for the enterprise.',
            )}
          </Notice>
          {given.length === 0 ? (
            <Empty>{t('Không có liên kết nào.', 'There are no links.')}</Empty>
          ) : (
            <RecordTable
              caption={t('Liên kết riêng', 'Personal links')}
              rows={given}
              columns={[
                { head: t('Doanh nghiệp', 'Enterprise'), cell: ({ enterprise }) => enterprise },
                { head: t('Thư điện tử', 'E-mail'), cell: ({ email }) => email ?? '—' },
                {
                  head: t('Địa chỉ riêng', 'Own address'),
                  cell: ({ token }) => <code class="break-all">{`${base}/needs/answer/${token}`}</code>,
                },
              ]}
            />
          )}
          <p class="mt-4">
            <LinkButton href={`/needs/surveys/${id}`}>{t('Hoàn thành', 'Done')}</LinkButton>
          </p>
        </Section>
      ),
    }
  },
})

const letters = receiver({
  command: mailLinks,
  address: '/needs/surveys/{id}/letters',
  again: surveyView,
  done: ({ id, queued, withoutAddress }) => ({
    to: `/needs/surveys/${id}/asked?state=asked`,
    message: words(
      `${queued} thư chờ gửi; ${withoutAddress} doanh nghiệp chưa có thư điện tử: xin cấp liên kết và gửi bằng cách khác.`,
      `${queued} letters wait to leave; ${withoutAddress} enterprises have no e-mail address: give them links another way.`,
    ),
  }),
})

const askedPage = listPage({
  route: 'GET /needs/surveys/{id}/asked',
  title: words('Nơi được hỏi', 'Who is asked'),
  fixed: ({ params }) => ({ id: params.id }),
  query: listAsked,
  breadcrumbs: (request) => [
    ...up(request),
    { label: request.t('Đợt khảo sát', 'The survey'), href: `/needs/surveys/${request.params.id}` },
  ],
  filters: async ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm tên, mã số thuế', 'Name, tax code') },
    { name: 'state', kind: 'select', label: words('Trả lời', 'Answer'), choices: askedStates.choices(t) },
  ],
  columns: ({ t, mayOpen }) => [
    {
      key: 'name',
      label: words('Nơi được hỏi', 'Who is asked'),
      value: (row: AskedRow) => row.name,
      cell: (row: AskedRow) =>
        row.enterpriseId !== null && mayOpen(`/enterprises/${row.enterpriseId}`) ? (
          <a href={`/enterprises/${row.enterpriseId}`}>{row.name}</a>
        ) : (
          row.name
        ),
    },
    { key: 'taxCode', label: words('Mã số thuế', 'Tax code'), value: (row: AskedRow) => row.taxCode },
    {
      key: 'state',
      label: words('Trả lời', 'Answer'),
      value: (row: AskedRow) => t(askedStates.names[row.state]),
      cell: (row: AskedRow) => <StateBadge of={askedStates} is={row.state} t={t} />,
    },
    {
      key: 'answeredOn',
      label: words('Trả lời ngày', 'Answered on'),
      kind: 'date',
      value: (row: AskedRow) => row.answeredOn,
    },
    {
      key: 'reach',
      label: words('Hỏi qua', 'Asked by'),
      value: (row: AskedRow) =>
        row.account
          ? t('Tài khoản', 'Account')
          : row.link
            ? t('Liên kết riêng', 'Personal link')
            : t('Chưa có cách nào', 'No way yet'),
    },
    {
      key: 'letter',
      label: words('Thư có liên kết', 'Letter with the link'),
      value: (row: AskedRow) => (row.letter === null ? null : t(deliveryStates.names[row.letter])),
      cell: (row: AskedRow) =>
        row.letter === null ? null : <StateBadge of={deliveryStates} is={row.letter} t={t} />,
    },
    { key: 'note', label: words('Ghi chú', 'Note'), exportOnly: true, value: (row: AskedRow) => row.note },
  ],
})

export const surveyPages: readonly Page[] = [
  surveysPage,
  ...newSurvey.pages,
  ...edited.pages,
  ...more.pages,
  ...ended.pages,
  shown,
  none,
  links,
  letters,
  askedPage,
]
