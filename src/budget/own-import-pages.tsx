import { importRoom, lineColumn, outcomeColumn, problemsColumn } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import {
  applyOwnMoney,
  checkOwnMoney,
  showOwnImport,
  showOwnImportRows,
  showOwnToMend,
} from './own-import.ts'
import { ownColumns } from './own-import-rules.ts'
import { declarers } from './own-import-writing.ts'

export const ownImportPages = importRoom({
  command: checkOwnMoney,
  list: '/budget/own-payments',
  title: words('Nhập vốn đối ứng từ Excel', 'Import own money from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một chứng từ: Mã số thuế, Lượt hỗ trợ số, Số hóa đơn, chứng từ, Ngày thanh toán, Số tiền đã bỏ ra, Đã chi cho việc gì.',
      'One voucher in a row: tax code, number of the turn, number of the voucher, day on which it was paid, sum, what it was spent on.',
    ),
    t(
      'Lượt hỗ trợ số để trống được khi doanh nghiệp chỉ có một lượt; số của lượt ở địa chỉ trang của lượt.',
      'The number of the turn may be empty where the enterprise has one turn; it stands in the address of the page of the turn.',
    ),
    t(
      'Các khoản được khai, chưa được tính: người khác xem chứng từ rồi xác nhận từng khoản như khi khai tay.',
      'They are declared and do not count yet: another person confirms each by its voucher, as with those that are typed.',
    ),
  ],
  more: (form, t) =>
    fields(form, t, checkOwnMoney).file('paperId', {
      label: t('Bản quét chứng từ của bảng', 'Scan of the vouchers of the table'),
      hint: t(
        'Một tệp PDF gồm các hóa đơn, chứng từ trong bảng; chỉ cán bộ mở được.',
        'One PDF of the invoices and vouchers of the table; officers alone open it.',
      ),
    }),
  template: {
    name: 'mau-nhap-von-doi-ung',
    title: words('Mẫu nhập vốn đối ứng', 'Template of own money'),
    columns: ownColumns,
  },
  readers: [...officers],
  writers: [...declarers],
  crumbs: ({ t }) => [{ label: t('Vốn đối ứng đã bỏ ra', 'Own money put in'), href: '/budget/own-payments' }],
  rows: showOwnImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: ownColumns.documentNumber, value: (row) => row.label },
    problemsColumn(t, ownColumns),
  ],
  found: (request) => request.execute(showOwnImport, { id: numberOf(request, 'id') }),
  again: async (request) => ({
    paperId: (await request.execute(showOwnImport, { id: numberOf(request, 'id') })).paperId,
  }),
  apply: applyOwnMoney,
  done: ({ vi, en }) =>
    words(
      `Đã khai ${vi.added} khoản, chờ người khác xác nhận.`,
      `Declared ${en.added}; another person confirms them.`,
    ),
  toMend: showOwnToMend,
})
