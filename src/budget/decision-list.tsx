import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import { Dong, listPage, StateBadge } from '../ui/index.ts'
import { correctionStates } from './correction-states.ts'
import { decisionsAt, decisionsTitle, NewDecision } from './decision-pages.tsx'
import { type DecisionRow, listDecisions } from './decision-queries.ts'
import { decisionKinds } from './decision-rules.ts'
import { budgetChoices } from './queries.ts'

/** The list of decisions. */
export const decisionList = listPage({
  route: 'GET /budget/decisions',
  place: { group: 'money', order: 65, label: decisionsTitle },
  title: decisionsTitle,
  lead: words(
    'Mỗi quyết định giao, điều chỉnh, thu hồi dự toán cho một hay nhiều mục: một số, một tệp. Số ghi từng mục trước đây là quyết định một mục.',
    'Each decision that allocates, shifts or withdraws money on one line or several: one number, one file. What was booked line by line is a decision of one line.',
  ),
  query: listDecisions,
  actions: (request) => <NewDecision request={request} />,
  breadcrumbs: ({ t }) => [{ label: t('Kinh phí', 'Budget'), href: '/budget' }],
  filters: async (request) => {
    const { years } = await request.execute(budgetChoices, {})
    return [
      {
        name: 'q',
        kind: 'search',
        label: words('Tìm số, cơ quan, trích yếu', 'Number, issuer, subject'),
      },
      {
        name: 'kind',
        kind: 'select',
        label: words('Loại quyết định', 'Kind of decision'),
        choices: decisionKinds.choices(request.t),
      },
      {
        name: 'year',
        kind: 'select',
        label: words('Năm dự toán', 'Budget year'),
        choices: years.map((year) => ({ value: year, label: String(year) })),
      },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: correctionStates.choices(request.t),
      },
      ...(await planFilters(request, words('Kế hoạch đang làm việc', 'The plan to work in'))),
    ]
  },
  columns: async (request) => {
    const { t, language } = request
    return [
      {
        key: 'document',
        label: words('Số quyết định', 'Number of the decision'),
        sort: 'document',
        value: (row) => row.documentNumber,
        cell: (row) => <a href={`${decisionsAt}/${row.id}`}>{row.documentNumber}</a>,
      },
      {
        key: 'date',
        label: words('Ngày quyết định', 'Day of the decision'),
        kind: 'date',
        sort: 'date',
        value: (row) => row.documentDate,
      },
      {
        key: 'kind',
        label: words('Loại quyết định', 'Kind of decision'),
        sort: 'kind',
        value: (row) => t(decisionKinds.names[row.kind]),
      },
      {
        key: 'year',
        label: words('Năm dự toán', 'Budget year'),
        sort: 'year',
        value: (row) => row.year,
      },
      {
        key: 'entries',
        label: words('Số bút toán', 'Number of entries'),
        kind: 'number',
        value: (row) => row.entries,
      },
      {
        key: 'given',
        label: words('Tăng (đồng)', 'Given (đồng)'),
        kind: 'money',
        value: (row) => row.given,
        cell: (row) => <Dong amount={row.given} language={language} />,
      },
      {
        key: 'taken',
        label: words('Giảm (đồng)', 'Taken (đồng)'),
        kind: 'money',
        value: (row) => row.taken,
        cell: (row) => <Dong amount={row.taken} language={language} />,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(correctionStates.names[row.state]),
        cell: (row) => <StateBadge of={correctionStates} is={row.state} t={t} />,
      },
      {
        key: 'issuer',
        label: words('Cơ quan quyết định', 'Who decided'),
        value: (row) => row.issuer,
        exportOnly: true,
      },
      {
        key: 'subject',
        label: words('Nội dung quyết định', 'Content of the decision'),
        value: (row) => row.subject,
        exportOnly: true,
      },
      { key: 'reason', label: words('Lý do', 'Reason'), value: (row) => row.reason, exportOnly: true },
      {
        key: 'proposedBy',
        label: words('Người ghi', 'By'),
        value: (row) => row.proposedBy,
        exportOnly: true,
      },
      ...(await planColumn<DecisionRow>(request)),
    ]
  },
  empty: ({ t }) => t('Chưa có quyết định nào.', 'There are no decisions.'),
})
