import {
  importForm,
  importPages,
  lineColumn,
  outcomeColumn,
  problemsColumn,
  quotedNames,
} from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf, type Page, type PageRequest } from '../platform/page.ts'
import {
  applyGuide,
  checkGuide,
  showGuideImport,
  showGuideImportRows,
  showGuideRowsToMend,
} from './import.ts'
import { guideColumns } from './import-rules.ts'
import { officeCrumbs } from './list-pages.tsx'
import { goals } from './rules.ts'

const form = importForm({
  command: checkGuide,
  at: '/guide/import',
  list: '/guide/entries',
  results: '/guide/imports',
  may: ['coordinator'],
  title: words('Nhập mục hướng dẫn từ Excel', 'Import entries of the guide from Excel'),
  breadcrumbs: officeCrumbs,
  most: words('XLSX hoặc CSV, nhiều nhất 500 dòng.', 'XLSX or CSV, at most 500 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng là một mục: Nội dung hỗ trợ (tên hoặc mã), Tên mục và các phần bằng hai ngôn ngữ. Mục nhập vào là bản soạn, người khác công bố.',
      'Each row is an entry: the content (name or code), its name and its parts in both languages. What comes in is a draft that another person publishes.',
    ),
    t(
      'Nguồn, tài liệu, nơi tư vấn: mỗi dòng trong ô ghi “loại | tên | đơn vị | địa chỉ | ngày đọc”.',
      'Sources, documents, advisers: each line of the cell says “kind | title | publisher | address | day of reading”.',
    ),
    t(
      'Tệp xuất từ danh sách nhập lại được nguyên vẹn.',
      'A file exported from the list comes back in whole.',
    ),
    `${t('Mong muốn đạt được', 'Aim')}: ${t(quotedNames(goals))}.`,
  ],
  template: {
    name: 'mau-nhap-huong-dan',
    title: words('Mẫu nhập mục hướng dẫn', 'Template of entries of the guide'),
    columns: guideColumns,
  },
})

const result = importPages({
  at: '/guide/imports',
  may: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  title: words('Kết quả kiểm tra tệp', 'What the check found'),
  breadcrumbs: (request: PageRequest) => [
    ...officeCrumbs(request),
    { label: request.t('Nhập từ Excel', 'Import from Excel'), href: '/guide/import' },
  ],
  rows: showGuideImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: guideColumns.title, value: (row) => row.label },
    problemsColumn(t, guideColumns),
  ],
  summary: async (request) => {
    const found = await request.execute(showGuideImport, { id: numberOf(request, 'id') })
    return {
      found,
      outcomes: ['new', 'changed', 'same', 'error'],
      again: { action: '/guide/import' },
    }
  },
  apply: applyGuide,
  button: (rows) => words(`Ghi ${rows.vi} dòng hợp lệ`, `Write the ${rows.en} valid rows`),
  done: ({ added, changed }) =>
    words(
      `Đã nhập: ${added} mục mới, ${changed} mục sửa; xin gửi để người khác công bố.`,
      `Imported: ${added} new entries, ${changed} changed; send them to be published.`,
    ),
  toMend: showGuideRowsToMend,
})

export const guideImportPages: readonly Page[] = [
  form.page,
  form.action,
  form.template,
  result.result,
  result.confirm,
  ...result.mend,
]
