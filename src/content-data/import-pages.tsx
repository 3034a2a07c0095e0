import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { valueKeepers } from './commands.ts'
import { applyValues, checkValues, showValueImport, showValueImportRows, showValuesToMend } from './import.ts'
import { valueColumns } from './import-rules.ts'
import { at, crumbs } from './list-pages.tsx'
import { moments } from './rules.ts'

export const valueImportPages = importRoom({
  command: checkValues,
  list: at,
  title: words('Nhập số liệu theo nội dung từ Excel', 'Import figures by content from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một giá trị: Lượt số (ghi ở trang của lượt), tên số liệu, thời điểm, của cây trồng hay đối tượng nào, giá trị, ngày.',
      'One value in a row: number of the turn (on its page), name of the figure, moment, of which crop or item, value, day.',
    ),
    `${t('Thời điểm của số liệu', 'Moment of the figure')}: ${t(quotedNames(moments))}.`,
    t(
      'Bảng được giữ làm minh chứng; người khác xác nhận từng số liệu.',
      'The table is kept as the proof; another person confirms each figure.',
    ),
  ],
  template: {
    name: 'mau-nhap-so-lieu-noi-dung',
    title: words('Mẫu nhập số liệu theo nội dung', 'Template of figures by content'),
    columns: valueColumns,
  },
  readers: [...officers, 'enterprise'],
  writers: [...valueKeepers],
  crumbs,
  rows: showValueImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: valueColumns.field, value: (row) => row.label },
    problemsColumn(t, valueColumns),
  ],
  found: (request) => request.execute(showValueImport, { id: numberOf(request, 'id') }),
  apply: applyValues,
  done: ({ vi, en }) =>
    words(
      `Đã nhập ${vi.added} số liệu; chờ người khác xác nhận.`,
      `Imported ${en.added} figures; another person confirms them.`,
    ),
  toMend: showValuesToMend,
})
