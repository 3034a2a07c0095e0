import { documentDownload } from '../documents/write/export.ts'
import { mayRun, officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, page } from '../platform/page.ts'
import { SignedPaperView } from '../signatures/index.ts'
import {
  act,
  actsOf,
  Badge,
  Day,
  Dong,
  Facts,
  LinkButton,
  listPage,
  RecordTable,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { closeDecision, decisionStates } from './close-decision.ts'
import { decisionFile, decisionFormats } from './decision-document.ts'
import { type DecisionRow, listDecisions, showDecision } from './decision-queries.ts'
import { decisionOutcomes } from './decision-rows.ts'
import { listNumberCorrection } from './list-number-correction.tsx'

const at = '/applications/decisions'
const title = words('Các quyết định cho nhiều hồ sơ', 'Decisions on several applications')
const crumbs = ({ t }: PageRequest) => [
  { label: t('Hồ sơ đề nghị hỗ trợ', 'Applications for support'), href: '/applications' },
]

export const decisionsPage = listPage({
  route: 'GET /applications/decisions',
  title,
  query: listDecisions,
  breadcrumbs: crumbs,
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm theo số, doanh nghiệp', 'Number, enterprise') },
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: decisionStates.choices(t),
    },
  ],
  columns: ({ t }: PageRequest) => [
    {
      key: 'number',
      label: words('Số quyết định', 'Number of the decision'),
      value: (row: DecisionRow) => row.number,
      cell: (row: DecisionRow) => <a href={`${at}/${row.id}`}>{row.number}</a>,
    },
    {
      key: 'decidedOn',
      label: words('Ngày quyết định', 'Day of the decision'),
      kind: 'date',
      sort: 'decidedOn',
      value: (row: DecisionRow) => row.decidedOn,
    },
    {
      key: 'issuer',
      label: words('Cơ quan ban hành', 'Issued by'),
      exportOnly: true,
      value: (row: DecisionRow) => row.issuer,
    },
    {
      key: 'accepted',
      label: words('Được hỗ trợ', 'Supported'),
      kind: 'number',
      value: (row: DecisionRow) => row.accepted,
    },
    {
      key: 'refused',
      label: words('Không được hỗ trợ', 'Refused'),
      kind: 'number',
      value: (row: DecisionRow) => row.refused,
    },
    {
      key: 'amount',
      label: words('Tổng mức hỗ trợ, đồng', 'Support in all, đồng'),
      kind: 'money',
      sort: 'amount',
      value: (row: DecisionRow) => row.amount,
    },
    {
      key: 'lettersDue',
      label: words('Thư báo chưa gửi', 'Letters still to be sent'),
      kind: 'number',
      value: (row: DecisionRow) => row.lettersDue,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row: DecisionRow) => t(decisionStates.names[row.state]),
      cell: (row: DecisionRow) => <StateBadge of={decisionStates} is={row.state} t={t} />,
    },
  ],
})

type Shown = Output<typeof showDecision>

const acts = actsOf<Shown, 'close'>('/applications/decisions/{id}', {
  close: act(closeDecision, {
    title: words('Nhận bản ký', 'Take in the signed paper'),
    path: 'signed-paper',
    open: () => true,
    fields: ({ f, t, record: { version } }) => (
      <>
        {f.hidden('version', version)}
        {f.file('fileId', {
          label: t(
            'Bản quét đã ký, đóng dấu, hoặc PDF đã ký số',
            'The signed scan, or the digitally signed PDF',
          ),
          hint: t(
            'Chữ ký số được kiểm tra ngay; tệp bị sửa sau khi ký thì không nhận.',
            'Digital signatures are checked at once; a file that was changed after it was signed is refused.',
          ),
        })}
      </>
    ),
    done: ({ signatures }) =>
      signatures === 0
        ? words('Đã nhận bản quét.', 'The scan is taken in.')
        : words(
            `Đã nhận; ${signatures} chữ ký số đúng.`,
            `It is taken in; ${signatures} digital signatures hold.`,
          ),
  }),
})

