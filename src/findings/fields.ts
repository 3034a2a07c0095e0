import {
  choice,
  day,
  id,
  longText,
  optionalDay,
  optionalDong,
  optionalId,
  optionalText,
  text,
  year,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** A finding on its way: answered by whom it is put to, sent back where that is not enough, closed by the auditor's paper. */
export const findingStates = states({
  open: { vi: 'Kiến nghị chờ trả lời', en: 'Finding to be answered', tone: 'warning' },
  returned: { vi: 'Phải trả lời lại', en: 'To be answered anew', tone: 'error' },
  answered: { vi: 'Đã trả lời, chờ kết luận', en: 'Answered, to be concluded', tone: 'info' },
  closed: { vi: 'Kiến nghị đã kết thúc', en: 'Finding closed', tone: 'success' },
})
export type FindingState = (typeof findingStates.keys)[number]

export const findingKinds = states({
  audit: { vi: 'Kiểm toán', en: 'Audit' },
  inspection: { vi: 'Thanh tra', en: 'Inspection' },
  check: { vi: 'Kiểm tra của cấp trên', en: 'Check by a higher level' },
})

/** What is asked for. */
export const findingDemands = states({
  recover: { vi: 'Thu hồi tiền', en: 'Recover money' },
  explain: { vi: 'Giải trình việc làm', en: 'Explain what was done' },
  mend: { vi: 'Khắc phục hồ sơ, sổ sách', en: 'Mend papers and books' },
})

export const findingFields = recordFields({
  kind: {
    field: choice(findingKinds.keys),
    label: words('Loại cuộc', 'Kind of review'),
    input: 'select',
    of: findingKinds,
    empty: null,
    half: true,
  },
  issuer: {
    field: text(200),
    label: words('Cơ quan kết luận', 'Who concluded'),
    half: true,
    personal: 'freeText',
  },
  documentNumber: { field: text(100), label: words('Số kết luận', 'Number of the conclusion'), half: true },
  documentDate: {
    field: day(),
    label: words('Ngày kết luận', 'Day of the conclusion'),
    input: 'date',
    half: true,
  },
  content: {
    field: longText(4000),
    label: words('Nội dung kiến nghị', 'What is found and asked'),
    input: 'area',
    rows: 4,
    personal: 'freeText',
  },
  article: {
    field: text(300),
    label: words('Điều khoản căn cứ', 'By which article'),
    hint: words('Ví dụ: Thông tư 35/2021/TT-BTC, Điều 3.', 'For example: Circular 35/2021/TT-BTC, art. 3.'),
    personal: 'freeText',
  },
  demand: {
    field: choice(findingDemands.keys),
    label: words('Yêu cầu phải làm', 'What the finding demands'),
    input: 'select',
    of: findingDemands,
    empty: null,
    half: true,
  },
  amount: {
    field: optionalDong(1n),
    label: words('Số tiền kiến nghị (đồng)', 'Sum in question (đồng)'),
    input: 'money',
    half: true,
  },
  lineId: {
    field: id(),
    label: words('Mục dự toán', 'Budget line'),
    input: 'select',
    empty: words('Chọn mục dự toán', 'Choose the budget line'),
    joined: 'line',
    half: true,
  },
  year: { field: year(), label: words('Năm dự toán', 'Budget year'), input: 'number', half: true },
  entryId: {
    field: optionalId(),
    label: words('Bút toán số', 'Number of the ledger entry'),
    hint: words('Số ở Sổ bút toán; để trống nếu không rõ.', 'As in the ledger; empty if it is not known.'),
    input: 'number',
    half: true,
  },
  voucher: {
    field: optionalText(100),
    label: words('Số chứng từ nêu trong kết luận', 'Voucher as the conclusion names it'),
    half: true,
  },
  agencyId: {
    field: id(),
    label: words('Cơ quan trả lời', 'Who answers'),
    input: 'select',
    empty: words('Chọn cơ quan trả lời', 'Choose who answers'),
    joined: 'agency',
    half: true,
  },
  dueOn: {
    field: day(),
    label: words('Hạn trả lời kiến nghị', 'To be answered by'),
    input: 'date',
    half: true,
  },
})

export const paperField = recordFields({
  fileId: {
    field: id(),
    label: words('Văn bản kết luận', 'The conclusion itself'),
    hint: words('Bản quét PDF của văn bản.', 'A scan of the paper as PDF.'),
    input: 'file',
  },
})

export const answerFields = recordFields({
  answer: {
    field: longText(4000),
    label: words('Nội dung trả lời kiến nghị', 'The answer to the finding'),
    input: 'area',
    rows: 4,
    personal: 'freeText',
  },
  recovered: {
    field: optionalDong(1n),
    label: words('Số tiền đã thu hồi (đồng)', 'Recovered (đồng)'),
    input: 'money',
  },
  recoveryNumber: {
    field: optionalText(100),
    label: words('Số chứng từ thu hồi', 'Voucher of the recovery'),
    half: true,
  },
  recoveredOn: {
    field: optionalDay(),
    label: words('Ngày nộp trả', 'Day of the recovery'),
    input: 'date',
    half: true,
  },
  fileId: {
    field: optionalId(),
    label: words('Tệp kèm câu trả lời', 'File with the answer'),
    input: 'file',
  },
})

export const closingFields = recordFields({
  closedNumber: {
    field: text(100),
    label: words('Số văn bản của cơ quan kết luận', "Number of the auditor's paper"),
    half: true,
  },
  closedOn: { field: day(), label: words('Ngày văn bản đó', 'Day of that paper'), input: 'date', half: true },
  fileId: {
    field: id(),
    label: words('Văn bản kết thúc kiến nghị', 'The paper that closes the finding'),
    input: 'file',
  },
})
