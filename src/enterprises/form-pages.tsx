import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { FormState, PageRequest } from '../platform/page.ts'
import { fields, formPage } from '../ui/index.ts'
import { changeState, editEnterprise, registerEnterprise } from './commands.ts'
import { crumbs, enterpriseOf, unitLabel } from './enterprise-of.ts'
import { importColumns } from './import-rules.ts'
import { type EnterpriseDetail, listUnits } from './queries.ts'
import { enterpriseStates, sectorGroups } from './rules.ts'

async function profileFields(request: PageRequest, form: FormState, taxCode: boolean) {
  const { t } = request
  const f = fields(form, t)
  const units = await request.execute(listUnits, {})
  return (
    <>
      {taxCode
        ? f.text('taxCode', {
            label: t(importColumns.taxCode),
            required: true,
            hint: t('10 số, hoặc 13 số của đơn vị phụ thuộc.', '10 digits, or 13 of a dependent unit.'),
          })
        : null}
      {f.text('name', { label: t(importColumns.name), required: true, autocomplete: 'organization' })}
      {f.text('nameEn', { label: t(importColumns.nameEn) })}
      {f.text('address', { label: t(importColumns.address), required: true })}
      {f.select('adminUnitId', {
        label: t(importColumns.unit),
        required: true,
        empty: t('— chọn —', '— choose —'),
        hint: t(
          'Cấp huyện kết thúc ngày 30/6/2025; chọn địa bàn theo thời điểm đăng ký.',
          'District level ended on 30/06/2025; choose the unit of the time of registration.',
        ),
        choices: units.map((unit) => ({ value: unit.id, label: unitLabel(unit, t), group: unit.province })),
      })}
      {f.radio('sectorGroup', {
        label: t(importColumns.sectorGroup),
        hint: t('Lĩnh vực có doanh thu cao nhất.', 'The sector with the highest revenue.'),
        choices: sectorGroups.choices(t),
      })}
      {f.text('industry', { label: t(importColumns.industry) })}
      {f.date('foundedOn', { label: t(importColumns.foundedOn) })}
      {f.text('representative', { label: t(importColumns.representative) })}
      {f.text('phone', { label: t(importColumns.phone), type: 'tel' })}
      {f.text('email', { label: t(importColumns.email), type: 'email' })}
      {f.text('website', { label: t(importColumns.website), type: 'url' })}
    </>
  )
}

export const newEnterprise = formPage({
  command: registerEnterprise,
  address: '/enterprises/new',
  title: words('Thêm doanh nghiệp', 'Add an enterprise'),
  crumbs,
  initial: () => ({ sectorGroup: 'production' }),
  fields: ({ request, form }) => profileFields(request, form, true),
  submit: words('Ghi nhận', 'Record'),
  cancel: '/enterprises',
  done: ({ id }) => ({
    to: `/enterprises/${id}`,
    message: words('Đã ghi nhận doanh nghiệp.', 'The enterprise is registered.'),
  }),
})

function storedProfile(enterprise: EnterpriseDetail) {
  return {
    version: String(enterprise.version),
    taxCode: enterprise.taxCode,
    name: enterprise.name,
    nameEn: enterprise.nameEn ?? '',
    address: enterprise.address,
    adminUnitId: String(enterprise.unitId),
    sectorGroup: enterprise.sectorGroup,
    industry: enterprise.industry ?? '',
    foundedOn: enterprise.foundedOn ?? '',
    representative: enterprise.representative ?? '',
    phone: enterprise.phone ?? '',
    email: enterprise.email ?? '',
    website: enterprise.website ?? '',
  }
}

/** What the forms of one enterprise's own record share. */
const ofEnterprise = {
  record: enterpriseOf,
  lead: ({ record }: { record: EnterpriseDetail }) => record.name,
  crumbs,
  submit: words('Lưu', 'Save'),
  cancel: ({ id }: EnterpriseDetail) => `/enterprises/${id}`,
  done: ({ id }: { id: number }) => ({ to: `/enterprises/${id}`, message: words('Đã lưu.', 'Saved.') }),
}

export const editEnterprisePages = formPage({
  ...ofEnterprise,
  command: editEnterprise,
  address: '/enterprises/{id}/edit',
  title: words('Sửa thông tin doanh nghiệp', "Edit the enterprise's profile"),
  stored: (enterprise, { t }) => {
    const values = storedProfile(enterprise)
    const labels = Object.entries({ ...importColumns, adminUnitId: importColumns.unit })
      .filter(([key]) => key in values)
      .map(([key, label]) => [key, t(label)] as const)
    return {
      values,
      labels: Object.fromEntries(labels),
      inWords: (name, value) => {
        if (name === 'adminUnitId') return t(enterprise.unit, enterprise.unitEn)
        return name === 'sectorGroup' ? t(sectorGroups.names[enterprise.sectorGroup]) : value
      },
    }
  },
  fields: ({ request, form }) => profileFields(request, form, request.actor.role === 'coordinator'),
  input: (_values, { actor }) => (actor.role === 'enterprise' ? { taxCode: undefined } : {}),
})

export const changeStatePages = formPage({
  ...ofEnterprise,
  command: changeState,
  address: '/enterprises/{id}/state',
  title: words('Đổi tình trạng doanh nghiệp', "Change the enterprise's state"),
  stored: (enterprise, { t, system }) => ({
    values: {
      version: String(enterprise.version),
      state: enterprise.state,
      since: today(system.now()),
      reason: '',
    },
    labels: { state: t('Tình trạng', 'State') },
    inWords: () => t(enterpriseStates.names[enterprise.state]),
  }),
  fields: ({ f, t }) => (
    <>
      {f.radio('state', { label: t('Tình trạng', 'State'), choices: enterpriseStates.choices(t) })}
      {f.date('since', { label: t('Từ ngày', 'From'), required: true })}
      {f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 })}
    </>
  ),
})
