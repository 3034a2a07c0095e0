import { importForm, importPages, lineColumn, outcomeColumn, problemsColumn } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf, type Page, type PageRequest } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import { applyLines, checkLines, showLineImport, showLineImportRows, showLineRowsToMend } from './import.ts'
import { lineColumns } from './import-rules.ts'
import { crumbs } from './list-pages.tsx'

const form = importForm({
  command: checkLines,
  at: '/yearly-plans/import',
  list: '/yearly-plans',
  results: '/yearly-plans/imports',
  may: ['coordinator'],
  title: words('Nhập các dòng kế hoạch năm từ Excel', 'Import lines of a yearly plan from Excel'),
  breadcrumbs: crumbs,
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một nội dung: tên, số lượng, đơn vị, đơn giá. Tệp XLSX tải từ kế hoạch năm nhập lại được.',
      'One line a row: what is done, quantity, unit, cost of one. The XLSX of a yearly plan comes in again.',
    ),
    t(
      'Mục dự toán, nội dung hỗ trợ, nguồn, định mức, chỉ tiêu, cơ quan: ghi tên hoặc mã. Dòng đã có thì bỏ qua.',
      'Estimate line, content, source, norm, target and agency by name or code. What is there already is left as it is.',
    ),
  ],
  more: (state, t) => {
    const yearlyPlanId = [state.values.yearlyPlanId ?? []].flat()[0]
    return yearlyPlanId === undefined ? null : fields(state, t).hidden('yearlyPlanId', yearlyPlanId)
  },
  initial: ({ url }: PageRequest) => ({ yearlyPlanId: url.searchParams.get('yearlyPlanId') ?? undefined }),
  template: {
    name: 'mau-nhap-ke-hoach-nam',
    title: words('Mẫu nhập dòng kế hoạch năm', 'Template of lines of a yearly plan'),
    columns: lineColumns,
    kinds: { unitCost: 'money', counterpart: 'money', quantity: 'number', targetQuantity: 'number' },
  },
})

const result = importPages({
  at: '/yearly-plans/imports',
  may: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  title: words('Kết quả kiểm tra tệp', 'What the check found'),
  breadcrumbs: crumbs,
  rows: showLineImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: lineColumns.title, value: (row) => row.label },
    problemsColumn(t, lineColumns),
  ],
  summary: async (request) => {
    const found = await request.execute(showLineImport, { id: numberOf(request, 'id') })
    return {
      found,
      outcomes: ['new', 'same', 'error'],
      again: { action: '/yearly-plans/import', values: { yearlyPlanId: found.yearlyPlanId } },
      ignored: found.ignored,
    }
  },
  apply: applyLines,
  button: (rows) => words(`Ghi ${rows.vi} dòng`, `Write the ${rows.en} lines`),
  done: ({ vi, en }) => words(`Đã nhập ${vi.added} dòng.`, `Imported ${en.added} lines.`),
  toMend: showLineRowsToMend,
})

export const lineImportPages: readonly Page[] = [
  form.page,
  form.action,
  form.template,
  result.result,
  result.confirm,
  ...result.mend,
]
