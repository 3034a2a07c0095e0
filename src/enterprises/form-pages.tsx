import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { columnName } from '../platform/text.ts'
import { type FieldName, type Fields, type Filling, formPage } from '../ui/index.ts'
import { changeState, editEnterprise, registerEnterprise } from './commands.ts'
import { crumbs, enterpriseOf, unitChoices } from './enterprise-of.ts'
import { profile } from './profile.ts'
import { type EnterpriseDetail, listUnits } from './queries.ts'
import { enterpriseStates, ownStates } from './rules.ts'

/** Whose form it is decides whether the tax code is in it. */
async function profileFields(
  { request, t }: Pick<Filling<typeof registerEnterprise.input, unknown>, 'request' | 't'>,
  f: Fields<FieldName<typeof registerEnterprise.input>>,
  without: 'taxCode'[] = [],
) {
  const units = await request.execute(listUnits, {})
  const choices = unitChoices(units, t).map((choice, at) => ({ ...choice, group: units[at]?.province }))
  return profile.form(f, t, { choices: { adminUnitId: choices }, without })
}

export const newEnterprise = formPage({
  command: registerEnterprise,
  address: '/enterprises/new',
  title: words('Thêm doanh nghiệp', 'Add an enterprise'),
  crumbs,
  initial: () => ({ sectorGroup: 'production' }),
  fields: (filling) => profileFields(filling, filling.f),
  submit: words('Ghi nhận', 'Record'),
  cancel: '/enterprises',
  done: ({ id }) => ({
    to: `/enterprises/${id}`,
    message: words('Đã ghi nhận doanh nghiệp.', 'The enterprise is registered.'),
  }),
})

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
  stored: (enterprise, { t, language }) => ({
    values: {
      ...profile.texts(enterprise, language),
      adminUnitId: String(enterprise.unitId),
      version: String(enterprise.version),
    },
    labels: Object.fromEntries(profile.keys.map((key) => [key, t(profile.labels[key])])),
    inWords: (name, value) =>
      name === 'adminUnitId'
        ? t(enterprise.unit, enterprise.unitEn)
        : t(profile.byColumn[columnName(name)]?.of?.wordsOf(value) ?? value),
  }),
  fields: (filling) =>
    profileFields(filling, filling.f, filling.request.actor.role === 'enterprise' ? ['taxCode'] : []),
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
      {f.radio('state', { label: t('Tình trạng', 'State'), choices: ownStates.choices(t) })}
      {f.date('since', { label: t('Từ ngày', 'From'), required: true })}
      {f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 })}
    </>
  ),
})
