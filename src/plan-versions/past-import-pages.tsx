import { exportTable } from '../documents/write/export.ts'
import { importPages, lineColumn, outcomeColumn, problemsColumn, readingFields } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  numberOf,
  type Page,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import { Form, fields, Section } from '../ui/index.ts'
import {
  applyPastImport,
  checkPastImport,
  pastColumnKeys,
  pastColumns,
  showPastImport,
  showPastImportRows,
  showPastRowsToMend,
} from './past-import.ts'
import { pastChoices } from './past-queries.ts'

/* Past results out of a sheet: the form, the template, and what the check found. */

async function importView(request: PageRequest, form: FormState): Promise<PageResult> {
  const { t } = request
  const { plan, years, indicators } = await request.execute(pastChoices, { id: request.params.id })
  const f = fields(form, t)
  return {
    title: t('Nhập kết quả các năm trước từ Excel', 'Import past results from Excel'),
    lead: t(
      `Kế hoạch ${plan.number}, các năm ${years.join(', ')}. Tệp được kiểm tra từng dòng trước; chưa có gì được tính cho đến khi bạn xác nhận.`,
      `Plan ${plan.number}, the years ${years.join(', ')}. The file is checked row by row first; nothing counts until you confirm.`,
    ),
    breadcrumbs: [
      { label: t('Các kế hoạch', 'All plans'), href: '/plans' },
      { label: `${t('Kế hoạch', 'Plan')} ${plan.number}`, href: `/plans/${plan.id}/results` },
    ],
    body: (
      <>
        <Section>
          <Form
            form={form}
            t={t}
            action={`/plans/${plan.id}/results/import`}
            submit={t('Kiểm tra', 'Check')}
            cancel={`/plans/${plan.id}/results`}
            files
          >
            {readingFields(
              f,
              t,
              words('XLSX hoặc CSV, nhiều nhất 10.000 dòng.', 'XLSX or CSV, at most 10,000 rows.'),
            )}
            {f.file('evidenceId', {
              label: t('Báo cáo cũ có các số này', 'The old report that has these figures'),
              hint: t(
                'Để trống: chính tệp nhập là minh chứng.',
                'Empty: the imported file itself is the evidence.',
              ),
            })}
          </Form>
        </Section>
        <Section
          title={t('Các cột của tệp', 'The columns')}
          actions={
            <>
              <a href={`/plans/${plan.id}/results/import/template?format=xlsx`}>
                {t('Tệp mẫu Excel', 'Excel template')}
              </a>
              <a href={`/plans/${plan.id}/results/import/template?format=csv`}>
                {t('Tệp mẫu CSV', 'CSV template')}
              </a>
            </>
          }
        >
          <ul class="list-disc pl-5">
            <li>
              {t('Cột bắt buộc:', 'Columns that must be there:')} {t(pastColumns.year)},{' '}
              {t(pastColumns.indicator)}, {t(pastColumns.quantity)}.{' '}
              {t('Số lượng 0 cũng là kết quả.', 'A quantity of zero is a result too.')}
            </li>
            <li>
              {t(
                `Cột “Kế hoạch” ghi số của kế hoạch mà dòng đó thuộc về; để trống thì là Kế hoạch ${plan.number}. Như vậy một tệp nhập được cho nhiều kế hoạch.`,
                `The column “Plan” has the number of the plan that the row belongs to; empty it is Plan ${plan.number}. So one file serves several plans.`,
              )}
            </li>
            <li>
              {t(pastColumns.indicator)}: {indicators.map(({ name, nameEn }) => t(name, nameEn)).join('; ')}.
            </li>
            <li>
              {t(
                'Kinh phí tính bằng đồng; tiêu đề “Kinh phí (triệu đồng)” thì tính bằng triệu đồng.',
                'Money is in đồng; under a heading “Budget (million đồng)” in millions.',
              )}
            </li>
          </ul>
        </Section>
      </>
    ),
  }
}

const result = importPages({
  at: '/past-result-imports',
  may: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  title: words('Kết quả kiểm tra tệp', 'What the check found'),
  breadcrumbs: ({ t }) => [
    { label: t('Các kế hoạch', 'All plans'), href: '/plans' },
    { label: t('Kết quả các năm trước', 'Past results'), href: '/past-results' },
  ],
  rows: showPastImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'plan', label: words('Kế hoạch', 'Plan'), value: (row) => row.plan },
    { key: 'label', label: words('Nội dung', 'Content'), value: (row) => row.label },
    { key: 'year', label: words('Năm', 'Year'), value: (row) => row.year },
    { key: 'quantity', label: words('Số lượng', 'Quantity'), kind: 'number', value: (row) => row.quantity },
    {
      key: 'amount',
      label: words('Kinh phí (đồng)', 'Budget (đồng)'),
      kind: 'money',
      value: (row) => row.amount,
    },
    problemsColumn(t, pastColumns),
  ],
  summary: async (request) => {
    const found = await request.execute(showPastImport, { id: numberOf(request, 'id') })
    return {
      found,
      outcomes: ['new', 'same', 'error'],
      again: { action: `/plans/${found.planId}/results/import` },
    }
  },
  apply: applyPastImport,
  button: (rows) => words(`Nhập ${rows.vi} dòng hợp lệ`, `Import the ${rows.en} valid rows`),
  done: ({ vi, en }) => words(`Đã nhập ${vi.added} kết quả.`, `Imported ${en.added} results.`),
  toMend: showPastRowsToMend,
})

export const pastImportPages: readonly Page[] = [
  page({
    route: 'GET /plans/{id}/results/import',
    may: ['coordinator'],
    run: (request) => importView(request, freshForm()),
  }),
  receiver({
    command: checkPastImport,
    address: '/plans/{id}/results/import',
    input: (_values, request) => ({ planId: request.params.id }),
    done: ({ id }) => ({ to: `/past-result-imports/${id}` }),
    again: importView,
  }),
  page({
    route: 'GET /plans/{id}/results/import/template',
    may: ['coordinator'],
    run: ({ t, url }) =>
      exportTable(url.searchParams.get('format') === 'csv' ? 'csv' : 'xlsx', {
        name: 'mau-ket-qua-cac-nam-truoc',
        title: t('Mẫu kết quả các năm trước', 'Template of past results'),
        columns: pastColumnKeys.map((column) => ({ label: t(pastColumns[column]), value: () => null })),
        rows: [],
      }),
  }),
  result.result,
  result.confirm,
  ...result.mend,
]
