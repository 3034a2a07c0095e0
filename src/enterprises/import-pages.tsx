import { exportTable } from '../documents/export.ts'
import type { Words } from '../platform/language.ts'
import { formatNumber } from '../platform/money.ts'
import {
  type FormState,
  freshForm,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  submit,
} from '../platform/page.ts'
import {
  Badge,
  Facts,
  Figure,
  FileLink,
  Form,
  fields,
  listPage,
  Moment,
  Notice,
  PostButton,
  Section,
  type Tone,
} from '../ui/index.ts'
import { applyImport, checkImport } from './commands.ts'
import { importOutcomes } from './import-queries.ts'
import { importColumns } from './import-rules.ts'
import { crumbs } from './parts.tsx'
import { listUnits, showImport, showImportRows } from './queries.ts'
import { sectorGroups, sectorNames } from './rules.ts'

async function importView(request: PageRequest, form: FormState): Promise<PageResult> {
  const { t } = request
  const f = fields(form, t)
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
            {f.file('fileId', {
              label: t('Tệp Excel hoặc CSV', 'Excel or CSV file'),
              accept: '.xlsx,.csv',
              hint: t('XLSX hoặc CSV, nhiều nhất 100.000 dòng.', 'XLSX or CSV, at most 100,000 rows.'),
            })}
            {f.area('text', {
              label: t(
                'Hoặc dán các dòng từ bảng tính hay tệp CSV',
                'Or paste rows from a spreadsheet or CSV file',
              ),
              hint: t('Dán cả dòng tiêu đề.', 'With the row of headings.'),
              rows: 5,
            })}
          </Form>
        </Section>
        <Section title={t('Các cột của tệp', 'The columns')} actions={<TemplateLinks t={t} />}>
          <ul class="list-disc pl-5">
            <li>
              {t(
                'Dòng tiêu đề có cột Mã số thuế; các cột khác tuỳ có. Doanh nghiệp đã có thì ô trống giữ nguyên giá trị cũ.',
                'The row of headings has the column Tax code; others as you have them. For an enterprise that is known an empty cell keeps what there is.',
              )}
            </li>
            <li>
              {t('Doanh nghiệp mới cần', 'A new enterprise needs')}: {t(importColumns.name)},{' '}
              {t(importColumns.address)}, {t(importColumns.unit)}, {t(importColumns.sectorGroup)}.
            </li>
            <li>
              {t(importColumns.sectorGroup)}:{' '}
              {sectorGroups.map((key) => `“${t(sectorNames[key])}”`).join('; ')};{' '}
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
  may: ['coordinator'],
  run: (request) => importView(request, freshForm()),
})

export const importAction = page({
  route: 'POST /enterprises/import',
  may: ['coordinator'],
  run: (request) =>
    submit(request, checkImport, {
      done: ({ id }) => ({ to: `/enterprises/imports/${id}` }),
      again: (form) => importView(request, form),
    }),
})

const kinds: Readonly<Record<string, 'date' | 'number' | 'money'>> = {
  foundedOn: 'date',
  employees: 'number',
  revenue: 'money',
  capital: 'money',
  exportValue: 'money',
}

export const importTemplate = page({
  route: 'GET /enterprises/import/template',
  may: ['coordinator'],
  run: ({ t, url, system }) =>
    exportTable(url.searchParams.get('format') === 'csv' ? 'csv' : 'xlsx', {
      name: 'mau-nhap-doanh-nghiep',
      title: t('Mẫu nhập doanh nghiệp', 'Template of enterprises'),
      sample: system.sample,
      columns: Object.entries(importColumns).map(([key, words]) => ({
        label: t(words),
        kind: kinds[key],
        value: () => null,
      })),
      rows: [],
    }),
})

const outcomeNames: Readonly<Record<(typeof importOutcomes)[number], Words>> = {
  new: { vi: 'Thêm mới', en: 'New' },
  update: { vi: 'Cập nhật', en: 'Update' },
  error: { vi: 'Lỗi, bỏ qua', en: 'Error, left out' },
}
const outcomeTones: Readonly<Record<(typeof importOutcomes)[number], Tone>> = {
  new: 'success',
  update: 'info',
  error: 'error',
}

