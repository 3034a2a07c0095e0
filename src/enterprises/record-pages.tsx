import { today, yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { type FieldName, type Fields, formPage, type Stored } from '../ui/index.ts'
import { recordYear, setCriterion } from './commands.ts'
import { crumbs, enterpriseOf } from './enterprise-of.ts'
import { importColumns } from './import-rules.ts'
import { profile, yearFigures } from './profile.ts'
import type { EnterpriseDetail, YearRow } from './queries.ts'
import { sectorGroups } from './rules.ts'

// ── Yearly figures ──────────────────────────────────────────────────────────────────────────────────────────────────

interface OfYear {
  readonly enterprise: EnterpriseDetail
  /** What is on record for the year; undefined for a year to come. */
  readonly recorded: YearRow | undefined
}

function storedYear({ enterprise, recorded }: OfYear, { t, language }: PageRequest): Stored {
  return {
    values: {
      ...(recorded === undefined ? {} : yearFigures.texts(recorded, language)),
      version: String(recorded?.version ?? 0),
      sectorGroup: recorded?.sectorGroup ?? enterprise.sectorGroup,
      fileId: String(recorded?.file?.id ?? ''),
    },
    labels: Object.fromEntries(yearFigures.keys.map((key) => [key, t(yearFigures.labels[key])])),
  }
}

function figureFields(f: Fields<FieldName<typeof recordYear.input>>, t: PageRequest['t']) {
  return (
    <>
      {f.radio('sectorGroup', {
        label: t(profile.labels.sectorGroup),
        hint: t(
          'Lĩnh vực của ngành, nghề kinh doanh chính đã đăng ký trong năm.',
          'The sector of the main line of business registered in that year.',
        ),
        choices: sectorGroups.choices(t),
      })}
      {yearFigures.form(f, t)}
      {f.file('fileId', {
        label: t('Minh chứng (báo cáo tài chính, tờ khai …)', 'Evidence (financial statements, returns …)'),
      })}
    </>
  )
}

const ofYear = {
  command: recordYear,
  lead: ({ record }: { record: OfYear }) => record.enterprise.name,
  crumbs: (request: PageRequest, { enterprise }: OfYear) => crumbs(request, enterprise),
  stored: storedYear,
  submit: words('Lưu và xác định quy mô', 'Save and work out the size'),
  cancel: ({ enterprise }: OfYear) => `/enterprises/${enterprise.id}#years`,
  done: ({ id }: { id: number }) => ({
    to: `/enterprises/${id}#size`,
    message: words('Đã lưu số liệu và xác định quy mô.', 'The figures are saved and the size worked out.'),
  }),
}

export const newYearPages = formPage({
  ...ofYear,
  address: '/enterprises/{id}/years/new',
  record: async (request): Promise<OfYear> => {
    const enterprise = await enterpriseOf(request)
    // Somebody recorded the year meanwhile: what is stored stands beside what was typed.
    const { year } = await request.form()
    return { enterprise, recorded: enterprise.years.find((row) => String(row.year) === year) }
  },
  title: words('Ghi số liệu năm', 'Record yearly figures'),
  initial: (_record, { system }) => ({ year: String(yearOf(today(system.now())) - 1) }),
  fields: ({ f, t }) => (
    <>
      {f.number('year', { label: t(importColumns.year), required: true })}
      {figureFields(f, t)}
    </>
  ),
})

export const yearPages = formPage({
  ...ofYear,
  address: '/enterprises/{id}/years/{year}',
  record: async (request): Promise<OfYear & { recorded: YearRow }> => {
    const enterprise = await enterpriseOf(request)
    const year = numberOf(request, 'year')
    const recorded = enterprise.years.find((row) => row.year === year)
    if (recorded === undefined) throw notFound(words('số liệu của năm này', 'Figures of this year'))
    return { enterprise, recorded }
  },
  title: ({ t, record: { recorded } }) => t(`Số liệu năm ${recorded.year}`, `Figures of ${recorded.year}`),
  fields: ({ f, t }) => figureFields(f, t),
})

// ── Criteria ────────────────────────────────────────────────────────────────────────────────────────────────────────

export const criterionPages = formPage({
  command: setCriterion,
  address: '/enterprises/{id}/criteria/{criterionId}',
  async record(request) {
    const enterprise = await enterpriseOf(request)
    const criterionId = numberOf(request, 'criterionId')
    const criterion = enterprise.criteria.find((row) => row.criterionId === criterionId)
    if (criterion === undefined) throw notFound(words('tiêu chí', 'Criterion'))
    return { enterprise, criterion }
  },
  title: ({ t, record: { criterion } }) => t(`Tiêu chí ${criterion.code})`, `Criterion ${criterion.code})`),
  lead: ({ t, record: { criterion } }) => t(criterion.text, criterion.textEn),
  crumbs: (request, { enterprise }) => crumbs(request, enterprise),
  stored: ({ criterion }, { t }) => ({
    values: {
      version: String(criterion.version),
      // what is not known is no answer
      met: criterion.met === null ? '' : String(criterion.met),
      note: criterion.note ?? '',
      fileId: String(criterion.file?.id ?? ''),
    },
    labels: { note: t('Căn cứ', 'Basis') },
  }),
  submit: ({ t, request: { actor } }) =>
    holds(actor, ['coordinator']) ? t('Lưu và xác nhận', 'Save and confirm') : t('Gửi', 'Send'),
  cancel: ({ enterprise }) => `/enterprises/${enterprise.id}#criteria`,
  fields: ({ f, t }) => (
    <>
      {f.radio('met', {
        label: t('Kết quả', 'Result'),
        choices: [
          { value: 'true', label: t('Đạt', 'Met') },
          { value: 'false', label: t('Không đạt', 'Not met') },
        ],
      })}
      {f.area('note', {
        label: t('Căn cứ', 'Basis'),
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
    </>
  ),
  done: ({ id }) => ({
    to: `/enterprises/${id}#criteria`,
    message: words('Đã lưu tiêu chí.', 'The criterion is saved.'),
  }),
})

import { holds } from '../platform/actor.ts'
