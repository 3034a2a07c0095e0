import { today } from '../platform/dates.ts'
import {
  type FormState,
  freshForm,
  type PageRequest,
  type PageResult,
  page,
  submit,
} from '../platform/page.ts'
import { Form, fields } from '../ui/index.ts'
import { changeState, editEnterprise, registerEnterprise } from './commands.ts'
import { importColumns } from './import-rules.ts'
import { afterStale, crumbs, editors, enterpriseAction, load, unitLabel, VersionedForm } from './parts.tsx'
import { type EnterpriseDetail, listUnits } from './queries.ts'
import { enterpriseStates, sectorGroups, sectorNames, stateNames } from './rules.ts'

async function ProfileFields(request: PageRequest, form: FormState, taxCode: boolean) {
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
        choices: sectorGroups.map((value) => ({ value, label: t(sectorNames[value]) })),
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

async function newView(request: PageRequest, form: FormState): Promise<PageResult> {
  const { t } = request
  return {
    title: t('Thêm doanh nghiệp', 'Add an enterprise'),
    breadcrumbs: crumbs(request),
    body: (
      <div class="panel">
        <Form
          form={form}
          t={t}
          action="/enterprises/new"
          submit={t('Ghi nhận', 'Register')}
          cancel="/enterprises"
        >
          {await ProfileFields(request, form, true)}
        </Form>
      </div>
    ),
  }
}

export const newPage = page({
  route: 'GET /enterprises/new',
  may: ['coordinator'],
  run: (request) => newView(request, freshForm({ sectorGroup: 'production' })),
})

export const newAction = page({
  route: 'POST /enterprises/new',
  may: ['coordinator'],
  run: (request) =>
    submit(request, registerEnterprise, {
      done: ({ id }) => ({
        to: `/enterprises/${id}`,
        message: request.t('Đã ghi nhận doanh nghiệp.', 'The enterprise is registered.'),
      }),
      again: (form) => newView(request, form),
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

async function editView(
  request: PageRequest,
  enterprise: EnterpriseDetail,
  typed: FormState | null,
): Promise<PageResult> {
  const { t, actor } = request
  const stored = storedProfile(enterprise)
  const labels = Object.entries({ ...importColumns, adminUnitId: importColumns.unit })
    .filter(([key]) => key in stored)
    .map(([key, words]) => [key, t(words)] as const)
  const { form, notice } = afterStale(
    typed ?? freshForm(stored),
    stored,
    Object.fromEntries(labels),
    t,
    (name, value) => {
      if (name === 'adminUnitId') return t(enterprise.unit, enterprise.unitEn)
      return name === 'sectorGroup' ? t(sectorNames[enterprise.sectorGroup]) : value
    },
  )
  return {
    title: t('Sửa thông tin doanh nghiệp', "Edit the enterprise's profile"),
    lead: enterprise.name,
    breadcrumbs: crumbs(request, enterprise),
    body: (
      <VersionedForm
        {...{ form, notice, t }}
        action={`/enterprises/${enterprise.id}/edit`}
        submit={t('Lưu', 'Save')}
        cancel={`/enterprises/${enterprise.id}`}
      >
        {await ProfileFields(request, form, actor.role === 'coordinator')}
      </VersionedForm>
    ),
  }
}

export const editPage = page({
  route: 'GET /enterprises/{id}/edit',
  may: editors,
  run: async (request) => editView(request, await load(request), null),
})

export const editAction = enterpriseAction({
  route: 'POST /enterprises/{id}/edit',
  command: editEnterprise,
  input: ({ actor }) => (actor.role === 'enterprise' ? { taxCode: undefined } : {}),
  to: '',
  message: { vi: 'Đã lưu.', en: 'Saved.' },
  again: async (request, form) => editView(request, await load(request), form),
})

async function stateView(
  request: PageRequest,
  enterprise: EnterpriseDetail,
  typed: FormState | null,
): Promise<PageResult> {
  const { t } = request
  const stored = {
    version: String(enterprise.version),
    state: enterprise.state,
    since: today(request.system.now()),
    reason: '',
  }
  const { form, notice } = afterStale(
    typed ?? freshForm(stored),
    stored,
    { state: t('Tình trạng', 'State') },
    t,
    () => t(stateNames[enterprise.state]),
  )
  const f = fields(form, t)
  return {
    title: t('Đổi tình trạng doanh nghiệp', "Change the enterprise's state"),
    lead: enterprise.name,
    breadcrumbs: crumbs(request, enterprise),
    body: (
      <VersionedForm
        {...{ form, notice, t }}
        action={`/enterprises/${enterprise.id}/state`}
        submit={t('Lưu', 'Save')}
        cancel={`/enterprises/${enterprise.id}`}
      >
        {f.radio('state', {
          label: t('Tình trạng', 'State'),
          choices: enterpriseStates.map((value) => ({ value, label: t(stateNames[value]) })),
        })}
        {f.date('since', { label: t('Từ ngày', 'Since'), required: true })}
        {f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 })}
      </VersionedForm>
    ),
  }
}

export const statePage = page({
  route: 'GET /enterprises/{id}/state',
  may: ['coordinator'],
  run: async (request) => stateView(request, await load(request), null),
})

export const stateAction = enterpriseAction({
  route: 'POST /enterprises/{id}/state',
  may: ['coordinator'],
  command: changeState,
  to: '',
  message: { vi: 'Đã lưu.', en: 'Saved.' },
  again: async (request, form) => stateView(request, await load(request), form),
})
