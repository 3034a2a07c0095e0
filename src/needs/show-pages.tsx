import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
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
  Facts,
  Form,
  fields,
  formPage,
  LinkButton,
  OpenLink,
  recordView,
  Section,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { correctNeed, takeUpNeed, withdrawNeed } from './commands.ts'
import { needFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { type NeedRow, needResultChoices, showNeed } from './queries.ts'
import { needStates, outcomes } from './rules.ts'
import { reopenNeed, settleNeed } from './settle.ts'

const way = ['new', 'taken', 'supported'] as const

/** The way of a need: told of, taken up, its outcome. */
function steps(need: NeedRow, t: PageRequest['t']) {
  const settled = need.settledOn !== null
  return stepsOf(
    [
      ['new', t(needStates.names.new)],
      ['taken', t(needStates.names.taken)],
      ['supported', settled ? t(needStates.names[need.state]) : t('Có kết quả', 'With a result')],
    ],
    settled ? 'supported' : (way.find((key) => key === need.state) ?? 'new'),
    { new: need.enteredOn, supported: need.settledOn },
  )
}

/** What an officer does with a need that waits. */
async function Officer({ request, need, form }: { request: PageRequest; need: NeedRow; form: FormState }) {
  const { t } = request
  const { applications, events } = await request.execute(needResultChoices, { id: need.id })
  const f = fields(form, t, settleNeed)
  const filing = `/applications/new?${new URLSearchParams({ enterpriseId: String(need.enterpriseId) })}`
  return (
    <Section
      title={t('Kết quả', 'Result')}
      id="outcome"
      lead={t(
        'Mỗi nhu cầu cần một kết quả; nơi nêu nhu cầu được báo.',
        'Each need gets an outcome; who told of it is told.',
      )}
      actions={
        need.enterpriseId !== null && request.mayOpen('/applications/new') ? (
          <a href={filing}>{t('Lập hồ sơ đề nghị hỗ trợ', 'File an application')}</a>
        ) : undefined
      }
    >
      <Form
        form={form}
        t={t}
        action={`/needs/${need.id}/outcome`}
        submit={t('Ghi kết quả', 'Record the result')}
      >
        {f.radio('outcome', { label: t('Kết quả', 'Result'), choices: outcomes.choices(t) })}
        {applications.length === 0
          ? null
          : f.select('applicationId', {
              label: t('Hồ sơ', 'Application'),
              choices: applications.map((one) => ({
                value: one.id,
                label: t(
                  `Hồ sơ ${one.id}, ${one.year}: ${one.content}`,
                  `${one.id}, ${one.year}: ${one.contentEn}`,
                ),
              })),
              empty: t('— chọn —', '— choose —'),
            })}
        {events.length === 0
          ? null
          : f.select('eventId', {
              label: t('Hội nghị, khóa đào tạo', 'Event or course'),
              choices: events.map((one) => ({
                value: one.id,
                label: `${formatDate(one.heldOn)}: ${one.title}`,
              })),
              empty: t('— chọn —', '— choose —'),
            })}
        {f.area('reason', { label: t('Lý do, ghi chú', 'Reason, note'), rows: 2 })}
      </Form>
    </Section>
  )
}

function Outcome({ request, need }: { request: PageRequest; need: NeedRow }) {
  const { t } = request
  if (need.settledOn === null) return null
  return (
    <Section title={t('Kết quả', 'Result')} id="outcome">
      <Facts
        columns={2}
        items={[
          [t('Kết quả', 'Result'), <StateBadge of={needStates} is={need.state} t={t} />],
          [t('Ngày', 'Day'), formatDate(need.settledOn)],
          ...(need.applicationId === null
            ? []
            : [
                [
                  t('Hồ sơ', 'Application'),
                  <OpenLink request={request} href={`/applications/${need.applicationId}`}>
                    {t(`Hồ sơ số ${need.applicationId}`, `Application ${need.applicationId}`)}
                  </OpenLink>,
                ] as const,
              ]),
          ...(need.eventId === null
            ? []
            : [
                [
                  t('Hội nghị, khóa đào tạo', 'Event or course'),
                  <OpenLink request={request} href={`/training/${need.eventId}`}>
                    {need.event}
                  </OpenLink>,
                ] as const,
              ]),
          [t('Lý do', 'Reason'), need.reason],
        ]}
      />
    </Section>
  )
}

async function needView(request: PageRequest, form: FormState = freshForm()): Promise<View> {
  const { t, actor, language } = request
  const need = await request.execute(showNeed, { id: request.params.id })
  const open = need.settledOn === null
  const facts = needFields.facts(need, t, language)
  return recordView({
    title: t(`Nhu cầu ${need.id}`, `Need ${need.id}`),
    lead: t(need.owner, need.ownerEn),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'need', id: need.id }],
      state: { key: need.state, shown: <StateBadge of={needStates} is={need.state} t={t} /> },
      steps: steps(need, t),
    },
    finished: !open,
    actions: (
      <>
        {need.state === 'new' && mayRun(actor, correctNeed) ? (
          <LinkButton href={`/needs/${need.id}/edit`}>{t('Sửa', 'Edit')}</LinkButton>
        ) : null}
        {open ? (
          <Act command={withdrawNeed} request={request} href={`/needs/${need.id}/withdrawal`}>
            {t('Rút', 'Withdraw')}
          </Act>
        ) : (
          <Act command={reopenNeed} request={request} href={`/needs/${need.id}/reopening`}>
            {t('Xem xét lại', 'Take up again')}
          </Act>
        )}
        {need.state === 'new' ? (
          <Act command={takeUpNeed} request={request} action={`/needs/${need.id}/taking`} kind="primary">
            {t('Tiếp nhận nhu cầu', 'Take up the need')}
          </Act>
        ) : null}
      </>
    ),
    act: open && mayRun(actor, settleNeed) ? await Officer({ request, need, form }) : null,
    decision: <Outcome request={request} need={need} />,
    summary: (
      <Section title={t('Nhu cầu', 'Need')}>
        <Facts
          columns={2}
          items={[
            [
              t('Nơi có nhu cầu', 'Whose need it is'),
              need.enterpriseId === null ? (
                t(need.owner, need.ownerEn)
              ) : (
                <OpenLink request={request} href={`/enterprises/${need.enterpriseId}`}>
                  {need.owner}
                </OpenLink>
              ),
            ],
            [t('Nêu qua', 'Brought by'), need.broughtBy],
            [t('Ngày nêu', 'Told on'), formatDate(need.enteredOn)],
            [
              t('Đợt khảo sát', 'Survey'),
              need.surveyId === null ? null : (
                <OpenLink request={request} href={`/needs/surveys/${need.surveyId}`}>
                  {need.survey}
                </OpenLink>
              ),
            ],
            [
              t('Nội dung hỗ trợ', 'Content of support'),
              need.content === null ? null : t(need.content, need.contentEn ?? ''),
            ],
            [t('Kế hoạch', 'Plan'), need.plan],
            ...need.planLines.map(
              (line) =>
                [
                  t('Trong kế hoạch năm', 'In the yearly plan'),
                  <OpenLink request={request} href={`/yearly-plans/lines/${line.id}`}>
                    {line.yearlyPlan}
                  </OpenLink>,
                ] as const,
            ),
            ...need.tasks.map(
              (task) =>
                [
                  t('Nhiệm vụ khoa học và công nghệ', 'S&T task'),
                  <OpenLink request={request} href={`/science-tasks/${task.id}`}>
                    {task.title}
                  </OpenLink>,
                ] as const,
            ),
            ...Object.values(facts),
          ]}
        />
      </Section>
    ),
  })
}

