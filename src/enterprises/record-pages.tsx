import { today, yearOf } from '../platform/dates.ts'
import { formatDong } from '../platform/money.ts'
import {
  type FormState,
  freshForm,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
} from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { fields } from '../ui/index.ts'
import { recordYear, setCriterion } from './commands.ts'
import { importColumns } from './import-rules.ts'
import { afterStale, crumbs, editors, enterpriseAction, load, VersionedForm } from './parts.tsx'
import type { CriterionRow, EnterpriseDetail, YearRow } from './queries.ts'
import { sectorGroups, sectorNames } from './rules.ts'

// ── Yearly figures ──────────────────────────────────────────────────────────────────────────────────────────────────

function yearView(
  request: PageRequest,
  enterprise: EnterpriseDetail,
  recorded: YearRow | undefined,
  typed: FormState | null,
): PageResult {
  const { t, language } = request
  const money = (amount: bigint | null | undefined) => (amount == null ? '' : formatDong(amount, language))
  const proposed = {
    version: String(recorded?.version ?? 0),
    sectorGroup: recorded?.sectorGroup ?? enterprise.sectorGroup,
    employees: String(recorded?.employees ?? ''),
    revenue: money(recorded?.revenue),
    capital: money(recorded?.capital),
    exportValue: money(recorded?.exportValue),
    fileId: String(recorded?.file?.id ?? ''),
  }
  const labels = {
    employees: t(importColumns.employees),
    revenue: t(importColumns.revenue),
    capital: t(importColumns.capital),
    exportValue: t(importColumns.exportValue),
  }
  const year =
    recorded === undefined ? String(yearOf(today(request.system.now())) - 1) : String(recorded.year)
  const { form, notice } = afterStale(typed ?? freshForm({ ...proposed, year }), proposed, labels, t)
  const f = fields(form, t)
  const at = `/enterprises/${enterprise.id}/years`
  return {
    title:
      recorded === undefined
        ? t('Ghi số liệu năm', 'Record yearly figures')
        : t(`Số liệu năm ${recorded.year}`, `Figures of ${recorded.year}`),
    lead: enterprise.name,
    breadcrumbs: crumbs(request, enterprise),
    body: (
      <VersionedForm
        {...{ form, notice, t }}
        action={recorded === undefined ? `${at}/new` : `${at}/${recorded.year}`}
        submit={t('Lưu và xác định quy mô', 'Save and work out the size')}
        cancel={`/enterprises/${enterprise.id}#years`}
        files
      >
        {recorded === undefined ? f.number('year', { label: t(importColumns.year), required: true }) : null}
        {f.radio('sectorGroup', {
          label: t(importColumns.sectorGroup),
          hint: t(
            'Lĩnh vực có doanh thu cao nhất trong năm.',
            'The sector with the highest revenue of the year.',
          ),
          choices: sectorGroups.map((value) => ({ value, label: t(sectorNames[value]) })),
        })}
        {f.number('employees', {
          label: labels.employees,
          hint: t(
            'Lao động tham gia bảo hiểm xã hội bắt buộc, bình quân năm. Để trống nếu chưa biết.',
            'In compulsory social insurance, average of the year. Leave empty if not known.',
          ),
        })}
        {f.money('revenue', { label: labels.revenue })}
        {f.money('capital', { label: labels.capital })}
        {f.money('exportValue', { label: labels.exportValue })}
        {f.file('fileId', {
          label: t('Minh chứng (báo cáo tài chính, tờ khai …)', 'Evidence (financial statements, returns …)'),
        })}
      </VersionedForm>
    ),
  }
}

export const newYearPage = page({
  route: 'GET /enterprises/{id}/years/new',
  may: editors,
  run: async (request) => yearView(request, await load(request), undefined, null),
})

const yearSaved = {
  vi: 'Đã lưu số liệu và xác định quy mô.',
  en: 'The figures are saved and the size worked out.',
}

export const newYearAction = enterpriseAction({
  route: 'POST /enterprises/{id}/years/new',
  command: recordYear,
  to: '#size',
  message: yearSaved,
  async again(request, form) {
    const enterprise = await load(request)
    // Somebody recorded the year meanwhile: what is stored stands beside what was typed.
    const recorded = enterprise.years.find((row) => String(row.year) === form.values.year)
    return yearView(request, enterprise, recorded, form)
  },
})

