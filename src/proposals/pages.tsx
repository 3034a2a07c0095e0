import { documentDownload } from '../documents/write/export.ts'
import { OpinionRounds } from '../opinions/index.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { type FormState, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Empty,
  Facts,
  FormProblem,
  LinkButton,
  listPage,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import {
  addClause,
  askOpinions,
  createProposal,
  dropProposal,
  editClause,
  editProposal,
  removeClause,
  settleProposal,
  submitProposal,
} from './commands.ts'
import { proposalFields } from './fields.ts'
import { crumbs, ofProposal, title } from './form-pages.tsx'
import { listProposals, proposalFile, showProposal } from './queries.ts'
import { open, proposalStates, settled } from './rules.ts'
import type { Proposal, ProposalRow } from './shape.ts'

type ActKey = 'submit' | 'settle' | 'drop'
const to = ({ id }: { readonly id: number }) => `/policy-proposals/${id}`

export const proposalsPage = listPage({
  route: 'GET /policy-proposals',
  place: { group: 'tasks', order: 63, label: title },
  title,
  lead: words(
    'Đề xuất chính sách của cơ quan điều hành: soạn theo khoản, xin ý kiến các cơ quan, tiếp thu, trình, ghi kết quả.',
    'Proposals of policy: drawn up by clauses, opinions of agencies, what is taken up, submission, outcome.',
  ),
  query: listProposals,
  actions: (request) => (
    <Act command={createProposal} request={request} href="/policy-proposals/new" kind="primary">
      {request.t('Soạn đề xuất chính sách', 'Draw up a proposal of policy')}
    </Act>
  ),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên, số', 'Name, number') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: proposalStates.choices(request.t),
    },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const {
      title: name,
      plan: _plan,
      ...others
    } = proposalFields.columns<ProposalRow>(t, {
      title: { cell: (row) => <a href={to(row)}>{row.title}</a> },
      plan: { value: (row) => row.plan },
    })
    return [
      name,
      ...(await planColumn<ProposalRow>(request)),
      {
        key: 'begunOn',
        label: words('Bắt đầu soạn ngày', 'Writing begun on'),
        kind: 'date',
        sort: 'begunOn',
        value: (row) => row.begunOn,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(proposalStates.names[row.state]),
        cell: (row) => <StateBadge of={proposalStates} is={row.state} t={t} />,
      },
      { key: 'number', label: words('Số văn bản', 'Number of the document'), value: (row) => row.number },
      ...Object.values(others),
    ]
  },
})

const acts = actsOf<Proposal, ActKey>('/policy-proposals/{id}', {
  submit: act(submitProposal, {
    title: words('Trình đề xuất chính sách', 'Submit a proposal of policy'),
    path: 'submission',
    open: ({ state }) => state === 'asked' || state === 'returned',
    initial: ({ version }, { system }) => ({
      version: String(version),
      submittedOn: formatDate(today(system.now())),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.text('submission', { label: t('Số tờ trình', 'Number of the submission') })}
        {f.date('submittedOn', { label: t('Ngày trình', 'Submitted on') })}
      </>
    ),
    done: words('Đã trình; đợt xin ý kiến kết thúc.', 'It is submitted; the round of opinions is closed.'),
  }),
  settle: act(settleProposal, {
    title: words('Ghi kết quả đề xuất', 'Record what came of a proposal'),
    path: 'outcome',
    open: ({ state }) => state === 'submitted',
    initial: ({ version }, { system }) => ({
      version: String(version),
      settledOn: formatDate(today(system.now())),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.radio('outcome', {
          label: t('Kết quả', 'Result'),
          choices: settled.map((key) => ({ value: key, label: t(proposalStates.names[key]) })),
        })}
        {f.text('number', { label: t('Số văn bản', 'Number of the document') })}
        {f.date('settledOn', { label: t('Ngày văn bản', 'Day of the document') })}
        {f.area('reason', {
          label: t('Lý do', 'Reason'),
          rows: 3,
        })}
      </>
    ),
    done: words('Đã ghi kết quả.', 'The outcome is recorded.'),
  }),
  drop: act(dropProposal, {
    title: words('Thôi đề xuất chính sách', 'Give a proposal of policy up'),
    path: 'dropping',
    kind: 'danger',
    open: ({ state }) => state === 'submitted' || open.includes(state),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 })}
      </>
    ),
    done: words('Đã ghi thôi đề xuất.', 'It is given up.'),
  }),
})

function stepsOfProposal(of: Proposal, t: Translate) {
  const { state } = of
  const way = ['draft', 'asked', 'submitted', 'taken_up'] as const
  const besides = state === 'partly' || state === 'refused' || state === 'dropped' || state === 'returned'
  const aside = besides
    ? {
        after: state === 'dropped' && of.submittedOn === null ? ('draft' as const) : ('submitted' as const),
        label: t(proposalStates.names[state]),
        ends: state !== 'returned',
      }
    : undefined
  return stepsOf<(typeof proposalStates.keys)[number]>(
    way.map((key) => [key, t(proposalStates.names[key])] as const),
    state,
    {
      ...{ draft: of.begunOn, asked: of.rounds.at(-1)?.askedOn ?? null, submitted: of.submittedOn },
      ...{ taken_up: of.settledOn, partly: of.settledOn, refused: of.settledOn, dropped: of.settledOn },
    },
    aside,
  )
}

