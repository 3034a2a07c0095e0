import { choice, day, dong, flag, id, longText, optionalLongText, text, year } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { type RecordField, recordFields } from '../ui/index.ts'

/* The fields of bookings, an act each: one that is added here is in its form and in REST, and its column is marked. */

/** Where money stands. What the address says, or the year that is due and the source of the estimate, is chosen already. */
const place = {
  line: {
    field: text(20),
    label: words('Mục dự toán', 'Budget line'),
    input: 'select',
    empty: words('Chọn mục', 'Choose a line'),
  },
  year: { field: year(), label: words('Năm dự toán', 'Budget year'), input: 'year' },
  source: { field: text(40), label: words('Nguồn kinh phí', 'Funding'), input: 'select', empty: null },
} as const

const amountOf = (label: Words) => ({ field: dong(1n), label, input: 'money' }) as const

/** The signed paper that an act rests on: number and day. */
const paperOf = (said: { readonly number: Words; readonly day: Words }) => ({
  number: { field: text(100), label: said.number, half: true } as const,
  day: { field: day(), label: said.day, input: 'date', half: true } as const,
})

const fileOf = (label: Words) => ({ field: id(), label, input: 'file' }) as const

const noteField = {
  field: optionalLongText(2000),
  label: words('Ghi chú', 'Note'),
  input: 'area',
  rows: 3,
  personal: 'freeText',
} as const satisfies RecordField

const reasonField = {
  field: longText(2000),
  label: words('Lý do', 'Reason'),
  input: 'area',
  rows: 3,
  personal: 'freeText',
} as const satisfies RecordField

const allocationPaper = paperOf({
  number: words('Số quyết định giao', 'Number of the allocating decision'),
  day: words('Ngày quyết định', 'Day of the decision'),
})
export const allocationFields = recordFields({
  ...place,
  amount: amountOf(words('Số tiền giao', 'Amount allocated')),
  documentNumber: allocationPaper.number,
  documentDate: allocationPaper.day,
  fileId: fileOf(words('Quyết định (tệp)', 'The decision (file)')),
  overEstimate: {
    field: flag(),
    label: words(
      'Giao vượt dự toán của kế hoạch theo văn bản điều chỉnh đã được duyệt',
      'Over the plan’s estimate, by an adjustment that has been approved',
    ),
    input: 'check',
  },
  note: {
    ...noteField,
    hint: words(
      'Khi giao vượt dự toán: số, ngày, trích yếu văn bản điều chỉnh.',
      'When over the estimate: number, day and subject of the document that adjusts it.',
    ),
  },
})

/** The paper of a decision: one number, one day, one file, whatever it names. */
const decisionPaper = paperOf({
  number: words('Số quyết định', 'Number of the decision'),
  day: words('Ngày quyết định', 'Day of the decision'),
})
export const decisionFields = recordFields({
  documentNumber: decisionPaper.number,
  documentDate: decisionPaper.day,
  issuer: {
    field: text(300),
    label: words('Cơ quan quyết định', 'Who decided'),
    personal: 'freeText',
  },
  subject: {
    field: text(500),
    label: words('Nội dung quyết định', 'Content of the decision'),
    personal: 'freeText',
  },
  reason: {
    field: optionalLongText(2000),
    label: words('Lý do', 'Reason'),
    input: 'area',
    rows: 3,
    hint: words(
      'Khi giao vượt dự toán: số, ngày, trích yếu văn bản điều chỉnh.',
      'When over the estimate: number, day and subject of the document that adjusts it.',
    ),
    personal: 'freeText',
  },
  fileId: fileOf(words('Quyết định (tệp)', 'The decision (file)')),
  overEstimate: {
    field: flag(),
    label: words(
      'Giao vượt dự toán của kế hoạch theo văn bản điều chỉnh đã được duyệt',
      'Over the plan’s estimate, by an adjustment that has been approved',
    ),
    input: 'check',
  },
})

const withdrawalPaper = paperOf({
  number: words('Số quyết định', 'Number of the decision'),
  day: words('Ngày quyết định', 'Day of the decision'),
})
export const withdrawalFields = recordFields({
  ...place,
  amount: amountOf(words('Số tiền thu hồi', 'Amount withdrawn')),
  documentNumber: withdrawalPaper.number,
  documentDate: withdrawalPaper.day,
  fileId: fileOf(words('Quyết định (tệp)', 'The decision (file)')),
  note: reasonField,
})

const contractPaper = paperOf({
  number: words('Số hợp đồng, quyết định', 'Number of the contract or decision'),
  day: words('Ngày ký', 'Day signed'),
})
export const commitmentFields = recordFields({
  ...place,
  purpose: {
    field: text(500),
    label: words('Nội dung chi', 'Purpose'),
    hint: words(
      'Ví dụ: Hợp đồng tổ chức hội thảo năng suất chất lượng năm 2025.',
      'Such as: contract for the 2025 workshop.',
    ),
    personal: 'freeText',
  },
  amount: amountOf(words('Số tiền', 'Amount')),
  documentNumber: contractPaper.number,
  documentDate: contractPaper.day,
  fileId: fileOf(words('Hợp đồng, quyết định (tệp)', 'Contract or decision (file)')),
  note: { ...noteField, rows: 2 },
})

export const paymentKinds = states({
  enterprise: { vi: 'Hỗ trợ doanh nghiệp', en: 'Support to an enterprise' },
  contractor: { vi: 'Bên nhận hợp đồng', en: 'Contractor' },
  expense: {
    vi: 'Công tác phí, văn phòng phẩm, tiền thưởng, thù lao',
    en: 'Travel, stationery, prizes, fees',
  },
})

const voucher = paperOf({
  number: words('Số chứng từ chi', 'Number of the payment voucher'),
  day: words('Ngày chi', 'Day paid'),
})
export const paymentFields = recordFields({
  kind: {
    field: choice(paymentKinds.keys),
    label: words('Loại khoản chi', 'Kind of payment'),
    input: 'select',
    of: paymentKinds,
    empty: null,
  },
  amount: amountOf(words('Số tiền', 'Amount')),
  documentNumber: voucher.number,
  on: voucher.day,
  fileId: fileOf(words('Chứng từ (tệp)', 'Voucher (file)')),
})
/** What stands below the paper that a payment rests on. */
export const paymentNote = recordFields({ note: noteField })

const ending = paperOf({
  number: words('Số văn bản (thanh lý, quyết định)', 'Number of the document (liquidation, decision)'),
  day: words('Ngày văn bản', 'Day of the document'),
})
export const releaseFields = recordFields({
  documentNumber: ending.number,
  on: ending.day,
  note: reasonField,
})

const receipt = paperOf({
  number: words('Số chứng từ thu', 'Number of the receipt voucher'),
  day: words('Ngày thu', 'Day received'),
})
export const refundFields = recordFields({
  amount: amountOf(words('Số tiền', 'Amount')),
  documentNumber: receipt.number,
  on: receipt.day,
  fileId: fileOf(words('Chứng từ (tệp)', 'Voucher (file)')),
  note: reasonField,
})
