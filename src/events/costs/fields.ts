import { choice, day, dong, id, optionalId, optionalLongText, text, whole } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { states } from '../../platform/states.ts'
import { recordFields } from '../../ui/index.ts'

export const costKinds = states({
  speaker: words('Thù lao người trình bày', 'Fees of speakers'),
  travel: words('Đi lại', 'Travel'),
  lodging: words('Lưu trú', 'Lodging'),
  hall: words('Hội trường, thiết bị', 'Hall and equipment'),
  printing: words('In ấn, tài liệu', 'Printing and materials'),
  refreshment: words('Giải khát giữa giờ', 'Refreshments'),
  other: words('Chi khác của sự kiện', 'Other costs of the event'),
})

/** Where the statement of costs of an event stands; there is none before it is proposed. */
export const settlementStates = states({
  proposed: { vi: 'Bảng kê chờ duyệt quyết toán', en: 'Statement to be settled', tone: 'warning' },
  returned: { vi: 'Bảng kê phải sửa', en: 'Statement to be mended', tone: 'error' },
  settled: { vi: 'Đã quyết toán chi phí', en: 'Costs settled', tone: 'success' },
})

/** A line of cost as it is planned. */
export const costFields = recordFields({
  kind: {
    field: choice(costKinds.keys),
    label: words('Loại chi phí', 'Kind of cost'),
    input: 'select',
    of: costKinds,
    empty: null,
    half: true,
  },
  title: { field: text(300), label: words('Khoản chi', 'What is paid for'), personal: 'freeText' },
  quantity: { field: whole(1, 1_000_000), label: words('Số lượng', 'Quantity'), input: 'number', half: true },
  unit: { field: text(60), label: words('Đơn vị', 'Unit'), half: true, exportOnly: true },
  unitCost: {
    field: dong(0n),
    label: words('Đơn giá (đồng)', 'Cost of one (đồng)'),
    input: 'money',
    half: true,
    exportOnly: true,
  },
  normId: {
    field: optionalId(),
    label: words('Định mức áp dụng', 'Norm that it goes by'),
    input: 'select',
    empty: words('Chưa chọn định mức', 'No norm chosen'),
    joined: 'norm',
    exportOnly: true,
  },
  overNormReason: {
    field: optionalLongText(1000),
    label: words('Lý do vượt định mức', 'Why it is above its norm'),
    input: 'area',
    rows: 2,
    exportOnly: true,
    personal: 'freeText',
  },
})

/** What was spent on a line, by its voucher. */
export const spentFields = recordFields({
  spent: {
    field: dong(0n),
    label: words('Đã chi theo chứng từ (đồng)', 'Spent by voucher (đồng)'),
    input: 'money',
    later: true,
  },
  voucherNumber: {
    field: text(100),
    label: words('Số hóa đơn, chứng từ', 'Number of the invoice or voucher'),
    half: true,
    later: true,
  },
  voucherOn: {
    field: day(),
    label: words('Ngày chứng từ', 'Day of the voucher'),
    input: 'date',
    half: true,
    later: true,
    exportOnly: true,
  },
  fileId: {
    field: id(),
    label: words('Chứng từ (ảnh hoặc tệp)', 'Voucher (photo or file)'),
    input: 'file',
    offList: true,
    later: true,
  },
})
