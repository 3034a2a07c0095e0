import type { Child } from 'hono/jsx'
import { closingCrumbs } from '../budget/index.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Dong, listPage, StateBadge } from '../ui/index.ts'
import { proposeYearEnd } from './carry.ts'
import { listYearEnd, type YearEndRow } from './carry-queries.ts'
import { yearEndKinds, yearEndStates } from './carry-rules.ts'
import { shortTitle } from './year-figures.tsx'

/* What is carried over and cancelled, as a list. */

export const yearEndAt = '/budget/year-end'
export const yearEndTitle = words('Chuyển nguồn, hủy dự toán', 'Carried over, cancelled')
export const below = (request: PageRequest) => [
  ...closingCrumbs(request),
  { label: request.t(yearEndTitle), href: yearEndAt },
]

/** What a row is of: a commitment with its task and content, or free money. */
export const whatOf = (
  row: Pick<YearEndRow, 'commitmentId' | 'documentNumber' | 'purpose' | 'task' | 'content'>,
  t: PageRequest['t'],
): string =>
  row.commitmentId === null
    ? t('Chưa cam kết', 'Not committed')
    : [`${row.documentNumber}: ${row.purpose}`, row.task?.title, row.content]
        .filter((one) => one !== undefined && one !== null && one !== row.purpose)
        .join(' · ')

/** Where a sum stands, in one cell: the line, below it its source, and what of it is meant. */
export const LinePlace = (props: {
  line: Pick<YearEndRow, 'line' | 'lineTitle' | 'lineTitleEn' | 'sourceName' | 'sourceNameEn'>
  t: PageRequest['t']
  children?: Child
}) => {
  const { line, t } = props
  return (
    <div class="sm:min-w-56">
      {line.line} · {shortTitle(t(line.lineTitle, line.lineTitleEn))}
      <span class="hint block">{t(line.sourceName, line.sourceNameEn)}</span>
      <span class="hint block">{props.children}</span>
    </div>
  )
}

export const yearEndList = listPage({
  route: 'GET /budget/year-end',
  place: { group: 'money', order: 69, label: yearEndTitle },
  title: yearEndTitle,
  lead: words(
    'Từng khoản được đề nghị, đã được duyệt chuyển sang năm sau hoặc hủy, theo mục, nguồn, cam kết, nội dung nhiệm vụ; mỗi khoản nối với bút toán của sổ.',
    'Each sum that is proposed or approved to be carried over or cancelled, by line, source, commitment and content of a task, with its entries in the ledger.',
  ),
  query: listYearEnd,
  breadcrumbs: closingCrumbs,
  actions: (request) => (
    <>
      <Act command={proposeYearEnd} request={request} href={`${yearEndAt}/new?kind=carry`} kind="primary">
        {request.t('Đề nghị chuyển nguồn', 'Propose a carry-over')}
      </Act>
      <Act command={proposeYearEnd} request={request} href={`${yearEndAt}/new?kind=cancel`}>
        {request.t('Đề nghị hủy dự toán', 'Propose a cancellation')}
      </Act>
    </>
  ),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm số, lý do, mục', 'Number, reason, line') },
    { name: 'kind', kind: 'select', label: words('Loại', 'Kind'), choices: yearEndKinds.choices(request.t) },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: yearEndStates.choices(request.t),
    },
    { name: 'year', kind: 'search', label: words('Năm dự toán', 'Budget year') },
    ...(await planFilters(request)),
  ],
  columns: async (request: PageRequest) => {
    const { t, language } = request
    return [
      {
        key: 'kind',
        label: words('Loại', 'Kind'),
        sort: 'kind',
        value: (row: YearEndRow) => t(yearEndKinds.names[row.kind]),
        cell: (row: YearEndRow) => (
          <a href={`${yearEndAt}/${row.decisionId}`}>{t(yearEndKinds.names[row.kind])}</a>
        ),
      },
      {
        key: 'year',
        label: words('Năm dự toán', 'Budget year'),
        sort: 'year',
        value: (row: YearEndRow) => row.year,
      },
      {
        key: 'line',
        label: words('Mục', 'Line'),
        sort: 'line',
        value: (row: YearEndRow) => row.line,
      },
      {
        key: 'title',
        label: words('Nội dung', 'Content'),
        value: (row: YearEndRow) => t(row.lineTitle, row.lineTitleEn),
        exportOnly: true,
      },
      {
        key: 'source',
        label: words('Nguồn', 'Source'),
        value: (row: YearEndRow) => t(row.sourceName, row.sourceNameEn),
        cell: (row: YearEndRow) => <span class="block min-w-44">{t(row.sourceName, row.sourceNameEn)}</span>,
      },
      { key: 'what', label: words('Cam kết', 'Commitment'), value: (row: YearEndRow) => whatOf(row, t) },
      {
        key: 'amount',
        label: words('Số tiền (đồng)', 'Amount (đồng)'),
        kind: 'money',
        sort: 'amount',
        value: (row: YearEndRow) => row.amount,
        cell: (row: YearEndRow) => <Dong amount={row.amount} language={language} />,
      },
      {
        key: 'ground',
        label: words('Loại được chuyển nguồn', 'Kind of carry-over'),
        value: (row: YearEndRow) => (row.ground === null ? '' : t(row.ground, row.groundEn ?? row.ground)),
      },
      {
        key: 'article',
        label: words('Văn bản, điều khoản', 'Instrument and article'),
        exportOnly: true,
        value: (row: YearEndRow) => row.article ?? '',
      },
      {
        key: 'decision',
        label: words('Số quyết định', 'Number of the decision'),
        value: (row: YearEndRow) => row.decision ?? '',
      },
      {
        key: 'decidedOn',
        label: words('Ngày quyết định', 'Day of the decision'),
        kind: 'date',
        exportOnly: true,
        value: (row: YearEndRow) => row.decidedOn,
      },
      {
        key: 'reason',
        label: words('Lý do', 'Reason'),
        exportOnly: true,
        value: (row: YearEndRow) => row.reason,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row: YearEndRow) => t(yearEndStates.names[row.state]),
        cell: (row: YearEndRow) => <StateBadge of={yearEndStates} is={row.state} t={t} />,
      },
      ...(await planColumn<YearEndRow>(request)),
    ] as const
  },
  empty: ({ t }) => t('Chưa có khoản nào.', 'There are none.'),
})
