import { payeeFields } from '../claims/index.ts'
import { day, optionalLongText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** A batch on its way: drawn up, released and sent, answered; or dropped before it was sent. */
export const batchStates = states({
  drawn: { vi: 'Đang lập, chờ duyệt gửi', en: 'Drawn up, to be released', tone: 'warning' },
  sent: { vi: 'Đã gửi Kho bạc', en: 'Sent to the Treasury', tone: 'info' },
  answered: { vi: 'Kho bạc đã trả lời', en: 'Answered by the Treasury', tone: 'success' },
  dropped: { vi: 'Đã hủy bảng kê', en: 'List dropped', tone: 'neutral' },
})
export type BatchState = (typeof batchStates.keys)[number]

/** What became of one payment of a batch. */
export const rowStates = states({
  listed: { vi: 'Kho bạc chưa trả lời', en: 'Not answered by the Treasury', tone: 'neutral' },
  paid: { vi: 'Kho bạc đã chi', en: 'Paid by the Treasury', tone: 'success' },
  sent_back: { vi: 'Kho bạc trả lại', en: 'Sent back by the Treasury', tone: 'error' },
  dropped: { vi: 'Đã hủy bảng kê', en: 'List dropped', tone: 'neutral' },
})

/** What the Treasury says of a payment. */
export const results = states({
  paid: { vi: 'Kho bạc đã chi', en: 'Paid by the Treasury', tone: 'success' },
  sent_back: { vi: 'Kho bạc trả lại', en: 'Sent back by the Treasury', tone: 'error' },
})

/** How a row of the answer differs from what was sent. */
export const differenceKinds = states({
  sum: { vi: 'Khác số tiền', en: 'Other sum', tone: 'error' },
  payee: { vi: 'Khác người nhận tiền', en: 'Other payee', tone: 'error' },
  number: { vi: 'Khác số chứng từ', en: 'Other number', tone: 'warning' },
  unknown: { vi: 'Không có trong bảng kê', en: 'Not on the list', tone: 'error' },
  missing: { vi: 'Kho bạc chưa trả lời khoản này', en: 'Missing in the answer', tone: 'warning' },
  sent_back: { vi: 'Kho bạc trả lại', en: 'Sent back by the Treasury', tone: 'error' },
})
export type DifferenceKind = (typeof differenceKinds.keys)[number]

export const differenceStates = states({
  open: { vi: 'Chờ xử lý', en: 'To be settled', tone: 'warning' },
  matched: { vi: 'Đã khớp bằng tay, chờ xác nhận', en: 'Matched by hand, to be confirmed', tone: 'warning' },
  settled: { vi: 'Đã xử lý', en: 'Dealt with', tone: 'success' },
})

/** How a difference ended. */
export const outcomes = states({
  same: { vi: 'Nhận là chứng từ này', en: 'Take it as this payment', tone: 'success' },
  other: { vi: 'Không phải chứng từ này', en: 'It is another payment', tone: 'neutral' },
  explained: { vi: 'Không phải khoản chi của đơn vị', en: 'None of our payments', tone: 'neutral' },
  matched: { vi: 'Đã khớp bằng tay', en: 'Matched by hand', tone: 'success' },
  paid: { vi: 'Kho bạc đã chi', en: 'Paid by the Treasury', tone: 'success' },
  sent_back: { vi: 'Kho bạc trả lại', en: 'Sent back by the Treasury', tone: 'error' },
  answered: { vi: 'Có trong lần trả lời sau', en: 'In a later answer', tone: 'success' },
})

/** What a batch says of itself. */
export const batchFields = recordFields({
  number: { field: text(100), label: words('Số bảng kê', 'Number of the list'), half: true },
  drawnOn: { field: day(), label: words('Ngày bảng kê', 'Day of the list'), input: 'date', half: true },
  note: {
    field: optionalLongText(2000),
    label: words('Ghi chú', 'Note'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})

const { note: _note, ...accountInput } = payeeFields.input

/** The account that is paid, as in a claim. */
export { accountInput }

/** The columns of the list that the Treasury gets, in the order in which it reads them. */
export const listColumns = {
  place: words('STT', 'No.'),
  number: words('Số chứng từ', 'Number of the voucher'),
  on: words('Ngày chứng từ', 'Day of the voucher'),
  payee: payeeFields.labels.payee,
  account: payeeFields.labels.payeeAccount,
  bank: payeeFields.labels.payeeBank,
  amount: words('Số tiền (đồng)', 'Amount (đồng)'),
  content: words('Nội dung', 'Content'),
  source: words('Nguồn', 'Source'),
  line: words('Mục', 'Line'),
} as const
