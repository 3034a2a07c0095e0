import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { lotFields, lotStates } from './fields.ts'
import { type Lot, listLots } from './queries.ts'

/* The traced lots of support turns. */

export const at = '/traceability'
export const title = words('Truy xuất nguồn gốc', 'Traceability')
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: at }]

/** What a link from a turn names stays until it is cleared. */
const turnFilter = ({ url, t }: PageRequest) => {
  const value = url.searchParams.get('turnId') ?? ''
  if (value === '') return []
  const choices = [{ value, label: t(`Số ${value}`, `Number ${value}`) }]
  return [{ name: 'turnId', kind: 'select', label: words('Lượt hỗ trợ', 'Support turn'), choices }] as const
}

export const lotList = listPage({
  route: `GET ${at}`,
  place: { group: 'work', order: 33, label: title },
  title,
  lead: words(
    'Lô hàng được truy xuất của lượt hỗ trợ: mã GTIN, số lô, sự kiện theo chuỗi. Doanh nghiệp công khai thì ai quét mã QR cũng xem được.',
    'Traced lots of support turns: GTIN, lot number, events along the chain. Once the enterprise publishes one, whoever scans its QR code reads it.',
  ),
  query: listLots,
  actions: ({ t, mayOpen }) => (
    <>
      {mayOpen(`${at}/import`) ? (
        <LinkButton href={`${at}/import`}>
          {t('Nhập sự kiện từ Excel', 'Import events from Excel')}
        </LinkButton>
      ) : null}
      <LinkButton href="/trace-event-kinds">
        {t('Loại sự kiện truy xuất', 'Kinds of tracking event')}
      </LinkButton>
    </>
  ),
  empty: ({ t }) =>
    t(
      'Chưa có lô nào; lô được ghi ở trang của lượt hỗ trợ.',
      'No lot yet; lots are entered on the page of a turn.',
    ),
  filters: async (request) => [
    {
      name: 'q',
      kind: 'search',
      label: words('Tìm sản phẩm, GTIN, số lô, doanh nghiệp', 'Product, GTIN, lot, enterprise'),
    },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: lotStates.choices(request.t),
    },
    { name: 'year', kind: 'search', label: words('Năm kế hoạch', 'Plan year') },
    ...turnFilter(request),
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t, system } = request
    const { product, gtin, lot, producedOn, ...others } = lotFields.columns<Lot>(t, {
      product: { value: (row) => row.product, cell: (row) => <a href={`${at}/${row.id}`}>{row.product}</a> },
    })
    return [
      product,
      lot,
      gtin,
      {
        key: 'enterprise',
        label: words('Doanh nghiệp', 'Enterprise'),
        sort: 'enterprise',
        value: (row) => row.enterprise,
      },
      producedOn,
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(lotStates.names[row.state]),
        cell: (row) => <StateBadge of={lotStates} is={row.state} t={t} />,
      },
      {
        key: 'events',
        label: words('Số sự kiện', 'Events'),
        kind: 'number',
        value: (row) => row.events,
      },
      ...Object.values(others),
      {
        key: 'turn',
        label: words('Lượt hỗ trợ', 'Support turn'),
        value: (row) => row.turnId,
        exportOnly: true,
      },
      {
        key: 'link',
        label: words('Liên kết số GS1', 'GS1 Digital Link'),
        value: (row) => system.config.publicUrl + row.link,
        exportOnly: true,
      },
      ...(await planColumn<Lot>(request)),
    ]
  },
})
