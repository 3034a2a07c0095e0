import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, LinkButton, type ListFilter, listPage, StateBadge } from '../ui/index.ts'
import { enter } from './entry-commands.ts'
import { decisionFields, entryFields, opinionFields, prizes, sentFields } from './fields.ts'
import { type Entry, listEntries } from './queries.ts'
import { entryStates } from './rules.ts'

/* Entries for the award as a list. */

export const at = '/award-entries'
export const title = words('Giải thưởng chất lượng quốc gia', 'National Quality Award')
export const crumbs = (request: PageRequest) => [{ label: request.t(title), href: at }]

/** A round that a link names stays until it is cleared. */
function roundFilter({ url, t }: PageRequest): readonly ListFilter[] {
  const value = url.searchParams.get('roundId') ?? ''
  if (value === '') return []
  return [
    {
      name: 'roundId',
      kind: 'select',
      label: words('Kỳ giải đang xem', 'Round that is shown'),
      choices: [{ value, label: t(`Đang xem số ${value}`, `Shown: ${value}`) }],
    },
  ]
}

export const entryList = listPage({
  route: `GET ${at}`,
  place: { group: 'activities', order: 73, label: title },
  title,
  lead: words(
    'Doanh nghiệp, sản phẩm dự Giải thưởng chất lượng quốc gia: tự đánh giá, kiểm tra, ý kiến của tỉnh, gửi Bộ, kết quả, đề nghị khen thưởng. Doanh nghiệp xem hồ sơ của mình.',
    'Enterprises and products that enter for the National Quality Award: self-assessment, check, opinion of the province, the ministry, outcome, proposal of commendation. An enterprise sees its own.',
  ),
  query: listEntries,
  actions: (request) => (
    <>
      <Act command={enter} request={request} href={`${at}/new`} kind="primary">
        {request.t('Lập hồ sơ dự giải', 'Enter for the award')}
      </Act>
      <LinkButton href="/award-rounds">{request.t('Các kỳ giải', 'All rounds')}</LinkButton>
      <LinkButton href="/award-rules">{request.t('Quy định xét giải', 'Rules of the award')}</LinkButton>
      {request.mayOpen(`${at}/import`) ? (
        <LinkButton href={`${at}/import`}>{request.t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
    </>
  ),
  empty: ({ t }) => t('Chưa có hồ sơ dự giải nào.', 'Nobody has entered yet.'),
  filters: async (request) => [
    {
      name: 'q',
      kind: 'search',
      label: words('Tìm doanh nghiệp, sản phẩm, ngành', 'Enterprise, product, sector'),
    },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: entryStates.choices(request.t),
    },
    {
      name: 'prize',
      kind: 'select',
      label: decisionFields.labels.prize,
      choices: prizes.choices(request.t),
    },
    { name: 'year', kind: 'search', label: words('Kỳ giải năm', 'Round of the year') },
    ...roundFilter(request),
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const { sector, ...others } = entryFields.columns<Entry>(t, {})
    const exported = [
      ...Object.values(opinionFields.columns<Entry>(t, {})),
      ...Object.values(sentFields.columns<Entry>(t, {})),
    ].map((column) => ({ ...column, exportOnly: true as const }))
    const { prize, ...decided } = decisionFields.columns<Entry>(t, {})
    return [
      {
        key: 'enterprise',
        label: words('Doanh nghiệp', 'Enterprise'),
        sort: 'enterprise',
        value: (row: Entry) => row.enterprise,
        cell: (row: Entry) => <a href={`${at}/${row.id}`}>{row.enterprise}</a>,
      },
      {
        key: 'product',
        label: words('Sản phẩm dự giải', 'Product that enters'),
        value: (row: Entry) => row.product,
      },
      { key: 'year', label: words('Kỳ giải năm', 'Round of the year'), value: (row: Entry) => row.year },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row: Entry) => t(entryStates.names[row.state]),
        cell: (row: Entry) => <StateBadge of={entryStates} is={row.state} t={t} />,
      },
      prize,
      sector,
      {
        key: 'movedOn',
        label: words('Cập nhật ngày', 'Last moved on'),
        kind: 'date',
        sort: 'movedOn',
        value: (row: Entry) => row.movedOn,
      },
      ...Object.values(others),
      ...exported,
      ...Object.values(decided),
      ...(await planColumn<Entry>(request)),
    ]
  },
})
