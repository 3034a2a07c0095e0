import { whyApart } from '../../controls/index.ts'
import { mayRun } from '../../platform/actor.ts'
import { words } from '../../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page, receiver } from '../../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Dong,
  Empty,
  Facts,
  FileLink,
  LinkButton,
  listPage,
  OpenLink,
  RecordTable,
  reasonFields,
  Section,
  type Sent,
  StateBadge,
} from '../../ui/index.ts'
import { crumbs } from '../form-pages.tsx'
import {
  addCost,
  editCost,
  linkCommitment,
  proposeCosts,
  proposedApart,
  recordSpent,
  removeCost,
  returnCosts,
  settleCosts,
  unlinkCommitment,
} from './commands.ts'
import { costFields, costKinds, settlementStates, spentFields } from './fields.ts'
import { type CostRow, type EventCosts, listCosts, showCosts } from './queries.ts'
import { draftStatement } from './statement.ts'

/* The costs of an event: planned, spent, paid, left; and those of all events as a list. */

const title = words('Chi phí của các sự kiện', 'Costs of events')

/** What an event costs, in one line on its page. */
export async function Costs({ eventId, request }: { eventId: number; request: PageRequest }) {
  const { t, actor, language } = request
  if (!mayRun(actor, showCosts)) return null
  const of = await request.execute(showCosts, { id: eventId })
  return (
    <Section
      title={t('Chi phí của sự kiện', 'Costs of the event')}
      id="costs"
      actions={
        <LinkButton href={`/events/${eventId}/costs`}>
          {t('Chi phí, quyết toán', 'Costs and settlement')}
        </LinkButton>
      }
    >
      <Sums of={of} t={t} language={language} />
    </Section>
  )
}

function Sums({ of, t, language }: { of: EventCosts } & Pick<PageRequest, 't' | 'language'>) {
  const dong = (amount: bigint) => <Dong amount={amount} language={language} />
  return (
    <Facts
      columns={3}
      items={[
        [t('Dự kiến theo khoản', 'Planned by lines'), dong(of.planned)],
        [t('Có chứng từ', 'By voucher'), dong(of.spent)],
        [t('Đã chi trên cam kết', 'Paid on commitments'), dong(of.paid)],
        [t('Còn phải chi', 'Left to pay'), dong(of.left)],
        ...(of.over > 0n
          ? [[t('Chi quá chứng từ', 'Paid beyond the vouchers'), dong(of.over)] as const]
          : []),
        [
          t('Quyết toán chi phí', 'Settlement of costs'),
          of.settlement === null ? (
            t('Chưa trình', 'Not proposed yet')
          ) : (
            <StateBadge of={settlementStates} is={of.settlement.state} t={t} />
          ),
        ],
      ]}
    />
  )
}

export const costsPage = listPage({
  route: 'GET /event-costs',
  title,
  lead: words(
    'Từng khoản chi của các sự kiện: dự kiến theo định mức, đã chi theo chứng từ.',
    'Each cost of events: planned by its norm, spent by its voucher.',
  ),
  query: listCosts,
  breadcrumbs: crumbs,
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm khoản chi, chứng từ, sự kiện', 'Cost, voucher, event') },
    { name: 'kind', kind: 'select', label: costFields.labels.kind, choices: costKinds.choices(t) },
  ],
  columns: ({ t }) => {
    const {
      title: name,
      kind,
      ...others
    } = costFields.columns<CostRow>(t, { norm: { value: (row) => row.norm } })
    const { spent, ...voucher } = spentFields.columns<CostRow>(t, {})
    return [
      name,
      {
        key: 'event',
        label: words('Sự kiện', 'Event'),
        value: (row: CostRow) => row.event,
        cell: (row: CostRow) => <a href={`/events/${row.eventId}/costs`}>{row.event}</a>,
      },
      kind,
      ...Object.values(others),
      {
        key: 'planned',
        label: words('Dự kiến (đồng)', 'Planned (đồng)'),
        kind: 'money',
        sort: 'planned',
        value: (row: CostRow) => row.planned,
      },
      { ...spent, sort: 'spent' },
      ...Object.values(voucher),
    ]
  },
  empty: ({ t }) => t('Chưa ghi khoản chi nào.', 'No cost is entered yet.'),
})

