import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, Dong, listPage, OpenLink, StateBadge } from '../ui/index.ts'
import { recoveryFields, recoveryStates } from './fields.ts'
import { listRecoveries, type RecoveryListed } from './queries.ts'

export const at = '/recoveries'
const title = words('Thu hồi kinh phí', 'Recoveries')
export const crumbs = (request: PageRequest) => [{ label: request.t(title), href: at }]

/** How a recovery stands, and whether its day is past. */
export function RecoveryBadges({
  row,
  request,
}: {
  row: Pick<RecoveryListed, 'state' | 'late'>
  request: PageRequest
}) {
  return (
    <>
      <StateBadge of={recoveryStates} is={row.state} t={request.t} />{' '}
      {row.late ? <Badge tone="error">{request.t('Quá hạn nộp', 'Payment overdue')}</Badge> : null}
    </>
  )
}

export const recoveryList = listPage({
  route: `GET ${at}`,
  place: { group: 'money', order: 65, label: title },
  title,
  lead: words(
    'Thu hồi theo quyết định: số tiền, lãi khi quyết định có tính, hạn nộp, nộp từng phần. Người ghi không xác nhận. Còn thu hồi chưa nộp đủ hoặc tạm ứng quá hạn thì doanh nghiệp chưa được hỗ trợ mới. Ghi thu hồi tại trang của cam kết.',
    'Recovered by decision: the sum, interest where the decision says so, the last day, paid in by parts. Whoever enters does not confirm. While one stands, or an advance is overdue, the enterprise gets no new support. A recovery is entered on the page of its commitment.',
  ),
  query: listRecoveries,
  actions: (request) => (
    <OpenLink request={request} href="/support-blocks">
      {request.t('Đơn vị chưa được hỗ trợ mới', 'Who is barred from new support')}
    </OpenLink>
  ),
  empty: ({ t }) => t('Chưa có khoản thu hồi nào.', 'There is no recovery yet.'),
  filters: async (request) => {
    const { t } = request
    return [
      {
        name: 'q',
        kind: 'search',
        label: words('Tìm quyết định, người phải nộp', 'Decision, who pays it in'),
      },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: [
          { value: 'unsettled', label: t('Còn phải nộp', 'To be paid in') },
          { value: 'late', label: t('Quá hạn nộp', 'Payment overdue') },
          ...recoveryStates.choices(t),
        ],
      },
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t, language } = request
    const money = (key: 'amount' | 'rest' | 'principalPaid', label: { vi: string; en: string }) =>
      ({
        key,
        label,
        kind: 'money',
        value: (row: RecoveryListed) => row[key],
        cell: (row: RecoveryListed) => <Dong amount={row[key]} language={language} />,
      }) as const
    return [
      {
        key: 'debtor',
        label: words('Người phải nộp', 'Who pays it in'),
        sort: 'debtor',
        value: (row) => row.debtor,
        cell: (row) => <a href={`${at}/${row.id}`}>{row.debtor === '' ? row.purpose : row.debtor}</a>,
      },
      { key: 'number', label: recoveryFields.labels.decisionNumber, value: (row) => row.decisionNumber },
      { ...money('amount', recoveryFields.labels.amount), sort: 'amount' },
      { ...money('rest', words('Còn phải nộp (đồng)', 'Left to pay in (đồng)')), sort: 'rest' },
      {
        key: 'dueOn',
        label: recoveryFields.labels.dueOn,
        sort: 'dueOn',
        kind: 'date',
        value: (row) => row.dueOn,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(recoveryStates.names[row.state]),
        cell: (row) => <RecoveryBadges row={row} request={request} />,
      },
      {
        key: 'decisionDate',
        label: recoveryFields.labels.decisionDate,
        sort: 'decisionDate',
        kind: 'date',
        value: (row) => row.decisionDate,
      },
      ...(await planColumn<RecoveryListed>(request)),
      {
        ...money('principalPaid', words('Đã nộp tiền gốc (đồng)', 'Paid of the sum so far (đồng)')),
        exportOnly: true,
      },
    ]
  },
})
