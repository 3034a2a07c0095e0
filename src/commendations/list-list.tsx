import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { listPage, StateBadge } from '../ui/index.ts'
import { crumbs as callCrumbs } from './call-pages.tsx'
import { decisionFields, listFields, listStates, submissionFields } from './fields.ts'
import type { ListRow } from './list-queries.ts'
import { listLists } from './list-queries.ts'

/* Lists of nominees, as a list. */

export const at = '/commendation-lists'
const title = words('Danh sách đề nghị khen thưởng', 'Lists of nominees')
export const crumbs = (request: PageRequest) => [
  ...callCrumbs(request),
  ...(request.mayOpen(at) ? [{ label: request.t(title), href: at }] : []),
]

export const listOfLists = listPage({
  route: `GET ${at}`,
  place: { group: 'activities', order: 72, main: ['home_affairs'], label: title },
  title,
  lead: words(
    'Danh sách tập thể, cá nhân đủ hồ sơ: lấy ý kiến, hội đồng, trình cơ quan nội vụ, trình UBND tỉnh, quyết định. Ai kiểm tra, thẩm định hoặc trình thì không quyết định.',
    "Those whose nominations are complete: opinions, council, submission to home affairs and the People's Committee, decision. Whoever checked, appraised or submitted does not decide.",
  ),
  query: listLists,
  breadcrumbs: callCrumbs,
  empty: ({ t }) => t('Chưa có danh sách nào.', 'There is no list yet.'),
  filters: async (request) => [
    {
      name: 'q',
      kind: 'search',
      label: words('Tìm tên danh sách, số quyết định', 'Name, number of the decision'),
    },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: listStates.choices(request.t),
    },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const { title: name } = listFields.columns<ListRow>(t, {
      title: { cell: (row) => <a href={`${at}/${row.id}`}>{row.title}</a> },
    })
    return [
      name,
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row: ListRow) => t(listStates.names[row.state]),
        cell: (row: ListRow) => <StateBadge of={listStates} is={row.state} t={t} />,
      },
      {
        key: 'nominees',
        label: words('Số người, tập thể', 'Nominees on it'),
        kind: 'number',
        value: (row: ListRow) => row.nominees,
      },
      {
        key: 'commended',
        label: words('Được khen thưởng', 'Commended'),
        kind: 'number',
        value: (row: ListRow) => row.commended,
      },
      {
        key: 'begunOn',
        label: words('Lập danh sách ngày', 'List made on'),
        kind: 'date',
        sort: 'begunOn',
        value: (row: ListRow) => row.begunOn,
      },
      {
        key: 'submission',
        label: submissionFields.labels.submission,
        value: (row: ListRow) => row.submission,
        exportOnly: true,
      },
      {
        key: 'submittedOn',
        label: submissionFields.labels.submittedOn,
        kind: 'date',
        value: (row: ListRow) => row.submittedOn,
        exportOnly: true,
      },
      {
        key: 'decisionNumber',
        label: decisionFields.labels.decisionNumber,
        value: (row: ListRow) => row.decisionNumber,
      },
      {
        key: 'decidedOn',
        label: decisionFields.labels.decidedOn,
        kind: 'date',
        value: (row: ListRow) => row.decidedOn,
        exportOnly: true,
      },
      {
        key: 'call',
        label: words('Đợt đề nghị khen thưởng', 'Calls for nominations'),
        value: (row: ListRow) => row.call,
        exportOnly: true,
      },
      ...(await planColumn<ListRow>(request)),
    ]
  },
})
