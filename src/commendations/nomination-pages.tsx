import { listAgencies } from '../agencies/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import { Documents } from '../templates/index.ts'
import {
  Act,
  act,
  actsOf,
  Facts,
  FileLink,
  FormProblem,
  formPage,
  LinkButton,
  OpenLink,
  PostButton,
  RecordTable,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { listCalls } from './call-queries.ts'
import { nominationCorrection } from './correction.tsx'
import { checkOutcomes, nominationFields, nominationStates } from './fields.ts'
import { nominate } from './nomination-commands.ts'
import { at, crumbs } from './nomination-list.tsx'
import { type ShownNomination, showNomination } from './nomination-queries.ts'
import {
  addPaper,
  checkNomination,
  removePaper,
  submitNomination,
  withdrawNomination,
} from './nomination-way.ts'
import { RuleList } from './rule-pages.tsx'
import { papersMissing, takesNominations } from './rules.ts'
import { nominatesFor } from './sight.ts'

/* One nomination with its papers and acts, and the form that enters one. */

/** The agencies that the coordinator enters nominations for, and the calls that are chosen among. */
async function nominatorChoices(request: PageRequest) {
  if (!request.actor.grants.has('coordinator')) return []
  const { rows } = await request.execute(listAgencies, { state: 'living', limit: 1000 })
  return rows.map(({ id, name, nameEn }) => ({ value: id, label: request.t(name, nameEn) }))
}

export const nominated = formPage({
  command: nominate,
  address: `${at}/new`,
  record: async (request) => ({
    calls: await openCalls(request),
    agencies: await nominatorChoices(request),
  }),
  title: words('Ghi đề nghị khen thưởng', 'Nominate for commendation'),
  crumbs,
  initial: (_record, { url }) => ({ callId: url.searchParams.get('callId') ?? undefined }),
  fields: ({ f, t, record: { calls, agencies } }) => (
    <>
      {f.select('callId', {
        label: t('Đợt đề nghị khen thưởng', 'Calls for nominations'),
        choices: calls,
        empty: t('Chọn đợt đề nghị', 'Choose the call'),
      })}
      {agencies.length === 0
        ? null
        : f.select('agencyId', {
            label: t('Bên đề nghị', 'Whoever nominates'),
            choices: agencies,
            empty: t('Cơ quan của tôi', 'My own agency'),
          })}
      {nominationFields.form(f, t)}
      {f.text('taxCode', {
        label: t('Mã số thuế của doanh nghiệp', 'Tax code of the enterprise'),
        hint: t(
          'Khi là doanh nghiệp trong sổ, hoặc người của doanh nghiệp ấy.',
          'Of an enterprise of the register, or where the person works.',
        ),
      })}
      {f.check('consents', {
        label: t(
          'Cá nhân đã đồng ý được đề nghị và để chương trình giữ thông tin trên',
          'The person agreed to be nominated and that the program keeps this',
        ),
      })}
    </>
  ),
  submit: words('Ghi đề nghị', 'Enter the nomination'),
  cancel: at,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words('Đã ghi; xin nộp giấy tờ rồi gửi.', 'It is entered; add its papers, then submit it.'),
  }),
})

export async function openCalls(request: PageRequest) {
  const { rows } = await request.execute(listCalls, { state: 'open', limit: 200, plan: 'all' })
  const day = today(request.system.now())
  return rows
    .filter((row) => takesNominations(row, day))
    .map(({ id, title: name }) => ({ value: id, label: name }))
}

type ActKey = 'submit' | 'check' | 'withdraw'
const isWritten = (state: ShownNomination['state']) => state === 'draft' || state === 'returned'

