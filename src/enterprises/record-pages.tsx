import { today, yearOf } from '../platform/dates.ts'
import { formatDong } from '../platform/money.ts'
import {
  type FormState,
  freshForm,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  submit,
} from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Form, fields } from '../ui/index.ts'
import { recordYear, setCriterion } from './commands.ts'
import { importColumns } from './import-rules.ts'
import { afterStale, crumbs, editors, load } from './parts.tsx'
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
      <div class="panel">
        {notice}
        <Form
          form={form}
          t={t}
          action={recorded === undefined ? `${at}/new` : `${at}/${recorded.year}`}
          submit={t('Lưu và xác định quy mô', 'Save and work out the size')}
          cancel={`/enterprises/${enterprise.id}#years`}
          files
        >
          <input type="hidden" name="version" value={f.value('version')} />
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
            label: t(
              'Minh chứng (báo cáo tài chính, tờ khai …)',
              'Evidence (financial statements, returns …)',
            ),
          })}
        </Form>
      </div>
    ),
  }
}

export const newYearPage = page({
  route: 'GET /enterprises/{id}/years/new',
  may: editors,
  run: async (request) => yearView(request, await load(request), undefined, null),
})

export const newYearAction = page({
  route: 'POST /enterprises/{id}/years/new',
  may: editors,
  async run(request) {
    const id = numberOf(request, 'id')
    return submit(request, recordYear, {
      input: (values) => ({ ...values, id }),
      done: () => yearSaved(request, id),
      again: async (form) => {
        const enterprise = await load(request)
        // Somebody recorded the year meanwhile: what is stored stands beside what was typed.
        const recorded = enterprise.years.find((row) => String(row.year) === form.values.year)
        return yearView(request, enterprise, recorded, form)
      },
    })
  },
})

function yearSaved(request: PageRequest, id: number): PageResult {
  return {
    to: `/enterprises/${id}#size`,
    message: request.t(
      'Đã lưu số liệu và xác định quy mô.',
      'The figures are saved and the size worked out.',
    ),
  }
}

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

export const yearAction = page({
  route: 'POST /enterprises/{id}/years/{year}',
  may: editors,
  async run(request) {
    const id = numberOf(request, 'id')
    const year = numberOf(request, 'year')
    return submit(request, recordYear, {
      input: (values) => ({ ...values, id, year }),
      done: () => yearSaved(request, id),
      again: async (form) => {
        const { enterprise, recorded } = await loadYear(request)
        return yearView(request, enterprise, recorded, form)
      },
    })
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
      <div class="panel">
        {notice}
        <Form
          form={form}
          t={t}
          action={`/enterprises/${enterprise.id}/criteria/${criterion.criterionId}`}
          submit={actor.role === 'coordinator' ? t('Lưu và xác nhận', 'Save and confirm') : t('Gửi', 'Send')}
          cancel={`/enterprises/${enterprise.id}#criteria`}
          files
        >
          <input type="hidden" name="version" value={f.value('version')} />
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
        </Form>
      </div>
    ),
  }
}

export const criterionPage = page({
  route: 'GET /enterprises/{id}/criteria/{criterionId}',
  may: editors,
  run: (request) => criterionView(request, null),
})

export const criterionAction = page({
  route: 'POST /enterprises/{id}/criteria/{criterionId}',
  may: editors,
  async run(request) {
    const id = numberOf(request, 'id')
    const criterionId = numberOf(request, 'criterionId')
    return submit(request, setCriterion, {
      input: (values) => ({ ...values, id, criterionId }),
      done: () => ({
        to: `/enterprises/${id}#criteria`,
        message: request.t('Đã lưu tiêu chí.', 'The criterion is saved.'),
      }),
      again: (form) => criterionView(request, form),
    })
  },
})
