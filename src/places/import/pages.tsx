import { checkedColumns, importRoom } from '../../imports/index.ts'
import { words } from '../../platform/language.ts'
import { numberOf, type PageRequest } from '../../platform/page.ts'
import { levels } from '../queries.ts'
import {
  applyPlaces,
  checkPlaces,
  showPlaceImport,
  showPlaceImportRows,
  showPlaceRowsToMend,
} from './import.ts'
import { placeColumns } from './table.ts'

const crumbs = ({ t }: PageRequest) => [
  { label: t('Đơn vị hành chính', 'Provinces and communes'), href: '/places' },
]

export const placeImportPages = importRoom({
  command: checkPlaces,
  list: '/places',
  title: words('Nhập đơn vị hành chính từ Excel', 'Import administrative units from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 30.000 dòng.', 'XLSX or CSV, at most 30,000 rows.'),
  about: ({ t }) => [
    t(
      'Chỉ cần các dòng thêm mới hoặc sửa. Tệp xuất từ danh mục nhập lại được nguyên vẹn; ô trống giữ nguyên giá trị cũ.',
      'Only the rows that add or mend are needed. A file exported from the catalogue comes back in whole; an empty cell keeps what there is.',
    ),
    t(
      'Đơn vị mới cần: Mã, Tên (đủ cả loại: Xã …, Phường …), Tỉnh, Từ ngày, Nguồn.',
      'A new unit needs: Code, Name (with its kind: Xã …, Phường …), Province, From, Source.',
    ),
    t(
      'Sửa tên: dòng có Mã cũ và Tên mới, để trống Từ ngày. Mỗi sửa đổi cần Nguồn.',
      'To put a name right: a row with the old Code and the new Name, From empty. Each change needs its Source.',
    ),
    t(
      'Sáp nhập, chia tách: dòng của đơn vị cũ có Đến ngày và Đơn vị kế thừa (mã, khóa hoặc “Xã A, Tỉnh B”; nhiều đơn vị cách nhau bằng dấu chấm phẩy, thêm “(một phần)” sau đơn vị chỉ nhận một phần).',
      'Mergers and splits: the row of the old unit has To and What became of it (codes, keys or “Xã A, Tỉnh B”; several are separated by semicolons, “(một phần)” behind one that took a part).',
    ),
    `${t('Cấp', 'Tier')}: ${levels.keys.map((level) => `“${t(levels.names[level])}”`).join('; ')}; ${t('để trống là cấp xã.', 'empty means a commune.')}`,
  ],
  template: {
    name: 'mau-nhap-don-vi-hanh-chinh',
    title: words('Mẫu nhập đơn vị hành chính', 'Template of administrative units'),
    columns: placeColumns,
    kinds: { validFrom: 'date', validTo: 'date' },
  },
  readers: ['admin', 'coordinator', 'auditor'],
  writers: ['admin'],
  crumbs,
  rows: showPlaceImportRows,
  columns: ({ t }) =>
    checkedColumns(t, placeColumns, [
      { key: 'province', label: placeColumns.province, value: (row) => row.province },
    ]),
  found: (request) => request.execute(showPlaceImport, { id: numberOf(request, 'id') }),
  apply: applyPlaces,
  done: ({ vi, en }) =>
    words(
      `Đã nhập: ${vi.added} đơn vị mới, ${vi.changed} sửa đổi.`,
      `Imported: ${en.added} new units, ${en.changed} changed.`,
    ),
  toMend: showPlaceRowsToMend,
})
