import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import {
  applyMeasures,
  checkMeasures,
  showMeasureImport,
  showMeasureImportRows,
  showMeasuresToMend,
} from './import.ts'
import { measureColumns, measures } from './import-rules.ts'
import { crumbs } from './list-pages.tsx'
import { units } from './rules.ts'

export const measureImportPages = importRoom({
  command: checkMeasures,
  list: '/proofs',
  title: words('Nhập số liệu tiêu chí từ Excel', 'Import measures of criteria from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 10.000 dòng.', 'XLSX or CSV, at most 10,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một số liệu của một năm: Mã số thuế, Số liệu nào, Năm, Giá trị, Đơn vị tính, Căn cứ.',
      'One measure of a year in a row: tax code, which measure, year, value, unit, basis.',
    ),
    `${t('Số liệu nào', 'Which measure')}: ${t(quotedNames(measures))}. ${t('Đơn vị tính', 'Unit of measure')}: ${t(quotedNames(units))}.`,
    t(
      'Bảng được giữ làm minh chứng, doanh nghiệp không xem được vì có số của doanh nghiệp khác. Số liệu chờ người khác với người nhập xác nhận rồi mới được tính.',
      'The table is kept as the evidence; no enterprise is handed it, since it holds the figures of others. The measures count once somebody else than who wrote the table has confirmed them.',
    ),
  ],
  template: {
    name: 'mau-nhap-so-lieu-tieu-chi',
    title: words('Mẫu nhập số liệu tiêu chí', 'Template of measures'),
    columns: measureColumns,
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs,
  rows: showMeasureImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: measureColumns.taxCode, value: (row) => row.label },
    problemsColumn(t, measureColumns),
  ],
  found: (request) => request.execute(showMeasureImport, { id: numberOf(request, 'id') }),
  apply: applyMeasures,
  done: ({ vi, en }) =>
    words(
      `Đã nhập ${vi.added} số liệu, chờ xác nhận.`,
      `Imported ${en.added} measures; they wait to be confirmed.`,
    ),
  toMend: showMeasuresToMend,
})
