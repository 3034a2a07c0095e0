import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { keepers } from './commands.ts'
import { findingDemands, findingKinds } from './fields.ts'
import {
  applyFindings,
  checkFindings,
  showFindingImport,
  showFindingImportRows,
  showFindingsToMend,
} from './import.ts'
import { findingColumns } from './import-rules.ts'
import { crumbs } from './list-pages.tsx'

export const findingImportPages = importRoom({
  command: checkFindings,
  list: '/findings',
  title: words('Nhập kiến nghị từ Excel', 'Import findings from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một kiến nghị: Số kết luận, Ngày kết luận, Cơ quan kết luận, Loại cuộc, Nội dung kiến nghị, Điều khoản căn cứ, Yêu cầu phải làm, Số tiền, Mục, Năm dự toán, Số chứng từ, Cơ quan trả lời, Hạn trả lời.',
      'One finding in a row: number and day of the conclusion, who concluded, kind, what is found, article, what is asked for, sum, line, year, voucher, who answers, by when.',
    ),
    `${t('Loại cuộc', 'Kind of review')}: ${t(quotedNames(findingKinds))}. ${t('Yêu cầu phải làm', 'What the finding demands')}: ${t(quotedNames(findingDemands))}.`,
    t(
      'Mục là mã của mục con trong dự toán của kế hoạch đang làm việc; bảng được giữ làm văn bản của kiến nghị.',
      'The line is the code of a leaf line of the plan to work in; the table is kept as the paper of the findings.',
    ),
  ],
  template: {
    name: 'mau-nhap-kien-nghi',
    title: words('Mẫu nhập kiến nghị', 'Template of findings'),
    columns: findingColumns,
  },
  readers: [...keepers],
  writers: [...keepers],
  crumbs,
  rows: showFindingImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: findingColumns.documentNumber, value: (row) => row.label },
    problemsColumn(t, findingColumns),
  ],
  found: (request) => request.execute(showFindingImport, { id: numberOf(request, 'id') }),
  apply: applyFindings,
  done: ({ vi, en }) => words(`Đã nhập ${vi.added} kiến nghị.`, `Imported ${en.added} findings.`),
  toMend: showFindingsToMend,
})
