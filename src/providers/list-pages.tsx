import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { recordProvider } from './commands.ts'
import { providerFields, providerForms, providerRoles, providerStates } from './fields.ts'
import { listProviders, listPublicProviders, type Provider, type PublicProvider } from './queries.ts'
import { rolesOf } from './rules.ts'

/* The register of who helps enterprises, for the office and, of its confirmed ones, for everybody. */

export const at = '/providers'
export const title = words('Sổ tổ chức, chuyên gia hỗ trợ', 'Register of providers')
export const crumbs = (request: PageRequest) => [{ label: request.t(title), href: at }]

/** What ratings tell, in words. */
export function ratedWords(
  { t, language }: PageRequest,
  { mean, ratings }: { readonly mean: number | null; readonly ratings: number },
): string {
  if (ratings === 0) return t('Chưa có đánh giá', 'Not rated yet')
  return mean === null
    ? t(`${ratings} lượt đánh giá, chưa đủ để nêu điểm`, `${ratings} ratings, too few for a mean`)
    : t(
        `${formatNumber(mean, language)}/5 từ ${ratings} lượt đánh giá`,
        `${formatNumber(mean, language)} of 5 from ${ratings} ratings`,
      )
}

const ratingColumns = (request: PageRequest) =>
  [
    {
      key: 'mean',
      label: words('Đánh giá của doanh nghiệp', 'Rated by enterprises'),
      value: (row: { readonly mean: number | null; readonly ratings: number }) => ratedWords(request, row),
    },
  ] as const

export const providerList = listPage({
  route: `GET ${at}`,
  place: { group: 'activities', order: 85, label: title },
  title,
  lead: words(
    'Tổ chức tư vấn, chứng nhận, thử nghiệm, giám định, đào tạo và chuyên gia giúp doanh nghiệp. Người ghi không tự xác nhận; hồ sơ, chứng nhận chọn từ sổ này.',
    'Consultants, certification bodies, laboratories, inspection bodies, trainers and experts that help enterprises. Whoever enters one does not confirm it; records pick from here.',
  ),
  query: listProviders,
  actions: (request) => (
    <>
      <Act command={recordProvider} request={request} href={`${at}/new`} kind="primary">
        {request.t('Ghi vào sổ', 'Enter on the register')}
      </Act>
      {request.mayOpen(`${at}/import`) ? (
        <LinkButton href={`${at}/import`}>{request.t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
      {request.mayOpen(`${at}/rules`) ? (
        <LinkButton href={`${at}/rules`}>
          {request.t('Quy định chọn, đánh giá', 'Rules of picking and rating')}
        </LinkButton>
      ) : null}
    </>
  ),
  empty: ({ t }) => t('Sổ chưa có ai.', 'Nobody is on the register yet.'),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm tên, mã số thuế, lĩnh vực', 'Name, tax code, field') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: providerStates.choices(t),
    },
    {
      name: 'role',
      kind: 'select',
      label: words('Loại việc', 'Kinds of work'),
      choices: providerRoles.choices(t),
    },
    { name: 'form', kind: 'select', label: providerFields.labels.form, choices: providerForms.choices(t) },
    {
      name: 'licence',
      kind: 'select',
      label: words('Giấy phép, chỉ định', 'Licences'),
      choices: [{ value: 'expired', label: t('Đã hết hạn cả', 'All expired') }],
    },
  ],
  columns: (request) => {
    const { t } = request
    const { name, form, ...others } = providerFields.columns<Provider>(t, {
      name: { cell: (row) => <a href={`${at}/${row.id}`}>{row.name}</a> },
    })
    return [
      name,
      { key: 'roles', label: words('Loại việc', 'Kinds of work'), value: (row) => t(rolesOf(row)) },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(providerStates.names[row.state]),
        cell: (row) => <StateBadge of={providerStates} is={row.state} t={t} />,
      },
      {
        key: 'expired',
        label: words('Giấy phép đã hết hạn', 'Licence that expired'),
        kind: 'date',
        value: (row) => row.expired,
        cell: (row) => (row.expired === null ? null : <Badge tone="error">{formatDate(row.expired)}</Badge>),
      },
      ...ratingColumns(request),
      form,
      ...Object.values(others),
    ]
  },
})

export const publicProviderList = listPage({
  route: `GET ${at}/confirmed`,
  place: {
    group: 'activities',
    order: 5,
    label: words('Tổ chức, chuyên gia hỗ trợ', 'Providers'),
  },
  title: words('Tổ chức, chuyên gia hỗ trợ đã xác nhận', 'Confirmed providers'),
  lead: words(
    'Tổ chức tư vấn, chứng nhận, thử nghiệm, giám định, đào tạo và chuyên gia mà Chương trình đã xác nhận. Điện thoại, e-mail chỉ nêu khi họ đồng ý.',
    'Consultants, certification bodies, laboratories, inspection bodies, trainers and experts that the programme has confirmed. Telephone and e-mail stand here only where they agreed.',
  ),
  query: listPublicProviders,
  empty: ({ t }) => t('Chưa có ai được xác nhận.', 'Nobody is confirmed yet.'),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm tên, lĩnh vực', 'Name or field') },
    {
      name: 'role',
      kind: 'select',
      label: words('Loại việc', 'Kinds of work'),
      choices: providerRoles.choices(t),
    },
  ],
  columns: (request) => {
    const { t } = request
    const { labels } = providerFields
    return [
      { key: 'name', label: labels.name, sort: 'name', value: (row: PublicProvider) => row.name },
      { key: 'roles', label: words('Loại việc', 'Kinds of work'), value: (row) => t(rolesOf(row)) },
      { key: 'specialities', label: labels.specialities, value: (row) => row.specialities },
      {
        key: 'licences',
        label: words('Giấy phép, chỉ định còn hiệu lực', 'Licences that hold'),
        value: (row) => row.licences,
      },
      { key: 'phone', label: labels.phone, value: (row) => row.phone },
      { key: 'email', label: labels.email, value: (row) => row.email },
      ...ratingColumns(request),
    ]
  },
})
