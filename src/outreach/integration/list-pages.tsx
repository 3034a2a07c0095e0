import { planColumn, planFilters } from '../../plan/index.ts'
import { words } from '../../platform/language.ts'
import type { PageRequest } from '../../platform/page.ts'
import { Act, LinkButton, listPage, StateBadge } from '../../ui/index.ts'
import { agencyFilter } from '../list-pages.tsx'
import { outreachStates } from '../rules.ts'
import { recordIntegration } from './commands.ts'
import { integrationFields } from './fields.ts'
import { type Integration, listIntegrations } from './queries.ts'

export const at = '/integrations'
const title = words('Kinh phí lồng ghép của cơ quan, hội', 'Integrated money of agencies')
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: at }]

export const integrationsPage = listPage({
  route: `GET ${at}`,
  place: { group: 'activities', order: 57, label: title },
  title,
  lead: words(
    'Cơ quan, hội lồng ghép Chương trình vào kế hoạch của mình: văn bản, điều khoản, mục chi, số tiền, quỹ, doanh nghiệp chung. Khoản đã xác nhận được đặt cạnh kế hoạch năm, không cộng vào kinh phí của Chương trình.',
    'Agencies integrate the programme into their own plans: document, clause, line, money, fund, enterprises in common. What is confirmed stands beside the yearly plan, and is not added to the money of the programme.',
  ),
  query: listIntegrations,
  actions: (request) => (
    <>
      <Act command={recordIntegration} request={request} href={`${at}/new`} kind="primary">
        {request.t('Ghi khoản lồng ghép', 'Enter integrated money')}
      </Act>
      {request.mayOpen(`${at}/import`) ? (
        <LinkButton href={`${at}/import`}>{request.t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
      <LinkButton href="/outreach/sums">{request.t('Cộng theo cơ quan, hội', 'Sums by agency')}</LinkButton>
    </>
  ),
  empty: ({ t }) => t('Chưa ghi khoản lồng ghép nào.', 'No integrated money is entered yet.'),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Kế hoạch, số văn bản', 'Own plan, number of its document') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: outreachStates.choices(request.t),
    },
    await agencyFilter(request),
    { name: 'serves', kind: 'search', label: integrationFields.labels.serves },
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const { programme, agency, year, amount, source, ...others } = integrationFields.columns<Integration>(t, {
      programme: { cell: (row) => <a href={`${at}/${row.id}`}>{row.programme}</a> },
      agency: { value: (row) => t(row.agency, row.agencyEn) },
      source: { value: (row) => t(row.source, row.sourceEn) },
      line: { value: (row) => row.line },
    })
    return [
      programme,
      agency,
      year,
      amount,
      source,
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(outreachStates.names[row.state]),
        cell: (row) => <StateBadge of={outreachStates} is={row.state} t={t} />,
      },
      ...Object.values(others),
      {
        key: 'named',
        label: words('Doanh nghiệp chung', 'Enterprises in common'),
        kind: 'number',
        exportOnly: true,
        value: (row) => row.named,
      },
      ...(await planColumn<Integration>(request)),
    ]
  },
})