const acts = actsOf<ShownNomination, ActKey>('/nominations/{id}', {
  submit: act(submitNomination, {
    title: words('Gửi đề nghị khen thưởng', 'Submit a nomination'),
    path: 'submission',
    open: ({ state }) => isWritten(state),
    fields: ({ f, t, record }) => {
      const missing = papersMissing(
        record.rules,
        record.papers.map(({ ruleId }) => ruleId),
      )
      return (
        <>
          {f.hidden('version', record.version)}
          <p class="hint">
            {missing.length === 0
              ? t('Giấy tờ đã đủ.', 'All papers are there.')
              : `${t('Còn thiếu', 'Missing')}: ${missing.map((one) => t(one.text, one.textEn)).join(' ')}`}
          </p>
        </>
      )
    },
    done: words('Đã gửi; cơ quan điều hành sẽ kiểm tra.', 'It is submitted; the coordinator checks it.'),
  }),
  check: act(checkNomination, {
    title: words('Kiểm tra đề nghị', 'Check the nomination'),
    path: 'check',
    open: ({ state }) => state === 'submitted',
    fields: ({ f, t, record }) => {
      const criteria = record.rules.filter(({ part }) => part === 'criterion')
      return (
        <>
          {f.hidden('version', record.version)}
          {f.radio('outcome', {
            label: t('Kết quả kiểm tra', 'Outcome of the check'),
            choices: checkOutcomes.choices(t),
          })}
          {criteria.length === 0 ? (
            <p class="hint">{t('Chưa có tiêu chuẩn nào được ghi.', 'No criterion is entered.')}</p>
          ) : (
            f.checks('met', {
              label: t('Tiêu chuẩn, điều kiện đã xác nhận', 'Criteria that are confirmed'),
              choices: criteria.map((one) => ({ value: one.id, label: t(one.text, one.textEn) })),
            })
          )}
          {f.area('missing', { label: t('Điều còn thiếu', 'What is missing'), rows: 2 })}
        </>
      )
    },
    done: words('Đã ghi kết quả kiểm tra.', 'The outcome of the check is entered.'),
  }),
  withdraw: act(withdrawNomination, {
    title: words('Rút đề nghị khen thưởng', 'Withdraw the nomination'),
    path: 'withdrawal',
    kind: 'danger',
    open: ({ state }) => isWritten(state) || state === 'submitted' || state === 'complete',
    fields: reasonFields,
    done: words('Đã rút đề nghị.', 'The nomination is withdrawn.'),
  }),
})

export const paperAdded = formPage({
  command: addPaper,
  address: `${at}/{id}/papers/new`,
  record: (request) => request.execute(showNomination, { id: numberOf(request, 'id') }),
  title: words('Nộp giấy tờ của đề nghị khen thưởng', 'Add a paper to a nomination'),
  lead: ({ record }) => record.name,
  crumbs: (request, of) => [...crumbs(request), { label: of.name, href: `${at}/${of.id}` }],
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.select('ruleId', {
        label: t('Giấy tờ nào', 'Which paper'),
        choices: record.rules
          .filter(({ part }) => part === 'paper')
          .map((one) => ({ value: one.id, label: t(one.text, one.textEn) })),
        empty: t('Giấy tờ ngoài danh mục', 'Another paper'),
      })}
      {f.file('fileId', { label: t('Tệp giấy tờ', 'File to add') })}
    </>
  ),
  submit: words('Nộp giấy tờ', 'Add the paper'),
  cancel: ({ id }) => `${at}/${id}`,
  done: ({ id }) => ({ to: `${at}/${id}#papers`, message: words('Đã nộp giấy tờ.', 'The paper is added.') }),
})

