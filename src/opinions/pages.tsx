import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Empty,
  Facts,
  FormProblem,
  formPage,
  listPage,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { addOpinion, answerRequest, removeOpinion, settleOpinion } from './commands.ts'
import { answerFields, opinionFields, settlingFields } from './fields.ts'
import { listRequests, type RequestRow, showRequest } from './queries.ts'
import { outcomes, requestStates, stances } from './rules.ts'

type Shown = Output<typeof showRequest>
type ActKey = 'answer'
const to = ({ id }: { readonly id: number }) => `/opinions/${id}`
const ofRequest = (request: PageRequest) => request.execute(showRequest, { id: request.params.id })
const title = words('Ý kiến về dự thảo', 'Opinions on drafts')
const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/opinions' }]

export const opinionsPage = listPage({
  route: 'GET /opinions',
  place: { group: 'reporting', order: 64, label: title },
  title,
  lead: words(
    'Dự thảo mà cơ quan được xin ý kiến: đọc từng khoản, ghi ý kiến, gửi trước hạn; xem ý kiến được tiếp thu thế nào.',
    'Drafts on which agencies are asked: read each clause, write opinions, send them in time; see what became of each.',
  ),
  query: listRequests,
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên, cơ quan', 'Name, agency') },
    { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: requestStates.choices(t) },
  ],
  columns: ({ t }) => [
    {
      key: 'title',
      label: words('Tên dự thảo', 'Name of the draft document'),
      value: (row: RequestRow) => row.title,
      cell: (row: RequestRow) => <a href={to(row)}>{row.title}</a>,
    },
    { key: 'agency', label: words('Cơ quan', 'Agency'), value: (row) => t(row.agency, row.agencyEn) },
    {
      key: 'dueOn',
      label: words('Hạn cho ý kiến', 'Opinion due on'),
      kind: 'date',
      sort: 'dueOn',
      value: (row) => row.dueOn,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row) => t(requestStates.names[row.state]),
      cell: (row) => <StateBadge of={requestStates} is={row.state} t={t} />,
    },
    {
      key: 'stance',
      label: words('Ý kiến chung', 'Opinion on the whole'),
      value: (row) => (row.stance === null ? null : t(stances.names[row.stance])),
    },
  ],
})

const acts = actsOf<Shown, ActKey>('/opinions/{id}', {
  answer: act(answerRequest, {
    title: words('Gửi ý kiến của cơ quan', 'Give the opinion of the agency'),
    path: 'answer',
    open: ({ state }) => state === 'asked',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {answerFields.form(f, t)}
      </>
    ),
    done: words('Đã gửi ý kiến.', 'The opinion is given.'),
  }),
})

async function requestView(
  request: PageRequest,
  sent?: Sent<ActKey>,
  refused?: FormState,
): Promise<PageResult> {
  const { t } = request
  const of = await ofRequest(request)
  const chosen = acts.chosen(request, of, sent)
  return recordView({
    title: of.title,
    lead: t(of.agency, of.agencyEn),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'opinion_request', id: of.id }],
      state: { key: of.state, shown: <StateBadge of={requestStates} is={of.state} t={t} /> },
      steps: stepsOf<(typeof requestStates.keys)[number]>(
        [
          ['asked', t(requestStates.names.asked)],
          ['answered', t(requestStates.names.answered)],
        ],
        of.state,
        { asked: of.askedOn, answered: of.answeredOn, missing: of.closedOn },
        of.state === 'missing'
          ? { after: 'asked', label: t(requestStates.names.missing), ends: true }
          : undefined,
      ),
    },
    marks: (
      <>
        {refused === undefined ? null : <FormProblem form={refused} t={t} />}
        {of.late ? <Badge tone="error">{t('Đã quá hạn cho ý kiến', 'The opinion is overdue')}</Badge> : null}
      </>
    ),
    actions:
      of.state === 'asked' ? (
        <Act command={addOpinion} request={request} href={`${to(of)}/opinions/new`}>
          {t('Thêm ý kiến về khoản, mục', 'Add an opinion on a clause')}
        </Act>
      ) : null,
    act: chosen === undefined ? null : await acts.form(request, of, chosen, sent),
    decision: (
      <Section title={t('Ý kiến', 'Opinions')} id="opinions">
        <Facts
          columns={2}
          items={[
            [t('Hạn cho ý kiến', 'Opinion due on'), formatDate(of.dueOn)],
            [t(answerFields.labels.stance), of.stance === null ? null : t(stances.names[of.stance])],
            [t(answerFields.labels.number), of.number],
            [t(answerFields.labels.note), of.note],
          ]}
        />
        <Opinions of={of} request={request} />
      </Section>
    ),
    summary: (
      <>
        {of.explanation === null ? null : (
          <Section title={t('Sự cần thiết, căn cứ', 'Why it is needed, and on what ground')} id="grounds">
            <p class="max-w-prose whitespace-pre-line">{of.explanation}</p>
          </Section>
        )}
        <Section title={t('Các khoản, mục được hỏi', 'The clauses that are asked about')} id="clauses">
          <ol class="grid gap-3">
            {of.clauses.map(({ label, text }) => (
              <li>
                <p class="font-semibold">{label}</p>
                <p class="max-w-prose whitespace-pre-line">{text}</p>
              </li>
            ))}
          </ol>
        </Section>
      </>
    ),
  })
}

