import { importRoom, lineColumn, outcomeColumn, problemsColumn } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import {
  applyOwnContentMoney,
  checkOwnContentMoney,
  showOwnContentImport,
  showOwnContentImportRows,
  showOwnContentToMend,
} from './own-content-import.ts'
import { ownContentColumns } from './own-content-import-rules.ts'
import { declarers } from './own-import-writing.ts'

export const ownContentImportPages = importRoom({
  command: checkOwnContentMoney,
  list: '/budget/own-payments',
  base: '/budget/own-payments/contents',
  title: words('Nhập vốn đối ứng của nhiệm vụ từ Excel', 'Import own money of tasks from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một chứng từ: Nhiệm vụ số, Nội dung nhiệm vụ, Số hóa đơn, chứng từ, Ngày thanh toán, Số tiền đã bỏ ra, Đã chi cho việc gì.',
      'One voucher in a row: number of the task, its content, number of the voucher, day on which it was paid, sum, what it was spent on.',
    ),
    t(
      'Nội dung để trống được khi nhiệm vụ chỉ có một nội dung; số của nhiệm vụ ở địa chỉ trang của nhiệm vụ.',
      'The content may be empty where the task has one; the number of the task stands in the address of its page.',
    ),
    t(
      'Các khoản được khai, chưa được tính: người khác xem chứng từ rồi xác nhận từng khoản như khi khai tay.',
      'They are declared and do not count yet: another person confirms each by its voucher, as with those that are typed.',
    ),
  ],
  more: (form, t) =>
    fields(form, t, checkOwnContentMoney).file('paperId', {
      label: t('Bản quét chứng từ của bảng', 'Scan of the vouchers of the table'),
      hint: t(
        'Một tệp PDF gồm các hóa đơn, chứng từ trong bảng; chỉ cán bộ mở được.',
        'One PDF of the invoices and vouchers of the table; officers alone open it.',
      ),
    }),
  template: {
    name: 'mau-nhap-von-doi-ung-nhiem-vu',
    title: words('Mẫu nhập vốn đối ứng của nhiệm vụ', 'Template of own money of tasks'),
    columns: ownContentColumns,
  },
  readers: [...officers],
  writers: [...declarers],
  crumbs: ({ t }) => [{ label: t('Vốn đối ứng đã bỏ ra', 'Own money put in'), href: '/budget/own-payments' }],
  rows: showOwnContentImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: ownContentColumns.documentNumber, value: (row) => row.label },
    problemsColumn(t, ownContentColumns),
  ],
  found: (request) => request.execute(showOwnContentImport, { id: numberOf(request, 'id') }),
  again: async (request) => ({
    paperId: (await request.execute(showOwnContentImport, { id: numberOf(request, 'id') })).paperId,
  }),
  apply: applyOwnContentMoney,
  done: ({ vi, en }) =>
    words(
      `Đã khai ${vi.added} khoản, chờ người khác xác nhận.`,
      `Declared ${en.added}; another person confirms them.`,
    ),
  toMend: showOwnContentToMend,
})
