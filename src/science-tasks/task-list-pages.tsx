import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { taskEnds, taskGrades, taskStates } from './lists.ts'
import { proposeTask } from './task-commands.ts'
import { taskFields } from './task-fields.ts'
import { checkTasks } from './task-import.ts'
import { listTasks, type TaskRow } from './task-queries.ts'

export const tasksTitle = words('Nhiệm vụ khoa học và công nghệ', 'S&T tasks')

/** The way up to the list, for whoever may open it. */
export const taskCrumbs = ({ t, mayOpen }: PageRequest) =>
  mayOpen('/science-tasks') ? [{ label: t(tasksTitle), href: '/science-tasks' }] : []

export const scienceTaskList = listPage({
  route: 'GET /science-tasks',
  place: { group: 'tasks', order: 23, label: tasksTitle },
  title: tasksTitle,
  lead: words(
    'Mỗi nhiệm vụ đi theo các bước của loại nhiệm vụ, từ đề xuất đến thanh lý; thấy bước tiếp theo và hạn của bước đó.',
    'Each task goes through the steps of its kind, from proposal to liquidation; with what comes next and until when.',
  ),
  query: listTasks,
  actions: (request) => (
    <>
      <Act command={proposeTask} request={request} href="/science-tasks/new" kind="primary">
        {request.t('Nhập đề xuất nhiệm vụ', 'Enter a proposal')}
      </Act>
      <Act command={checkTasks} request={request} href="/science-tasks/import">
        {request.t('Nhập từ Excel', 'Import from Excel')}
      </Act>
      <LinkButton href="/task-kinds">{request.t('Loại nhiệm vụ KH&CN', 'Kinds of S&T task')}</LinkButton>
    </>
  ),
  filters: async (request) => [
    {
      name: 'q',
      kind: 'search',
      label: words('Tìm tên, tổ chức, chủ nhiệm, số', 'Title, host, leader, number'),
    },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: taskStates.choices(request.t),
    },
    {
      name: 'late',
      kind: 'select',
      label: words('Hạn của bước tiếp theo', 'When the next step is due'),
      choices: [{ value: 'true', label: request.t('đã qua hạn', 'has passed') }],
    },
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const {
      title,
      plan: _plan,
      kind,
      ...others
    } = taskFields.columns<TaskRow>(t, {
      title: { cell: (row) => <a href={`/science-tasks/${row.id}`}>{row.title}</a> },
      plan: { value: (row) => row.plan },
      year: { exportOnly: true },
      way: { exportOnly: true },
      leaderName: { exportOnly: true },
      kind: { value: (row) => t(row.kind, row.kindEn), exportOnly: true },
      line: { value: (row) => row.line },
    })
    return [
      title,
      kind,
      ...(await planColumn<TaskRow>(request)),
      ...Object.values(others),
      {
        key: 'next',
        label: words('Bước tiếp theo', 'Next step'),
        value: (row) => (row.next === null ? null : t(row.next, row.nextEn ?? row.next)),
      },
      {
        key: 'nextDue',
        label: words('Hạn của bước', 'The step is due'),
        kind: 'date',
        sort: 'nextDue',
        value: (row) => row.nextDue,
      },
      {
        key: 'fromState',
        label: words('Ngân sách nhà nước (đồng)', 'State money (đồng)'),
        kind: 'money',
        value: (row) => row.fromState,
        exportOnly: true,
      },
      {
        key: 'total',
        label: words('Tổng kinh phí (đồng)', 'Money in all (đồng)'),
        kind: 'money',
        value: (row) => row.total,
        exportOnly: true,
      },
      {
        key: 'approvedMoney',
        label: words('Kinh phí phê duyệt (đồng)', 'Money approved (đồng)'),
        kind: 'money',
        sort: 'approvedMoney',
        value: (row) => row.approvedMoney,
      },
      {
        key: 'endsOn',
        label: words('Hợp đồng đến ngày', 'Contract until'),
        kind: 'date',
        sort: 'endsOn',
        exportOnly: true,
        value: (row) => row.endsOn,
      },
      {
        key: 'outcome',
        label: words('Kết thúc nhiệm vụ', 'How it ended'),
        exportOnly: true,
        value: (row) =>
          row.outcome === null
            ? null
            : `${t(taskEnds.names[row.outcome])}${row.grade === null ? '' : `: ${t(taskGrades.names[row.grade])}`}`,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(taskStates.names[row.state]),
        cell: (row) => (
          <>
            <StateBadge of={taskStates} is={row.state} t={t} />{' '}
            {row.late ? <Badge tone="error">{t('quá hạn', 'overdue')}</Badge> : null}
          </>
        ),
      },
    ]
  },
})
