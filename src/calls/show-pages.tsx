import { whyApart } from '../controls/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { type FormState, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Facts,
  FormProblem,
  LinkButton,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { approveCall, approvedApart, cancelCall, endCall, returnCall, sendCall } from './approve.ts'
import { editCall } from './commands.ts'
import { removeCallContent } from './contents.ts'
import { ofCall } from './form-pages.tsx'
import { crumbs } from './list-pages.tsx'
import { removeCallPaper } from './papers.ts'
import { approveProlongation, prolongCall, prolongedApart, refuseProlongation } from './prolong.ts'
import { showCall } from './queries.ts'
import { callStates, isOpenToChange } from './rules.ts'
import { About, Contents, Papers, Prolongations, type Shown, to } from './sections.tsx'

type ActKey =
  | 'approve'
  | 'return'
  | 'approveProlongation'
  | 'refuseProlongation'
  | 'end'
  | 'prolong'
  | 'cancel'

const waitsForMore = ({ prolongations }: Shown) => prolongations.some(({ state }) => state === 'proposed')
/** Acts whose form is opened by its button alone. */
const byButton: readonly (ActKey | undefined)[] = ['cancel', 'prolong']

const acts = actsOf<Shown, ActKey>('/calls/{id}', {
  approve: act(approveCall, {
    title: words('Phê duyệt đợt kêu gọi', 'Approval of a call'),
    path: 'approval',
    open: ({ state }) => state === 'sent',
    held: ({ id }, request) => whyApart(request, approvedApart, id),
    initial: ({ version }, { system }) => ({
      version: String(version),
      decidedOn: formatDate(today(system.now())),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.text('number', { label: t('Số văn bản', 'Number of the document') })}
        {f.date('decidedOn', { label: t('Phê duyệt ngày', 'Approved on') })}
      </>
    ),
    done: words('Đã phê duyệt; đợt mở theo ngày đã ghi.', 'It is approved and opens on its day.'),
  }),
  return: act(returnCall, {
    title: words('Trả lại đợt kêu gọi', 'Return a call'),
    path: 'return',
    kind: 'danger',
    open: ({ state }) => state === 'sent',
    held: ({ id }, request) => whyApart(request, approvedApart, id),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remarks', { label: t('Ý kiến khi trả lại', 'Remarks when returned'), rows: 3 })}
      </>
    ),
    done: words('Đã trả lại đợt kêu gọi.', 'The call is returned.'),
  }),
  approveProlongation: act(approveProlongation, {
    title: words('Phê duyệt gia hạn', 'Approve the prolongation'),
    path: 'prolongation-approval',
    open: waitsForMore,
    held: ({ id }, request) => whyApart(request, prolongedApart, id),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.text('number', { label: t('Số văn bản', 'Number of the document') })}
      </>
    ),
    done: words('Đã gia hạn; người đang soạn hồ sơ được báo.', 'It is prolonged; those who write are told.'),
  }),
  refuseProlongation: act(refuseProlongation, {
    title: words('Không duyệt gia hạn', 'Refuse the prolongation'),
    path: 'prolongation-refusal',
    kind: 'danger',
    open: waitsForMore,
    held: ({ id }, request) => whyApart(request, prolongedApart, id),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remarks', { label: t('Lý do không duyệt', 'Why it was not approved'), rows: 3 })}
      </>
    ),
    done: words('Đã ghi: không gia hạn.', 'It is not prolonged.'),
  }),
  prolong: act(prolongCall, {
    title: words('Đề nghị gia hạn', 'Propose to prolong it'),
    path: 'prolongation',
    open: (call) => (call.state === 'open' || call.state === 'closed') && !waitsForMore(call),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.date('closesOn', { label: t('Nhận hồ sơ đến hết ngày', 'Takes applications until the end of') })}
        {f.area('reason', { label: t('Lý do gia hạn', 'Why it is prolonged'), rows: 3 })}
      </>
    ),
    done: words('Đã đề nghị gia hạn; người khác phê duyệt.', 'It is proposed; another person approves.'),
  }),
  end: act(endCall, {
    title: words('Kết thúc đợt kêu gọi', 'End a call'),
    path: 'end',
    open: ({ state }) => state === 'closed',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('outcome', {
          label: t('Kết quả của đợt', 'What came of it'),
          hint: t(
            'Bao nhiêu hồ sơ, hỗ trợ bao nhiêu, còn gì.',
            'How many applied, were supported, what is left.',
          ),
          rows: 3,
        })}
      </>
    ),
    done: words('Đã kết thúc đợt kêu gọi.', 'It has ended.'),
  }),
  cancel: act(cancelCall, {
    title: words('Hủy đợt kêu gọi', 'Cancel a call'),
    path: 'cancellation',
    kind: 'danger',
    open: ({ state }) => state !== 'ended' && state !== 'cancelled',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('outcome', { label: t('Lý do hủy', 'Why it is cancelled'), rows: 3 })}
      </>
    ),
    done: words('Đã hủy đợt kêu gọi.', 'The call is cancelled.'),
  }),
})

const way = ['draft', 'sent', 'ahead', 'open', 'closed', 'ended'] as const

