import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, Dong, LinkButton, type ListFilter, listPage, StateBadge } from '../ui/index.ts'
import { recordFinding } from './commands.ts'
import { findingDemands, findingFields, findingKinds, findingStates } from './fields.ts'
import { type Finding, listFindings } from './queries.ts'

/* The findings of audit and inspection. */

export const at = '/findings'
export const title = words('Kiến nghị kiểm toán, thanh tra', 'Findings of audit and inspection')
export const crumbs = (request: PageRequest) => [{ label: request.t(title), href: at }]

/** The line that a link from its page names stays until it is cleared. */
function lineFilter({ url, t }: PageRequest): readonly ListFilter[] {
  const lineId = url.searchParams.get('lineId') ?? ''
  if (lineId === '') return []
  const label = t(`Mục đang xem (số ${lineId})`, `The line that is shown (number ${lineId})`)
  return [
    {
      name: 'lineId',
      kind: 'select',
      label: findingFields.labels.lineId,
      choices: [{ value: lineId, label }],
    },
  ]
}

export const findingList = listPage({
  route: `GET ${at}`,
  place: { group: 'money', order: 72, main: ['auditor'], label: title },
  title,
  lead: words(
    'Từng kiến nghị của kiểm toán, thanh tra, kiểm tra: mục, chứng từ, số tiền, điều khoản, ai trả lời đến khi nào. Ai trả lời thì không kết thúc; kiến nghị chỉ kết thúc bằng văn bản của cơ quan kết luận.',
    'Each finding of audit, inspection or check: line, voucher, sum, article, who answers by when. Whoever answers does not close; a finding is closed by the paper of whoever concluded.',
  ),
  query: listFindings,
  actions: (request) => (
    <>
      <Act command={recordFinding} request={request} href={`${at}/new`} kind="primary">
        {request.t('Ghi kiến nghị', 'Enter a finding')}
      </Act>
      {request.mayOpen('/findings/import') ? (
        <LinkButton href="/findings/import">{request.t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
    </>
  ),
  empty: ({ t }) => t('Chưa ghi kiến nghị nào.', 'No finding is entered yet.'),
  filters: async (request) => {
    const { t } = request
    return [
      {
        name: 'q',
        kind: 'search',
        label: words('Tìm kết luận, nội dung, chứng từ', 'Conclusion, words, voucher'),
      },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: [
          { value: 'unclosed', label: t('Chưa có văn bản kết thúc', 'Without a closing paper') },
          { value: 'late', label: t('Quá hạn trả lời', 'Answer overdue') },
          ...findingStates.choices(t),
        ],
      },
      { name: 'kind', kind: 'select', label: findingFields.labels.kind, choices: findingKinds.choices(t) },
      { name: 'year', kind: 'search', label: words('Năm dự toán', 'Budget year') },
      ...lineFilter(request),
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t, language } = request
    return [
      {
        key: 'document',
        label: findingFields.labels.documentNumber,
        value: (row) => row.documentNumber,
        cell: (row) => <a href={`${at}/${row.id}`}>{row.documentNumber}</a>,
      },
      {
        key: 'content',
        label: findingFields.labels.content,
        value: (row) => row.content,
        cell: (row) => (
          <span class="text-sm">
            {row.content.length > 160 ? `${row.content.slice(0, 159)}…` : row.content}
          </span>
        ),
      },
      {
        key: 'dueOn',
        label: findingFields.labels.dueOn,
        sort: 'dueOn',
        kind: 'date',
        value: (row) => row.dueOn,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(findingStates.names[row.state]),
        cell: (row) => (
          <>
            <StateBadge of={findingStates} is={row.state} t={t} />
            {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
          </>
        ),
      },
      {
        key: 'amount',
        label: findingFields.labels.amount,
        sort: 'amount',
        kind: 'money',
        value: (row) => row.amount,
        cell: (row) => (row.amount === null ? '—' : <Dong amount={row.amount} language={language} />),
      },
      {
        key: 'recovered',
        label: words('Đã thu hồi (đồng)', 'Recovered so far (đồng)'),
        kind: 'money',
        value: (row) => row.recovered,
        exportOnly: true,
      },
      { key: 'line', label: words('Mục', 'Line'), value: (row) => row.lineCode },
      { key: 'year', label: words('Năm dự toán', 'Budget year'), sort: 'year', value: (row) => row.year },
      { key: 'agency', label: words('Cơ quan trả lời', 'Who answers'), value: (row) => row.agency },
      {
        key: 'issuer',
        label: findingFields.labels.issuer,
        sort: 'issuer',
        value: (row) => row.issuer,
      },
      {
        key: 'documentDate',
        label: findingFields.labels.documentDate,
        sort: 'documentDate',
        kind: 'date',
        value: (row) => row.documentDate,
        exportOnly: true,
      },
      ...(await planColumn<Finding>(request)),
      {
        key: 'article',
        label: findingFields.labels.article,
        value: (row) => row.article,
        exportOnly: true,
      },
      {
        key: 'demand',
        label: findingFields.labels.demand,
        value: (row) => t(findingDemands.names[row.demand]),
        exportOnly: true,
      },
      { key: 'voucher', label: findingFields.labels.voucher, value: (row) => row.voucher, exportOnly: true },
      {
        key: 'closed',
        label: words('Văn bản kết thúc', 'Closing paper'),
        value: (row) => row.closedNumber,
        exportOnly: true,
      },
    ]
  },
})
