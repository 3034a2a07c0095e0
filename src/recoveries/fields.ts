import {
  day,
  dong,
  id,
  longText,
  optionalChoice,
  optionalDay,
  optionalDecimal,
  optionalDong,
  optionalId,
  text,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** A recovery on its way: entered, confirmed by another person, paid in by parts, settled; or not confirmed, or withdrawn with the reason. */
export const recoveryStates = states({
  entered: { vi: 'Chờ xác nhận thu hồi', en: 'Recovery to be confirmed', tone: 'warning' },
  open: { vi: 'Phải nộp, chưa nộp', en: 'Nothing paid in yet', tone: 'warning' },
  part: { vi: 'Đã nộp một phần', en: 'Paid in by part', tone: 'info' },
  settled: { vi: 'Đã thu hồi đủ', en: 'Recovered in full', tone: 'success' },
  refused: { vi: 'Không xác nhận thu hồi', en: 'Recovery not confirmed', tone: 'neutral' },
  withdrawn: { vi: 'Đã hủy thu hồi', en: 'Recovery withdrawn', tone: 'neutral' },
})
export type RecoveryState = (typeof recoveryStates.keys)[number]

export const paymentStates = states({
  entered: { vi: 'Chờ người khác xác nhận', en: 'To be confirmed by another', tone: 'warning' },
  confirmed: { vi: 'Đã xác nhận', en: 'Confirmed', tone: 'success' },
  refused: { vi: 'Bị từ chối xác nhận', en: 'Confirmation refused', tone: 'error' },
})

export const yearDays = states({
  '365': { vi: '365 ngày', en: '365 days' },
  '360': { vi: '360 ngày', en: '360 days' },
})

export const recoveryFields = recordFields({
  decisionNumber: {
    field: text(100),
    label: words('Số quyết định thu hồi', 'Number of the decision of recovery'),
    half: true,
  },
  decisionDate: {
    field: day(),
    label: words('Ngày quyết định thu hồi', 'Day of the decision of recovery'),
    input: 'date',
    half: true,
  },
  issuer: {
    field: text(200),
    label: words('Người ra quyết định thu hồi', 'Who decided the recovery'),
    personal: 'freeText',
  },
  reason: {
    field: longText(2000),
    label: words('Lý do thu hồi', 'Why it is recovered'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  amount: {
    field: dong(1n),
    label: words('Số tiền thu hồi (đồng)', 'To be recovered (đồng)'),
    input: 'money',
    half: true,
  },
  dueOn: {
    field: day(),
    label: words('Hạn nộp theo quyết định', 'To be paid in by'),
    input: 'date',
    half: true,
  },
  orderId: {
    field: optionalId(),
    label: words('Thu hồi khoản chi', 'Of which payment'),
    hint: words(
      'Chọn khoản tạm ứng thì tạm ứng được thu hồi.',
      'Of an advance: the advance is recovered by it.',
    ),
    input: 'select',
    empty: words('Không riêng khoản nào', 'Of none in particular'),
  },
  findingId: {
    field: optionalId(),
    label: words('Theo kiến nghị kiểm toán, thanh tra', 'By a finding of audit or inspection'),
    input: 'select',
    empty: words('Không theo kiến nghị nào', 'By none'),
  },
  fileId: {
    field: id(),
    label: words('Quyết định thu hồi (tệp)', 'The decision of recovery (file)'),
    input: 'file',
  },
})

/** Only where the decision says so. */
export const interestFields = recordFields({
  interestRate: {
    field: optionalDecimal(0.0001, 100),
    label: words('Lãi suất (%/năm)', 'Interest (% a year)'),
    hint: words('Chỉ ghi khi quyết định có tính lãi.', 'Only where the decision says so.'),
    input: 'decimal',
    half: true,
  },
  interestFrom: {
    field: optionalDay(),
    label: words('Tính lãi từ ngày', 'Interest from'),
    input: 'date',
    half: true,
  },
  interestYearDays: {
    field: optionalChoice(yearDays.keys),
    label: words('Số ngày một năm để tính lãi', 'Days of a year for interest'),
    input: 'select',
    of: yearDays,
    empty: words('Quyết định không tính lãi', 'The decision says no interest'),
    half: true,
  },
})

export const paidInFields = recordFields({
  principal: {
    field: optionalDong(0n),
    label: words('Nộp tiền gốc (đồng)', 'Paid of the sum (đồng)'),
    input: 'money',
    half: true,
  },
  interest: {
    field: optionalDong(0n),
    label: words('Nộp tiền lãi (đồng)', 'Paid of interest (đồng)'),
    input: 'money',
    half: true,
  },
  number: { field: text(100), label: words('Số chứng từ nộp', 'Number of the deposit slip'), half: true },
  onDay: { field: day(), label: words('Ngày nộp thu hồi', 'Day of the deposit'), input: 'date', half: true },
  fileId: { field: id(), label: words('Chứng từ nộp (tệp)', 'Deposit slip (file)'), input: 'file' },
})

/** The document by which a confirmed recovery is put right. */
export const correctionFields = recordFields({
  number: {
    field: text(100),
    label: words('Số văn bản sửa khoản thu hồi', 'Number of the document that corrects it'),
    half: true,
  },
  onDay: {
    field: day(),
    label: words('Ngày văn bản sửa khoản thu hồi', 'Day of the document that corrects it'),
    input: 'date',
    half: true,
  },
  fileId: {
    field: id(),
    label: words('Văn bản sửa khoản thu hồi (tệp)', 'Document that corrects it (file)'),
    input: 'file',
  },
  reason: {
    field: longText(2000),
    label: words('Lý do sửa khoản thu hồi', 'Why the recovery is corrected'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})

export const exceptionFields = recordFields({
  until: { field: day(), label: words('Không chặn đến ngày', 'Does not bar until'), input: 'date' },
  reason: {
    field: longText(2000),
    label: words('Lý do của ngoại lệ', 'Reason of the exception'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
})
export const ruleFields = recordFields({
  validFrom: { field: day(), label: words('Áp dụng từ ngày', 'Holds from'), input: 'date' },
  source: {
    field: text(300),
    label: words('Văn bản cho phép ngoại lệ', 'The document that allows exceptions'),
    personal: 'freeText',
  },
  reason: {
    field: longText(2000),
    label: words('Lý do', 'Reason'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})
export const exceptionStates = states({
  asked: { vi: 'Ngoại lệ chờ duyệt', en: 'Exception to be approved', tone: 'warning' },
  approved: { vi: 'Đã duyệt ngoại lệ', en: 'Exception approved', tone: 'success' },
  refused: { vi: 'Không duyệt ngoại lệ', en: 'Exception refused', tone: 'neutral' },
})
