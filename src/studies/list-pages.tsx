import { holds, mayRun, staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../tfp/index.ts'
import { LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { createStudy } from './commands.ts'
import { listStudies, studyChoices } from './queries.ts'
import { methods, studyMethods, studyStates } from './rules.ts'

export const studyList = listPage({
  route: 'GET /studies',
  place: {
    group: 'figures',
    order: 72,
    main: ['statistics'],
    label: words('Tính toán TFP', 'TFP studies'),
  },
  title: words('Tính toán TFP', 'TFP studies'),
  lead: words(
    'Đóng góp của năng suất các nhân tố tổng hợp (TFP) vào tăng trưởng. Mỗi tính toán giữ nguyên số liệu, phương pháp và tham số của nó; được người thứ hai thẩm tra trước khi công bố.',
    'The contribution of total factor productivity (TFP) to growth. Each study keeps its data, method and parameters, and is reviewed by a second person before it is published.',
  ),
  query: listStudies,
  actions: ({ t, actor }) =>
    mayRun(actor, createStudy) ? (
      <LinkButton href="/studies/new" kind="primary">
        {t('Lập tính toán mới', 'New study')}
      </LinkButton>
    ) : null,
  filters: async (request) => {
    const { t } = request
    const { territories } = await request.execute(studyChoices, {})
    return [
      { name: 'q', kind: 'search', label: words('Tìm theo tên', 'Search by name') },
      {
        name: 'territoryId',
        kind: 'select',
        label: words('Địa bàn', 'Territory'),
        choices: territories.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      },
      {
        name: 'method',
        kind: 'select',
        label: words('Phương pháp', 'Method'),
        choices: studyMethods.map((method) => ({ value: method, label: t(methods[method].name) })),
      },
      ...(holds(request.actor, staff)
        ? [
            {
              name: 'state',
              kind: 'select' as const,
              label: words('Tình trạng', 'State'),
              choices: studyStates.choices(t),
            },
          ]
        : []),
    ]
  },
  columns: ({ t, language }) => [
    {
      key: 'title',
      label: words('Tính toán', 'Study'),
      sort: 'title',
      value: (row) => row.title,
      cell: (row) => (
        <a class="inline-block min-w-40" href={`/studies/${row.id}`}>
          {row.title}
        </a>
      ),
    },
    {
      key: 'territory',
      label: words('Địa bàn', 'Territory'),
      value: (row) => t(row.territory),
      exportOnly: true,
    },
    { key: 'sector', label: words('Ngành', 'Sector'), value: (row) => t(row.sector) },
    {
      key: 'method',
      label: words('Phương pháp', 'Method'),
      value: (row) => t(methods[row.method].name),
    },
    {
      key: 'growth',
      label: words('TFP tăng (%/năm)', 'TFP growth (% a year)'),
      kind: 'number',
      sort: 'growth',
      value: (row) => row.tfpGrowth,
      cell: (row) => `${formatNumber(row.tfpGrowth, 2, language)} (${row.firstYear}–${row.lastYear})`,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      sort: 'state',
      value: (row) => t(studyStates.names[row.state]),
      cell: (row) => <StateBadge of={studyStates} is={row.state} t={t} />,
    },
    {
      key: 'published',
      label: words('Đã công bố', 'Published'),
      sort: 'published',
      kind: 'date',
      value: (row) => row.publishedOn,
    },
    {
      key: 'created',
      label: words('Lập lúc', 'Made'),
      kind: 'moment',
      sort: 'created',
      value: (row) => row.createdAt,
    },
    { key: 'author', label: words('Người lập', 'Author'), sort: 'author', value: (row) => row.authorName },
  ],
})
