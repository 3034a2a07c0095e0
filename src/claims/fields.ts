import { day, dong, id, optionalId, optionalLongText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** A claim on its way: written, sent, asked about, judged, paid. */
export const claimStates = states({
  draft: { vi: 'Nháp, chưa gửi', en: 'Draft, not sent', tone: 'neutral' },
  sent: { vi: 'Đã gửi, chờ xem xét từng dòng', en: 'Sent, to be judged line by line', tone: 'warning' },
  asked: { vi: 'Chờ trả lời câu hỏi', en: 'Waits for an answer', tone: 'warning' },
  accepted: { vi: 'Đã chấp nhận, chờ chi', en: 'Accepted, to be paid', tone: 'info' },
  refused: { vi: 'Không chấp nhận dòng nào', en: 'No line accepted', tone: 'error' },
  withdrawn: { vi: 'Người đề nghị đã rút', en: 'Withdrawn by the claimant', tone: 'neutral' },
  paid: { vi: 'Đã duyệt chi đủ', en: 'Released in full', tone: 'success' },
})
export type ClaimState = (typeof claimStates.keys)[number]

/** How a line is judged. */
export const verdicts = states({
  accepted: { vi: 'Chấp nhận cả dòng', en: 'Accept the line', tone: 'success' },
  cut: { vi: 'Cắt giảm', en: 'Cut', tone: 'error' },
  asked: { vi: 'Hỏi lại', en: 'Ask about it', tone: 'warning' },
})

/** Whom a claim is paid to. */
export const payeeFields = recordFields({
  payee: {
    field: text(200),
    label: words('Tên chủ tài khoản', 'Holder of the account'),
    personal: 'contact',
  },
  payeeAccount: {
    field: text(40),
    label: words('Số tài khoản', 'Account number'),
    half: true,
    personal: 'contact',
  },
  payeeBank: {
    field: text(200),
    label: words('Tại ngân hàng, kho bạc', 'At the bank or treasury'),
    half: true,
    personal: 'contact',
  },
  note: {
    field: optionalLongText(2000),
    label: words('Ghi chú', 'Note'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})

/** Which advance a claim accounts for. */
export const accountedFields = recordFields({
  advanceId: {
    field: optionalId(),
    label: words('Để hoàn khoản tạm ứng', 'To clear the advance'),
    hint: words(
      'Phần được chấp nhận hoàn khoản tạm ứng này trước; phần còn lại mới được chi.',
      'What is accepted clears this advance first; what is left beyond it is paid.',
    ),
    input: 'select',
    empty: words('Không hoàn khoản tạm ứng nào', 'It clears none'),
  },
})

/** One line of cost. */
export const claimLineFields = recordFields({
  what: {
    field: text(500),
    label: words('Khoản chi phí', 'Cost'),
    personal: 'freeText',
  },
  amount: {
    field: dong(1n),
    label: words('Số tiền đề nghị (đồng)', 'Amount claimed (đồng)'),
    input: 'money',
  },
  voucherNumber: {
    field: text(100),
    label: words('Số hóa đơn, chứng từ', 'Number of the invoice or voucher'),
    half: true,
  },
  voucherOn: { field: day(), label: words('Ngày chứng từ', 'Day of the voucher'), input: 'date', half: true },
  fileId: {
    field: id(),
    label: words('Chứng từ (ảnh hoặc tệp)', 'Voucher (photo or file)'),
    input: 'file',
  },
})
