import { exportName, exportTable } from '../documents/write/export.ts'
import { words } from '../platform/language.ts'
import { page } from '../platform/page.ts'
import { Empty, LinkButton, listPage, Moment } from '../ui/index.ts'
import { crumbs, seriesName, unitOf } from './badges.tsx'
import { seriesCatalogue } from './catalogue-queries.ts'
import { listSeries, listValues } from './list-queries.ts'
import { measureLines } from './measure-picker.tsx'
import { valueColumns } from './value-columns.ts'

export const listOfSeries = listPage({
  route: 'GET /series/list',
  title: words('Danh sách chuỗi số liệu', 'List of series'),
  query: listSeries,
  breadcrumbs: crumbs,
  filters: async (request) => {
    const { t } = request
    const catalogue = await request.execute(seriesCatalogue, {})
    const { territories, sectors } = catalogue
    return [
      {
        name: 'territoryId',
        label: words('Địa bàn', 'Territory'),
        kind: 'select',
        choices: territories.map((one) => ({ value: one.id, label: t(one.name, one.nameEn) })),
      },
      {
        name: 'measure',
        label: words('Chỉ tiêu', 'Measure'),
        kind: 'select',
        choices: measureLines(catalogue, t),
      },
      {
        name: 'sector',
        label: words('Ngành', 'Sector'),
        kind: 'select',
        choices: sectors.map((one) => ({ value: one.key, label: t(one.name, one.nameEn) })),
      },
    ]
  },
  empty: ({ t }) => (
    <Empty action={<LinkButton href="/series">{t('Cách nhập số liệu', 'How to enter figures')}</LinkButton>}>
      {t('Chưa có chuỗi nào.', 'There are no series yet.')}
    </Empty>
  ),
  columns: ({ t }) => [
    {
      key: 'name',
      label: words('Chuỗi số liệu', 'Series'),
      value: (row) => t(seriesName(row)),
      cell: (row) => <a href={`/series/${row.id}`}>{t(seriesName(row))}</a>,
    },
    { key: 'sector', label: words('Ngành', 'Sector'), value: (row) => t(row.sectorName) },
    { key: 'territory', label: words('Địa bàn', 'Territory'), value: (row) => t(row.territory) },
    { key: 'unit', label: words('Đơn vị', 'Unit'), value: (row) => t(unitOf(row)) },
    {
      key: 'firstYear',
      label: words('Từ năm', 'From year'),
      kind: 'number',
      value: (row) => row.firstYear,
      cell: (row) => row.firstYear ?? '—',
    },
    {
      key: 'lastYear',
      label: words('Đến năm', 'To year'),
      kind: 'number',
      value: (row) => row.lastYear,
      cell: (row) => row.lastYear ?? '—',
    },
    {
      key: 'filled',
      label: words('Số giá trị', 'Number of values'),
      kind: 'number',
      value: (row) => row.filled,
    },
    {
      key: 'updated',
      label: words('Sửa lần cuối', 'Last revision'),
      kind: 'moment',
      sort: 'updated',
      value: (row) => row.updatedAt,
      cell: (row) => <Moment at={row.updatedAt} />,
    },
  ],
})

export const exportPage = page({
  route: 'GET /series/export',
  for: listValues,
  async run(request) {
    const { t, url } = request
    const format = url.searchParams.get('format') === 'csv' ? 'csv' : 'xlsx'
    const { rows } = await request.execute(listValues, {
      territoryId: url.searchParams.get('territoryId') ?? '',
      measure: url.searchParams.get('measure') ?? undefined,
    })
    const name = t('Giá trị của các chuỗi', 'Values of series')
    return exportTable(format, {
      name: exportName(name, new Date()),
      title: name,
      columns: valueColumns(t),
      rows,
    })
  },
})