type Shown = EventCosts & { readonly version: number }
type ActKey = 'propose' | 'settle' | 'return'
const stateOf = ({ settlement }: EventCosts) => settlement?.state ?? 'none'
const mayChange = (of: EventCosts) => stateOf(of) === 'none' || stateOf(of) === 'returned'

const acts = actsOf<Shown, ActKey>('/events/{id}/costs', {
  propose: act(proposeCosts, {
    title: words('Trình bảng kê chi phí', 'Propose the statement of costs'),
    path: 'proposal',
    open: (of) => mayChange(of) && of.lines.length > 0 && of.open === 0,
    fields: () => null,
    done: words('Đã trình; người khác duyệt.', 'Proposed; somebody else settles it.'),
  }),
  settle: act(settleCosts, {
    title: words('Duyệt quyết toán', 'Settle the costs'),
    path: 'settlement',
    open: (of) => stateOf(of) === 'proposed',
    held: ({ id }, request) => whyApart(request, proposedApart, id),
    fields: ({ f, record }) => f.hidden('version', record.version),
    done: words('Đã quyết toán.', 'The costs are settled.'),
  }),
  return: act(returnCosts, {
    title: words('Trả lại bảng kê', 'Send the statement back'),
    path: 'return',
    kind: 'danger',
    open: (of) => stateOf(of) === 'proposed',
    fields: reasonFields,
    done: words('Đã trả lại.', 'It is sent back.'),
  }),
})