async function ImportSummary(request: PageRequest, problem: Words | null) {
  const { t, language } = request
  const found = await request.execute(showImport, { id: numberOf(request, 'id') })
  const valid = found.added + found.changed
  const count = (outcome: (typeof importOutcomes)[number], rows: number) => (
    <Figure
      href={`/enterprises/imports/${found.id}?outcome=${outcome}`}
      label={t('xem các dòng', 'see the rows')}
    >
      {formatNumber(rows, language)}
    </Figure>
  )
  return (
    <>
      {problem === null ? null : (
        <Notice tone="error" title={t(problem)} live>
          <p>
            <PostButton
              action="/enterprises/import"
              label={t('Kiểm tra lại tệp', 'Check the file again')}
              once={crypto.randomUUID()}
              values={{ fileId: found.file.id }}
            />
          </p>
        </Notice>
      )}
      <Section>
        <Facts
          columns={3}
          items={[
            [t('Thêm mới', 'New'), count('new', found.added)],
            [t('Cập nhật', 'Updates'), count('update', found.changed)],
            [t('Lỗi, bỏ qua', 'Errors, left out'), count('error', found.refused)],
            [t('Tệp', 'File'), <FileLink file={found.file} t={t} />],
            [
              t('Kiểm tra lúc', 'Checked'),
              <>
                <Moment at={found.checkedAt} /> · {found.checkedBy}
              </>,
            ],
            [
              t('Đã nhập lúc', 'Imported'),
              found.appliedAt === null ? t('chưa nhập', 'not yet') : <Moment at={found.appliedAt} />,
            ],
          ]}
        />
        {found.ignored.length === 0 ? null : (
          <p class="mt-3">
            {t('Cột không dùng đến', 'Columns not used')}: {found.ignored.join('; ')}.
          </p>
        )}
        {found.appliedAt !== null || valid === 0 || request.actor.role !== 'coordinator' ? null : (
          <p class="mt-4">
            <PostButton
              action={`/enterprises/imports/${found.id}`}
              label={t(
                `Nhập ${formatNumber(valid, language)} dòng hợp lệ`,
                `Import the ${formatNumber(valid, language)} valid rows`,
              )}
              once={`import:${found.id}:${crypto.randomUUID()}`}
              kind="primary"
            />
          </p>
        )}
      </Section>
    </>
  )
}

function importRows(problem: Words | null) {
  return listPage({
    route: 'GET /enterprises/imports/{id}',
    may: ['coordinator', 'auditor'],
    title: { vi: 'Kết quả kiểm tra tệp', en: 'What the check found' },
    query: showImportRows,
    fixed: (request) => ({ id: numberOf(request, 'id') }),
    breadcrumbs: (request) => [
      ...crumbs(request),
      { label: request.t('Nhập từ Excel', 'Import from Excel'), href: '/enterprises/import' },
    ],
    above: (request) => ImportSummary(request, problem),
    columns: ({ t }) => [
      { key: 'line', label: { vi: 'Dòng', en: 'Row' }, value: (row) => row.id },
      {
        key: 'outcome',
        label: { vi: 'Kết quả', en: 'Outcome' },
        value: (row) => t(outcomeNames[row.outcome]),
        cell: (row) => <Badge tone={outcomeTones[row.outcome]}>{t(outcomeNames[row.outcome])}</Badge>,
      },
      { key: 'taxCode', label: importColumns.taxCode, value: (row) => row.taxCode },
      { key: 'label', label: importColumns.name, value: (row) => row.label },
      {
        key: 'problems',
        label: { vi: 'Lý do', en: 'Reason' },
        value: (row) =>
          row.problems.map((one) => `${t(importColumns[one.column])}: ${t(one.words)}`).join(' ') || null,
      },
    ],
    filters: ({ t }) => [
      {
        name: 'outcome',
        label: { vi: 'Kết quả', en: 'Outcome' },
        kind: 'select',
        choices: importOutcomes.map((value) => ({ value, label: t(outcomeNames[value]) })),
      },
    ],
  })
}

export const importResult = importRows(null)

export const importConfirm = page({
  route: 'POST /enterprises/imports/{id}',
  may: ['coordinator'],
  run: (request) =>
    submit(request, applyImport, {
      input: () => ({ id: numberOf(request, 'id') }),
      done: ({ added, changed }) => ({
        to: `/enterprises/imports/${numberOf(request, 'id')}`,
        message: request.t(
          `Đã nhập: ${added} thêm mới, ${changed} cập nhật.`,
          `Imported: ${added} new, ${changed} updated.`,
        ),
      }),
      again: (form) => importRows(form.problem).run(request),
    }),
})
