import { closingCrumbs } from '../budget/index.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { listPage, StateBadge } from '../ui/index.ts'
import { listSettlements, type Settlement } from './settlement-queries.ts'
import { settlementStates } from './settlement-rules.ts'

/* The settlements of the years. */

export const settlementList = listPage({
  route: 'GET /budget/settlements',
  place: { group: 'money', order: 70, label: words('Quyết toán năm', 'Settlement of years') },
  title: words('Quyết toán năm', 'Settlement of years'),
  lead: words(
    'Quyết toán từng năm của kế hoạch: người này lập, người khác thống nhất kèm biên bản, rồi khóa sổ năm.',
    'The settlement of each year of a plan: one person draws it up, another agrees with the minutes, then the year is closed.',
  ),
  query: listSettlements,
  breadcrumbs: closingCrumbs,
  filters: async (request) => [
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: settlementStates.choices(request.t),
    },
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
    ...(await planFilters(request)),
  ],
  columns: async (request: PageRequest) => {
    const { t } = request
    return [
      {
        key: 'year',
        label: words('Năm', 'Year'),
        sort: 'year',
        value: (row: Settlement) => row.year,
        cell: (row: Settlement) => <a href={`/budget/settlements/${row.id}`}>{row.year}</a>,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row: Settlement) => t(settlementStates.names[row.state]),
        cell: (row: Settlement) => <StateBadge of={settlementStates} is={row.state} t={t} />,
      },
      {
        key: 'minutes',
        label: words('Số biên bản', 'Number of the minutes'),
        value: (row: Settlement) => row.minutesNumber ?? '',
      },
      {
        key: 'minutesDate',
        label: words('Ngày biên bản', 'Day of the minutes'),
        kind: 'date',
        value: (row: Settlement) => row.minutesDate,
      },
      {
        key: 'drawnUpBy',
        label: words('Người lập quyết toán', 'Who drew it up'),
        value: (row: Settlement) => row.drawnUpBy ?? '',
      },
      ...(await planColumn<Settlement>(request)),
    ] as const
  },
  empty: ({ t }) => t('Chưa có quyết toán nào.', 'There are no settlements.'),
})
