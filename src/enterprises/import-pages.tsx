import { exportTable } from '../documents/write/export.ts'
import {
  figuresColumn,
  importPages,
  lineColumn,
  outcomeColumn,
  problemsColumn,
  readingFields,
} from '../imports/index.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import { Form, fields, Section } from '../ui/index.ts'
import { crumbs } from './enterprise-of.ts'
import { applyImport, checkImport, showImport, showImportRows, showRowsToMend } from './import.ts'
import { importColumnKeys, importColumns, importKinds } from './import-rules.ts'
import { listUnits } from './queries.ts'
import { sectorGroups } from './rules.ts'

async function importView(request: PageRequest, form: FormState): Promise<PageResult> {
  const { t } = request
  const f = fields(form, t, checkImport)
  const units = await request.execute(listUnits, {})
  return {
    title: t('Nhập doanh nghiệp từ Excel', 'Import enterprises from Excel'),
    lead: t(
      'Tệp được kiểm tra từng dòng trước; chưa có gì thay đổi cho đến khi bạn xác nhận.',
      'The file is checked row by row first; nothing changes until you confirm.',
    ),
    breadcrumbs: crumbs(request),
    body: (
      <>
        <Section>
          <Form
            form={form}
            t={t}
            action="/enterprises/import"
            submit={t('Kiểm tra', 'Check')}
            cancel="/enterprises"
            files
          >
            {readingFields(
              f,
              t,
              words('XLSX hoặc CSV, nhiều nhất 100.000 dòng.', 'XLSX or CSV, at most 100,000 rows.'),
            )}
          </Form>
        </Section>
        <Section title={t('Các cột của tệp', 'The columns')} actions={<TemplateLinks t={t} />}>
          <ul class="list-disc pl-5">
            <li>
              {t(
                'Dòng tiêu đề có cột Mã số thuế; các cột khác tùy có. Doanh nghiệp đã có thì ô trống giữ nguyên giá trị cũ.',
                'The row of headings has the column Tax code; others as you have them. For an enterprise that is known an empty cell keeps what there is.',
              )}
            </li>
            <li>
              {t('Doanh nghiệp mới cần', 'A new enterprise needs')}: {t(importColumns.name)},{' '}
              {t(importColumns.address)}, {t(importColumns.unit)}, {t(importColumns.sectorGroup)}.
            </li>
            <li>
              {t(importColumns.sectorGroup)}:{' '}
              {sectorGroups.keys.map((key) => `“${t(sectorGroups.names[key])}”`).join('; ')};{' '}
              {t(
                'viết gọn “Sản xuất”, “Thương mại”, “Dịch vụ” cũng được.',
                'or “production”, “trade_services”.',
              )}
            </li>
            <li>
              {t(importColumns.unit)}: {units.map((unit) => t(unit.name, unit.nameEn)).join('; ')}.
            </li>
            <li>
              {t(
                'Tiền tính bằng đồng; tiêu đề “Doanh thu (triệu đồng)” thì tính bằng triệu đồng.',
                'Money is in đồng; under a heading “Revenue (million đồng)” in millions.',
              )}
            </li>
          </ul>
        </Section>
      </>
    ),
  }
}

function TemplateLinks({ t }: { t: PageRequest['t'] }) {
  return (
    <>
      <a href="/enterprises/import/template?format=xlsx">{t('Tệp mẫu Excel', 'Excel template')}</a>
      <a href="/enterprises/import/template?format=csv">{t('Tệp mẫu CSV', 'CSV template')}</a>
    </>
  )
}

export const importPage = page({
  route: 'GET /enterprises/import',
  for: checkImport,
  run: (request) => importView(request, freshForm()),
})

export const importAction = receiver({
  command: checkImport,
  address: '/enterprises/import',
  done: ({ id }) => ({ to: `/enterprises/imports/${id}` }),
  again: importView,
})

export const importTemplate = page({
  route: 'GET /enterprises/import/template',
  for: checkImport,
  run: ({ t, url }) =>
    exportTable(url.searchParams.get('format') === 'csv' ? 'csv' : 'xlsx', {
      name: 'mau-nhap-doanh-nghiep',
      title: t('Mẫu nhập doanh nghiệp', 'Template of enterprises'),
      columns: importColumnKeys.map((column) => ({
        label: t(importColumns[column]),
        kind: importKinds[column],
        value: () => null,
      })),
      rows: [],
    }),
})

export const importResult = importPages({
  at: '/enterprises/imports',
  may: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  title: words('Kết quả kiểm tra tệp', 'What the check found'),
  breadcrumbs: (request) => [
    ...crumbs(request),
    { label: request.t('Nhập từ Excel', 'Import from Excel'), href: '/enterprises/import' },
  ],
  rows: showImportRows,
  columns: ({ t, language }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'taxCode', label: importColumns.taxCode, value: (row) => row.taxCode },
    { key: 'label', label: importColumns.name, value: (row) => row.label },
    figuresColumn(language, importColumns),
    problemsColumn(t, importColumns),
  ],
  summary: async (request) => {
    const found = await request.execute(showImport, { id: numberOf(request, 'id') })
    return {
      found,
      outcomes: ['new', 'update', 'same', 'error'],
      again: { action: '/enterprises/import' },
    }
  },
  apply: applyImport,
  button: (rows) => words(`Nhập ${rows.vi} dòng hợp lệ`, `Import the ${rows.en} valid rows`),
  done: ({ vi, en }) =>
    words(
      `Đã nhập: ${vi.added} thêm mới, ${vi.changed} cập nhật.`,
      `Imported: ${en.added} new, ${en.changed} updated.`,
    ),
  toMend: showRowsToMend,
})