/** Where a call stands on its way, with the days that are known. */
function stepsOfCall(call: Shown, t: Translate) {
  const { state, decidedOn, opensOn, closesOn } = call
  const reached = decidedOn !== null
  const days = {
    ...{ draft: call.begunOn, sent: call.sentOn, ahead: decidedOn },
    ...(reached ? { open: opensOn, closed: closesOn } : {}),
    ...{ ended: call.settledOn, cancelled: call.settledOn, returned: call.sentOn },
  }
  return stepsOf<(typeof callStates.keys)[number]>(
    way.map((key) => [key, t(callStates.names[key])] as const),
    state,
    days,
    state === 'returned' || state === 'cancelled'
      ? {
          after: state === 'returned' ? 'sent' : reached ? 'ahead' : 'draft',
          label: t(callStates.names[state]),
          ends: state === 'cancelled',
        }
      : undefined,
  )
}

/** @param refused an act without fields that was refused: why stands on top */
async function callView(request: PageRequest, sent?: Sent<ActKey>, refused?: FormState): Promise<PageResult> {
  const { t } = request
  const call = await ofCall(request)
  const chosen = acts.chosen(request, call, sent)
  const open = acts.open(request, call)
  const settled = call.state === 'ended' || call.state === 'cancelled'
  // the form of a cancellation is opened by its button alone
  const shown =
    byButton.includes(chosen) && sent === undefined && !request.url.searchParams.has('do')
      ? undefined
      : chosen
  return recordView({
    title: call.title,
    lead: t(`Kế hoạch số ${call.plan}, năm ${call.year}`, `Plan ${call.plan}, ${call.year}`),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'call', id: call.id }],
      state: { key: call.state, shown: <StateBadge of={callStates} is={call.state} t={t} /> },
      steps: stepsOfCall(call, t),
    },
    marks: refused === undefined ? null : <FormProblem form={refused} t={t} />,
    finished: settled,
    actions: (
      <>
        {isOpenToChange(call.state) ? (
          <>
            <Act command={editCall} request={request} href={`${to(call)}/edit`}>
              {t('Sửa', 'Edit')}
            </Act>
            <Act
              command={sendCall}
              request={request}
              action={`${to(call)}/sending`}
              values={{ version: call.version }}
              kind="primary"
            >
              {t('Trình phê duyệt', 'Send it to be approved')}
            </Act>
          </>
        ) : null}
        {call.state === 'open' &&
        call.contents.some(({ room }) => room !== 'full') &&
        request.mayOpen('/applications/writing/new') ? (
          <LinkButton href={`/applications/writing/new?callId=${call.id}`} kind="primary">
            {t('Nộp hồ sơ', 'File the application')}
          </LinkButton>
        ) : null}
        {open.includes('prolong') && shown === undefined ? (
          <LinkButton href={`${to(call)}?do=prolong#act`}>
            {t('Đề nghị gia hạn', 'Propose to prolong it')}
          </LinkButton>
        ) : null}
        {open.includes('cancel') && shown === undefined ? (
          <LinkButton href={`${to(call)}?do=cancel#act`} kind="danger">
            {t('Hủy đợt kêu gọi', 'Cancel a call')}
          </LinkButton>
        ) : null}
      </>
    ),
    act: shown === undefined ? null : await acts.form(request, call, shown, sent),
    decision: (
      <>
        <Decision call={call} t={t} />
        <Prolongations call={call} request={request} />
      </>
    ),
    summary: (
      <>
        <Contents call={call} request={request} />
        <Papers call={call} request={request} />
      </>
    ),
    rest: <About call={call} request={request} />,
  })
}

function Decision({ call, t }: { call: Shown; t: Translate }) {
  const items: [string, string][] = [
    ...(call.number === null
      ? []
      : [
          [t('Số văn bản', 'Number of the document'), call.number] as [string, string],
          [t('Phê duyệt ngày', 'Approved on'), call.decidedOn === null ? '' : formatDate(call.decidedOn)] as [
            string,
            string,
          ],
        ]),
    ...(call.remarks === null
      ? []
      : [[t('Ý kiến khi trả lại', 'Remarks when returned'), call.remarks] as [string, string]]),
    ...(call.outcome === null
      ? []
      : [
          [
            call.state === 'cancelled'
              ? t('Lý do hủy', 'Why it is cancelled')
              : t('Kết quả của đợt', 'What came of it'),
            call.outcome,
          ] as [string, string],
        ]),
  ]
  if (items.length === 0) return null
  return (
    <Section title={t('Phê duyệt', 'Approval')} id="approval">
      <Facts columns={2} items={items} />
    </Section>
  )
}

const again = (request: PageRequest, form: FormState) => callView(request, undefined, form)

const sending = receiver({
  command: sendCall,
  address: '/calls/{id}/sending',
  again,
  done: (output) => ({ to: to(output), message: words('Đã trình đợt kêu gọi.', 'The call is sent.') }),
})
const contentRemoved = receiver({
  command: removeCallContent,
  address: '/calls/{id}/contents/{content}/removal',
  again,
  done: (output) => ({ to: `${to(output)}#contents`, message: words('Đã bỏ.', 'Removed.') }),
})
const paperRemoved = receiver({
  command: removeCallPaper,
  address: '/calls/{id}/papers/{paper}/removal',
  again,
  done: (output) => ({ to: `${to(output)}#papers`, message: words('Đã bỏ.', 'Removed.') }),
})

export const callPages = [
  page({ route: 'GET /calls/{id}', for: showCall, run: (request) => callView(request) }),
  ...acts.receivers(callView),
  sending,
  contentRemoved,
  paperRemoved,
]
