import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, LinkButton, type ListFilter, listPage, StateBadge } from '../ui/index.ts'
import { crumbs as callCrumbs } from './call-pages.tsx'
import { nominationFields, nominationStates, nomineeKinds } from './fields.ts'
import { nominate } from './nomination-commands.ts'
import { listNominations, type NominationRow } from './nomination-queries.ts'

/* Nominations as a list. */

export const at = '/nominations'
export const title = words('Đề nghị khen thưởng', 'Nominations for commendation')
export const crumbs = (request: PageRequest) => [
  ...callCrumbs(request),
  ...(request.mayOpen(at) ? [{ label: request.t(title), href: at }] : []),
]

/** What a link from another page names stays until it is cleared. */
function namedFilters({ url, t }: PageRequest): readonly ListFilter[] {
  return (['callId', 'listId'] as const).flatMap((name): ListFilter[] => {
    const value = url.searchParams.get(name) ?? ''
    if (value === '') return []
    const label =
      name === 'callId'
        ? words('Đợt đề nghị khen thưởng', 'Calls for nominations')
        : words('Danh sách đề nghị khen thưởng', 'Lists of nominees')
    return [
      {
        name,
        kind: 'select',
        label,
        choices: [{ value, label: t(`Đang xem số ${value}`, `Shown: ${value}`) }],
      },
    ]
  })
}

export const nominationList = listPage({
  route: `GET ${at}`,
  place: { group: 'activities', order: 71, label: title },
  title,
  lead: words(
    'Tập thể, cá nhân được đề nghị khen thưởng; bên đề nghị xem đề nghị của mình. Lọc “Được khen thưởng” rồi tải Excel là danh sách được khen.',
    'Groups and persons nominated; whoever nominates sees its own. Filter by “Commended” and export for the list of those commended.',
  ),
  query: listNominations,
  actions: (request) => (
    <>
      <Act command={nominate} request={request} href={`${at}/new`} kind="primary">
        {request.t('Ghi đề nghị khen thưởng', 'Nominate for commendation')}
      </Act>
      {request.mayOpen(`${at}/import`) ? (
        <LinkButton href={`${at}/import`}>{request.t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
    </>
  ),
  empty: ({ t }) => t('Chưa có đề nghị khen thưởng nào.', 'Nobody is nominated yet.'),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm tên, nơi công tác', 'Name or workplace') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: nominationStates.choices(request.t),
    },
    {
      name: 'kind',
      kind: 'select',
      label: nominationFields.labels.kind,
      choices: nomineeKinds.choices(request.t),
    },
    ...namedFilters(request),
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const { name, kind, ...others } = nominationFields.columns<NominationRow>(t, {
      name: { cell: (row) => <a href={`${at}/${row.id}`}>{row.name}</a> },
    })
    return [
      name,
      kind,
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row: NominationRow) => t(nominationStates.names[row.state]),
        cell: (row: NominationRow) => <StateBadge of={nominationStates} is={row.state} t={t} />,
      },
      {
        key: 'call',
        label: words('Đợt đề nghị khen thưởng', 'Calls for nominations'),
        value: (row: NominationRow) => row.call,
      },
      {
        key: 'nominator',
        label: words('Bên đề nghị', 'Whoever nominates'),
        value: (row: NominationRow) => row.nominator,
      },
      {
        key: 'movedOn',
        label: words('Cập nhật ngày', 'Last moved on'),
        kind: 'date',
        sort: 'movedOn',
        value: (row: NominationRow) => row.movedOn,
      },
      ...Object.values(others),
      {
        key: 'enterprise',
        label: words('Doanh nghiệp', 'Enterprise'),
        value: (row: NominationRow) => row.enterprise,
        exportOnly: true,
      },
      {
        key: 'decisionNumber',
        label: words('Số quyết định khen thưởng', 'Number of the decision to commend'),
        value: (row: NominationRow) => row.decisionNumber,
        exportOnly: true,
      },
      {
        key: 'decidedOn',
        label: words('Ngày quyết định khen thưởng', 'Day of the decision to commend'),
        kind: 'date',
        value: (row: NominationRow) => row.decidedOn,
        exportOnly: true,
      },
      ...(await planColumn<NominationRow>(request)),
    ]
  },
})
