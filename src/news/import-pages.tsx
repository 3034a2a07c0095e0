import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { writers } from './commands.ts'
import {
  applyArticles,
  checkArticles,
  showArticleImport,
  showArticleImportRows,
  showArticlesToMend,
} from './import.ts'
import { articleColumns } from './import-rules.ts'
import { officeCrumbs } from './list-pages.tsx'
import { newsKinds } from './rules.ts'

export const articleImportPages = importRoom({
  command: checkArticles,
  list: '/news',
  title: words('Nhập bài viết từ Excel', 'Import articles from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 1.000 dòng.', 'XLSX or CSV, at most 1,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một bài, đủ hai ngôn ngữ; bài trùng tiêu đề không ghi lần nữa. Ảnh được thêm ở từng bài.',
      'One article in a row, in both languages; a title that stands is not entered again. Pictures are added to each.',
    ),
    `${t('Loại bài', 'Kind of article')}: ${t(quotedNames(newsKinds))}.`,
  ],
  template: {
    name: 'mau-nhap-bai-viet',
    title: words('Mẫu nhập bài viết', 'Template of articles'),
    columns: articleColumns,
  },
  readers: [...writers, 'auditor'],
  writers: [...writers],
  crumbs: officeCrumbs,
  rows: showArticleImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: articleColumns.title, value: (row) => row.label },
    problemsColumn(t, articleColumns),
  ],
  found: (request) => request.execute(showArticleImport, { id: numberOf(request, 'id') }),
  apply: applyArticles,
  done: ({ vi, en }) =>
    words(
      `Đã nhập ${vi.added} bài thành bản soạn; người khác đăng.`,
      `Imported ${en.added} articles as drafts; another person publishes them.`,
    ),
  toMend: showArticlesToMend,
})
