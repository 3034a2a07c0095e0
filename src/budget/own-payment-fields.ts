import { day, dong, id, longText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** Own money on its way: declared with its voucher, proven by another person, settled. */
export const ownPaymentStates = states({
  declared: { vi: 'Đã nộp, chờ xác nhận', en: 'Put in, to be confirmed', tone: 'warning' },
  proven: { vi: 'Đã chứng minh', en: 'Proven', tone: 'success' },
  settled: { vi: 'Đã quyết toán vốn đối ứng', en: 'Own money settled', tone: 'success' },
  refused: { vi: 'Không chấp nhận', en: 'Not accepted', tone: 'error' },
  withdrawn: { vi: 'Đã rút', en: 'Withdrawn', tone: 'neutral' },
})

/** What is said of own money that was put in. */
export const ownPaymentFields = recordFields({
  amount: {
    field: dong(1n),
    label: words('Số tiền đã bỏ ra (đồng)', 'Own money put in (đồng)'),
    input: 'money',
  },
  paidOn: {
    field: day(),
    label: words('Ngày thanh toán', 'Day on which it was paid'),
    input: 'date',
    half: true,
  },
  documentNumber: {
    field: text(100),
    label: words('Số hóa đơn, chứng từ', 'Number of the invoice or voucher'),
    half: true,
  },
  purpose: {
    field: longText(1000),
    label: words('Đã chi cho việc gì', 'What it was spent on'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
  fileId: {
    field: id(),
    label: words('Chứng từ (ảnh hoặc tệp)', 'Voucher (photo or file)'),
    input: 'file',
  },
})