function Opinions({ of, request }: { of: Shown; request: PageRequest }) {
  const { t } = request
  if (of.opinions.length === 0)
    return <Empty>{t('Chưa có ý kiến về khoản, mục nào.', 'There is no opinion on a clause yet.')}</Empty>
  return (
    <ul class="mt-4 grid gap-4">
      {of.opinions.map((one) => (
        <li>
          <p class="font-semibold">{one.clause ?? t('Cả văn bản', 'The whole document')}</p>
          <p class="max-w-prose whitespace-pre-line">{one.text}</p>
          {one.outcome === null ? null : (
            <p>
              <StateBadge of={outcomes} is={one.outcome} t={t} /> {one.reason}
            </p>
          )}
          {of.state === 'asked' ? (
            <Act
              command={removeOpinion}
              request={request}
              action={`${to(of)}/opinions/${one.id}/removal`}
              small
            >
              {t('Bỏ', 'Remove')}
            </Act>
          ) : null}
          {of.state === 'answered' && of.closedOn === null ? (
            <Act
              command={settleOpinion}
              request={request}
              href={`${to(of)}/opinions/${one.id}/settling`}
              small
            >
              {t('Ghi tiếp thu, giải trình', 'Say what becomes of it')}
            </Act>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

const again = (request: PageRequest, form: FormState) => requestView(request, undefined, form)

const removed = receiver({
  command: removeOpinion,
  address: '/opinions/{id}/opinions/{opinion}/removal',
  again,
  done: (output) => ({ to: `${to(output)}#opinions`, message: words('Đã bỏ.', 'Removed.') }),
})

export const opinionPages = [
  page({ route: 'GET /opinions/{id}', for: showRequest, run: (request) => requestView(request) }),
  ...acts.receivers(requestView),
  removed,
]

const up = (request: PageRequest, { id, title: name }: { id: number; title: string }) => [
  ...crumbs(request),
  { label: name, href: `/opinions/${id}` },
]

export const opinionAdded = formPage({
  command: addOpinion,
  address: '/opinions/{id}/opinions/new',
  record: ofRequest,
  title: words('Thêm ý kiến về khoản, mục', 'Add an opinion on a clause'),
  lead: ({ record }) => record.title,
  crumbs: up,
  fields: ({ f, t, record }) =>
    opinionFields.form(f, t, {
      choices: { clauseId: record.clauses.map(({ id, label }) => ({ value: id, label })) },
    }),
  submit: words('Thêm', 'Add'),
  cancel: to,
  done: (output) => ({
    to: to(output),
    message: words(
      'Đã thêm; ý kiến được gửi khi bấm gửi ý kiến của cơ quan.',
      'Added; it goes out with the answer of the agency.',
    ),
  }),
})

export const opinionSettled = formPage({
  command: settleOpinion,
  address: '/opinions/{id}/opinions/{opinion}/settling',
  record: async (request) => {
    const of = await ofRequest(request)
    return { of, one: of.opinions.find(({ id }) => String(id) === request.params.opinion) }
  },
  title: words('Ghi tiếp thu, giải trình ý kiến', 'Say what becomes of an opinion'),
  lead: ({ record }) => record.one?.text ?? '',
  crumbs: (request, { of }) => up(request, of),
  initial: ({ one }) => ({
    version: String(one?.version ?? 1),
    outcome: one?.outcome ?? undefined,
    reason: one?.reason ?? undefined,
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.one?.version ?? 1)}
      {settlingFields.form(f, t)}
    </>
  ),
  submit: words('Ghi nhận', 'Record'),
  cancel: ({ of }) => `/opinions/${of.id}`,
  done: (output) => ({
    to: `${to(output)}#opinions`,
    message: words('Đã ghi.', 'Recorded.'),
  }),
})
