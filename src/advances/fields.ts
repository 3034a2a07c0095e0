import {
  choice,
  day,
  dong,
  id,
  longText,
  optionalDay,
  optionalDong,
  optionalLongText,
  optionalWhole,
  text,
  whole,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** An advance on its way: drawn up, paid, cleared in parts, and how it ended. */
export const advanceStates = states({
  waiting: { vi: 'Chờ duyệt chi tạm ứng', en: 'Advance to be released', tone: 'warning' },
  open: { vi: 'Đã tạm ứng, chưa hoàn', en: 'Advanced, not cleared', tone: 'info' },
  part: { vi: 'Đã hoàn một phần', en: 'Cleared in part', tone: 'info' },
  cleared: { vi: 'Đã hoàn tạm ứng', en: 'Advance cleared', tone: 'success' },
  returned: { vi: 'Đã nộp trả toàn bộ', en: 'Paid back in full', tone: 'success' },
  recovered: { vi: 'Đã thu hồi theo quyết định', en: 'Recovered by decision', tone: 'success' },
  dropped: { vi: 'Không chi tạm ứng', en: 'Not advanced', tone: 'neutral' },
})
export type AdvanceState = (typeof advanceStates.keys)[number]

/** By what a part of an advance is settled. */
export const partKinds = states({
  claim: { vi: 'Khoản chi phí đã chấp nhận', en: 'Accepted line of a claim' },
  voucher: { vi: 'Chứng từ chi phí', en: 'Voucher of a cost' },
  refund: { vi: 'Nộp trả tiền tạm ứng', en: 'Paid back' },
  recovery: { vi: 'Thu hồi theo quyết định', en: 'Recovery by decision' },
})

export const partStates = states({
  entered: { vi: 'Chờ người khác xác nhận', en: 'To be confirmed by another', tone: 'warning' },
  confirmed: { vi: 'Đã xác nhận', en: 'Confirmed', tone: 'success' },
  refused: { vi: 'Bị từ chối xác nhận', en: 'Confirmation refused', tone: 'error' },
})

/** By when an advance is cleared. */
export const dueFields = recordFields({
  dueOn: {
    field: optionalDay(),
    label: words('Hạn hoàn tạm ứng', 'To be cleared by'),
    hint: words(
      'Để trống thì tính theo quy định đang áp dụng; chưa có quy định thì phải ghi cùng lý do.',
      'Left empty it follows the row in force; without one it is typed with the reason.',
    ),
    input: 'date',
    half: true,
  },
  dueReason: {
    field: optionalLongText(2000),
    label: words('Lý do của thời hạn', 'Why this day'),
    input: 'area',
    rows: 2,
    half: true,
    personal: 'freeText',
  },
})

export const claimPartFields = recordFields({
  claimLineId: {
    field: id(),
    label: words('Khoản chi phí đã chấp nhận', 'Accepted line of a claim'),
    input: 'select',
    empty: words('Chọn khoản chi phí', 'Choose the line'),
  },
  amount: {
    field: optionalDong(1n),
    label: words('Số hoàn tạm ứng (đồng)', 'Cleared by it (đồng)'),
    hint: words('Để trống thì lấy nhiều nhất có thể.', 'Left empty it is as much as possible.'),
    input: 'money',
  },
})

const proof = {
  number: {
    field: text(100),
    label: words('Số chứng từ hoàn tạm ứng', 'Number of the clearing voucher'),
    half: true,
  },
  onDay: {
    field: day(),
    label: words('Ngày chứng từ hoàn tạm ứng', 'Day of the clearing voucher'),
    input: 'date',
    half: true,
  },
  fileId: { field: id(), label: words('Chứng từ (tệp)', 'Voucher (file)'), input: 'file' },
} as const

export const voucherFields = recordFields({
  what: {
    field: text(500),
    label: words('Tạm ứng đã chi cho việc gì', 'What the advance was spent on'),
    personal: 'freeText',
  },
  amount: { field: dong(1n), label: words('Số hoàn tạm ứng (đồng)', 'Cleared by it (đồng)'), input: 'money' },
  ...proof,
})

export const backFields = recordFields({
  amount: { field: dong(1n), label: words('Số nộp trả (đồng)', 'Paid back (đồng)'), input: 'money' },
  ...proof,
})

/** The later day by which an advance is to be cleared, with the document that says so. */
export const prolongFields = recordFields({
  dueOn: {
    field: day(),
    label: words('Gia hạn hoàn tạm ứng đến', 'To be cleared by the later day'),
    input: 'date',
  },
  number: {
    field: text(100),
    label: words('Số văn bản cho gia hạn', 'Number of the document that prolongs'),
    half: true,
  },
  onDay: {
    field: day(),
    label: words('Ngày văn bản cho gia hạn', 'Day of the document that prolongs'),
    input: 'date',
    half: true,
  },
  fileId: {
    field: id(),
    label: words('Văn bản cho gia hạn (tệp)', 'Document that prolongs (file)'),
    input: 'file',
  },
  reason: {
    field: longText(2000),
    label: words('Lý do gia hạn', 'Why it is prolonged'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})

/** Whom an advance is paid to. */
export const beneficiaries = states({
  enterprise: { vi: 'Doanh nghiệp được hỗ trợ', en: 'Supported enterprise' },
  task: { vi: 'Tổ chức chủ trì nhiệm vụ', en: 'Task host' },
})

export const termFields = recordFields({
  beneficiary: {
    field: choice(beneficiaries.keys),
    label: words('Tạm ứng cho', 'Advances to'),
    input: 'select',
    of: beneficiaries,
    empty: null,
  },
  days: {
    field: whole(1, 3650),
    label: words('Hoàn trong bao nhiêu ngày', 'Cleared in how many days'),
    input: 'number',
    half: true,
  },
  beforeNext: {
    field: optionalWhole(1, 100),
    label: words('Tạm ứng tiếp khi đã hoàn (%)', 'Next one after clearing (%)'),
    hint: words('Để trống nếu văn bản không quy định.', 'Empty where the document says nothing of it.'),
    input: 'number',
    half: true,
  },
  validFrom: { field: day(), label: words('Áp dụng từ ngày', 'Holds from'), input: 'date' },
  source: {
    field: text(300),
    label: words('Văn bản quy định', 'The document that says so'),
    hint: words('Số, ngày, điều của văn bản.', 'Number, day and article.'),
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
