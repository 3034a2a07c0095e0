import {
  changedColumn,
  importForm,
  importPages,
  lineColumn,
  outcomeColumn,
  problemsColumn,
} from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf, type Page, type PageRequest } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import {
  applyEntries,
  checkEntries,
  showEntriesToMend,
  showEntryImport,
  showEntryImportRows,
} from './import.ts'
import { entryColumns } from './import-rules.ts'

const crumbs = ({ t }: PageRequest) => [
  { label: t('Sản phẩm chủ lực', 'Key products'), href: '/key-products' },
  { label: t('Danh mục theo quyết định', 'Lists by decision'), href: '/key-products/lists' },
]

const form = importForm({
  command: checkEntries,
  at: '/key-products/import',
  list: '/key-products',
  results: '/key-products/imports',
  may: ['coordinator'],
  title: words('Nhập phụ lục sản phẩm chủ lực từ Excel', 'Import an appendix of key products from Excel'),
  breadcrumbs: crumbs,
  most: words('XLSX hoặc CSV, nhiều nhất 5.000 dòng.', 'XLSX or CSV, at most 5,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng là một sản phẩm của phụ lục: Tên sản phẩm; có thể thêm Nhóm sản phẩm, Ghi chú.',
      'Each row is a product of the appendix: its name; its group and a note may be added.',
    ),
    t(
      'Sản phẩm đã có trong danh mục mà bảng không có thì vẫn giữ nguyên.',
      'A product that the list has and the table leaves out stays.',
    ),
  ],
  more: (form, t) =>
    fields(form, t).number('listId', {
      label: t('Số của danh mục', 'Number of the list'),
      hint: t(
        'Mở từ trang của danh mục thì đã được điền sẵn.',
        'Opened from the page of a list, it is filled in.',
      ),
      required: true,
    }),
  initial: ({ url }: PageRequest) => ({ listId: url.searchParams.get('listId') ?? undefined }),
  template: {
    name: 'mau-nhap-san-pham-chu-luc',
    title: words('Mẫu nhập sản phẩm chủ lực', 'Template of key products'),
    columns: entryColumns,
  },
})

const result = importPages({
  at: '/key-products/imports',
  may: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  title: words('Kết quả kiểm tra tệp', 'What the check found'),
  breadcrumbs: (request) => [
    ...crumbs(request),
    { label: request.t('Nhập từ Excel', 'Import from Excel'), href: '/key-products/import' },
  ],
  rows: showEntryImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: entryColumns.name, value: (row) => row.label },
    changedColumn(t, entryColumns),
    problemsColumn(t, entryColumns),
  ],
  summary: async (request) => {
    const found = await request.execute(showEntryImport, { id: numberOf(request, 'id') })
    return {
      found,
      outcomes: ['new', 'changed', 'same', 'error'],
      again: { action: '/key-products/import', hidden: { listId: String(found.listId) } },
    }
  },
  apply: applyEntries,
  button: (rows) => words(`Ghi ${rows.vi} dòng hợp lệ`, `Write the ${rows.en} valid rows`),
  done: ({ added, changed }) =>
    words(
      `Đã nhập: ${added} sản phẩm mới, ${changed} sửa đổi.`,
      `Imported: ${added} new products, ${changed} changed.`,
    ),
  toMend: showEntriesToMend,
})

export const keyProductImportPages: readonly Page[] = [
  form.page,
  form.action,
  form.template,
  result.result,
  result.confirm,
  ...result.mend,
]
