import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { phases } from './fields.ts'
import { applyValues, checkValues, showValueImport, showValueImportRows, showValuesToMend } from './import.ts'
import { valueColumns } from './import-rules.ts'
import { at, crumbs } from './list-pages.tsx'

export const valueImportPages = importRoom({
  command: checkValues,
  list: at,
  title: words('Nhập giá trị đo từ Excel', 'Import values from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một giá trị: Dự án số (ghi ở trang dự án), Tên chỉ số đo, Thời điểm đo, Giá trị đo, Ngày đo, Cách đo.',
      'One value in a row: number of the project (on its page), name of the measure, when it was measured, value, day, how it was measured.',
    ),
    `${t('Thời điểm đo', 'Measured')}: ${t(quotedNames(phases))}.`,
    t(
      'Bảng được giữ làm minh chứng của các giá trị; người nhập bảng không ghi kết quả đánh giá các dự án đó.',
      'The table is kept as the proof of its values; who imports it does not enter the evaluation of those projects.',
    ),
  ],
  template: {
    name: 'mau-nhap-gia-tri-do',
    title: words('Mẫu nhập giá trị đo', 'Template of values'),
    columns: valueColumns,
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs,
  rows: showValueImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: valueColumns.measure, value: (row) => row.label },
    problemsColumn(t, valueColumns),
  ],
  found: (request) => request.execute(showValueImport, { id: numberOf(request, 'id') }),
  apply: applyValues,
  done: ({ vi, en }) => words(`Đã nhập ${vi.added} giá trị.`, `Imported ${en.added} values.`),
  toMend: showValuesToMend,
})
