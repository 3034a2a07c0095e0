import { importRoom, lineColumn, outcomeColumn, problemsColumn } from '../../imports/index.ts'
import { words } from '../../platform/language.ts'
import { numberOf } from '../../platform/page.ts'
import { at } from './addresses.ts'
import { applyVisits, checkVisits, showVisitImport, showVisitImportRows, showVisitsToMend } from './import.ts'
import { visitColumns } from './import-rules.ts'
import { crumbs } from './list-pages.tsx'

export const visitImportPages = importRoom({
  command: checkVisits,
  list: at,
  title: words('Nhập các lần kiểm tra từ Excel', 'Import visits from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Các lần kiểm tra đã làm và ghi trên giấy: mỗi dòng một điều phát hiện, hoặc một dòng cho lần kiểm tra không phát hiện gì. Các dòng cùng lượt, cùng ngày là một lần kiểm tra.',
      'Visits that were made and written down: one row for each thing found, or one for a visit that found nothing. Rows of the same turn and day are one visit.',
    ),
    t(
      'Lượt số là số của lượt hỗ trợ trong chương trình. Có điều phát hiện thì có việc phải khắc phục và hạn.',
      'The turn number is that of the support turn here. What was found has its remedy and its day.',
    ),
  ],
  template: {
    name: 'mau-nhap-kiem-tra',
    title: words('Mẫu nhập các lần kiểm tra', 'Template of visits'),
    columns: visitColumns,
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs,
  rows: showVisitImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: visitColumns.turn, value: (row) => row.label },
    problemsColumn(t, visitColumns),
  ],
  found: (request) => request.execute(showVisitImport, { id: numberOf(request, 'id') }),
  apply: applyVisits,
  done: ({ vi, en }) => words(`Đã nhập ${vi.added} dòng kiểm tra.`, `Imported ${en.added} rows of visits.`),
  toMend: showVisitsToMend,
})
