import { listAgencies } from '../agencies/index.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { listChannels } from './channels.ts'
import { recordCommunication } from './commands.ts'
import { communicationFields } from './fields.ts'
import { type Communication, listCommunication } from './queries.ts'
import { communicationStates, origins } from './rules.ts'

/* What was communicated, by channel; with `?origin=press` it is the press log. */

export const at = '/communication'
export const title = words('Hoạt động truyền thông', 'Communication')
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: at }]

/** A quantity with what its channel counts. */
export const quantityOf = (
  { t, language }: PageRequest,
  { number, unit, unitEn }: { readonly number: number; readonly unit: string; readonly unitEn: string },
) => `${formatNumber(number, language)} ${t(unit, unitEn)}`

export const communicationPage = listPage({
  route: `GET ${at}`,
  place: { group: 'activities', order: 55, label: title },
  title,
  lead: words(
    'Cơ quan, hội ghi những gì mình đã truyền thông, theo kênh, kèm minh chứng; người khác xác nhận thì được tính. Báo chí tự đưa tin được ghi vào nhật ký báo chí.',
    'Agencies and associations enter what they communicated, by channel, with proof; it counts once another person confirms it. What the press writes by itself stands in the press log.',
  ),
  query: listCommunication,
  actions: (request) => {
    const { t, mayOpen } = request
    return (
      <>
        <Act command={recordCommunication} request={request} href={`${at}/new`} kind="primary">
          {t('Ghi hoạt động truyền thông', 'Enter communication')}
        </Act>
        <LinkButton href={`${at}/sums`}>{t('Cộng theo kênh', 'Sums by channel')}</LinkButton>
        <LinkButton href={`${at}?origin=press`}>{t('Nhật ký báo chí', 'Press log')}</LinkButton>
        {mayOpen(`${at}/import`) ? (
          <LinkButton href={`${at}/import`}>{t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
        ) : null}
        {mayOpen(`${at}/channels`) ? (
          <LinkButton href={`${at}/channels`}>
            {t('Các kênh truyền thông', 'Channels of communication')}
          </LinkButton>
        ) : null}
      </>
    )
  },
  empty: ({ t }) => t('Chưa ghi hoạt động nào.', 'Nothing is entered yet.'),
  filters: async (request) => {
    const { t } = request
    const channels = await request.execute(listChannels, { limit: 1000 })
    const agencies = await request.execute(listAgencies, { state: 'living', limit: 1000 })
    return [
      {
        name: 'q',
        kind: 'search',
        label: words('Tìm nội dung, báo, chiến dịch', 'Content, outlet, campaign'),
      },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: communicationStates.choices(t),
      },
      {
        name: 'origin',
        kind: 'select',
        label: communicationFields.labels.origin,
        choices: origins.choices(t),
      },
      {
        name: 'channelId',
        kind: 'select',
        label: communicationFields.labels.channelId,
        choices: channels.rows.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      },
      {
        name: 'agencyId',
        kind: 'select',
        label: communicationFields.labels.agencyId,
        choices: agencies.rows.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      },
      { name: 'campaign', kind: 'search', label: communicationFields.labels.campaign },
      { name: 'year', kind: 'search', label: words('Năm', 'Year') },
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t } = request
    const {
      title: what,
      heldOn,
      agency,
      channel,
      number,
      ...others
    } = communicationFields.columns<Communication>(t, {
      title: { cell: (row) => <a href={`${at}/${row.id}`}>{row.title}</a> },
      agency: { value: (row) => t(row.agency, row.agencyEn) },
      channel: { value: (row) => t(row.channel, row.channelEn) },
      number: { cell: (row) => quantityOf(request, row) },
      line: { value: (row) => row.line },
    })
    return [
      what,
      heldOn,
      channel,
      number,
      agency,
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(communicationStates.names[row.state]),
        cell: (row) => <StateBadge of={communicationStates} is={row.state} t={t} />,
      },
      ...Object.values(others),
      ...(await planColumn<Communication>(request)),
      {
        key: 'unit',
        label: words('Đơn vị đếm', 'Unit of counting'),
        exportOnly: true,
        value: (row) => t(row.unit, row.unitEn),
      },
    ]
  },
})