function Papers({ request, of }: { request: PageRequest; of: ShownNomination }) {
  const { t } = request
  const own = isWritten(of.state) && nominatesFor(request.actor, of)
  return (
    <Section
      title={t('Giấy tờ của đề nghị', 'Papers of the nomination')}
      id="papers"
      actions={
        own ? (
          <Act command={addPaper} request={request} href={`${at}/${of.id}/papers/new`} small>
            {t('Nộp giấy tờ', 'Add the paper')}
          </Act>
        ) : null
      }
    >
      {of.papers.length === 0 ? (
        <p class="hint">{t('Chưa nộp giấy tờ nào.', 'There is no paper yet.')}</p>
      ) : (
        <ul class="grid gap-2">
          {of.papers.map((one) => (
            <li class="flex flex-wrap items-center gap-2">
              {one.paper === null
                ? t('Giấy tờ ngoài danh mục', 'Another paper')
                : t(one.paper, one.paperEn ?? one.paper)}{' '}
              {one.file === null ? '—' : <FileLink file={one.file} t={t} />}
              {own ? (
                <PostButton
                  action={`${at}/${of.id}/papers/${one.id}/removal`}
                  values={{ version: of.version }}
                  once={crypto.randomUUID()}
                  label={t('Bỏ', 'Remove')}
                  kind="plain"
                  small
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Rounds({ request, of }: { request: PageRequest; of: ShownNomination }) {
  const { t } = request
  if (of.rounds.length === 0) return null
  const [number, sent, outcome, missing] = [
    t('Lần gửi', 'Number of the round'),
    t('Gửi ngày', 'Day of sending'),
    t('Kết quả kiểm tra', 'Outcome of the check'),
    t('Điều còn thiếu', 'What is missing'),
  ]
  return (
    <Section title={t('Các lần gửi và kiểm tra', 'Rounds of submission and check')} id="rounds">
      <RecordTable
        caption={t('Các lần gửi và kiểm tra', 'Rounds of submission and check')}
        stack
        rows={of.rounds}
        columns={[
          { head: number, cell: (one) => one.number },
          { head: sent, cell: (one) => formatDate(one.submittedOn) },
          {
            head: outcome,
            cell: (one) => (
              <>
                {one.outcome === null
                  ? t('Chờ kiểm tra', 'Not checked yet')
                  : t(checkOutcomes.names[one.outcome])}
                {one.checkedOn === null ? '' : ` (${formatDate(one.checkedOn)})`}
              </>
            ),
          },
          { head: missing, cell: (one) => one.missing ?? '—' },
        ]}
      />
    </Section>
  )
}

/** @param refused an act without fields that was refused: why stands on top */
async function view(request: PageRequest, sent?: Sent<ActKey>, refused?: FormState): Promise<PageResult> {
  const { t, language } = request
  const of = await request.execute(showNomination, { id: numberOf(request, 'id') })
  const mine = nominatesFor(request.actor, of)
  const first = acts.chosen(request, of, sent)
  const wished = sent !== undefined || request.url.searchParams.has('do')
  // what only whoever nominates does is offered to nobody else
  const offered = (key: ActKey) => key === 'check' || mine
  const chosen =
    first !== undefined && (wished || (first !== 'withdraw' && offered(first))) ? first : undefined
  const { state } = of
  const ends = state === 'refused' || state === 'withdrawn'
  return recordView({
    title: of.name,
    lead: of.call,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'nomination', id: of.id }],
      state: { key: state, shown: <StateBadge of={nominationStates} is={state} t={t} /> },
      steps: stepsOf<ShownNomination['state']>(
        (['draft', 'submitted', 'complete', 'listed', 'commended'] as const).map((key) => [
          key,
          t(nominationStates.names[key]),
        ]),
        state === 'returned' ? 'draft' : state,
        { draft: of.enteredOn, [state]: of.movedOn },
        ends
          ? {
              after: state === 'withdrawn' ? (of.rounds.length === 0 ? 'draft' : 'submitted') : 'listed',
              label: t(nominationStates.names[state]),
              ends: true,
            }
          : undefined,
      ),
    },
    marks: refused === undefined ? null : <FormProblem form={refused} t={t} />,
    finished: ends || state === 'commended',
    actions: (
      <>
        {chosen === undefined
          ? acts
              .open(request, of)
              .filter(offered)
              .map((key) => (
                <LinkButton href={`${at}/${of.id}?do=${key}#act`}>{t(acts.title(key))}</LinkButton>
              ))
          : null}
        {await nominationCorrection.button(request, of.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, of, chosen, sent),
    summary: (
      <>
        <Section title={t('Người, tập thể được đề nghị', 'Who is nominated')} id="nominee">
          <Facts
            columns={2}
            items={[
              [
                t('Đợt đề nghị khen thưởng', 'Calls for nominations'),
                <OpenLink request={request} href={`/commendation-calls/${of.callId}`}>
                  {of.call}
                </OpenLink>,
              ],
              ...Object.values(nominationFields.facts(of, t, language)),
              [t('Doanh nghiệp', 'Enterprise'), of.enterprise],
              [t('Bên đề nghị', 'Whoever nominates'), of.nominator],
              [
                t('Đồng ý được đề nghị ngày', 'Agreed to be nominated on'),
                of.consentedOn === null ? null : formatDate(of.consentedOn),
              ],
              [
                t('Danh sách đề nghị khen thưởng', 'Lists of nominees'),
                of.listId === null ? null : request.mayOpen(`/commendation-lists/${of.listId}`) ? (
                  <a href={`/commendation-lists/${of.listId}`}>{of.list}</a>
                ) : (
                  of.list
                ),
              ],
              [t('Số quyết định khen thưởng', 'Number of the decision to commend'), of.decisionNumber],
              [t('Lý do', 'Reason'), of.reason],
            ]}
          />
        </Section>
        <Papers request={request} of={of} />
        <Rounds request={request} of={of} />
        <RuleList rules={of.rules} t={t} />
      </>
    ),
    evidence: (
      <Documents
        title={t('Giấy chứng nhận khen thưởng', 'Certificate of commendation')}
        documents={of.documents}
        request={request}
      />
    ),
  })
}

const paperRemoved = receiver({
  command: removePaper,
  address: '/nominations/{id}/papers/{paper}/removal',
  again: (request: PageRequest, form: FormState) => view(request, undefined, form),
  done: ({ id }) => ({
    to: `${at}/${id}#papers`,
    message: words('Đã bỏ giấy tờ.', 'The paper is taken out.'),
  }),
})

export const nominationPages = [
  page({ route: `GET ${at}/{id}`, for: showNomination, run: (request) => view(request) }),
  ...acts.receivers(view),
  paperRemoved,
]
