import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, LinkButton, type ListFilter, listPage, StateBadge } from '../ui/index.ts'
import { recordProject } from './commands.ts'
import { projectFields, projectStates, projectVerdicts } from './fields.ts'
import { listMeasures } from './measures.ts'
import { listProjects, type Project } from './queries.ts'

/* The improvement projects. */

export const at = '/improvements'
export const title = words('Dự án cải tiến', 'Improvement projects')
export const crumbs = (request: PageRequest) => [{ label: request.t(title), href: at }]

/** What a link from another page names stays until it is cleared. */
function linkedFilters({ url, t }: PageRequest): ListFilter[] {
  const linked = [
    ['taskId', words('Thuộc nhiệm vụ KH&CN', 'Under the S&T task')],
    ['turnId', words('Thuộc lượt hỗ trợ', 'Of the support turn')],
    ['enterpriseId', words('Doanh nghiệp', 'Enterprise')],
  ] as const
  return linked.flatMap(([name, label]) => {
    const value = url.searchParams.get(name) ?? ''
    if (value === '') return []
    const shown = { value, label: t(`Số ${value}`, `Number ${value}`) }
    return [{ name, kind: 'select', label, choices: [shown] }]
  })
}

/** How many measures became better, of how many. */
export const improvedOf = ({ improved, measures }: Project) => `${improved}/${measures}`

export const projectList = listPage({
  route: `GET ${at}`,
  place: { group: 'work', order: 44, label: title },
  title,
  lead: words(
    'Dự án cải tiến tại doanh nghiệp: chỉ số chọn trước khi bắt đầu, giá trị trước, trong, sau có minh chứng, người đánh giá không phải người ghi giá trị.',
    'Improvement projects at enterprises: measures chosen before the start, values before, during and after with proof, evaluated by somebody who did not enter them.',
  ),
  query: listProjects,
  actions: (request) => (
    <>
      <Act command={recordProject} request={request} href={`${at}/new`} kind="primary">
        {request.t('Lập dự án cải tiến', 'Begin an improvement project')}
      </Act>
      {request.mayOpen(`${at}/import`) ? (
        <LinkButton href={`${at}/import`}>
          {request.t('Nhập giá trị đo từ Excel', 'Import values from Excel')}
        </LinkButton>
      ) : null}
      <LinkButton href="/improvement-measures">
        {request.t('Chỉ số đo cải tiến', 'Measures of improvement')}
      </LinkButton>
    </>
  ),
  empty: ({ t }) => t('Chưa có dự án cải tiến nào.', 'There is no improvement project yet.'),
  filters: async (request) => {
    const { t } = request
    const measures = await request.execute(listMeasures, { limit: 1000 })
    return [
      { name: 'q', kind: 'search', label: words('Tìm tên dự án, doanh nghiệp', 'Project or enterprise') },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: [
          { value: 'late', label: t('Quá ngày dự kiến kết thúc', 'Beyond its last day') },
          ...projectStates.choices(t),
        ],
      },
      {
        name: 'verdict',
        kind: 'select',
        label: words('Kết luận đánh giá', 'Conclusion of the evaluation'),
        choices: projectVerdicts.choices(t),
      },
      {
        name: 'measureId',
        kind: 'select',
        label: words('Chỉ số đo', 'Improvement measure'),
        choices: measures.rows.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      },
      { name: 'year', kind: 'search', label: words('Năm đánh giá', 'Year of the evaluation') },
      ...linkedFilters(request),
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t } = request
    const columns = projectFields.columns<Project>(t, {
      title: { cell: (row) => <a href={`${at}/${row.id}`}>{row.title}</a> },
      content: {
        value: (row) => (row.content === null ? null : t(row.content, row.contentEn ?? row.content)),
        exportOnly: true,
      },
      turn: { value: (row) => row.turnId, exportOnly: true },
      task: { value: (row) => row.task, exportOnly: true },
    })
    const { title: named, ...others } = columns
    return [
      named,
      {
        key: 'enterprise',
        label: words('Doanh nghiệp', 'Enterprise'),
        sort: 'enterprise',
        value: (row) => row.enterprise,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(projectStates.names[row.state]),
        cell: (row) => (
          <>
            <StateBadge of={projectStates} is={row.state} t={t} />
            {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
          </>
        ),
      },
      {
        key: 'improved',
        label: words('Chỉ số tốt lên', 'Measures that became better'),
        value: improvedOf,
      },
      {
        key: 'verdict',
        label: words('Kết luận đánh giá', 'Conclusion of the evaluation'),
        value: (row) => (row.verdict === null ? null : t(projectVerdicts.names[row.verdict])),
        cell: (row) =>
          row.verdict === null ? '—' : <StateBadge of={projectVerdicts} is={row.verdict} t={t} />,
      },
      ...Object.values(others),
      {
        key: 'evaluator',
        label: words('Người đánh giá', 'Evaluated by'),
        value: (row) => row.evaluator,
        exportOnly: true,
      },
      {
        key: 'evaluatedOn',
        label: words('Ngày đánh giá', 'Day of the evaluation'),
        kind: 'date',
        sort: 'evaluatedOn',
        value: (row) => row.evaluatedOn,
        exportOnly: true,
      },
      ...(await planColumn<Project>(request)),
    ]
  },
})
