import { documentDownload } from '../documents/write/export.ts'
import { importRoom, lineColumn, outcomeColumn, problemsColumn } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf, page } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import {
  applyContents,
  checkContents,
  contentWorkbook,
  showContentImport,
  showContentImportRows,
  showContentsToMend,
} from './content-import.ts'
import { contentColumns } from './content-import-rules.ts'
import { taskCrumbs } from './task-list-pages.tsx'

export const taskContentImportPages = importRoom({
  command: checkContents,
  list: '/science-tasks',
  base: '/science-tasks/contents',
  title: words('Nhập nội dung nhiệm vụ từ Excel', 'Import contents of a task from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 500 dòng.', 'XLSX or CSV, at most 500 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng là một nguồn kinh phí của một nội dung: Nội dung thực hiện, Kết quả đầu ra, Nguồn kinh phí, Kinh phí; có thể thêm ngày thực hiện và hồ sơ thanh toán. Nội dung có nhiều nguồn thì ghi nhiều dòng cùng tên.',
      'Each row is a source of money of a content: content, output, source, money; days and papers of payment may be added. A content with several sources has several rows of its title.',
    ),
    t(
      'Tệp XLSX tải từ nhiệm vụ sửa rồi nhập lại được. Nội dung cùng tên thì được sửa; nội dung, nguồn mà bảng không có thì giữ nguyên.',
      'The XLSX of a task is edited and comes in again. A content of the same title is changed; contents and sources that the table leaves out stay.',
    ),
  ],
  more: (form, t) => {
    const taskId = [form.values.taskId ?? []].flat()[0]
    return taskId === undefined ? null : fields(form, t, checkContents).hidden('taskId', taskId)
  },
  initial: ({ url }) => ({ taskId: url.searchParams.get('taskId') ?? undefined }),
  template: {
    name: 'mau-nhap-noi-dung-nhiem-vu',
    title: words('Mẫu nhập nội dung nhiệm vụ', 'Template of contents of a task'),
    columns: contentColumns,
    kinds: { amount: 'money' },
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs: taskCrumbs,
  rows: showContentImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: contentColumns.title, value: (row) => row.label },
    problemsColumn(t, contentColumns),
  ],
  found: (request) => request.execute(showContentImport, { id: numberOf(request, 'id') }),
  again: async (request) => ({
    taskId: (await request.execute(showContentImport, { id: numberOf(request, 'id') })).taskId,
  }),
  apply: applyContents,
  done: ({ vi, en }) =>
    words(
      `Đã nhập: ${vi.added} dòng nội dung mới, ${vi.changed} dòng sửa.`,
      `Imported: ${en.added} new rows of contents, ${en.changed} changed.`,
    ),
  toMend: showContentsToMend,
})

export const contentWorkbookPage = page({
  route: 'GET /science-tasks/{id}/contents.xlsx',
  may: officers,
  run: async (request) =>
    documentDownload(request, await request.execute(contentWorkbook, { id: numberOf(request, 'id') })),
})
