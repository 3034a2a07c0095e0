import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, Dong, LinkButton, listPage, OpenLink, StateBadge } from '../ui/index.ts'
import { advanceStates, dueFields } from './fields.ts'
import { type AdvanceListed, listAdvances } from './queries.ts'

export const at = '/advances'
const title = words('Tạm ứng', 'Advances')
export const crumbs = (request: PageRequest) => [{ label: request.t(title), href: at }]

/** How an advance stands, and whether its day is past. */
export function AdvanceState({
  row,
  request,
}: {
  row: Pick<AdvanceListed, 'state' | 'late'>
  request: PageRequest
}) {
  return (
    <>
      <StateBadge of={advanceStates} is={row.state} t={request.t} />{' '}
      {row.late ? <Badge tone="error">{request.t('Quá hạn hoàn', 'Clearing overdue')}</Badge> : null}
    </>
  )
}

export const advanceList = listPage({
  route: `GET ${at}`,
  place: { group: 'money', order: 64, label: title },
  title,
  lead: words(
    'Tiền chi trước cho doanh nghiệp, tổ chức chủ trì: tỷ lệ và thời hạn theo quy định, hoàn từng phần bằng khoản chi phí đã chấp nhận, chứng từ hoặc nộp trả. Người ghi không xác nhận. Lập tạm ứng tại trang của cam kết, hoặc nhiều khoản từ bảng.',
    'What is paid ahead to enterprises and hosts: share and term by their rows, cleared in parts by accepted costs, vouchers or money paid back. Whoever enters does not confirm. An advance is drawn up on the page of its commitment, or many by a table.',
  ),
  query: listAdvances,
  actions: (request) => (
    <>
      <OpenLink request={request} href={`${at}/terms`}>
        {request.t('Thời hạn hoàn tạm ứng', 'Terms of clearing advances')}
      </OpenLink>
      {request.mayOpen(`${at}/import`) ? (
        <LinkButton href={`${at}/import`}>{request.t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
    </>
  ),
  empty: ({ t }) => t('Chưa có khoản tạm ứng nào.', 'There is no advance yet.'),
  filters: async (request) => {
    const { t } = request
    return [
      { name: 'q', kind: 'search', label: words('Tìm người nhận, chứng từ', 'Beneficiary, voucher') },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: [
          { value: 'unsettled', label: t('Còn phải hoàn', 'To be cleared') },
          { value: 'late', label: t('Quá hạn hoàn', 'Clearing overdue') },
          ...advanceStates.choices(t),
        ],
      },
      { name: 'year', kind: 'search', label: words('Năm dự toán', 'Budget year') },
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t, language } = request
    const money = (
      key: 'amount' | 'rest' | 'cleared' | 'returned' | 'recovered',
      label: { vi: string; en: string },
    ) =>
      ({
        key,
        label,
        kind: 'money',
        value: (row: AdvanceListed) => row[key],
        cell: (row: AdvanceListed) => <Dong amount={row[key]} language={language} />,
      }) as const
    return [
      {
        key: 'beneficiary',
        label: words('Người nhận tạm ứng', 'Beneficiary of the advance'),
        sort: 'beneficiary',
        value: (row) => row.beneficiary,
        cell: (row) => (
          <>
            <a href={`${at}/${row.id}`}>{row.beneficiary}</a>
            <span class="hint block">{t(row.content, row.contentEn)}</span>
          </>
        ),
      },
      {
        key: 'number',
        label: words('Số chứng từ chi', 'Number of the payment voucher'),
        value: (row) => row.documentNumber,
      },
      { ...money('amount', words('Số tạm ứng (đồng)', 'Advanced (đồng)')), sort: 'amount' },
      { ...money('rest', words('Còn phải hoàn (đồng)', 'To be cleared (đồng)')), sort: 'rest' },
      { key: 'dueOn', label: dueFields.labels.dueOn, sort: 'dueOn', kind: 'date', value: (row) => row.dueOn },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(advanceStates.names[row.state]),
        cell: (row) => <AdvanceState row={row} request={request} />,
      },
      {
        key: 'paidOn',
        label: words('Ngày chi', 'Day paid'),
        sort: 'paidOn',
        kind: 'date',
        value: (row) => row.paidOn,
      },
      { key: 'year', label: words('Năm dự toán', 'Budget year'), sort: 'year', value: (row) => row.year },
      ...(await planColumn<AdvanceListed>(request)),
      {
        ...money('cleared', words('Đã hoàn bằng chứng từ (đồng)', 'Cleared by vouchers (đồng)')),
        exportOnly: true,
      },
      { ...money('returned', words('Đã nộp trả (đồng)', 'Paid back so far (đồng)')), exportOnly: true },
      { ...money('recovered', words('Đã thu hồi (đồng)', 'Recovered so far (đồng)')), exportOnly: true },
    ]
  },
})