/** @param refused an act without fields that was refused: why stands on top */
async function proposalView(
  request: PageRequest,
  sent?: Sent<ActKey>,
  refused?: FormState,
): Promise<PageResult> {
  const { t } = request
  const of = await ofProposal(request)
  const openActs = acts.open(request, of)
  const chosen = acts.chosen(request, of, sent)
  // giving up is asked for, never proposed
  const shown =
    chosen === 'drop' && sent === undefined && !request.url.searchParams.has('do') ? undefined : chosen
  const changes = open.includes(of.state)
  const isOpenRound = of.rounds.some(({ closedOn }) => closedOn === null)
  return recordView({
    title: of.title,
    lead: t(`Kế hoạch số ${of.plan}`, `Plan ${of.plan}`),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'policy_proposal', id: of.id }],
      state: { key: of.state, shown: <StateBadge of={proposalStates} is={of.state} t={t} /> },
      steps: stepsOfProposal(of, t),
    },
    marks: refused === undefined ? null : <FormProblem form={refused} t={t} />,
    actions: (
      <>
        {changes ? (
          <Act command={editProposal} request={request} href={`${to(of)}/edit`}>
            {t('Sửa', 'Edit')}
          </Act>
        ) : null}
        {changes && !isOpenRound ? (
          <Act command={askOpinions} request={request} href={`${to(of)}/rounds/new`} kind="primary">
            {t('Gửi xin ý kiến', 'Ask for opinions')}
          </Act>
        ) : null}
        <LinkButton href={`${to(of)}/document.docx`}>DOCX</LinkButton>
        <LinkButton href={`${to(of)}/document.pdf`}>PDF</LinkButton>
        {openActs.includes('drop') && shown === undefined ? (
          <LinkButton href={`${to(of)}?do=drop#act`} kind="danger">
            {t('Thôi đề xuất chính sách', 'Give a proposal of policy up')}
          </LinkButton>
        ) : null}
      </>
    ),
    act: shown === undefined ? null : await acts.form(request, of, shown, sent),
    decision: (
      <Section title={t('Trình và kết quả', 'Submission and outcome')} id="outcome">
        <Facts
          columns={2}
          items={[
            [t('Số tờ trình', 'Number of the submission'), of.submission],
            [t('Ngày trình', 'Submitted on'), of.submittedOn === null ? null : formatDate(of.submittedOn)],
            [t('Số văn bản', 'Number of the document'), of.number],
            [
              t('Ngày văn bản', 'Day of the document'),
              of.settledOn === null ? null : formatDate(of.settledOn),
            ],
            [t('Lý do', 'Reason'), of.reason],
            [
              t('Chạy thử quy định', 'Rehearse a rule'),
              of.rehearsal === null ? null : (
                <a href={of.rehearsal}>{t('Mở trang chạy thử', 'Open the rehearsal')}</a>
              ),
            ],
          ]}
        />
      </Section>
    ),
    summary: (
      <>
        <Section title={t(proposalFields.labels.grounds)} id="grounds">
          <p class="max-w-prose whitespace-pre-line">{of.grounds}</p>
        </Section>
        <Clauses of={of} request={request} changes={changes} />
      </>
    ),
    rest: <OpinionRounds rounds={of.rounds} request={request} />,
  })
}

function Clauses({ of, request, changes }: { of: Proposal; request: PageRequest; changes: boolean }) {
  const { t } = request
  return (
    <Section
      title={t('Nội dung đề xuất', 'Clauses of the proposal')}
      id="clauses"
      actions={
        changes ? (
          <Act command={addClause} request={request} href={`${to(of)}/clauses/new`} small>
            {t('Thêm khoản, mục', 'Add a clause')}
          </Act>
        ) : null
      }
    >
      {of.clauses.length === 0 ? (
        <Empty>{t('Chưa có khoản, mục nào.', 'There is no clause yet.')}</Empty>
      ) : (
        <ol class="grid gap-4">
          {of.clauses.map((clause) => (
            <li>
              <p class="font-semibold">{clause.label}</p>
              <p class="max-w-prose whitespace-pre-line">{clause.text}</p>
              {changes ? (
                <p class="no-print flex gap-2">
                  <Act
                    command={editClause}
                    request={request}
                    href={`${to(of)}/clauses/${clause.id}/edit`}
                    small
                  >
                    {t('Sửa', 'Edit')}
                  </Act>
                  <Act
                    command={removeClause}
                    request={request}
                    action={`${to(of)}/clauses/${clause.id}/removal`}
                    small
                  >
                    {t('Bỏ', 'Remove')}
                  </Act>
                </p>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

const clauseRemoved = receiver({
  command: removeClause,
  address: '/policy-proposals/{id}/clauses/{clause}/removal',
  again: (request: PageRequest, form: FormState) => proposalView(request, undefined, form),
  done: (output) => ({ to: `${to(output)}#clauses`, message: words('Đã bỏ.', 'Removed.') }),
})

export const proposalPages = [
  page({ route: 'GET /policy-proposals/{id}', for: showProposal, run: (request) => proposalView(request) }),
  ...acts.receivers(proposalView),
  clauseRemoved,
  ...(['docx', 'pdf'] as const).map((format) =>
    page({
      route: `GET /policy-proposals/{id}/document.${format}`,
      for: proposalFile,
      run: async (request) =>
        documentDownload(request, await request.execute(proposalFile, { id: request.params.id, format })),
    }),
  ),
]
