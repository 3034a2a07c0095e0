import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { contentKinds } from '../support/index.ts'
import { LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { listFields } from './field-catalogue.ts'
import { contentValueFields } from './fields.ts'
import { type ContentValue, listValues } from './queries.ts'
import { moments, shownValue, valueStates } from './rules.ts'

/* The values of all turns. */

export const at = '/content-values'
export const title = words('Kết quả theo nội dung hỗ trợ', 'Results by content of support')
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: at }]

/** What a link from a turn names stays until it is cleared. */
const turnFilter = ({ url, t }: PageRequest) => {
  const value = url.searchParams.get('turnId') ?? ''
  if (value === '') return []
  const choices = [{ value, label: t(`Số ${value}`, `Number ${value}`) }]
  return [{ name: 'turnId', kind: 'select', label: words('Lượt hỗ trợ', 'Support turn'), choices }] as const
}

export const valueList = listPage({
  route: `GET ${at}`,
  place: { group: 'work', order: 32, label: title },
  title,
  lead: words(
    'Mỗi loại nội dung có số liệu riêng: diện tích theo cây trồng, năng lượng tiết kiệm, mức sẵn sàng trước và sau. Doanh nghiệp nhập kèm minh chứng, người khác xác nhận.',
    'Each kind of content has figures of its own: area by crop, energy saved, readiness before and after. The enterprise enters them with proof, another person confirms.',
  ),
  query: listValues,
  actions: ({ t, mayOpen }) => (
    <>
      <LinkButton href={`${at}/sums`}>
        {t('Cộng theo nội dung và năm', 'Sums by content and year')}
      </LinkButton>
      {mayOpen(`${at}/import`) ? (
        <LinkButton href={`${at}/import`}>{t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
      <LinkButton href="/content-fields">{t('Danh mục số liệu', 'Catalogue of figures')}</LinkButton>
    </>
  ),
  empty: ({ t }) =>
    t(
      'Chưa có số liệu nào; số liệu được nhập ở trang của lượt hỗ trợ.',
      'No figure yet; figures are entered on the page of a turn.',
    ),
  filters: async (request) => {
    const { t } = request
    const fields = await request.execute(listFields, { limit: 1000 })
    return [
      {
        name: 'q',
        kind: 'search',
        label: words('Tìm doanh nghiệp, số liệu, đối tượng', 'Enterprise, figure, item'),
      },
      { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: valueStates.choices(t) },
      {
        name: 'kind',
        kind: 'select',
        label: words('Loại nội dung', 'Kind of content'),
        choices: contentKinds.choices(t),
      },
      {
        name: 'fieldId',
        kind: 'select',
        label: contentValueFields.labels.fieldId,
        choices: fields.rows.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      },
      {
        name: 'moment',
        kind: 'select',
        label: contentValueFields.labels.moment,
        choices: moments.choices(t),
      },
      { name: 'year', kind: 'search', label: words('Năm kế hoạch', 'Plan year') },
      ...turnFilter(request),
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t, language } = request
    const { field, moment, measuredOn, item, value } = contentValueFields.columns<ContentValue>(t, {
      field: {
        value: (row) => t(row.field, row.fieldEn),
        cell: (row) => <a href={`${at}/${row.id}`}>{t(row.field, row.fieldEn)}</a>,
      },
      value: { cell: (row) => shownValue(row, row, language) },
    })
    return [
      field,
      item,
      value,
      moment,
      {
        key: 'enterprise',
        label: words('Doanh nghiệp', 'Enterprise'),
        sort: 'enterprise',
        value: (row) => row.enterprise,
      },
      {
        key: 'turn',
        label: words('Lượt hỗ trợ', 'Support turn'),
        value: (row) => row.turnId,
        cell: (row) => <a href={`/support/${row.turnId}`}>{t(`Lượt ${row.turnId}`, `Turn ${row.turnId}`)}</a>,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(valueStates.names[row.state]),
        cell: (row) => <StateBadge of={valueStates} is={row.state} t={t} />,
      },
      measuredOn,
      { key: 'year', label: words('Năm kế hoạch', 'Plan year'), value: (row) => row.year, exportOnly: true },
      {
        key: 'content',
        label: words('Nội dung', 'Content'),
        value: (row) => t(row.content, row.contentEn),
        exportOnly: true,
      },
      {
        key: 'unit',
        label: words('Đơn vị của số liệu', 'Unit of the figure'),
        value: (row) => (row.unit === null ? null : t(row.unit, row.unitEn ?? row.unit)),
        exportOnly: true,
      },
      ...(await planColumn<ContentValue>(request)),
    ]
  },
})
