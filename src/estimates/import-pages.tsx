import { checkedColumns, importRoom } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import {
  applyEstimateLines,
  checkEstimateLines,
  showEstimateImport,
  showEstimateImportRows,
  showEstimateRowsToMend,
} from './import.ts'
import { sheetColumns } from './import-rules.ts'
import { crumbs } from './list-pages.tsx'

export const estimateImportPages = importRoom({
  command: checkEstimateLines,
  list: '/estimates',
  title: words('Nhập các dòng dự toán từ Excel', 'Import lines of an estimate from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 1.000 dòng.', 'XLSX or CSV, at most 1,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một nội dung chi: tên, số lượng, đơn vị, đơn giá. Mục dự toán, nguồn, định mức: ghi tên hoặc mã; nguồn để trống là nguồn của dự toán.',
      'One line a row: what is spent on, quantity, unit, cost of one. Budget line, source and norm by name or code; without a source it is that of the estimate.',
    ),
    t(
      'Tệp XLSX tải từ dự toán sửa rồi nhập lại được: cột “Mã dòng” cho biết sửa dòng nào; dòng không có mã mà trùng tên, mục, nguồn thì sửa dòng đó. Dòng không có trong tệp thì giữ nguyên.',
      'The XLSX of an estimate is edited and comes in again: “Mã dòng” says which line a row changes; without it the line of the same name, budget line and source. Lines that the file has not stay as they are.',
    ),
  ],
  more: (state, t) => {
    const estimateId = [state.values.estimateId ?? []].flat()[0]
    return estimateId === undefined ? null : fields(state, t).hidden('estimateId', estimateId)
  },
  initial: ({ url }) => ({ estimateId: url.searchParams.get('estimateId') ?? undefined }),
  template: {
    name: 'mau-nhap-du-toan',
    title: words('Mẫu nhập dòng dự toán', 'Template of lines of an estimate'),
    columns: sheetColumns,
    kinds: { unitCost: 'money', counterpart: 'money', quantity: 'number' },
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs,
  rows: showEstimateImportRows,
  columns: ({ t }) => checkedColumns(t, { ...sheetColumns, name: sheetColumns.title }),
  found: (request) => request.execute(showEstimateImport, { id: numberOf(request, 'id') }),
  again: async (request) => ({
    estimateId: (await request.execute(showEstimateImport, { id: numberOf(request, 'id') })).estimateId,
  }),
  apply: applyEstimateLines,
  done: ({ vi, en }) =>
    words(
      `Đã nhập: ${vi.added} dòng mới, ${vi.changed} dòng sửa.`,
      `Imported: ${en.added} new lines, ${en.changed} changed.`,
    ),
  toMend: showEstimateRowsToMend,
})
