import { takenOverFilter } from '../imports/index.ts'
import { mayRun } from '../platform/actor.ts'
import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { Act, Badge, LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { livingAssociations } from './associations.ts'
import { registerEnterprise } from './commands.ts'
import { unitChoices } from './enterprise-of.ts'
import { checkImport } from './import.ts'
import { importColumns } from './import-rules.ts'
import { confirmMany } from './many-pages.tsx'
import { profile, yearFigures } from './profile.ts'
import { type EnterpriseRow, listEnterprises, listUnits } from './queries.ts'
import { enterpriseStates, legalForms, sectorGroups, sizeClasses } from './rules.ts'

export const enterpriseList = listPage({
  route: 'GET /enterprises',
  place: {
    group: 'work',
    order: 10,
    main: ['coordinator', 'home_affairs', 'agency', 'association'],
    label: words('Doanh nghiệp', 'Enterprises'),
  },
  title: words('Doanh nghiệp', 'Enterprises'),
  lead: words(
    'Doanh nghiệp trên địa bàn với quy mô theo số liệu năm gần nhất. Tệp xuất ra có thể sửa rồi nhập lại.',
    'The enterprises of the province, their size by the figures of the latest year. An export can be edited and imported again.',
  ),
  query: listEnterprises,
  many: [confirmMany.act],
  columns: ({ t }) => {
    const { taxCode, name, ...others } = profile.columns<EnterpriseRow>(t, {
      name: { cell: (row) => <a href={`/enterprises/${row.id}`}>{row.name}</a> },
      unit: { value: (row) => t(row.unit, row.unitEn) },
    })
    return [
      name,
      taxCode,
      ...Object.values(others),
      {
        key: 'size',
        label: words('Quy mô', 'Size'),
        sort: 'size',
        value: (row) => t(sizeClasses.names[row.sizeClass]),
        cell: (row) => <StateBadge of={sizeClasses} is={row.sizeClass} t={t} />,
      },
      {
        key: 'keyProducts',
        label: words('Sản phẩm chủ lực', 'Key products'),
        value: (row) => row.keyProducts,
        cell: (row) =>
          row.keyProducts === null ? null : (
            <Badge tone="success">{t('Có sản phẩm chủ lực', 'Makes a key product')}</Badge>
          ),
      },
      { key: 'year', label: importColumns.year, value: (row) => row.year, exportOnly: true },
      ...Object.values(yearFigures.columns<EnterpriseRow>(t, {})),
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(enterpriseStates.names[row.state]),
        cell: (row) => <StateBadge of={enterpriseStates} is={row.state} t={t} />,
      },
      {
        key: 'registered',
        label: words('Ngày ghi nhận', 'Registered on'),
        kind: 'date',
        sort: 'registered',
        value: (row) => today(new Date(row.registeredAt)),
      },
    ]
  },
  filters: async (request) => {
    const { t } = request
    const units = await request.execute(listUnits, {})
    const { system } = request
    const associations = await livingAssociations(system.db, today(system.now()))
    return [
      { name: 'q', label: words('Tên hoặc mã số thuế', 'Name or tax code'), kind: 'search' },
      {
        name: 'size',
        label: words('Quy mô', 'Size'),
        kind: 'select',
        choices: sizeClasses.choices(t),
      },
      {
        name: 'unit',
        label: importColumns.unit,
        kind: 'select',
        choices: unitChoices(units, t),
      },
      {
        name: 'sector',
        label: importColumns.sectorGroup,
        kind: 'select',
        choices: sectorGroups.choices(t),
      },
      {
        name: 'form',
        label: words('Loại hình', 'Legal form'),
        kind: 'select',
        choices: legalForms.choices(t),
      },
      {
        name: 'state',
        label: words('Tình trạng', 'State'),
        kind: 'select',
        choices: enterpriseStates.choices(t),
      },
      {
        name: 'association',
        label: words('Hội, hiệp hội', 'Association'),
        kind: 'select',
        choices: associations.map((one) => ({ value: one.id, label: t(one.name, one.nameEn) })),
      },
      {
        name: 'keyProduct',
        label: words('Sản phẩm chủ lực', 'Key products'),
        kind: 'select',
        choices: [
          { value: 'yes', label: t('Có sản phẩm chủ lực', 'Makes a key product') },
          { value: 'no', label: t('Chưa có sản phẩm chủ lực đã xác nhận', 'No confirmed key product') },
        ],
      },
      takenOverFilter(t),
    ]
  },
  actions: (request) => (
    <>
      {request.mayOpen('/enterprises/criteria') ? (
        <LinkButton href="/enterprises/criteria">
          {request.t('Tiêu chí chờ xác nhận', 'Criteria to be confirmed')}
        </LinkButton>
      ) : null}
      {request.mayOpen('/enterprises/doubles') ? (
        <LinkButton href="/enterprises/doubles">
          {request.t('Hồ sơ có thể trùng', 'Possible doubles')}
        </LinkButton>
      ) : null}
      <Act command={checkImport} request={request} href="/enterprises/import">
        {request.t('Nhập từ Excel', 'Import from Excel')}
      </Act>
      <Act command={registerEnterprise} request={request} href="/enterprises/new" kind="primary">
        {request.t('Thêm doanh nghiệp', 'Add an enterprise')}
      </Act>
    </>
  ),
  empty: ({ t, actor }) =>
    mayRun(actor, registerEnterprise) ? (
      <a href="/enterprises/new">{t('Thêm doanh nghiệp', 'Add an enterprise')}</a>
    ) : null,
})