async function loadYear(request: PageRequest): Promise<{ enterprise: EnterpriseDetail; recorded: YearRow }> {
  const enterprise = await load(request)
  const year = numberOf(request, 'year')
  const recorded = enterprise.years.find((row) => row.year === year)
  if (recorded === undefined) throw notFound({ vi: 'số liệu của năm này', en: 'Figures of this year' })
  return { enterprise, recorded }
}

export const yearPage = page({
  route: 'GET /enterprises/{id}/years/{year}',
  may: editors,
  async run(request) {
    const { enterprise, recorded } = await loadYear(request)
    return yearView(request, enterprise, recorded, null)
  },
})

export const yearAction = enterpriseAction({
  route: 'POST /enterprises/{id}/years/{year}',
  command: recordYear,
  to: '#size',
  message: yearSaved,
  async again(request, form) {
    const { enterprise, recorded } = await loadYear(request)
    return yearView(request, enterprise, recorded, form)
  },
})

// ── Criteria ────────────────────────────────────────────────────────────────────────────────────────────────────────

async function loadCriterion(
  request: PageRequest,
): Promise<{ enterprise: EnterpriseDetail; criterion: CriterionRow }> {
  const enterprise = await load(request)
  const criterionId = numberOf(request, 'criterionId')
  const criterion = enterprise.criteria.find((row) => row.criterionId === criterionId)
  if (criterion === undefined) throw notFound({ vi: 'tiêu chí', en: 'Criterion' })
  return { enterprise, criterion }
}

async function criterionView(request: PageRequest, typed: FormState | null): Promise<PageResult> {
  const { t, actor } = request
  const { enterprise, criterion } = await loadCriterion(request)
  const stored = {
    version: String(criterion.version),
    met: criterion.met === true ? 'true' : 'false',
    note: criterion.note ?? '',
    fileId: String(criterion.file?.id ?? ''),
  }
  const { form, notice } = afterStale(
    typed ?? freshForm(stored),
    stored,
    { note: t('Căn cứ', 'What shows it') },
    t,
  )
  const f = fields(form, t)
  return {
    title: t(`Tiêu chí ${criterion.code})`, `Criterion ${criterion.code})`),
    lead: t(criterion.text, criterion.textEn),
    breadcrumbs: crumbs(request, enterprise),
    body: (
      <VersionedForm
        {...{ form, notice, t }}
        action={`/enterprises/${enterprise.id}/criteria/${criterion.criterionId}`}
        submit={actor.role === 'coordinator' ? t('Lưu và xác nhận', 'Save and confirm') : t('Gửi', 'Send')}
        cancel={`/enterprises/${enterprise.id}#criteria`}
        files
      >
        {f.radio('met', {
          label: t('Kết quả', 'Outcome'),
          choices: [
            { value: 'true', label: t('Đạt', 'Met') },
            { value: 'false', label: t('Không đạt', 'Not met') },
          ],
        })}
        {f.area('note', {
          label: t('Căn cứ', 'What shows it'),
          required: true,
          hint: t(
            'Ví dụ: sản phẩm thuộc danh mục chủ lực theo quyết định số …; tỷ lệ nguyên liệu trong tỉnh …; kim ngạch ….',
            'Such as: the product is a key product by decision no. …; share of local materials …; export value ….',
          ),
        })}
        {f.file('fileId', {
          label: t('Tệp minh chứng', 'Evidence file'),
          hint: t(
            'Cần khi chọn “Đạt”. PDF, ảnh, DOCX, XLSX, ODT hoặc ODS.',
            'Needed for “Met”. PDF, picture, DOCX, XLSX, ODT or ODS.',
          ),
        })}
      </VersionedForm>
    ),
  }
}

export const criterionPage = page({
  route: 'GET /enterprises/{id}/criteria/{criterionId}',
  may: editors,
  run: (request) => criterionView(request, null),
})

export const criterionAction = enterpriseAction({
  route: 'POST /enterprises/{id}/criteria/{criterionId}',
  command: setCriterion,
  to: '#criteria',
  message: { vi: 'Đã lưu tiêu chí.', en: 'The criterion is saved.' },
  again: criterionView,
})
