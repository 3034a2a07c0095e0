import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, listPage, OpenLink, StateBadge } from '../ui/index.ts'
import { type DoubleRow, listDoubles } from './doubles.ts'
import { findDoubles } from './find.ts'
import { listMerges } from './queries.ts'
import { doubleStates, grounds, mergeKinds, mergeStates } from './rules.ts'

const crumbs = ({ t }: PageRequest) => [{ label: t('Doanh nghiệp', 'Enterprises'), href: '/enterprises' }]

const record = ({ name, taxCode }: DoubleRow['one']) => `${name} (${taxCode})`

export const doublesPage = listPage({
  route: 'GET /enterprises/doubles',
  title: words('Hồ sơ có thể trùng', 'Possible doubles'),
  lead: words(
    'Các cặp hồ sơ có cùng 10 số mã số thuế, hoặc tên và địa chỉ giống nhau. Cán bộ quyết định: gộp, hay không trùng.',
    'Pairs of records with the ten digits of one tax code, or with a similar name and address. An officer says what they are: merged, or no doubles.',
  ),
  breadcrumbs: crumbs,
  query: listDoubles,
  actions: (request) => (
    <>
      <OpenLink request={request} href="/enterprises/merges">
        {request.t('Các lần gộp hồ sơ', 'Merges')}
      </OpenLink>
      <Act command={findDoubles} request={request} action="/enterprises/doubles/find">
        {request.t('Tìm lại', 'Search again')}
      </Act>
    </>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tên hoặc mã số thuế', 'Name or tax code') },
    { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: doubleStates.choices(t) },
    { name: 'ground', kind: 'select', label: words('Căn cứ', 'Basis'), choices: grounds.choices(t) },
  ],
  columns: ({ t }) => [
    {
      key: 'one',
      label: words('Hồ sơ thứ nhất', 'The one record'),
      value: (row) => record(row.one),
      cell: (row) => <a href={`/enterprises/doubles/${row.id}`}>{record(row.one)}</a>,
    },
    { key: 'other', label: words('Hồ sơ thứ hai', 'The other record'), value: (row) => record(row.other) },
    { key: 'ground', label: words('Căn cứ', 'Basis'), value: (row) => t(grounds.names[row.ground]) },
    {
      key: 'nameLikeness',
      label: words('Tên giống (%)', 'Names alike (%)'),
      kind: 'number',
      sort: 'name',
      value: (row) => row.nameLikeness,
    },
    {
      key: 'addressLikeness',
      label: words('Địa chỉ giống (%)', 'Addresses alike (%)'),
      kind: 'number',
      sort: 'address',
      value: (row) => row.addressLikeness,
    },
    {
      key: 'foundOn',
      label: words('Ngày phát hiện', 'Found on'),
      kind: 'date',
      sort: 'foundOn',
      value: (row) => row.foundOn,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row) => t(doubleStates.names[row.state]),
      cell: (row) => <StateBadge of={doubleStates} is={row.state} t={t} />,
    },
  ],
  empty: ({ t }) => t('Không có hồ sơ nào giống nhau.', 'No two records are alike.'),
})

export const mergesPage = listPage({
  route: 'GET /enterprises/merges',
  title: words('Các lần gộp hồ sơ', 'Merges'),
  lead: words(
    'Hồ sơ trùng đã gộp và doanh nghiệp đã sáp nhập theo pháp luật. Số của hồ sơ đã gộp vẫn dẫn tới hồ sơ giữ lại.',
    'Doubles that were merged, and enterprises that merged in law. The number of a merged record leads to the one that was kept.',
  ),
  breadcrumbs: crumbs,
  query: listMerges,
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tên hoặc mã số thuế', 'Name or tax code') },
    { name: 'kind', kind: 'select', label: words('Loại', 'Kind'), choices: mergeKinds.choices(t) },
    { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: mergeStates.choices(t) },
  ],
  columns: ({ t }) => [
    {
      key: 'lost',
      label: words('Hồ sơ đã gộp', 'The merged record'),
      sort: 'lost',
      value: (row) => row.lost,
      cell: (row) => <a href={`/enterprises/merges/${row.id}`}>{row.lost}</a>,
    },
    {
      key: 'lostTaxCode',
      label: words('Mã số thuế đã gộp', 'Merged tax code'),
      value: (row) => row.lostTaxCode,
    },
    { key: 'kept', label: words('Hồ sơ giữ lại', 'The kept record'), sort: 'kept', value: (row) => row.kept },
    {
      key: 'keptTaxCode',
      label: words('Mã số thuế giữ lại', 'Kept tax code'),
      value: (row) => row.keptTaxCode,
    },
    { key: 'kind', label: words('Loại', 'Kind'), value: (row) => t(mergeKinds.names[row.kind]) },
    {
      key: 'mergedOn',
      label: words('Ngày gộp', 'Merged on'),
      kind: 'date',
      sort: 'mergedOn',
      value: (row) => row.mergedOn,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row) => t(mergeStates.names[row.state]),
      cell: (row) => <StateBadge of={mergeStates} is={row.state} t={t} />,
    },
  ],
  empty: ({ t }) => t('Chưa gộp hồ sơ nào.', 'Nothing was merged yet.'),
})