async function decisionView(request: PageRequest, sent?: Sent<'close'>) {
  const { t, language } = request
  const decision = await request.execute(showDecision, { id: numberOf(request, 'id') })
  const closed = decision.state === 'closed'
  const asked = sent !== undefined || request.url.searchParams.has('do')
  const chosen = closed && !asked ? undefined : acts.chosen(request, decision, sent)
  const due = decision.items.filter(({ letterDue }) => letterDue)
  const many = '/applications/many/letters'
  return recordView({
    title: t(`Quyết định số ${decision.number}`, `Decision ${decision.number}`),
    breadcrumbs: [...crumbs(request), { label: t(title), href: at }],
    head: {
      wide: true,
      matters: [{ record: 'application_decision', id: decision.id }],
      state: { key: decision.state, shown: <StateBadge of={decisionStates} is={decision.state} t={t} /> },
      steps: stepsOf(
        decisionStates.keys.map((key) => [key, t(decisionStates.names[key])] as const),
        decision.state,
        { issued: decision.decidedOn, closed: decision.closedOn },
      ),
    },
    actions: (
      <>
        {closed && !asked && mayRun(request.actor, closeDecision) ? (
          <LinkButton href={`${at}/${decision.id}?do=close#act`}>
            {t('Thay bản ký', 'Replace the signed paper')}
          </LinkButton>
        ) : null}
        {decisionFormats.map((format) => (
          <LinkButton href={`${at}/${decision.id}/document.${format}`}>{format.toUpperCase()}</LinkButton>
        ))}
        {await listNumberCorrection.button(request, decision.id)}
        {due.length > 0 && request.mayOpen(many) ? (
          <LinkButton href={`${many}?${due.map(({ id }) => `ids=${id}`).join('&')}`} kind="primary">
            {t(`Tạo, gửi ${due.length} thư báo`, `Make and send ${due.length} letters`)}
          </LinkButton>
        ) : null}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, decision, chosen, sent),
    decision: <SignedPaperView request={request} paper={decision.paper} />,
    summary: (
      <Section title={t('Quyết định', 'Decision')} id="decision">
        <Facts
          columns={3}
          items={[
            [t('Ngày quyết định', 'Day of the decision'), <Day day={decision.decidedOn} />],
            [t('Cơ quan ban hành', 'Issued by'), decision.issuer],
            [t('Họ tên người ký', "Signatory's name"), decision.signer],
            [t('Được hỗ trợ', 'Supported'), String(decision.accepted)],
            [t('Không được hỗ trợ', 'Refused'), String(decision.refused)],
            [
              t('Tổng mức hỗ trợ, đồng', 'Support in all, đồng'),
              <Dong amount={decision.amount} language={language} />,
            ],
          ]}
        />
      </Section>
    ),
    rest: <Items decision={decision} request={request} />,
  })
}

function Items({ decision, request: { t, language } }: { decision: Shown; request: PageRequest }) {
  const heads = {
    application: t('Hồ sơ', 'Application'),
    outcome: t('Quyết định', 'Decision'),
    requested: t('Mức đề nghị, đồng', 'Requested, đồng'),
    amount: t('Mức hỗ trợ, đồng', 'Support granted, đồng'),
    reason: t('Lý do', 'Reason'),
    letter: t('Thư báo', 'Letters'),
  }
  const caption = t('Danh sách hồ sơ', 'List of applications')
  return (
    <Section title={caption} id="items">
      <RecordTable
        caption={caption}
        stack
        rows={decision.items}
        columns={[
          {
            head: heads.application,
            cell: (item) => (
              <span>
                <a href={`/applications/${item.id}`}>
                  {item.id} · {item.enterprise}
                </a>
                <span class="hint block">{item.content}</span>
              </span>
            ),
          },
          {
            head: heads.outcome,
            cell: (item) => <StateBadge of={decisionOutcomes} is={item.outcome} t={t} />,
          },
          {
            head: heads.requested,
            num: true,
            cell: (item) => <Dong amount={item.requested} language={language} />,
          },
          {
            head: heads.amount,
            num: true,
            cell: (item) => (item.amount === null ? '—' : <Dong amount={item.amount} language={language} />),
          },
          { head: heads.reason, cell: (item) => item.reason },
          {
            head: heads.letter,
            cell: (item) =>
              item.letterDue ? (
                <Badge tone="warning">{t('Chưa có thư báo', 'No letter yet')}</Badge>
              ) : (
                t('Có thư báo', 'Letter made')
              ),
          },
        ]}
      />
    </Section>
  )
}

export const decisionShowPages = [
  page({
    route: 'GET /applications/decisions/{id}',
    for: showDecision,
    run: (request) => decisionView(request),
  }),
  ...acts.receivers(decisionView),
  ...decisionFormats.map((format) =>
    page({
      route: `GET /applications/decisions/{id}/document.${format}`,
      may: officers,
      run: async (request) =>
        documentDownload(
          request,
          await request.execute(decisionFile, { id: numberOf(request, 'id'), format }),
        ),
    }),
  ),
]