function Lines({ of, request }: { of: EventCosts; request: PageRequest }) {
  const { t, language } = request
  const labels = costFields.headings(t)
  const planned = t('Dự kiến (đồng)', 'Planned (đồng)')
  const spent = t(spentFields.labels.spent)
  if (of.lines.length === 0) return <Empty>{t('Chưa ghi khoản chi nào.', 'No cost is entered yet.')}</Empty>
  return (
    <RecordTable
      caption={t('Các khoản chi', 'Lines of cost')}
      stack
      rows={of.lines}
      columns={[
        {
          head: labels.title,
          cell: (line) => (
            <>
              {line.title}
              {line.verdict === null ? null : (
                <span class="hint block">
                  {line.verdict.over ? (
                    <Badge tone="warning">{t('Vượt định mức', 'Above its norm')}</Badge>
                  ) : null}{' '}
                  {t(line.verdict.said)} {line.overNormReason}
                </span>
              )}
              {mayChange(of) ? (
                <span class="mt-1 flex flex-wrap gap-2">
                  <Act command={recordSpent} request={request} href={`/event-costs/${line.id}/voucher`} small>
                    {t('Ghi chứng từ', 'Enter the voucher')}
                  </Act>
                  <Act command={editCost} request={request} href={`/event-costs/${line.id}/edit`} small>
                    {t('Sửa', 'Edit')}
                  </Act>
                  {line.spent === null ? (
                    <Act
                      command={removeCost}
                      request={request}
                      action={`/event-costs/${line.id}/removal`}
                      small
                    >
                      {t('Bỏ', 'Remove')}
                    </Act>
                  ) : null}
                </span>
              ) : null}
            </>
          ),
        },
        { head: labels.kind, cell: (line) => t(costKinds.wordsOf(line.kind)) },
        {
          head: planned,
          num: true,
          cell: (line) => (
            <>
              <Dong amount={line.planned} language={language} />
              <span class="hint block">
                {line.quantity} {line.unit}
              </span>
            </>
          ),
        },
        {
          head: spent,
          num: true,
          cell: (line) => (
            <>
              {line.spent === null ? '—' : <Dong amount={line.spent} language={language} />}
              {line.file === null ? null : (
                <span class="hint block">
                  <FileLink t={t} file={{ id: line.file.id, name: line.voucherNumber ?? line.file.name }} />
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  )
}

function Commitments({ of, request }: { of: EventCosts; request: PageRequest }) {
  const { t, language } = request
  if (of.commitments.length === 0)
    return <Empty>{t('Chưa gắn cam kết chi nào.', 'No commitment is tied to it.')}</Empty>
  return (
    <ul class="grid gap-2">
      {of.commitments.map((one) => (
        <li>
          <OpenLink request={request} href={`/budget/commitments/${one.id}`}>
            {one.documentNumber}: {one.purpose}
          </OpenLink>
          <span class="hint block">
            {t('Đã cam kết', 'Committed')} <Dong amount={one.amount} language={language} />,{' '}
            {t('đã chi', 'paid')} <Dong amount={one.paid} language={language} />
          </span>
          {mayChange(of) ? (
            <Act
              command={unlinkCommitment}
              request={request}
              action={`/events/${of.id}/commitments/${one.id}/removal`}
              small
            >
              {t('Bỏ gắn', 'Untie')}
            </Act>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language } = request
  const costs = await request.execute(showCosts, { id: numberOf(request, 'id') })
  const of: Shown = { ...costs, version: costs.settlement?.version ?? 0 }
  const at = `/events/${of.id}`
  const first = acts.chosen(request, of, sent)
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished || first !== 'return' ? first : undefined
  return {
    title: t('Chi phí của sự kiện', 'Costs of the event'),
    lead: of.title,
    breadcrumbs: [...crumbs(request), { label: of.title, href: at }],
    actions: (
      <>
        {mayChange(of) ? (
          <Act command={addCost} request={request} href={`${at}/costs/new`}>
            {t('Thêm khoản chi', 'Add the cost')}
          </Act>
        ) : (
          <Act command={draftStatement} request={request} href={`${at}/settlement/document`}>
            {t('Tạo văn bản bảng kê', 'Make the statement')}
          </Act>
        )}
        <LinkButton href="/event-costs">{t(title)}</LinkButton>
      </>
    ),
    body: (
      <>
        <Section title={t('Đối chiếu với mục dự toán', 'Against the line of the budget')} id="sums">
          <Sums of={of} t={t} language={language} />
          {of.settlement?.remark == null ? null : (
            <p class="mt-3">
              {t('Điều phải sửa', 'What is to be mended')}: {of.settlement.remark}
            </p>
          )}
        </Section>
        {chosen === undefined ? null : await acts.form(request, of, chosen, sent)}
        <Section title={t('Các khoản chi', 'Lines of cost')} id="lines">
          <Lines of={of} request={request} />
        </Section>
        <Section
          title={t('Cam kết chi', 'Commitments of money')}
          id="commitments"
          actions={
            mayChange(of) ? (
              <Act command={linkCommitment} request={request} href={`${at}/commitments/new`}>
                {t('Gắn cam kết', 'Tie the commitment')}
              </Act>
            ) : undefined
          }
        >
          <Commitments of={of} request={request} />
        </Section>
      </>
    ),
  }
}

export const costPages = [
  page({ route: 'GET /events/{id}/costs', for: showCosts, run: (request) => view(request) }),
  ...acts.receivers(view),
  receiver({
    command: removeCost,
    address: '/event-costs/{id}/removal',
    done: ({ eventId }) => ({ to: `/events/${eventId}/costs`, message: words('Đã bỏ.', 'Removed.') }),
  }),
  receiver({
    command: unlinkCommitment,
    address: '/events/{id}/commitments/{commitment}/removal',
    done: ({ id }) => ({ to: `/events/${id}/costs`, message: words('Đã bỏ gắn.', 'It is untied.') }),
  }),
]