const shown = page({ route: 'GET /needs/{id}', for: showNeed, run: (request) => needView(request) })
const to = ({ id }: { id: number }) => `/needs/${id}`

const takenUp = receiver({
  command: takeUpNeed,
  address: '/needs/{id}/taking',
  again: needView,
  done: (output) => ({ to: to(output), message: words('Đã tiếp nhận nhu cầu.', 'The need is taken up.') }),
})
const settled = receiver({
  command: settleNeed,
  address: '/needs/{id}/outcome',
  again: needView,
  done: (output) => ({ to: to(output), message: words('Đã ghi kết quả.', 'The outcome is recorded.') }),
})
/** An act of a need that wants a reason, on a page of its own. */
const reasoned = {
  record: (request: PageRequest) => request.execute(showNeed, { id: request.params.id }),
  crumbs: (request: PageRequest, { id }: NeedRow) => [
    ...crumbs(request),
    { label: request.t(`Nhu cầu ${id}`, `Need ${id}`), href: to({ id }) },
  ],
  lead: ({ record }: { record: NeedRow }) => record.text.slice(0, 300),
  cancel: to,
}

const withdrawn = formPage({
  ...reasoned,
  command: withdrawNeed,
  address: '/needs/{id}/withdrawal',
  title: words('Rút nhu cầu', 'Withdraw the need'),
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 2 }),
  submit: words('Rút nhu cầu', 'Withdraw the need'),
  kind: 'danger',
  done: (output) => ({ to: to(output), message: words('Đã rút nhu cầu.', 'The need is withdrawn.') }),
})
const reopened = formPage({
  ...reasoned,
  command: reopenNeed,
  address: '/needs/{id}/reopening',
  title: words('Xem xét lại nhu cầu', 'Take the need up again'),
  fields: ({ f, t }) =>
    f.area('why', { label: t('Lý do xem xét lại', 'Reason to take it up again'), required: true, rows: 2 }),
  submit: words('Xem xét lại', 'Take up again'),
  done: (output) => ({
    to: to(output),
    message: words('Nhu cầu được xem xét lại.', 'The need is taken up again.'),
  }),
})

export const needPages: readonly Page[] = [shown, takenUp, settled, ...withdrawn.pages, ...reopened.pages]
