import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf, type Page } from '../platform/page.ts'
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

export const guideImportPages: readonly Page[] = importRoom({
  command: checkGuide,
  ...{
    list: '/guide/entries',
    base: '/guide',
    readers: ['coordinator', 'auditor'],
    writers: ['coordinator'],
  },
  crumbs: officeCrumbs,
  title: words('Nhập mục hướng dẫn từ Excel', 'Import entries of the guide from Excel'),
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
  rows: showGuideImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: guideColumns.title, value: (row) => row.label },
    problemsColumn(t, guideColumns),
  ],
  found: (request) => request.execute(showGuideImport, { id: numberOf(request, 'id') }),
  apply: applyGuide,
  done: ({ vi, en }) =>
    words(
      `Đã nhập: ${vi.added} mục mới, ${vi.changed} mục sửa; xin gửi để người khác công bố.`,
      `Imported: ${en.added} new entries, ${en.changed} changed; send them to be published.`,
    ),
  toMend: showGuideRowsToMend,
})
